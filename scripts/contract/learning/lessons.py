"""What traffic shows that the document does not say, place by place."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from ..document import JSON, Document, Operation, below, is_list
from ..masks import masked_text
from ..reading import Reader, Reading, kind_of
from ..values import NOTHING
from .traffic import Recorded

# A grade that traffic can raise.
LOW = ("inferred", "sampled")
CODE = re.compile(r"[A-Za-z0-9_.-]{1,32}")
LARGEST_CODE = 10**6


@dataclass
class Lessons:
    """What was seen.

    Attributes:
        properties: By the place that they would have: the values that came.
        kinds: By place: the types that came and may not.
        codes: By the place of the enumeration: new values.
        missing: Places of required properties that were not there.
        confirmed: Places with a grade that is too low now.
        left: Sentences for a person: what no patch can say.
    """

    properties: dict[str, list[Any]] = field(default_factory=dict[str, list[Any]])
    kinds: dict[str, set[str]] = field(default_factory=dict[str, set[str]])
    codes: dict[str, list[Any]] = field(default_factory=dict[str, list[Any]])
    missing: list[str] = field(default_factory=list[str])
    confirmed: list[str] = field(default_factory=list[str])
    left: list[str] = field(default_factory=list[str])

    @property
    def count(self) -> int:
        """How many changes there are to propose."""
        named = len(self.properties) + len(self.kinds) + len(self.codes)
        return named + len(self.missing) + len(self.confirmed)

    def leave(self, sentence: str) -> None:
        """Something that only a person can judge, told once."""
        if sentence not in self.left:
            self.left.append(sentence)


def lessons(document: Document, exchanges: Iterable[tuple[Operation, Recorded]]) -> Lessons:
    """Read all answers."""
    found, reader = Lessons(), Reader(document)
    for operation, entry in exchanges:
        _read(document, reader, operation, entry, found)
    return found


def _read(
    document: Document, reader: Reader, operation: Operation, entry: Recorded, found: Lessons
) -> None:
    place = below(operation.place, "responses", entry.status)
    if str(entry.status) not in operation.definition["responses"]:
        if entry.status:
            found.leave(
                f"{operation.name} was answered with {entry.status}, which is not documented."
            )
        return
    response = document.end(place)
    content = document.at(response)["content"]
    if JSON not in content:
        _confirm(document, response, found)
        return
    if entry.answer is NOTHING:
        found.leave(f"{operation.name}: an answer with {entry.status} was no JSON.")
        return
    schema = reader.branch(below(response, "content", JSON, "schema"), entry.answer)
    readings = [*reader.read(schema, entry.answer)]
    for reading in readings:
        _take(document, reading, found)
    if all(reading.kind in ("held", "unlisted", "new code") for reading in readings):
        _confirm(document, response, found)


def _take(document: Document, reading: Reading, found: Lessons) -> None:
    place = reading.place
    match reading.kind:
        case "held":
            _confirm(document, place, found)
        case "unlisted":
            name = place.rpartition("/")[2]
            if masked_text(name) != name:
                found.leave(
                    f"{place.rpartition('/')[0]}: a property has a name that is hidden here."
                )
            else:
                found.properties.setdefault(place, []).append(reading.value)
        case "new code":
            _take_code(reading, found)
        case "missing":
            if place not in found.missing:
                found.missing.append(place)
        case "wrong" if "/properties/" in place and not _is_kind(document, place, reading.value):
            found.kinds.setdefault(place, set()).add(kind_of(reading.value))
        case _:
            found.leave(f"{place}: {reading.expected} was expected, {reading.got} came.")


def _take_code(reading: Reading, found: Lessons) -> None:
    """A code is written down as it is, so it must be one that can be shown."""
    code, codes = reading.value, found.codes.setdefault(reading.place, [])
    is_small = isinstance(code, int) and abs(code) < LARGEST_CODE
    is_word = isinstance(code, str) and CODE.fullmatch(code)
    if is_small or (is_word and masked_text(str(code)) == code):
        if code not in codes:
            codes.append(code)
    else:
        found.leave(f"{reading.place}: a new code came that is hidden here.")
    if not codes:
        del found.codes[reading.place]


def _is_kind(document: Document, place: str, value: Any) -> bool:
    """Whether a value has the type that is expected, and is wrong for another reason."""
    node, kind = document.at(document.end(place)), kind_of(value)
    told = node.get("type", "object" if "properties" in node else [])
    kinds: list[Any] = told if is_list(told) else [told]
    inside = [
        document.at(document.end(below(document.end(place), "anyOf", n)))
        for n in range(len(node.get("anyOf", ())))
    ]
    return kind in kinds or any(kind == each.get("type") for each in inside)


def _confirm(document: Document, place: str, found: Lessons) -> None:
    """A place was seen to hold: its own grade may be raised, or that of a list or object it names.

    Of a value alone, a grade below says what it means, which no answer shows.
    """
    node = document.at(place)
    own = node.get("x-evidence")
    if own is None and "$ref" in node:
        place = document.end(place)
        node = document.at(place)
        is_structure = node.get("type") in ("array", "object")
        own = node.get("x-evidence") if is_structure else None
    if own in LOW and place not in found.confirmed:
        found.confirmed.append(place)

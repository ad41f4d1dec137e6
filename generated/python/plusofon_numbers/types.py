"""Types that the models share: distinct ids and numbers, and what every request and answer is."""

import re
from collections.abc import Callable, Iterator, Sequence, Set
from decimal import Decimal
from enum import Enum
from functools import cache
from operator import attrgetter
from typing import Any, ClassVar, NewType, TypeVar, cast

import httpx2
import msgspec
from msgspec import UNSET

NumberId = NewType("NumberId", int)
"""The id of an owned number, as list_numbers shows it. Not its digits."""
ReservationId = NewType("ReservationId", int)
"""The id that list_reservations shows. That it names the reservation, and not the number once it
is bought, is inferred."""
BlackListId = NewType("BlackListId", int)
"""The id of a list of contacts used as a black list."""
RegionId = NewType("RegionId", int)
"""The id of a region, from list_regions."""
SipId = NewType("SipId", int)
"""The id of a SIP account."""
GroupId = NewType("GroupId", int)
"""The id of a group of employees (группа)."""
ScenarioId = NewType("ScenarioId", int)
"""The id of a scenario (сценарий) of the PBX."""
CallQueueId = NewType("CallQueueId", int)
"""The id of a call queue (очередь вызовов)."""
PhoneNumber = NewType("PhoneNumber", str)
"""A telephone number in international form, 11 digits without a plus."""
NationalNumber = NewType("NationalNumber", str)
"""A telephone number with its city code and without the country's, 10 digits."""
NationalNumberInteger = NewType("NationalNumberInteger", int)
"""The 10 digits of a free or reserved number, as an integer. Not an id, and not the 11 digits that
answers about reserved and owned numbers show: those begin with a 7 more."""


class Request(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """What is sent. Closed: it has the listed properties and no others."""

    __expected__: ClassVar[dict[str, str]] = {}

    def check(self) -> None:
        """Refuse what the types let pass.

        Raises:
            ValueError: The message says what was expected and what came.
        """


class Answer(msgspec.Struct, kw_only=True, frozen=True, gc=False):
    """What comes back. Open: properties that are not listed are passed over."""

    __patterns__: ClassVar[dict[str, str]] = {}
    __inside__: ClassVar[dict[str, "type[Answer]"]] = {}

    def __repr__(self) -> str:
        shown = (f"{name}={_plain(value)}" for name, value in self.__rich_repr__())
        return f"{type(self).__name__}({', '.join(shown)})"

    def __rich_repr__(self) -> list[tuple[str, Any]]:
        facts = ((name, getattr(self, name)) for name in _shown(type(self)))
        return [(name, value) for name, value in facts if value is not UNSET]

    def _repr_html_(self) -> str:
        """The answer as a table, for notebooks."""
        rows = (_row("th", name, value) for name, value in self.__rich_repr__())
        return f"<table>{''.join(rows)}</table>"


class WholeAnswer(Answer, kw_only=True, frozen=True, gc=True, dict=True):
    """The answer of an operation, with what came over the wire within reach."""

    @property
    def raw(self) -> "RawAnswer":
        """The status, the headers and the body as they came.

        Raises:
            AttributeError: This object did not come from a client, or was pickled since.
        """
        try:
            return cast("RawAnswer", self.__dict__["raw"])
        except KeyError:
            raise AttributeError(
                "raw: this answer has lost, or never had, what came over the wire"
            ) from None


WholeAnswerT = TypeVar("WholeAnswerT", bound=WholeAnswer)


LARGEST_FAILURE = 1024 * 1024
"""How many bytes of the body are kept with a failure. More could not be searched for the token in time."""


class RawAnswer(msgspec.Struct, frozen=True):
    """What came over the wire.

    Attributes:
        status: The HTTP status.
        headers: The headers, by names in any case.
        content: The body, decompressed.
    """

    status: int
    headers: httpx2.Headers
    content: bytes

    def beginning(self) -> "RawAnswer":
        """The same, with no more of its body than a failure keeps.

        What is cut off begins behind a space, and so nothing that was one word is left in parts.
        """
        if len(self.content) <= LARGEST_FAILURE:
            return self
        words, _, _ = self.content[:LARGEST_FAILURE].rpartition(b" ")
        return RawAnswer(self.status, self.headers, words)

    def __repr__(self) -> str:
        return f"RawAnswer(status={self.status}, content=<{len(self.content)} bytes>)"


def require_patterns(kind: type[Answer], answers: Sequence[Any], path: str) -> None:
    """Refuse answers of one kind, if a text in one of them is not what the document says.

    All texts of a property are checked at once, as the lines of one text.

    Raises:
        msgspec.ValidationError: The message says what was expected and what came.
    """
    for name, pattern in kind.__patterns__.items():
        texts = [text for text in map(attrgetter(name), answers) if text.__class__ is str]
        lines = "\n".join([*texts, ""])
        if lines.count("\n") != len(texts) or not _lines_of(pattern).fullmatch(lines):
            wrong = next((text for text in texts if not re.fullmatch(pattern, text)), lines)
            # The whole text: half of it could hold half of the token, which nobody would find there.
            came = repr(wrong) if len(wrong) < 1000 else f"a text of {len(wrong)} characters"
            raise msgspec.ValidationError(f"{path}.{name}: expected {pattern}, {came} came")
    for name, inner in kind.__inside__.items():
        held: list[Any] = []
        for value in map(attrgetter(name), answers):
            if isinstance(value, list):
                held += value
            elif isinstance(value, Answer):
                held.append(value)
        if held:
            require_patterns(inner, held, f"{path}.{name}")


@cache
def _lines_of(pattern: str) -> re.Pattern[str]:
    return re.compile(f"(?:(?:{pattern})\n)*+")


def shown(value: object) -> str:
    """What came, short enough for a message; its type, where the value does not tell it or cannot be written."""
    kind = type(value)
    try:
        text = repr(value)
    except Exception:  # more digits than Python writes, or a repr that is broken
        return f"an object of type {kind.__name__}"
    text = text if len(text) <= 80 else f"{text[:77]}..."
    looks_plain = isinstance(value, str | int | float) and not isinstance(value, Enum)
    return (
        f"{text} of type {kind.__name__}" if looks_plain and kind.__module__ != "builtins" else text
    )


def _shown(kind: type[Answer]) -> Iterator[str]:
    """The attributes of an answer that are for people: a price rather than how it came."""
    for name in kind.__struct_fields__:
        yield name.removesuffix("_raw")


def _plain(value: object) -> str:
    """A value as people write it."""
    if isinstance(value, Enum):
        return f"{type(value).__name__}.{value.name}"
    return str(value) if isinstance(value, Decimal) else repr(value)


def _row(cell: str, *values: object) -> str:
    """A row of a table, its first cell a heading if so wanted."""
    first, *others = (_text(value) for value in values)
    return f"<tr><{cell}>{first}</{cell}>{''.join(f'<td>{other}</td>' for other in others)}</tr>"


def _text(value: object) -> str:
    """A value as HTML shows it."""
    from html import escape  # seldom needed

    return escape(str(value.value if isinstance(value, Enum) else value))


def table(answers: Sequence[Answer], caption: str) -> str:
    """Answers of one kind as an HTML table."""
    names = list(_shown(type(answers[0]))) if answers else []
    head = "".join(f"<th>{_text(name)}</th>" for name in names)
    rows = (_row("td", *(getattr(answer, name) for name in names)) for answer in answers)
    return f"<table><caption>{_text(caption)}</caption><tr>{head}</tr>{''.join(rows)}</table>"


def require_unique(name: str, values: list[Any]) -> None:
    """Refuse a list that names something twice."""
    seen = set[Any]()
    for value in values:
        if value in seen:
            raise ValueError(f"{name}: each may stand there once, {value} came more than once")
        seen.add(value)


def require_one(deciding: str, value: str, targets: dict[str, tuple[str, object]]) -> None:
    """Refuse any target but the one that the deciding property calls for."""
    wanted, _ = targets[value]
    given = [name for name, target in targets.values() if target is not UNSET]
    if given != [wanted]:
        came = ", ".join(given) or "none"
        raise ValueError(f"{wanted}: {deciding} {value!r} calls for this target alone, {came} came")


def digits(value: Any) -> Any:
    """The digits of a telephone number as an integer; anything else as it is, for the check to refuse."""
    return (
        int(value) if isinstance(value, str) and re.fullmatch("[1-9][0-9]{0,18}", value) else value
    )


def each(values: Any, converted: Callable[[Any], Any] = lambda value: value) -> Any:
    """The items of a list, each converted; anything else as it is, for the check to refuse."""
    return [converted(value) for value in values] if is_list(values) else values


def is_list(value: object) -> bool:
    """Whether it has items that can stand in a list: a generator could be read but once."""
    is_text = isinstance(value, str | bytes | bytearray | memoryview)
    return isinstance(value, Sequence | Set) and not is_text

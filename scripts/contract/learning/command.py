"""From a file of traffic to a patch."""

import difflib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ..document import Document, Operation
from ..errors import NothingToLearn
from ..masks import keep_secret, masked_text
from .lessons import Lessons, lessons
from .shapes import SEEN, schema_lines
from .source import CannotEdit, Source
from .traffic import Recorded, operation_of, recorded

FILE = "openapi.yaml"


@dataclass(frozen=True)
class Lesson:
    """What comes of a file.

    Attributes:
        patch: A unified diff of openapi.yaml, as `git apply` takes it; empty where nothing is new.
        summary: What it changes, and what is left for a person.
    """

    patch: str
    summary: str


def learned(document: Document, path: Path, host: str | None = None) -> Lesson:
    """Compare recorded traffic with a document.

    Raises:
        CannotRun: The file cannot be read.
        NothingToLearn: It has no exchange with the service.
    """
    hosts = [host] if host else document.hosts
    entries = recorded(path)
    exchanges = [*_exchanges(document, entries, hosts)]
    if not exchanges:
        found = ", ".join(sorted({entry.host for entry in entries})) or "none"
        raise NothingToLearn(
            f"{path} has no exchange with {' or '.join(hosts)} that the contract knows; its hosts:"
            f" {masked_text(found):.200}. Traffic of another host counts with --host."
        )
    for secret in (secret for entry in entries for secret in entry.secrets):
        keep_secret(secret)
    lesson = lessons(document, exchanges)
    source = Source(document.text)
    told = [*_edits(source, lesson)]
    changed = source.changed()
    _check(changed, exchanges, lesson)
    return Lesson(_diff(document.text, changed), _summary(len(exchanges), told, lesson.left))


def _exchanges(
    document: Document, entries: list[Recorded], hosts: list[str]
) -> Iterator[tuple[Operation, Recorded]]:
    for entry in entries:
        operation = operation_of(document, entry)
        if operation and entry.host in hosts:
            yield operation, entry


def _edits(source: Source, found: Lessons) -> Iterator[str]:
    """Make each change, and say what it is; what cannot be made is left for a person."""
    for sentence, edit in _planned(source, found):
        try:
            edit()
        except CannotEdit:
            found.leave(f"{sentence}; the text there has a form that is not changed here.")
        else:
            yield sentence


def _planned(source: Source, found: Lessons) -> Iterator[tuple[str, Callable[[], None]]]:
    for place, values in found.properties.items():
        yield f"{place}: new", partial(source.add_property, place, schema_lines(values))
    for place, kinds in found.kinds.items():
        for kind in sorted(kinds):
            yield f"{place}: may be {kind}", partial(source.add_kind, place, kind)
    for place, codes in found.codes.items():
        for code in codes:
            sentence = f"{place}: new code {code}; what else goes by this list takes it as well"
            yield sentence, partial(source.add_code, place, code, SEEN)
    for place in found.missing:
        yield f"{place}: not always there", partial(source.drop_required, place)
    for place in found.confirmed:
        yield f"{place}: observed", partial(source.grade, place, "observed")


def _check(changed: str, exchanges: list[tuple[Operation, Recorded]], found: Lessons) -> None:
    """Read the traffic again, by the changed document: what is still new, a person must see."""
    again = lessons(Document(changed, "the changed contract"), exchanges)
    for place in (*again.properties, *again.kinds, *again.codes, *again.missing):
        found.leave(f"{place}: still differs with the patch; look at it yourself.")


def _diff(before: str, after: str) -> str:
    lines = (before.splitlines(keepends=True), after.splitlines(keepends=True))
    return "".join(difflib.unified_diff(*lines, f"a/{FILE}", f"b/{FILE}"))


def _summary(count: int, told: list[str], left: list[str]) -> str:
    lines = [f"{count} exchanges with the service."]
    lines += [f"Proposed: {sentence}" for sentence in told] or ["Nothing is new."]
    lines += [f"For you to judge: {sentence}" for sentence in left]
    return "\n".join(lines)

"""What the property tests reach of the document: noted in the workers, written down at the end."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from scripts.build_docs.document import Document
from scripts.score.keywords import MISSING, Verdict, verdicts
from scripts.score.reach import REACHED, Reached, digest
from tests.contract import DOCUMENT, ROOT

OPERATIONS = {operation.name: operation for operation in Document(DOCUMENT).operations}
# The tests that note something, with the operations of which they do.
TAKING = frozenset(
    name for name, operation in OPERATIONS.items() if operation.parameters or operation.body
)
NOTING = {
    "waiting": frozenset(OPERATIONS),
    "awaiting": frozenset(OPERATIONS),
    "breaking": TAKING,
    "answers": frozenset(OPERATIONS),
}
STATUSES: set[tuple[str, str]] = set()
KEPT: set[tuple[str, str]] = set()
BROKEN: set[tuple[str, str]] = set()
RAN: set[tuple[str, str]] = set()


def note_answer(test: str, operation: str, status: int) -> None:
    """Note that an answer came, of the mock or one that was made up for the client."""
    RAN.add((test, operation))
    STATUSES.add((operation, str(status)))


def note_request(operation: str, parameters: dict[str, Any], body: Any = MISSING) -> None:
    """Note what a request keeps, or what it breaks.

    One that is wrong in two places says nothing: nobody knows which of them it was refused for.
    """
    read = {name: _read(value) for name, value in parameters.items()}
    found = verdicts(OPERATIONS[operation], read, body)
    broken = [each for each in found if each.decides and not each.is_kept]
    if not broken:
        KEPT.update((operation, each.place) for each in found if each.is_kept)
    if len(innermost(broken)) < 2:
        BROKEN.update((operation, each.place) for each in found if not each.is_kept)


def _read(value: Any) -> Any:
    """What stands in a path: digits are an integer, and all else is text."""
    is_number = isinstance(value, str) and re.fullmatch("-?[0-9]+", value)
    return int(value) if is_number else value


def innermost(broken: Iterable[Verdict]) -> set[str]:
    """Where a request is wrong, without what that is inside."""
    places = {each.place.partition(" ")[0] for each in broken}
    return {
        place
        for place in places
        if not any(other != place and other.startswith(place) for other in places)
    }


def told() -> list[list[list[str]]]:
    """What was noted, in a form that travels from a worker to the main process."""
    return [sorted(map(list, each)) for each in (STATUSES, KEPT, BROKEN, RAN)]


def add(noted: list[list[list[str]]]) -> None:
    """Add what a worker has told."""
    for mine, theirs in zip((STATUSES, KEPT, BROKEN, RAN), noted, strict=False):
        mine.update((operation, what) for operation, what in theirs)


def write(path: Path = ROOT / REACHED) -> None:
    """Write it down, once all tests that note something have run; a part of them proves nothing."""
    if {(test, name) for test, names in NOTING.items() for name in names} <= RAN:
        path.parent.mkdir(exist_ok=True)
        text = (ROOT / "openapi.yaml").read_text(encoding="utf-8")
        path.write_text(Reached(digest(text), STATUSES, KEPT, BROKEN).encoded(), encoding="utf-8")

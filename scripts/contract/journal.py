"""What is to be undone: written down before it is done, so that nothing is forgotten."""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from .caller import Caller, Exchange
from .document import Document, is_list, is_object
from .errors import CannotRun, Stopped, TooManyRequests

# How often undoing is tried, and how long it waits for a server that has had enough, in seconds: at
# most, and where the server does not say.
TRIES = 3
LONGEST_WAIT = 120.0
USUAL_WAIT = 5.0
# As many pages of a list are read at most.
LONGEST_LIST = 200


@dataclass(frozen=True)
class Step:
    """Something that was done, or may have been.

    Attributes:
        kind: `reserved`, `bought`, `forwarded` or `black list`.
        number: The 10 digits, of what was reserved or bought.
        id: The id of the number, of what was forwarded or has another black list.
        former: The black list that it had.
        before: The ids that the list had before, which are not ours to undo.
    """

    kind: str
    number: str = ""
    id: int = 0
    former: int | None = None
    before: list[int] = field(default_factory=list[int])

    def __str__(self) -> str:
        return by_hand(self)


class Journal:
    """The steps that are to be undone, in a file that exists while there are any.

    Raises CannotRun when the file cannot be written, or has the steps of an earlier run.
    """

    def __init__(self, path: Path, base_url: str) -> None:
        self.path = path
        self.steps: list[Step] = []
        self._base_url = base_url
        if path.exists():
            raise CannotRun(
                f"{path} has what an earlier run did not undo."
                f" Run: plusofon-contract undo BASE_URL --journal {path}"
            )
        self._write()
        self._write_or_remove()

    @classmethod
    def found(cls, path: Path, base_url: str) -> "Journal":
        """The journal that an earlier run left. Raises CannotRun when there is none."""
        journal = cls.__new__(cls)
        journal.path, journal._base_url = path, base_url
        try:
            read = json.loads(path.read_text(encoding="utf-8"))
            journal.steps = [Step(**step) for step in read["steps"]]
        except FileNotFoundError:
            raise CannotRun(f"There is no journal {path}: nothing is to be undone.") from None
        except (OSError, ValueError, TypeError, KeyError):
            raise CannotRun(
                f"{path} is no journal of a run. Name another with --journal."
            ) from None
        if read["base_url"] != base_url:
            raise CannotRun(f"{path} is of a run at {read['base_url']}, not at {base_url}.")
        return journal

    def add(self, step: Step) -> None:
        """Write down what is about to be done. Raises CannotRun when that is impossible."""
        self.steps.append(step)
        self._write()

    def drop(self, step: Step) -> None:
        """A step was undone."""
        self.steps.remove(step)
        self._write_or_remove()

    def _write_or_remove(self) -> None:
        if self.steps:
            self._write()
        else:
            with suppress(FileNotFoundError):
                self.path.unlink()

    def _write(self) -> None:
        steps = {"base_url": self._base_url, "steps": [asdict(step) for step in self.steps]}
        new = self.path.with_name(f"{self.path.name}.new")
        try:
            with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
                json.dump(steps, file, indent=2)
                file.flush()
                os.fsync(file.fileno())
            new.replace(self.path)
        except OSError as error:
            reason = os.strerror(error.errno or 0).lower()
            raise CannotRun(f"The journal {self.path} cannot be written: {reason}.") from None


def undo(journal: Journal, document: Document, caller: Caller) -> list[Step]:
    """Undo all steps, the last one first; give those that could not be undone."""
    for step in reversed(journal.steps.copy()):
        if _is_undone(step, document, caller):
            journal.drop(step)
    return journal.steps


def _is_undone(step: Step, document: Document, caller: Caller) -> bool:
    for _ in range(TRIES):
        try:
            if UNDOING[step.kind](step, document, caller):
                return True
        except TooManyRequests as error:
            caller.hold(min(error.wait or USUAL_WAIT, LONGEST_WAIT))
        except Stopped:
            caller.hold(USUAL_WAIT)
    return False


def every(
    document: Document,
    caller: Caller,
    name: str,
    note: Callable[[Exchange], object] | None = None,
) -> Iterator[dict[str, Any]]:
    """The items of all pages of a list.

    Args:
        document: Where the list stands.
        caller: Who asks for it.
        name: Its operation.
        note: What to do with each page; without it, the list is read in order to undo.

    Raises:
        Stopped: It cannot be read.
    """
    page, last = 1, 1
    while page <= min(last, LONGEST_LIST):
        exchange = caller.call(document.operations[name], {"page": page}, undoing=not note)
        if note:
            note(exchange)
        answer = exchange.answer
        if exchange.status != 200 or not is_object(answer) or not is_list(answer.get("data")):
            raise Stopped(f"{name} cannot be read.")
        yield from (item for item in answer["data"] if is_object(item))
        told = answer.get("last_page")
        last, page = told if isinstance(told, int) else 1, page + 1


def ours(step: Step, document: Document, caller: Caller, name: str) -> list[int]:
    """The ids that a list has of a step, and had not before it."""
    return [
        item["id"]
        for item in every(document, caller, name)
        if str(item.get("number", "")).endswith(step.number)
        and isinstance(item.get("id"), int)
        and item["id"] not in step.before
    ]


def _cancelled(step: Step, document: Document, caller: Caller) -> bool:
    """Cancel until the list has it no more: an answer may be lost."""
    found = ours(step, document, caller, "listReservations")
    for number in found:
        parameters = {"reserve_number_id": number}
        caller.call(document.operations["cancelReservation"], parameters=parameters, undoing=True)
    return not found or not ours(step, document, caller, "listReservations")


def _released(step: Step, document: Document, caller: Caller) -> bool:
    found = ours(step, document, caller, "listNumbers")
    for number in found:
        parameters = {"number_id": number}
        caller.call(document.operations["releaseNumber"], parameters=parameters, undoing=True)
    return not found or not ours(step, document, caller, "listNumbers")


def _unforwarded(step: Step, document: Document, caller: Caller) -> bool:
    body = {"type": "empty", "numbers": [step.id]}
    return _is_done(caller.call(document.operations["forwardNumbers"], body, undoing=True))


def _restored(step: Step, document: Document, caller: Caller) -> bool:
    body: dict[str, Any] = {"numbers": [step.id]}
    if step.former is not None:
        body["contact_list_id"] = step.former
    return _is_done(caller.call(document.operations["assignBlackList"], body, undoing=True))


def _is_done(exchange: Exchange) -> bool:
    answer = exchange.answer
    return exchange.status in (200, 201) and is_object(answer) and answer.get("success") is True


UNDOING = {
    "reserved": _cancelled,
    "bought": _released,
    "forwarded": _unforwarded,
    "black list": _restored,
}


def by_hand(step: Step) -> str:
    """What a person has to do where it could not be done here."""
    return {
        "reserved": f"cancel the reservation of {step.number}",
        "bought": f"release the number {step.number}, which was bought",
        "forwarded": f"switch the forwarding of the number with the id {step.id} off",
        "black list": f"give the number with the id {step.id} the black list {step.former}",
    }[step.kind]

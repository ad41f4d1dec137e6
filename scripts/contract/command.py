"""A run from its start to its report: looking, changing what is allowed, and undoing that."""

import signal
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from .caller import Caller
from .codes import BROKEN, ENDED, HELD, LEFT, NEWS
from .document import Document
from .errors import Interrupted, Stopped
from .journal import Journal, undo
from .ledger import Ledger
from .looks import Look, Run, looks
from .offers import Allowance
from .plan import Stage, carry_out, stages
from .report.findings import Findings

STOPS = (signal.SIGINT, signal.SIGTERM)
DECLINED = "it was not confirmed"


@dataclass(frozen=True)
class Order:
    """What whoever starts a run wants of it.

    Attributes:
        base_url: The server, with the prefix of all paths.
        headers: Those of each request, the token among them.
        rate: Requests a second, at most.
        cases: Bodies that are made up for each operation, of either kind.
        dice: What the dice begin with.
        allowance: What it may do besides reading.
        journal: Where to write down what is to be undone.
        is_sure: Whether the plan is carried out without a question.
    """

    base_url: str
    headers: dict[str, str]
    rate: float
    cases: int
    dice: int
    allowance: Allowance
    journal: Path
    is_sure: bool


class Bar:
    """How far a run is, on stderr where people see it."""

    def __init__(self) -> None:
        console = Console(stderr=True)
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
        )
        self._progress = Progress(
            *columns, console=console, transient=True, disable=not console.is_terminal
        )
        self._task = self._progress.add_task("requests", total=0)

    @contextmanager
    def going(self, name: str, total: int) -> Generator[None]:
        """Show it meanwhile."""
        self._progress.reset(self._task, description=name, total=total)
        with self._progress:
            yield

    def step(self, look: Look) -> None:
        """A step is done."""
        self._progress.advance(self._task, look.requests)


def carried_out(document: Document, order: Order) -> Findings:
    """Carry out a run. Raises CannotRun when it cannot start."""
    ledger = Ledger(document)
    caller = Caller(document, order.base_url, order.headers, order.rate)
    journal = Journal(order.journal, order.base_url) if order.allowance.changes else None
    run = Run(document, caller, ledger, order.cases, order.dice)
    findings = Findings(order.base_url, ledger, datetime.now(UTC).isoformat(timespec="seconds"))
    start = time.monotonic()
    with signals(caller):
        try:
            _look(run, order)
            if journal:
                _change(run, journal, order)
        except Stopped as error:
            ledger.end()
            findings.stopped = str(error)
            findings.code = _code(error)
        finally:
            if journal and journal.steps:
                say("Undoing what was done ...")
                findings.left = undo(journal, document, caller)
    findings.seconds, findings.requests = time.monotonic() - start, caller.count
    return findings


def undone(document: Document, order: Order) -> Findings:
    """Undo what an earlier run did not. Raises CannotRun without a journal of it."""
    journal = Journal.found(order.journal, order.base_url)
    caller = Caller(document, order.base_url, order.headers, order.rate)
    findings = Findings(order.base_url, Ledger(document), datetime.now(UTC).isoformat())
    with signals(caller):
        findings.left = undo(journal, document, caller)
    return findings


def _look(run: Run, order: Order) -> None:
    planned, bar = [*looks(run)], Bar()
    if not order.allowance.changes:
        for operation in run.document.operations.values():
            if not operation.only_reads:
                run.ledger.skip("needs --allow-changes", operation.name)
    with bar.going("looking", sum(look.requests for look in planned)):
        for look in planned:
            look.act(run)
            bar.step(look)


def _change(run: Run, journal: Journal, order: Order) -> None:
    planned, bar = stages(run, journal, order.allowance), Bar()
    if not _is_confirmed(planned, order, run.caller):
        for operation in run.document.operations.values():
            if not operation.only_reads:
                run.ledger.skip(DECLINED, operation.name)
        return
    with bar.going("changing", sum(stage.look.requests for stage in planned)):
        carry_out(run, planned, bar.step)


def _is_confirmed(planned: list[Stage], order: Order, caller: Caller) -> bool:
    requests = sum(stage.look.requests for stage in planned)
    say(f"At {order.base_url}, with up to {requests} more requests, this will:")
    for number, stage in enumerate(planned, 1):
        say(f"  {number}. {stage.tells}")
    say("and undo it, whatever happens.")
    if order.is_sure:
        return True
    say("Go on? Type yes: ", end="")
    answer = sys.stdin.readline()
    if caller.stop:
        raise Interrupted(caller.stop)
    return answer.strip().lower() == "yes"


@contextmanager
def signals(caller: Caller) -> Generator[None]:
    """Let SIGINT and SIGTERM end a run before its next request, and then undo."""

    def end(number: int, _: FrameType | None) -> None:
        if not caller.stop:
            say("Ending once the answer is there that is under way; what was done will be undone.")
        caller.end(number)

    former = {number: signal.signal(number, end) for number in STOPS}
    try:
        yield
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)


def _code(error: Stopped) -> int:
    return 128 + error.signal if isinstance(error, Interrupted) else ENDED


def exit_code(findings: Findings) -> int:
    """How the command ends: what is worst counts."""
    counts = findings.counts
    if findings.left:
        return LEFT
    if findings.code:
        return findings.code
    if counts["broken promise"]:
        return BROKEN
    return NEWS if counts["news about the provider"] else HELD


def say(text: str, end: str = "\n") -> None:
    """Tell whoever sits there; the report alone goes to stdout."""
    print(text, end=end, file=sys.stderr, flush=True)

"""What is done with worlds: a request on its way to its answer, and errands that are none."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from threading import Event
from time import perf_counter
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import msgspec
from msgspec.structs import replace

from . import stock
from .accounts import KNOWN, Caller, Standing
from .changes import Change
from .clock import Clock
from .document import Operation
from .faults import Effect
from .operations import Call
from .refusals import Refused
from .reply import Reply
from .request import Request
from .stock import World
from .stores import StoreFailed

if TYPE_CHECKING:
    from .sandbox import Sandbox

Done = Callable[[Reply], None]
T = TypeVar("T")
# What an act on a world answers: its result, and the changes that it makes.
Act = Callable[[World], tuple[T, Sequence[Change]]]

_encode = msgspec.json.Encoder().encode


class Exchange:
    """One request on its way to its answer: what is known of it so far, and a job of the store."""

    __slots__ = (
        "_done",
        "_now",
        "_reply",
        "_sandbox",
        "_started",
        "account",
        "answered",
        "asked",
        "caller",
        "effect",
        "operation",
        "operation_id",
        "request",
        "shelf",
        "standing",
        "texts",
    )

    asked: Mapping[str, Any]
    caller: Caller
    operation: Operation
    shelf: str
    standing: Standing | None
    texts: Mapping[str, str]
    _now: datetime
    _reply: Reply

    def __init__(self, sandbox: "Sandbox", request: Request, done: Done) -> None:
        self._started = perf_counter()
        self._sandbox = sandbox
        self._done = done
        self.request = request
        # What is not known before the request was understood so far.
        self.account = ""
        self.operation_id: str | None = None
        self.effect: Effect | None = None
        self.answered = False

    def due(self, world: World) -> Sequence[Change]:
        """The reservations that have ended."""
        self._now = now = world.now(self._sandbox.clock.now())
        return stock.due(world, now)

    def decide(self, world: World) -> Sequence[Change]:
        """What the operation changes; its answer waits for `finish`."""
        call = Call(world, self.account, self._now, self.request, self.asked)
        try:
            outcome = self._sandbox.functions[self.operation.id](call)
            answer = outcome.answer
            self._reply = Reply(200, answer if isinstance(answer, bytes) else _encode(answer))
            return outcome.changes
        except Refused as refused:
            self._reply = self._sandbox.refusal(refused)
        except Exception as error:
            self._reply = self._sandbox.failure(error)
        return ()

    def finish(self, failure: StoreFailed | None) -> None:
        """Send the answer."""
        self.answer(self._sandbox.unavailable(failure) if failure else self._reply)

    def answer(self, reply: Reply) -> None:
        """Do to an answer what was ordered, note it in the journal, and send it."""
        sandbox, effect = self._sandbox, self.effect
        fault = None
        if effect is not None:
            self.effect, fault = None, effect.name
            reply = _affected(reply, effect)
        # Who has no account has no journal either.
        account = self.account or self.request.token
        if self.account or account.startswith(KNOWN):
            took = perf_counter() - self._started
            sandbox.journal.add(account, self.operation_id, self.request, reply, took, fault)
        self.answered = True
        self._done(sandbox.held_back(reply) if sandbox.latency else reply)


def _affected(reply: Reply, effect: Effect) -> Reply:
    if not effect.applied:
        return effect.spoil(reply)
    applied = ("Preference-Applied", effect.applied)
    # A fault of the wire counts the bytes of the headers; an answer of the document brings its own.
    spoilt = effect.spoil(replace(reply, headers=(*reply.headers, applied)))
    if applied in spoilt.headers:
        return spoilt
    return replace(spoilt, headers=(*spoilt.headers, applied))


class Reading:
    """A look at the clock of an account, before anything else is done for it."""

    def __init__(self, shelf: str, clock: Clock, then: Callable[[datetime], None]) -> None:
        self.shelf = shelf
        self._clock = clock
        self._then = then
        self._now: datetime

    def due(self, world: World) -> Sequence[Change]:  # noqa: ARG002 - other jobs look at it
        """What is due waits for the request."""
        return ()

    def decide(self, world: World) -> Sequence[Change]:
        """Nothing changes."""
        self._now = world.now(self._clock.now())
        return ()

    def finish(self, failure: StoreFailed | None) -> None:
        """Go on; a store that failed will say so when it is asked for more."""
        self._then(self._clock.now() if failure else self._now)


class Errand(Generic[T]):
    """Something to be done with a world that is no operation; who asks for it waits."""

    def __init__(self, shelf: str, act: Act[T], clock: Clock) -> None:
        self.shelf = shelf
        self._act = act
        self._clock = clock
        self._finished = Event()
        self._failure: Exception | None = None
        self._result: T

    def due(self, world: World) -> Sequence[Change]:
        """The reservations that have ended."""
        return stock.due(world, world.now(self._clock.now()))

    def decide(self, world: World) -> Sequence[Change]:
        """What it changes."""
        try:
            self._result, changes = self._act(world)
        except Exception as error:
            self._failure = error
            return ()
        return changes

    def finish(self, failure: StoreFailed | None) -> None:
        """Wake up who waits."""
        self._failure = self._failure or failure
        self._finished.set()

    def result(self) -> T:
        """What came of it, once it is kept. Raises what the act raised, or StoreFailed."""
        self._finished.wait()
        if self._failure is not None:
            raise self._failure
        return self._result

"""All connections of a server: what they share, who is slow, and who goes when there are many."""

from asyncio import AbstractEventLoop, TimerHandle
from collections import OrderedDict, deque
from collections.abc import Callable
from contextlib import suppress
from math import inf
from threading import get_ident
from typing import Protocol

from .access import Access
from .limits import Limits
from .parser import Lately
from .reply import Reply
from .request import Request
from .stores import Later

Done = Callable[[Reply], None]

# Bytes that are read at once, before it is another connection's turn: this is also the most that
# waits behind a request that is being answered.
READ = 4096
NEVER = inf


class Engine(Protocol):
    """What answers requests: see Sandbox."""

    def handle(self, request: Request, done: Done) -> None:
        """Call `done` once, from this thread or another one; raise nothing."""
        ...

    def gather(self, later: Later | None) -> None:
        """Let requests of this thread wait for each other until `later` calls; None ends that."""
        ...


class Member(Protocol):
    """A connection, as the others see it. `deadline`: when it is late, in the loop's seconds."""

    deadline: float

    @property
    def busy(self) -> bool:
        """Whether its caller waits for the mock, and not the other way round."""
        ...

    def expire(self) -> None:
        """Its deadline has passed."""
        ...

    def drop(self) -> None:
        """End it at once."""
        ...

    def make_room(self) -> None:
        """Let go of what came of a request."""
        ...


class Connections:
    """The open connections, the one that has been quiet the longest first.

    `authority` is host and port of the server. Everything happens in the thread of the loop.
    """

    def __init__(
        self,
        engine: Engine,
        access: Access,
        limits: Limits,
        loop: AbstractEventLoop,
        authority: str,
    ) -> None:
        self.handle = engine.handle
        self.access = access
        self.limits = limits
        self.loop = loop
        self.authority = authority
        self.thread = get_ident()
        self.lately: Lately = {}
        # All connections read into the same buffer, since each takes out at once what came.
        self.buffer = memoryview(bytearray(READ))
        self._members: OrderedDict[Member, None] = OrderedDict()
        self._unfinished: OrderedDict[Member, int] = OrderedDict()
        self._held = 0
        self._left: deque[tuple[Done, Reply]] = deque()
        self._woken = False
        self._sweep: TimerHandle | None = None

    def __len__(self) -> int:
        return len(self._members)

    def enter(self, member: Member) -> None:
        """Take a connection in; at the limit, another one has to go."""
        while len(self._members) >= self.limits.connections:
            quiet = next((other for other in self._members if not other.busy), None)
            quiet = quiet or next(iter(self._members))
            self.leave(quiet)
            quiet.drop()
        self._members[member] = None

    def stir(self, member: Member) -> None:
        """A connection has begun or ended a request."""
        if member in self._members:
            self._members.move_to_end(member)

    def leave(self, member: Member) -> None:
        """A connection has ended."""
        self._members.pop(member, None)
        self.release(member)

    def hold(self, member: Member, size: int) -> None:
        """A connection holds so many bytes of a request; if all hold too many, the oldest goes."""
        self._held += size - self._unfinished.get(member, 0)
        self._unfinished[member] = size
        while self._held > self.limits.unfinished:
            oldest = next(iter(self._unfinished))
            self.release(oldest)
            oldest.make_room()

    def release(self, member: Member) -> None:
        """A connection holds no part of a request any more."""
        self._held -= self._unfinished.pop(member, 0)

    def call(self, what: Done, reply: Reply) -> None:
        """Let the loop's thread do this, from another one."""
        self._left.append((what, reply))
        # It is woken up once for all that is left to it meanwhile.
        if not self._woken:
            self._woken = True
            with suppress(RuntimeError):  # The loop has ended, and the connections with it.
                self.loop.call_soon_threadsafe(self._do_what_is_left)

    def _do_what_is_left(self) -> None:
        # In this order: what is left from here on wakes the loop again.
        self._woken = False
        while self._left:
            what, reply = self._left.popleft()
            what(reply)

    def watch(self) -> None:
        """Look for slow ones from now on, time and again. One timer does for all of them."""
        now = self.loop.time()
        for member in [member for member in self._members if member.deadline <= now]:
            member.expire()
        self._sweep = self.loop.call_later(self.limits.look, self.watch)

    @property
    def busy(self) -> int:
        """How many wait for an answer."""
        return sum(member.busy for member in self._members)

    def drop_idle(self) -> None:
        """Drop those that wait for no answer."""
        for member in [member for member in self._members if not member.busy]:
            member.drop()

    def end(self) -> None:
        """Drop all of them."""
        if self._sweep:
            self._sweep.cancel()
        for member in list(self._members):
            member.drop()

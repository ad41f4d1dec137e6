"""What can be done with an account besides operations: for the control API, and for tests."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast

import msgspec

from . import clock, conditions, operations, stock
from .accounts import KNOWN, SAMPLE, Account
from .changes import Change, ClockSet, Restored, Snapshot
from .conditions import CALLS_PER_MINUTE, Condition
from .faults import Order
from .holdings import Holdings
from .journal import Entry
from .numbers import Named, Reader
from .operations import Call, Outcome
from .orders import OrderedFault
from .request import Request
from .snapshots import read_snapshot
from .stock import World

if TYPE_CHECKING:
    from .sandbox import Sandbox

T = TypeVar("T")
# Who looks at an account from behind sends no request, and is shown no URLs of pages.
_NO_REQUEST = Request("GET", "/", {})


class Time(NamedTuple):
    """What the clock of a shelf shows, and whether it stands still there."""

    now: datetime
    frozen: bool


class AccountHandle:
    """An account, from behind. Safe to use from several threads.

    What concerns the shelf and its clock concerns all accounts on the shelf. Raises StoreFailed
    where the store does not keep what was asked for.

    token: the token of the account. shelf: the name of its shelf. Raises ValueError for a token
    that is none of an account.
    """

    def __init__(self, sandbox: "Sandbox", token: str) -> None:
        if not token.startswith(KNOWN):
            raise ValueError(f"A token that begins with {KNOWN} was expected, such as {SAMPLE}.")
        self.token = token
        self.shelf = Account.of(token).shelf
        self._sandbox = sandbox

    def reset(self) -> None:
        """Let shelf and clock, and the account's journal, faults and condition, be as new."""
        self._restore(lambda _: Snapshot())
        self._sandbox.accounts.forget(self.token)
        self._sandbox.journal.forget(self.token)

    def seed(
        self,
        free: Iterable[Named] | None = None,
        reserved: Iterable[Named] = (),
        owned: Iterable[Named] = (),
    ) -> None:
        """Let the account hold exactly what is named.

        With `free`, the shelf has exactly the named numbers, and other accounts lose what they
        held. Without it, the shelf has the standard numbers and what is named besides, and others
        keep what is standard and not named. Ids begin with 1, first those of the reserved numbers.
        Raises ValueError, one sentence, for what is no number.

        Args:
            free: Ten digits each, or eleven that begin with 7, as an integer or a text; or a
            mapping
                of `number` and any of owner_type, phone_type, number_type, city_code, region,
                buy_price, period_price. What is missing is as on the standard shelf, or follows
                from the digits.
            reserved: The same; they are reserved for a day.
            owned: The same.
        """
        catalogue = self._sandbox.catalogue
        reader = Reader(self._sandbox.document, catalogue)
        holdings = Holdings(reader, catalogue, free, reserved, owned)
        self._restore(lambda world: holdings.snapshot(world, self.token, self._now(world)))

    def snapshot(self) -> dict[str, Any]:
        """Write down the shelf, what its accounts hold, and its clock; it can be kept as JSON."""
        snapshot = self._perform(lambda world: (stock.snapshot(world), ()))
        written: dict[str, Any] = msgspec.to_builtins(snapshot)
        return written

    def restore(self, snapshot: Mapping[str, Any]) -> None:
        """Let the shelf become what a snapshot says, which may be one of another shelf.

        Raises ValueError, one sentence, when it is none.
        """
        sandbox = self._sandbox
        read = read_snapshot(snapshot, self.shelf, sandbox.catalogue, sandbox.clock.now())
        self._restore(lambda _: read)

    def time(self) -> Time:
        """Tell the time of the shelf, and whether it stands still."""
        return self._perform(lambda world: (Time(self._now(world), bool(world.clock.at)), ()))

    def now(self) -> datetime:
        """Tell the time of the shelf, as UTC."""
        return self.time().now

    def freeze(self, at: datetime | str | None = None) -> None:
        """Let the clock stand still, now or at a time. Raises ValueError for what is no time."""
        fixed = None if at is None else clock.moment(at)
        self._set_clock(lambda world: ClockSet(at=fixed or self._now(world)))

    def set_clock(self, at: datetime | str) -> None:
        """Set the clock: it stands still there or runs on from there, as it did before.

        A text is ISO 8601; without a zone it is UTC. Raises ValueError for what is no time.
        """
        fixed = clock.moment(at)
        self._set_clock(lambda world: clock.moved(world.clock, self._system(), fixed))

    def advance(self, **amount: float) -> None:
        """Move the clock on by what `timedelta` takes. Raises ValueError: the past, or too far."""
        step = clock.forward(**amount)

        def advanced(world: World) -> ClockSet:
            at = clock.later(self._now(world), step)
            return clock.moved(world.clock, self._system(), at)

        self._set_clock(advanced)

    def run_clock(self) -> None:
        """Let the clock run on from what it shows."""
        self._set_clock(lambda world: clock.running(self._system(), self._now(world)))

    def requests(self) -> list[Entry]:
        """List the last requests of the account, the oldest first."""
        return self._sandbox.journal.entries(self.token)

    def forget_requests(self) -> None:
        """Empty the journal of the account."""
        self._sandbox.journal.forget(self.token)

    def order(self, order: Order) -> OrderedFault:
        """Order a fault. Raises ValueError, one sentence, when nothing can come of it."""
        return self._sandbox.accounts.of(self.token).orders.order(order)

    def faults(self) -> list[OrderedFault]:
        """List the ordered faults, and how often each was met."""
        standing = self._sandbox.accounts.find(self.token)
        return standing.orders.list() if standing else []

    def withdraw(self, id: int | None = None) -> None:  # noqa: A002 - it is the id
        """Take an ordered fault back, or all. Raises LookupError when there is none of this id."""
        self._sandbox.accounts.of(self.token).orders.withdraw(id)

    @property
    def condition(self) -> Condition | None:
        """The condition that the account is in, by its name or because it was put there."""
        return self._sandbox.accounts.condition(self.token)

    def put_into(self, condition: str, calls_per_minute: int = CALLS_PER_MINUTE) -> None:
        """Put the account into a condition. Raises ValueError for an unknown one."""
        put = conditions.ordered(condition, calls_per_minute)
        self._sandbox.accounts.of(self.token).put_into(put)

    def take_out(self) -> None:
        """End the condition that the account was put into; one by its name stays."""
        self._sandbox.accounts.of(self.token).put_into(None)

    @property
    def owned(self) -> list[dict[str, Any]]:
        """What listNumbers shows, on all its pages together."""
        return self._listed(operations.list_numbers)

    @property
    def reserved(self) -> list[dict[str, Any]]:
        """What listReservations shows, on all its pages together."""
        return self._listed(operations.list_reservations)

    def _listed(self, operation: Callable[[Call], Outcome]) -> list[dict[str, Any]]:
        def page(world: World, number: int) -> dict[str, Any]:
            call = Call(world, self.token, self._now(world), _NO_REQUEST, {"page": number})
            return cast("dict[str, Any]", operation(call).answer)

        def act(world: World) -> tuple[list[dict[str, Any]], Sequence[Change]]:
            pages = range(1, page(world, 1)["last_page"] + 1)
            return [item for number in pages for item in page(world, number)["data"]], ()

        return self._perform(act)

    def _perform(self, act: Callable[[World], tuple[T, Sequence[Change]]]) -> T:
        return self._sandbox.perform(self.shelf, act)

    def _set_clock(self, change: Callable[[World], ClockSet]) -> None:
        self._perform(lambda world: (None, [change(world)]))

    def _restore(self, change: Callable[[World], Snapshot]) -> None:
        self._perform(lambda world: (None, [Restored(change(world))]))

    def _now(self, world: World) -> datetime:
        return world.now(self._system())

    def _system(self) -> datetime:
        return self._sandbox.clock.now()

"""The faults that were ordered for one account, and which of them a call meets."""

from dataclasses import InitVar, dataclass, field
from itertools import count
from random import Random
from threading import Lock

import msgspec

from .faults import Effect, Faults, Order

# Orders that an account may have at the same time.
MOST = 100

_encode = msgspec.json.Encoder().encode


@dataclass(slots=True)
class OrderedFault:
    """An order, and what has come of it.

    id: what to withdraw it by. calls: how many calls came that it could have met. met: how many it
    met.
    """

    id: int
    order: Order
    calls: int = 0
    met: int = 0
    dice: InitVar[int] = 0
    _dice: Random = field(init=False, repr=False, compare=False)

    def __post_init__(self, dice: int) -> None:
        # They fall the same each time, and not as those of other orders do: two shares of the same
        # calls would otherwise always strike together, and the second would never be met.
        self._dice = Random(f"{dice} {_encode(self.order)!r}")  # noqa: S311 - no secret

    @property
    def spent(self) -> bool:
        """Whether it will meet nothing any more."""
        return self.order.most is not None and self.met >= self.order.most

    def strikes(self) -> bool:
        """Count a call, and tell whether it is one to meet."""
        self.calls += 1
        if self.order.share is not None:
            return self._dice.random() < self.order.share
        return self.calls % (self.order.every or 1) == 0

    def copy(self) -> "OrderedFault":
        """What it is at the moment; it does not change any more."""
        return OrderedFault(self.id, self.order, self.calls, self.met)


class Orders:
    """The faults ordered for an account, in the order in which they were ordered."""

    __slots__ = ("_faults", "_ids", "_lock", "_ordered")

    def __init__(self, faults: Faults) -> None:
        self._faults = faults
        self._ordered: dict[int, OrderedFault] = {}
        self._ids = count(1)
        self._lock = Lock()

    def order(self, order: Order) -> OrderedFault:
        """Take an order. Raises ValueError, one sentence, for one that nothing can come of."""
        self._faults.check(order)
        with self._lock:
            if len(self._ordered) >= MOST:
                raise ValueError(f"An account has {MOST} ordered faults at most: withdraw some.")
            ordered = OrderedFault(next(self._ids), order, dice=self._faults.dice)
            self._ordered[ordered.id] = ordered
            return ordered.copy()

    def list(self) -> list[OrderedFault]:
        """List them, those that are spent included."""
        with self._lock:
            return [ordered.copy() for ordered in self._ordered.values()]

    def withdraw(self, id: int | None = None) -> None:  # noqa: A002 - it is the id
        """Take one back, or all of them. Raises LookupError when there is none of this id."""
        with self._lock:
            if id is None:
                self._ordered.clear()
            else:
                del self._ordered[id]

    def meet(self, operation: str) -> Effect | None:
        """What happens to a call: of those that would strike, the first one does, and no other."""
        struck: Effect | None = None
        with self._lock:
            for ordered in self._ordered.values():
                effect = self._fitting(ordered, operation)
                if effect and not ordered.spent and ordered.strikes() and struck is None:
                    ordered.met += 1
                    struck = effect
        return struck

    def _fitting(self, ordered: OrderedFault, operation: str) -> Effect | None:
        if ordered.order.operation not in (None, operation):
            return None
        return self._faults.effect(ordered.order, operation)

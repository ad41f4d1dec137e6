"""Who is who: a token is an account, and accounts may share a shelf."""

from collections import OrderedDict
from threading import Lock
from typing import NamedTuple

from .conditions import Condition, Throttle, by_name
from .faults import Faults
from .orders import Orders

# A token that begins so is an account.
KNOWN = "test-"
SAMPLE = "test-1"


class Account(NamedTuple):
    """An account, named by its token, and the shelf that it acts on.

    condition: what it is in by its name, unless it was put into another one.
    """

    name: str
    shelf: str
    condition: Condition | None

    @classmethod
    def of(cls, token: str) -> "Account":
        """`test-team:alice` and `test-team:bob` share a shelf; test-alice has one of her own."""
        return cls(token, token.partition(":")[0], by_name(token))


class Caller(NamedTuple):
    """Who asks, and how, as its headers say. client: the code of the client. prefer: if any."""

    account: Account
    client: str
    prefer: str


class Standing:
    """What was ordered for an account: faults, a condition. `throttle` counts its calls."""

    __slots__ = ("condition", "orders", "throttle")

    def __init__(self, faults: Faults) -> None:
        self.orders = Orders(faults)
        self.condition: Condition | None = None
        self.throttle = Throttle()

    def put_into(self, condition: Condition | None) -> None:
        """Put the account into a condition, or take it out; its calls are counted anew."""
        self.condition, self.throttle = condition, Throttle()


class Accounts:
    """The standings of accounts, at most `room`: the one idle for longest goes first."""

    def __init__(self, faults: Faults, room: int) -> None:
        self._faults = faults
        self._room = room
        self._standings: OrderedDict[str, Standing] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._standings)

    def find(self, name: str) -> Standing | None:
        """Find the standing of an account; most have none."""
        if name not in self._standings:
            return None
        return self.of(name)

    def of(self, name: str) -> Standing:
        """Find the standing of an account, or give it one."""
        with self._lock:
            standing = self._standings.get(name)
            if standing is None:
                standing = self._standings[name] = Standing(self._faults)
            self._standings.move_to_end(name)
            if len(self._standings) > self._room:
                self._standings.popitem(last=False)
            return standing

    def condition(self, name: str) -> Condition | None:
        """Find the condition of an account, by its name or because it was put there."""
        standing = self._standings.get(name)
        return (standing and standing.condition) or by_name(name)

    def forget(self, name: str) -> None:
        """Let an account be as new."""
        with self._lock:
            self._standings.pop(name, None)

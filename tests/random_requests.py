"""Requests by chance, of all operations and none, from several accounts; and time that passes."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from threading import Semaphore
from typing import Any, NamedTuple

from scripts.mock_server import Clock, Sandbox
from scripts.mock_server.changes import Change, ClockSet
from scripts.mock_server.exchange import Errand
from scripts.mock_server.reply import Reply
from scripts.mock_server.request import Request
from scripts.mock_server.stock import World
from tests.contract import BASE_PATH, OPERATIONS

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
# Three on one shelf, two alone, and two that get nowhere.
TOKENS = [
    *("test-team:alice", "test-team:bob", "test-team:carol", "test-alone", "test-other"),
    *("test-no-access", "nobody"),
]
PERSONAL, BUSINESS, MOBILE = 4951332200, 4951919000, 9309992500
# Few enough to be fought over, and one that is on no shelf.
NUMBERS = [
    *range(PERSONAL, PERSONAL + 20),
    *range(BUSINESS, BUSINESS + 10),
    *range(MOBILE, MOBILE + 10),
    4950000000,
]
SEARCHES: list[dict[str, Any]] = [
    {},
    {"owner_type": "business", "page": 2},
    {"phone_type": "def"},
    {"city_code": 495, "number_type": "0"},
    {"phone_number": "*22??"},
    {"region": 65},
    {"page": 99},
]
FORWARDINGS: list[dict[str, Any]] = [
    {"type": "empty"},
    {"type": "sip", "sip_id": 73, "cli_type": "Y"},
    {"type": "sip", "sip_id": 99, "cli_type": "Y"},
    {"type": "number", "destination_number": "79161234567", "cli_type": "N"},
    {"type": "sip_uri", "destination_uri": "sip:я@example.com", "cli_type": "N"},
    {"type": "amo", "host": "a.ru", "cli_type": "N", "type_default": "group", "group_id": 16}
    | {"cli_type_default": "Y"},
]


class Sent(NamedTuple):
    """A request."""

    token: str
    method: str
    path: str
    body: bytes = b""


class Moved(NamedTuple):
    """The clock of one shelf is moved."""

    shelf: str
    clock: ClockSet


class Passed(NamedTuple):
    """Time passes for everybody."""

    seconds: int


Step = Sent | Moved | Passed


class Player:
    """Somebody who plays steps on a mock."""

    def __init__(self, make: Callable[[Clock], Sandbox]) -> None:
        self._make = make
        self._clock = Clock(NOON)
        self.sandbox = make(self._clock)

    def reopen(self) -> None:
        """Stop the mock, and start it again on the same store."""
        self.sandbox.store.close()
        self.sandbox = self._make(self._clock)

    def play(self, steps: Sequence[Step], waiting: int = 400) -> list[Reply]:
        """Play steps, and answer what came to each request; so many are under way at once."""
        answers: dict[int, Reply] = {}
        free = Semaphore(waiting)
        for index, step in enumerate(steps):
            match step:
                case Sent():
                    free.acquire()
                    self.sandbox.handle(_request(step), _taker(answers, index, free))
                case Moved():
                    self.sandbox.store.submit(Errand(step.shelf, _moving(step.clock), self._clock))
                case Passed():
                    self._wait(free, waiting)
                    self._clock.advance(seconds=step.seconds)
        self._wait(free, waiting)
        return [answers[index] for index in sorted(answers)]

    def _wait(self, free: Semaphore, waiting: int) -> None:
        # What is under way is to see the time as it was.
        for _ in range(waiting):
            free.acquire()
        free.release(waiting)


def _request(step: Sent) -> Request:
    headers = {
        "authorization": f"Bearer {step.token}",
        "client": "10553",
        "content-type": "application/json",
        "host": "numbers.test",
    }
    return Request(step.method, BASE_PATH + step.path, headers, step.body)


def _taker(answers: dict[int, Reply], index: int, free: Semaphore) -> Callable[[Reply], None]:
    def take(reply: Reply) -> None:
        answers[index] = reply
        free.release()

    return take


def _moving(clock: ClockSet) -> Callable[[World], tuple[None, Sequence[Change]]]:
    return lambda _: (None, [clock])


class Chance:
    """Makes requests up for a mock, with ids and numbers that its accounts hold, or do not."""

    def __init__(self, seed: int, look: Callable[[str], World]) -> None:
        self._random = Random(seed)  # noqa: S311 - the same each time
        self._look = look

    def steps(self, count: int) -> Iterator[Step]:
        """Make steps up; each is to be played before the next one is asked for."""
        for _ in range(count):
            kind = self._random.random()
            if kind < 0.002:
                yield Passed(self._random.choice([60, 1800, 7200]))
            elif kind < 0.005:
                yield Moved(self._shelf(), self._clock())
            else:
                yield self._sent()

    def _shelf(self) -> str:
        return self._random.choice(TOKENS[:5]).partition(":")[0]

    def _clock(self) -> ClockSet:
        ahead = self._random.uniform(0, 90_000)
        return self._random.choice(
            [ClockSet(), ClockSet(ahead=ahead), ClockSet(at=NOON + timedelta(seconds=ahead))]
        )

    def _sent(self) -> Sent:
        token = self._random.choices(TOKENS, [30, 30, 20, 30, 30, 1, 1])[0]
        name = self._random.choices(list(_MAKERS), [weight for weight, _ in _MAKERS.values()])[0]
        path, body = _MAKERS[name][1](self, token)
        raw = b"" if body is None else json.dumps(body).encode()
        if self._random.random() < 0.03:
            path, raw = self._spoiled(path, raw)
        return Sent(token, OPERATIONS[name].method, path, raw)

    def _spoiled(self, path: str, raw: bytes) -> tuple[str, bytes]:
        return self._random.choice(
            [
                (path, raw[:-1] or b"{"),
                (path, b'{"unknown": 1}'),
                (path, b'{"number": "abc", "numbers": [1e400], "page": -1}'),
                (f"{path}?page=-1", raw),
                (f"{path}x", raw),
                (path, b"\xff"),
            ]
        )

    def number(self, token: str, *, held: bool = False) -> int:
        """A number; one that the account has reserved where there is any."""
        mine = [r.offer.number for r in self._look(token).holder(token).reserved.values()]
        if held and mine and self._random.random() < 0.8:
            return int(self._random.choice(mine))
        return int(self._random.choice(NUMBERS))

    def owner_type(self, number: int) -> str:
        """What the number is offered for; rarely the other."""
        right = "business" if BUSINESS <= number < BUSINESS + 10 else "personal"
        return right if self._random.random() < 0.95 else "business"

    def id_of(self, token: str, holding: str) -> int:
        """An id of what the account holds, where it holds any; rarely some other."""
        held: Mapping[int, Any] = getattr(self._look(token).holder(token), holding)
        if held and self._random.random() < 0.9:
            return int(self._random.choice(list(held)))
        return self._random.randint(1, 50)

    def choice(self, among: Sequence[Any]) -> Any:
        """One of them."""
        return self._random.choice(among)

    def some(self, make: Callable[[], int]) -> list[int]:
        """One or a few, each once."""
        return list(dict.fromkeys(make() for _ in range(self._random.choice([1, 1, 1, 2, 3]))))


Made = tuple[str, dict[str, Any] | None]


def _reserve(chance: Chance, token: str) -> Made:
    number = chance.number(token)
    body = {"number": number, "owner_type": chance.owner_type(number)}
    return "/number/reserve", body | chance.choice([{}, {"short": 1}])


def _buy(chance: Chance, token: str) -> Made:
    numbers = chance.some(lambda: chance.number(token, held=True))
    return "/number/buy", {"numbers": numbers, "owner_type": chance.owner_type(numbers[0])}


def _cancel(chance: Chance, token: str) -> Made:
    return f"/number/reserve/{chance.id_of(token, 'reserved')}", None


def _release(chance: Chance, token: str) -> Made:
    return f"/number/{chance.id_of(token, 'owned')}", chance.choice([None, {"pin": "1"}])


def _forward(chance: Chance, token: str) -> Made:
    ids = chance.some(lambda: chance.id_of(token, "owned"))
    return "/number/follow", chance.choice(FORWARDINGS) | {"numbers": ids}


def _black_list(chance: Chance, token: str) -> Made:
    ids = chance.some(lambda: chance.id_of(token, "owned"))
    lists: list[dict[str, Any]] = [{}, {"contact_list_id": 15}, {"contact_list_id": 99}]
    return "/number/contact-list", chance.choice(lists) | {"numbers": ids}


def _listing(name: str) -> Callable[[Chance, str], Made]:
    bodies: list[dict[str, Any] | None] = [None, {"phone_type": "abc"}, {"page": 2}]
    return lambda chance, _: (OPERATIONS[name].path, chance.choice(bodies))


def _searching(chance: Chance, _token: str) -> Made:
    return "/number/search", chance.choice(SEARCHES)


def _plain(name: str) -> Callable[[Chance, str], Made]:
    return lambda _chance, _token: (OPERATIONS[name].path, None)


# Operation → how often, and how its path and body come to be.
_MAKERS: dict[str, tuple[int, Callable[[Chance, str], Made]]] = {
    "reserveNumber": (25, _reserve),
    "buyNumbers": (20, _buy),
    "cancelReservation": (8, _cancel),
    "releaseNumber": (10, _release),
    "forwardNumbers": (8, _forward),
    "assignBlackList": (5, _black_list),
    "searchNumbers": (6, _searching),
    **{name: (4, _listing(name)) for name in ("listNumbers", "listSmsNumbers", "listReservations")},
    **{
        name: (1, _plain(name)) for name in ("listForwardTypes", "listCallerIdTypes", "listRegions")
    },
}

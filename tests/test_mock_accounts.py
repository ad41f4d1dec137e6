"""Whose shelf it is: accounts that never meet, and accounts that compete."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx2

import scripts.mock_server
from scripts.mock_server import create_app, journal, limits, orders, stock
from scripts.mock_server.control import CONTROL_DOCUMENT
from scripts.mock_server.refusals import Name
from scripts.mock_server.request import BODY_LIMIT
from scripts.mock_server.sandbox import HERE, ROOM
from tests.mock_caller import FREE, OTHER, Account, refused

UNFORWARD = {"type": "empty", "numbers": [2]}
BLACK_LIST = {"numbers": [2], "contact_list_id": 15}


def test_two_accounts(account: Account) -> None:
    """Each has a shelf of its own: they never meet."""
    other = Account(account.mock)
    account.own(FREE)
    assert other.data("/number") == []
    assert other.own(FREE)
    refused(other.ask("DELETE", "/number/99"), "number_not_found")
    assert len(account.data("/number")) == 1


def test_more_accounts_than_there_is_room() -> None:
    """The one that was used least recently is forgotten."""
    mock = create_app(room=2)
    first, second, third = (Account(mock) for _ in range(3))
    first.own(FREE)
    second.own(FREE)
    first.data("/number")
    third.own(FREE)
    assert len(mock.sandbox.store) == 2
    assert len(first.data("/number")) == 1
    assert second.data("/number") == []


def test_what_is_said_of_room() -> None:
    """The written bounds are those that there are."""
    size, entries = f"{journal.BYTES // 1_000_000} MB", f"{journal.ENTRIES:,}"
    readme, control, about = (
        " ".join(text.split())
        for text in (
            (HERE / "README.md").read_text(encoding="utf-8"),
            CONTROL_DOCUMENT.read_text(encoding="utf-8"),
            str(scripts.mock_server.__doc__),
        )
    )
    assert f"it keeps {ROOM:,} shelves" in readme
    assert f"kept of {ROOM:,} accounts" in readme
    assert f"the last {entries} requests are kept, {size} in all" in readme
    assert f"takes longer than {limits.SLOW:g} seconds" in readme
    assert f"of more than {limits.CONNECTIONS:,} connections" in readme
    assert f"A body has up to {BODY_LIMIT // 1_000_000} MB" in readme
    assert f"{ROOM:,} shelves are kept" in about
    assert f"The last {entries} calls" in control
    assert f"All accounts together keep {size}" in control
    assert f"up to {journal.BODY:,} bytes each" in control
    assert f"{orders.MOST} ordered faults at most" in control


class SlowHolders(dict[str, stock.Holder]):
    """Holders that take long to find: time for another thread to come between check and change."""

    def get(self, name: str, default: Any = None) -> Any:
        """Sleep, then tell."""
        time.sleep(0.002)
        return super().get(name, default)


def test_many_buyers_of_one_number(account: Account) -> None:
    """Of requests at the same time, one wins."""
    account.mock.sandbox.world(account.token).holders = SlowHolders()
    callers = [Account(account.mock, account.token) for _ in range(4)]

    def tries(step: Callable[[Account], Any]) -> list[int]:
        with ThreadPoolExecutor(4) as pool:
            return [answer.status_code for answer in pool.map(step, callers * 2)]

    assert tries(lambda caller: caller.reserve(FREE)).count(200) == 1
    assert tries(lambda caller: caller.buy(FREE)).count(200) == 1


def test_two_holders_at_one_shelf(account: Account) -> None:
    """Nobody can do anything with what another holds."""
    alice = Account(account.mock, "test-team:alice")
    bob = Account(account.mock, "test-team:bob")
    alice.own(OTHER)
    alice.reserve(FREE)
    attempts: list[tuple[Name, Callable[[], httpx2.Response]]] = [
        ("not_free", lambda: bob.reserve(FREE)),
        ("not_free", lambda: bob.reserve(OTHER)),
        ("not_reserved", lambda: bob.buy(FREE)),
        ("reservation_not_found", lambda: bob.ask("DELETE", "/number/reserve/3")),
        ("number_not_found", lambda: bob.ask("DELETE", "/number/2")),
        ("number_not_found", lambda: bob.ask("POST", "/number/follow", UNFORWARD)),
        ("number_not_found", lambda: bob.ask("PATCH", "/number/contact-list", BLACK_LIST)),
    ]
    for name, attempt in attempts:
        refused(attempt(), name)
    assert (bob.data("/number"), bob.data("/number/reserve")) == ([], [])
    assert FREE not in bob.free(phone_type="abc", city_code=495)

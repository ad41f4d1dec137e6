"""An account from behind: its shelf, what it holds, and the clock of its shelf."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from scripts.mock_server import Clock, create_app
from scripts.mock_server.faults import Order
from scripts.mock_server.handle import AccountHandle
from tests.mock_caller import BUSINESS, FREE, MOBILE, NOON, OTHER, Account, refused

NEW = 4957654321
HOUR = timedelta(hours=1)


def numbers(held: list[dict[str, Any]]) -> list[int]:
    """Tell the ten digits of what is listed."""
    return [int(item["number"][1:]) for item in held]


@pytest.mark.parametrize("token", ["", "live-1", "Test-1"])
def test_a_token_of_no_account(account: Account, token: str) -> None:
    """It has no handle."""
    with pytest.raises(ValueError, match="begins with test-"):
        account.mock.sandbox.account(token)


# Seeding.


def test_holding_exactly_what_is_named(account: Account, handle: AccountHandle) -> None:
    """What was held before is free again; ids begin with 1, reserved numbers first."""
    account.own(BUSINESS, owner_type="business")
    handle.seed(reserved=[FREE, OTHER], owned=[f"7{MOBILE}"])
    assert (numbers(handle.reserved), numbers(handle.owned)) == ([FREE, OTHER], [MOBILE])
    assert [item["id"] for item in handle.reserved + handle.owned] == [1, 2, 3]
    assert handle.reserved[0]["reserved_untill"] == f"{NOON + 24 * HOUR:%Y-%m-%d %H:%M:%S}"
    assert account.data("/number") == handle.owned
    assert account.data("/number/reserve") == handle.reserved
    assert account.buy(FREE).json() == {"success": True}
    assert [item["id"] for item in handle.owned] == [3, 4]
    assert BUSINESS in account.free(city_code=495, owner_type="business", phone_number="1919034")
    handle.seed()
    assert (handle.reserved, handle.owned) == ([], [])


def test_what_a_seed_leaves(account: Account, handle: AccountHandle) -> None:
    """The clock goes on as it was set, and ids go on after all that were given."""
    handle.freeze("2026-06-01T12:00:00.5Z")
    handle.seed(reserved=[FREE], owned=[MOBILE, NEW])
    assert handle.now() == datetime(2026, 6, 1, 12, 0, 0, 500_000, tzinfo=UTC)
    (held,) = account.mock.sandbox.world(account.token).reserved.values()
    assert held.until == datetime(2026, 6, 2, 12, tzinfo=UTC)
    account.ask("DELETE", "/number/reserve/1")
    assert account.reserve(OTHER).json() == {"success": True}
    assert [item["id"] for item in handle.reserved] == [4]


def test_a_shelf_of_its_own(account: Account, handle: AccountHandle) -> None:
    """With free it has what is named, and nothing else; without it, the standard shelf again."""
    handle.seed(free=[NEW, FREE], owned=[MOBILE])
    assert account.free() == [FREE, NEW]
    refused(account.reserve(OTHER), "not_on_the_shelf")
    assert account.reserve(NEW).json() == {"success": True}
    handle.seed(free=[])
    assert (account.free(), handle.owned, handle.reserved) == ([], [], [])
    handle.seed()
    assert account.reserve(OTHER).json() == {"success": True}
    refused(account.reserve(NEW), "not_on_the_shelf")


def test_numbers_besides_the_standard_ones(account: Account, handle: AccountHandle) -> None:
    """What is named and not standard is added; what is standard stays what it is."""
    handle.seed(reserved=[NEW], owned=[BUSINESS])
    assert [item["owner_type"] for item in handle.reserved + handle.owned] == [
        "personal",
        "business",
    ]
    assert account.reserve(FREE).json() == {"success": True}


def test_what_follows_from_the_digits(handle: AccountHandle) -> None:
    """Kind, code and prices are those of the digits; a code that no region has is no obstacle."""
    handle.seed(owned=[NEW, 9161234567, 8001234567, 2001234567])
    by_number = {item["number"]: item for item in handle.owned}
    assert [by_number[f"7{n}"]["phone_type"] for n in (NEW, 9161234567, 8001234567)] == [
        "abc",
        "def",
        "800",
    ]
    assert {(item["buy_price"], item["period_price"]) for item in handle.owned} == {(99, 99)}


def test_what_is_said_of_a_number(account: Account, handle: AccountHandle) -> None:
    """It is so, for a standard number too, whose neighbours stay as they are."""
    gold = {"number": FREE, "number_type": 2, "buy_price": 7, "owner_type": "business"}
    handle.seed(reserved=[gold, {"number": str(NEW), "number_type": 4}])
    (standard, new) = handle.reserved
    assert (standard["owner_type"], standard["buy_price"], standard["period_price"]) == (
        "business",
        7,
        99,
    )
    assert (new["buy_price"], new["period_price"]) == (29900, 990)
    found = account.free(city_code=495, phone_number="133221?")
    assert found == [number for number in range(FREE, FREE + 10) if number != FREE]
    account.ask("DELETE", "/number/reserve/1")
    assert account.free(number_type="2", phone_number="1332210") == [FREE]


def test_the_others_on_the_shelf(account: Account, handle: AccountHandle) -> None:
    """They keep what is standard and not named, and lose all of it with a shelf of its own."""
    other = Account(account.mock, f"{account.token}:other")
    behind = account.mock.sandbox.account(other.token)
    other.own(FREE, OTHER)
    handle.seed(owned=[FREE])
    assert (numbers(behind.owned), numbers(handle.owned)) == ([OTHER], [FREE])
    assert other.own(FREE + 2)[0] > 4, "its ids go on"
    behind.seed(reserved=[NEW])
    handle.seed(owned=[FREE])
    assert (behind.reserved, numbers(behind.owned)) == ([], [])
    handle.seed(free=[FREE])
    assert (behind.owned, behind.reserved) == ([], [])


@pytest.mark.parametrize(
    ("named", "part"),
    [
        ([123], "A number of ten digits, or of eleven that begin with 7, was expected, 123 came"),
        (["84951332210"], '"84951332210" came'),
        (["+74951332210"], "ten digits"),
        (["٤951332210"], "ten digits"),
        ([10**5000], "ten digits"),
        ([True], "is no number"),
        ([1.5], "is no number"),
        ([dict[str, Any]()], "is no number: Object missing required field `number`"),
        ([{"number": FREE, "colour": "red"}], "unknown field `colour`"),
        ([{"number": FREE, "owner_type": "company"}], "owner_type of 4951332210: business or pers"),
        ([{"number": FREE, "phone_type": "xyz"}], "phone_type of 4951332210: abc, def or 800 was"),
        ([{"number": FREE, "number_type": 9}], "number_type of 4951332210: 0, 5, 1, 2, 3 or 4"),
        ([{"number": FREE, "city_code": 812}], "city_code of 4951332210: the beginning of its"),
        ([{"number": FREE, "buy_price": -1}], "buy_price of 4951332210: 0 or more was expected"),
        ([FREE, str(FREE)], "The number 4951332210 is named twice"),
        ("4951332210", "A list of numbers was expected"),
    ],
)
def test_what_is_no_number(account: Account, handle: AccountHandle, named: Any, part: str) -> None:
    """It is refused in a sentence, and nothing changes."""
    account.own(OTHER)
    with pytest.raises(ValueError, match=r"\.$") as caught:
        handle.seed(owned=named)
    assert part in str(caught.value)
    assert numbers(handle.owned) == [OTHER]


# Resetting, and snapshots.


def test_resetting(account: Account, handle: AccountHandle) -> None:
    """Shelf, clock, journal, faults and condition are as new, of another account only the shelf."""
    other = Account(account.mock, f"{account.token}:other")
    behind = account.mock.sandbox.account(other.token)
    behind.order(Order(status=403))
    handle.seed(free=[NEW], owned=[FREE])
    handle.advance(hours=1)
    handle.order(Order(status=500))
    handle.put_into("forbidden")
    handle.reset()
    assert (handle.owned, handle.faults(), handle.condition) == ([], [], None)
    assert (handle.requests(), handle.now()) == ([], NOON)
    assert FREE in account.free(city_code=495)
    assert len(behind.faults()) == 1


def test_others_where_an_account_is_seeded(account: Account, handle: AccountHandle) -> None:
    """Their ids go on, those of the account begin anew; a shelf of its own takes what they held."""
    other = Account(account.mock, f"{account.token}:bob")
    account.ask("DELETE", f"/number/{account.own(FREE)[0]}")
    other.ask("DELETE", f"/number/{other.own(FREE)[0]}")
    handle.seed()
    assert "ranges" not in handle.snapshot()
    assert (other.own(FREE), account.own(OTHER)) == ([4], [2])
    handle.seed(free=[NEW])
    assert other.data("/number") == []


def test_a_snapshot(account: Account, handle: AccountHandle) -> None:
    """It can be written as JSON, and brings back what was: numbers, calls, ids, clock, shelf."""
    handle.seed(free=[NEW, MOBILE], reserved=[OTHER], owned=[FREE])
    handle.freeze("2026-06-01T12:00:00Z")
    sip = {"type": "sip", "numbers": [2], "sip_id": 73, "cli_type": "Y"}
    account.ask("POST", "/number/follow", sip)
    account.ask("PATCH", "/number/contact-list", {"numbers": [2], "contact_list_id": 15})
    snapshot = json.loads(json.dumps(handle.snapshot()))
    before = (handle.owned, handle.reserved, account.free(), handle.time())
    handle.reset()
    handle.restore(snapshot)
    assert (handle.owned, handle.reserved, account.free(), handle.time()) == before
    account.own(NEW)
    assert numbers(handle.owned) == [FREE, NEW]
    assert [item["id"] for item in handle.owned] == [2, 4]


def test_a_snapshot_of_the_standard_shelf(account: Account, handle: AccountHandle) -> None:
    """It leaves the shelf out; an integration comes back as well."""
    (number,) = account.own(FREE)
    amo = {"type": "amo", "host": "a.ru", "cli_type": "N", "cli_type_default": "Y"}
    way = amo | {"type_default": "sip", "sip_id": 73, "numbers": [number]}
    account.ask("POST", "/number/follow", way)
    before = handle.owned
    snapshot = handle.snapshot()
    assert "ranges" not in snapshot
    handle.restore(snapshot)
    assert handle.owned == before
    assert before[0]["integration_following"]


def test_a_snapshot_of_another_shelf(account: Account, handle: AccountHandle) -> None:
    """Its accounts become those of this shelf, each by its name behind the colon."""
    other = account.mock.sandbox.account(f"{account.token}:bob")
    handle.seed(reserved=[FREE])
    other.seed(owned=[OTHER])
    handle.restore(handle.snapshot())
    copy = account.mock.sandbox.account("test-copy")
    copy.restore(handle.snapshot())
    assert numbers(copy.reserved) == [FREE]
    assert numbers(account.mock.sandbox.account("test-copy:bob").owned) == [OTHER]
    assert numbers(handle.reserved) == [FREE]


def test_a_snapshot_with_the_greatest_id(account: Account, handle: AccountHandle) -> None:
    """It is one; that of an account that had none is 0."""
    held = {"account": account.token, "id": 2**53 - 1, "number": FREE}
    handle.restore({"owned": [held], "last_ids": {f"{account.token}:bob": 0}})
    assert [item["id"] for item in handle.owned] == [2**53 - 1]


def test_a_snapshot_of_a_clock_that_runs(handle: AccountHandle) -> None:
    """It may run ahead up to the last year, and not from before the first."""
    ahead = 150 * 365 * 24 * HOUR
    handle.restore({"clock": {"type": "clock_set", "ahead": ahead.total_seconds()}})
    assert handle.now() == NOON + ahead


def test_the_ids_after_a_snapshot(account: Account, handle: AccountHandle) -> None:
    """They go on after those that were given, also on another shelf, and where nothing is held."""
    (number,) = account.own(FREE)
    account.ask("DELETE", f"/number/{number}")
    snapshot = handle.snapshot()
    for each in (account, Account(account.mock)):
        each.mock.sandbox.account(each.token).restore(snapshot)
        assert each.own(OTHER) == [number + 2]


HELD = {"account": "test-1", "id": 1, "number": FREE}
UNTIL = {"until": "2026-03-02T12:00:00Z"}
RANGE = {
    "first": NEW,
    "count": 1,
    "phone_type": "abc",
    "owner_type": "personal",
    "number_type": 0,
    "city_code": 495,
    "region": 1,
    "buy_price": 9,
    "period_price": 9,
}


@pytest.mark.parametrize(
    ("snapshot", "part"),
    [
        ({"owned": 1}, "Expected `array`, got `int`"),
        ({"owned": [{"id": 1}]}, "missing required field"),
        ({"owned": [HELD | {"number": 4950000000}]}, "The shelf has no number 4950000000"),
        ({"owned": [HELD, HELD | {"id": 2}]}, ": an id or a number is there twice."),
        ({"owned": [HELD, HELD | {"number": OTHER}]}, "an id or a number is there twice"),
        ({"owned": [HELD], "reserved": [HELD | UNTIL | {"id": 2}]}, "is there twice"),
        ({"reserved": [HELD | {"until": "2026-03-02T12:00:00"}]}, "names no zone"),
        ({"reserved": [HELD | {"until": "1926-03-02T12:00:00Z"}]}, "from 1970 until 2200"),
        ({"owned": [HELD | {"id": 0}]}, "ids are from 1"),
        ({"last_ids": {"test-1": 2**53 - 1}}, f"ids are from 1 to {2**53 - 1}"),
        ({"last_ids": {"test-1": -1}}, "ids are from 1"),
        ({"clock": {"type": "clock_set", "ahead": -1e10}}, "from 1970 until 2200"),
        ({"clock": {"type": "clock_set", "ahead": 1e300}}, "That is no snapshot"),
        ({"clock": {"type": "clock_set", "ahead": 1e10}}, "from 1970 until 2200"),
        ({"ranges": [RANGE, RANGE]}, f"{NEW} is there twice"),
        ({"ranges": [RANGE | {"buy_price": -1}]}, ": a price is below 0."),
        (
            {"owned": [HELD | {"destination": {"type": "fax", "target": 1, "cli_type": "Y"}}]},
            "no type of forwarding fax",
        ),
        (
            {"owned": [HELD | {"destination": {"type": "sip", "target": 1, "cli_type": "Q"}}]},
            "no caller id type Q",
        ),
    ],
)
def test_what_is_no_snapshot(
    account: Account, handle: AccountHandle, snapshot: Any, part: str
) -> None:
    """It is refused in a sentence, and nothing changes."""
    account.own(MOBILE)
    with pytest.raises(ValueError, match=r"That is no snapshot: .*\.$") as caught:
        handle.restore(snapshot)
    assert part in str(caught.value)
    assert numbers(handle.owned) == [MOBILE]


# The clock.


def test_freezing() -> None:
    """It stands still, now or at a time, until it is told to run on from there."""
    handle = create_app().sandbox.account("test-clock")
    handle.freeze()
    first = handle.now()
    assert (handle.now(), handle.time().frozen) == (first, True)
    assert abs(first - datetime.now(UTC)) < HOUR
    handle.freeze("2026-01-01T15:00:00+03:00")
    assert handle.now() == datetime(2026, 1, 1, 12, tzinfo=UTC)
    handle.run_clock()
    later = handle.now()
    assert timedelta() < later - datetime(2026, 1, 1, 12, tzinfo=UTC) < HOUR
    assert handle.now() > later
    assert not handle.time().frozen


def test_setting(handle: AccountHandle) -> None:
    """It goes on as it did: what ran runs on from there, what stood still stands still there."""
    handle.set_clock("2030-05-06T07:08:09")
    assert handle.time() == (datetime(2030, 5, 6, 7, 8, 9, tzinfo=UTC), False)
    handle.freeze()
    handle.set_clock(datetime(2020, 1, 1, tzinfo=UTC))
    assert handle.time() == (datetime(2020, 1, 1, tzinfo=UTC), True)


def test_advancing(account: Account, handle: AccountHandle) -> None:
    """What ends until then has ended, whether the clock runs or stands still."""
    account.reserve(FREE, short=1)
    handle.advance(minutes=59, seconds=59)
    assert numbers(handle.reserved) == [FREE]
    handle.advance(seconds=1)
    assert (handle.reserved, handle.now()) == ([], NOON + HOUR)
    handle.freeze()
    account.reserve(FREE, short=1)
    handle.advance(hours=1)
    assert (account.data("/number/reserve"), handle.time()) == ([], (NOON + 2 * HOUR, True))


def test_the_clock_of_a_shelf(account: Account, handle: AccountHandle) -> None:
    """All accounts on it share it, since a reservation ends for all of them; no other does."""
    other = account.mock.sandbox.account(f"{account.token}:other")
    stranger = account.mock.sandbox.account("test-stranger")
    other.advance(days=1)
    assert (handle.now(), stranger.now()) == (NOON + 24 * HOUR, NOON)


def test_the_clock_of_the_system() -> None:
    """It runs on beneath: who set a shelf's clock is so much ahead of it."""
    clock = Clock(NOON)
    handle = create_app(clock=clock).sandbox.account("test-1")
    handle.advance(hours=1)
    clock.advance(hours=2)
    assert handle.now() == NOON + 3 * HOUR


@pytest.mark.parametrize(
    "at", ["", "noon", "2026-13-01T00:00:00Z", "1969-12-31T23:59:59Z", "2200-01-01T00:00:01Z"]
)
def test_what_is_no_time(handle: AccountHandle, at: str) -> None:
    """It is refused in a sentence, and the clock stays."""
    for act in (handle.freeze, handle.set_clock):
        with pytest.raises(ValueError, match=r"\.$"):
            act(at)
    assert handle.time() == (NOON, False)


@pytest.mark.parametrize("amount", [{"seconds": -1}, {"days": 10**6}, {"days": 10**12}])
def test_a_step_that_is_none(handle: AccountHandle, amount: dict[str, float]) -> None:
    """There is no way back, and an end to the way forward."""
    with pytest.raises(ValueError, match="clock"):
        handle.advance(**amount)
    assert handle.now() == NOON

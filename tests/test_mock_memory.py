"""What the mock remembers: a number is free, reserved or owned, and has one holder at a time."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from scripts.mock_server import Clock, create_app
from scripts.mock_server.changes import Change, Ended
from scripts.mock_server.refusals import Name, Refused
from scripts.mock_server.stock import World, apply, assign_black_list, buy, cancel, due, reserve
from tests.callers import Caller
from tests.mock_caller import BUSINESS, FREE, MOBILE, NOON, OTHER, Account, refused

CALLER, FORWARDER = "Номер и имя звонящего", "Переадресующий номер"


def is_free(account: Account, number: int) -> bool:
    """Tell whether a search finds the number."""
    return number in account.free(city_code=int(str(number)[:3]), phone_number=str(number)[3:])


# The whole life.


def test_the_life_of_a_number(account: Account) -> None:
    """Search, reserve, buy, forward, release: each step shows where it should, and only there."""
    assert is_free(account, FREE)
    account.reserve(FREE)
    assert not is_free(account, FREE)
    assert [r["number"] for r in account.data("/number/reserve")] == [f"7{FREE}"]
    account.buy(FREE)
    assert account.data("/number/reserve") == []
    (owned,) = account.data("/number")
    assert owned["number"] == f"7{FREE}"
    account.ask("DELETE", f"/number/{owned['id']}", {"pin": "4711"})
    assert account.data("/number") == []
    assert is_free(account, FREE)


def test_a_number_that_was_bought(account: Account) -> None:
    """It has neither black list nor forwarding, and knows its owner type."""
    account.own(BUSINESS, owner_type="business")
    (owned,) = account.data("/number")
    assert owned["owner_type"] == "business"
    nothing: list[Any] = [None, [], None, None]
    names = ("black_list", "aon_for_sips", "following", "integration_following")
    assert [owned[name] for name in names] == nothing


def test_mobile_numbers(account: Account) -> None:
    """Only they are listed with SMS, and the filter by kind tells the rest apart."""
    account.own(MOBILE, FREE)
    account.reserve(MOBILE + 1)
    account.reserve(OTHER)
    assert [n["number"] for n in account.data("/number/sms")] == [f"7{MOBILE}"]
    for path, abc in (("/number", FREE), ("/number/reserve", OTHER)):
        found = account.data(path, {"phone_type": "abc"})
        assert [n["number"] for n in found] == [f"7{abc}"]


def test_a_released_number_is_bought_again(account: Account) -> None:
    """It comes back without its past, under an id that was never used."""
    (first,) = account.own(FREE)
    account.ask("PATCH", "/number/contact-list", {"numbers": [first], "contact_list_id": 15})
    account.ask("DELETE", f"/number/{first}")
    (second,) = account.own(FREE)
    assert second > first
    assert account.data("/number")[0]["black_list"] is None
    refused(account.ask("DELETE", f"/number/{first}"), "number_not_found")


def test_ids(account: Account) -> None:
    """Small, rising, the same each time, and none is a reservation's and a number's at once."""
    other = Account(account.mock)
    assert account.own(FREE, OTHER) == other.own(FREE, OTHER) == [3, 4]
    refused(account.ask("DELETE", "/number/1"), "number_not_found")


# Reserving.


def test_reserving_what_is_not_on_the_shelf(account: Account) -> None:
    """It does not exist."""
    assert "4950000000" in refused(account.reserve(4950000000), "not_on_the_shelf")


def test_reserving_what_is_reserved_or_owned(account: Account) -> None:
    """It is refused, to its holder too, and keeps its reservation."""
    account.reserve(FREE, short=1)
    before = account.held()
    assert "already reserved" in refused(account.reserve(FREE), "not_free")
    assert account.held() == before
    account.buy(FREE)
    assert "already owned" in refused(account.reserve(FREE), "not_free")


def test_reserving_for_the_other_use(account: Account) -> None:
    """A number is offered for one owner type."""
    text = refused(account.reserve(FREE, "business"), "other_owner_type")
    assert "offered as personal, business came" in text
    assert account.held() == ({}, {}, 0)


@pytest.mark.parametrize(
    ("more", "hours", "end"),
    [({"short": 1}, 1, "2026-03-01 13:00:00"), ({}, 24, "2026-03-02 12:00:00")],
)
def test_a_reservation_ends(account: Account, more: Any, hours: int, end: str) -> None:
    """After an hour or a day by the clock, shown in UTC; not a second earlier."""
    account.reserve(FREE, **more)
    account.mock.sandbox.clock.advance(hours=hours, seconds=-1)
    (reservation,) = account.data("/number/reserve")
    assert reservation["reserved_untill"] == end
    refused(account.reserve(FREE), "not_free")
    account.mock.sandbox.clock.advance(seconds=1)
    assert account.data("/number/reserve") == []
    assert is_free(account, FREE)
    refused(account.buy(FREE), "not_reserved")
    path = f"/number/reserve/{reservation['id']}"
    refused(account.ask("DELETE", path), "reservation_not_found")
    assert account.reserve(FREE).status_code == 200


def test_a_reservation_within_a_second() -> None:
    """It ends on a whole second, as it is shown."""
    account = Account(create_app(clock=Clock(NOON + timedelta(milliseconds=500))))
    account.reserve(FREE)
    (held,) = account.mock.sandbox.world(account.token).reserved.values()
    assert held.until == NOON + timedelta(hours=24)


def test_the_clock_goes_forward_only() -> None:
    """What has ended stays ended."""
    clock = Clock(NOON)
    clock.advance(hours=1)
    with pytest.raises(ValueError, match="forward"):
        clock.advance(seconds=-1)
    assert (clock.now() - NOON).total_seconds() == 3600


def test_an_owned_number_outlives_its_reservation(account: Account) -> None:
    """What was bought stays owned."""
    account.own(FREE)
    account.mock.sandbox.clock.advance(days=400)
    assert len(account.data("/number")) == 1


END, SOON = NOON + timedelta(hours=24), NOON + timedelta(hours=1)


def change(world: World, changes: Sequence[Change]) -> None:
    """Carry out what was decided."""
    for each in changes:
        apply(world, each)


@pytest.mark.parametrize("way", ["cancelled", "bought"])
def test_an_end_that_is_no_more(account: Account, way: str) -> None:
    """Only what is still reserved has one; which one comes next is always known."""
    world = World.new(account.mock.sandbox.catalogue)
    for number, until in ((OTHER, END), (FREE, SOON)):
        change(world, reserve(world, "test-a", number, "personal", until))
    assert world.ends[0] == (SOON, FREE)
    ended = cancel(world, "test-a", 2), buy(world, "test-a", [FREE], "personal")
    change(world, ended[way == "bought"])
    assert world.ends == [(END, OTHER)]
    change(world, cancel(world, "test-a", 1))
    assert world.ends == []


def test_reserving_and_cancelling_all_day(account: Account) -> None:
    """Ends that are no more do not pile up, and the one that comes next is still known."""
    world = World.new(account.mock.sandbox.catalogue)
    for number, until in ((BUSINESS, END), (OTHER, SOON)):
        owner_type = "business" if number == BUSINESS else "personal"
        change(world, reserve(world, "test-a", number, owner_type, until))
    piled: list[int] = []
    for day in range(1, 200):
        change(world, reserve(world, "test-a", FREE, "personal", END + timedelta(days=day)))
        piled.append(len(world.ends))
        change(world, cancel(world, "test-a", world.holder("test-a").last_id))
        assert world.ends[0] == (SOON, OTHER)
    assert max(piled) == 2 * 3 + 64 + 1
    assert [each.id for each in due(world, SOON) if isinstance(each, Ended)] == [2]


def test_cancelling(account: Account) -> None:
    """The number is free again, and the reservation is gone."""
    account.reserve(FREE)
    account.reserve(OTHER)
    assert account.ask("DELETE", "/number/reserve/1").json() == {"success": True}
    assert [r["id"] for r in account.data("/number/reserve")] == [2]
    assert is_free(account, FREE)
    refused(account.ask("DELETE", "/number/reserve/1"), "reservation_not_found")


# Buying.


def test_buying_what_is_not_reserved(account: Account) -> None:
    """A free number, and one that is owned already, must be reserved first."""
    assert "Reserve it first" in refused(account.buy(FREE), "not_reserved")
    account.own(FREE)
    refused(account.buy(FREE), "not_reserved")


def test_buying_for_the_other_use(account: Account) -> None:
    """A number is sold for what it was reserved for."""
    account.reserve(FREE)
    refused(account.buy(FREE, owner_type="business"), "other_owner_type")
    assert account.data("/number") == []


@pytest.mark.parametrize(
    ("last", "name"), [(OTHER + 1, "not_reserved"), (4950000000, "not_on_the_shelf")]
)
def test_buying_several_of_which_one_cannot_be_had(account: Account, last: int, name: Name) -> None:
    """All or none; what does not exist is told apart from what is not reserved."""
    account.reserve(FREE)
    account.reserve(OTHER)
    before = account.held()
    refused(account.buy(FREE, OTHER, last), name)
    assert account.held() == before


def test_buying_several(account: Account) -> None:
    """All of them are owned, in the order of the request."""
    account.reserve(FREE)
    account.reserve(OTHER)
    account.buy(OTHER, FREE)
    assert [n["number"] for n in account.data("/number")] == [f"7{OTHER}", f"7{FREE}"]


def test_a_purchase_that_is_repeated(account: Account) -> None:
    """The second request buys nothing."""
    account.own(FREE)
    refused(account.buy(FREE), "not_reserved")
    assert len(account.data("/number")) == 1


# Forwarding.


FORWARDINGS: list[tuple[dict[str, Any], str]] = [
    ({"type": "sip", "sip_id": 73}, "Sip аккаунт test@plusofontest.ru"),
    ({"type": "number", "destination_number": "79161234567"}, "Номер 79161234567"),
    ({"type": "group", "group_id": 16}, "Группа Отдел продаж"),
    ({"type": "scenario", "scenario_id": 5}, "Сценарий Рабочее время"),
    ({"type": "call_queue", "call_queue_id": 4}, "Очередь вызовов Первая линия"),
    ({"type": "sip_uri", "destination_uri": "sip:a@example.com"}, "SIP URI sip:a@example.com"),
]


def forward(account: Account, *ids: int, **body: Any) -> Any:
    """Ask to forward numbers."""
    return account.ask("POST", "/number/follow", {"numbers": list(ids), **body})


@pytest.mark.parametrize(("way", "name"), FORWARDINGS)
def test_a_forwarding(account: Account, way: dict[str, Any], name: str) -> None:
    """The list shows the titles of the type and of the caller id type, and the target's name."""
    ids = account.own(BUSINESS, BUSINESS - 1, owner_type="business")
    assert forward(account, *ids, cli_type="N", **way).json() == {"success": True}
    for number in account.data("/number"):
        assert number["following"] == {"name": name, "cli_type": FORWARDER}
        assert number["integration_following"] is None


@pytest.mark.parametrize("integration", ["bitrix", "amo"])
@pytest.mark.parametrize(("way", "name"), FORWARDINGS)
def test_an_integration(account: Account, integration: str, way: dict[str, Any], name: str) -> None:
    """It shows beside the target that stands in for it, each with its own caller id type."""
    (number,) = account.own(BUSINESS, owner_type="business")
    way = way | {"type_default": way["type"], "type": integration, "cli_type_default": "Y"}
    forward(account, number, host="test.amocrm.ru", cli_type="N", **way)
    (seen,) = account.data("/number")
    assert seen["following"] == {"name": name, "cli_type": CALLER}
    expected = {"host": "test.amocrm.ru", "type": integration, "cli_type": FORWARDER}
    assert seen["integration_following"] == expected


AMO: dict[str, Any] = {
    "type": "amo",
    "host": "a.ru",
    "cli_type": "N",
    "type_default": "sip",
    "sip_id": 73,
    "cli_type_default": "Y",
}


def test_another_forwarding_after_an_integration(account: Account) -> None:
    """What was set before is replaced; the type `empty` clears both."""
    (number,) = account.own(FREE)
    forward(account, number, **AMO)
    forward(account, number, type="number", destination_number="123", cli_type="Y")
    (seen,) = account.data("/number")
    assert seen["integration_following"] is None
    assert seen["following"]["name"] == "Номер 123"
    forward(account, number, **AMO)
    forward(account, number, type="empty")
    (seen,) = account.data("/number")
    assert (seen["following"], seen["integration_following"]) == (None, None)


def test_forwarding_to_a_target_that_does_not_exist(account: Account) -> None:
    """The refusal names the kind, the id and the ids that there are."""
    (number,) = account.own(BUSINESS, owner_type="business")
    before = account.held()
    for way, _ in FORWARDINGS:
        ids = {name: 99 for name in way if name.endswith("_id")}
        if ids:
            answer = forward(account, number, cli_type="Y", **way | ids)
            kind = {"sip": "SIP account", "call_queue": "call queue"}.get(way["type"], way["type"])
            assert f"no {kind} with the id 99." in refused(answer, "target_not_found")
    answer = forward(account, number, **AMO | {"sip_id": 99})
    assert "no SIP account with the id 99. It has 73" in refused(answer, "target_not_found")
    assert account.held() == before


@pytest.mark.parametrize("way", [{}, {"cli_type": "Q"}, {"cli_type_default": "Q"}])
def test_forwarding_with_an_unknown_caller_id_type(account: Account, way: Any) -> None:
    """Each of the two must be one of the list."""
    (number,) = account.own(FREE)
    answer = forward(account, number, **AMO | way)
    if way:
        assert "There are Y, N." in refused(answer, "caller_id_type_not_found")
        assert account.data("/number")[0]["following"] is None


@pytest.mark.parametrize("forward_type", ["group", "scenario", "call_queue"])
def test_a_type_that_is_not_open(account: Account, forward_type: str) -> None:
    """The types for business numbers are closed to personal ones, as a default too."""
    (number,) = account.own(FREE)
    (way,) = (way for way, _ in FORWARDINGS if way["type"] == forward_type)
    answer = forward(account, number, cli_type="Y", **way)
    assert f"{forward_type} is open to business numbers" in refused(answer, "type_not_open")
    default = {k: v for k, v in AMO.items() if k != "sip_id"} | way
    answer = forward(account, number, **default | {"type": "amo", "type_default": forward_type})
    refused(answer, "type_not_open")


def test_forwarding_several_of_which_one_is_personal(account: Account) -> None:
    """All or none."""
    ids = account.own(BUSINESS, owner_type="business") + account.own(FREE)
    before = account.held()
    refused(forward(account, *ids, type="group", group_id=16, cli_type="Y"), "type_not_open")
    refused(forward(account, *ids, 99, type="empty"), "number_not_found")
    assert account.held() == before


# Black lists.


def test_a_black_list(account: Account) -> None:
    """It shows by its id, on the named numbers alone; left out, it is taken off."""
    first, second = account.own(FREE, OTHER)
    account.ask("PATCH", "/number/contact-list", {"numbers": [first], "contact_list_id": 15})
    assert [n["black_list"] for n in account.data("/number")] == [15, None]
    account.ask("PATCH", "/number/contact-list", {"numbers": [first, second]})
    assert [n["black_list"] for n in account.data("/number")] == [None, None]


def test_a_black_list_that_does_not_exist(account: Account) -> None:
    """Neither an unknown list nor an unknown number changes anything."""
    ids = account.own(FREE)
    before = account.held()
    path = "/number/contact-list"
    answer = account.ask("PATCH", path, {"numbers": ids, "contact_list_id": 99})
    refused(answer, "black_list_not_found")
    answer = account.ask("PATCH", path, {"numbers": [*ids, 99], "contact_list_id": 15})
    refused(answer, "number_not_found")
    assert account.held() == before


def test_more_black_lists_than_a_refusal_names(account: Account) -> None:
    """It names the first twenty."""
    catalogue = replace(account.mock.sandbox.catalogue, black_lists=dict.fromkeys(range(21), ""))
    with pytest.raises(Refused) as caught:
        assign_black_list(World.new(catalogue), "test-a", [], 99)
    assert f"It has {', '.join(map(str, range(20)))}; leave" in caught.value.text()


def test_a_kind_on_the_second_page() -> None:
    """The filter of a list counts on each of its pages."""
    with Caller(create_app(), "test-kinds") as caller:
        caller.buy(16, owner_type="personal", phone_type="def")
        caller.buy(3, owner_type="personal", phone_type="abc")
        page = caller.ask("GET", "/number", {"phone_type": "def", "page": 2}).json()
    assert (page["total"], [number["phone_type"] for number in page["data"]]) == (16, ["def"])

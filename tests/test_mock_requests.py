"""How the mock reads requests, and the shapes of what it answers."""

from typing import Any

import pytest

from tests.contract import EXAMPLES, OPERATIONS
from tests.mock_caller import BUSINESS, FREE, HOST, MOBILE, OTHER, Account, refused

SAMPLES = {
    "/number": "NumbersSample",
    "/number/sms": "SmsNumbersSample",
    "/number/reserve": "ReservationsSample",
    "/number/search": "OffersSample",
    "/number/code-regions": "RegionsSample",
    "/number/follow-types": "ForwardTypesSample",
    "/number/cli-types": "CallerIdTypesSample",
}
MOSCOW = {"owner_type": "personal", "phone_type": "abc", "city_code": 495}


def order(value: Any) -> Any:
    """Take the names of an object's properties in their order, those of a list's first item."""
    if isinstance(value, dict):
        return [(name, order(inside)) for name, inside in value.items()]  # pyright: ignore - JSON is of any type
    return order(value[0]) if isinstance(value, list) and value else None


# Where the parameters are.


def test_filters_in_the_body(account: Account) -> None:
    """A GET takes its filters from a JSON body, as the provider documents it."""
    found = account.data("/number/search", {"phone_type": "def", "owner_type": "business"})
    assert {(o["phone_type"], o["owner_type"]) for o in found} == {("def", "business")}


def test_filters_in_the_query(account: Account) -> None:
    """A GET takes its filters from the query string as well, digits as integers."""
    page = account.ask("GET", "/number/search?city_code=812&owner_type=personal&page=2").json()
    assert page["current_page"] == 2
    assert all(offer["number"].startswith("812") for offer in page["data"])


def test_a_clash_of_body_and_query(account: Account) -> None:
    """The two are merged, and the body wins."""
    query = "/number/search?phone_type=def&owner_type=business"
    found = account.data(query, {"phone_type": "abc"})
    assert {(o["phone_type"], o["owner_type"]) for o in found} == {("abc", "business")}


def test_a_repeated_query_parameter(account: Account) -> None:
    """The last one counts."""
    assert account.ask("GET", "/number?page=2&page=3").json()["current_page"] == 3


def test_an_unknown_query_parameter(account: Account) -> None:
    """A misspelt filter is refused with the names that exist."""
    text = refused(account.ask("GET", "/number?phone_typ=def"), "unknown_parameter")
    assert "phone_typ:" in text
    assert "It has page, phone_type." in text


def test_an_unknown_body_parameter(account: Account) -> None:
    """It is refused in a body too, and the other parameters are not looked at."""
    text = refused(account.ask("GET", "/number", {"phone_typ": "def"}), "unknown_parameter")
    assert "It has page, phone_type." in text


@pytest.mark.parametrize("query", ['{"page":2}', "%7B%22page%22%3A2%7D", "[1]"])
def test_json_as_the_query_string(account: Account, query: str) -> None:
    """What curl -G makes of a body is refused, with what happened and how to send it."""
    text = refused(account.ask("GET", f"/number?{query}"), "unknown_parameter")
    assert "curl -G" in text
    assert "curl -X GET" in text


def test_a_query_parameter_of_another_method(account: Account) -> None:
    """Only a GET reads the query string; elsewhere it is refused, and nothing is reserved."""
    path = f"/number/reserve?number={FREE}"
    body = {"number": FREE, "owner_type": "personal"}
    assert "Only GET" in refused(account.ask("POST", path, body), "unknown_parameter")
    assert account.data("/number/reserve") == []


@pytest.mark.parametrize("path", ["/number/follow-types", "/number/cli-types"])
def test_a_body_where_none_is_taken(account: Account, path: str) -> None:
    """An empty object passes, anything else is refused."""
    assert account.ask("GET", path, {}).status_code == 200
    assert "It has none." in refused(account.ask("GET", path, {"page": 1}), "unknown_parameter")
    refused(account.ask("GET", path, []), "broken_body")


def test_cancelling_with_a_body(account: Account) -> None:
    """Nor does a cancelled reservation take one."""
    account.reserve(FREE)
    refused(account.ask("DELETE", "/number/reserve/1", {"pin": "1"}), "unknown_parameter")
    assert len(account.data("/number/reserve")) == 1


@pytest.mark.parametrize("kind", ["application/json", "Application/JSON; charset=utf-8"])
def test_a_content_type_of_json(account: Account, kind: str) -> None:
    """Its parameters and its case do not matter."""
    answer = account.ask("GET", "/number", content=b"{}", headers={"Content-Type": kind})
    assert answer.status_code == 200


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_another_content_type(account: Account, kind: str) -> None:
    """A body that is not declared as JSON is refused, and the header is named."""
    answer = account.ask("GET", "/number", content=b"{}", headers={"Content-Type": kind})
    assert "Content-Type: application/json" in refused(answer, "broken_body")


def test_the_text_object_object(account: Account) -> None:
    """What JavaScript sends without JSON.stringify gets that very hint."""
    headers = {"Content-Type": "text/plain;charset=UTF-8"}
    answer = account.ask("POST", "/number/buy", content=b"[object Object]", headers=headers)
    assert "JSON.stringify" in refused(answer, "broken_body")


def test_an_integer_written_with_a_fraction(account: Account) -> None:
    """As in JSON Schema, 1.0 is an integer, and it is one in the answer."""
    assert account.reserve(FREE, short=1.0).status_code == 200
    account.ask("POST", "/number/buy", {"numbers": [float(FREE)], "owner_type": "personal"})
    answer = account.ask("GET", "/number", {"page": 1.0})
    assert answer.json()["data"][0]["number"] == f"7{FREE}"
    assert '"current_page":1,' in answer.text


WRONG: list[tuple[str, str, Any, str]] = [
    ("POST", "/number/reserve", {"number": FREE}, "owner_type: a value"),
    ("POST", "/number/reserve", {"number": "4951332210", "owner_type": "personal"}, "an integer"),
    ("POST", "/number/reserve", {"number": 495133221, "owner_type": "personal"}, "1000000000 or"),
    ("POST", "/number/reserve", {"number": FREE, "owner_type": "company"}, "business or personal"),
    ("POST", "/number/reserve", {"number": FREE, "owner_type": "personal", "short": 0}, "short: 1"),
    ("POST", "/number/buy", {"numbers": [], "owner_type": "personal"}, "a list of 1 or more"),
    ("POST", "/number/buy", {"numbers": [FREE, FREE], "owner_type": "personal"}, "repetitions"),
    ("POST", "/number/buy", {"numbers": [True], "owner_type": "personal"}, "numbers.0: an integer"),
    ("POST", "/number/follow", {"numbers": [1]}, "type: sip, number"),
    ("POST", "/number/follow", {"type": "none", "numbers": [1]}, '"none" came'),
    ("POST", "/number/follow", {"type": "sip", "numbers": [1], "cli_type": "Y"}, "sip_id: a value"),
    ("GET", "/number", {"page": 0}, "page: 1 or more"),
    ("GET", "/number/search", {"phone_number": "7x"}, "a text that matches"),
    ("GET", "/number/search", {"number_type": 0}, "number_type: a text"),
    ("GET", "/number/search", {"city_code": 100000}, "99999 or less"),
]


@pytest.mark.parametrize(("method", "path", "body", "part"), WRONG)
def test_a_wrong_parameter(account: Account, method: str, path: str, body: Any, part: str) -> None:
    """Its name, what was expected and what came are told; nothing is changed."""
    before = account.held()
    assert part in refused(account.ask(method, path, body), "wrong_parameter")
    assert account.held() == before


def test_a_forwarding_with_the_target_of_another_type(account: Account) -> None:
    """A property of another branch is unknown to this one."""
    body = {"type": "sip", "numbers": [1], "group_id": 16, "cli_type": "Y"}
    text = refused(account.ask("POST", "/number/follow", body), "unknown_parameter")
    assert "group_id:" in text
    assert "It has cli_type, numbers, sip_id, type." in text


# Who asks.


@pytest.mark.parametrize("token", ["", "Bearer", "Bearer live-1", "Basic test-1", "Bearer test- 1"])
def test_an_unknown_token(account: Account, token: str) -> None:
    """It is a 401 that shows a token which works."""
    answer = account.ask("GET", "/number", headers={"Authorization": token})
    assert "Bearer test-1" in refused(answer, "unauthenticated")
    works = account.ask("GET", "/number", headers={"Authorization": "Bearer test-1"})
    assert works.status_code == 200


def test_no_client_header(account: Account) -> None:
    """The document demands it, with any value."""
    text = refused(account.ask("GET", "/number", headers={"Client": ""}), "unauthenticated")
    assert "Client is missing" in text
    assert account.ask("GET", "/number", headers={"Client": "mine"}).status_code == 200


def test_an_account_without_access() -> None:
    """Its token is refused by every operation, with the documented 500."""
    account = Account(token="test-no-access-7")
    for operation in OPERATIONS.values():
        path = operation.path.replace("{number_id}", "1").replace("{reserve_number_id}", "1")
        refused(account.ask(operation.method, path), "no_access")


# What comes back.


@pytest.mark.parametrize("path", SAMPLES)
def test_the_order_of_properties(account: Account, path: str) -> None:
    """Answers have the properties of the provider's samples, in their order."""
    (business,) = account.own(9309993750, owner_type="business")
    account.own(MOBILE)
    account.reserve(FREE)
    way = {"numbers": [business], "host": "test.amocrm.ru", "cli_type": "N"}
    default = {"type_default": "sip", "sip_id": 73, "cli_type_default": "Y"}
    account.ask("POST", "/number/follow", {"type": "amo", **way, **default})
    expected = EXAMPLES[SAMPLES[path]]
    answer = account.ask("GET", path).json()
    if path == "/number":
        expected["data"][0]["aon_for_sips"] = []
    assert order(answer) == order(expected)


def test_the_offer_of_the_sample(account: Account) -> None:
    """The page's sample numbers are on the shelf, with ten digits and prices as texts."""
    found = account.data("/number/search", {**MOSCOW, "number_type": "0", "phone_number": "13322*"})
    assert [o for o in found if o in EXAMPLES["OffersSample"]["data"]] == found[10:12]


def test_the_sms_packet_of_the_sample(account: Account) -> None:
    """A mobile number that was just bought has the packet of the page's sample."""
    (number_id,) = account.own(MOBILE)
    expected = EXAMPLES["SmsNumbersSample"]["data"][0] | {"id": number_id}
    assert account.data("/number/sms") == [expected]


def test_an_owned_number_and_a_reservation(account: Account) -> None:
    """They show eleven digits and prices as integers."""
    account.own(FREE)
    account.reserve(BUSINESS, "business")
    (owned,), (reserved,) = account.data("/number"), account.data("/number/reserve")
    assert (owned["number"], owned["buy_price"], owned["period_price"]) == (f"7{FREE}", 99, 99)
    expected = EXAMPLES["ReservationsSample"]["data"][1]
    assert reserved | {"id": 6, "reserved_untill": expected["reserved_untill"]} == expected


def test_the_types_of_forwarding(account: Account) -> None:
    """They are those of the document's examples, and there is no `success`."""
    assert account.ask("GET", "/number/follow-types").json() == EXAMPLES["ForwardTypesEvery"]
    assert account.ask("GET", "/number/cli-types").json() == EXAMPLES["CallerIdTypesSample"]


def test_the_regions(account: Account) -> None:
    """The two regions of the sample are among them; each code finds numbers of its region."""
    answer = account.ask("GET", "/number/code-regions", {"type": "abc"}).json()
    assert answer["success"] is True
    regions = answer["code_regions"]
    assert [r for r in regions if r in EXAMPLES["RegionsSample"]["code_regions"]][::-1] == (
        EXAMPLES["RegionsSample"]["code_regions"]
    )
    for region in regions:
        found = account.free(region=region["id"])
        assert found
        assert {str(number)[:3] for number in found} <= set(region["code"])


# Pages.


def test_an_empty_page(account: Account) -> None:
    """It has no positions and no neighbours, and is still the last of one."""
    assert (
        account.ask("GET", "/number", headers={"Host": "localhost"}).json()
        == (EXAMPLES["NumbersEmpty"])
    )
    nothing = {"phone_type": "800", "city_code": 495}
    page = account.ask("GET", "/number/search", nothing, headers={"Host": "localhost"}).json()
    assert page == EXAMPLES["OffersEmpty"]


def test_two_pages_of_owned_numbers(account: Account) -> None:
    """Fifteen on the first, the rest on the second, with the total on both."""
    account.own(*range(FREE, FREE + 17))
    first, second = (account.ask("GET", "/number", {"page": p}).json() for p in (1, 2))
    url = f"{HOST}/api/v1/number"
    assert [len(first["data"]), first["from"], first["to"], first["total"]] == [15, 1, 15, 17]
    assert [len(second["data"]), second["from"], second["to"]] == [2, 16, 17]
    assert [first["last_page"], first["last_page_url"]] == [2, f"{url}?page=2"]
    assert [first["prev_page_url"], first["next_page_url"]] == [None, f"{url}?page=2"]
    assert [second["prev_page_url"], second["next_page_url"]] == [f"{url}?page=1", None]


def test_exactly_one_full_page(account: Account) -> None:
    """Fifteen numbers make one page, not two."""
    account.own(*range(FREE, FREE + 15))
    page = account.ask("GET", "/number").json()
    assert (page["last_page"], page["next_page_url"], len(page["data"])) == (1, None, 15)


def test_a_page_behind_the_last(account: Account) -> None:
    """It is empty, and says the number that was asked for."""
    account.own(FREE)
    page = account.ask("GET", "/number", {"page": 9}).json()
    assert [page[k] for k in ("current_page", "data", "from", "to", "last_page")] == (
        [9, [], None, None, 1]
    )
    assert account.ask("GET", "/number/search", {"page": 2147483647}).json()["data"] == []


def test_all_pages_of_a_search(account: Account) -> None:
    """Twenty at a time, each number once, until there is no next page; no total anywhere."""
    seen: list[str] = []
    page: dict[str, Any] = {"next_page_url": f"{HOST}/api/v1/number/search?page=1"}
    for number in range(1, 9):
        assert page["next_page_url"] == f"{HOST}/api/v1/number/search?page={number}"
        page = account.ask("GET", "/number/search", {**MOSCOW, "page": number}).json()
        seen += [offer["number"] for offer in page["data"]]
        if page["next_page_url"] is None:
            break
        assert (len(page["data"]), page["to"]) == (20, 20 * number)
        assert (page["current_page"], page["from"]) == (number, 20 * number - 19)
        before = f"{HOST}/api/v1/number/search?page={number - 1}" if number > 1 else None
        assert page["prev_page_url"] == before
    assert len(seen) == len(set(seen)) == page["to"] > 40
    assert not {"total", "last_page", "last_page_url"} & set(page)


def test_a_search_that_fills_its_page(account: Account) -> None:
    """Twenty matches make one page without a next one."""
    page = account.ask("GET", "/number/search", {"phone_number": "30122??"}).json()
    assert (len(page["data"]), page["next_page_url"]) == (20, None)


def test_the_hosts_of_a_search(account: Account) -> None:
    """The URLs of a page lead to the host that was asked, whichever was asked before."""
    for host in ("one.test", "two.test:8080", "one.test"):
        page = account.ask("GET", "/number/search", MOSCOW, headers={"Host": host}).json()
        assert page["path"] == f"http://{host}/api/v1/number/search"


@pytest.mark.parametrize("host", ["", "a b", '"<script>', "x" * 300])
def test_a_strange_host(account: Account, host: str) -> None:
    """It is not echoed; the server's own name stands in the URLs of pages."""
    page = account.ask("GET", "/number", headers={"Host": host}).json()
    assert page["path"] == "http://numbers.test:80/api/v1/number"


# The search.


@pytest.mark.parametrize(
    ("mask", "matches"),
    [
        ("1332210", {FREE}),
        ("13322?0", {4951332200, FREE, 4951332220, 4951332230, 4951332240, 4951332250}),
        ("133221?", set(range(FREE, FREE + 10))),
        ("*332211", {OTHER}),
        ("133??10", {FREE}),
        ("133", set[int]()),
        ("495*", set[int]()),
        ("********10", {FREE}),
    ],
)
def test_a_mask(account: Account, mask: str, matches: set[int]) -> None:
    """It is held against all the digits behind the city code, and no others."""
    assert set(account.free(**MOSCOW, number_type="0", phone_number=mask)) == matches


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("owner_type", "business", "business"),
        ("phone_type", "800", "800"),
        ("number_type", "5", 5),
    ],
)
def test_a_filter(account: Account, name: str, value: str, shown: object) -> None:
    """Every number found matches, and some are found."""
    found = account.data("/number/search", {name: value})
    assert {offer[name] for offer in found} == {shown}


def test_a_search_does_not_show_what_is_held(account: Account) -> None:
    """Neither reserved nor owned numbers are free."""
    account.own(FREE)
    account.reserve(OTHER)
    found = account.free(**MOSCOW, phone_number="13322??")
    assert not {FREE, OTHER} & set(found)
    assert FREE + 2 in found

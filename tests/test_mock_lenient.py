"""What is tolerated on demand, and refused otherwise."""

from typing import Any

import httpx2
import pytest

from scripts.mock_server import Clock, create_app
from tests.mock_caller import FREE, HOST, NOON, OTHER, PREFIX, Account

STRICT = create_app(clock=Clock(NOON))
LENIENT = create_app(clock=Clock(NOON), lenient=True)
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
RESERVE, BUY, SEARCH = "POST /number/reserve", "POST /number/buy", "GET /number/search"
WANTED = {"number": FREE, "owner_type": "personal"}

# Name → what is asked, how, and the status of the strict refusal (200 is one by its envelope).
RESERVING: dict[str, tuple[str, dict[str, Any], int]] = {
    "an unknown parameter": (RESERVE, {"json": WANTED | {"comment": "for Ann"}}, 400),
    "digits as text": (RESERVE, {"json": WANTED | {"number": str(FREE)}}, 400),
    "digits with spaces": (RESERVE, {"json": WANTED | {"number": f" {FREE} "}}, 400),
    "a text with spaces": (RESERVE, {"json": WANTED | {"owner_type": "personal\n"}}, 400),
    "null for nothing": (RESERVE, {"json": WANTED | {"short": None}}, 400),
    "an empty text for nothing": (RESERVE, {"json": WANTED | {"short": ""}}, 400),
    "true for one": (RESERVE, {"json": WANTED | {"short": True}}, 400),
    "a switch that is off": (RESERVE, {"json": WANTED | {"short": 0}}, 400),
    "a switch that is false": (RESERVE, {"json": WANTED | {"short": False}}, 400),
    "a query of a POST": (f"{RESERVE}?number={FREE}&owner_type=personal", {}, 400),
    "a body that wins": (f"{RESERVE}?number={OTHER}", {"json": WANTED}, 400),
    "a form": (RESERVE, {"data": WANTED}, 400),
    "another JSON": (
        RESERVE,
        {"json": WANTED, "headers": {"Content-Type": "application/vnd.api+json; charset=utf-8"}},
        400,
    ),
    "a slash at the end": (f"{RESERVE}/", {"json": WANTED}, 200),
}
BUYING: dict[str, tuple[str, dict[str, Any], int]] = {
    "digits as text": (BUY, {"json": {"numbers": [str(FREE)], "owner_type": "personal"}}, 400),
    "a number twice": (BUY, {"json": {"numbers": [FREE, FREE], "owner_type": "personal"}}, 400),
    "a number twice, as text": (
        BUY,
        {"json": {"numbers": [FREE, f"{FREE}"], "owner_type": "personal"}},
        400,
    ),
    "a form": (BUY, {"content": f"numbers[]={FREE}&owner_type=personal", "headers": FORM}, 400),
    "a form that counts": (
        BUY,
        {"content": f"numbers%5B0%5D={FREE}&owner_type=personal", "headers": FORM},
        400,
    ),
    "a query": (f"{BUY}?numbers[]={FREE}&owner_type=personal", {}, 400),
}
# What is found: only what is on the first page of an unfiltered search, or mobile numbers.
SEARCHING: dict[str, tuple[str, dict[str, Any], int]] = {
    "an unknown filter": (SEARCH, {"json": {"phone_type": "def", "colour": "red"}}, 400),
    "a number for its digits": (SEARCH, {"json": {"phone_type": "def", "number_type": 0}}, 400),
    "a page that is none": (SEARCH, {"json": {"phone_type": "def", "page": "first"}}, 400),
    "a page before the first": (SEARCH, {"json": {"phone_type": "def", "page": -1}}, 400),
    "an unknown name in the query": (f"{SEARCH}?phone_type=def&colour=red", {}, 400),
}
UNFILTERED: dict[str, tuple[str, dict[str, Any], int]] = {
    "JSON in the query": (f'{SEARCH}?{{"phone_type":"def"}}', {}, 400),
    "an object turned to text": (SEARCH, {"content": "[object Object]"}, 400),
    "broken JSON": (SEARCH, {"content": '{"phone_type": "def"'}, 400),
    "a list": (SEARCH, {"content": '["phone_type"]'}, 400),
    "another type": (
        SEARCH,
        {"content": '{"phone_type": "def"}', "headers": {"Content-Type": "text/plain"}},
        400,
    ),
}


def ask(account: Account, line: str, sent: dict[str, Any]) -> httpx2.Response:
    """Send a request, with JSON as its type unless it says otherwise."""
    method, path = line.split(" ")
    headers = account.headers | sent.get("headers", {})
    if "content" in sent and "headers" not in sent:
        headers["Content-Type"] = "application/json"
    transport = httpx2.WSGITransport(account.mock)
    with httpx2.Client(transport=transport, base_url=HOST + PREFIX) as http:
        return http.request(method, path, **{**sent, "headers": headers})


def refuses(line: str, sent: dict[str, Any], status: int) -> None:
    """By default it is refused, and nothing has happened."""
    strict = Account(STRICT)
    strict.reserve(FREE)
    before = strict.held()
    answer = ask(strict, line, sent)
    assert answer.status_code == status
    assert answer.json().get("success", False) is False
    assert strict.held() == before


def cases(table: dict[str, Any]) -> pytest.MarkDecorator:
    """The rows of a table as cases of a test."""
    return pytest.mark.parametrize(("line", "sent", "status"), table.values(), ids=table)


@cases(RESERVING)
def test_a_sloppy_reservation(line: str, sent: dict[str, Any], status: int) -> None:
    """It reserves the number that was meant, for as long as was meant."""
    refuses(line, sent, status)
    account = Account(LENIENT)
    assert ask(account, line, sent).json() == {"success": True}
    (reservation,) = account.data("/number/reserve")
    assert reservation["number"] == f"7{FREE}"
    is_short = "'short': True" in str(sent)
    assert reservation["reserved_untill"][8:13] == ("01 13" if is_short else "02 12")


@cases(BUYING)
def test_a_sloppy_purchase(line: str, sent: dict[str, Any], status: int) -> None:
    """It buys the number that was meant, once."""
    refuses(line, sent, status)
    account = Account(LENIENT)
    account.reserve(FREE)
    assert ask(account, line, sent).json() == {"success": True}
    assert [number["number"] for number in account.data("/number")] == [f"7{FREE}"]


@cases(SEARCHING)
def test_a_sloppy_search(line: str, sent: dict[str, Any], status: int) -> None:
    """It finds what was meant, on the first page."""
    refuses(line, sent, status)
    account = Account(LENIENT)
    found = ask(account, line, sent).json()
    assert found["current_page"] == 1
    assert {offer["phone_type"] for offer in found["data"]} == {"def"}
    assert [int(offer["number"]) for offer in found["data"]] == account.free(phone_type="def")


@cases(UNFILTERED)
def test_filters_that_are_lost(line: str, sent: dict[str, Any], status: int) -> None:
    """They are lost as they are at the provider, and all is found."""
    refuses(line, sent, status)
    account = Account(LENIENT)
    found = ask(account, line, sent).json()
    assert [int(offer["number"]) for offer in found["data"]] == account.free()
    assert {offer["phone_type"] for offer in found["data"]} != {"def"}


def test_ids_as_text() -> None:
    """They name owned numbers, and a destination may come without quotes."""
    account = Account(LENIENT)
    (owned,) = account.own(FREE)
    body = {"type": "number", "numbers": [str(owned)], "destination_number": 79161234567}
    assert ask(account, "POST /number/follow", {"json": body | {"cli_type": "Y"}}).json() == {
        "success": True
    }
    assert account.data("/number")[0]["following"]
    body = {"type": " sip ", "numbers": [owned], "sip_id": "73", "cli_type": "Y", "group_id": 5}
    assert ask(account, "POST /number/follow", {"json": body}).json() == {"success": True}


@pytest.mark.parametrize(
    ("line", "sent"),
    [
        (RESERVE, {"json": {"owner_type": "personal"}}),
        (RESERVE, {"json": WANTED | {"number": ""}}),
        (RESERVE, {"json": WANTED | {"number": f"7{FREE}"}}),
        (RESERVE, {"json": WANTED | {"number": f"{FREE}.5"}}),
        (RESERVE, {"json": WANTED | {"owner_type": "me"}}),
        (RESERVE, {"json": WANTED | {"short": 2}}),
        (RESERVE, {"content": "[object Object]"}),
        (RESERVE, {"content": "[" * 100_000}),
        (RESERVE, {"json": WANTED, "headers": {"Content-Type": "text/plain"}}),
        (RESERVE, {"content": f"number[]={FREE}&owner_type=personal", "headers": FORM}),
        (RESERVE, {"content": "a=1&" * 1001 + f"number={FREE}", "headers": FORM}),
        (BUY, {"json": {"numbers": FREE, "owner_type": "personal"}}),
        (BUY, {"json": {"numbers": [[FREE]], "owner_type": "personal"}}),
        (BUY, {"json": {"numbers": [], "owner_type": "personal"}}),
        ("POST /number/follow", {"json": {"type": ["sip"]}}),
    ],
)
def test_what_nobody_could_mean(line: str, sent: dict[str, Any]) -> None:
    """It is refused all the same."""
    account = Account(LENIENT)
    answer = ask(account, line, sent)
    assert (answer.status_code, answer.json()["success"]) == (400, False)
    assert account.held() == ({}, {}, 0)


def test_a_long_list() -> None:
    """Looking for repetitions takes no longer than it must."""
    account = Account(LENIENT)
    body = {"numbers": list(range(FREE, FREE + 80_000)), "owner_type": "personal"}
    answer = ask(account, BUY, {"json": body})
    assert answer.elapsed.total_seconds() < 5
    assert answer.status_code == 400

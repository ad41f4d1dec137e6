"""The client by itself: what it refuses to send, what it sends, and what it shows."""

import inspect
import math
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import httpx2
import msgspec
import plusofon_numbers
import pytest
from plusofon_numbers import (
    AmoForward,
    AsyncPlusofon,
    BitrixForward,
    EmptyForward,
    InvalidRequest,
    NationalNumber,
    NumberClass,
    NumberId,
    Offer,
    PhoneType,
    Plusofon,
    PlusofonError,
    errors,
)

from tests.bridge import BASE_URL, snake_case
from tests.contract import DOCUMENT, EXAMPLES, OPERATIONS

TOKEN = "test-client"
ID = NumberId(15)


@pytest.fixture
def sent() -> list[httpx2.Request]:
    """The requests that went out."""
    return []


@pytest.fixture
def plusofon(sent: list[httpx2.Request]) -> Iterator[Plusofon]:
    """A client whose every request is answered with success."""

    def answer(request: httpx2.Request) -> httpx2.Response:
        sent.append(request)
        return httpx2.Response(200, json={"success": True})

    with Plusofon(TOKEN, base_url=BASE_URL, transport=httpx2.MockTransport(answer)) as client:
        yield client


FORBIDDEN: dict[str, tuple[str, tuple[Any, ...], dict[str, Any], str]] = {
    "a code that is unknown": ("search_numbers", (), {"phone_type": "sat"}, "phone_type"),
    "a number for a string": ("search_numbers", (), {"number_type": 0}, "number_type"),
    "a string for a number": ("search_numbers", (), {"city_code": "495"}, "city_code"),
    "a boolean for a number": ("search_numbers", (), {"page": True}, "page"),
    "a page before the first": ("list_numbers", (), {"page": 0}, "page"),
    "a page beyond all": ("list_numbers", (), {"page": 2**31}, "page"),
    "nothing at all": ("list_numbers", (), {"phone_type": None}, "phone_type"),
    "a mask with letters": ("search_numbers", (), {"phone_number": "7x"}, "phone_number"),
    "a mask with a line break": ("search_numbers", (), {"phone_number": "77\n"}, "phone_number"),
    "eleven digits": (
        "reserve_number",
        (),
        {"number": NationalNumber("74951332210"), "owner_type": "personal"},
        "number",
    ),
    "an id for a number": (
        "reserve_number",
        (),
        {"number": 15, "owner_type": "personal"},
        "number",
    ),
    "an hour that is two": (
        "reserve_number",
        (),
        {"number": 4951332210, "owner_type": "personal", "short": 2},
        "short",
    ),
    "no numbers": ("buy_numbers", (), {"numbers": [], "owner_type": "personal"}, "numbers"),
    "a number twice": (
        "buy_numbers",
        (),
        {"numbers": [4951332210, NationalNumber("4951332210")], "owner_type": "personal"},
        "numbers",
    ),
    "a number for a list": (
        "buy_numbers",
        (),
        {"numbers": "4951332210", "owner_type": "personal"},
        "numbers",
    ),
    "an id that is none": ("release_number", (0,), {}, "number_id"),
    "an id of 23 digits": ("cancel_reservation", (10**22,), {}, "reserve_number_id"),
    "a path for an id": ("release_number", ("reserve/1",), {}, "number_id"),
    "a dict for a forwarding": ("forward_numbers", ({"type": "empty"},), {}, "EmptyForward"),
    "no forwarding": ("forward_numbers", (None,), {}, "EmptyForward"),
    "another request for a forwarding": (
        "forward_numbers",
        (plusofon_numbers.ListNumbersRequest(),),
        {},
        "EmptyForward",
    ),
    "bytes for a text": ("release_number", (15,), {"pin": b"4711"}, "pin"),
    "a Decimal for a number": ("search_numbers", (), {"page": Decimal(2)}, "page"),
    "an empty text": ("release_number", (15,), {"pin": ""}, "pin"),
    "a text that is too long": ("release_number", (15,), {"pin": "x" * 65}, "pin"),
    "thousands of digits": (
        "reserve_number",
        (),
        {"number": "4" * 5000, "owner_type": "personal"},
        "number",
    ),
    "zeros before the digits": (
        "reserve_number",
        (),
        {"number": "0004951332210", "owner_type": "personal"},
        "number",
    ),
    "an id twice": ("forward_numbers", (EmptyForward(numbers=[ID, ID]),), {}, "numbers"),
    "a default without a target": (
        "forward_numbers",
        (
            BitrixForward(
                numbers=[ID], host="a.ru", cli_type="Y", type_default="sip", cli_type_default="N"
            ),
        ),
        {},
        "sip_id",
    ),
    "a default with another's target": (
        "forward_numbers",
        (
            AmoForward(
                numbers=[ID],
                host="a.ru",
                cli_type="Y",
                type_default="sip",
                cli_type_default="N",
                destination_number="79161234567",
            ),
        ),
        {},
        "sip_id",
    ),
    "an object of no kind": ("release_number", (object(),), {}, "object"),
}


@pytest.mark.parametrize("case", FORBIDDEN.values(), ids=FORBIDDEN)
def test_a_value_that_the_document_forbids(
    case: tuple[str, tuple[Any, ...], dict[str, Any], str],
    plusofon: Plusofon,
    sent: list[httpx2.Request],
) -> None:
    """It is refused before anything is sent, with its name in the message."""
    method, positional, named, name = case
    with pytest.raises(InvalidRequest, match=name) as caught:
        getattr(plusofon, method)(*positional, **named)
    assert isinstance(caught.value, ValueError)
    assert sent == []


def test_a_member_where_a_code_is_taken(plusofon: Plusofon, sent: list[httpx2.Request]) -> None:
    """A code that came with an answer can be sent as it is."""
    plusofon.reserve_number(
        number=NationalNumber("4951332210"), owner_type=plusofon_numbers.OwnerType.PERSONAL
    )
    assert msgspec.json.decode(sent[0].content) == {"number": 4951332210, "owner_type": "personal"}


def test_a_request_without_filters(plusofon: Plusofon, sent: list[httpx2.Request]) -> None:
    """It has no body, and no type of one."""
    with pytest.raises(PlusofonError):
        plusofon.list_numbers()
    assert sent[0].content == b""
    assert "Content-Type" not in sent[0].headers


def test_prices_are_decimals() -> None:
    """A price is a Decimal of roubles, whichever way it came."""
    for raw, price in (("99.00", Decimal("99.00")), (99, Decimal(99))):
        offer = msgspec.convert(EXAMPLES["OffersSample"]["data"][0] | {"buy_price": raw}, Offer)
        assert isinstance(offer.buy_price, Decimal)
        assert offer.buy_price == price


def test_codes_have_names() -> None:
    """Known codes are members with names, and compare with what goes over the wire."""
    offer = msgspec.convert(EXAMPLES["OffersSample"]["data"][0], Offer)
    assert offer.phone_type is PhoneType.GEOGRAPHIC
    assert offer.number_type is NumberClass.SIMPLE
    assert (offer.phone_type, offer.number_type) == ("abc", 0)


@pytest.mark.parametrize(
    "token", ["", "two words", "line\nbreak", "кириллица", "tab\t", b"x", None]
)
def test_a_token_that_cannot_be_one(token: Any) -> None:
    """It is refused at once, without being repeated in the message."""
    with pytest.raises(ValueError, match="token") as caught:
        Plusofon(token)
    assert not token or str(token) not in str(caught.value)


@pytest.mark.parametrize("code", ["", "1\r\nX: 1", "приложение", 10553])
def test_a_client_code_that_cannot_be_one(code: Any) -> None:
    """It is refused at once."""
    with pytest.raises(ValueError, match="client_code"):
        Plusofon(TOKEN, client_code=code)


@pytest.mark.parametrize("timeout", [0, -1, math.nan, math.inf, "30", True, None])
def test_a_timeout_that_cannot_be_one(timeout: Any) -> None:
    """It is refused at once."""
    with pytest.raises(ValueError, match="timeout"):
        Plusofon(TOKEN, timeout=timeout)


NO_BASE_URLS: list[Any] = [
    *("", "restapi.plusofon.ru", "ftp://a/b", "http://", "/api", 80),
    *("https://me:secret@a/b", "https://a/b?c=d", "https://a/b#c", "https://a/\ud800"),
]


@pytest.mark.parametrize("base_url", NO_BASE_URLS)
def test_a_base_url_that_cannot_be_one(base_url: Any) -> None:
    """It is refused at once, with one that would do, and no password is repeated."""
    with pytest.raises(ValueError, match=r"https://restapi\.plusofon\.ru/api/v1") as caught:
        Plusofon(TOKEN, base_url=base_url)
    assert "secret" not in str(caught.value)


def test_the_token_stays_out_of_sight() -> None:
    """Showing a client does not show its token."""
    with Plusofon("test-secret-4711") as plusofon:
        assert "4711" not in repr(plusofon) + str(plusofon)


def test_the_live_service_is_the_default() -> None:
    """Without a base URL, requests go where the document says, with the application's code."""
    seen: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        return httpx2.Response(200, json=EXAMPLES["NumbersSample"])

    with Plusofon(TOKEN, transport=httpx2.MockTransport(answer)) as plusofon:
        plusofon.list_numbers()
    assert str(seen[0].url) == DOCUMENT["servers"][0]["url"] + "/number"
    assert seen[0].headers["Client"] == "10553"


def test_a_redirect_is_not_followed(sent: list[httpx2.Request]) -> None:
    """The token goes to no other host."""

    def redirect(request: httpx2.Request) -> httpx2.Response:
        sent.append(request)
        return httpx2.Response(302, headers={"Location": "http://elsewhere.example/"})

    client = Plusofon(TOKEN, base_url=BASE_URL, transport=httpx2.MockTransport(redirect))
    with client, pytest.raises(PlusofonError):
        client.list_numbers()
    assert [request.url.host for request in sent] == ["localhost"]


def test_a_base_url_with_a_slash_at_its_end(sent: list[httpx2.Request]) -> None:
    """It makes no difference."""

    def answer(request: httpx2.Request) -> httpx2.Response:
        sent.append(request)
        return httpx2.Response(200, json=EXAMPLES["NumbersSample"])

    with Plusofon(
        TOKEN, base_url=f"{BASE_URL}/", transport=httpx2.MockTransport(answer)
    ) as plusofon:
        plusofon.list_numbers()
    assert str(sent[0].url) == f"{BASE_URL}/number"


@pytest.mark.parametrize("client", [Plusofon, AsyncPlusofon])
def test_every_operation_is_a_method(client: type) -> None:
    """Each operation of the document is a method by its name, documented, with its source."""
    for operation in OPERATIONS.values():
        method = getattr(client, snake_case(operation.name))
        assert f"{operation.method} {operation.path}" in (inspect.getdoc(method) or "")
        answer = inspect.signature(method).return_annotation
        awaits = inspect.iscoroutinefunction(method) or "PendingPage" in str(answer)
        assert awaits == (client is AsyncPlusofon)


def test_the_names_of_the_package() -> None:
    """What is exported is there, and every failure that is drawn in the tree is exported."""
    exported = set(plusofon_numbers.__all__)
    assert all(hasattr(plusofon_numbers, name) for name in exported)
    drawn = {
        name
        for name, value in vars(errors).items()
        if isinstance(value, type) and issubclass(value, PlusofonError)
    }
    assert drawn == set(errors.__all__) <= exported
    assert all(f"── {name} " in (errors.__doc__ or "") for name in drawn - {"PlusofonError"})


def test_the_tree_of_failures() -> None:
    """It is the one that is drawn at the top of its module."""
    above = ["PlusofonError"]
    for branch, name in re.findall(r"^([│ ]*[├└]── )(\w+)", errors.__doc__ or "", re.M):
        depth = len(branch) // 4
        above[depth:] = [name]
        bases = [base.__name__ for base in getattr(errors, name).__bases__]
        assert bases[0] == above[depth - 1], name
        assert bases[1:] == (["ValueError"] if name == "InvalidRequest" else []), name

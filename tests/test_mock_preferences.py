"""How a request asks for an answer: the header Prefer and magic numbers, to the letter."""

import dataclasses
import json
from typing import Any

import pytest

from scripts.mock_server import create_sandbox
from scripts.mock_server.catalogue import Catalogue
from scripts.mock_server.changes import ClockSet
from scripts.mock_server.faults import WIRE, Effect, Faults, Order
from scripts.mock_server.magic import Magic, MagicNumber, magic_numbers
from scripts.mock_server.prefer import preferences, preferred
from scripts.mock_server.refusals import Refused
from scripts.mock_server.reply import Reply
from scripts.mock_server.request import Request

SANDBOX = create_sandbox()
FAULTS = Faults(SANDBOX.answers, 0)
STATUSES = "200, 201, 400, 401, 403, 404, 422, 429, 500, 502, 503 or 504"


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("", {}),
        ("code=404", {"code": "404"}),
        ("Code = 404", {"code": "404"}),
        ("code=404, example=a", {"code": "404", "example": "a"}),
        ("code=404; example=a", {"code": "404", "example": "a"}),
        ("code=404 example=a", {"code": "404", "example": "a"}),
        ("code=404, code=400", {"code": "404"}),
        ("respond-async, wait=10", {"respond-async": "", "wait": "10"}),
        ('example="a b"', {"example": "a b"}),
        (r'example="a \"b\" \\ \c"', {"example": r'a "b" \ c'}),
        ('example=""', {"example": ""}),
        ('example="a, code=404"', {"example": "a, code=404"}),
    ],
)
def test_a_header(header: str, found: dict[str, str]) -> None:
    """It is read as RFC 7240 has it, with `;` for a comma."""
    assert preferences(header) == found


def made(effect: Effect | None) -> tuple[str, bool, Reply]:
    """What is to compare of an effect: its name, whether the operation runs, what is answered."""
    assert effect is not None
    return effect.name, effect.runs, effect.spoil(Reply(200, b'{"success": true}'))


def effect(header: str) -> Effect:
    """What is preferred of a purchase."""
    found = preferred(header, FAULTS, "buyNumbers")
    assert found is not None
    return found


def refusal(header: str) -> str:
    """What is said of a preference that cannot be heeded."""
    with pytest.raises(Refused) as refused:
        preferred(header, FAULTS, "buyNumbers")
    message: str = refused.value.body()["message"]
    return message


@pytest.mark.parametrize(
    ("header", "applied"),
    [
        ("code=404", "code=404"),
        ("example=not_reserved", "example=not_reserved"),
        ("example=not_reserved; wait=3; code=400", "code=400, example=not_reserved"),
        ("fault=cut_body", "fault=cut_body"),
    ],
)
def test_what_was_applied(header: str, applied: str) -> None:
    """It is told in one order, without what is not ours."""
    assert effect(header).applied == applied


def test_which_answer_is_preferred() -> None:
    """That of the order which says the same."""
    for header, order in [
        ("code=404", Order(status=404)),
        ("example=not_reserved", Order(example="not_reserved")),
        ("code=400, example=not_reserved", Order(status=400, example="not_reserved")),
    ]:
        assert made(effect(header)) == made(FAULTS.effect(order, "buyNumbers"))
    assert effect("fault=reset_before_change").runs is False
    assert effect("fault=cut_body").runs is True
    assert preferred("respond-async", FAULTS, "buyNumbers") is None
    assert preferred("", FAULTS, "buyNumbers") is None


SEND = "Correct it and send again."


def test_what_cannot_be_preferred() -> None:
    """What can be is listed."""
    assert refusal("fault=cut_body, code=404") == (
        f"Prefer: either fault alone, or code and example was expected, all of them came. {SEND}"
    )
    *most, last = WIRE
    assert refusal("fault=fire") == (
        f'Prefer: fault of buyNumbers: {", ".join(most)} or {last} was expected, "fire" came.'
        f" {SEND}"
    )
    assert refusal("code=418") == (
        f'Prefer: code of buyNumbers: {STATUSES} was expected, "418" came. {SEND}'
    )
    assert refusal("code=429, example=gone") == (
        "Prefer: example with code 429 of buyNumbers: too_many_requests was expected,"
        f' "gone" came. {SEND}'
    )
    assert refusal("example=gone").startswith("Prefer: example of buyNumbers: ")
    assert refusal(f"code={'4' * 80}").endswith(f'"{"4" * 59}…" came. {SEND}')


# Magic numbers.


def test_what_a_magic_number_orders() -> None:
    """An answer by status and name, or a fault of the wire."""
    assert MagicNumber("a", "1", 404, "b").order == Order(status=404, example="b")
    assert MagicNumber("a", "1", fault="cut_body").order == Order(fault="cut_body")


def test_the_magic_numbers_of_faults() -> None:
    """They are counted from 1 on, in the order of the documentation."""
    of = [each for each in magic_numbers(SANDBOX.answers) if each.operation == "buyNumbers"]
    wire = {each.fault: each.number for each in of if each.fault}
    assert [*wire] == [*WIRE]
    assert [*wire.values()] == [f"1999000{place:03}" for place in range(1, len(WIRE) + 1)]


def asked(body: Any, operation: str = "buyNumbers") -> Effect | None:
    """What a body orders."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Magic(FAULTS).effect(Request("POST", "/", {}, raw), "10553", {}, operation)


NUMBER = "1999400001"


@pytest.mark.parametrize(
    "body",
    [
        NUMBER,
        int(NUMBER),
        int(f"7{NUMBER}"),
        f"+7{NUMBER}",
        [[1, True, None, 0, -1, 1.5, {"a": {"b": int(NUMBER)}}]],
        {"a": 10**11, "b": 10**30, "c": NUMBER},
    ],
    ids=str,
)
def test_a_magic_number_in_a_body(body: Any) -> None:
    """It counts wherever it stands."""
    first = FAULTS.answers.list("buyNumbers", 400)[0].name
    order = Order(status=400, example=first)
    assert made(asked(body)) == made(FAULTS.effect(order, "buyNumbers"))


def test_the_first_magic_number() -> None:
    """It counts, in the order of the body."""
    first, second = "1999429001", "1999502001"
    for body in ([first, second], {"b": {"c": [first]}, "a": second}):
        assert made(asked(body))[2].status == 429


@pytest.mark.parametrize(
    "body",
    [
        f"8{NUMBER}",
        f"{NUMBER}0",
        float(NUMBER),
        -int(NUMBER),
        int(f"8{NUMBER}"),
        int(f"10{NUMBER}"),
        f'{{"{NUMBER}": 1}}'.encode(),
        f"{NUMBER} {NUMBER}".encode(),
        b"[" * 100_000 + NUMBER.encode(),
    ],
    ids=lambda body: str(body)[:20],
)
def test_what_is_no_magic_number(body: Any) -> None:
    """It looks like one, or stands where none may be."""
    assert asked(body) is None


def test_a_magic_number_that_there_is_not() -> None:
    """Those that there are, are listed."""
    with pytest.raises(Refused) as refused:
        asked("1999418001")
    of = [each.number for each in magic_numbers(SANDBOX.answers) if each.operation == "buyNumbers"]
    *most, last = of
    expected = f"{', '.join(most)} or {last}"
    assert refused.value.body()["message"].startswith(
        f"The magic number of buyNumbers: {expected} was expected, 1999418001 came."
    )


# What every account finds in place.


def test_the_clock_of_accounts() -> None:
    """It runs unless somebody has it stand still."""
    fields = {each.name for each in dataclasses.fields(Catalogue)} - {"clock"}
    given = {name: getattr(SANDBOX.catalogue, name) for name in fields}
    assert Catalogue(**given).clock == SANDBOX.catalogue.clock == ClockSet()

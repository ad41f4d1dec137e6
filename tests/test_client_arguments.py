"""Wrong arguments: each method refuses each of them, and says which, and what it wanted."""

import asyncio
import inspect
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

import httpx2
import msgspec
import plusofon_numbers
import pytest
from plusofon_numbers import (
    AsyncPlusofon,
    CallerIdType,
    InvalidRequest,
    NumberClass,
    NumberId,
    OwnerType,
    PhoneType,
    Plusofon,
    SipForward,
    SipId,
)

from tests.bridge import BASE_URL, snake_case
from tests.contract import DOCUMENT, OPERATIONS, Operation
from tests.either import TOKEN, Kind, both_kinds, example_of

Refused = Callable[..., str]


@pytest.fixture
def refused() -> Iterator[Refused]:
    """What a method says that refuses its arguments, after nothing was sent."""
    sent: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        sent.append(request)
        return httpx2.Response(500)

    def refusal(kind: Kind, method: str, *positional: Any, **named: Any) -> str:
        client: Any = kind(TOKEN, base_url=BASE_URL, transport=httpx2.MockTransport(answer))
        texts: set[str] = set()
        for told in (client, client.with_options(dry_run=True)):
            with pytest.raises(InvalidRequest) as caught:
                ended(getattr(told, method)(*positional, **named))
            texts.add(str(caught.value))
        (text,) = texts
        return text

    yield refusal
    assert sent == []


def ended(outcome: Any) -> Any:
    """What a method answers in the end."""

    async def wait() -> Any:
        return await outcome

    return asyncio.run(wait()) if inspect.isawaitable(outcome) else outcome


class Text(str):
    """A text that is more than a text."""

    __slots__ = ()


class Scalar:
    """A number of another library."""

    def __index__(self) -> int:
        return 15

    def __repr__(self) -> str:
        return "int64(15)"


class Mute:
    """An object that cannot be shown."""

    def __repr__(self) -> str:
        raise RuntimeError


def endless() -> list[Any]:
    """A list in a list in a list."""
    deep: list[Any] = []
    for _ in range(10_000):
        deep = [deep]
    return deep


# What no argument takes, and how a message shows it.
WRONG: dict[str, tuple[Callable[[], Any], str]] = {
    "None": (lambda: None, "None"),
    "a boolean": (lambda: True, "True"),
    "a fraction": (lambda: 0.5, "0.5"),
    "no number": (lambda: float("nan"), "nan"),
    "a Decimal": (lambda: Decimal(4951332210), "Decimal('4951332210')"),
    "a Fraction": (lambda: Fraction(1, 2), "Fraction(1, 2)"),
    "bytes": (lambda: b"4951332210", "b'4951332210'"),
    "a bytearray": (lambda: bytearray(b"1"), "bytearray(b'1')"),
    "a memoryview": (lambda: memoryview(b"1"), "<memory at "),
    "a date": (lambda: date(2026, 1, 1), "datetime.date(2026, 1, 1)"),
    "a UUID": (lambda: UUID(int=1), "UUID('00000000-"),
    "a number of another library": (Scalar, "int64(15)"),
    "an object": (object, "<object object at "),
    "an object that cannot be shown": (Mute, "an object of type Mute"),
    "a class": (lambda: str, "<class 'str'>"),
    "an object with items": (lambda: {"id": 15}, "{'id': 15}"),
    "a list of lists": (lambda: [[4951332210]], "[4951332210]"),
    "a list of nothing": (lambda: [None], "None"),
    "a list of objects": (lambda: [Scalar()], "int64(15)"),
    "a generator": (lambda: (number for number in [4951332210]), "<generator object "),
    "half of a letter": (lambda: "\ud800", r"'\ud800'"),
    "a text that is more": (lambda: Text("personal"), "'personal' of type Text"),
    "an integer of 5,000 digits": (lambda: 10**5000, "an object of type int"),
    "less than none by 5,000 digits": (lambda: -(10**5000), "an object of type int"),
    "a text without end": (lambda: "x" * 10**6, f"'{'x' * 76}... came"),
    "a list without end": (endless, "an object of type list"),
}


TAKING = {
    f"{operation.name}-{name}": (operation, name)
    for operation in OPERATIONS.values()
    for name in inspect.signature(getattr(Plusofon, snake_case(operation.name))).parameters
    if name not in ("self", "max_price")
}
each_argument = pytest.mark.parametrize(("operation", "name"), TAKING.values(), ids=TAKING)


def with_wrong(operation: Operation, name: str, value: Any) -> tuple[list[Any], dict[str, Any]]:
    """The arguments of an example, one of them replaced."""
    positional, named = example_of(operation)
    signature = inspect.signature(getattr(Plusofon, snake_case(operation.name)))
    is_positional = signature.parameters[name].kind is inspect.Parameter.POSITIONAL_OR_KEYWORD
    return ([value], named) if is_positional else (positional, {**named, name: value})


@each_argument
@both_kinds
def test_a_value_that_no_argument_takes(
    kind: Kind, operation: Operation, name: str, refused: Refused
) -> None:
    """The argument is named, with what was expected, what came, and what it is there for."""
    for make, came in WRONG.values():
        positional, named = with_wrong(operation, name, make())
        text = refused(kind, snake_case(operation.name), *positional, **named)
        assert text.startswith(f"{operation.name}: {name}"), text
        assert ": expected " in text
        assert came in text or name == "forwarding", text
        assert "\n" not in text
        assert text.endswith("Nothing was sent: mend the value.")


@each_argument
def test_nothing_where_something_may_be_left_out(
    operation: Operation, name: str, refused: Refused
) -> None:
    """None is no value of the document; that it can be left out is said only where it can."""
    positional, named = with_wrong(operation, name, None)
    text = refused(Plusofon, snake_case(operation.name), *positional, **named)
    method = getattr(Plusofon, snake_case(operation.name))
    default = inspect.signature(method).parameters[name].default
    assert ("None came; leave it out instead" in text) == (default is msgspec.UNSET)


@pytest.mark.parametrize("name", ["number", "owner_type", "numbers"])
def test_a_value_that_is_left_out_and_must_not_be(name: str, refused: Refused) -> None:
    """It is named, as any other."""
    method = "buy_numbers" if name == "numbers" else "reserve_number"
    given = {"number": "4951332210", "numbers": ["4951332210"], "owner_type": "personal"}
    taken = ("numbers", "owner_type") if name == "numbers" else ("number", "owner_type")
    named: dict[str, Any] = {each: given[each] for each in taken} | {name: msgspec.UNSET}
    assert f"{name}: expected a value, none came" in refused(Plusofon, method, **named)


CODES: list[tuple[str, str, Any, str]] = [
    ("buy_numbers", "owner_type", OwnerType("family"), "<OwnerType.family: 'family'>"),
    ("reserve_number", "owner_type", PhoneType.MOBILE, "<PhoneType.MOBILE: 'def'>"),
    ("search_numbers", "phone_type", PhoneType("sat"), "<PhoneType.sat: 'sat'>"),
    ("search_numbers", "number_type", NumberClass.GOLD, "<NumberClass.GOLD: 2>"),
    ("search_numbers", "number_type", NumberClass(9), "<NumberClass.9: 9>"),
]


@pytest.mark.parametrize(("method", "name", "code", "came"), CODES)
@both_kinds
def test_a_code_of_an_answer_that_no_request_takes(
    kind: Kind, method: str, name: str, code: Any, came: str, refused: Refused
) -> None:
    """It is shown as it came, with those that are taken."""
    named: dict[str, Any] = {}
    if method != "search_numbers":
        _, named = example_of(next(o for o in OPERATIONS.values() if snake_case(o.name) == method))
    text = refused(kind, method, **{**named, name: code})
    assert f"{came} came. One of '" in text


FORWARDS = [
    reference["$ref"].rsplit("/", 1)[-1]
    for reference in DOCUMENT["components"]["schemas"]["ForwardRequest"]["oneOf"]
]


@pytest.mark.parametrize("name", FORWARDS)
@both_kinds
def test_a_forwarding_with_a_wrong_value(kind: Kind, name: str, refused: Refused) -> None:
    """The property is named, item and all."""
    forward = getattr(plusofon_numbers, name)
    fields = msgspec.structs.fields(forward)
    sound: dict[str, Any] = {each.name: "a" for each in fields if each.required}
    sound["numbers"] = [NumberId(15)]
    for wrong, place in ([15, "74951332210"], "numbers[1]"), ({Scalar()}, "numbers[0]"):
        text = refused(kind, "forward_numbers", forward(**sound | {"numbers": wrong}))
        assert f"forwardNumbers: {place}: expected `int`, " in text
        assert "The id of an owned number, as list_numbers shows it. Not its digits." in text


def test_texts_that_stand_in_a_set(refused: Refused) -> None:
    """A set names each number once, and so it is as good as a list, digits as texts too."""
    with Plusofon(TOKEN, base_url=BASE_URL) as plusofon:
        dry = plusofon.with_options(dry_run=True)
        numbers: Any = {"4951332210", "4951332211"}
        sent = msgspec.json.decode(dry.buy_numbers(numbers=numbers, owner_type="personal").content)
    assert sorted(sent["numbers"]) == [4951332210, 4951332211]
    assert "numbers: expected a list" in refused(
        Plusofon, "buy_numbers", numbers=iter(numbers), owner_type="personal"
    )


def test_an_open_set_of_codes() -> None:
    """A code that the document does not know may be sent where it says that new ones may come."""
    forward = SipForward(numbers=[NumberId(15)], sip_id=SipId(1), cli_type=CallerIdType("Z").value)
    with Plusofon(TOKEN, base_url=BASE_URL) as plusofon:
        request = plusofon.with_options(dry_run=True).forward_numbers(forward)
    assert msgspec.json.decode(request.content)["cli_type"] == "Z"


@pytest.mark.parametrize("client", [Plusofon, AsyncPlusofon])
def test_an_argument_that_there_is_not(client: type[Any]) -> None:
    """Python refuses it, and arguments without a name where they have one."""
    made: Any = client(TOKEN, base_url=BASE_URL)
    with pytest.raises(TypeError, match="'number'"):
        made.buy_numbers(number="4951332210", owner_type="personal")
    with pytest.raises(TypeError, match="positional"):
        made.buy_numbers(["4951332210"], "personal")
    with pytest.raises(TypeError, match="positional"):
        made.search_numbers("abc")

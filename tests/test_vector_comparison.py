"""What counts as the same, and what does not."""

from typing import Any

import msgspec
import pytest

from tests.clients.comparison import differences, outcome_differences
from tests.clients.vectors import Given, Vector, load_vectors
from tests.contract import is_list, is_object

VECTORS = load_vectors()
DELIVERED = VECTORS["listNumbers-200-sample"]
REFUSED = VECTORS["buyNumbers-400-not_reserved"]
LIMITED = VECTORS["searchNumbers-429-too_many_requests"]
UNREADABLE = VECTORS["searchNumbers-html"]
BROKEN = VECTORS["searchNumbers-no-answer"]
CUT = VECTORS["searchNumbers-cut"]


def told(vector: Vector, **changes: Any) -> dict[str, Any]:
    """What a runner tells where all is right, and what is changed of it."""
    expect = vector.expect
    right = {
        "error": expect.error,
        "status": expect.status,
        "message": expect.message or "The client's own words.",
        "retry_after": expect.retry_after,
    }
    return right | changes


@pytest.mark.parametrize(
    ("expected", "came"),
    [
        (1, True),
        (1, 1.0),
        (1, "1"),
        (0, None),
        ("1", 1),
        ([1], [1, 2]),
        ([1, 2], [2, 1]),
        ({"a": 1}, {}),
        ({}, {"a": None}),
        ({"a": {"b": [1]}}, {"a": {"b": [2]}}),
        ({}, []),
    ],
)
def test_what_is_not_the_same_on_the_wire(expected: Any, came: Any) -> None:
    """A value of another type, one that is missing, and one that is too many."""
    assert differences(expected, came)
    assert not differences(expected, expected)


@pytest.mark.parametrize("price", [99, 99.0, "99", "99.00", "99.0"])
def test_a_price_of_the_same_amount(price: Any) -> None:
    """However it is written."""
    assert not outcome_differences(DELIVERED, {"value": with_first(period_price=price)})


@pytest.mark.parametrize("price", [98, "99.01", None, "", "ninety-nine", True, [99]])
def test_a_price_of_another_amount(price: Any) -> None:
    """It is told by its place."""
    (line,) = outcome_differences(DELIVERED, {"value": with_first(period_price=price)})
    assert line.startswith("$.data[0].period_price: expected 99, ")


@pytest.mark.parametrize("change", [{"id": "15"}, {"id": 15.0}, {"number": 79309993750}])
def test_an_id_and_a_number_of_another_type(change: dict[str, Any]) -> None:
    """They are no amounts: 15 is not "15"."""
    (line,) = outcome_differences(DELIVERED, {"value": with_first(**change)})
    assert line.startswith(f"$.data[0].{next(iter(change))}: expected ")


@pytest.mark.parametrize(("came", "is_right"), [(15, True), (15.0, False), ("15", False)])
def test_an_integer_that_was_sent_with_a_fraction(came: Any, is_right: bool) -> None:
    """It is delivered as the integer that it is."""
    vector = VECTORS["listNumbers-integers-with-a-fraction"]
    value = whole(vector.answer.body)
    assert value["data"][0]["id"] == 15
    value["data"][0]["id"] = came
    assert (not outcome_differences(vector, {"value": value})) == is_right


def whole(node: Any) -> Any:
    """A value of JSON, its whole numbers as integers."""
    if is_object(node):
        return {name: whole(value) for name, value in node.items()}
    if is_list(node):
        return [whole(value) for value in node]
    return int(node) if isinstance(node, float) and node.is_integer() else node


def test_null_and_nothing() -> None:
    """To a caller they are the same; anything else is not."""
    body = with_first(black_list=None)
    del body["data"][0]["black_list"]
    assert not outcome_differences(DELIVERED, {"value": body})
    assert outcome_differences(DELIVERED, {"value": with_first(black_list=0)})
    del body["data"][0]["owner_type"]
    assert outcome_differences(DELIVERED, {"value": body})
    assert outcome_differences(DELIVERED, {"value": with_first(more=1)})


def test_a_property_that_nobody_knows() -> None:
    """It must be delivered."""
    vector = VECTORS["listNumbers-new-property-data"]
    assert not outcome_differences(vector, {"value": vector.answer.body})
    assert outcome_differences(vector, {"value": DELIVERED.answer.body})


@pytest.mark.parametrize(
    "vector", [REFUSED, LIMITED, UNREADABLE, BROKEN, CUT], ids=lambda it: it.id
)
def test_an_error_as_it_is_expected(vector: Vector) -> None:
    """The name, the status, the service's own words if it had any, and when to try again."""
    assert not outcome_differences(vector, told(vector))


@pytest.mark.parametrize(
    ("vector", "change"),
    [
        (REFUSED, {"error": "NotFound"}),
        (REFUSED, {"status": 404}),
        (REFUSED, {"status": None}),
        (REFUSED, {"message": "Something went wrong."}),
        (REFUSED, {"message": None}),
        (LIMITED, {"retry_after": None}),
        (LIMITED, {"retry_after": 31}),
        (UNREADABLE, {"message": f"the token {UNREADABLE.id} stands here"}),
        (UNREADABLE, {"error": "OutcomeUnknown"}),
        (BROKEN, {"status": 200}),
        (VECTORS["searchNumbers-no-retry-after"], {"retry_after": 1}),
    ],
    ids=lambda it: it.id if isinstance(it, Vector) else str(it),
)
def test_an_error_that_is_another(vector: Vector, change: dict[str, Any]) -> None:
    """One line says what."""
    (line,) = outcome_differences(vector, told(vector, **change))
    assert line.startswith(f"{'message' if 'message' in change else next(iter(change))}: ")


def test_an_answer_that_was_cut() -> None:
    """Whether its status is known is the client's own affair."""
    for status in (None, 0, 200):
        assert not outcome_differences(CUT, told(CUT, status=status))


def test_an_error_instead_of_a_value_and_a_value_instead_of_an_error() -> None:
    """They are never the same."""
    assert outcome_differences(DELIVERED, told(REFUSED))
    assert outcome_differences(REFUSED, {"value": REFUSED.answer.body})
    nothing = msgspec.structs.replace(DELIVERED, answer=Given(status=200, body=None))
    assert outcome_differences(nothing, {})


def with_first(**changes: Any) -> dict[str, Any]:
    """The body of the sample, its first number changed."""
    body: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(DELIVERED.answer.body))
    body["data"][0].update(changes)
    return body

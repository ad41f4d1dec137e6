"""What differs: a request from the one that was expected, an outcome from the one that was."""

from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from tests.clients.answers import price_names
from tests.clients.vectors import Vector
from tests.contract import is_list, is_object

SHOWN = 120
PRICES = price_names()
# The failures that may say when to try again.
TIMED = ("RateLimited", "ServerFailed")
MISSING = object()

Same = Callable[[str, Any, Any], bool]


def differences(expected: Any, came: Any, same: "Same | None" = None, at: str = "$") -> list[str]:
    """Where one JSON value differs from another, a line for each place.

    Args:
        expected: What is right.
        came: What is compared with it.
        same: Says whether two values that are neither objects nor lists are the same, by their
            property; left out, only what is exactly the same is.
        at: Where the values are.
    """
    return list(_differences(expected, came, same or _is_exact, at, ""))


def outcome_differences(vector: Vector, told: dict[str, Any]) -> list[str]:
    """Where an outcome that a runner tells differs from the one that is expected.

    A property that is null and one that is not there are the same to a caller. A price may come as
    an integer, a fraction or a text, as long as it is the same amount. What was sent as 1.0
    comes as an integer.
    """
    if vector.expect.delivered:
        if "value" not in told:
            return [f"expected a value, {shown(told)} came"]
        return differences(vector.answer.body, told["value"], is_delivered)
    if "error" not in told:
        return [f"expected {vector.expect.error}, a value came: {shown(told.get('value'))}"]
    return list(_error_differences(vector, told))


def is_delivered(name: str, expected: Any, came: Any) -> bool:
    """Whether a caller gets the value that was sent."""
    if expected in (None, MISSING) and came in (None, MISSING):
        return True
    if name in PRICES:
        amount = _amount(expected)
        return amount is not None and amount == _amount(came)
    if isinstance(expected, float) and expected.is_integer():  # an integer, to JSON Schema
        return _is_exact(name, int(expected), came)
    return _is_exact(name, expected, came)


def shown(value: Any) -> str:
    """A value, short enough for a line."""
    if value is MISSING:
        return "nothing"
    text = repr(value)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]} ..."


def _error_differences(vector: Vector, told: dict[str, Any]) -> Iterator[str]:
    expect = vector.expect
    if told["error"] != expect.error:
        yield f"error: expected {expect.error}, {shown(told['error'])} came"
    # Of an answer that was cut, some clients know the status and others do not.
    if (told.get("status") or 0) != expect.status and not vector.answer.is_cut:
        yield f"status: expected {expect.status}, {shown(told.get('status'))} came"
    message = told.get("message")
    if not isinstance(message, str):
        yield f"message: expected a text, {shown(message)} came"
    elif expect.message and message != expect.message:
        yield f"message: expected {expect.message!r}, {shown(message)} came"
    elif vector.id in message:
        yield f"message: the token stands in it: {message}"
    if expect.error in TIMED and told.get("retry_after") != expect.retry_after:
        yield f"retry_after: expected {expect.retry_after}, {shown(told.get('retry_after'))} came"


def _differences(expected: Any, came: Any, same: Same, at: str, name: str) -> Iterator[str]:
    if is_object(expected) and is_object(came):
        for key in {**expected, **came}:
            there, here = expected.get(key, MISSING), came.get(key, MISSING)
            yield from _differences(there, here, same, f"{at}.{key}", key)
    elif is_list(expected) and is_list(came) and len(expected) == len(came):
        for position, (there, here) in enumerate(zip(expected, came, strict=True)):
            yield from _differences(there, here, same, f"{at}[{position}]", name)
    elif not same(name, expected, came):
        yield f"{at}: expected {shown(expected)}, {shown(came)} came"


def _is_exact(_name: str, expected: Any, came: Any) -> bool:
    """To Python 1, 1.0 and true are the same; here they are not."""
    return type(expected) is type(came) and expected == came


def _amount(value: Any) -> Decimal | None:
    is_number = isinstance(value, int | float | Decimal | str) and not isinstance(value, bool)
    try:
        return Decimal(str(value)) if is_number else None
    except InvalidOperation:
        return None

"""What is wrong with a request, before it is sent: each value is held against the document."""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

import msgspec
from msgspec import UNSET

from .types import Request, is_list, shown

RequestT = TypeVar("RequestT", bound=Request)

# msgspec would write these as text; here they stay what they are, and are refused.
_NO_JSON = (bytes, bytearray, memoryview, datetime, date, time, timedelta, Decimal, UUID)

# Larger than any property may be. With more digits than Python writes, msgspec would fall silent.
_TOO_LARGE = 10**30


def checked(request: RequestT) -> RequestT:
    """The same request, with every value as the document wants it.

    Raises:
        ValueError: A value is one that the document forbids.
    """
    try:
        plain = msgspec.to_builtins(request, builtin_types=_NO_JSON)
        sound = msgspec.convert(plain, type(request))
    except (ValueError, TypeError, RecursionError):
        raise ValueError(_wrong_with(request)) from None
    sound.check()
    return sound


def encoded(request: Request) -> bytes:
    """A request that was checked, as JSON.

    Raises:
        ValueError: UTF-8 cannot encode a text of it.
    """
    try:
        return msgspec.json.encode(request)
    except UnicodeEncodeError as error:
        raise ValueError(_unencodable(request, error)) from None


def _wrong_with(request: Request) -> str:
    """What is wrong with a request that was refused: looked for once more, in the names of the arguments."""
    plain = {wire: _plainly(value) for wire, value in _given(request).items() if value is not UNSET}
    try:
        msgspec.convert(plain, type(request))
    except msgspec.ValidationError as error:
        return _explained(str(error), request)
    except UnicodeEncodeError as error:
        return _unencodable(request, error)
    return f"expected what JSON can say, {shown(request)} came"


def _unencodable(request: Request, error: UnicodeEncodeError) -> str:
    names = (name for name in request.__struct_fields__ if getattr(request, name) == error.object)
    return f"{next(names, 'a text')}: expected letters that UTF-8 can encode, {shown(error.object)} came"


def _given(request: Request) -> dict[str, Any]:
    """The values, by their names on the wire."""
    return {wire: getattr(request, name) for wire, name in _names(request).items()}


def _names(request: Request) -> dict[str, str]:
    """The names of the arguments, by their names on the wire."""
    return dict(zip(request.__struct_encode_fields__, request.__struct_fields__, strict=True))


def _plainly(value: Any) -> Any:
    """A value as JSON says it; for what JSON cannot say stand bytes, which are refused wherever they are."""
    return [_item_plainly(item) for item in value] if is_list(value) else _item_plainly(value)


def _item_plainly(value: Any) -> Any:
    if isinstance(value, int) and abs(value) > _TOO_LARGE:
        return _TOO_LARGE if value > 0 else -_TOO_LARGE
    try:
        return msgspec.to_builtins(value, builtin_types=_NO_JSON)
    except (TypeError, RecursionError):
        return b""


def _explained(text: str, request: Request) -> str:
    """`Expected ... - at `$.page`` -> `page: expected ..., 0 came. What is due there.`"""
    expected, _, path = text.partition(" - at `$.")
    expected, _, missing = expected.partition("Object missing required field ")
    wire, *steps = re.findall(r"[^`.\[\]]+", path or missing)
    name = _names(request)[wire]
    place = "".join([name, *(f"[{step}]" for step in steps)])
    value = _value_at(_given(request)[wire], steps)
    came = "none" if missing else shown(value)
    can_leave_out = value is None and name in _optional(request)
    hint = "; leave it out instead" if can_leave_out else ""
    due = request.__expected__.get(wire, "")
    return f"{place}: expected {_in_words(expected)}, {came} came{hint}. {due}"


def _in_words(expected: str) -> str:
    """`Expected `array`, got `null`` -> `a list`."""
    words = re.sub(", got `[^`]+`$", "", expected.removeprefix("Expected "))
    words = re.sub("^Invalid enum value .*", "a known code", words, flags=re.DOTALL)
    return words.replace("`array`", "a list") or "a value"


def _value_at(value: Any, steps: list[str]) -> Any:
    """What came, or what came as an item of it."""
    for step in steps:
        value = list(value)[int(step)]
    return value


def _optional(request: Request) -> set[str]:
    return {field.name for field in msgspec.structs.fields(request) if not field.required}

"""Types that the models share: distinct ids and numbers, and what every request and answer is."""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, NewType, TypeVar
from uuid import UUID

import msgspec
from msgspec import UNSET

NumberId = NewType("NumberId", int)
"""The id of an owned number. Not its digits."""
ReservationId = NewType("ReservationId", int)
"""The id that listReservations shows. That it names the reservation, and not the number once it is
bought, is inferred."""
BlackListId = NewType("BlackListId", int)
"""The id of a list of contacts used as a black list."""
RegionId = NewType("RegionId", int)
"""The id of a region, from listRegions."""
SipId = NewType("SipId", int)
"""The id of a SIP account."""
GroupId = NewType("GroupId", int)
"""The id of a group of employees (группа)."""
ScenarioId = NewType("ScenarioId", int)
"""The id of a scenario (сценарий) of the PBX."""
CallQueueId = NewType("CallQueueId", int)
"""The id of a call queue (очередь вызовов)."""
PhoneNumber = NewType("PhoneNumber", str)
"""A telephone number in international form, 11 digits without a plus."""
NationalNumber = NewType("NationalNumber", str)
"""A telephone number with its city code and without the country's, 10 digits."""
NationalNumberInteger = NewType("NationalNumberInteger", int)
"""The 10 digits of a free or reserved number as an integer. Not an id."""


class Request(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """What is sent. Closed: it has the listed properties and no others."""

    def check(self) -> None:
        """Refuse what the types let pass.

        Raises:
            ValueError: The message says what was expected and what came.
        """


class Answer(msgspec.Struct, kw_only=True, frozen=True, gc=False):
    """What comes back. Open: properties that are not listed are passed over."""


# msgspec would write these as text; here they stay what they are, and are refused.
_NO_JSON = (bytes, bytearray, memoryview, datetime, date, time, timedelta, Decimal, UUID)

RequestT = TypeVar("RequestT", bound=Request)


def checked(request: RequestT) -> RequestT:
    """The same request, with every value as the document wants it.

    Raises:
        ValueError: A value is one that the document forbids.
    """
    plain = msgspec.to_builtins(request, builtin_types=_NO_JSON)
    try:
        sound = msgspec.convert(plain, type(request))
    except msgspec.ValidationError as error:
        raise ValueError(_explained(str(error), plain)) from None
    sound.check()
    return sound


def _explained(text: str, plain: Any) -> str:
    """`Expected ... - at `$.page`` -> `page: expected ..., 0 came`."""
    expected, _, path = text.partition(" - at `$.")
    path = path.rstrip("`")
    value: Any = plain
    try:
        for step in path.replace("[", ".").replace("]", "").split("."):
            value = value[int(step) if step.isdigit() else step]
    except (KeyError, IndexError, TypeError, ValueError):
        return f"{path}: {expected}" if path else text
    return f"{path}: {expected[0].lower()}{expected[1:]}, {value!r:.80} came"


def require_unique(name: str, values: list[Any]) -> None:
    """Refuse a list that names something twice."""
    seen = set[Any]()
    for value in values:
        if value in seen:
            raise ValueError(f"{name}: each may stand there once, {value} came more than once")
        seen.add(value)


def require_one(deciding: str, value: str, targets: dict[str, tuple[str, object]]) -> None:
    """Refuse any target but the one that the deciding property calls for."""
    wanted, _ = targets[value]
    given = [name for name, target in targets.values() if target is not UNSET]
    if given != [wanted]:
        came = ", ".join(given) or "none"
        raise ValueError(f"{wanted}: {deciding} {value!r} calls for this target alone, {came} came")


def digits(value: Any) -> Any:
    """The digits of a telephone number as an integer; anything else as it is, for the check to refuse."""
    return (
        int(value) if isinstance(value, str) and re.fullmatch("[1-9][0-9]{0,18}", value) else value
    )


def each(values: Any, converted: Callable[[Any], Any] = lambda value: value) -> Any:
    """The items of a list, each converted; anything else as it is, for the check to refuse."""
    return [converted(value) for value in values] if _is_list(values) else values


def _is_list(value: object) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str | bytes)

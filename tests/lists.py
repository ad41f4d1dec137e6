"""Lists with pages, as a server tells them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from tests.contract import EXAMPLES
from tests.either import Either
from tests.hostile import Received, json


@dataclass(frozen=True)
class List:
    """A list with pages.

    Attributes:
        operation: Its operation.
        method: Its method.
        sample: The example of a page of it.
        filters: Arguments of the method, and what they are in the body.
        has_total: Whether its pages tell how many items there are.
    """

    operation: str
    method: str
    sample: str
    filters: Mapping[str, tuple[Any, Any]]
    has_total: bool = True

    def page(self, number: int, *data: Any, following: str | None, **facts: Any) -> dict[str, Any]:
        """A page of it."""
        return {
            **EXAMPLES[self.sample],
            "current_page": number,
            "data": list(data),
            "next_page_url": following,
            **facts,
        }

    def item(self, number: int) -> Any:
        """An item of it, which tells its place."""
        return EXAMPLES[self.sample]["data"][0] | {"number": f"{number:0{self._digits}}"}

    @property
    def _digits(self) -> int:
        return len(EXAMPLES[self.sample]["data"][0]["number"])


LISTS: dict[str, List] = {
    "numbers": List("listNumbers", "list_numbers", "NumbersSample", {"phone_type": ("def", "def")}),
    "numbers with SMS": List("listSmsNumbers", "list_sms_numbers", "SmsNumbersSample", {}),
    "offers": List(
        "searchNumbers",
        "search_numbers",
        "OffersSample",
        {
            "owner_type": ("business", "business"),
            "region": (65, 65),
            "city_code": (495, 495),
            "phone_number": ("*77", "*77"),
            "number_type": ("0", "0"),
            "phone_type": ("abc", "abc"),
        },
        has_total=False,
    ),
    "reservations": List(
        "listReservations",
        "list_reservations",
        "ReservationsSample",
        {"phone_type": ("abc", "abc")},
    ),
}
each_list = pytest.mark.parametrize("listed", LISTS.values(), ids=LISTS)


def pages_of(listed: List, count: int, following: str) -> Callable[[Received], bytes]:
    """A list of so many pages with two items each."""

    def respond(request: Received) -> bytes:
        number = request.body.get("page", 1) if request.body else 1
        items = [listed.item(2 * number + place) for place in range(2)]
        return json(listed.page(number, *items, following=following if number < count else None))

    return respond


def start(caller: Either, listed: List, **arguments: Any) -> Any:
    """What the method of a list answers: a page, or one that is yet to be asked for."""
    return getattr(caller.client, listed.method)(**arguments)


def following(number: int) -> str:
    """The URL of a page that is no URL to be followed."""
    return f"http://localhost:1/api/v1/number?page={number}"

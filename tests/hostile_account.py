"""An account on the hostile server: what it owns, has reserved and could buy, and what is lost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from plusofon_numbers import OutcomeUnknown

from tests.contract import EXAMPLES, OPERATIONS
from tests.either import Either, sample_of
from tests.hostile import Received, json

ONE, OTHER = "4951332211", "4951919030"
DONE = json({"success": True})
LOST: bytes | None = None
"""Instead of an answer: the connection ends."""


def owned(number: str, number_id: int) -> dict[str, Any]:
    """A number as the account's list of numbers shows it."""
    return {**EXAMPLES["NumbersSample"]["data"][0], "id": number_id, "number": f"7{number}"}


def with_sms(number: str, number_id: int) -> dict[str, Any]:
    """A number as the list of numbers with SMS shows it."""
    return {**EXAMPLES["SmsNumbersSample"]["data"][0], "id": number_id, "number": f"7{number}"}


def reserved(number: str, reservation_id: int, **facts: Any) -> dict[str, Any]:
    """A number as the list of reservations shows it."""
    sample = EXAMPLES["ReservationsSample"]["data"][0]
    return {**sample, "id": reservation_id, "number": f"7{number}", **facts}


def offered(number: str, **facts: Any) -> dict[str, Any]:
    """A number as the shelf shows it."""
    return {**EXAMPLES["OffersSample"]["data"][0], "number": number, **facts}


Pages = Sequence[Sequence[dict[str, Any]]]


@dataclass
class Account:
    """What a server knows of an account, and what it does to a change.

    Attributes:
        answers: What changes are answered with; the last one is for all that follow.
        lists: The pages of each list, by its operation.
    """

    answers: list[bytes | None] = field(default_factory=lambda: [LOST, DONE])
    lists: Mapping[str, Pages] = field(default_factory=dict[str, Pages])

    def __call__(self, request: Received) -> bytes | None:
        """The answer to a request."""
        if request.method != "GET":
            return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        asked: int = request.body.get("page", 1) if request.body else 1
        pages = self.lists.get(request.operation, [[]])
        following = f"http://localhost/?page={asked + 1}" if asked < len(pages) else None
        whole = EXAMPLES["OffersEmpty" if request.operation == "searchNumbers" else "NumbersEmpty"]
        facts = {"current_page": asked, "data": pages[asked - 1], "next_page_url": following}
        return json(whole | facts)


def buy(caller: Either, *numbers: str, **named: Any) -> Any:
    """Buy numbers."""
    return caller.buy_numbers(numbers=numbers or (ONE,), owner_type="personal", **named)


def reserve(caller: Either, number: str = ONE, **named: Any) -> Any:
    """Reserve a number."""
    return caller.reserve_number(number=number, owner_type="personal", **named)


def lose(caller: Either, *numbers: str) -> OutcomeUnknown:
    """Buy numbers and lose the answer."""
    with pytest.raises(OutcomeUnknown) as caught:
        buy(caller, *numbers)
    return caught.value


def whatever(request: Received) -> bytes:
    """The document's example of an answer, to each operation."""
    return json(sample_of(OPERATIONS[request.operation]))

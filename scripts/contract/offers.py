"""What is on the shelf, and what a run may do with it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from .looks import Run


@dataclass(frozen=True)
class Allowance:
    """What a run may do, as whoever started it said.

    Attributes:
        changes: Whether it may change something.
        roubles: What it may spend; None where it may spend nothing.
        numbers: How many numbers it may buy.
        number_id: An owned number whose forwarding and black list may be set for a moment.
        destination: Where its calls may go for that moment.
    """

    changes: bool = False
    roubles: Decimal | None = None
    numbers: int = 0
    number_id: int | None = None
    destination: str | None = None


@dataclass(frozen=True)
class Offer:
    """A free number: its 10 digits, what it is offered for, and its price."""

    number: int
    owner_type: str
    price: Decimal | None


def price_of(item: Mapping[str, Any]) -> Decimal | None:
    """What a purchase costs at most: whether the first rent is due at once is not stated."""
    try:
        price = Decimal(str(item["buy_price"])) + Decimal(str(item["period_price"]))
    except (KeyError, InvalidOperation):
        return None
    return price if price.is_finite() and price >= 0 else None


def offers(run: Run) -> list[Offer]:
    """The free numbers that were seen, the cheapest first; those without a price are left out."""
    found = [
        Offer(int(item["number"]), item["owner_type"], price_of(item))
        for item in run.items("searchNumbers")
        if re.fullmatch("[0-9]{10}", str(item.get("number")))
        and isinstance(item.get("owner_type"), str)
    ]
    return sorted(
        (each for each in found if each.price is not None), key=lambda each: each.price or 0
    )

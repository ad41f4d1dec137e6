"""What keeps a number from being bought twice, and from costing more than was agreed.

A purchase whose answer was lost may have been made. Until somebody has looked, the client that sent
it does not send another one for the same number.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager
from decimal import Decimal
from typing import Any, Protocol

import msgspec

from .api import Call
from .errors import OutcomeUnknown, PlusofonError, PriceUnknown, PurchaseUnsettled, TooExpensive
from .types import NationalNumber


class Listed(Protocol):
    """A number in one of the account's lists."""

    @property
    def id(self) -> int: ...
    @property
    def number(self) -> str: ...


class Priced(Protocol):
    """A number with its prices, in roubles."""

    @property
    def number(self) -> str: ...
    @property
    def buy_price(self) -> Decimal: ...
    @property
    def period_price(self) -> Decimal: ...


def national(number: str) -> NationalNumber:
    """The 10 digits of a number, of which answers show 10 or 11."""
    return NationalNumber(number[-10:])


class Settlement(msgspec.Struct, frozen=True):
    """What became of a change whose answer was lost. It is true where all of it was carried out.

    Attributes:
        operation: The operationId of the change.
        done: The numbers for which it was carried out, each with the id that it has now.
        undone: The numbers for which it was not, each with the id of its reservation.
        missing: The numbers that are in no list.
    """

    operation: str
    done: Mapping[NationalNumber, int]
    undone: Mapping[NationalNumber, int]
    missing: tuple[NationalNumber, ...]

    def __bool__(self) -> bool:
        return not self.undone and not self.missing


class Purchase:
    """A purchase that is under way, or whose outcome is unknown.

    Args:
        is_lost: Whether its outcome is unknown.
    """

    def __init__(self, *, is_lost: bool = False) -> None:
        self.is_lost: bool = is_lost


class Ledger:
    """The numbers whose purchase is under way or has an unknown outcome.

    Each step is one operation on one dict, so that threads need no lock and a fork finds none held.

    Args:
        lost: Numbers whose outcome is unknown from the start.
    """

    def __init__(self, lost: Iterable[str] = ()) -> None:
        self._held = {number: Purchase(is_lost=True) for number in lost}

    def lost(self) -> dict[NationalNumber, Purchase]:
        """The numbers whose last purchase has an unknown outcome, each with that purchase."""
        return {
            NationalNumber(n): purchase
            for n, purchase in self._held.copy().items()
            if purchase.is_lost
        }

    def settle(self, lost: Mapping[NationalNumber, Purchase]) -> None:
        """Note that the outcome of these purchases is known; one that was lost since is another."""
        for number, purchase in lost.items():
            if self._held.get(number) is purchase:
                self._held.pop(number, None)

    def require_free(self, call: Call[Any]) -> None:
        """Refuse a purchase of numbers that are held.

        Raises:
            PurchaseUnsettled: One of them is.
        """
        taken = [number for number in call.numbers if number in self._held]
        if taken:
            raise _unsettled(call, taken)

    @contextmanager
    def holding(self, call: Call[Any]) -> Generator[None]:
        """Hold the numbers of a purchase until it is known what became of it.

        Raises:
            PurchaseUnsettled: One of them is held already.
        """
        purchase = Purchase()
        is_known = True
        try:
            taken = [n for n in call.numbers if self._held.setdefault(n, purchase) is not purchase]
            if taken:
                raise _unsettled(call, taken)
            yield
        except OutcomeUnknown:
            is_known = False
            raise
        except PlusofonError:
            raise
        except BaseException:  # cancelled, or interrupted: what was sent stays sent
            is_known = False
            raise
        finally:
            purchase.is_lost = not is_known
            if is_known:
                self.settle({NationalNumber(number): purchase for number in call.numbers})


def _unsettled(call: Call[Any], numbers: list[str]) -> PurchaseUnsettled:
    named = ", ".join(numbers)
    failure = PurchaseUnsettled(
        call.operation.name,
        f"{named}: a purchase is under way, or nobody knows what became of it. {call.operation.outcome}",
    )
    failure.numbers = tuple(numbers)
    return failure


def require_price(call: Call[Any], limit: Decimal, priced: Mapping[str, Priced]) -> None:
    """Refuse numbers that cost more than was agreed.

    Raises:
        PriceUnknown: One of them has no price.
        TooExpensive: Together they cost more.
    """
    unpriced = [number for number in call.numbers if number not in priced]
    if unpriced:
        raise PriceUnknown(
            call.operation.name,
            f"{', '.join(unpriced)}: neither free nor reserved, so there is no price to compare with max_price",
        )
    price = sum((item.buy_price + item.period_price for item in priced.values()), Decimal(0))
    if price > limit:
        failure = TooExpensive(
            call.operation.name,
            f"{', '.join(call.numbers)}: {price} roubles for the connection and the first month, "
            f"max_price is {limit}",
        )
        failure.price = price
        raise failure

"""The client that this repository generates."""

from collections.abc import Sequence
from typing import TypeVar

import httpx2
from plusofon_numbers import (
    AsyncPlusofon,
    NationalNumberInteger,
    NumberPage,
    OfferPage,
    Plusofon,
    PlusofonError,
)
from plusofon_numbers.api import Operation
from plusofon_numbers.api.numbers import list_numbers
from plusofon_numbers.api.purchase import search_numbers
from plusofon_numbers.types import RawAnswer

from .request import NUMBER, TOKEN

PageT = TypeVar("PageT", NumberPage, OfferPage)


class Sync:
    """The client as its README has it."""

    def __init__(self, base_url: str) -> None:
        self._plusofon = Plusofon(token=TOKEN, base_url=base_url)

    def get_numbers(self) -> Sequence[object]:
        """The numbers of a page."""
        return self._plusofon.list_numbers(phone_type="def").data

    def buy(self) -> object:
        """Whether the purchase succeeded."""
        number = NationalNumberInteger(NUMBER)
        return self._plusofon.buy_numbers(numbers=[number], owner_type="personal").success

    def close(self) -> None:
        """Close the connections."""
        self._plusofon.close()


class Async:
    """The same, for code that awaits."""

    def __init__(self, base_url: str) -> None:
        self._plusofon = AsyncPlusofon(token=TOKEN, base_url=base_url)

    async def get_numbers(self) -> Sequence[object]:
        """The numbers of a page."""
        return (await self._plusofon.list_numbers(phone_type="def")).data

    async def close(self) -> None:
        """Close the connections."""
        await self._plusofon.aclose()


def decode_numbers(content: bytes) -> Sequence[object]:
    """A page of numbers, as the client reads a 200."""
    return _read(list_numbers.OPERATION, NumberPage, content).data


def decode_offers(content: bytes) -> Sequence[object]:
    """A page of offers, as the client reads a 200."""
    return _read(search_numbers.OPERATION, OfferPage, content).data


def _read(operation: Operation[PageT], page: type[PageT], content: bytes) -> PageT:
    """How the client reads an answer is its own business: no other line here knows of it."""
    answer = operation.read(RawAnswer(200, httpx2.Headers(), content), page)
    if isinstance(answer, PlusofonError):
        raise answer
    return answer

"""What people write by hand who know msgspec: types are checked, patterns and limits are not."""

from collections.abc import Sequence

import httpx2
import msgspec

from .request import FILTER, HEADERS, NUMBER, OWNER_TYPE


class Sip(msgspec.Struct):
    """A SIP account."""

    id: int
    name: str


class Following(msgspec.Struct):
    """A forwarding."""

    name: str
    cli_type: str


class Integration(msgspec.Struct):
    """A forwarding to an integration."""

    host: str
    type: str
    cli_type: str


class Number(msgspec.Struct):
    """An owned number."""

    id: int
    number: str
    phone_type: str
    owner_type: str
    period_price: int | str
    buy_price: int | str
    black_list: int | None
    aon_for_sips: list[Sip]
    following: Following | None
    integration_following: Integration | None


class Offer(msgspec.Struct):
    """A free number."""

    number_type: int
    number: str
    buy_price: int | str
    period_price: int | str
    owner_type: str
    phone_type: str


class NumberPage(msgspec.Struct):
    """A page of owned numbers."""

    current_page: int
    data: list[Number]
    last_page: int
    total: int
    success: bool = True


class OfferPage(msgspec.Struct):
    """A page of free numbers."""

    current_page: int
    data: list[Offer]
    next_page_url: str | None
    success: bool = True


class Done(msgspec.Struct):
    """What a purchase is answered with."""

    success: bool


class Filter(msgspec.Struct):
    """Which numbers to list."""

    phone_type: str


class Purchase(msgspec.Struct):
    """What to buy."""

    numbers: list[int]
    owner_type: str


_NUMBERS = msgspec.json.Decoder(NumberPage)
_OFFERS = msgspec.json.Decoder(OfferPage)
_DONE = msgspec.json.Decoder(Done)
_ENCODER = msgspec.json.Encoder()


class Sync:
    """One httpx2 client, which knows the base URL and the headers."""

    def __init__(self, base_url: str) -> None:
        self._http = httpx2.Client(base_url=base_url, headers=HEADERS)

    def get_numbers(self) -> Sequence[object]:
        """The numbers of a page."""
        content = _ENCODER.encode(Filter(FILTER["phone_type"]))
        response = self._http.request("GET", "/number", content=content)
        return _NUMBERS.decode(response.raise_for_status().content).data

    def buy(self) -> object:
        """Whether the purchase succeeded."""
        content = _ENCODER.encode(Purchase([NUMBER], OWNER_TYPE))
        response = self._http.post("/number/buy", content=content)
        return _DONE.decode(response.raise_for_status().content).success

    def close(self) -> None:
        """Close the connections."""
        self._http.close()


class Async:
    """The same, for code that awaits."""

    def __init__(self, base_url: str) -> None:
        self._http = httpx2.AsyncClient(base_url=base_url, headers=HEADERS)

    async def get_numbers(self) -> Sequence[object]:
        """The numbers of a page."""
        content = _ENCODER.encode(Filter(FILTER["phone_type"]))
        response = await self._http.request("GET", "/number", content=content)
        return _NUMBERS.decode(response.raise_for_status().content).data

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()


def decode_numbers(content: bytes) -> Sequence[object]:
    """A page of numbers."""
    return _NUMBERS.decode(content).data


def decode_offers(content: bytes) -> Sequence[object]:
    """A page of offers."""
    return _OFFERS.decode(content).data

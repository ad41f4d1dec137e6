"""What openapi-python-client makes of the same document with its own templates."""

import json
from importlib import import_module
from typing import Any

from .packages import STOCK
from .request import CLIENT_CODE, FILTER, NUMBER, OWNER_TYPE, TOKEN

_client: Any = import_module(STOCK)
_models: Any = import_module(f"{STOCK}.models")
_list_numbers: Any = import_module(f"{STOCK}.api.numbers.list_numbers")
_buy_numbers: Any = import_module(f"{STOCK}.api.purchase.buy_numbers")


def _made(base_url: str) -> Any:
    return _client.AuthenticatedClient(
        base_url=base_url, token=TOKEN, headers={"Client": CLIENT_CODE}
    )


def _filter() -> Any:
    return _models.ListNumbersRequest(phone_type=_models.PhoneType(FILTER["phone_type"]))


class Sync:
    """The generated client, and the functions that take it."""

    def __init__(self, base_url: str) -> None:
        self._client = _made(base_url)

    def get_numbers(self) -> Any:
        """The numbers of a page."""
        return _list_numbers.sync(client=self._client, body=_filter()).data

    def buy(self) -> Any:
        """Whether the purchase succeeded."""
        body = _models.BuyNumbersRequest([NUMBER], _models.OwnerType(OWNER_TYPE))
        return _buy_numbers.sync(client=self._client, body=body).success

    def close(self) -> None:
        """Close the connections."""
        self._client.get_httpx_client().close()


class Async:
    """The same, for code that awaits."""

    def __init__(self, base_url: str) -> None:
        self._client = _made(base_url)

    async def get_numbers(self) -> Any:
        """The numbers of a page."""
        return (await _list_numbers.asyncio(client=self._client, body=_filter())).data

    async def close(self) -> None:
        """Close the connections."""
        await self._client.get_async_httpx_client().aclose()


def decode_numbers(content: bytes) -> Any:
    """A page of numbers, as `_parse_response` reads it."""
    return _models.NumberPage.from_dict(json.loads(content)).data


def decode_offers(content: bytes) -> Any:
    """A page of offers, as `_parse_response` reads it."""
    return _models.OfferPage.from_dict(json.loads(content)).data

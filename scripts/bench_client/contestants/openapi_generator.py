"""What openapi-generator makes of the document, as near to it as it can read it.

It leaves the body of a GET out, so that its requests carry no filter. Its async client is another
one, on another library, and is not measured; the table says both.
"""

from importlib import import_module
from typing import Any

from .packages import OTHER
from .request import CLIENT_CODE, FILTER, PURCHASE, TOKEN

_package: Any = import_module(OTHER)
_reader: Any = _package.ApiClient(_package.Configuration())


class Sync:
    """The two groups of operations that are called."""

    def __init__(self, base_url: str) -> None:
        configuration = _package.Configuration(
            host=base_url, access_token=TOKEN, api_key={"client": CLIENT_CODE}
        )
        self._client = _package.ApiClient(configuration)
        self._numbers = _package.NumbersApi(self._client)
        self._purchase = _package.PurchaseApi(self._client)

    def get_numbers(self) -> Any:
        """The numbers of a page."""
        body = _package.ListNumbersRequest(**FILTER)
        return self._numbers.list_numbers(body).actual_instance.data

    def buy(self) -> Any:
        """Whether the purchase succeeded."""
        body = _package.BuyNumbersRequest(**PURCHASE)
        return self._purchase.buy_numbers(body).actual_instance.success

    def close(self) -> None:
        """Close the connections."""
        self._client.rest_client.pool_manager.clear()  # it has no method of its own


def decode_numbers(content: bytes) -> Any:
    """A page of numbers, as the client reads a 200."""
    return _read(content, "ListNumbers200Response")


def decode_offers(content: bytes) -> Any:
    """A page of offers, as the client reads a 200."""
    return _read(content, "SearchNumbers200Response")


def _read(content: bytes, kind: str) -> Any:
    answer = _reader.deserialize(content.decode(), kind, "application/json")
    return answer.actual_instance.data

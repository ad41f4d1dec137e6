"""What people write by hand: httpx2, and dicts that nobody has checked."""

import json
from typing import Any

import httpx2

from .request import FILTER, HEADERS, PURCHASE


class Sync:
    """One httpx2 client, which knows the base URL and the headers."""

    def __init__(self, base_url: str) -> None:
        self._http = httpx2.Client(base_url=base_url, headers=HEADERS)

    def get_numbers(self) -> Any:
        """The numbers of a page."""
        return _body(self._http.request("GET", "/number", json=FILTER))["data"]

    def buy(self) -> Any:
        """Whether the purchase succeeded."""
        return _body(self._http.post("/number/buy", json=PURCHASE))["success"]

    def close(self) -> None:
        """Close the connections."""
        self._http.close()


class Async:
    """The same, for code that awaits."""

    def __init__(self, base_url: str) -> None:
        self._http = httpx2.AsyncClient(base_url=base_url, headers=HEADERS)

    async def get_numbers(self) -> Any:
        """The numbers of a page."""
        return _body(await self._http.request("GET", "/number", json=FILTER))["data"]

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()


def _body(response: httpx2.Response) -> Any:
    return response.raise_for_status().json()


def decode_numbers(content: bytes) -> Any:
    """A page as the standard library reads it."""
    return json.loads(content)["data"]


decode_offers = decode_numbers

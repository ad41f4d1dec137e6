"""The floor: the standard library, and nothing that it does not do by itself."""

import http.client
import json
from typing import Any
from urllib.parse import urlsplit

from .request import FILTER, HEADERS, PURCHASE


class Sync:
    """One connection that stays open."""

    def __init__(self, base_url: str) -> None:
        url = urlsplit(base_url)
        self._connection = http.client.HTTPConnection(url.netloc)
        self._path = url.path

    def get_numbers(self) -> Any:
        """The numbers of a page."""
        return self._call("GET", "/number", FILTER)["data"]

    def buy(self) -> Any:
        """Whether the purchase succeeded."""
        return self._call("POST", "/number/buy", PURCHASE)["success"]

    def close(self) -> None:
        """Close the connections."""
        self._connection.close()

    def _call(self, method: str, path: str, body: object) -> Any:
        content = json.dumps(body).encode()
        self._connection.request(method, self._path + path, content, HEADERS)
        response = self._connection.getresponse()
        content = response.read()
        if response.status != http.client.OK:
            raise ValueError(f"status {response.status}")
        return json.loads(content)

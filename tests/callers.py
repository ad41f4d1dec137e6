"""Accounts of the mock that hold something, so that made-up requests meet more than emptiness."""

import json
from typing import Any, Self

import httpx2

from scripts.mock_server import Application
from tests.bridge import BASE_URL


class Caller:
    """Somebody who speaks plain HTTP, without the client.

    Args:
        server: A mock in this process, or the base URL of one that listens.
        token: Whose account it is.
    """

    def __init__(self, server: Application | str, token: str) -> None:
        self.headers = {"Authorization": f"Bearer {token}", "Client": "10553"}
        if isinstance(server, str):
            self._http = httpx2.Client(base_url=server)
        else:
            transport = httpx2.WSGITransport(app=server)
            self._http = httpx2.Client(base_url=BASE_URL, transport=transport)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def ask(self, method: str, path: str, body: Any = None) -> httpx2.Response:
        """Send a request as the document has it, and answer what came."""
        content = None if body is None else json.dumps(body)
        headers = self.headers | ({} if body is None else {"Content-Type": "application/json"})
        return self._http.request(method, path, content=content, headers=headers)

    def everything(self) -> list[Any]:
        """What the account can see of what is free, reserved and owned."""
        pages = ("/number", "/number/sms", "/number/reserve", "/number/search")
        return [self.ask("GET", path).json()["data"] for path in pages]

    def free(self, **filters: Any) -> list[dict[str, Any]]:
        """The first page of what is free."""
        page: list[dict[str, Any]] = self.ask("GET", "/number/search", filters).json()["data"]
        return page

    def reserve(self, count: int, **filters: Any) -> list[int]:
        """Reserve numbers, and tell which."""
        numbers = [int(offer["number"]) for offer in self.free(**filters)[:count]]
        for number in numbers:
            body = {"number": number, "owner_type": filters["owner_type"]}
            assert self.ask("POST", "/number/reserve", body).status_code == 200
        return numbers

    def buy(self, count: int, **filters: Any) -> None:
        """Reserve numbers and buy them."""
        body = {"numbers": self.reserve(count, **filters), "owner_type": filters["owner_type"]}
        assert self.ask("POST", "/number/buy", body).status_code == 200


# What the document's examples buy.
RESERVED = {4951332211: "personal", 4951919030: "business", 4951919031: "business"}


def furnish(mock: Application | str, token: str) -> None:
    """Let an account own and reserve what the document's examples name.

    These are the ids 15, 17, 22, 31 and 42, and the numbers of RESERVED. Each reservation and each
    purchase takes the next id.
    """
    with Caller(mock, token) as caller:
        caller.buy(11, owner_type="business", phone_type="800")
        caller.buy(5, owner_type="personal", phone_type="def")
        caller.reserve(9, owner_type="personal", phone_type="def")
        for number, owner_type in RESERVED.items():
            body = {"number": number, "owner_type": owner_type}
            assert caller.ask("POST", "/number/reserve", body).status_code == 200
        owned = [number["id"] for number in caller.ask("GET", "/number").json()["data"]]
        reserved = [held["id"] for held in caller.ask("GET", "/number/reserve").json()["data"]]
    assert {15, 17, 22, 31} < set(owned), owned
    assert 42 in reserved, reserved

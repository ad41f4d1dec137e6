"""Somebody who talks plain HTTP to the mock, and holds each answer against the document."""

import re
from datetime import UTC, datetime
from itertools import count
from typing import Any

import httpx2
import jsonschema_rs

from scripts.mock_server import Application, Clock, create_app
from scripts.mock_server.refusals import REFUSALS, Name
from tests.contract import DOCUMENT, OPERATIONS, Operation, check_answer, resolve

HOST = "http://numbers.test"
PREFIX = "/api/v1"
NOON = datetime(2026, 3, 1, 12, 0, 0, tzinfo=UTC)
FREE = 4951332210
OTHER = 4951332211
BUSINESS = 4951919034
MOBILE = 9309992501

_TOKENS = (f"test-{number}" for number in count())
_OUTSIDE = {405: "wrong_method", 200: "wrong_path"}


class Account:
    """An account of its own in a mock whose clock stands still at noon."""

    def __init__(self, mock: Application | None = None, token: str | None = None) -> None:
        self.mock = mock or create_app(clock=Clock(NOON))
        self.token = token or next(_TOKENS)
        self.headers = {"Authorization": f"Bearer {self.token}", "Client": "10553"}
        self._http = httpx2.Client(transport=httpx2.WSGITransport(self.mock), base_url=HOST)

    def ask(self, method: str, path: str, body: Any = None, **sent: Any) -> httpx2.Response:
        """Send a request; the answer is one that the document has, or the test fails."""
        answer = self.send(method, path, body, **sent)
        check(method, path, answer)
        return answer

    def send(self, method: str, path: str, body: Any = None, **sent: Any) -> httpx2.Response:
        """Send a request, and take whatever comes."""
        headers = self.headers | sent.pop("headers", {})
        if body is not None:
            sent["json"] = body
        return self._http.request(method, PREFIX + path, headers=headers, **sent)

    def data(self, path: str, body: Any = None) -> list[dict[str, Any]]:
        """Ask for a page and take what is on it."""
        items: list[dict[str, Any]] = self.ask("GET", path, body).json()["data"]
        return items

    def reserve(self, number: int, owner_type: str = "personal", **more: Any) -> httpx2.Response:
        """Ask to reserve a number."""
        body = {"number": number, "owner_type": owner_type, **more}
        return self.ask("POST", "/number/reserve", body)

    def buy(self, *numbers: int, owner_type: str = "personal") -> httpx2.Response:
        """Ask to buy what was reserved."""
        body = {"numbers": list(numbers), "owner_type": owner_type}
        return self.ask("POST", "/number/buy", body)

    def own(self, *numbers: int, owner_type: str = "personal") -> list[int]:
        """Reserve and buy, and tell the ids."""
        for number in numbers:
            assert self.reserve(number, owner_type).json() == {"success": True}
        assert self.buy(*numbers, owner_type=owner_type).json() == {"success": True}
        ids = {n.offer.number: n.id for n in self.mock.sandbox.world(self.token).owned.values()}
        return [ids[number] for number in numbers]

    def free(self, **filters: Any) -> list[int]:
        """Search, and tell which numbers are on the page."""
        return [int(offer["number"]) for offer in self.data("/number/search", filters)]

    def held(self) -> tuple[Any, ...]:
        """Everything that the mock remembers of the account."""
        world = self.mock.sandbox.world(self.token)
        return dict(world.reserved), dict(world.owned), world.holder(self.token).last_id


def check(method: str, path: str, answer: httpx2.Response) -> None:
    """Fail unless the document has this answer for this request."""
    body = answer.json()
    operation = operation_of(method, path.partition("?")[0])
    if operation is not None and answer.status_code != 405:
        check_answer(operation, answer.status_code, body)
        return
    outside = DOCUMENT["x-outside-operations"][_OUTSIDE[answer.status_code]]
    (media,) = resolve(outside)["content"].values()
    schema = {**media["schema"], "components": DOCUMENT["components"]}
    jsonschema_rs.Draft202012Validator(schema).validate(body)


def operation_of(method: str, path: str) -> Operation | None:
    """Find the operation of a request, a fixed path first; None when there is none."""
    for pattern in ("[^{]+", ".+"):
        for operation in OPERATIONS.values():
            template = re.sub(r"\{\w+\}", "[^/]+", operation.path)
            fits = re.fullmatch(pattern, operation.path) and re.fullmatch(template, path)
            if fits and operation.method == method:
                return operation
    return None


def refused(answer: httpx2.Response, name: Name) -> str:
    """Fail unless the answer is this refusal, as the table has it; tell its text."""
    row = REFUSALS[name]
    assert answer.status_code == row.status, answer.text
    body = answer.json()
    shape = {row.key} if row.framework else {"success", row.key}
    assert set(body) == shape, answer.text
    assert body.get("success") in {None, False}
    text: str = body[row.key]
    wording = re.sub(r"\\\{\w+\\\}", ".+", re.escape(row.wording))
    assert re.match(wording, text), text
    assert len(text) > len(row.wording), "A refusal says what to do."
    return text

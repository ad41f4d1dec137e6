"""Somebody who talks to the control API, and holds each answer against its document."""

from collections.abc import Iterator
from typing import Any

import httpx2
import jsonschema_rs

from scripts.mock_server import Application
from scripts.plain_yaml import load_yaml
from tests.contract import ROOT
from tests.mock_caller import HOST, Account

CONTROL: dict[str, Any] = load_yaml(
    (ROOT / "scripts/mock_server/control.yaml").read_text(encoding="utf-8")
)
OUTSIDE = {405: "wrong_method", 404: "wrong_path"}


def resolve(node: Any) -> Any:
    """What a node of the control API's document stands for: itself, or what it refers to."""
    while "$ref" in node:
        reference, node = node["$ref"], CONTROL
        for step in reference.removeprefix("#/").split("/"):
            node = node[step]
    return node


def answers() -> Iterator[tuple[str, Any]]:
    """All answers of the document, each with its status, resolved."""
    for item in CONTROL["paths"].values():
        for definition in item.values():
            for status, answer in definition["responses"].items():
                yield status, resolve(answer)
    for status, name in OUTSIDE.items():
        yield str(status), resolve(CONTROL["x-outside-operations"][name])


def check(method: str, path: str, answer: httpx2.Response) -> None:
    """Fail unless the document of the control API has this answer for this request."""
    item = CONTROL["paths"].get(path, CONTROL["paths"]["/faults/{fault_id}"])
    known = item.get(method.lower(), {"responses": {}})["responses"]
    outside = CONTROL["x-outside-operations"].get(OUTSIDE.get(answer.status_code, ""))
    found = known.get(str(answer.status_code), outside)
    assert found, f"{method} {path}: the document has no {answer.status_code}: {answer.text}"
    schema = resolve(found)["content"]["application/json"]["schema"]
    whole = {**schema, "components": CONTROL["components"]}
    jsonschema_rs.Draft202012Validator(whole).validate(answer.json())


class Controller:
    """The control of an account, over HTTP without a socket."""

    def __init__(self, account: Account) -> None:
        self.account = account
        self.mock: Application = account.mock
        self._http = httpx2.Client(transport=httpx2.WSGITransport(self.mock), base_url=HOST)

    def ask(self, method: str, path: str, body: Any = None, **sent: Any) -> httpx2.Response:
        """Send a request; the answer is one that the document has, or the test fails."""
        headers = {"Authorization": f"Bearer {self.account.token}"} | sent.pop("headers", {})
        if body is not None:
            sent["json"] = body
        answer = self._http.request(method, f"/_mock{path}", headers=headers, **sent)
        check(method, path, answer)
        return answer

    def get(self, path: str) -> Any:
        """Ask for something, and take it."""
        answer = self.ask("GET", path)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def tell(self, method: str, path: str, body: Any = None) -> Any:
        """Demand something that must be done."""
        answer = self.ask(method, path, body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def refused(self, method: str, path: str, body: Any = None, status: int = 400) -> str:
        """Demand something that must be refused, and tell why it was."""
        answer = self.ask(method, path, body)
        assert answer.status_code == status, answer.text
        reason: dict[str, str] = answer.json()
        return reason.get("message") or reason["error"]

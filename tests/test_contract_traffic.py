"""Recorded traffic, as browsers, proxies and schemathesis write it."""

import base64
import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from scripts.contract.document import Document
from scripts.contract.errors import CannotRun
from scripts.contract.learning.traffic import Recorded, operation_of, recorded
from scripts.contract.values import NOTHING


def archive(**message: Any) -> dict[str, Any]:
    """An HTTP Archive of one exchange."""
    request = {"method": "get", "url": "https://Live.example:443/api/a%20b?x=1"}
    response = {"status": 200, "content": {"text": '{"a": 1}'}}
    entry: dict[str, Any] = {"request": request, "response": response}
    for path, value in message.items():
        kind, _, name = path.partition("_")
        entry[kind][name] = value
    return {"log": {"entries": [entry]}}


def one_of(tree: Any, folder: Path) -> Recorded:
    """The one exchange of a file."""
    path = folder / "traffic"
    path.write_text(json.dumps(tree), encoding="utf-8-sig")
    (only,) = recorded(path)
    return only


def test_an_archive(tmp_path: Path) -> None:
    """Method, host and path as they are compared; the answer as JSON."""
    found = one_of(archive(), tmp_path)
    assert found == Recorded("GET", "live.example", "/api/a b", 200, {"a": 1}, frozenset())
    packed = {"encoding": "base64", "text": base64.b64encode(b"[1]").decode()}
    assert one_of(archive(response_content=packed), tmp_path).answer == [1]
    broken = {"encoding": "base64", "text": "x"}
    assert one_of(archive(response_content=broken), tmp_path).answer is NOTHING
    for content in (None, {}, {"text": None}):
        assert one_of(archive(response_content=content), tmp_path).answer is NOTHING


def test_the_secrets_of_an_archive(tmp_path: Path) -> None:
    """What has a secret name, whole and by its words; all cookies; nothing short."""
    secret = [{"name": "Authorization", "value": "Bearer abcdef"}, {"name": "X", "value": "public"}]
    tree = archive(
        request_headers=secret,
        request_queryString=[{"name": "api_key", "value": "123456"}],
        request_cookies=[{"name": "lang", "value": "cookie"}, {"name": "b", "value": "short"}],
        response_headers=[{"name": "Set-Cookie", "value": "s=session; Path=/a"}],
    )
    assert one_of(tree, tmp_path).secrets == {
        *("Bearer abcdef", "Bearer", "abcdef", "123456", "cookie"),
        *("s=session; Path=/a", "session"),
    }


def cassette(**response: Any) -> dict[str, Any]:
    """A cassette of schemathesis."""
    request = {
        "method": "POST",
        "uri": "http://host/api/a",
        "headers": {"Authorization": ["Bearer abcdef"], "X-Token": "abcdefg"},
    }
    return {"http_interactions": [{"request": request, "response": response}]}


def test_a_cassette(tmp_path: Path) -> None:
    """Its bodies are packed or not; there may be no answer."""
    secrets = frozenset({"Bearer abcdef", "Bearer", "abcdef", "abcdefg"})
    packed = {"base64_string": base64.b64encode(b"[1]").decode()}
    found = one_of(cassette(status={"code": 201}, body=packed), tmp_path)
    assert found == Recorded("POST", "host", "/api/a", 201, [1], secrets)
    found = one_of(cassette(status={"code": 404}, body={"string": "{}"}), tmp_path)
    assert (found.status, found.answer) == (404, {})
    assert one_of(cassette(), tmp_path).status == 0
    path = tmp_path / "cassette.yaml"
    path.write_text(yaml.safe_dump(cassette(status={"code": 200})), encoding="utf-8")
    assert [each.status for each in recorded(path)] == [200]


@pytest.mark.parametrize("text", ["", "[]", "{", "a: [", '{"log": 1}', '{"log": {"entries": [1]}}'])
def test_what_is_no_traffic(text: str, tmp_path: Path) -> None:
    """It is refused by its name."""
    path = tmp_path / "other"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CannotRun) as refused:
        recorded(path)
    assert str(refused.value) == (
        f"{path} is neither an HTTP Archive nor a cassette of schemathesis."
    )
    with pytest.raises(CannotRun) as refused:
        recorded(tmp_path / "none")
    assert str(refused.value) == f"{tmp_path / 'none'} cannot be read."


def operation(name: str) -> dict[str, Any]:
    """An operation of a contract."""
    return {"operationId": name, "x-repetition": {"may": "always"}, "responses": {}}


CONTRACT = Document(
    yaml.safe_dump(
        {
            "openapi": "3.1.0",
            "x-evidence": {},
            "servers": [{"url": "https://host/api"}],
            "paths": {
                "/a/{id}": {"get": operation("readOne"), "delete": operation("dropOne")},
                "/a/7": {"get": operation("readSeven")},
                "/a.b": {"get": operation("readOther")},
            },
        },
        sort_keys=False,
    )
)


@pytest.mark.parametrize(
    ("method", "path", "name"),
    [
        ("GET", "/api/a/8", "readOne"),
        ("GET", "/api/a/7", "readSeven"),
        ("DELETE", "/api/a/7", "dropOne"),
        ("GET", "/api/a.b", "readOther"),
        ("GET", "/api/axb", None),
        ("POST", "/api/a/8", None),
        ("GET", "/api/a/x", None),
        ("GET", "/api/a/8/", None),
        ("GET", "/x/api/a/8", None),
        ("GET", "/a/8", None),
    ],
)
def test_the_operation_of_an_exchange(method: str, path: str, name: str | None) -> None:
    """A path without parameters counts before one with them."""
    found = operation_of(CONTRACT, Recorded(method, "host", path, 200, None, frozenset()))
    assert (found and found.name) == name

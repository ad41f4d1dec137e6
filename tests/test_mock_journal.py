"""The journal: what was asked and answered, kept for a while, without anybody's token."""

import hashlib
import json
import tracemalloc
from datetime import UTC, datetime
from typing import Any

import jsonschema_rs
import pytest

from scripts.mock_server import create_sandbox
from scripts.mock_server.faults import Order
from scripts.mock_server.handle import AccountHandle
from scripts.mock_server.journal import (
    ACCOUNT_OVERHEAD,
    BODY,
    BYTES,
    ENTRIES,
    OVERHEAD,
    Journal,
)
from scripts.mock_server.reply import Reply
from scripts.mock_server.request import Request
from tests.control_caller import Controller
from tests.mock_caller import FREE, PREFIX, Account


def test_an_entry(account: Account, handle: AccountHandle) -> None:
    """It has what was asked and what was answered, and when."""
    before = datetime.now(UTC)
    body = {"number": FREE, "owner_type": "personal"}
    headers = {"User-Agent": "ours", "Cookie": "private", "X-Real-Token": "live"}
    account.send("POST", "/number/reserve", body, headers=headers)
    (entry,) = handle.requests()
    assert before <= entry.time <= datetime.now(UTC)
    assert (entry.operation, entry.method, entry.path) == (
        "reserveNumber",
        "POST",
        f"{PREFIX}/number/reserve",
    )
    assert (entry.json(), entry.status, entry.answer_json()) == (body, 200, {"success": True})
    assert entry.body_size == len(entry.body)
    assert entry.answer_size == len(entry.answer) == 16
    assert entry.answer_headers == {"Content-Type": "application/json"}
    assert (entry.fault, 0 < entry.milliseconds < 1000) == (None, True)
    assert set(entry.headers) == {"accept", "client", "content-type", "host", "user-agent"}
    assert entry.headers["user-agent"] == "ours"


def test_the_token(account: Account, handle: AccountHandle) -> None:
    """Only its hash is kept, and it tells accounts apart."""
    account.ask("GET", "/number")
    (entry,) = handle.requests()
    whole = hashlib.sha256(account.token.encode()).hexdigest()
    assert entry.token == f"sha256:{whole[:16]}"
    shown = json.dumps(Controller(account).get("/journal")) + json.dumps(
        Controller(account).get("/journal/har")
    )
    assert account.token not in shown


def test_what_is_refused(account: Account, handle: AccountHandle) -> None:
    """It is kept as well, as far as it is the account's: what no operation is, and what it is."""
    account.send("GET", "/nothing?a=b")
    account.send("PUT", "/number")
    account.send("GET", "/number", {"colour": "red"})
    account.send("GET", "/number", headers={"Client": ""})
    account.send("GET", "/number", headers={"Authorization": "Bearer live-1"})
    shown = [(entry.operation, entry.status, entry.query) for entry in handle.requests()]
    known = [("listNumbers", 400, ""), ("listNumbers", 401, "")]
    assert shown == [(None, 200, "a=b"), (None, 405, ""), *known]


def test_the_accounts(account: Account, handle: AccountHandle) -> None:
    """Each has a journal of its own, on one shelf too; the control API is in none."""
    other = Account(account.mock, f"{account.token}:other")
    other.ask("GET", "/number")
    Controller(account).get("/clock")
    assert handle.requests() == []
    account.ask("GET", "/number/search", {"page": 2})
    assert [entry.json() for entry in handle.requests()] == [{"page": 2}]
    handle.forget_requests()
    assert handle.requests() == []
    assert len(account.mock.sandbox.account(other.token).requests()) == 1


def test_what_is_too_long(account: Account, handle: AccountHandle) -> None:
    """Its beginning is kept, and how long it was."""
    content = b'{"page": ' + b" " * BODY + b"1}"
    headers = {"User-Agent": "u" * 5000, "Content-Type": "application/json"}
    path = f"/number/search?phone_number={'1' * 5000}"
    account.send("GET", path, content=content, headers=headers)
    (entry,) = handle.requests()
    assert (entry.body, entry.body_size) == (content[:BODY].decode(), len(content))
    assert len(entry.headers["user-agent"]) == 200
    assert len(entry.query) == 2048
    (long,) = [answer for answer in [account.send("GET", "/number/search")] if answer]
    assert handle.requests()[-1].answer == long.text[:BODY]


def test_bytes_that_are_no_text(account: Account, handle: AccountHandle) -> None:
    """They are shown as well as can be."""
    account.send("GET", "/number?a=%ff", content=b"\xff\x00")
    assert handle.requests()[0].body == "�\x00"
    assert Controller(account).get("/journal/har")["log"]["entries"]


# Its bounds.


def add(journal: Journal, account: str, size: int = 0) -> None:
    """Add an entry about so many bytes large."""
    request = Request("GET", "/", {}, b"x" * size)
    journal.add(account, None, request, Reply(200, b""), 0.0, None)


def test_many_requests_of_one_account() -> None:
    """The last thousand are kept."""
    journal = Journal()
    for size in range(ENTRIES + 5):
        add(journal, "test-1", size)
    sizes = [entry.body_size for entry in journal.entries("test-1")]
    assert sizes == list(range(5, ENTRIES + 5))
    journal.forget("test-1")
    assert journal.size == 0


def test_many_accounts() -> None:
    """All together take so much; the oldest of the one that is quiet for longest go first."""
    entry = OVERHEAD + 1 + 100
    journal = Journal(size=3 * ACCOUNT_OVERHEAD + 10 * entry)
    for name in ("test-1", "test-2", "test-1", "test-3"):
        for _ in range(3):
            add(journal, name, 100)
    kept = {name: len(journal.entries(name)) for name in ("test-1", "test-2", "test-3")}
    assert kept == {"test-1": 6, "test-2": 1, "test-3": 3}
    for _ in range(100):
        add(journal, "test-4", 100)
        assert journal.size <= 3 * ACCOUNT_OVERHEAD + 10 * entry
    assert [len(journal.entries(f"test-{name}")) for name in range(1, 4)] == [0, 0, 0]
    assert len(journal.entries("test-4")) >= 10


def test_its_memory() -> None:
    """What it says it takes is about what it takes, and it takes no more than it may."""
    journal = Journal()
    tracemalloc.start()
    try:
        for number in range(30_000):
            headers = {"user-agent": f"agent {number}", "host": f"host {number}"}
            request = Request("POST", f"/api/v1/number/{number}", headers, b"%d" % number)
            reply = Reply(200, b"answer %d" % number)
            journal.add(f"test-{number}", f"operation {number}", request, reply, 0.1, None)
        taken, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert journal.size <= BYTES
    assert taken <= 1.1 * BYTES


@pytest.mark.parametrize("padding", [0, 1000])
def test_many_thousand_requests(padding: int) -> None:
    """Once the journal is full the memory stays as it is."""
    sandbox = create_sandbox()
    target, body = f"{PREFIX}/number/cli-types", b"{}" + b" " * padding
    headers = {"client": "10553", "content-type": "application/json"}

    def ask(count: int) -> int:
        for number in range(count):
            token = {"authorization": f"Bearer test-{number % 3}"}
            sandbox.handle(Request("GET", target, headers | token, body + b" "), lambda _: None)
        return tracemalloc.get_traced_memory()[0]

    tracemalloc.start()
    try:
        full = ask(4000)
        assert ask(8000) - full < 100_000
    finally:
        tracemalloc.stop()


# HTTP Archive 1.2: what its specification requires, by its names.

TEXT, COUNT = {"type": "string"}, {"type": "number"}
PAIRS = {
    "type": "array",
    "items": {"required": ["name", "value"], "properties": {"name": TEXT, "value": TEXT}},
}
MESSAGE = {
    "httpVersion": TEXT,
    "cookies": PAIRS,
    "headers": PAIRS,
    "headersSize": {"type": "integer", "minimum": -1},
    "bodySize": {"type": "integer", "minimum": -1},
}
REQUEST = {"method": TEXT, "url": {"type": "string", "pattern": "^http://"}, "queryString": PAIRS}
CONTENT = {"size": {"type": "integer"}, "mimeType": TEXT}
RESPONSE = {"status": {"type": "integer"}, "statusText": TEXT, "redirectURL": TEXT}
TIME = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$"


def closed(properties: dict[str, Any], **more: Any) -> dict[str, Any]:
    """An object that has all of these, and besides them these and what begins with _."""
    return {
        "type": "object",
        "required": list(properties),
        "properties": properties | more,
        "patternProperties": {"^_": {}},
        "additionalProperties": False,
    }


POST = closed({"mimeType": TEXT, "params": {"type": "array"}, "text": TEXT})
ENTRY = closed(
    {
        "startedDateTime": {"type": "string", "pattern": TIME},
        "time": {"type": "number", "minimum": 0},
        "request": closed(MESSAGE | REQUEST, postData=POST),
        "response": closed(MESSAGE | RESPONSE | {"content": closed(CONTENT, text=TEXT)}),
        "cache": {"type": "object"},
        "timings": closed({"send": COUNT, "wait": COUNT, "receive": COUNT}),
    }
)
CREATOR = closed({"name": TEXT, "version": TEXT})
ENTRIES_OF = {"type": "array", "items": ENTRY, "minItems": 1}
HAR = closed(
    {"log": closed({"version": {"const": "1.2"}, "creator": CREATOR, "entries": ENTRIES_OF})}
)


def test_the_archive(account: Account, handle: AccountHandle) -> None:
    """It has everything that HTTP Archive 1.2 requires, and nothing that it does not know."""
    handle.order(Order(operation="buyNumbers", fault="reset_after_change"))
    account.reserve(FREE)
    account.ask("GET", "/number/search?city_code=495&phone_number=13%3F%3F221")
    with pytest.raises(ConnectionResetError):
        account.buy(FREE)
    account.send("GET", "/number", headers={"Prefer": "code=502"})
    archive = Controller(account).get("/journal/har")
    jsonschema_rs.Draft202012Validator(HAR).validate(archive)
    reserve, search, buy, html = archive["log"]["entries"]
    assert reserve["request"]["postData"]["mimeType"] == "application/json"
    assert json.loads(reserve["request"]["postData"]["text"])["number"] == FREE
    assert {"name": "phone_number", "value": "13??221"} in search["request"]["queryString"]
    assert search["request"]["url"].startswith("http://numbers.test/api/v1/number/search?city")
    assert "postData" not in search["request"]
    assert (buy["_fault"], buy["_operation"]) == ("reset_after_change", "buyNumbers")
    assert html["response"]["content"]["mimeType"] == "text/html"
    assert html["response"]["statusText"] == "Bad Gateway"

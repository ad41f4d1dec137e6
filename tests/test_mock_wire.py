"""Faults of the wire: what of them does not need a socket, and what becomes of the change."""

import gzip
import json
import time
from contextlib import suppress
from typing import Any

import httpx2
import pytest

from scripts.mock_server.faults import DELAY, PAUSE, WIRE, Order
from scripts.mock_server.handle import AccountHandle
from scripts.mock_server.reply import JSON_TYPE, Reply, Wire, head
from scripts.mock_server.request import Request
from tests.contract import OPERATIONS, Operation, check_answer, is_list, is_object, items
from tests.mock_caller import FREE, PREFIX, Account

RESERVE = {"number": FREE, "owner_type": "personal"}


def reply(account: Account, prefer: str, method: str = "GET", path: str = "/number") -> Reply:
    """What the mock hands to whoever carries the fault out."""
    headers = {"authorization": f"Bearer {account.token}", "client": "10553", "prefer": prefer}
    return account.mock.reply(Request(method, PREFIX + path, headers))


@pytest.mark.parametrize("fault", WIRE)
def test_what_becomes_of_the_change(
    account: Account, handle: AccountHandle, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is made with every fault but the one that comes before it, and once."""
    monkeypatch.setattr("scripts.mock_server.wsgi.sleep", print)
    handle.order(Order(operation="reserveNumber", fault=fault))
    with suppress(ConnectionError, httpx2.DecodingError):
        account.send("POST", "/number/reserve", RESERVE)
    (ordered,) = handle.faults()
    assert (ordered.calls, ordered.met) == (1, 1)
    assert len(handle.reserved) == (fault != "reset_before_change")
    (entry,) = handle.requests()
    assert (entry.fault, entry.status) == (fault, 200 if handle.reserved else 0)


@pytest.mark.parametrize("fault", ["reset_before_change", "reset_after_change"])
def test_a_reset_without_an_answer(account: Account, fault: str) -> None:
    """In process, where no connection is, it is the exception that a connection would raise."""
    assert reply(account, f"fault={fault}").wire == Wire(reset_after=0)
    with pytest.raises(ConnectionResetError, match="as was ordered"):
        account.send("GET", "/number", headers={"Prefer": f"fault={fault}"})


def test_a_reset_in_the_middle(account: Account, handle: AccountHandle) -> None:
    """The head has left by then, and half of the body; or as many bytes as were ordered."""
    answered = reply(account, "fault=reset_in_answer")
    assert answered.wire
    assert answered.wire.reset_after == len(head(answered)) + len(answered.content) // 2
    with pytest.raises(ConnectionResetError):
        account.send("GET", "/number", headers={"Prefer": "fault=reset_in_answer"})
    handle.order(Order(fault="reset_in_answer", bytes=20))
    assert reply(account, "").wire == Wire(reset_after=20)


def test_a_head() -> None:
    """It is counted as it goes over the wire, with its blank line."""
    written = (
        b"HTTP/1.1 404 Not Found\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n"
    )
    assert head(Reply(404, b"{}")) == written


def test_a_body_that_is_cut(account: Account, handle: AccountHandle) -> None:
    """Its length was promised; half of it comes, or as many bytes as were ordered."""
    answer = account.send("GET", "/number", headers={"Prefer": "fault=cut_body"})
    promised = int(answer.headers["Content-Length"])
    assert len(answer.content) == promised // 2 > 0
    handle.order(Order(fault="cut_body", bytes=3))
    assert account.send("GET", "/number").content == b'{"c'


def test_an_answer_that_is_late(account: Account, handle: AccountHandle) -> None:
    """By a second if nobody says otherwise; any fault may be late besides."""
    assert reply(account, "fault=delayed").wire == Wire(delay=DELAY)
    handle.order(Order(delay=0.2))
    handle.order(Order(status=500, delay=0.2))
    handle.order(Order(fault="cut_body", delay=0.2, bytes=3))
    for status, size in ((200, 1), (500, 1), (200, 3)):
        started = time.monotonic()
        answer = account.send("GET", "/number")
        assert time.monotonic() - started >= 0.2
        assert answer.status_code == status
        assert len(answer.content) >= size
    assert len(answer.content) == 3


def test_how_late_is_late(account: Account, handle: AccountHandle) -> None:
    """A second; a byte that trickles, five thousandths of one, or what was ordered, also none."""
    assert (DELAY, PAUSE) == (1.0, 0.005)
    assert reply(account, "fault=trickled").wire == Wire(trickle=PAUSE)
    handle.order(Order(fault="trickled", pause=0.0))
    assert reply(account, "").wire == Wire(trickle=0.0)


def test_an_answer_that_trickles(account: Account, handle: AccountHandle) -> None:
    """It comes whole, byte by byte."""
    handle.order(Order(fault="trickled", pause=0.02))
    started = time.monotonic()
    answer = account.ask("POST", "/number/reserve", RESERVE)
    assert answer.json() == {"success": True}
    assert time.monotonic() - started >= 0.02 * len(answer.content)


def test_no_json(account: Account) -> None:
    """What stands before it keeps it from being read."""
    answer = account.send("GET", "/number", headers={"Prefer": "fault=not_json"})
    assert answer.headers["Content-Type"] == "application/json"
    with pytest.raises(ValueError, match="Expecting value"):
        answer.json()
    notice, _, rest = answer.text.partition("\n{")
    assert notice.startswith("<br />\n<b>Notice</b>: ")
    assert notice.endswith("<br />")
    assert json.loads(f"{{{rest}") == account.ask("GET", "/number").json()


def test_no_body(account: Account) -> None:
    """The status says success, and nothing follows."""
    answer = account.send("GET", "/number", headers={"Prefer": "fault=empty_body"})
    assert (answer.status_code, answer.content) == (200, b"")


def test_a_body_that_cannot_be_unpacked(account: Account) -> None:
    """It looks like gzip, and is none to anybody."""
    spoilt = reply(account, "fault=broken_gzip")
    assert ("Content-Encoding", "gzip") in spoilt.headers
    with pytest.raises(Exception, match="invalid block type"):
        gzip.decompress(spoilt.content)
    assert spoilt.content == reply(account, "fault=broken_gzip").content
    whole = gzip.compress(reply(account, "").content, mtime=0)
    differ = [place for place, byte in enumerate(spoilt.content) if byte != whole[place]]
    assert (len(spoilt.content), differ) == (len(whole), [10]), "All else is as it would be."
    with pytest.raises(httpx2.DecodingError):
        account.send("GET", "/number", headers={"Prefer": "fault=broken_gzip"})


def test_no_http(account: Account) -> None:
    """Bytes are handed to the socket that no client takes for an answer."""
    wire = reply(account, "fault=not_http").wire
    assert wire
    assert wire.raw
    assert wire.raw.startswith(b"\x16\x03\x01"), "As where TLS answers."
    with pytest.raises(ConnectionError, match="no HTTP"):
        account.send("GET", "/number", headers={"Prefer": "fault=not_http"})


LISTS = [operation for operation in OPERATIONS.values() if operation.method == "GET"]


@pytest.mark.parametrize("operation", LISTS, ids=lambda operation: operation.name)
@pytest.mark.parametrize("full", [True, False], ids=["full", "empty"])
def test_a_wrong_type(account: Account, operation: Operation, full: bool) -> None:
    """The answer is as ever but for one value, which the document does not allow."""
    if full:
        account.own(9309992501)
        account.reserve(FREE)
    right = account.ask("GET", operation.path).json()
    wrong = account.send("GET", operation.path, headers={"Prefer": "fault=wrong_type"}).json()
    with pytest.raises(AssertionError):
        check_answer(operation, 200, wrong)
    assert differences(right, wrong) == 1


def differences(right: Any, wrong: Any) -> int:
    """Count the values that differ."""
    if type(right) is not type(wrong):
        return 1
    if is_object(right) or is_list(right):
        keys, values = zip(*items(right), strict=True) if right else ((), ())
        assert keys == tuple(key for key, _ in items(wrong))
        return sum(map(differences, values, (value for _, value in items(wrong))))
    return int(right != wrong)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ({"a": True, "b": 1}, {"a": "true", "b": 1}),
        ({"a": 1}, {"a": "1"}),
        ({"a": 1.5}, {"a": "1.5"}),
        ({"a": "text"}, {"a": 4}),
        ({"a": None}, {"a": []}),
        ({"a": {"b": 1}}, {"a": "something else"}),
        ({"a": 1, "data": []}, {"a": 1, "data": "something else"}),
        ({"a": 1, "data": [{"b": 2}, {"b": 3}]}, {"a": 1, "data": [{"b": "2"}, {"b": 3}]}),
        ({}, "something else"),
        ([1], "something else"),
    ],
)
def test_which_value_has_a_wrong_type(right: Any, wrong: Any) -> None:
    """The first of a list's first item, where there is one, or the first there is."""
    spoil = WIRE["wrong_type"].spoil
    reply = spoil(Reply(200, json.dumps(right).encode(), JSON_TYPE), Order())
    assert json.loads(reply.content) == wrong


def test_a_wrong_type_where_success_is_all(account: Account) -> None:
    """It is a text that says true."""
    answer = account.send(
        "POST", "/number/reserve", RESERVE, headers={"Prefer": "fault=wrong_type"}
    )
    assert answer.json() == {"success": "true"}


def test_a_preference_on_the_wire(account: Account) -> None:
    """It is said to be applied like any other."""
    answer = account.send("GET", "/number", headers={"Prefer": "fault=empty_body"})
    assert answer.headers["Preference-Applied"] == "fault=empty_body"


@pytest.mark.parametrize(("place", "fault"), list(enumerate(WIRE, 1)))
def test_a_magic_number_of_the_wire(
    account: Account, handle: AccountHandle, place: int, fault: str
) -> None:
    """000 is no status: it stands for the faults of the wire, in the order of the list."""
    headers = {"authorization": f"Bearer {account.token}", "client": f"1999000{place:03}"}
    by_magic = account.mock.reply(Request("GET", f"{PREFIX}/number", headers))
    handle.order(Order(fault=fault))
    headers["client"] = "10553"
    assert account.mock.reply(Request("GET", f"{PREFIX}/number", headers)) == by_magic
    assert [entry.fault for entry in handle.requests()] == [fault, fault]

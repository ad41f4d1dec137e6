"""Where an answer ends, where a request goes, and what a connection is good for afterwards."""

import gzip
import threading
import zlib
from contextlib import suppress
from typing import Any

import msgspec
import pytest
from plusofon_numbers import (
    BadRequest,
    OutcomeUnknown,
    PlusofonError,
    UnreadableAnswer,
    line,
)

from tests.contract import EXAMPLES, OPERATIONS, Operation
from tests.either import (
    Either,
    Kind,
    both_kinds,
    each_operation,
    hurry,
    only_reads,
    sample_of,
)
from tests.hostile import (
    Hostile,
    Peer,
    answers,
    breaks_off,
    chunks,
    each,
    http,
    json,
)

DONE = {"success": True}
REFUSED = {"success": False, "message": "no"}
GZIP = "Content-Encoding: gzip"


@each_operation
@both_kinds
def test_a_redirect(kind: Kind, operation: Operation) -> None:
    """The host that it names gets nothing: neither the request nor the token."""
    with Hostile(answers(json(sample_of(operation)))) as other:
        there = f"Location: {other.base_url}/number"
        for status in ("301 Moved", "302 Found", "303 See Other", "307 Moved", "308 Moved"):
            with (
                Hostile(answers(http(b"", status, there))) as server,
                Either(kind, server.base_url) as caller,
                pytest.raises(PlusofonError),
            ):
                caller.perform(operation)
            assert server.asked == [operation.name]
    assert other.connections == 0


@each_operation
@both_kinds
def test_a_body_that_is_longer_than_its_length(kind: Kind, operation: Operation) -> None:
    """What is too much of it is never taken for the answer to the next request."""
    surplus = json(sample_of(operation) | {"success": True})
    first = json(EXAMPLES["RegionsSample"]) + surplus
    with (
        Hostile(answers(first, json(REFUSED, "400 Bad Request"))) as server,
        Either(kind, server.base_url) as caller,
    ):
        caller.list_regions()
        with pytest.raises(PlusofonError) as caught:
            caller.perform(operation)
    assert isinstance(caught.value, BadRequest), repr(caught.value)
    assert server.asked == ["listRegions", operation.name]


COMPLETE: dict[str, bytes] = {
    "a list": json(EXAMPLES["RegionsSample"]),
    "a list in chunks": chunks(msgspec.json.encode(EXAMPLES["RegionsSample"])) + b"0\r\n\r\n",
    "nothing": http(),
    "no content": b"HTTP/1.1 204 No Content\r\n\r\n",
    "a refusal": json(REFUSED, "403 Forbidden"),
    "a redirect": http(b"", "302 Found", "Location: /"),
    "an informational answer before it": b"HTTP/1.1 103 Early Hints\r\n\r\n" + http(),
    "lines that end with line feeds": b"HTTP/1.1 200 OK\nContent-Length: 2\n\n{}",
    "one line that does": b"HTTP/1.1 200 OK\r\nX: y\nContent-Length: 2\r\n\r\n{}",
    "a length on a line of its own": b"HTTP/1.1 200 OK\r\nContent-Length:\r\n 2\r\n\r\n{}",
    "chunks behind a line feed": b"HTTP/1.1 200 OK\r\nX: y\nTransfer-Encoding: chunked\r\n"
    b"Content-Length: %d\r\n\r\n2\r\n{}\r\n0\r\n\r\n" % (12 + len(json({"success": True}))),
    "a size with many zeros": chunks() + b"%020x\r\n{}\r\n0\r\n\r\n" % 2,
    "a trailer": chunks(b"{}") + b"0\r\nX: y\r\n\r\n",
    "a trailer that ends with line feeds": chunks(b"{}") + b"0\r\nX: y\n\n",
}


@pytest.mark.parametrize("is_late", [False, True], ids=["at once", "late"])
@pytest.mark.parametrize("first", COMPLETE.values(), ids=COMPLETE)
@both_kinds
def test_an_answer_that_came_unasked(kind: Kind, first: bytes, is_late: bool) -> None:
    """It is not the answer to a purchase, whatever stood before it."""
    complete, came = threading.Event(), threading.Event()

    def forge(peer: Peer) -> None:
        assert peer.receive()
        peer.send(first + (b"" if is_late else json(DONE)))
        if is_late:
            assert complete.wait(5)
            peer.send(json(DONE))
        came.set()
        if peer.receive():
            peer.send(json(REFUSED, "400 Bad Request"))

    script = each(forge, answers(json(REFUSED, "400 Bad Request")))
    with Hostile(script) as server, Either(kind, server.base_url) as caller:
        with suppress(PlusofonError):
            caller.list_regions()
        complete.set()
        assert came.wait(5)
        with pytest.raises(PlusofonError) as caught:
            caller.perform(OPERATIONS["buyNumbers"])
    assert isinstance(caught.value, BadRequest), repr(caught.value)
    assert server.asked == ["listRegions", "buyNumbers"]


@pytest.mark.parametrize("first", COMPLETE.values(), ids=COMPLETE)
@both_kinds
def test_a_connection_that_is_used_again(kind: Kind, first: bytes) -> None:
    """Where it is certain that an answer has ended, the next request takes the same one."""
    with Hostile(answers(first, json(DONE))) as server, Either(kind, server.base_url) as caller:
        with suppress(PlusofonError):
            caller.list_regions()
        caller.perform(OPERATIONS["buyNumbers"])
        caller.perform(OPERATIONS["buyNumbers"])
    is_certain = b":\r\n 2" not in first
    assert server.connections == (1 if is_certain else 2)


@each_operation
@both_kinds
def test_a_connection_that_was_closed_between_two_calls(kind: Kind, operation: Operation) -> None:
    """The second call takes another one: its request is neither lost nor sent twice."""
    closed = threading.Event()

    def once(peer: Peer) -> None:
        assert peer.receive()
        peer.send(json(EXAMPLES["RegionsSample"]))
        peer.socket.close()
        closed.set()

    script = each(once, answers(json(sample_of(operation))))
    with Hostile(script) as server, Either(kind, server.base_url, max_retries=0) as caller:
        caller.list_regions()
        assert closed.wait(5)
        caller.perform(operation)
    assert server.asked == ["listRegions", operation.name]
    assert server.connections == 2


@each_operation
@both_kinds
def test_a_connection_that_is_closed_by_the_second_call(
    kind: Kind, operation: Operation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What changes something has left, so it is not sent again; what only reads is."""
    hurry(monkeypatch)

    def once(peer: Peer) -> None:
        assert peer.receive()
        peer.send(json(EXAMPLES["RegionsSample"]))
        assert peer.receive()

    script = each(once, answers(json(sample_of(operation))))
    with Hostile(script) as server, Either(kind, server.base_url, max_retries=1) as caller:
        caller.list_regions()
        if only_reads(operation):
            caller.perform(operation)
        else:
            with pytest.raises(OutcomeUnknown):
                caller.perform(operation)
    assert server.asked[1:] == [operation.name] * (2 if only_reads(operation) else 1)


@each_operation
@both_kinds
def test_an_answer_that_is_cut_anywhere(kind: Kind, operation: Operation) -> None:
    """However much of it came, it is an error and no half of an object."""
    whole = msgspec.json.encode(sample_of(operation))
    head = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"
    places = range(0, len(whole), max(1, len(whole) // 8))
    for place in (*places, len(whole) - 1):
        with (
            Hostile(breaks_off(head + whole[:place])) as server,
            Either(kind, server.base_url) as caller,
            pytest.raises(PlusofonError) as caught,
        ):
            caller.perform(operation)
        expected = UnreadableAnswer if only_reads(operation) else OutcomeUnknown
        assert type(caught.value) is expected


@each_operation
@both_kinds
def test_an_answer_in_any_packing(kind: Kind, operation: Operation) -> None:
    """Chunks, gzip, informational answers before it, or no length at all: it is the same answer."""
    plain = msgspec.json.encode(sample_of(operation))
    packed = gzip.compress(plain)
    wholes = [
        http(plain),
        chunks(plain[:10], plain[10:]) + b"0\r\n\r\n",
        http(packed, "200 OK", GZIP),
        http(packed, "200 OK", "Content-Encoding: X-GZip"),
        http(zlib.compress(plain), "200 OK", "Content-Encoding: deflate"),
        http(plain, "200 OK", "Content-Encoding: identity"),
        b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\n" + http(plain),
        http(plain, "201 Created"),
        b"HTTP/1.0 200 OK\r\n\r\n" + plain,
    ]
    for whole in wholes:
        with Hostile(breaks_off(whole)) as server, Either(kind, server.base_url) as caller:
            answer = caller.perform(operation)
        assert msgspec.to_builtins(answer) == msgspec.json.decode(plain)
        assert server.asked == [operation.name]


@both_kinds
def test_what_is_new_is_delivered(kind: Kind) -> None:
    """A code that nobody knew is delivered as it came, and an unknown property breaks nothing."""
    page: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(EXAMPLES["OffersSample"]))
    page["data"][0] |= {"phone_type": "sat", "number_type": 9, "owner_type": "robot", "new": [1]}
    with (
        Hostile(answers(json(page | {"new": {}}))) as server,
        Either(kind, server.base_url) as caller,
    ):
        offer = caller.search_numbers().data[0]
    assert (offer.phone_type, offer.number_type, offer.owner_type) == ("sat", 9, "robot")


@pytest.mark.parametrize("operation", ["listRegions", "buyNumbers"])
@both_kinds
def test_an_answer_that_is_too_large(
    kind: Kind, operation: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is not kept, however small it was when it came."""
    monkeypatch.setattr(line, "LARGEST_ANSWER", 2**20)
    bomb = gzip.compress(bytes(2**25))
    with (
        Hostile(answers(http(bomb, "200 OK", GZIP))) as server,
        Either(kind, server.base_url) as caller,
        pytest.raises(PlusofonError) as caught,
    ):
        caller.perform(OPERATIONS[operation])
    error = caught.value
    failure = error.failure if isinstance(error, OutcomeUnknown) else error
    assert isinstance(failure, UnreadableAnswer)
    assert "larger" in failure.message
    assert server.asked == [operation]


@both_kinds
def test_many_answers_that_cannot_be_unpacked(kind: Kind) -> None:
    """None of them keeps its connection: there would soon be no other one left."""
    with (
        Hostile(answers(http(b"no gzip", "200 OK", GZIP))) as server,
        Either(kind, server.base_url, timeout=5) as caller,
    ):
        for _ in range(101):
            with pytest.raises(UnreadableAnswer):
                caller.list_regions()
    assert len(server.requests) == 101

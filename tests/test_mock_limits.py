"""What a caller may take of the mock, and that the others do not notice who takes more."""

import gc
import random
import re
import select
import time
from collections.abc import Generator, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace

import pytest

from scripts.mock_server import limits
from scripts.mock_server.connection import Connection
from scripts.mock_server.limits import Limits
from scripts.mock_server.parser import Parser
from scripts.mock_server.reply import Reply
from scripts.mock_server.request import BODY_LIMIT
from scripts.mock_server.server import Server
from tests.echo_server import (
    Answer,
    Caller,
    Echo,
    asked,
    chunks,
    request,
    seconds_for_a_normal_client,
)

NARROW = Limits(slow=0.3, idle=0.8, unread=0.5, linger=0.3, look=0.02, connections=20)
CHUNKED = "Transfer-Encoding: chunked"


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """A server with its own limits."""
    with Server(Echo()) as server:
        yield server.url


@contextmanager
def narrow(engine: Echo | None = None, limits: Limits = NARROW) -> Generator[str]:
    """A server with narrow limits, which still answers a normal client at the end."""
    with Server(engine or Echo(), limits=limits) as server:
        yield server.url
        assert seconds_for_a_normal_client(server.url) < 1


def refused(got: Answer, status: int) -> str:
    """Check that an answer says in JSON why a request was turned away; give the sentence."""
    assert (got.status, got.headers["content-type"]) == (status, "application/json")
    assert got.told["success"] is False
    message: str = got.told["message"]
    assert re.fullmatch(r"[A-Z].{20,300}\.", message), message
    return message


def test_the_limits() -> None:
    """They are what the documentation says."""
    assert (BODY_LIMIT, limits.HEAD, limits.HEADERS) == (1_000_000, 16_384, 100)
    assert (limits.SLOW, limits.IDLE, limits.CONNECTIONS) == (5.0, 75.0, 1000)
    assert Limits() == Limits(connections=1000, head=16_384, headers=100, slow=5.0, idle=75.0)


def test_a_body_of_the_largest_size(url: str) -> None:
    """It is taken, in one piece or in chunks; one byte more is not."""
    largest = b"x" * BODY_LIMIT
    assert asked(url, request("POST / HTTP/1.1", body=largest)).told["length"] == BODY_LIMIT
    head = request("POST / HTTP/1.1", CHUNKED)
    assert asked(url, head + chunks(largest)).told["length"] == BODY_LIMIT
    assert "1000000" in refused(asked(url, request("POST / HTTP/1.1", body=largest + b"x")), 400)
    assert "1000000" in refused(asked(url, head + chunks(largest, b"x")), 400)


@pytest.mark.parametrize(
    ("framing", "sent"),
    [("Content-Length: 30000000", b""), (CHUNKED, b"1C9C380\r\n")],
    ids=["announced", "in chunks"],
)
def test_a_caller_that_sends_too_much_before_it_reads(url: str, framing: str, sent: bytes) -> None:
    """It can send all of it, and then read why nothing was taken."""
    with Caller(url) as caller:
        caller.send(request("POST / HTTP/1.1", framing), sent, b"x" * 30_000_000)
        assert "1000000" in refused(caller.answer(), 400)


def test_a_body_that_is_announced_too_large() -> None:
    """The engine is told at once; the connection ends, whatever the caller goes on sending."""
    engine = Echo()
    with narrow(engine) as url, Caller(url) as caller:
        caller.send(request("POST / HTTP/1.1", "Content-Length: 1000000000") + b"{")
        refused(caller.answer(), 400)
        assert [(seen.broken is not None, seen.raw) for seen in engine.seen] == [(True, b"")]
        with pytest.raises(ConnectionError):  # noqa: PT012 - which of them it is does not matter
            for _ in range(200):
                caller.send(b"x" * 1000)
                time.sleep(0.01)


@pytest.mark.parametrize(
    ("data", "came"),
    [
        (request("POST / HTTP/1.1", "Content-Length: 60") + b"{}", "2 of 60 bytes"),
        (request("POST / HTTP/1.1", CHUNKED) + b"2\r\n{}\r\n", "chunks without an end"),
    ],
)
def test_a_body_that_ends_early(url: str, data: bytes, came: str) -> None:
    """It is refused in the document's words, and its connection closed."""
    with Caller(url) as caller:
        assert came in refused(caller.send(data).end().answer(), 400)
        assert caller.rest() == b""


def test_a_head_that_is_too_large(url: str) -> None:
    """It is refused as soon as that shows, whatever makes it large, and wherever it stands."""
    for data in (
        request("GET /" + "x" * 17_000 + " HTTP/1.1"),
        request("GET / HTTP/1.1", "X: " + "x" * 17_000),
        request("GET / HTTP/1.1", "x" * 17_000 + ": 1"),
        b"\r\n" * 10_000 + request(),
        request("GET / HTTP/1.1")[:-2] + b"x" * 17_000,
        request("POST / HTTP/1.1", CHUNKED) + b"1;" + b"x" * 17_000,
        request("POST / HTTP/1.1", CHUNKED) + b"1\r\nx\r\n0\r\nX: " + b"x" * 17_000,
    ):
        assert "16384 bytes" in refused(asked(url, data), 431)


def test_too_many_headers(url: str) -> None:
    """A hundred are taken, one more is not; of the same name, too."""
    most = [f"X-{n}: 1" for n in range(98)]
    assert asked(url, request("GET / HTTP/1.1", *most, "X-99: 1")).status == 200
    assert "100" in refused(asked(url, request("GET / HTTP/1.1", *most, "X-99: 1", "X: 1")), 431)
    refused(asked(url, request("GET / HTTP/1.1", *(["X: 1"] * 2000))), 431)


BROKEN = {
    "random bytes": random.Random(1).randbytes(5000),  # noqa: S311 - it is to be the same each time
    "an empty line and NUL": b"\r\n\0",
    "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "HTTP/0.9": b"GET /\r\n\r\n",
    "HTTP/1.2": b"GET / HTTP/1.2\r\nHost: localhost\r\n\r\n",
    "a word": b"NONSENSE\r\n\r\n",
    "a long word": b"A" * 40,
    "no target": request("GET  HTTP/1.1"),
    "a space too many": request("GET / / HTTP/1.1"),
    "a target that is no path": request("GET number HTTP/1.1"),
    "a target elsewhere": request("GET ftp://localhost/ HTTP/1.1"),
    "a proxy's request": b"CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n\r\n",
    "NUL in the target": request("GET /\0 HTTP/1.1"),
    "NUL in a value": request("GET / HTTP/1.1", "X: \0"),
    "NUL in a name": request("GET / HTTP/1.1", "X\0: 1"),
    "a header without a colon": request("GET / HTTP/1.1", "X"),
    "a space before the colon": request("GET / HTTP/1.1", "Content-Length : 1"),
    "a line that goes on": request("GET / HTTP/1.1", "X: 1", " 2"),
    "bare line feeds": request().replace(b"\r\n", b"\n"),
    "a bare carriage return": request("GET / HTTP/1.1", "X: 1\rY: 2"),
    "a negative length": request("POST / HTTP/1.1", "Content-Length: -5"),
    "a length with a sign": request("POST / HTTP/1.1", "Content-Length: +5"),
    "a length that is no number": request("POST / HTTP/1.1", "Content-Length: abc"),
    "a length in hex": request("POST / HTTP/1.1", "Content-Length: 0x5"),
    "no length": request("POST / HTTP/1.1", "Content-Length:"),
    "a length beyond all bounds": request("POST / HTTP/1.1", "Content-Length: " + "9" * 30),
    "two lengths": request("POST / HTTP/1.1", "Content-Length: 1", "Content-Length: 2"),
    "twice the same length": request("POST / HTTP/1.1", *["Content-Length: 2"] * 2) + b"{}",
    "a list of lengths": request("POST / HTTP/1.1", "Content-Length: 2, 2") + b"{}",
    "a length and chunks": request("POST / HTTP/1.1", "Content-Length: 2", CHUNKED) + chunks(b"{}"),
    "chunks and a length": request("POST / HTTP/1.1", CHUNKED, "Content-Length: 2") + chunks(b"{}"),
    "chunks in HTTP/1.0": request("POST / HTTP/1.0", CHUNKED) + chunks(b"{}"),
    "another encoding": request("POST / HTTP/1.1", "Transfer-Encoding: gzip, chunked") + chunks(),
    "chunks that are not last": request("POST / HTTP/1.1", "Transfer-Encoding: chunked, gzip"),
    "chunks twice": request("POST / HTTP/1.1", CHUNKED, CHUNKED) + chunks(b"{}"),
    "a chunk of no size": request("POST / HTTP/1.1", CHUNKED) + b"zz\r\n",
    "a chunk of a negative size": request("POST / HTTP/1.1", CHUNKED) + b"-1\r\n",
    "a chunk of a huge size": request("POST / HTTP/1.1", CHUNKED) + b"F" * 20 + b"\r\n",
    "a chunk longer than its size": request("POST / HTTP/1.1", CHUNKED) + b"1\r\n{}\r\n",
}


@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN.keys())
@pytest.mark.parametrize("before", [b"", request("GET /before HTTP/1.1")], ids=["first", "second"])
def test_what_is_no_http(url: str, before: bytes, data: bytes) -> None:
    """It is answered with a sentence in JSON at once, behind what came before; then it is over."""
    with Caller(url) as caller:
        caller.send(before + data)
        assert not before or caller.answer().told["path"] == "/before"
        got = caller.answer()
        refused(got, 400)
        assert got.headers["connection"] == "close"
        assert caller.rest() == b""


def test_what_is_said_of_what_is_no_http(url: str) -> None:
    """The usual mistakes are called by their name."""
    assert "http://" in refused(asked(url, BROKEN["TLS"]), 400)
    assert "HTTP/1.1" in refused(asked(url, BROKEN["HTTP/2"]), 400)
    assert "proxy" in refused(asked(url, BROKEN["a proxy's request"]), 400)
    assert "Content-Length" in refused(asked(url, BROKEN["two lengths"]), 400)


def test_an_end_within_a_head(url: str) -> None:
    """It is no request; an end before one is no mistake."""
    with Caller(url) as caller:
        refused(caller.send(request()[:-2]).end().answer(), 400)
    with Caller(url) as caller:
        assert caller.end().rest() == b""


SLOW = {
    "a head": (b"GET / HTTP/1.1\r\nX", b"X"),
    "a method": (b"GE", b"T"),
    "empty lines": (b"\r\n", b"\r\n"),
    "a body": (request("POST / HTTP/1.1", "Content-Length: 99"), b"x"),
    "chunks": (request("POST / HTTP/1.1", CHUNKED), b"1\r\nx\r\n"),
}


@pytest.mark.parametrize(("begin", "more"), SLOW.values(), ids=SLOW.keys())
def test_a_caller_that_is_slow(begin: bytes, more: bytes) -> None:
    """A byte now and then does not help: it is cut off after its time, with a sentence."""
    with narrow() as url, Caller(url) as caller:
        caller.send(request("GET /before HTTP/1.1")).answer()
        begun = time.monotonic()
        caller.send(begin)
        while not select.select([caller.socket], [], [], 0.08)[0]:
            caller.send(more)
            assert time.monotonic() - begun < 1
        assert "0.3 seconds" in refused(caller.answer(), 408)
        assert 0.25 < time.monotonic() - begun < 1
        assert caller.rest() == b""


def test_the_time_that_a_caller_has(url: str) -> None:
    """It is 5 seconds for a head, and for a body; who has not begun keeps the connection."""
    begun = time.monotonic()
    with Caller(url) as head, Caller(url) as body, Caller(url) as idle:
        head.send(b"GET / HTTP/1.1\r\nHost: lo")
        body.send(request("POST / HTTP/1.1", "Content-Length: 9") + b"{")
        for caller in (head, body):
            assert "5 seconds" in refused(caller.answer(), 408)
            assert 4.9 < time.monotonic() - begun < 6.5
        assert idle.send(request()).answer().status == 200


def test_a_connection_without_a_request() -> None:
    """It lives longer than a slow one, and then it is closed without a word."""
    with narrow() as url, Caller(url) as new, Caller(url) as used:
        used.send(request()).answer()
        begun = time.monotonic()
        assert (new.rest(), used.rest()) == (b"", b"")
        assert 0.7 < time.monotonic() - begun < 2


def test_more_connections_than_there_may_be() -> None:
    """The one that has been quiet the longest goes; who asks now and then stays."""
    with narrow(limits=replace(NARROW, slow=30, idle=60)) as url, ExitStack() as stack:
        busy = stack.enter_context(Caller(url))
        crowd = [stack.enter_context(Caller(url)) for _ in range(15)]
        assert all(caller.send(request()).answer().status == 200 for caller in crowd)
        for caller in crowd[:5]:
            caller.send(request()[:-2])
        time.sleep(0.1)
        busy.send(request()).answer()
        late = [stack.enter_context(Caller(url)) for _ in range(10)]
        assert busy.send(request()).answer().status == 200
        assert all(caller.rest() == b"" for caller in crowd[5:11])
        for caller in crowd[:5]:
            assert caller.send(b"\r\n").answer().status == 200, "It has begun later than they came."
        assert late[-1].send(request()).answer().status == 200


def test_a_caller_that_does_not_read() -> None:
    """No more is carried out for it than fits into a few buffers, and it is dropped in the end."""
    page = Reply(200, b"x" * 100_000)
    engine = Echo({"/page": page})
    with narrow(engine) as url, Caller(url) as caller:
        caller.socket.settimeout(0.1)
        with pytest.raises((TimeoutError, ConnectionError)):  # noqa: PT012 - it does not matter where
            while True:
                caller.send(request("GET /page HTTP/1.1") * 500)
        carried_out = sum(seen.path == "/page" for seen in list(engine.seen))
        assert carried_out * len(page.content) < 10_000_000
        time.sleep(0.8)
        caller.socket.settimeout(10)
        with pytest.raises(ConnectionError):  # noqa: PT012 - what was sent before it comes first
            for _ in range(1000):
                assert caller.socket.recv(1_000_000), "It was cut off, not ended."


def test_unfinished_requests_of_many() -> None:
    """Together they hold so many bytes and no more: the oldest is told to come again."""
    with narrow(limits=replace(NARROW, unfinished=500_000, slow=30)) as url, ExitStack() as stack:
        head = request("POST / HTTP/1.1", "Content-Length: 200001")
        callers = [stack.enter_context(Caller(url)) for _ in range(4)]
        for caller in callers:
            caller.send(head, b"x" * 200_000)
            time.sleep(0.1)
        for caller in callers[:2]:
            assert "500000 bytes" in refused(caller.answer(), 503)
        for caller in callers[2:]:
            assert caller.send(b"x").answer().told["length"] == 200_001


def test_what_a_connection_leaves_behind() -> None:
    """Nothing that waits for the garbage collector: a body of it would stay for long."""
    with narrow() as url:
        kinds = (Connection, Parser)
        others = {id(found) for found in gc.get_objects() if isinstance(found, kinds)}
        gc.disable()
        try:
            for data in (request()[:-2], request(), request() + b"\0", request() + request()[:-2]):
                with Caller(url) as caller:
                    caller.send(data)
                    time.sleep(0.05)
            time.sleep(0.2)
            left = {id(found) for found in gc.get_objects() if isinstance(found, kinds)}
            assert left <= others
        finally:
            gc.enable()

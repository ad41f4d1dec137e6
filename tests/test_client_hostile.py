"""A server that cuts, lies and talks nonsense: what each operation makes of it, and how often."""

import gzip
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import msgspec
import pytest
from plusofon_numbers import (
    BadRequest,
    ConnectionFailed,
    NoAccess,
    NotAuthenticated,
    NotFound,
    OutcomeUnknown,
    PlusofonError,
    RateLimited,
    ServerFailed,
    TimedOut,
    UnreadableAnswer,
)

from tests.contract import EXAMPLES, OPERATIONS, Operation
from tests.either import (
    KINDS,
    Either,
    Kind,
    both_kinds,
    hurry,
    only_reads,
)
from tests.hostile import (
    Hostile,
    Peer,
    Script,
    answers,
    breaks_off,
    chunks,
    closes,
    hangs,
    http,
    json,
    never_ends,
    trickles,
)

DONE = {"success": True}
REFUSED = {"success": False, "message": "no"}
HTML = b"<!DOCTYPE html><html><body><h1>It works!</h1></body></html>"
DEEP = b"[" * 100_000
GZIP = "Content-Encoding: gzip"
PACKED = gzip.compress(msgspec.json.encode(DONE))
ELSEWHERE = "Location: http://127.0.0.1:1/api/v1/number"


@dataclass(frozen=True)
class Failure:
    """What goes wrong, and what it is called.

    Attributes:
        script: What the server does.
        read: What an operation raises that only reads.
        change: What any other raises.
        again: Whether one that only reads asks again.
        whole: Whether the server reads the requests, and so can count them.
    """

    script: Script
    read: type[PlusofonError]
    change: type[PlusofonError]
    again: bool = False
    whole: bool = True


def broken(script: Script, *, whole: bool = True) -> Failure:
    """The line broke: it may have been carried out, and asking again may help."""
    return Failure(script, ConnectionFailed, OutcomeUnknown, again=True, whole=whole)


def unreadable(answer: bytes) -> Failure:
    """The answer is no answer: it may have been carried out, and asking again helps nobody."""
    return Failure(answers(answer), UnreadableAnswer, OutcomeUnknown)


def refused(answer: bytes, kind: type[PlusofonError], *, again: bool = False) -> Failure:
    """The service said no: nothing was carried out."""
    return Failure(answers(answer), kind, kind, again=again)


def failed(answer: bytes, *, again: bool = False) -> Failure:
    """Something on the way failed: it may have been carried out."""
    return Failure(answers(answer), ServerFailed, OutcomeUnknown, again=again)


BREAKS: dict[str, Failure] = {
    "closes before it reads": broken(closes, whole=False),
    "closes without an answer": broken(breaks_off()),
    "resets without an answer": broken(breaks_off(harshly=True)),
    "half a status line": broken(breaks_off(b"HTTP/1.1 20")),
    "a status line and no more": broken(breaks_off(b"HTTP/1.1 200 OK\r\n")),
    "half of the headers": broken(breaks_off(b"HTTP/1.1 200 OK\r\nContent-Le")),
    "headers and no body": broken(breaks_off(http(length=16))),
    "a body shorter than its length": broken(breaks_off(http(b'{"success":true}', length=17))),
    "a body reset in the middle": broken(breaks_off(http(b'{"succ', length=16), harshly=True)),
    "an informational answer and no more": broken(breaks_off(b"HTTP/1.1 100 Continue\r\n\r\n")),
    "chunks without an end": broken(breaks_off(chunks(b'{"success":true}'))),
    "a chunk that is cut": broken(breaks_off(chunks(b'{"success":true}')[:-4])),
    "chunks without a size": broken(breaks_off(chunks() + b"zz\r\n{}\r\n0\r\n\r\n")),
    "a chunk with a negative size": broken(breaks_off(chunks() + b"-1\r\n{}\r\n0\r\n\r\n")),
    "an answer of before HTTP had headers": broken(breaks_off(HTML)),
    "an answer in another protocol": broken(breaks_off(b"\x15\x03\x01\x00\x02\x02\x28")),
    "the request, sent back": broken(breaks_off(b"POST /api/v1/number/buy HTTP/1.1\r\n\r\n")),
    "zeros": broken(breaks_off(bytes(200_000))),
    "a very long header": broken(breaks_off(http(b"{}", "200 OK", f"X-Long: {'x' * 200_000}"))),
    "a header without a colon": broken(breaks_off(http(b"{}", "200 OK", "colon"))),
    "two lengths": broken(breaks_off(http(b"{}", "200 OK", "Content-Length: 16"))),
    "a length below zero": broken(breaks_off(http(b"{}", length=-1))),
    "a length that is no number": broken(
        breaks_off(b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n{}")
    ),
    "an encoding of the transfer that is unknown": broken(
        breaks_off(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: rot13\r\n\r\n{}")
    ),
    "another protocol from now on": broken(
        breaks_off(
            b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: tea\r\nConnection: upgrade\r\n\r\n"
        )
    ),
    "a status of two digits": broken(breaks_off(http(b"{}", "20 OK"))),
    "a status below the first": broken(breaks_off(http(b"{}", "099 Before"))),
}

UNREADABLE: dict[str, Failure] = {
    "HTML": unreadable(http(HTML, "200 OK", "Content-Type: text/html")),
    "nothing": unreadable(http()),
    "nothing, after which it closes": Failure(
        breaks_off(b"HTTP/1.1 200 OK\r\n\r\n"), UnreadableAnswer, OutcomeUnknown
    ),
    "half of an answer without a length": Failure(
        breaks_off(b'HTTP/1.1 200 OK\r\n\r\n{"success":tr'), UnreadableAnswer, OutcomeUnknown
    ),
    "no content": unreadable(b"HTTP/1.1 204 No Content\r\n\r\n"),
    "nothing to be seen again": unreadable(http(b"", "205 Reset Content")),
    "accepted for later": unreadable(http(b"", "202 Accepted")),
    "no gzip": unreadable(http(b"no gzip", "200 OK", GZIP)),
    "half of a gzip": unreadable(http(PACKED[:20], "200 OK", GZIP)),
    "a gzip without its checksum": unreadable(http(PACKED[:-8], "200 OK", GZIP)),
    "a gzip without its last byte": unreadable(http(PACKED[:-1], "200 OK", GZIP)),
    "a gzip with a wrong checksum": unreadable(
        http(PACKED[:-8] + bytes(4) + PACKED[-4:], "200 OK", GZIP)
    ),
    "two gzips": unreadable(http(PACKED + PACKED, "200 OK", GZIP)),
    "a gzip inside a gzip": unreadable(
        http(gzip.compress(PACKED), "200 OK", "Content-Encoding: gzip, gzip")
    ),
    "no deflate": unreadable(http(b"\xff\xff", "200 OK", "Content-Encoding: deflate")),
    "an encoding that nobody asked for": unreadable(
        http(b"\x1b\x0f\x00\xf8", "200 OK", "Content-Encoding: br")
    ),
    "a gzip inside nothing": unreadable(http(PACKED)),
    "a list": unreadable(json([DONE])),
    "a text": unreadable(json("success")),
    "a number": unreadable(json(1)),
    "null": unreadable(json(None)),
    "an empty object": unreadable(json({})),
    "an error that is not the provider's": unreadable(json({"error": {"message": "no"}})),
    "a success that is a text": unreadable(json({"success": "true"})),
    "two answers in one": unreadable(http(b'{"success":true}{"success":true}')),
    "no UTF-8": unreadable(http(b'{"success":true,"message":"\xff\xfe"}')),
    "no UTF-8 at all": unreadable(http('{"success":true}'.encode("utf-16"))),
    "NaN": unreadable(http(b'{"success":NaN}')),
    "100,000 lists inside each other": unreadable(http(DEEP)),
    "100,000 lists where nobody looks": unreadable(http(b'{"success":true,"new":' + DEEP)),
    "moved for good": unreadable(http(b"", "301 Moved Permanently", ELSEWHERE)),
    "found elsewhere": unreadable(http(b"", "302 Found", ELSEWHERE)),
    "see there": unreadable(http(b"", "303 See Other", ELSEWHERE)),
    "not modified": unreadable(b"HTTP/1.1 304 Not Modified\r\n\r\n"),
    "moved for now": unreadable(http(b"", "307 Temporary Redirect", ELSEWHERE)),
    "moved with its method": unreadable(http(b"", "308 Permanent Redirect", ELSEWHERE)),
    "moved, and done all the same": unreadable(json(DONE, "302 Found", ELSEWHERE)),
    "moved to nowhere": unreadable(http(b"", "302 Found", "Location: //:0")),
    "status 600": unreadable(json(REFUSED, "600 Odd")),
    "status 999": unreadable(json(DONE, "999 Odd")),
}

REFUSALS: dict[str, Failure] = {
    "a refusal inside 200": refused(json(EXAMPLES["RefusedInside200"]), BadRequest),
    "a refusal inside 201": refused(json(REFUSED, "201 Created"), BadRequest),
    "a wrong path inside 200": refused(json(EXAMPLES["PageNotFound"]), NotFound),
    "400": refused(json(REFUSED, "400 Bad Request"), BadRequest),
    "401": refused(json(EXAMPLES["Unauthenticated"], "401 Unauthorized"), NotAuthenticated),
    "403": refused(json(EXAMPLES["Forbidden"], "403 Forbidden"), NoAccess),
    "404": refused(json({"error": "not here"}, "404 Not Found"), NotFound),
    "404 in HTML": refused(http(HTML, "404 Not Found"), NotFound),
    "405": refused(json(EXAMPLES["MethodNotAllowed"], "405 Method Not Allowed"), BadRequest),
    "422": refused(json(EXAMPLES["Unprocessable"], "422 Unprocessable"), BadRequest),
    "429": refused(
        json(EXAMPLES["TooManyRequests"], "429 Too Many Requests"), RateLimited, again=True
    ),
    "429 in HTML": refused(http(HTML, "429 Too Many Requests"), RateLimited, again=True),
    "403 and a deep body": refused(http(b'{"message":' + DEEP, "403 Forbidden"), NoAccess),
    "403 and no UTF-8": refused(http(b'{"message":"\xff"}', "403 Forbidden"), NoAccess),
    "403 and no gzip": Failure(
        answers(http(b"no gzip", "403 Forbidden", GZIP)), UnreadableAnswer, OutcomeUnknown
    ),
    "403 and nothing, packed": refused(http(b"", "403 Forbidden", GZIP), NoAccess),
    "403 by a server with a Russian name": refused(
        json(REFUSED, "403 Forbidden", "Server: Плюсофон"), NoAccess
    ),
    "403 by a server that says so in Russian": refused(json(REFUSED, "403 Запрещено"), NoAccess),
    "no access, as a 500": refused(json(EXAMPLES["NoAccess"], "500 Server Error"), NoAccess),
    "the provider's own 501": refused(json(REFUSED, "501 Not Implemented"), ServerFailed),
    "a failure": failed(json(EXAMPLES["ServerError"], "500 Server Error")),
    "a failure in HTML": failed(http(HTML, "500 Server Error")),
    "a failure without words": failed(http(b"", "500 Server Error")),
    "a failure in a list": failed(json([REFUSED], "500 Server Error")),
    "501": failed(http(HTML, "501 Not Implemented")),
    "520": failed(http(HTML, "520 Web Server Returned an Unknown Error")),
    "599": failed(http(HTML, "599 Network Connect Timeout")),
    "502": failed(http(HTML, "502 Bad Gateway"), again=True),
    "503": failed(http(HTML, "503 Service Unavailable"), again=True),
    "504": failed(http(HTML, "504 Gateway Timeout"), again=True),
    "502 that speaks like the provider": failed(json(REFUSED, "502 Bad Gateway"), again=True),
    "503 that speaks like the provider": failed(
        json(REFUSED, "503 Service Unavailable"), again=True
    ),
    "504 that speaks like the provider": failed(json(REFUSED, "504 Gateway Timeout"), again=True),
}

FAILURES = BREAKS | UNREADABLE | REFUSALS


def outcome_of(caller: Either, operation: Operation) -> tuple[str, str]:
    """What a call raises, and what that says was behind it."""
    try:
        answer = caller.perform(operation)
    except OutcomeUnknown as unknown:
        return "OutcomeUnknown", type(unknown.failure).__name__
    except Exception as error:  # whatever it is, it is told
        return type(error).__name__, ""
    return f"{answer!r}, as if nothing had happened", ""


@pytest.mark.parametrize("failure", FAILURES.values(), ids=FAILURES)
@both_kinds
def test_a_failure(kind: Kind, failure: Failure, monkeypatch: pytest.MonkeyPatch) -> None:
    """It has its name; what only reads may ask again, and what changes something asks once."""
    hurry(monkeypatch)
    expected, came = dict[str, Any](), dict[str, Any]()
    with (
        Hostile(failure.script) as server,
        Either(kind, server.base_url, max_retries=2) as caller,
    ):
        for name, operation in OPERATIONS.items():
            raised = failure.read if only_reads(operation) else failure.change
            behind = failure.read.__name__ if raised is OutcomeUnknown else ""
            times = 3 if failure.again and only_reads(operation) else 1
            before = server.connections
            outcome = outcome_of(caller, operation)
            count = server.counts[name] if failure.whole else server.connections - before
            expected[name] = (raised.__name__, behind, times)
            came[name] = (*outcome, count)
    assert came == expected
    assert all(issubclass(kind, PlusofonError) for kind in (failure.read, failure.change))


SLOW: dict[str, Script] = {
    "never answers": hangs(),
    "never ends its headers": hangs(b"HTTP/1.1 200 OK\r\n"),
    "never sends its body": hangs(http(length=16)),
    "trickles its headers": trickles(b"", b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 9999),
    "trickles its body": trickles(http(length=9999), b" " * 9999),
    "trickles chunks": trickles(chunks(), b"1\r\n \r\n" * 9999),
    "trickles a gzip": trickles(http(b"", "200 OK", GZIP, length=9999), b"\x1f\x8b\x08\x08" * 99),
    "sends informational answers for ever": never_ends(
        b"", b"HTTP/1.1 102 Processing\r\n\r\n", 0.001
    ),
    "sends them slowly": never_ends(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n", 0.02),
    "sends a body for ever": never_ends(http(length=2**60), b" " * 65536, 0.001),
    "sends chunks for ever": never_ends(chunks(), b"1\r\n \r\n", 0.001),
}


@pytest.mark.parametrize("script", SLOW.values(), ids=SLOW)
@both_kinds
def test_an_answer_that_does_not_end(kind: Kind, script: Script) -> None:
    """The call ends in time all the same, for each operation, and was asked for once."""

    def perform(operation: Operation) -> tuple[Operation, PlusofonError, float]:
        with Either(kind, server.base_url, timeout=1.0) as caller:
            begin = time.monotonic()
            with pytest.raises(PlusofonError) as caught:
                caller.perform(operation)
            return operation, caught.value, time.monotonic() - begin

    with Hostile(script) as server, ThreadPoolExecutor(len(OPERATIONS)) as threads:
        outcomes = list(threads.map(perform, OPERATIONS.values()))
    for operation, error, took in outcomes:
        expected = TimedOut if only_reads(operation) else OutcomeUnknown
        assert type(error) is expected, repr(error)
        if isinstance(error, OutcomeUnknown):
            assert type(error.failure) is TimedOut
        assert 0.9 < took < 5, operation.name
    assert server.counts == dict.fromkeys(OPERATIONS, 1)


@both_kinds
def test_a_byte_at_the_last_moment(kind: Kind) -> None:
    """It buys the server no more time: the last wait ends with the call."""

    def script(peer: Peer) -> None:
        if peer.receive():
            peer.send(http(length=9999))
            if not peer.server.over.wait(0.9):
                peer.send(b" ")
                peer.hold()

    with Hostile(script) as server, Either(kind, server.base_url, timeout=1) as caller:
        begin = time.monotonic()
        assert outcome_of(caller, OPERATIONS["buyNumbers"]) == ("OutcomeUnknown", "TimedOut")
        assert time.monotonic() - begin < 1.7
    assert server.asked == ["buyNumbers"]


def test_every_operation_is_tried() -> None:
    """The tests above go through all 13 operations, with both clients."""
    assert (len(OPERATIONS), len(KINDS)) == (13, 2)
    assert sum(map(only_reads, OPERATIONS.values())) == 7

"""What is turned away at the door is told word for word, and how an answer begins on the wire."""

from typing import Any, get_args

import msgspec
import pytest

from scripts.mock_server.parser import Stage
from scripts.mock_server.rejections import REJECTIONS, Name, Rejected
from scripts.mock_server.reply import Reply, Wire, head, phrase
from scripts.mock_server.waits import READING, SLOW, Wait

SAID: dict[Name, tuple[dict[str, Any], int, str]] = {
    "no_http": (
        {"problem": "it ended within its headers"},
        400,
        "An HTTP/1.1 request was expected: it ended within its headers. Correct it and send again.",
    ),
    "https": (
        {},
        400,
        "TLS came, the mock speaks plain HTTP. Write http:// instead of https://.",
    ),
    "http_2": (
        {},
        400,
        "HTTP/2 came, the mock speaks HTTP/1.1. Let the client begin with that.",
    ),
    "no_proxy": (
        {},
        400,
        "CONNECT came, the mock is no proxy. Leave the mock's address out of the proxy settings,"
        " and send requests to it.",
    ),
    "no_host": (
        {"came": "none came"},
        400,
        "One header Host was expected, none came. Send one with the address of the mock.",
    ),
    "foreign_host": (
        {"host": "evil.example"},
        403,
        'The mock answers to the names of this machine, "evil.example" is none (a page could have'
        " its own name lead here). Ask for 127.0.0.1, or start the mock with --allow-host"
        " evil.example.",
    ),
    "foreign_origin": (
        {"origin": "https://evil.example"},
        403,
        'The mock answers no page of another origin, this came from "https://evil.example". Start'
        " it with --allow-origin and the origin of your page, scheme and port included.",
    ),
    "foreign_site": (
        {"site": "cross-site"},
        403,
        'The mock answers no page of another site, the browser says "cross-site". Open the address'
        " by hand, or start the mock with --allow-origin and the origin of your page.",
    ),
    "head_too_large": (
        {"limit": 16384},
        431,
        "The request line and the headers are over 16384 bytes together. Send fewer.",
    ),
    "too_many_headers": ({"limit": 100}, 431, "There are over 100 headers. Send fewer."),
    "slow_head": (
        {"seconds": 5.0},
        408,
        "The headers had not ended after 5 seconds. Send them in one go.",
    ),
    "slow_body": (
        {"seconds": 0.25},
        408,
        "The body had not ended after 0.25 seconds. Send what Content-Length announces.",
    ),
    "no_room": (
        {"limit": 4000000},
        503,
        "Unfinished requests took over 4000000 bytes, and this was the oldest. Send it again, in"
        " one go.",
    ),
}


@pytest.mark.parametrize("name", REJECTIONS)
def test_what_is_said(name: Name) -> None:
    """Each says what came and what to do, and ends the connection."""
    facts, status, message = SAID[name]
    rejected = Rejected(name, **facts)
    reply = rejected.reply()
    assert (rejected.name, str(rejected)) == (name, name)
    assert (reply.status, reply.close, reply.wire) == (status, True, None)
    assert reply.headers == (("Content-Type", "application/json"),)
    assert msgspec.json.decode(reply.content) == {"success": False, "message": message}


def test_all_that_is_said() -> None:
    """No rejection is left out."""
    assert {*SAID} == {*REJECTIONS} == {*get_args(Name)}


def test_what_is_echoed() -> None:
    """A text of the caller is cut at a hundred characters, a number is not."""
    rejected = Rejected("foreign_host", host="h" * 101, port=10**200)
    assert rejected.facts == {"host": "h" * 99 + "…", "port": 10**200}
    assert Rejected("foreign_host", host="h" * 100).facts == {"host": "h" * 100}


def test_what_is_waited_for() -> None:
    """Whoever is slow is told with what: until a head is whole, with that; then with the body."""
    assert {stage: SLOW[wait] for stage, wait in READING.items()} == {
        Stage.START: "slow_head",
        Stage.HEAD: "slow_head",
        Stage.BODY: "slow_body",
    }
    assert {*SLOW} == {Wait.HEAD, Wait.BODY}


# The head of an answer.


def test_the_head_of_an_answer() -> None:
    """A line, its headers, the connection where something is to be said of it, and the length."""
    reply = Reply(200, b"{}")
    assert head(reply) == (
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n"
    )
    assert head(reply, "close") == (
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n"
        b"Content-Length: 2\r\n\r\n"
    )
    assert head(Reply(204, b"", ())) == b"HTTP/1.1 204 No Content\r\n\r\n"
    assert head(Reply(205, b"", ())) == b"HTTP/1.1 205 Reset Content\r\nContent-Length: 0\r\n\r\n"


def test_an_odd_status() -> None:
    """It has a phrase, whatever it is."""
    assert (phrase(404), phrase(299)) == ("Not Found", "Unknown")


def test_a_value_over_several_lines() -> None:
    """It stays on its own, and what no header can carry is a question mark."""
    reply = Reply(200, b"", (("X-Odd", "a\r\nb\nc\rd\u20ac\xe9"),))
    assert head(reply) == (b"HTTP/1.1 200 OK\r\nX-Odd: a  b c d?\xe9\r\nContent-Length: 0\r\n\r\n")


def test_an_answer_as_most_are() -> None:
    """Nothing happens to it on its way, and the connection stays."""
    reply = Reply(200, b"{}")
    assert (reply.wire, reply.close) == (None, False)
    assert Wire() == (0.0, None, None, None, None)

"""The server of vectors answers the request that it waits for, and refuses any other."""

import json
import socket
from collections.abc import Generator
from contextlib import closing, contextmanager
from http.client import HTTPConnection, HTTPResponse, IncompleteRead
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest

from tests.clients.server import VectorServer, serving
from tests.clients.vectors import Vector, load_vectors
from tests.contract import OPERATIONS

VECTORS = load_vectors()
SEARCH = VECTORS["searchNumbers-moscow"]
BUY = VECTORS["buyNumbers-several"]
RELEASE = VECTORS["releaseNumber-plain"]
JSON = "application/json"


@pytest.fixture
def server() -> Generator[VectorServer]:
    """A server of its own."""
    with serving(VECTORS) as server:
        yield server


def ask(
    server: VectorServer,
    vector: Vector,
    *,
    method: str = "",
    path: str = "",
    headers: dict[str, str | None] | None = None,
    body: Any = None,
) -> tuple[int, bytes, HTTPResponse]:
    """Send the request that a vector waits for, or another one; the answer."""
    with sending(server, vector, method, path, headers or {}, body) as connection:
        answer = connection.getresponse()
        return answer.status, answer.read(), answer


@contextmanager
def sending(
    server: VectorServer,
    vector: Vector,
    method: str,
    path: str,
    headers: dict[str, str | None],
    body: Any,
) -> Generator[HTTPConnection]:
    """A connection over which a request has been sent."""
    whole = {"Authorization": f"Bearer {vector.id}", "Client": "10553", "Accept": JSON}
    content = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
    typed = {"Content-Type": JSON} if content else {}
    sent = {**whole, **typed, **headers}
    with closing(HTTPConnection(urlsplit(server.url).netloc, timeout=10)) as connection:
        connection.request(
            method or vector.request.method,
            path or vector.request.path,
            content,
            {name: value for name, value in sent.items() if value is not None},
        )
        yield connection


def raw(
    server: VectorServer, vector: Vector, headers: dict[str, str | None], path: str, body: Any
) -> bytes:
    """What comes over the wire, be it HTTP or not, until the connection ends."""
    with sending(server, vector, "", path, headers, body) as connection:
        return connection.sock.makefile("rb").read()


@pytest.mark.parametrize("operation", OPERATIONS)
def test_the_right_requests(server: VectorServer, operation: str) -> None:
    """They are answered as their vectors say, filters being a body or a query string."""
    for vector in (each for each in VECTORS.values() if each.operation == operation):
        filters = vector.request.filters
        check(server, vector, body=filters or vector.request.body or None)
        assert not server.notes.about(vector.id), vector.id
        if filters:
            check(server, vector, path=f"{vector.request.path}?{urlencode(filters)}")
            assert server.notes.about(vector.id) == ["expected one request, 2 came"]
    assert not server.notes.strangers


def check(server: VectorServer, vector: Vector, path: str = "", body: Any = None) -> None:
    """Demand that a request is answered as the vector says."""
    given = vector.answer
    headers: dict[str, str | None] = {"Client": vector.client or "10553"}
    if not given.status:
        assert raw(server, vector, headers, path, body) == given.content, vector.id
        return
    if given.is_cut:
        with pytest.raises(IncompleteRead):
            ask(server, vector, headers=headers, path=path, body=body)
        return
    status, content, answer = ask(server, vector, headers=headers, path=path, body=body)
    assert (status, content) == (given.status, given.content), vector.id
    assert given.headers.items() <= dict(answer.getheaders()).items(), vector.id


OFFERS = SEARCH.request.filters
PURCHASE = BUY.request.body
QUERY = f"{SEARCH.request.path}?{urlencode(OFFERS)}"
WRONG: dict[str, tuple[Vector, dict[str, Any], str]] = {
    "another method": (BUY, {"method": "PUT", "body": PURCHASE}, "method: expected POST, PUT"),
    "another path": (BUY, {"path": "/api/v1/number/bu", "body": PURCHASE}, "path: expected"),
    "a path outside": (BUY, {"path": "/number/buy", "body": PURCHASE}, "path: expected"),
    "no token": (SEARCH, {"path": QUERY, "headers": {"Authorization": None}}, "Authorization"),
    "another token": (
        SEARCH,
        {"path": QUERY, "headers": {"Authorization": "Bearer abc"}},
        "Authorization",
    ),
    "another scheme": (
        SEARCH,
        {"path": QUERY, "headers": {"Authorization": f"Token {SEARCH.id}"}},
        "Authorization",
    ),
    "no client": (SEARCH, {"path": QUERY, "headers": {"Client": None}}, "Client: expected 10553"),
    "another client": (SEARCH, {"path": QUERY, "headers": {"Client": "1"}}, "Client: expected"),
    "the default instead of the client": (
        VECTORS["listNumbers-other-client"],
        {"body": VECTORS["listNumbers-other-client"].request.filters},
        "Client: expected 20001, 10553 came",
    ),
    "no Accept": (SEARCH, {"path": QUERY, "headers": {"Accept": None}}, "Accept: expected"),
    "any Accept": (SEARCH, {"path": QUERY, "headers": {"Accept": "*/*"}}, "Accept: expected"),
    "a body of another type": (
        BUY,
        {"body": PURCHASE, "headers": {"Content-Type": "text/plain"}},
        "Content-Type: expected",
    ),
    "a body without type": (
        BUY,
        {"body": PURCHASE, "headers": {"Content-Type": None}},
        "Content-Type: expected",
    ),
    "no filters": (SEARCH, {}, "body.owner_type: expected 'personal', nothing came"),
    "a filter less": (
        SEARCH,
        {"path": QUERY.replace("&number_type=0", "")},
        "query.number_type: expected '0', nothing came",
    ),
    "a filter more": (SEARCH, {"path": f"{QUERY}&page=1"}, "query.page: expected nothing"),
    "an empty filter": (SEARCH, {"path": f"{QUERY}&page="}, "query.page: expected nothing"),
    "a filter twice": (SEARCH, {"path": f"{QUERY}&city_code=495"}, "names something twice"),
    "a query string that is none": (SEARCH, {"path": f"{QUERY}&page"}, "can be read"),
    "filters twice": (SEARCH, {"path": QUERY, "body": OFFERS}, "both came"),
    "a filter of another type": (
        SEARCH,
        {"body": OFFERS | {"city_code": "495"}},
        "body.city_code: expected 495, '495' came",
    ),
    "the class as an integer": (
        SEARCH,
        {"body": OFFERS | {"number_type": 0}},
        "body.number_type: expected '0', 0 came",
    ),
    "no body": (BUY, {}, "body.numbers: expected"),
    "numbers as texts": (
        BUY,
        {"body": PURCHASE | {"numbers": ["4951919030", "4951919031"]}},
        "body.numbers[0]: expected 4951919030, '4951919030' came",
    ),
    "numbers in another order": (
        BUY,
        {"body": PURCHASE | {"numbers": PURCHASE["numbers"][::-1]}},
        "body.numbers[0]: expected",
    ),
    "a number less": (
        BUY,
        {"body": PURCHASE | {"numbers": [4951919030]}},
        "body.numbers: expected",
    ),
    "a property more": (BUY, {"body": PURCHASE | {"x": None}}, "body.x: expected nothing"),
    "a query beside a body": (
        BUY,
        {"path": f"{BUY.request.path}?owner_type=business", "body": PURCHASE},
        "query: expected none",
    ),
    "no JSON": (BUY, {"body": b"[object Object]"}, "can be read"),
    "no object": (BUY, {"body": [PURCHASE]}, "body: expected a JSON object"),
    "a body where none is due": (RELEASE, {"body": {"pin": ""}}, "body.pin: expected nothing"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_request(server: VectorServer, case: str) -> None:
    """It is refused with what differs, and counts though the client may hide the refusal."""
    vector, sent, words = WRONG[case]
    status, content, _ = ask(server, vector, **sent)
    assert status == 418
    assert words in content.decode()
    noted = server.notes.strangers or server.notes.about(vector.id)
    assert len(noted) == len(content.decode().splitlines())
    assert words in noted[0]


def test_a_vector_without_a_request(server: VectorServer) -> None:
    """It counts as wrong."""
    assert server.notes.about(BUY.id) == ["expected one request, 0 came"]


def test_a_request_that_is_repeated(server: VectorServer) -> None:
    """It is answered, and counts as wrong: nothing is to be sent twice."""
    for _ in range(2):
        assert ask(server, BUY, body=PURCHASE)[0] == 200
    assert server.notes.about(BUY.id) == ["expected one request, 2 came"]


def test_an_empty_object(server: VectorServer) -> None:
    """Where nothing needs to be said, it is as good as no body."""
    assert ask(server, RELEASE, body={})[0] == 200
    assert not server.notes.about(RELEASE.id)


def test_a_body_in_chunks(server: VectorServer) -> None:
    """It is put together."""
    content = json.dumps(PURCHASE).encode()
    head = (
        f"POST {BUY.request.path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {BUY.id}\r\n"
        f"Client: 10553\r\nAccept: {JSON}\r\nContent-Type: {JSON}; charset=utf-8\r\n"
        "Transfer-Encoding: chunked\r\n\r\n"
    )
    parts = b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in (content[:9], content[9:]))
    address = ("127.0.0.1", server.server_port)
    with socket.create_connection(address, timeout=10) as connection:
        connection.sendall(head.encode() + parts + b"0\r\n\r\n")
        assert connection.recv(65536).startswith(b"HTTP/1.1 200 ")
    assert not server.notes.about(BUY.id)

"""What the client says when things go wrong on the other side."""

import asyncio
import functools
import pickle
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import httpx2
import msgspec
import pytest
from plusofon_numbers import (
    AsyncPlusofon,
    BadRequest,
    ConnectionFailed,
    NoAccess,
    NotFound,
    Plusofon,
    PlusofonError,
    RateLimited,
    ServerFailed,
    TimedOut,
    UnreadableAnswer,
)

from tests.bridge import BASE_URL
from tests.contract import EXAMPLES

TOKEN = "test-client"


def answered(content: Any, status: int = 200, **headers: str) -> Plusofon:
    """A client whose every request is answered so; JSON, unless it is bytes."""
    body = content if isinstance(content, bytes) else msgspec.json.encode(content)
    answer = functools.partial(httpx2.Response, status, headers=headers, stream=Bytes(body))
    transport = httpx2.MockTransport(lambda _: answer())
    return Plusofon(TOKEN, base_url=BASE_URL, transport=transport, max_retries=0)


class Bytes(httpx2.SyncByteStream):
    """A body as it comes off the wire."""

    def __init__(self, content: bytes) -> None:
        self.content = content

    def __iter__(self) -> Iterator[bytes]:
        yield self.content


REFUSED: dict[str, tuple[int, Any, type[PlusofonError], str]] = {
    "message": (400, {"message": "no money", "code": "400"}, BadRequest, "no money"),
    "error": (404, {"error": "not here", "success": None}, NotFound, "not here"),
    "errors alone": (422, {"errors": {"number": ["is due"]}}, BadRequest, "is due"),
    "errors as text": (422, {"errors": {"number": "is due"}}, BadRequest, "is due"),
    "errors as a list": (422, {"message": "", "errors": ["is due"]}, BadRequest, "is due"),
    "no words": (403, [], NoAccess, "no reason"),
    "no access": (500, EXAMPLES["NoAccess"], NoAccess, "Not enough rights."),
    "a failure of the service": (500, EXAMPLES["ServerError"], ServerFailed, "Server Error"),
    "HTML": (502, b"<html>", ServerFailed, "no reason"),
    "too many": (429, EXAMPLES["TooManyRequests"], RateLimited, "Too Many Attempts."),
    "a failure inside 200": (
        200,
        EXAMPLES["RefusedInside200"],
        BadRequest,
        "Flashcall account not found",
    ),
    "a failure inside 200 that drifts": (
        200,
        {"success": False, "message": None, "code": "500", "error": "no money"},
        BadRequest,
        "no money",
    ),
    "a page that says failure": (
        200,
        EXAMPLES["NumbersSample"] | {"success": False, "message": "half of it"},
        BadRequest,
        "half of it",
    ),
    "a wrong path": (200, EXAMPLES["PageNotFound"], NotFound, "Page not found."),
}


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED)
def test_a_refusal(case: tuple[int, Any, type[PlusofonError], str]) -> None:
    """It has its name, and the service's words, whatever stands beside them; and it pickles."""
    status, content, kind, words = case
    with answered(content, status) as plusofon, pytest.raises(kind) as caught:
        plusofon.list_numbers()
    error = caught.value
    assert type(error) is kind
    assert words in str(error)
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert (type(again), str(again), vars(again)) == (kind, str(error), vars(error))
    assert again.args == error.args


def test_words_that_would_move_the_cursor() -> None:
    """An error is one line that a terminal can show, whatever the service says."""
    words = "no\r\n\x1b[2Jmoney\u2028\u202e\x00 left"
    with answered({"message": words}, 400) as plusofon, pytest.raises(BadRequest) as caught:
        plusofon.list_numbers()
    assert str(caught.value).isprintable()
    assert "listNumbers, status 400: no [2Jmoney left. Nothing was changed" in str(caught.value)
    assert caught.value.message == words


@pytest.mark.parametrize(("opens", "closes"), [("[", "]"), ('{"a":', "}"), ('{"message":', "}")])
@pytest.mark.parametrize("depth", [20, 900, 5000])
def test_words_that_lie_deep(depth: int, opens: str, closes: str) -> None:
    """They are passed over, and the refusal is still one."""
    content = f'{{"errors":{opens * depth}"deep"{closes * depth},"success":false}}'
    with answered(content.encode(), 400) as plusofon, pytest.raises(BadRequest) as caught:
        plusofon.list_numbers()
    assert "no reason" in str(caught.value)


def test_an_answer_that_cannot_be_unpacked() -> None:
    """It is unreadable, and its status is known: it may have been a purchase."""
    client = answered(b"no gzip", 201, **{"Content-Encoding": "gzip"})
    with client as plusofon, pytest.raises(UnreadableAnswer) as caught:
        plusofon.list_numbers()
    assert caught.value.status == 201
    pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - our own bytes


def test_a_redirect_to_nowhere() -> None:
    """Even one that no URL can be made of is an error of the client."""
    with answered(b"", 302, Location="//:0") as plusofon, pytest.raises(PlusofonError):
        plusofon.list_numbers()


def test_a_number_that_is_not_quite_whole() -> None:
    """It is not rounded into an integer."""
    sample = msgspec.json.encode(EXAMPLES["NumbersSample"])
    price = sample.replace(b'"period_price":99,', b'"period_price":4503599627370497.5,')
    with answered(price) as plusofon, pytest.raises(UnreadableAnswer):
        plusofon.list_numbers()
    total = sample.replace(b'"total":2', b'"total":9007199254740993.0')
    with answered(total) as plusofon:
        assert plusofon.list_numbers().total == 9007199254740993


def test_a_closed_client() -> None:
    """It says so as an error of its own."""
    plusofon = answered(EXAMPLES["NumbersSample"])
    with plusofon:
        plusofon.list_numbers()
    with pytest.raises(ConnectionFailed, match="closed"):
        plusofon.list_numbers()


def test_a_closed_client_that_awaits() -> None:
    """The same, for the client with coroutines."""

    async def use() -> None:
        transport = httpx2.MockTransport(
            lambda _: httpx2.Response(200, json=EXAMPLES["NumbersSample"])
        )
        async with AsyncPlusofon(TOKEN, base_url=BASE_URL, transport=transport) as plusofon:
            await plusofon.list_numbers()
        with pytest.raises(ConnectionFailed, match="closed"):
            await plusofon.list_numbers()

    asyncio.run(use())


@pytest.fixture
def deaf() -> Iterator[str]:
    """The base URL of a server that takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        held: list[socket.socket] = []

        def hold() -> None:
            try:
                while True:
                    held.append(server.accept()[0])
            except OSError:
                return

        thread = threading.Thread(target=hold, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/api/v1"
        server.shutdown(socket.SHUT_RDWR)
        thread.join()
        for connection in held:
            connection.close()


def test_a_server_that_never_answers(deaf: str) -> None:
    """The call ends after the given time, with a name for it."""
    begin = time.monotonic()
    with Plusofon(TOKEN, base_url=deaf, timeout=0.1) as plusofon, pytest.raises(TimedOut):
        plusofon.list_numbers()
    assert time.monotonic() - begin < 4, "the transport's own limit, and not the caller's"


def test_nobody_listens() -> None:
    """A connection that is refused is a failure of the connection."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    client = Plusofon(TOKEN, base_url=f"http://127.0.0.1:{port}/api/v1", max_retries=0)
    with client, pytest.raises(ConnectionFailed):
        client.list_numbers()

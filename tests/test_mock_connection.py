"""The mock's side of HTTP: what comes on a socket, what goes, and how servers start and end."""

import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from threading import Thread
from typing import Any

import pytest

from scripts.mock_server.reply import Reply, Wire
from scripts.mock_server.request import Request
from scripts.mock_server.server import Server, listen
from tests.echo_server import Answer, Caller, Echo, asked, chunks, request, running

BODY = b'{"number": 9581234567}'


@pytest.fixture(scope="module", params=["uvloop", "asyncio"])
def loop(request: pytest.FixtureRequest) -> Iterator[str]:
    """Each of the loops: uvloop is not to be had everywhere."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "asyncio":
            patch.setitem(sys.modules, "uvloop", None)
        yield request.param


@pytest.fixture(scope="module")
def engine() -> Echo:
    """The engine behind the URL."""
    return Echo()


@pytest.fixture(scope="module")
def url(loop: str, engine: Echo) -> Iterator[str]:  # noqa: ARG001 - it is there when this starts
    """A server."""
    with Server(engine) as server:
        yield server.url


def test_two_requests_on_one_connection(url: str) -> None:
    """Both are answered on it."""
    with Caller(url) as caller:
        paths = [caller.send(request(f"GET /{n} HTTP/1.1")).answer().told["path"] for n in (1, 2)]
    assert paths == ["/1", "/2"]


def test_requests_at_once(url: str) -> None:
    """They are answered in their order, however many come."""
    many = range(3000)
    with Caller(url) as caller:
        sender = Thread(target=caller.send, args=[request(f"GET /{n} HTTP/1.1") for n in many])
        sender.start()
        assert [caller.answer().told["path"] for _ in many] == [f"/{n}" for n in many]
        sender.join()


def test_a_request_in_single_bytes(url: str) -> None:
    """It is what it is in one piece."""
    whole = request("BREW /pot?milk=1 HTTP/1.1", "X-A: 1", "X-A: 2", body=BODY) * 2
    with Caller(url) as caller:
        caller.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for at in range(len(whole)):
            caller.send(whole[at : at + 1])
        first, second = caller.answer(), caller.answer()
    assert first == second == asked(url, whole)


def test_what_the_engine_is_given(url: str) -> None:
    """Names in lower case, values without space around them, repeated ones joined; the body."""
    line = "POST /a%20b?page=2 HTTP/1.1"
    told = asked(url, request(line, "X-Odd:  caf\xe9 \t", "x-odd: 2", "Empty:", body=BODY)).told
    headers = {"host": "localhost", "x-odd": "caf\xe9, 2", "empty": "", "content-length": "22"}
    assert told["headers"] == headers
    assert (told["method"], told["path"], told["query"]) == ("POST", "/a b", {"page": "2"})
    assert told["body"] == BODY.decode()


def test_the_headers_of_the_request_before(url: str) -> None:
    """They may come again, with another line and another body, or the body later."""
    with Caller(url) as caller:
        caller.send(request("POST /1 HTTP/1.1", "X-Same: 1", body=b"first"))
        assert caller.answer().told["body"] == "first"
        caller.send(request("PUT /2?page=1 HTTP/1.1", "X-Same: 1", body=b"other"))
        told = caller.answer().told
        assert (told["method"], told["path"], told["body"]) == ("PUT", "/2", "other")
        late = request("POST /3 HTTP/1.1", "X-Same: 1", body=b"later")
        caller.send(late[:-2])
        time.sleep(0.05)
        caller.send(late[-2:] + request("GET /4 HTTP/1.1", "X-Same: 2"))
        assert caller.answer().told["body"] == "later"
        told = caller.answer().told
        assert (told["path"], told["headers"]["x-same"], told["body"]) == ("/4", "2", "")


@pytest.mark.parametrize("method", ["DELETE", "PATCH", "OPTIONS", "TRACE", "BREW", "get", "M-1"])
def test_any_method(url: str, method: str) -> None:
    """It comes as it is, and is the engine's to judge."""
    with Caller(url) as caller:
        for _ in range(2):
            told = caller.send(request(f"{method} /x HTTP/1.1", body=BODY)).answer().told
            assert (told["method"], told["path"], told["length"]) == (method, "/x", len(BODY))


def test_head(url: str) -> None:
    """It is told the length and sent no body, so that the next answer is found."""
    with Caller(url) as caller:
        got = caller.send(request("HEAD / HTTP/1.1")).answer(body=False)
        assert int(got.headers["content-length"]) > 0
        assert caller.send(request("GET /next HTTP/1.1")).answer().told["path"] == "/next"


@pytest.mark.parametrize(
    ("target", "path", "host"),
    [
        ("http://127.0.0.1:1/number?page=2", "/number", "127.0.0.1:1"),
        ("HTTP://127.0.0.1", "/", "127.0.0.1"),
        ("*", "*", "localhost"),
        ("//double", "//double", "localhost"),
    ],
)
def test_a_target_in_another_form(url: str, target: str, path: str, host: str) -> None:
    """Of a whole URL the path is taken, and its host in the place of the header's."""
    told = asked(url, request(f"OPTIONS {target} HTTP/1.1")).told
    assert (told["path"], told["headers"]["host"]) == (path, host)


@pytest.mark.parametrize(
    ("line", "headers", "stays"),
    [
        ("GET / HTTP/1.1", [], True),
        ("GET / HTTP/1.1", ["Connection: close"], False),
        ("GET / HTTP/1.0", [], False),
        ("GET / HTTP/1.0", ["Connection: keep-alive"], True),
    ],
)
def test_what_becomes_of_a_connection(url: str, line: str, headers: list[str], stays: bool) -> None:
    """It stays or is closed as the caller wants, and the answer says so where it has to."""
    with Caller(url) as caller:
        got = caller.send(request(line, *headers)).answer()
        assert ("close" in got.headers.get("connection", "")) is not stays
        if stays:
            assert ("keep-alive" in got.headers.get("connection", "")) is ("1.0" in line)
            assert caller.send(request()).answer().status == 200
        else:
            assert caller.rest() == b""


def test_an_answer_that_ends_the_connection() -> None:
    """It says so, and what the caller had sent behind it is not carried out."""
    engine = Echo({"/last": Reply(500, b"{}", close=True)})
    with Server(engine) as server, Caller(server.url) as caller:
        got = caller.send(request("GET /last HTTP/1.1") + request()).answer()
        assert (got.status, got.headers["connection"]) == (500, "close")
        assert caller.rest() == b""
    assert len(engine.seen) == 1


def test_a_caller_that_ends_its_side(url: str) -> None:
    """It is answered all that it asked before."""
    with Caller(url) as caller:
        caller.send(request("GET /1 HTTP/1.1") + request("GET /2 HTTP/1.1")).end()
        assert [caller.answer().told["path"] for _ in range(2)] == ["/1", "/2"]
        assert caller.rest() == b""


def test_a_body_in_chunks(url: str) -> None:
    """It is put together; what trails behind it is no header; the next request is found."""
    head = request("POST / HTTP/1.1", "Transfer-Encoding: chunked")
    body = chunks(b"one\n", b"two\r\n" * 2, b"\r\n\r\n", trailer=b"Authorization: Bearer x\r\n")
    with Caller(url) as caller:
        told = caller.send(head + body + request("GET /next HTTP/1.1")).answer().told
        assert told["body"] == "one\ntwo\r\ntwo\r\n\r\n\r\n"
        assert "authorization" not in told["headers"]
        assert caller.answer().told["path"] == "/next"


def test_a_body_that_waits_for_leave(url: str) -> None:
    """The caller is told to go on, once, and then answered."""
    with Caller(url) as caller:
        caller.send(request("POST / HTTP/1.1", "Expect: 100-continue", "Content-Length: 22"))
        assert caller.answer() == Answer(100, {}, b"")
        assert caller.send(BODY).answer().told["body"] == BODY.decode()


def test_a_body_that_waits_for_leave_in_vain(url: str) -> None:
    """Who announces too much is refused instead, in the document's words."""
    with Caller(url) as caller:
        caller.send(request("POST / HTTP/1.1", "Expect: 100-continue", "Content-Length: 1000001"))
        got = caller.answer()
        assert (got.status, got.told["success"]) == (400, False)
        assert caller.rest() == b""


@pytest.mark.parametrize("framing", ["Content-Length: 22", "Transfer-Encoding: chunked"])
def test_another_protocol_is_offered(url: str, framing: str) -> None:
    """HTTP/1.1 goes on, the body is a body: Java's client offers HTTP/2 with its first request."""
    offer = ("Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AA")
    body = BODY if "Length" in framing else chunks(BODY)
    with Caller(url) as caller:
        caller.send(request("POST /a HTTP/1.1", *offer, framing) + body)
        assert caller.answer().told["body"] == BODY.decode()
        assert caller.send(request("GET /b HTTP/1.1", *offer)).answer().told["path"] == "/b"
        assert caller.send(request("GET /c HTTP/1.1")).answer().told["path"] == "/c"


class Slow(Echo):
    """An engine that answers from a thread, each request a little later than the one before."""

    def handle(self, request: Request, done: Callable[[Reply], None]) -> None:
        """Answer later."""
        self.seen.append(request)
        Thread(target=self._later, args=(request, done)).start()

    def _later(self, request: Request, done: Callable[[Reply], None]) -> None:
        time.sleep(0.1)
        done(self.told(request))


def test_an_engine_that_answers_later(loop: str) -> None:  # noqa: ARG001 - it runs on each
    """Its next request of a connection comes to it after the answer, those of others meanwhile."""
    engine = Slow()
    with Server(engine) as server, Caller(server.url) as one, Caller(server.url) as other:
        one.send(request("GET /1 HTTP/1.1") + request("GET /2 HTTP/1.1"))
        other.send(request("GET /3 HTTP/1.1"))
        assert one.answer().told["path"] == "/1"
        assert sorted(seen.path for seen in list(engine.seen)[:2]) == ["/1", "/3"]
        assert (other.answer().told["path"], one.answer().told["path"]) == ("/3", "/2")


def test_a_caller_that_goes_before_the_answer(loop: str) -> None:  # noqa: ARG001 - it runs on each
    """Nobody else notices."""
    with Server(Slow()) as server:
        with Caller(server.url) as caller:
            caller.send(request())
        time.sleep(0.2)
        assert asked(server.url, request()).status == 200


@pytest.fixture(scope="module")
def faulty(loop: str) -> Iterator[str]:  # noqa: ARG001 - it runs on each
    """A server whose answers come to harm on their way."""
    wires = {
        "delay": Wire(delay=0.3),
        "reset": Wire(reset_after=0),
        "reset_later": Wire(reset_after=30),
        "cut": Wire(cut_after=3),
        "trickle": Wire(trickle=0.004),
        "raw": Wire(raw=b"\x00garbage"),
        "late_reset": Wire(delay=0.2, reset_after=5),
    }
    replies = {f"/{name}": Reply(200, b'{"a": 1}', wire=wire) for name, wire in wires.items()}
    with Server(Echo(replies)) as server:
        yield server.url


def timed(call: Callable[[], Any]) -> tuple[Any, float]:
    """Call; give the result, and the seconds."""
    begin = time.monotonic()
    return call(), time.monotonic() - begin


@pytest.mark.parametrize(("name", "count"), [("reset", 0), ("reset_later", 30), ("late_reset", 5)])
def test_a_connection_that_is_reset(faulty: str, name: str, count: int) -> None:
    """So many bytes come, and then the system says that the peer reset the connection."""
    with Caller(faulty) as caller:
        caller.send(request(f"GET /{name} HTTP/1.1"))
        came = b"".join(caller.socket.recv(1) for _ in range(count))
        assert b"HTTP/1.1 200 OK\r\nContent-Type: ".startswith(came)
        with pytest.raises(ConnectionResetError):
            caller.socket.recv(1)


def test_an_answer_that_is_cut(faulty: str) -> None:
    """Fewer bytes come than were announced, and then an end."""
    with Caller(faulty) as caller:
        head, _, body = caller.send(request("GET /cut HTTP/1.1")).rest().partition(b"\r\n\r\n")
    assert b"Content-Length: 8" in head
    assert body == b'{"a'


def test_an_answer_that_comes_late(faulty: str) -> None:
    """It comes after that time, and the connection stays."""
    with Caller(faulty) as caller:
        got, seconds = timed(caller.send(request("GET /delay HTTP/1.1")).answer)
        assert got.content == b'{"a": 1}'
        assert 0.28 < seconds < 2
        assert caller.send(request("GET /x HTTP/1.1")).answer().status == 200


def test_an_answer_that_trickles(faulty: str) -> None:
    """It comes whole, byte by byte, and the connection stays."""
    with Caller(faulty) as caller:
        got, seconds = timed(caller.send(request("GET /trickle HTTP/1.1")).answer)
        assert got.content == b'{"a": 1}'
        assert seconds > 0.004 * 70
        assert caller.send(request("GET /x HTTP/1.1")).answer().status == 200


def test_an_answer_that_is_none(faulty: str) -> None:
    """The bytes come as they are, and then an end."""
    with Caller(faulty) as caller:
        assert caller.send(request("GET /raw HTTP/1.1")).rest() == b"\x00garbage"


def test_several_servers_in_a_process() -> None:
    """Each has a port and an engine of its own, and ends by itself."""
    engines = Echo(), Echo()
    with Server(engines[0]) as one, Server(engines[1]) as other:
        assert one.url != other.url
        one.stop()
        one.stop()
        assert asked(other.url, request()).status == 200
        with pytest.raises(ConnectionRefusedError):
            Caller(one.url)
        assert asked(one.start().url, request()).status == 200
    assert [len(engine.seen) for engine in engines] == [1, 1]


def test_a_port_that_is_taken(url: str) -> None:
    """It is an OSError for the caller to put into words."""
    port = int(url.rpartition(":")[2])
    with pytest.raises(OSError, match="in use"):
        listen(port=port)
    with pytest.raises(OSError, match="in use"):
        Server(Echo(), port=port).start()


def test_a_server_that_stops(loop: str) -> None:  # noqa: ARG001 - it runs on each
    """Half a request does not hold it up, and an answer under way still leaves."""
    server = Server(Slow()).start()
    with Caller(server.url) as half, Caller(server.url) as whole:
        half.send(request()[:-5])
        whole.send(request("GET /leaves HTTP/1.1"))
        time.sleep(0.05)
        _, seconds = timed(server.stop)
        assert whole.answer().told["path"] == "/leaves"
        assert half.rest() == b""
    assert seconds < 1.5


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_while_requests_are_half_sent(number: signal.Signals) -> None:
    """The process ends within a second or so, quietly, with 0."""
    with running() as (process, url), Caller(url) as idle, Caller(url) as half:
        assert idle.send(request()).answer().status == 200
        half.send(request("POST / HTTP/1.1", "Content-Length: 60") + b"{")
        time.sleep(0.05)
        process.send_signal(number)
        output, seconds = timed(lambda: process.communicate(timeout=5))
        assert (process.returncode, *output) == (0, "", "")
        assert seconds < 2

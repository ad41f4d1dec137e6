"""A server that keeps no rule: a test scripts each of its connections, and counts what came."""

import socket
import struct
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Self

import msgspec

from tests.bridge import routed
from tests.contract import BASE_PATH

PATIENCE = 20.0
"""How long the server waits for a caller, in seconds, before it takes the test for broken."""

LONG = 8.0
"""How long an answer goes on, in seconds, that is to go on for ever."""


@dataclass(frozen=True)
class Received:
    """A request, when all of it has come."""

    method: str
    path: str
    lines: list[str]
    content: bytes
    connection: int

    @property
    def headers(self) -> dict[str, str]:
        """Its headers, by their names in small letters."""
        return {name.lower(): value for name, value in (x.split(": ", 1) for x in self.lines)}

    @property
    def operation(self) -> str:
        """The name of the operation that it asks for."""
        return routed(self.method, self.path)[0].name

    @property
    def body(self) -> Any:
        """Its JSON body; None where it has none."""
        return msgspec.json.decode(self.content) if self.content else None


@dataclass
class Peer:
    """The server's end of a connection."""

    server: "Hostile"
    socket: socket.socket
    number: int
    _unread: bytes = b""

    def receive(self) -> Received | None:
        """The next request, which is counted; None where the caller has hung up."""
        while b"\r\n\r\n" not in self._unread:
            if not self._read():
                return None
        head, _, self._unread = self._unread.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        length = sum(int(x[15:]) for x in lines if x.lower().startswith("content-length:"))
        while len(self._unread) < length:
            if not self._read():
                return None
        content, self._unread = self._unread[:length], self._unread[length:]
        method, path, _ = first.split(" ")
        request = Received(method, path, lines, content, self.number)
        self.server.requests.append(request)
        return request

    def _read(self) -> bytes:
        came = self.socket.recv(65536)
        self._unread += came
        return came

    def send(self, content: bytes) -> None:
        """Send all at once."""
        self.socket.sendall(content)

    def trickle(self, content: bytes, pause: float = 0.02) -> None:
        """Send one byte at a time, for as long as an answer goes on."""
        for position in range(min(len(content), int(LONG / pause))):
            self.send(content[position : position + 1])
            if self.server.over.wait(pause):
                return

    def hold(self) -> None:
        """Keep silent until the caller hangs up."""
        while self.socket.recv(65536):
            pass

    def reset(self) -> None:
        """Break the connection off, with what is still on its way."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()


Script = Callable[[Peer], None]
"""What happens on a connection. It is closed at the end."""


@dataclass
class Hostile:
    """A server on a free port of this machine, that does to each connection what its script says.

    Args:
        script: What happens on a connection.
        listens: Whether it takes connections from the start. Until `listen`, they are refused.
    """

    script: Script
    listens: bool = True
    requests: list[Received] = field(default_factory=list[Received])
    connections: int = 0
    over: threading.Event = field(default_factory=threading.Event)
    _open: list[socket.socket] = field(default_factory=list[socket.socket])
    _threads: list[threading.Thread] = field(default_factory=list[threading.Thread])
    _mistakes: list[Exception] = field(default_factory=list[Exception])

    def __enter__(self) -> Self:
        self._listener = socket.socket()
        self._listener.bind(("127.0.0.1", 0))
        if self.listens:
            self.listen()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self._shut(self._listener)
        self._join(1)
        for connection in self._open:
            self._shut(connection)
        self._join(len(self._threads))
        for connection in (self._listener, *self._open):
            connection.close()
        for mistake in self._mistakes:
            raise mistake

    @staticmethod
    def _shut(connection: socket.socket) -> None:
        try:
            connection.shutdown(socket.SHUT_RDWR)
        except OSError:  # it is not connected any more
            return

    def _join(self, count: int) -> None:
        for thread in self._threads[:count]:
            thread.join(PATIENCE)
            assert not thread.is_alive(), "a script does not come to its end"

    @property
    def port(self) -> int:
        """Where it is."""
        port: int = self._listener.getsockname()[1]
        return port

    @property
    def base_url(self) -> str:
        """The base URL of a service that is there."""
        return f"http://127.0.0.1:{self.port}{BASE_PATH}"

    @property
    def asked(self) -> list[str]:
        """The operations that were asked for, in their order."""
        return [request.operation for request in self.requests]

    @property
    def counts(self) -> Counter[str]:
        """How many requests of each operation came."""
        return Counter(self.asked)

    def listen(self) -> None:
        """Take connections from now on."""
        self._listener.listen(128)
        self._start(self._accept)

    def _start(self, task: Callable[[], None]) -> None:
        thread = threading.Thread(target=task, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            connection.settimeout(PATIENCE)
            self._open.append(connection)
            self._start(partial(self._serve, Peer(self, connection, self.connections)))

    def _serve(self, peer: Peer) -> None:
        try:
            with peer.socket:
                self.script(peer)
        except OSError:  # the caller has gone, and that is its right
            return
        except Exception as mistake:  # to be told in the test's own thread
            self._mistakes.append(mistake)


def http(
    content: bytes = b"", status: str = "200 OK", *headers: str, length: int | None = None
) -> bytes:
    """An answer as it goes over the wire; its length may be a lie."""
    told = len(content) if length is None else length
    head = [f"HTTP/1.1 {status}", f"Content-Length: {told}", *headers]
    return "\r\n".join([*head, "", ""]).encode() + content


def json(value: Any, status: str = "200 OK", *headers: str) -> bytes:
    """The same for JSON."""
    return http(msgspec.json.encode(value), status, "Content-Type: application/json", *headers)


def chunks(*parts: bytes) -> bytes:
    """The beginning of an answer in chunks, to which nothing but the last one is missing."""
    body = b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in parts)
    return b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + body


def answers(*given: bytes) -> Script:
    """Each request gets the next of these answers, and then the last one for ever."""
    left = list(given)
    lock = threading.Lock()

    def script(peer: Peer) -> None:
        while peer.receive():
            with lock:
                answer = left.pop(0) if len(left) > 1 else left[0]
            peer.send(answer)

    return script


def responds(respond: Callable[[Received], bytes | None]) -> Script:
    """Each request gets what this function says; for None, the connection ends."""

    def script(peer: Peer) -> None:
        while request := peer.receive():
            answer = respond(request)
            if answer is None:
                return
            peer.send(answer)

    return script


def each(*scripts: Script) -> Script:
    """Each connection goes by the next of these scripts, and then by the last one for ever."""

    def script(peer: Peer) -> None:
        scripts[min(peer.number, len(scripts)) - 1](peer)

    return script


def breaks_off(sent: bytes = b"", *, harshly: bool = False) -> Script:
    """A request is answered so, and the connection ends."""

    def script(peer: Peer) -> None:
        if peer.receive():
            peer.send(sent)
            if harshly:
                peer.reset()

    return script


def hangs(sent: bytes = b"") -> Script:
    """A request is answered so, and nothing follows."""

    def script(peer: Peer) -> None:
        if peer.receive():
            peer.send(sent)
            peer.hold()

    return script


def trickles(fast: bytes, slow: bytes) -> Script:
    """A request is answered, from some place on by one byte at a time."""

    def script(peer: Peer) -> None:
        if peer.receive():
            peer.send(fast)
            peer.trickle(slow)
            peer.hold()

    return script


def never_ends(sent: bytes, again: bytes, pause: float = 0.0) -> Script:
    """A request is answered, and then the same follows for longer than any test waits."""

    def script(peer: Peer) -> None:
        if peer.receive():
            peer.send(sent)
            end = time.monotonic() + LONG
            while not peer.server.over.wait(pause) and time.monotonic() < end:
                peer.send(again)

    return script


def closes(_: Peer) -> None:
    """A connection is closed before anything was read."""

"""A server whose engine tells what came. What is tried with it is the way there and back.

    python -m tests.echo_server

serves one on a free port, until a signal ends it.
"""

import json
import socket
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from scripts.mock_server.access import Access
from scripts.mock_server.refusals import Refused
from scripts.mock_server.reply import Reply
from scripts.mock_server.request import Request
from scripts.mock_server.server import authority, listen, serve

ROOT = Path(__file__).resolve().parents[1]


class Echo:
    """An engine. `seen` has what came to it; `replies` says what to answer, by path."""

    def __init__(self, replies: dict[str, Reply] | None = None) -> None:
        self.seen: deque[Request] = deque(maxlen=1000)
        self.replies = replies or {}

    def handle(self, request: Request, done: Callable[[Reply], None]) -> None:
        """Tell what came, or why it was not taken."""
        self.seen.append(request)
        done(self.replies.get(request.path) or self.told(request))

    def gather(self, later: object) -> None:
        """Each request is answered at once."""

    def told(self, request: Request) -> Reply:
        """What came, as JSON."""
        try:
            told: dict[str, Any] = {
                "method": request.method,
                "path": request.path,
                "query": request.query(),
                "headers": dict(request.headers),
                "length": len(request.body()),
                "body": request.body()[:100].decode("latin-1"),
                "url": request.url,
            }
        except Refused as refused:
            return Reply(refused.row.status, json.dumps(refused.body()).encode())
        return Reply(200, json.dumps(told).encode())


class Answer(NamedTuple):
    """An answer, as it came."""

    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def told(self) -> Any:
        """Its JSON."""
        return json.loads(self.content)


class Caller:
    """A connection by hand."""

    def __init__(self, url: str, timeout: float = 10) -> None:
        parts = urlsplit(url)
        address = (parts.hostname or "", parts.port or 0)
        self.socket = socket.create_connection(address, timeout=timeout)
        self._left = b""

    def __enter__(self) -> "Caller":
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()

    def send(self, *data: bytes) -> "Caller":
        """Send bytes as they are."""
        for part in data:
            self.socket.sendall(part)
        return self

    def end(self) -> "Caller":
        """Send no more."""
        self.socket.shutdown(socket.SHUT_WR)
        return self

    def answer(self, *, body: bool = True) -> Answer:
        """Read one answer; `body` says whether it has one."""
        while b"\r\n\r\n" not in self._left:
            self._read()
        head, _, self._left = self._left.partition(b"\r\n\r\n")
        line, *lines = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): value for name, _, value in (one.partition(": ") for one in lines)}
        length = int(headers.get("content-length", 0)) if body else 0
        while len(self._left) < length:
            self._read()
        content, self._left = self._left[:length], self._left[length:]
        return Answer(int(line.split(" ")[1]), headers, content)

    def rest(self) -> bytes:
        """Read until the server closes. Raises ConnectionResetError when it resets."""
        parts = [self._left, *iter(lambda: self.socket.recv(65536), b"")]
        self._left = b""
        return b"".join(parts)

    def _read(self) -> None:
        data = self.socket.recv(65536)
        assert data, (
            f"An answer was expected, the connection was closed behind {self._left[:200]!r}."
        )
        self._left += data


def request(line: str = "GET / HTTP/1.1", *headers: str, body: bytes = b"") -> bytes:
    """Write a request; Host comes by itself."""
    lines = [line, "Host: localhost", *headers]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


def chunks(*parts: bytes, trailer: bytes = b"") -> bytes:
    """Write a body in chunks."""
    written = (b"%x\r\n%b\r\n" % (len(part), part) for part in (*parts, b""))
    return b"".join(written)[:-2] + trailer + b"\r\n"


def asked(url: str, data: bytes) -> Answer:
    """Send a request on a connection of its own; give the answer."""
    with Caller(url) as caller:
        return caller.send(data).answer()


def seconds_for_a_normal_client(url: str) -> float:
    """Connect, ask, and be answered; give the seconds that this took."""
    begin = time.monotonic()
    assert asked(url, request("GET /normal HTTP/1.1")).told["path"] == "/normal"
    return time.monotonic() - begin


@contextmanager
def running(*options: str) -> Generator[tuple["subprocess.Popen[str]", str]]:
    """Run this file; give the process and its URL."""
    command = [sys.executable, *options, "-m", "tests.echo_server"]
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, cwd=ROOT, text=True, stdout=pipe, stderr=pipe)
    try:
        assert process.stdout is not None
        yield process, process.stdout.readline().strip()
    finally:
        process.kill()
        process.communicate()


if __name__ == "__main__":
    socket_ = listen()
    serve(Echo(), socket_, Access(), lambda: print(f"http://{authority(socket_)}", flush=True))

"""Answer each call as its vector says, and refuse with 418 what is not the request of its vector.

usage: python -m tests.clients.server [--port PORT] [--vectors FOLDER]

The bearer token is the id of the vector, so that nothing needs to be set up or remembered. Prints
the base URL, then whatever is wrong with a request, until Ctrl+C.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Generator, Mapping
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock, Thread
from typing import Any

from tests.clients.vectors import FOLDER, Given, Vector, load_vectors
from tests.clients.wire import Received, request_differences
from tests.contract import BASE_PATH

TEAPOT = 418
PLAIN = {"Content-Type": "text/plain; charset=utf-8"}
LATE = 30
"""For how many seconds a connection may stay silent."""


class Notes:
    """What came, and what was wrong with it.

    Attributes:
        requests: How many requests came for each vector.
        strangers: What is wrong with requests that name no vector.
    """

    def __init__(self) -> None:
        self.requests = Counter[str]()
        self.strangers = list[str]()
        self._wrong = dict[str, list[str]]()
        self._lock = Lock()

    def add(self, vector: str, wrong: list[str]) -> None:
        """Note a request for a vector."""
        with self._lock:
            self.requests[vector] += 1
            self._wrong.setdefault(vector, []).extend(wrong)

    def add_stranger(self, wrong: str) -> None:
        """Note a request for no vector."""
        with self._lock:
            self.strangers.append(wrong)

    def about(self, vector: str) -> list[str]:
        """What is wrong with the requests for a vector: there must be one, and no other."""
        with self._lock:
            count = self.requests[vector]
            wrong = [f"request: {each}" for each in self._wrong.get(vector, [])]
        return wrong if count == 1 else [*wrong, f"expected one request, {count} came"]


class VectorServer(ThreadingHTTPServer):
    """A server of vectors on this machine.

    Args:
        vectors: The vectors, by their ids.
        port: Where to listen; 0 for a free port.
        is_loud: Whether to print what is wrong with a request.
    """

    daemon_threads = True

    def __init__(
        self, vectors: Mapping[str, Vector], port: int = 0, *, is_loud: bool = False
    ) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.vectors = vectors
        self.notes = Notes()
        self.is_loud = is_loud

    @property
    def url(self) -> str:
        """The base URL."""
        return f"http://127.0.0.1:{self.server_port}{BASE_PATH}"

    def answer_to(self, received: Received) -> Given:
        """What to answer; a refusal, where it is not the request of its vector."""
        line = f"{received.method} {received.target}"
        vector = self.vectors.get(received.token)
        if vector is None:
            wrong = [
                f"Authorization: expected Bearer and the id of a vector, {received.token!r} came"
            ]
            self.notes.add_stranger(f"{line}: {wrong[0]}")
        else:
            wrong = request_differences(vector, received)
            self.notes.add(vector.id, wrong)
        if vector is not None and not wrong:
            return vector.answer
        if self.is_loud:
            print(f"{received.token} {line}", *wrong, sep="\n  ", file=sys.stderr, flush=True)
        return Given(status=TEAPOT, headers=PLAIN, text="\n".join(wrong))


class Handler(BaseHTTPRequestHandler):
    """One connection, closed behind its answer, so that no client can take it for alive."""

    protocol_version = "HTTP/1.1"
    timeout = LATE
    # Head and body travel together, or the client's machine would wait before it confirms the head.
    wbufsize = -1

    def take(self) -> None:
        """Answer one request."""
        server: Any = self.server
        answer: Given = server.answer_to(self._received())
        self.close_connection = True
        if not answer.status:
            self.wfile.write(answer.content)
            return
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.status != 204:
            missing = 1000 if answer.is_cut else 0
            self.send_header("Content-Length", str(len(answer.content) + missing))
        self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.content)

    do_GET = do_POST = do_PATCH = do_DELETE = take  # noqa: N815 - the names are http.server's
    do_PUT = do_HEAD = do_OPTIONS = take  # noqa: N815 - the same

    def _received(self) -> Received:
        headers = {name.lower(): value for name, value in self.headers.items()}
        return Received(self.command, self.path, headers, self._body())

    def _body(self) -> bytes:
        if self.headers.get("Transfer-Encoding", "").lower() != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length", 0)))
        parts = list[bytes]()
        while size := int(self.rfile.readline().partition(b";")[0], 16):
            parts.append(self.rfile.read(size))
            self.rfile.readline()
        while self.rfile.readline().strip():  # a trailer
            pass
        return b"".join(parts)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is http.server's
        """Stay silent."""


@contextmanager
def serving(vectors: Mapping[str, Vector]) -> Generator[VectorServer]:
    """A server on a free port, for as long as it is needed."""
    with VectorServer(vectors) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def main() -> None:
    """Serve until Ctrl+C."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--port", type=int, default=0, help="where to listen; 0 picks a free port")
    parser.add_argument("--vectors", type=Path, default=FOLDER, help="the folder of the vectors")
    told = parser.parse_args()
    try:
        server = VectorServer(load_vectors(told.vectors), told.port, is_loud=True)
    except (ValueError, OSError) as error:
        sys.exit(f"tests.clients.server: {error}")
    with server:
        print(server.url, flush=True)
        with suppress(KeyboardInterrupt):
            server.serve_forever()


if __name__ == "__main__":
    main()

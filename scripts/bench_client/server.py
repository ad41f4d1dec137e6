"""A server that does as little as possible: whole answers, made beforehand, chosen by path.

usage: python -m scripts.bench_client.server FOLDER

Prints its port, and lives as long as its standard input is open: it cannot outlive who started it.
The size of a page is a part of the base URL: /15/api/v1/number has 15 numbers.
"""

import asyncio
import re
import sys
from collections.abc import Mapping
from pathlib import Path

from .answers import Answers

HOST = "127.0.0.1"
PREFIX = "/api/v1"
LENGTH = re.compile(rb"\r\ncontent-length: *([0-9]+)", re.IGNORECASE)
HEADERS = (
    "Server: bench\r\nDate: Mon, 01 Jan 2024 00:00:00 GMT\r\nContent-Type: application/json\r\n"
)


def answers(folder: Path) -> dict[bytes, bytes]:
    """The first two words of a request → the whole answer to it."""
    files = Answers(folder)
    done = _answer("200 OK", files.done.read_bytes())
    found: dict[bytes, bytes] = {}
    for page in folder.glob("numbers-*.json"):
        base = f"/{page.stem.removeprefix('numbers-')}{PREFIX}"
        found[f"GET {base}/number".encode()] = _answer("200 OK", page.read_bytes())
        found[f"POST {base}/number/buy".encode()] = done
    return found


def _answer(status: str, body: bytes) -> bytes:
    return f"HTTP/1.1 {status}\r\n{HEADERS}Content-Length: {len(body)}\r\n\r\n".encode() + body


NOT_FOUND = _answer("404 Not Found", b'{"success":false,"error":"There is no such page."}')


class Connection(asyncio.Protocol):
    """One connection, which stays open as long as the other side wants it to."""

    def __init__(self, found: Mapping[bytes, bytes]) -> None:
        self._found = found
        self._received = b""
        self._transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep what answers are written to."""
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - for the type checkers
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer each request once the whole of it is there."""
        self._received += data
        while end := _end(self._received):
            request, self._received = self._received[:end], self._received[end:]
            words = b" ".join(request.split(b" ", 2)[:2])
            self._transport.write(self._found.get(words, NOT_FOUND))


def _end(received: bytes) -> int:
    """Where the first request ends, or 0 while a part of it is missing."""
    head = received.find(b"\r\n\r\n")
    if head < 0:
        return 0
    length = LENGTH.search(received, 0, head)
    end = head + 4 + (int(length[1]) if length else 0)
    return end if len(received) >= end else 0


async def serve(folder: Path) -> None:
    """Answer until standard input is closed."""
    found = answers(folder)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Connection(found), HOST, 0, backlog=256)
    print(server.sockets[0].getsockname()[1], flush=True)
    ended = asyncio.Event()
    loop.add_reader(sys.stdin, ended.set)
    await ended.wait()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1])))

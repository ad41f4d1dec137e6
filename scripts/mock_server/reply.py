"""What is sent back, how it begins on the wire, and what a fault does to it on its way."""

from functools import lru_cache
from http import HTTPStatus
from typing import NamedTuple

import msgspec

JSON_TYPE = (("Content-Type", "application/json"),)


class Wire(NamedTuple):
    """What happens to an answer on its way. The face that serves it carries it out.

    delay: seconds before its first byte. reset_after: so many bytes of the whole answer are sent,
    then the connection is reset. cut_after: so many bytes of the body are sent, then the connection
    is closed, whatever Content-Length promised. trickle: seconds between single bytes. raw: bytes
    that are sent instead of an answer, before the connection is closed.
    """

    delay: float = 0.0
    reset_after: int | None = None
    cut_after: int | None = None
    trickle: float | None = None
    raw: bytes | None = None


class Reply(msgspec.Struct, frozen=True):
    """An answer. Content-Length is left to the face; `close` ends the connection behind it."""

    status: int
    content: bytes
    headers: tuple[tuple[str, str], ...] = JSON_TYPE
    wire: Wire | None = None
    close: bool = False


def phrase(status: int) -> str:
    """What a status is called."""
    try:
        return HTTPStatus(status).phrase
    except ValueError:  # A fault may order any number.
        return "Unknown"


def head(reply: Reply, connection: str = "") -> bytes:
    """Write the head of an answer. `connection` is the value of that header, empty for none."""
    return _head(reply.status, reply.headers, connection, len(reply.content))


@lru_cache(maxsize=512)
def _head(status: int, headers: tuple[tuple[str, str], ...], connection: str, length: int) -> bytes:
    # Most answers begin with one of a few.
    lines = [f"HTTP/1.1 {status} {phrase(status)}"]
    lines += [f"{name}: {_line(value)}" for name, value in headers]
    if connection:
        lines.append(f"Connection: {connection}")
    if status != 204:
        lines.append(f"Content-Length: {length}")
    return "".join(f"{line}\r\n" for line in (*lines, "")).encode("latin-1", "replace")


def _line(value: str) -> str:
    """Keep a value on its line."""
    return value.replace("\r", " ").replace("\n", " ")

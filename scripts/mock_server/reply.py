"""What is sent back, and what a fault does to it on its way."""

from http import HTTPStatus
from typing import NamedTuple

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


class Reply(NamedTuple):
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
    except ValueError:
        return "Unknown"


def head_size(reply: Reply) -> int:
    """How many bytes stand before the body of an answer, on a connection that stays open."""
    lines = [
        f"HTTP/1.1 {reply.status} {phrase(reply.status)}",
        *(f"{name}: {value}" for name, value in reply.headers),
        f"Content-Length: {len(reply.content)}",
    ]
    return sum(len(line) + 2 for line in lines) + 2

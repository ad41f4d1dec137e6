"""An answer as bytes, and what becomes of its connection behind them."""

from enum import Enum
from functools import lru_cache
from http import HTTPStatus

from .reply import Reply, Wire

CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


class Ending(Enum):
    """What becomes of a connection behind an answer."""

    KEEP = "it waits for the next request"
    CLOSE = "it is closed"
    RESET = "it is reset"


def head(reply: Reply, connection: str = "") -> bytes:
    """Write the head of an answer. `connection` is the value of that header, empty for none."""
    opening = _opening(reply.status, reply.headers, connection)
    if reply.status == 204:
        return b"%b\r\n" % opening
    return b"%bContent-Length: %d\r\n\r\n" % (opening, len(reply.content))


def faulty(head: bytes, content: bytes, wire: Wire, ending: Ending) -> tuple[bytes, Ending]:
    """Do to an answer what a fault does: the bytes that are sent, and what follows them."""
    sent = head + content
    if wire.raw is not None:
        sent, ending = wire.raw, Ending.CLOSE
    elif wire.cut_after is not None:
        sent, ending = head + content[: wire.cut_after], Ending.CLOSE
    if wire.reset_after is not None:
        return sent[: wire.reset_after], Ending.RESET
    return sent, ending


@lru_cache(maxsize=512)
def _opening(status: int, headers: tuple[tuple[str, str], ...], connection: str) -> bytes:
    # Most answers begin with one of a few blocks.
    lines = [f"HTTP/1.1 {status} {_phrase(status)}"]
    lines += [f"{name}: {_line(value)}" for name, value in headers]
    if connection:
        lines.append(f"Connection: {connection}")
    return "".join(f"{line}\r\n" for line in lines).encode("latin-1", "replace")


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:  # A fault may order any number.
        return "Unknown"


def _line(value: str) -> str:
    """Keep a value on its line."""
    return value.replace("\r", " ").replace("\n", " ")

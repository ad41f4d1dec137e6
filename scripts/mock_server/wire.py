"""An answer as bytes, and what becomes of its connection behind them."""

from enum import Enum

from .reply import Wire

CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


class Ending(Enum):
    """What becomes of a connection behind an answer."""

    KEEP = "it waits for the next request"
    CLOSE = "it is closed"
    RESET = "it is reset"


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

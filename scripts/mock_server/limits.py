"""What a caller may take of the mock: bytes, seconds, connections. The body's is in `request`."""

import resource
from dataclasses import dataclass

# Connections at the same time; with the next one, the one that has been quiet the longest goes.
CONNECTIONS = 1000
# Bytes of a request line with its headers, and of what surrounds the chunks of a body.
HEAD = 16_384
HEADERS = 100
# Seconds that a head, and then a body, may take.
SLOW = 5.0
# Seconds that a connection lives without a request.
IDLE = 75.0
# Seconds that an answer may wait for a peer that does not read.
UNREAD = 10.0
# Bytes of answers that wait for a peer before its next request has to wait too.
UNSENT = 16_384
# Seconds and bytes that are read, and thrown away, behind an answer that came early: who is still
# sending would otherwise lose the answer to a reset.
LINGER = 2.0
DRAINED = 50_000_000
# Bytes of all requests together that are not yet whole.
UNFINISHED = 4_000_000
# Seconds between two looks at who is slow.
LOOK = 0.25
# Connections that may wait to be accepted, all of which may be opened at once.
BACKLOG = 1024
# Descriptors for anything else in the process.
SPARE = 64


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits that a server keeps; tests make them narrow."""

    connections: int = CONNECTIONS
    head: int = HEAD
    headers: int = HEADERS
    slow: float = SLOW
    idle: float = IDLE
    unread: float = UNREAD
    linger: float = LINGER
    drained: int = DRAINED
    unfinished: int = UNFINISHED
    look: float = LOOK


def ask_for_room(connections: int) -> None:
    """Raise the process's own limit of open files, as far as it may, so that these have room."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    needed = _descriptors(connections)
    if _is_below(soft, needed):
        raised = min(needed, hard) if _is_below(hard, needed) else needed
        resource.setrlimit(resource.RLIMIT_NOFILE, (raised, hard))


def room(connections: int) -> int:
    """How many of these connections the process has room for."""
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if _is_below(soft, _descriptors(connections)):
        return max(1, min(connections, (soft - SPARE) // 2))
    return connections


def _descriptors(connections: int) -> int:
    return connections + BACKLOG + SPARE


def _is_below(limit: int, needed: int) -> bool:
    return limit != resource.RLIM_INFINITY and limit < needed

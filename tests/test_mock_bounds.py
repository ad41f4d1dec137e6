"""What a caller may take of the mock, and the descriptors that the process asks for."""

import resource
from dataclasses import asdict

import pytest

from scripts.mock_server import limits
from scripts.mock_server.limits import Limits, ask_for_room, room

# With a thousand connections: they, those that wait to be accepted, and what else there is.
NEEDED = 1000 + 1024 + 64
NONE = resource.RLIM_INFINITY


def test_the_limits() -> None:
    """Seconds and bytes, written down once more: a change of them is meant."""
    assert asdict(Limits()) == {
        "connections": 1000,
        "head": 16_384,
        "headers": 100,
        "slow": 5.0,
        "idle": 75.0,
        "unread": 10.0,
        "linger": 2.0,
        "drained": 50_000_000,
        "unfinished": 4_000_000,
        "look": 0.25,
    }
    assert (limits.UNSENT, limits.BACKLOG, limits.SPARE) == (16_384, 1024, 64)


class Process:
    """The limits of a process, and what was asked for."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, soft: int, hard: int) -> None:
        self.asked: list[tuple[int, int]] = []
        monkeypatch.setattr(resource, "getrlimit", {resource.RLIMIT_NOFILE: (soft, hard)}.get)
        monkeypatch.setattr(resource, "setrlimit", self.ask)

    def ask(self, what: int, wanted: tuple[int, int]) -> None:
        """Take note."""
        assert what == resource.RLIMIT_NOFILE
        self.asked.append(wanted)


@pytest.mark.parametrize(
    ("soft", "hard", "asked"),
    [
        (1024, 4096, [(NEEDED, 4096)]),
        (1024, NEEDED, [(NEEDED, NEEDED)]),
        (1024, NEEDED - 1, [(NEEDED - 1, NEEDED - 1)]),
        (1024, NONE, [(NEEDED, NONE)]),
        (NEEDED - 1, 4096, [(NEEDED, 4096)]),
        (NEEDED, 4096, []),
        (NONE, NONE, []),
    ],
)
def test_asking_for_room(
    monkeypatch: pytest.MonkeyPatch, soft: int, hard: int, asked: list[tuple[int, int]]
) -> None:
    """As much as is needed, at most what may be had, and never less than there is."""
    process = Process(monkeypatch, soft, hard)
    ask_for_room(1000)
    assert process.asked == asked


@pytest.mark.parametrize(
    ("soft", "connections"),
    [(NEEDED, 1000), (NONE, 1000), (NEEDED - 1, 1000), (1024, 480), (67, 1), (66, 1), (3, 1)],
)
def test_the_room_there_is(monkeypatch: pytest.MonkeyPatch, soft: int, connections: int) -> None:
    """Where descriptors are short, half of them are for connections, and one always is."""
    Process(monkeypatch, soft, 4096)
    assert room(1000) == connections
    assert room(1) == 1

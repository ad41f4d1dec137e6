"""The clock: which times it shows, and how far it goes."""

import time
from collections.abc import Generator
from datetime import UTC, datetime, timedelta

import pytest

from scripts.mock_server.clock import EARLIEST, LATEST, forward, later, moment, within
from scripts.mock_server.conditions import Throttle
from tests.mock_caller import NOON


def test_the_first_and_the_last_time() -> None:
    """Both may be shown; no time before or after them is."""
    assert (EARLIEST.isoformat(), LATEST.year) == ("1970-01-01T00:00:00+00:00", 2200)
    assert (within(EARLIEST), within(LATEST)) == (EARLIEST, LATEST)
    for at in (EARLIEST - timedelta(seconds=1), LATEST + timedelta(seconds=1)):
        with pytest.raises(ValueError, match=r"^A clock shows times from 1970 until 2200"):
            within(at)


@pytest.fixture
def far_away(monkeypatch: pytest.MonkeyPatch) -> Generator[None]:
    """A machine whose own time is not UTC."""
    with monkeypatch.context() as changed:
        changed.setenv("TZ", "UTC-9")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("far_away")
def test_a_time_without_a_zone() -> None:
    """It is UTC, wherever the machine is."""
    assert moment("2026-03-01T12:00:00").isoformat() == "2026-03-01T12:00:00+00:00"
    assert moment(datetime(2026, 3, 1, 12)) == NOON
    assert moment("2026-03-01T15:00:00+03:00") == NOON


def test_a_step() -> None:
    """None at all is one; back is none, nor is one that has no end."""
    assert forward() == timedelta()
    with pytest.raises(ValueError, match=r"^The clock only goes forward.$"):
        forward(microseconds=-1)
    with pytest.raises(ValueError, match=r"^The clock cannot go so far.$"):
        forward(days=1e12)


def test_a_step_to_the_last_time() -> None:
    """It can be taken; one that is longer cannot."""
    assert later(NOON, LATEST - NOON) == LATEST
    with pytest.raises(ValueError, match=r"^A clock shows times until 2200: it cannot go so far.$"):
        later(NOON, LATEST - NOON + timedelta(microseconds=1))


def test_how_long_to_wait() -> None:
    """Whole seconds, at least one, and 0 for a call that is allowed."""
    throttle = Throttle()
    assert [throttle.wait(NOON, 1), throttle.wait(NOON, 1)] == [0, 60]
    assert throttle.wait(NOON + timedelta(seconds=59.5), 1) == 1
    assert throttle.wait(NOON + timedelta(seconds=60), 1) == 0


def test_a_clock_of_utc() -> None:
    """What is read has UTC as its zone."""
    assert moment(NOON).tzinfo is UTC

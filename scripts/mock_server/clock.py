"""The clock that ends reservations: the system's, and how each shelf adjusts it."""

from datetime import UTC, datetime, timedelta

from .changes import ClockSet

# A clock may be set to any time between these, so that what is counted from it is a time as well.
EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
LATEST = datetime(2200, 1, 1, tzinfo=UTC)


class Clock:
    """UTC time that can be moved, forward only.

    Without `start` it runs with the system's clock. With one it stands still there, so that a
    test sees the same times each time; only `advance` moves it.
    """

    def __init__(self, start: datetime | None = None) -> None:
        self._start = start and start.astimezone(UTC)
        self._ahead = timedelta()

    def now(self) -> datetime:
        """Tell the time, always with UTC as its zone."""
        return (self._start or datetime.now(UTC)) + self._ahead

    def advance(self, **amount: float) -> None:
        """Move on by what `timedelta` takes, such as `hours=1`. Raises ValueError for the past."""
        self._ahead += forward(**amount)


def forward(**amount: float) -> timedelta:
    """Read what `timedelta` takes. Raises ValueError for the past, and for more than there is."""
    try:
        step = timedelta(**amount)
    except OverflowError:
        raise ValueError("The clock cannot go so far.") from None
    if step < timedelta():
        # An ended reservation may have been sold on: there is no way back.
        raise ValueError("The clock only goes forward.")
    return step


def moment(at: datetime | str) -> datetime:
    """Read a time, as UTC where it names no zone. Raises ValueError when it is none, or too far."""
    try:
        read = datetime.fromisoformat(at) if isinstance(at, str) else at
        read = read.replace(tzinfo=read.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError(f"A time such as 2026-01-01T12:00:00Z was expected, {at} came.") from None
    return within(read)


def within(at: datetime) -> datetime:
    """Let a time pass that a clock may show. Raises ValueError for others."""
    if not EARLIEST <= at <= LATEST:
        raise ValueError(f"A clock shows times from {EARLIEST:%Y} until {LATEST:%Y}, not {at:%Y}.")
    return at


def later(at: datetime, step: timedelta) -> datetime:
    """Add a step to a time. Raises ValueError when a clock does not show so late a time."""
    if step > LATEST - at:
        raise ValueError(f"A clock shows times until {LATEST:%Y}: it cannot go so far.")
    return at + step


def moved(clock: ClockSet, system: datetime, at: datetime) -> ClockSet:
    """Set a clock: it stands still there or runs on from there, as it did before."""
    return ClockSet(at=at) if clock.at else running(system, at)


def running(system: datetime, at: datetime) -> ClockSet:
    """A clock that shows a time now, and runs."""
    return ClockSet(ahead=(at - system).total_seconds())

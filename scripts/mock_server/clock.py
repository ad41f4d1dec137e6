"""The clock that ends reservations, and that a test can move."""

from datetime import UTC, datetime, timedelta


class Clock:
    """UTC time that can be moved, forward only.

    Without `start` it runs with the system's clock. With one it stands still there, so that a
    test sees the same times each time; only `advance` moves it.
    """

    def __init__(self, start: datetime | None = None) -> None:
        self._start = start
        self._ahead = timedelta()

    def now(self) -> datetime:
        """Tell the time, always with UTC as its zone."""
        return (self._start or datetime.now(UTC)).astimezone(UTC) + self._ahead

    def advance(self, **amount: float) -> None:
        """Move on by what `timedelta` takes, such as `hours=1`. Raises ValueError for the past."""
        step = timedelta(**amount)
        if step < timedelta():
            # An ended reservation may have been sold on: there is no way back.
            raise ValueError("The clock only goes forward.")
        self._ahead += step

"""Who can be measured and who cannot, with a line about each step on stderr."""

import sys
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import monotonic

from ..benchmark.processes import CannotMeasure
from .contestants import LARGE_SHELF, MEMORY, NGINX, Contestant

# Without these there is nothing to compare.
NEEDED = (MEMORY, LARGE_SHELF, NGINX)


@dataclass(slots=True)
class Attendance:
    """Keeps who cannot be measured.

    Attributes:
        absent: Why, by contestant.
    """

    absent: dict[Contestant, str] = field(default_factory=dict[Contestant, str])
    _begin: float = field(default_factory=monotonic)

    def present(self, contestants: Iterable[Contestant]) -> Generator[Contestant]:
        """Those of them that could be measured up to now."""
        return (one for one in contestants if one not in self.absent)

    @contextmanager
    def step(self, what: str, contestant: Contestant) -> Generator[None]:
        """Say what is done. Who fails at it is absent from then on.

        Raises:
            CannotMeasure: It was one of those without whom there is nothing to compare.
        """
        self.say(f"{what}: {contestant.title}")
        try:
            yield
        except CannotMeasure as error:
            if contestant in NEEDED:
                raise CannotMeasure(f"{contestant.title}: {error}") from None
            self.say(f"skipped: {contestant.title}: {error}")
            self.absent[contestant] = str(error)

    def say(self, what: str) -> None:
        """Say something, with the minutes and seconds that have gone by."""
        minutes, seconds = divmod(int(monotonic() - self._begin), 60)
        print(f"{minutes}:{seconds:02} {what}", file=sys.stderr, flush=True)

"""Several readings of one thing."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any


@dataclass(frozen=True, slots=True)
class Spread:
    """The median of some readings, and how far they lie apart."""

    median: float
    min: float
    max: float

    @classmethod
    def of(cls, readings: Iterable[float]) -> "Spread":
        """The spread of readings; there is at least one."""
        found = sorted(readings)
        return cls(median(found), found[0], found[-1])

    def __truediv__(self, other: "Spread") -> "Spread":
        return Spread(self.median / other.median, self.min / other.max, self.max / other.min)

    def __sub__(self, other: "Spread") -> "Spread":
        return Spread(self.median - other.median, self.min - other.max, self.max - other.min)

    def times(self, factor: float) -> "Spread":
        """The same in another unit."""
        return Spread(self.median * factor, self.min * factor, self.max * factor)

    def as_json(self) -> dict[str, Any]:
        """As the JSON file has it."""
        return asdict(self)

"""Whether the client costs more than it may."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..benchmark.spread import Spread
from .contestants import JSON, THIS
from .costs import BARE, BASE, CLIENT, Cost, Readings
from .measures import GATES, HELD, HELD_AT_MOST, IMPORT_AT_MOST, IMPORT_MEMORY_AT_MOST

MIB = 1024**2


@dataclass(frozen=True, slots=True)
class Verdict:
    """One gate.

    Attributes:
        title: What is compared with what.
        unit: What stands behind the numbers.
        at_most: What may be reached.
        reached: What was, or None where it could not be measured.
        cost: The same with the clocks, where the gate is about time.
    """

    title: str
    unit: str
    at_most: float
    reached: Spread | None
    cost: Cost | None = None

    @property
    def is_passed(self) -> bool:
        """Whether the median is no more than it may be; what was not measured stops nobody."""
        return self.reached is None or self.reached.median <= self.at_most

    def as_json(self) -> dict[str, Any]:
        """As the JSON file has it."""
        return {
            "title": self.title,
            "unit": self.unit.strip(),
            "at_most": self.at_most,
            "reached": self.reached and self.reached.as_json(),
            "passed": self.is_passed,
            "cost": self.cost and self.cost.as_json(),
        }


def judge(readings: Readings) -> list[Verdict]:
    """All gates."""
    return [*_costs(readings), _import(readings), _import_memory(readings), _held(readings)]


def _costs(readings: Readings) -> Iterator[Verdict]:
    for gate in GATES:
        cost = readings.costs[gate.measure, THIS] / readings.costs[gate.measure, gate.against]
        yield Verdict(gate.title, "x", gate.at_most, cost.deciding, cost)


def _import(readings: Readings) -> Verdict:
    bare = readings.imports[BARE]
    cost = (readings.imports[CLIENT] - bare) / (readings.imports[BASE] - bare)
    title = "import, against importing httpx2 and msgspec"
    return Verdict(title, "x", IMPORT_AT_MOST, cost.deciding, cost)


def _import_memory(readings: Readings) -> Verdict:
    memory = readings.memory
    more = (memory[CLIENT] - memory[BASE]).times(1 / MIB) if memory else None
    title = "memory after the import, more than after importing httpx2 and msgspec"
    return Verdict(title, " MiB", IMPORT_MEMORY_AT_MOST, more)


def _held(readings: Readings) -> Verdict:
    held = readings.held[THIS] / readings.held[JSON] if readings.held else None
    title = f"memory held by {HELD:,} decoded numbers, against the same as dicts"
    return Verdict(title, "x", HELD_AT_MOST, held)

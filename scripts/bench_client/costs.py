"""What was read off."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..benchmark.spread import Spread
from .contestants import Contestant
from .measures import Measure

# What is imported in a fresh process: nothing, what the client runs on, the client, and all of its
# modules, since some may be put off until they are needed.
BARE = "pass"
BASE = "import httpx2, msgspec"
CLIENT = "from plusofon_numbers import AsyncPlusofon, Plusofon"
WHOLE = (
    "import importlib, pkgutil, plusofon_numbers as all_of_it; "
    "[importlib.import_module(found.name) "
    "for found in pkgutil.walk_packages(all_of_it.__path__, all_of_it.__name__ + '.')]"
)
IMPORTS = {
    BARE: "nothing",
    BASE: "httpx2 and msgspec",
    CLIENT: "this client",
    WHOLE: "this client with all its modules",
}


@dataclass(frozen=True, slots=True)
class Cost:
    """What one action costs, or how much more or how many times as much as another.

    Attributes:
        instructions: How many of them, or None where nobody counted.
        cpu: Seconds of the processor.
        wall: Seconds by the clock.
    """

    instructions: Spread | None
    cpu: Spread
    wall: Spread

    def __truediv__(self, other: "Cost") -> "Cost":
        return Cost(
            self.instructions / other.instructions
            if self.instructions and other.instructions
            else None,
            self.cpu / other.cpu,
            self.wall / other.wall,
        )

    def __sub__(self, other: "Cost") -> "Cost":
        return Cost(
            self.instructions - other.instructions
            if self.instructions and other.instructions
            else None,
            self.cpu - other.cpu,
            self.wall - other.wall,
        )

    @property
    def deciding(self) -> Spread:
        """What a gate goes by."""
        return self.instructions or self.cpu

    def as_json(self) -> dict[str, Any]:
        """As the JSON file has it."""
        found = {"instructions": self.instructions, "cpu": self.cpu, "wall": self.wall}
        return {name: spread.as_json() for name, spread in found.items() if spread}


@dataclass(frozen=True, slots=True)
class Readings:
    """Everything that was read off.

    Attributes:
        costs: What each action costs each contestant.
        imports: What each of the imports costs, with the start of the interpreter.
        memory: The bytes that a process has after each import; empty where they cannot be had.
        held: The bytes that many decoded numbers hold; empty where they cannot be had.
    """

    costs: Mapping[tuple[Measure, Contestant], Cost]
    imports: Mapping[str, Cost]
    memory: Mapping[str, Spread]
    held: Mapping[Contestant, Spread]

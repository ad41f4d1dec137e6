"""Whether the mock reaches its goals."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..benchmark.spread import Spread
from .contestants import GROUPED, MEMORY, ONE_BY_ONE, Contestant
from .measures import (
    GATES,
    GROUPING_AT_LEAST,
    MEMORY_AT_MOST,
    READY_WITHIN,
    RESERVE,
    Gate,
    Measure,
)
from .readings import Readings, ratio

MB = 1e6


@dataclass(frozen=True, slots=True)
class Verdict:
    """One goal.

    Attributes:
        title: What is compared with what.
        unit: What stands behind the numbers.
        limit: What is to be reached.
        reached: What was; its median decides, or None where nobody could tell.
        problem: Why it does not count; empty where it does.
        is_least: Whether more is better.
    """

    title: str
    unit: str
    limit: float
    reached: Spread | None
    problem: str = ""
    is_least: bool = False

    @property
    def is_met(self) -> bool:
        """Whether the goal is reached; what was not measured, or wrongly answered, reaches none."""
        if self.reached is None or self.problem:
            return False
        reached = self.reached.median
        return reached >= self.limit if self.is_least else reached <= self.limit

    def as_json(self) -> dict[str, Any]:
        """As the JSON file has it."""
        return {
            "title": self.title,
            "unit": self.unit.strip(),
            "at_least" if self.is_least else "at_most": self.limit,
            "reached": self.reached and self.reached.as_json(),
            "problem": self.problem,
            "met": self.is_met,
        }


def judge(readings: Readings) -> list[Verdict]:
    """All goals."""
    return [
        *(_cost(readings, gate) for gate in GATES),
        _grouping(readings),
        _ready(readings),
        _memory(readings),
    ]


def _cost(readings: Readings, gate: Gate) -> Verdict:
    problem = _problem(readings, gate.measure, gate.contestant, gate.against)
    if problem:
        return Verdict(gate.title, "x", gate.at_most, None, problem)
    cost = readings.costs[gate.measure, gate.contestant].cpus
    against = readings.costs[gate.measure, gate.against].cpus
    return Verdict(gate.title, "x", gate.at_most, ratio(cost, against))


def _grouping(readings: Readings) -> Verdict:
    title = "reserve and cancel, SQLite: requests a second, against one commit a request"
    problem = _problem(readings, RESERVE, GROUPED, ONE_BY_ONE)
    if problem:
        return Verdict(title, "x", GROUPING_AT_LEAST, None, problem, is_least=True)
    grouped, one_by_one = (readings.costs[RESERVE, one].rates for one in (GROUPED, ONE_BY_ONE))
    return Verdict(title, "x", GROUPING_AT_LEAST, ratio(grouped, one_by_one), is_least=True)


def _ready(readings: Readings) -> Verdict:
    # A start takes as long as the quickest one: what others took more, they waited for the machine.
    quickest = Spread.of([readings.starts[MEMORY].wall.min])
    title = "from the command to the first good answer, the quickest start by the clock"
    return Verdict(title, " s", READY_WITHIN, quickest)


def _memory(readings: Readings) -> Verdict:
    run = readings.long_run
    title = f"memory after {run.requests:,} requests, with a journal"
    problem = run.fault or ("" if run.has_journal else "no journal was kept")
    return Verdict(title, " MB", MEMORY_AT_MOST, Spread.of([run.after / MB]), problem)


def _problem(readings: Readings, measure: Measure, *contestants: Contestant) -> str:
    return "; ".join(_problems(readings, measure, contestants))


def _problems(
    readings: Readings, measure: Measure, contestants: tuple[Contestant, ...]
) -> Iterator[str]:
    for contestant in contestants:
        if contestant in readings.absent:
            yield f"{contestant.title} was not measured"
        elif fault := readings.costs[measure, contestant].fault:
            yield f"{contestant.title}: {fault}"

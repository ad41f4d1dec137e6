"""What was read off."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..benchmark.spread import Spread
from .contestants import Contestant
from .load import Load
from .measures import Measure


@dataclass(frozen=True, slots=True)
class Reading:
    """A run of load.

    Attributes:
        load: What was sent and answered.
        cpu: Seconds of the processor that the server used.
        database: The same of the database that worked for it, where there is one.
    """

    load: Load
    cpu: float
    database: float | None

    @property
    def good(self) -> int:
        """The requests that were answered as expected, at least 1 to divide by."""
        return max(1, self.load.requests - self.load.wrong)


@dataclass(frozen=True, slots=True)
class Cost:
    """What a request costs, by several runs, in their order.

    Attributes:
        cpus: Seconds of the processor for each good answer.
        rates: Good answers a second, by the clock.
        databases: Seconds of the processor that a database used for it, where there is one.
        requests: How many there were in all.
        fault: What was wrong with the answers; empty where nothing was.
    """

    cpus: tuple[float, ...]
    rates: tuple[float, ...]
    databases: tuple[float, ...]
    requests: int
    fault: str

    @classmethod
    def of(cls, readings: Sequence[Reading]) -> "Cost":
        """The cost by some readings; there is at least one."""
        return cls(
            tuple(one.cpu / one.good for one in readings),
            tuple(one.good / one.load.seconds for one in readings),
            tuple(one.database / one.good for one in readings if one.database is not None),
            sum(one.load.requests for one in readings),
            fault([one.load for one in readings]),
        )

    def as_json(self) -> dict[str, Any]:
        """As the JSON file has it."""
        return {
            "cpu": list(self.cpus),
            "rate": list(self.rates),
            "database_cpu": list(self.databases),
            "requests": self.requests,
            "fault": self.fault,
        }


def ratio(ones: Sequence[float], others: Sequence[float]) -> Spread:
    """How many times as much one is as the other, turn by turn: both had the same minutes."""
    return Spread.of(one / other for one, other in zip(ones, others, strict=True))


def fault(loads: Sequence[Load]) -> str:
    """What was wrong with the answers; empty where nothing was."""
    requests = sum(load.requests for load in loads)
    wrong, broken = sum(load.wrong for load in loads), sum(load.broken for load in loads)
    samples = [load.sample for load in loads if load.sample]
    found: list[str] = []
    if wrong:
        found.append(f"{wrong:,} of {requests:,} answers were wrong, such as: {samples[0]}")
    if broken:
        found.append(f"{broken:,} connections broke or answers did not come")
    return "; ".join(found) or ("" if requests else "nothing was answered")


@dataclass(frozen=True, slots=True)
class Starts:
    """What several starts took until the first good answer: seconds, and resident bytes."""

    wall: Spread
    cpu: Spread
    memory: Spread

    def as_json(self) -> dict[str, Any]:
        """As the JSON file has it."""
        return {
            "wall": self.wall.as_json(),
            "cpu": self.cpu.as_json(),
            "memory": self.memory.as_json(),
        }


@dataclass(frozen=True, slots=True)
class LongRun:
    """Very many requests to one server.

    Attributes:
        requests: How many.
        seconds: How long they took, by the clock.
        cpu: Seconds of the processor.
        before: The bytes that were resident before.
        after: The same afterwards.
        has_journal: Whether the mock has kept a journal of them.
        fault: What was wrong with the answers; empty where nothing was.
    """

    requests: int
    seconds: float
    cpu: float
    before: int
    after: int
    has_journal: bool
    fault: str


@dataclass(frozen=True, slots=True)
class Readings:
    """Everything that was read off.

    Attributes:
        costs: What each request costs each contestant.
        starts: What starting takes.
        searched: The bytes that are resident once each search was answered, by the mock alone.
        loaded: The same after all the load.
        absent: Why a contestant could not be measured.
        long_run: The million requests.
    """

    costs: Mapping[tuple[Measure, Contestant], Cost]
    starts: Mapping[Contestant, Starts]
    searched: Mapping[Contestant, int]
    loaded: Mapping[Contestant, int]
    absent: Mapping[Contestant, str]
    long_run: LongRun

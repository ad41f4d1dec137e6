"""The table, for people and for programs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..benchmark.markdown import both, rows
from .contestants import JSON, THIS
from .costs import IMPORTS, Cost, Readings
from .measures import DECODE_BY_SIZE, GET_BY_SIZE, HELD, MEASURES, SIZES, Measure
from .verdicts import MIB, Verdict

COST = (
    *("instructions", "min – max", "CPU, µs", "min – max", "wall, µs", "min – max"),
    f"× {JSON.title}",
)


@dataclass(frozen=True, slots=True)
class Table:
    """Everything that was found out in one run.

    Attributes:
        counts: Whether instructions were counted.
        notes: What one must know to compare the contestants.
    """

    readings: Readings
    verdicts: Sequence[Verdict]
    versions: Mapping[str, str]
    notes: Sequence[str]
    counts: bool

    def as_markdown(self) -> str:
        """For people."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        by = (
            "instructions (cachegrind)"
            if self.counts
            else "CPU time: instructions were not counted"
        )
        yield from ("# What the client costs", "", f"Gates go by {by}; medians decide.", "")
        yield from self.gates()
        for measure in MEASURES:
            yield from self._measure(measure)
        yield from self._sizes()
        yield from self._imports()
        yield from self._memory()
        yield from ("", "## Notes", "", *(f"- {note}" for note in self.notes))
        yield from ("", "## Versions", "")
        yield from rows(("what", "version"), self.versions.items())
        yield ""

    def gates(self) -> list[str]:
        """The gates alone."""
        heads = ("measure", "at most", "reached", "min – max", "by CPU", "by the clock", "")
        return rows(heads, map(_verdict, self.verdicts))

    def _measure(self, measure: Measure) -> Iterator[str]:
        costs = {
            contestant: self.readings.costs[measure, contestant]
            for contestant in measure.contestants
            if (measure, contestant) in self.readings.costs
        }
        if costs:
            yield from ("", f"## {measure.title[0].upper()}{measure.title[1:]}", "")
            base = costs.get(JSON)
            yield from rows(
                ("contestant", *COST),
                ((one.title, *_cost(cost, base)) for one, cost in costs.items()),
            )

    def _sizes(self) -> Iterator[str]:
        if (DECODE_BY_SIZE[SIZES[0]], THIS) not in self.readings.costs:
            return
        unit = "instructions" if self.counts else "CPU, ns"
        heads = (
            *("numbers in a page", f"decode: {unit} a number", "CPU, ns a number"),
            *(f"sync GET: {unit} a number", "CPU, ns a number", "wall, ns a number"),
        )
        yield from ("", "## The cost of a page by its size, this client", "")
        yield from rows(heads, map(self._size, SIZES))

    def _size(self, size: int) -> tuple[str, ...]:
        decode = self.readings.costs[DECODE_BY_SIZE[size], THIS]
        get = self.readings.costs[GET_BY_SIZE[size], THIS]
        scale = 1 if self.counts else 1e9
        return (
            f"{size:,}",
            f"{decode.deciding.median * scale / size:,.0f}",
            f"{decode.cpu.median * 1e9 / size:,.0f}",
            f"{get.deciding.median * scale / size:,.0f}",
            f"{get.cpu.median * 1e9 / size:,.0f}",
            f"{get.wall.median * 1e9 / size:,.0f}",
        )

    def _imports(self) -> Iterator[str]:
        yield from ("", "## A process that imports something and ends", "")
        yield from rows(
            ("what", *COST[:-1]),
            (
                (name, *_cost(self.readings.imports[statement], None)[:-1])
                for statement, name in IMPORTS.items()
            ),
        )

    def _memory(self) -> Iterator[str]:
        named = {f"{one.title}, {HELD:,} numbers": held for one, held in self.readings.held.items()}
        named |= {
            f"a process that has imported {IMPORTS[statement]}": size
            for statement, size in self.readings.memory.items()
        }
        yield from ("", "## Memory", "")
        yield from rows(
            ("what", "MiB", "min – max"),
            ((name, *both(size.times(1 / MIB), ".1f")) for name, size in named.items()),
        )

    def as_json(self) -> dict[str, Any]:
        """For programs. Times are in seconds, memory in bytes."""
        readings = self.readings
        return {
            "versions": dict(self.versions),
            "by": "instructions" if self.counts else "cpu",
            "gates": [verdict.as_json() for verdict in self.verdicts],
            "costs": [
                {"measure": measure.title, "contestant": contestant.title, **cost.as_json()}
                for (measure, contestant), cost in readings.costs.items()
            ],
            "imports": {IMPORTS[one]: cost.as_json() for one, cost in readings.imports.items()},
            "memory": {IMPORTS[one]: size.as_json() for one, size in readings.memory.items()},
            "held": {one.title: size.as_json() for one, size in readings.held.items()},
            "notes": list(self.notes),
        }


def _verdict(verdict: Verdict) -> tuple[str, ...]:
    at_most = f"{verdict.at_most:g}{verdict.unit}"
    if verdict.reached is None:
        return (verdict.title, at_most, "not measured", "", "", "", "")
    cost = verdict.cost
    return (
        *(verdict.title, at_most, f"{verdict.reached.median:.3f}{verdict.unit}"),
        f"{verdict.reached.min:.3f} – {verdict.reached.max:.3f}",
        *((f"{cost.cpu.median:.2f}x", f"{cost.wall.median:.2f}x") if cost else ("", "")),
        "passed" if verdict.is_passed else "**missed**",
    )


def _cost(cost: Cost, base: Cost | None) -> tuple[str, ...]:
    return (
        *(both(cost.instructions, ",.0f") if cost.instructions else ("", "")),
        *both(cost.cpu.times(1e6), ",.1f"),
        *both(cost.wall.times(1e6), ",.1f"),
        f"{(cost / base).deciding.median:.2f}" if base else "",
    )

"""The table, for people and for programs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

from ..benchmark.markdown import both, rows
from ..benchmark.spread import Spread
from .contestants import CONTESTANTS, LARGE_SHELF, MEMORY, NGINX, Contestant
from .measures import MEASURES, Measure
from .readings import Cost, Readings, ratio
from .shelves import LARGE, SMALL
from .verdicts import MB, Verdict

MICRO = 1e6
COST = ("CPU, µs a request", "min – max", "of a database beside it", "requests a second")


@dataclass(frozen=True, slots=True)
class Table:
    """Everything that was found out in one run.

    Attributes:
        notes: What one must know to compare the contestants.
    """

    readings: Readings
    verdicts: Sequence[Verdict]
    versions: Mapping[str, str]
    notes: Sequence[str]

    def as_markdown(self) -> str:
        """For people."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        yield from ("# What the mock costs, and how far it scales", "", *self.gates())
        for measure in MEASURES:
            yield from ("", f"## {measure.title}", "", *self._measure(measure))
        yield from ("", "## Start and memory", "", *self._starts(), "", self._number())
        yield from ("", "## The long run", "", *self._long_run())
        if self.readings.absent:
            yield from ("", "## Not measured", "", *self._absent())
        yield from ("", "## Notes", "", *(f"- {note}" for note in self.notes))
        yield from ("", "## Versions", "", *rows(("what", "version"), self.versions.items()), "")

    def gates(self) -> list[str]:
        """The goals alone."""
        return rows(("measure", "goal", "reached", "min – max", ""), map(_verdict, self.verdicts))

    def _measure(self, measure: Measure) -> list[str]:
        costs = self.readings.costs
        base = MEMORY if (measure, NGINX) not in costs else NGINX
        heads = ("contestant", *COST, "min – max", f"CPU × {base.title.partition(',')[0]}")
        return rows(
            heads,
            (
                (one.title, *_cost(costs[measure, one], costs[measure, base]))
                if (measure, one) in costs
                else (one.title, "not measured", *[""] * 5)
                for one in measure.contestants
            ),
        )

    def _starts(self) -> list[str]:
        return rows(
            (
                *("contestant", "ready after, s", "min – max", "CPU until then, s", "min – max"),
                *("memory then, MB", "memory after all the load, MB"),
            ),
            (
                (one.title, *self._start(one))
                for one in (*CONTESTANTS, LARGE_SHELF)
                if one in self.readings.starts
            ),
        )

    def _start(self, contestant: Contestant) -> tuple[str, ...]:
        starts = self.readings.starts[contestant]
        loaded = self.readings.loaded.get(contestant)
        return (
            *both(starts.wall, ".2f"),
            *both(starts.cpu, ".2f"),
            f"{starts.memory.median / MB:,.1f}",
            "" if loaded is None else f"{loaded / MB:,.1f}",
        )

    @property
    def bytes_a_number(self) -> float:
        """What one number more on the shelf takes."""
        searched = self.readings.searched
        return (searched[LARGE_SHELF] - searched[MEMORY]) / (LARGE - SMALL)

    def _number(self) -> str:
        return (
            f"A number on the shelf takes {self.bytes_a_number:,.1f} bytes: the difference between "
            f"{LARGE:,} and {SMALL:,} of them, once each search of this table was answered."
        )

    def _long_run(self) -> list[str]:
        run = self.readings.long_run
        heads = (
            *("requests", "requests a second", "CPU, µs a request"),
            *("memory before, MB", "memory afterwards, MB", "journal", ""),
        )
        cells = (
            *(f"{run.requests:,}", f"{run.requests / run.seconds:,.0f}"),
            f"{run.cpu / run.requests * MICRO:,.1f}",
            *(f"{run.before / MB:,.1f}", f"{run.after / MB:,.1f}"),
            "yes" if run.has_journal else "no",
            f"**invalid**: {_cell(run.fault)}" if run.fault else "",
        )
        return rows(heads, [cells])

    def _absent(self) -> list[str]:
        return [f"- {one.title}: {why}" for one, why in self.readings.absent.items()]

    def as_json(self) -> dict[str, Any]:
        """For programs. Times are in seconds, memory in bytes."""
        readings = self.readings
        return {
            "versions": dict(self.versions),
            "gates": [verdict.as_json() for verdict in self.verdicts],
            "costs": [
                {"measure": measure.title, "contestant": contestant.title, **cost.as_json()}
                for (measure, contestant), cost in readings.costs.items()
            ],
            "absent": {one.title: why for one, why in readings.absent.items()},
            "starts": {one.title: starts.as_json() for one, starts in readings.starts.items()},
            "loaded": {one.title: size for one, size in readings.loaded.items()},
            "bytes_a_number": self.bytes_a_number,
            "long_run": asdict(readings.long_run),
            "notes": list(self.notes),
        }


def _verdict(verdict: Verdict) -> tuple[str, ...]:
    goal = f"{'≥' if verdict.is_least else '≤'} {verdict.limit:g}{verdict.unit}"
    said = "met" if verdict.is_met else "**missed**"
    said += f": {_cell(verdict.problem)}" if verdict.problem else ""
    if verdict.reached is None:
        return (verdict.title, goal, "not known", "", said)
    median, spread = both(verdict.reached, ".3f")
    return (verdict.title, goal, f"{median}{verdict.unit}", spread, said)


def _cost(cost: Cost, base: Cost) -> tuple[str, ...]:
    cpu, spread = both(Spread.of(cost.cpus).times(MICRO), ",.1f")
    return (
        *(cpu if not cost.fault else f"**invalid**: {_cell(cost.fault)}", spread),
        f"{median(cost.databases) * MICRO:,.1f}" if cost.databases else "",
        *both(Spread.of(cost.rates), ",.0f"),
        "" if cost.fault or base.fault else f"{ratio(cost.cpus, base.cpus).median:.3f}",
    )


def _cell(text: str) -> str:
    """A text that may have anything in it, as a cell of a table."""
    return text.replace("|", "\\|")

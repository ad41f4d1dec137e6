"""All readings, one after the other, with a line about each on stderr."""

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TypeVar

from ..benchmark.spread import Spread
from .contestants import JSON, MSGSPEC, THIS, Contestant
from .costs import IMPORTS, Cost, Readings
from .measures import DECODE_BY_SIZE, GET_BY_SIZE, MEASURES, Measure, is_gated
from .meter import Import, Meter, Times, import_command

Pair = tuple[Measure, Contestant]
T = TypeVar("T")

# The clocks are read again later, so that a slow minute of the machine does not hit one alone.
PASSES = 2
STARTS = 9
HOLDINGS = 3
# Readings of instructions: they hardly differ. What no gate hangs on gets one.
COUNTS = 3


def pairs(gated: bool) -> list[Pair]:
    """Who is measured doing what: everything, or what a gate hangs on."""
    measures = dict.fromkeys([*MEASURES, *DECODE_BY_SIZE.values(), *GET_BY_SIZE.values()])
    found = [(measure, contestant) for measure in measures for contestant in measure.contestants]
    return [pair for pair in found if is_gated(*pair) or not gated]


@dataclass(slots=True)
class Survey:
    """Takes the readings.

    Attributes:
        meter: What reads.
        counts: Whether instructions are counted.
        gated: Whether only what a gate hangs on is measured.
    """

    meter: Meter
    counts: bool
    gated: bool
    _begin: float = field(default_factory=monotonic)

    def take(self) -> Readings:
        """Take all of them. Raises CannotMeasure."""
        chosen = pairs(self.gated)
        times = self._times(chosen)
        imported = self._imported()
        held = self._held()
        counted = self._counted(chosen, times) if self.counts else {}
        starts = self._starts() if self.counts else {}
        return Readings(
            {
                pair: Cost(
                    counted.get(pair), Spread.of(times[pair].cpu), Spread.of(times[pair].wall)
                )
                for pair in chosen
            },
            {
                statement: Cost(
                    starts.get(statement),
                    Spread.of(one.cpu for one in found),
                    Spread.of(one.wall for one in found),
                )
                for statement, found in imported.items()
            },
            {
                statement: Spread.of(one.memory for one in found if one.memory is not None)
                for statement, found in imported.items()
                if all(one.memory is not None for one in found)
            },
            held,
        )

    def _times(self, chosen: Sequence[Pair]) -> dict[Pair, Times]:
        found = dict.fromkeys(chosen, Times((), ()))
        for turn in range(PASSES):
            for position, pair in enumerate(chosen, 1):
                self._say(
                    f"clocks, {turn + 1} of {PASSES}, {position}/{len(chosen)}: {_name(pair)}"
                )
                found[pair] += self.meter.times(*pair)
        return found

    def _imported(self) -> dict[str, list[Import]]:
        found: dict[str, list[Import]] = {statement: [] for statement in IMPORTS}
        for statement in found:
            self.meter.importing(statement)  # compiles what has not been compiled yet
        for turn in range(STARTS):
            self._say(f"imports, {turn + 1}/{STARTS}")
            for statement, readings in found.items():
                readings.append(self.meter.importing(statement))
        return found

    def _held(self) -> dict[Contestant, Spread]:
        if not Path("/proc/self/statm").exists():
            return {}
        found: dict[Contestant, list[int]] = {THIS: [], JSON: [], MSGSPEC: []}
        for turn in range(HOLDINGS):
            self._say(f"memory, {turn + 1}/{HOLDINGS}")
            for contestant, readings in found.items():
                readings.append(self.meter.held(contestant))
        return {contestant: Spread.of(readings) for contestant, readings in found.items()}

    def _counted(self, chosen: Sequence[Pair], times: dict[Pair, Times]) -> dict[Pair, Spread]:
        def count(position: int, pair: Pair) -> Spread:
            self._say(f"instructions, {position}/{len(chosen)}: {_name(pair)}")
            readings = COUNTS if is_gated(*pair) else 1
            cpu = Spread.of(times[pair].cpu).median
            return self.meter.instructions(*pair, cpu, readings)

        tasks = (partial(count, position, pair) for position, pair in enumerate(chosen, 1))
        return dict(zip(chosen, _side_by_side(tasks), strict=True))

    def _starts(self) -> dict[str, Spread]:
        self._say("instructions of the imports")
        counts = _side_by_side(
            partial(self.meter.counted, import_command(statement))
            for statement in IMPORTS
            for _ in range(COUNTS)
        )
        return {
            statement: Spread.of(counts[place * COUNTS : (place + 1) * COUNTS])
            for place, statement in enumerate(IMPORTS)
        }

    def _say(self, what: str) -> None:
        minutes, seconds = divmod(int(monotonic() - self._begin), 60)
        print(f"{minutes}:{seconds:02} {what}", file=sys.stderr, flush=True)


def _name(pair: Pair) -> str:
    measure, contestant = pair
    return f"{measure.title}, {contestant.title}"


def _side_by_side(tasks: Iterable[Callable[[], T]]) -> list[T]:
    """Do tasks at the same time, one for each processor: other than a clock, a count bears that."""
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        running = [threads.submit(task) for task in tasks]
        try:
            return [task.result() for task in running]
        except BaseException:
            threads.shutdown(wait=False, cancel_futures=True)
            raise

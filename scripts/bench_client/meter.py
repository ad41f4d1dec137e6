"""How cost is read off: instructions by valgrind's cachegrind, time by the clocks of the process.

On a shared machine the same work may take five times as long in one minute as in the next; the
instructions stay the same. A process spends most of them on starting: only the difference of two
that did the same action more or less often tells what the action costs.
"""

import json
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import log2
from pathlib import Path
from time import perf_counter

from ..benchmark.processes import CannotMeasure, run
from ..benchmark.spread import Spread
from .contestants import Contestant
from .measures import HELD, Measure
from .workload import IN_FLIGHT

CACHEGRIND = ("--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null")
# Two processes lie so far apart, in seconds of the processor when nothing counts its instructions.
APART = 0.025
ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Times:
    """What one action takes in each round, in seconds: of the processor, and by the clock."""

    cpu: tuple[float, ...]
    wall: tuple[float, ...]

    def __add__(self, other: "Times") -> "Times":
        return Times(self.cpu + other.cpu, self.wall + other.wall)


@dataclass(frozen=True, slots=True)
class Import:
    """What importing something took, in seconds, and the bytes that the process had then."""

    cpu: float
    wall: float
    memory: int | None


@dataclass(frozen=True, slots=True)
class Meter:
    """Measures in processes of its own.

    Attributes:
        environment: All variables that they see.
        root: Where they run.
        places: What `{service}` and `{answers}` stand for.
        valgrind: The command, or None where there is none.
    """

    environment: Mapping[str, str]
    root: Path
    places: Mapping[str, str]
    valgrind: str | None

    def times(self, measure: Measure, contestant: Contestant) -> Times:
        """Let the clocks run along. Raises CannotMeasure."""
        said = self._run(self._command(measure, contestant, "rounds", ROUNDS), contestant.title)
        return Times(**{name: tuple(values) for name, values in json.loads(said).items()})

    def instructions(
        self, measure: Measure, contestant: Contestant, cpu: float, readings: int
    ) -> Spread:
        """Count them. `cpu`: about how long one action takes. Raises CannotMeasure."""
        # The first few of those in flight are still at their handshakes: they do not count.
        least = 2 * IN_FLIGHT if measure.action == "get-async" else 1
        step = least * 2 ** max(0, round(log2(APART / cpu / least)))
        counts = [
            self.counted(self._command(measure, contestant, "times", step * point))
            for point in range(1, readings + 2)
        ]
        return Spread.of((more - less) / step for less, more in pairwise(counts))

    def counted(self, command: list[str]) -> int:
        """The instructions of a process from its start to its end. Raises CannotMeasure."""
        done = run(
            [self.valgrind or "valgrind", *CACHEGRIND, *command],
            "valgrind could not count",
            cwd=self.root,
            environment=self.environment,
        )
        found = re.search(r"I +refs: +([0-9,]+)", done.stderr)
        if not found:
            raise CannotMeasure("valgrind told no count of instructions; try --by cpu")
        return int(found[1].replace(",", ""))

    def held(self, contestant: Contestant) -> int:
        """The bytes that a decoded page of many numbers holds. Raises CannotMeasure."""
        page = Measure("", "decode-numbers", f"{{answers}}/numbers-{HELD}.json", (contestant,))
        said = self._run(self._command(page, contestant, "held", 1), contestant.title)
        return int(said)

    def importing(self, statement: str) -> Import:
        """Import something in a fresh process. Raises CannotMeasure."""
        begin = perf_counter()
        said = self._run(import_command(statement), f"could not run «{statement}»")
        wall = perf_counter() - begin
        cpu, memory = json.loads(said)
        return Import(cpu, wall, memory)

    def _command(
        self, measure: Measure, contestant: Contestant, mode: str, count: int
    ) -> list[str]:
        target = measure.target.format_map(self.places)
        return [
            *(sys.executable, "-m", f"{__package__}.workload"),
            *(contestant.module, measure.action, target, mode, str(count)),
        ]

    def _run(self, command: list[str], who: str) -> str:
        return run(command, who, cwd=self.root, environment=self.environment).stdout


def import_command(statement: str) -> list[str]:
    """Import something, and tell the time of the processor and the memory, where it can be had.

    What the telling needs is loaded afterwards, so that it hides nothing.
    """
    program = (
        f"{statement}\n"
        "import time\n"
        "cpu = time.process_time()\n"
        "import os\n"
        "statm = '/proc/self/statm'\n"
        "pages = open(statm).read().split()[1] if os.path.exists(statm) else None\n"
        "memory = pages and int(pages) * os.sysconf('SC_PAGE_SIZE')\n"
        "print(f'[{cpu}, {memory or \"null\"}]')\n"
    )
    return [sys.executable, "-c", program]

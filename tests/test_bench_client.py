"""The benchmark's own arithmetic, without a clock: what it serves, counts, compares and says."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from scripts.bench_client import __main__ as command
from scripts.bench_client.answers import Answers
from scripts.bench_client.contestants import JSON, THIS, Contestant
from scripts.bench_client.costs import BARE, BASE, CLIENT, IMPORTS, Cost, Readings
from scripts.bench_client.measures import (
    GATES,
    GET,
    HELD_AT_MOST,
    IMPORT_AT_MOST,
    IMPORT_MEMORY_AT_MOST,
    SIZES,
    Measure,
)
from scripts.bench_client.meter import Meter
from scripts.bench_client.table import Table
from scripts.bench_client.verdicts import MIB, judge
from scripts.benchmark.spread import Spread
from tests.contract import ROOT

# Beyond rounding, and no more.
JUST = 0.001
IMPORT, MEMORY, HELD = "import", "memory after the import", "memory held"
TITLES = [gate.title for gate in GATES] + [IMPORT, MEMORY, HELD]


def exactly(reading: float) -> Spread:
    """A spread of one reading."""
    return Spread.of([reading])


def cost(instructions: float, clock: float = 1) -> Cost:
    """So many instructions. By the clock everybody is as fast, which most gates would not pass."""
    return Cost(exactly(instructions), exactly(clock), exactly(clock))


def readings(too_much: str = "") -> Readings:
    """Everything just within its gate, but for what begins with this title: that is just beyond."""

    def limit(title: str, at_most: float) -> float:
        is_beyond = bool(too_much) and title.startswith(too_much)
        return at_most * (1 + JUST if is_beyond else 1 - JUST)

    costs: dict[tuple[Measure, Contestant], Cost] = {}
    for gate in GATES:
        costs[gate.measure, THIS] = cost(1)
        costs[gate.measure, gate.against] = cost(1 / limit(gate.title, gate.at_most))
    start = 5.0
    imports = dict.fromkeys(IMPORTS, cost(start, clock=0))
    imports |= {BASE: cost(start + 1), CLIENT: cost(start + limit(IMPORT, IMPORT_AT_MOST))}
    memory = {BARE: exactly(0), BASE: exactly(7 * MIB)}
    memory[CLIENT] = exactly((7 + limit(MEMORY, IMPORT_MEMORY_AT_MOST)) * MIB)
    held = {JSON: exactly(1), THIS: exactly(limit(HELD, HELD_AT_MOST))}
    return Readings(costs, imports, memory, held)


@dataclass(frozen=True, slots=True)
class Counter(Meter):
    """Counts a million instructions for the start of a process, and 700 for each action."""

    def counted(self, command: list[str]) -> int:
        """The instructions of a process."""
        return 1_000_000 + 700 * int(command[-1])


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Where the command writes, without arguments."""
    monkeypatch.setattr("sys.argv", ["bench_client"])
    monkeypatch.setattr(command, "ROOT", tmp_path)
    monkeypatch.setattr(command, "OUTPUT", tmp_path)
    return tmp_path


def ended(monkeypatch: pytest.MonkeyPatch, found: Readings) -> int:
    """How the command ends that has measured this."""
    verdicts = judge(found)
    table = Table(found, verdicts, {"a library": "1.2.3"}, ["A note."], counts=True)

    def measured(_: object) -> Table:
        return table

    monkeypatch.setattr(command, "_measured", measured)
    return command.main()


def missed(printed: str) -> Sequence[str]:
    """The titles of the gates that a table calls missed."""
    return [line.split(" | ")[0].strip("| ") for line in printed.splitlines() if "**" in line]


def test_a_client_within_every_gate(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command ends well, and its table has the versions."""
    assert ended(monkeypatch, readings()) == 0
    printed = capsys.readouterr().out
    assert missed(printed) == []
    assert printed.count("| passed |") == len(TITLES)
    assert f"All {len(TITLES)} gates are passed" in printed
    assert "| a library | 1.2.3 |" in (folder / "table.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("title", TITLES)
def test_a_client_beyond_one_gate(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], title: str
) -> None:
    """The command fails, and both tables name this gate and no other."""
    assert ended(monkeypatch, readings(too_much=title)) == 1
    printed = capsys.readouterr().out
    [found] = missed(printed)
    assert found.startswith(title)
    assert f"1 of {len(TITLES)} gates is missed" in printed
    assert missed((folder / "table.md").read_text(encoding="utf-8")) == [found]
    written = json.loads((folder / "table.json").read_text(encoding="utf-8"))
    assert [one["title"] for one in written["gates"] if not one["passed"]] == [found]


@pytest.mark.parametrize("cpu", [1e-6, 1e-3, 1.0])
def test_the_instructions_of_an_action(cpu: float) -> None:
    """What the process needs to start is not among them, however often the action is done."""
    meter = Counter({}, ROOT, {"service": "http://127.0.0.1:1"}, "valgrind")
    assert meter.instructions(GET, THIS, cpu, readings=3) == exactly(700)


def test_the_pages_that_are_read(tmp_path: Path) -> None:
    """Each has as many items as it says, and each item a number of its own."""
    made = Answers(tmp_path)
    made.write(ROOT / "openapi.yaml", SIZES[:2])
    pages = [(made.numbers(size), size) for size in SIZES[:2]]
    for path, size in [*pages, (made.offers, 1000), (made.escaped, 1000)]:
        items: list[dict[str, Any]] = json.loads(path.read_bytes())["data"]
        assert len(items) == len({item["number"] for item in items}) == size
    assert json.loads(made.escaped.read_bytes()) == json.loads(made.numbers(1000).read_bytes())
    assert b"\\/" in made.escaped.read_bytes()

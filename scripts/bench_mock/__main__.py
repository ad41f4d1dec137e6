"""Measure the mock beside nginx and other mocks, write the table, and say what misses its goal."""

import argparse
import json
import shutil
import signal
import sys
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType

from ..benchmark.processes import CannotMeasure
from .load import CONNECTIONS
from .measures import MANY, ROUNDS_AN_ACCOUNT
from .postgresql import Cluster, cluster
from .survey import Survey
from .table import Table
from .verdicts import judge
from .versions import versions
from .workplace import Workplace, command, free_port, node

ROOT = Path(__file__).resolve().parents[2]
OUTPUT = ROOT / "build" / "bench-mock"
NOTES = (
    "CPU is the time of the processor that a server and all of its processes used, divided by the "
    "requests that they answered as expected: status 200, and a body that is a page or tells "
    "success. A row with any other answer is invalid.",
    f"Load: wrk over {CONNECTIONS} connections that stay open. All contestants run at the same "
    "time and are measured by turns, so that a slow minute of the machine hits all of them. A "
    "ratio is the median of those of the turns.",
    "Requests a second depend on what else the machine does, and wrk is a part of that; CPU hardly "
    "does. Only the goal of SQLite goes by the rate, and so by the disk: who commits each request "
    "by itself waits for it each time.",
    "Each search carries four filters as a JSON body, and they vary from request to request. nginx "
    "answers all with the file of one page.",
    "Each connection reserves and cancels as an account of its own, with a shelf of its own.",
    "Only this mock knows a shelf: Prism and Mockoon answer the document's examples, or make "
    "something up, whatever was reserved before. nginx looks at the path alone.",
    "Prism as it comes writes lines about each request, here to a file; silent it writes none.",
    "The long run: a search, a reservation and its cancellation by turns, to a fresh mock with its "
    f"memory store; each connection goes on as another account every {3 * ROUNDS_AN_ACCOUNT:,} "
    "requests.",
    "MB are 1,000,000 bytes. Memory is what is resident; where a server has several processes, "
    "what they share counts for each.",
)


def main() -> int:
    """0 when every goal is met, 1 when one is missed, 2 when nothing could be measured."""
    signal.signal(signal.SIGTERM, _stop)
    arguments = _arguments()
    try:
        table = _measured(arguments)
    except CannotMeasure as error:
        print(f"bench_mock: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("bench_mock: stopped", file=sys.stderr)
        return 2
    (OUTPUT / "table.md").write_text(table.as_markdown(), encoding="utf-8")
    (OUTPUT / "table.json").write_text(
        json.dumps(table.as_json(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
    )
    print("\n".join(table.gates()))
    print(f"\nAll of it: {(OUTPUT / 'table.md').relative_to(ROOT)}, and table.json beside it")
    return 0 if all(verdict.is_met for verdict in table.verdicts) else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench_mock", description=__doc__)
    parser.add_argument("--runs", type=_count, default=5, help="how many readings of each; 5")
    parser.add_argument("--seconds", type=_count, default=3, help="how long each of them lasts; 3")
    parser.add_argument(
        "--requests",
        type=_count,
        default=MANY,
        help=f"how many the long run has; fewer than {MANY:,} are for a quick try",
    )
    return parser.parse_args()


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text)):
        raise argparse.ArgumentTypeError(f"expected a whole number from 1 on, {text} came")
    return int(text)


def _measured(arguments: argparse.Namespace) -> Table:
    with _workplace() as workplace:
        found = versions(workplace)
        survey = Survey(workplace, arguments.runs, arguments.seconds, arguments.requests)
        readings = survey.take()
    return Table(readings, judge(readings), found, NOTES)


@contextmanager
def _workplace() -> Generator[Workplace]:
    """The folders and commands, with a PostgreSQL where there is one. Raises CannotMeasure."""
    folder = OUTPUT / "run"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    wrk, nginx = command("wrk", "wrk"), command("nginx", "nginx-light")
    with ExitStack() as stack:
        database = _database(stack)
        yield Workplace(ROOT, folder, OUTPUT / "peers", node(), wrk, nginx, database)


def _database(stack: ExitStack) -> Cluster | CannotMeasure:
    try:
        return stack.enter_context(cluster(free_port()))
    except CannotMeasure as error:
        print(f"skipped: {error}", file=sys.stderr)
        return error


def _stop(_number: int, _frame: FrameType | None) -> None:
    # As Ctrl+C does, so that nothing that was started stays behind.
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())

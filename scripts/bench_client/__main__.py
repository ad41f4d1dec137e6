"""Measure the client, write the table, and say whether it costs more than it may."""

import argparse
import json
import shutil
import subprocess
import sys
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path

from ..benchmark.processes import CannotMeasure
from .answers import Answers
from .generators import DERIVED, Generators
from .measures import SIZES
from .meter import Meter
from .server import HOST
from .survey import Survey
from .table import Table
from .verdicts import judge
from .versions import versions

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = ROOT / "openapi.yaml"
PACKAGE = "plusofon_numbers"
OUTPUT = ROOT / "build" / "bench-client"
NOTES = (
    "Everybody asks over connections that stay open, and reads every number of the page into an "
    "object; those of json and http.client are dicts. Only this client and openapi-generator's "
    "check patterns and limits; the stock client checks enumerations, msgspec by hand types.",
    "openapi-generator's client leaves the body of a GET out: its GET carries no filter. Its async "
    "client is another one, on another library, and is not measured.",
    DERIVED,
    "Wall time has the server in it; instructions and CPU time do not.",
    "A page of this client also keeps its body, as `.raw`, until the page itself is dropped: the "
    "numbers without their page are what the memory is of.",
)


def main() -> int:
    """0 when every gate is passed, 1 when one is missed, 2 when nothing could be measured."""
    arguments = _arguments()
    try:
        table = _measured(arguments)
    except CannotMeasure as error:
        print(f"bench_client: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("bench_client: stopped", file=sys.stderr)
        return 2
    (OUTPUT / "table.md").write_text(table.as_markdown(), encoding="utf-8")
    (OUTPUT / "table.json").write_text(
        json.dumps(table.as_json(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
    )
    print("\n".join([*table.gates(), "", _outcome(table)]))
    print(f"All of it: {(OUTPUT / 'table.md').relative_to(ROOT)}, and table.json beside it")
    return 0 if all(verdict.is_passed for verdict in table.verdicts) else 1


def _outcome(table: Table) -> str:
    count, missed = len(table.verdicts), sum(not one.is_passed for one in table.verdicts)
    if not missed:
        return f"All {count} gates are passed."
    return f"{missed} of {count} gates {'is' if missed == 1 else 'are'} missed."


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench_client", description=__doc__)
    parser.add_argument(
        "--client",
        type=lambda text: Path(text).resolve(),
        default=ROOT / "generated" / "python",
        help="the project of the client to measure",
    )
    parser.add_argument(
        "--by",
        choices=("instructions", "cpu"),
        help="what the gates go by; instructions where there is valgrind",
    )
    parser.add_argument(
        "--gated",
        action="store_true",
        help="measure only what a gate hangs on; a third of the time",
    )
    return parser.parse_args()


def _measured(arguments: argparse.Namespace) -> Table:
    valgrind = _valgrind(arguments.by)
    clients, answers = OUTPUT / "clients", Answers(OUTPUT / "answers")
    # What else is in the environment, a proxy perhaps, is not to have a part in it.
    environment = {
        "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "PYTHONHASHSEED": "0",
        "PYTHONPATH": f"{ROOT}:{clients}",
    }
    _make_clients(arguments.client, clients, environment)
    found = versions(arguments.client, valgrind)  # now: a commit may come while it is measured
    answers.write(DOCUMENT, SIZES)
    with _running_server(answers.folder) as service:
        places = {"service": service, "answers": str(answers.folder)}
        meter = Meter(environment, ROOT, places, valgrind)
        readings = Survey(meter, valgrind is not None, arguments.gated).take()
    return Table(readings, judge(readings), found, NOTES, valgrind is not None)


def _make_clients(ours: Path, folder: Path, environment: Mapping[str, str]) -> None:
    print("Making the clients of the generators ...", file=sys.stderr)
    folder.mkdir(parents=True, exist_ok=True)
    # A copy: whoever generates the client anew in the meantime does not mix two of them.
    shutil.rmtree(folder / PACKAGE, ignore_errors=True)
    try:
        shutil.copytree(
            ours / PACKAGE, folder / PACKAGE, ignore=shutil.ignore_patterns("__pycache__")
        )
    except OSError as error:
        raise CannotMeasure(f"there is no client: {error}; run make generate") from None
    generators = Generators(Path(sys.executable).parent, folder, environment)
    generators.make_stock(DOCUMENT)
    generators.make_other(DOCUMENT)


def _valgrind(by: str | None) -> str | None:
    """The command that counts instructions, or None where nobody is to count or can."""
    valgrind = None if by == "cpu" else shutil.which("valgrind")
    if by == "instructions" and not valgrind:
        raise CannotMeasure("valgrind was not found; on Debian and Ubuntu: apt install valgrind")
    if not by and not valgrind:
        print("valgrind was not found: the gates go by CPU time", file=sys.stderr)
    return valgrind


@contextmanager
def _running_server(folder: Path) -> Generator[str]:
    """Where the server is, which runs as long as it is needed."""
    command = [sys.executable, "-m", f"{__package__}.server", str(folder)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=ROOT) as process:
        try:
            port = process.stdout.readline().strip() if process.stdout else ""
            if not port:
                raise CannotMeasure("the server did not start; its own words are above")
            yield f"http://{HOST}:{port}"
        finally:
            process.terminate()


if __name__ == "__main__":
    sys.exit(main())

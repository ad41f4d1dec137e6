"""Try the clients of all languages with all vectors, and with the sandbox.

usage: python -m tests.clients [LANGUAGE ...]

Nothing is built: `make clients` does that. Each client is installed into an empty project, its
runner makes the calls of all vectors, and what it sends and delivers is compared. Then each vector
is corrupted, which each language must notice, and a number lives its life in the sandbox. The table
goes to build/clients/table.md and table.json, unless something was left out. A language whose tools
are not there is not tried; with REQUIRE_CLIENTS=1 that is a failure.
"""

import argparse
import os
import shlex
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.clients.corruption import CORRUPTIONS
from tests.clients.flow import flow_differences, running_sandbox
from tests.clients.languages import BUILD, Language, Project, Unready, load_projects
from tests.clients.table import Column, as_json, as_markdown
from tests.clients.trial import tried
from tests.clients.vectors import Vector, load_vectors

MOST_SHOWN = 20


def main() -> None:
    """Exit with 1 where anything is wrong, and with 2 where nothing can be tried."""
    told = arguments()
    try:
        vectors = {k: v for k, v in load_vectors().items() if k.startswith(told.only)}
        projects = own_runner(told.runner) if told.runner else load_projects(told.languages)
    except ValueError as error:
        sys.exit(f"tests.clients: {error}")
    # Most of the time a language waits: for compilers, and for what must not take longer.
    with running_sandbox() as url, ThreadPoolExecutor(os.cpu_count()) as pool:
        tries = [pool.submit(column_of, project, vectors, url, told) for project in projects]
    columns = [each.result() for each in tries]
    for column in columns:
        report(column)
    if not (told.runner or told.only or told.no_flow or told.no_corruption):
        write(vectors, columns)
    sys.exit(not all(is_good(column) for column in columns))


def arguments() -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.clients",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("languages", nargs="*", metavar="LANGUAGE", help="left out: all")
    parser.add_argument("--only", default="", metavar="PREFIX", help="vectors whose ids begin so")
    parser.add_argument(
        "--runner", metavar="COMMAND", help="a runner of your own, run where you are"
    )
    parser.add_argument("--no-flow", action="store_true", help="leave the sandbox out")
    parser.add_argument("--no-corruption", action="store_true", help="corrupt nothing")
    return parser.parse_args()


def own_runner(command: str) -> list[Project]:
    """A runner that is still being written."""
    return [Project("runner", Language(title=command, run=shlex.split(command)), Path.cwd())]


def column_of(
    project: Project, vectors: Mapping[str, Vector], url: str, told: argparse.Namespace
) -> Column:
    """Try a language."""
    column = Column(name=project.name, title=project.language.title)
    try:
        if not told.runner:
            project.install()
    except Unready as unready:
        column.untried = str(unready)
        column.wrong = [] if unready.is_missing else [str(unready)]
        return column
    column.results, column.wrong = tried(project, vectors)
    if not told.no_corruption:
        column.unnoticed = {kind: unnoticed(project, vectors, kind) for kind in CORRUPTIONS}
    if not told.no_flow:
        column.flow = flow_differences(project, url)
    return column


def unnoticed(project: Project, vectors: Mapping[str, Vector], kind: str) -> list[str]:
    """The vectors whose corruption a language does not notice."""
    served = {name: CORRUPTIONS[kind](vector) for name, vector in vectors.items()}
    results, _ = tried(project, vectors, served)
    return [name for name, wrong in results.items() if not wrong]


def is_good(column: Column) -> bool:
    """Whether a language may stay as it is: it is right, or the machine lacks its tools."""
    is_missing = bool(column.untried) and not column.wrong
    return column.is_right or (is_missing and not os.environ.get("REQUIRE_CLIENTS"))


def report(column: Column) -> None:
    """Say what became of a language."""
    if column.untried:
        print(f"{column.title}: not tried: {column.untried}", flush=True)
        return
    whole = f"{column.count(column.results)} vectors, {column.noticed()} corrupted ones noticed"
    print(f"{column.title}: {whole}, the flow {column.flown()}")
    failed = {name: wrong for name, wrong in column.results.items() if wrong}
    for name, wrong in [*failed.items()][:MOST_SHOWN]:
        print(f"  {name}", *wrong, sep="\n    ")
    if len(failed) > MOST_SHOWN:
        print(f"  and {len(failed) - MOST_SHOWN} more; see build/clients/table.json, or use --only")
    for kind, names in column.unnoticed.items():
        if names:
            print(f"  not noticed, where {kind}:", *names[:MOST_SHOWN], sep="\n    ")
    for line in (*(column.flow or []), *column.wrong):
        print(f"  {line}")
    sys.stdout.flush()


def write(vectors: Mapping[str, Vector], columns: list[Column]) -> None:
    """Write the table."""
    BUILD.mkdir(parents=True, exist_ok=True)
    (BUILD / "table.md").write_text(as_markdown(vectors, columns), encoding="utf-8")
    (BUILD / "table.json").write_bytes(as_json(vectors, columns))


if __name__ == "__main__":
    main()

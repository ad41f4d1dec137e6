"""Who is measured, and how each is started."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from .nginx import PREFIX, write_configuration
from .shelves import LARGE, SMALL
from .workplace import HOST, Workplace, free_port


@dataclass(frozen=True, slots=True)
class Launch:
    """How to start a server.

    Attributes:
        command: The command.
        url: The base URL, or None where the server chooses a port and prints it.
        database: The process id of a database that works for it, where there is one.
    """

    command: list[str]
    url: str | None = None
    database: int | None = None


# The seed file is for the mock of this repository; with None it has the shelf that it comes with.
Launching = Callable[[Workplace, Path | None], Launch]


@dataclass(frozen=True, slots=True)
class Contestant:
    """One of those who are measured.

    Attributes:
        name: What its log is called.
        title: What the table calls it.
        launch: How it is started. Raises CannotMeasure.
        size: How many numbers are on its shelf, or None where it has none.
        done: What is in its answer to a change that succeeded, a pattern of Lua.
    """

    name: str
    title: str
    launch: Launching
    size: int | None = None
    done: str = '"success": *true'

    @property
    def is_ours(self) -> bool:
        """Whether it is the mock of this repository."""
        return self.size is not None


def _mock(seed: Path | None, *options: str) -> list[str]:
    seeded = () if seed is None else ("--seed", str(seed))
    return [sys.executable, "-m", "scripts.mock_server", "--port", "0", *seeded, *options]


def _memory(_workplace: Workplace, seed: Path | None) -> Launch:
    return Launch(_mock(seed))


def _sqlite(file: str, options: str = "") -> Launching:
    def launch(workplace: Workplace, seed: Path | None) -> Launch:
        path = workplace.folder / file
        for old in path.parent.glob(f"{file}*"):
            old.unlink()
        return Launch(_mock(seed, "--store", f"sqlite:///{path}{options}"))

    return launch


def _postgresql(workplace: Workplace, seed: Path | None) -> Launch:
    cluster = workplace.database()
    # A store has a seed of its own, and takes no other: each start has a new one.
    return Launch(_mock(seed, "--store", cluster.new_database()), database=cluster.pid)


def _prism(*options: str) -> Launching:
    def launch(workplace: Workplace, _seed: Path | None) -> Launch:
        port = free_port()
        start = [workplace.node, str(workplace.peer("prism")), "mock", str(workplace.document)]
        # Prism leaves the path of the document's server out.
        url = f"http://{HOST}:{port}"
        return Launch([*start, "--host", HOST, "--port", str(port), *options], url)

    return launch


def _mockoon(workplace: Workplace, _seed: Path | None) -> Launch:
    port = free_port()
    start = [workplace.node, str(workplace.peer("mockoon-cli")), "start"]
    options = ["--data", str(workplace.document), "--hostname", HOST, "--port", str(port)]
    quiet = ["--disable-log-to-file", "--disable-admin-api"]
    return Launch([*start, *options, *quiet], f"http://{HOST}:{port}{PREFIX}")


def _nginx(workplace: Workplace, _seed: Path | None) -> Launch:
    port, folder = free_port(), workplace.folder / "nginx"
    configuration = write_configuration(folder, port, workplace.page, workplace.done)
    start = [workplace.nginx, "-e", "stderr", "-p", str(folder), "-c", str(configuration)]
    return Launch(start, f"http://{HOST}:{port}{PREFIX}")


MEMORY = Contestant("memory", "this mock, memory", _memory, SMALL)
LARGE_SHELF = Contestant("large", f"this mock, memory, {LARGE:,} numbers", _memory, LARGE)
GROUPED = Contestant("sqlite", "this mock, SQLite", _sqlite("grouped.sqlite"), SMALL)
ONE_BY_ONE = Contestant(
    "sqlite-one-by-one",
    "this mock, SQLite, one commit a request",
    _sqlite("one-by-one.sqlite", "?batch=1"),
    SMALL,
)
POSTGRESQL = Contestant("postgresql", "this mock, PostgreSQL", _postgresql, SMALL)
PRISM = Contestant("prism", "Prism, as it comes", _prism())
SILENT_PRISM = Contestant("prism-silent", "Prism, silent", _prism("--verboseLevel", "silent"))
# What Mockoon answers it makes up, truth values too.
MOCKOON = Contestant("mockoon", "Mockoon", _mockoon, done='"success": *%a+')
NGINX = Contestant("nginx", "nginx, the same bytes", _nginx)

# nginx says what the first of them says.
CONTESTANTS = (
    *(MEMORY, GROUPED, ONE_BY_ONE, POSTGRESQL),
    *(NGINX, PRISM, SILENT_PRISM, MOCKOON),
)

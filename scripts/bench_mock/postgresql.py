"""A PostgreSQL of the benchmark's own, with the settings that it comes with: durable."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from time import monotonic, sleep

from ..benchmark.processes import CannotMeasure, run

HOST = "127.0.0.1"
USER = "bench"
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
# Debian does not put these on PATH.
DEBIAN = Path("/usr/lib/postgresql")
STARTS_WITHIN = 30.0
INSTALL = "PostgreSQL was not found; on Debian and Ubuntu: apt install postgresql"


@dataclass(frozen=True, slots=True)
class Cluster:
    """A PostgreSQL that runs.

    Attributes:
        commands: The folder with its commands.
        port: Where it listens.
        pid: Its first process; all others are started by that one.
        version: What it says about itself.
    """

    commands: Path
    port: int
    pid: int
    version: str
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def new_database(self) -> str:
        """The URL of a database that was not there before. Raises CannotMeasure."""
        name = f"bench{next(self._numbers)}"
        run(
            [
                *(str(self.commands / "createdb"), "--host", HOST, "--port", str(self.port)),
                *("--username", USER, name),
            ],
            "PostgreSQL could not make a database",
            cwd=Path("/"),
            environment=ENVIRONMENT,
        )
        return f"postgresql://{USER}@{HOST}:{self.port}/{name}"


@dataclass(frozen=True, slots=True)
class _Owner:
    """Who runs it: PostgreSQL refuses to be run by root, and Debian has a user for it."""

    name: str | None

    @classmethod
    def found(cls) -> "_Owner":
        if os.geteuid():
            return cls(None)
        try:
            return cls(pwd.getpwnam("postgres").pw_name)
        except KeyError:
            raise CannotMeasure(
                "PostgreSQL does not run as root, and there is no user postgres"
            ) from None

    def start(self, command: list[str], log: Path) -> subprocess.Popen[bytes]:
        groups: list[str] | None = None if self.name is None else []
        with log.open("ab") as output:
            return subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd="/",
                env=ENVIRONMENT,
                user=self.name,
                group=self.name,
                extra_groups=groups,
                start_new_session=True,
            )


@contextmanager
def cluster(port: int) -> Generator[Cluster]:
    """A cluster that is there as long as it is needed. Raises CannotMeasure."""
    commands, owner = _commands(), _Owner.found()
    # Not below the repository, which its user may have no way into.
    folder = Path(tempfile.mkdtemp(prefix="bench-mock-postgresql-"))
    try:
        if owner.name is not None:
            shutil.chown(folder, owner.name, owner.name)
        with _running(commands, owner, folder, port) as process:
            version = _version(commands / "postgres")
            yield Cluster(commands, port, process.pid, version)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _running(
    commands: Path, owner: _Owner, folder: Path, port: int
) -> Generator[subprocess.Popen[bytes]]:
    data, log = folder / "data", folder / "log"
    made = owner.start(
        [
            *(str(commands / "initdb"), "--pgdata", str(data), "--username", USER),
            *("--auth", "trust", "--encoding", "UTF8", "--locale", "C"),
        ],
        log,
    )
    if made.wait():
        raise CannotMeasure(f"PostgreSQL could not make a cluster: {_last_words(log)}")
    settings = (f"port={port}", f"listen_addresses={HOST}", f"unix_socket_directories={folder}")
    options = [word for setting in settings for word in ("-c", setting)]
    process = owner.start([str(commands / "postgres"), "-D", str(data), *options], log)
    try:
        _wait(commands, process, port, log)
        yield process
    finally:
        # Does not wait for those who are still connected.
        process.send_signal(signal.SIGINT)
        process.wait()


def _wait(commands: Path, process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    ready = [str(commands / "pg_isready"), "--quiet", "--host", HOST, "--port", str(port)]
    end = monotonic() + STARTS_WITHIN
    while subprocess.run(ready, check=False).returncode:
        if process.poll() is not None or monotonic() > end:
            raise CannotMeasure(f"PostgreSQL did not start: {_last_words(log)}")
        sleep(0.05)


def _commands() -> Path:
    """The folder with initdb and postgres, those of the newest version that is installed."""
    on_path = shutil.which("initdb")
    debian = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    if not on_path and not debian:
        raise CannotMeasure(INSTALL)
    # On PATH it may be a link, and the others are beside what it points to.
    return Path(on_path).resolve().parent if on_path else debian[-1].parent


def _version(postgres: Path) -> str:
    done = subprocess.run([str(postgres), "--version"], check=False, capture_output=True, text=True)
    return done.stdout.strip().removeprefix("postgres (PostgreSQL) ")


def _last_words(log: Path) -> str:
    lines = log.read_text("utf-8", "replace").strip().splitlines() if log.exists() else []
    return lines[-1].strip() if lines else "it said nothing"

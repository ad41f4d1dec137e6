"""A PostgreSQL of the tests' own, in a temporary folder, from the packages of the system."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

# It refuses to run as root, and Debian's packages bring this user.
USER = "postgres" if os.getuid() == 0 else None
ADMINISTRATOR = "postgres"


class Postgresql:
    """A database server that listens on a socket in its folder only.

    One that does not synchronize is fast, and forgets nothing as long as the machine goes on.
    """

    def __init__(self, programs: Path, folder: Path, *, synchronizes: bool) -> None:
        self._options = ["-c", "listen_addresses=", "-c", f"unix_socket_directories={folder}"]
        self._options += ["-c", f"fsync={'on' if synchronizes else 'off'}", "-c", "autovacuum=off"]
        self._programs = programs
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        run = (str(programs / "initdb"), "--no-sync", "--auth=trust", f"--username={ADMINISTRATOR}")
        subprocess.run(
            [*run, f"--pgdata={folder}/data"],
            user=USER,
            cwd=folder,
            check=True,
            capture_output=True,
        )

    @property
    def address(self) -> str:
        """The URL of the administrator's database."""
        return self.url(ADMINISTRATOR)

    def url(self, name: str, user: str = ADMINISTRATOR) -> str:
        """The URL of a database."""
        return f"postgresql://{user}@/{name}?host={self._folder}"

    def database(self) -> str:
        """Empty the database, and tell its URL."""
        with psycopg.connect(self.address, autocommit=True) as connection:
            connection.execute("SET lock_timeout = '10s'")
            connection.execute("SET client_min_messages = error")
            connection.execute("DROP SCHEMA IF EXISTS plusofon_mock CASCADE")
        return self.address

    def start(self) -> None:
        """Start it, and wait until it answers."""
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [str(self._programs / "postgres"), "-D", f"{self._folder}/data", *self._options],
                user=USER,
                cwd=self._folder,
                stdout=log,
                stderr=log,
            )
        for _ in range(200):
            try:
                psycopg.connect(self.address).close()
            except psycopg.OperationalError:
                time.sleep(0.05)
            else:
                return
        raise AssertionError((self._folder / "log").read_text())

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stop it: SIGINT ends all connections, SIGQUIT is as good as pulling the plug."""
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(timeout=30)
            self._process = None


@contextmanager
def running_postgresql(*, synchronizes: bool) -> Generator[Postgresql]:
    """A PostgreSQL that runs, or the test is skipped; where REQUIRE_POSTGRESQL is set, it fails."""
    programs = _programs()
    if programs is None:
        missing = "PostgreSQL is not installed (on Debian: the package postgresql)"
        if os.environ.get("REQUIRE_POSTGRESQL"):
            pytest.fail(missing)
        pytest.skip(missing)
    # The path of a socket must be short, and its user must get there.
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    if USER is not None:
        shutil.chown(folder, USER)
    server = Postgresql(programs, folder, synchronizes=synchronizes)
    try:
        server.start()
        yield server
    finally:
        server.stop(signal.SIGQUIT)
        shutil.rmtree(folder)


def _programs() -> Path | None:
    """The folder of the newest PostgreSQL here; Debian does not put it on the path."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version)
    return folders[-1].parent if folders else None


def _version(path: Path) -> int:
    return int(path.parts[-3])

"""Runs pytest in copies of the repository, each time in a fork of a process that is warmed up.

Most of what a short run costs is to import what the tests stand on. Here that happens once:

    python tests/fork_server.py < runs

Each line that comes in is a Run as JSON; each line that goes out is its exit code, or null where it
took too long. Nothing of the repository is imported before the fork: the copy's own counts.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import NamedTuple, NoReturn, Self

# What the tests, and pytest with its plugins, import of others.
WARM = (
    *(
        "_pytest",
        "pytest",
        "hypothesis",
        "hypothesis.stateful",
        "schemathesis",
        "schemathesis.pytest",
    ),
    *("httpx2", "jsonschema_rs", "msgspec", "yaml", "jsonschema", "openapi_spec_validator"),
    *(
        "asyncio",
        "uvloop",
        "httptools",
        "psycopg",
        "xdist.plugin",
        "attrs",
        "jinja2",
        "email.mime.text",
    ),
)
_OURS = ("tests", "scripts", "plusofon_numbers")


class Run(NamedTuple):
    """A run of pytest.

    Attributes:
        root: The folder to run it in.
        arguments: What pytest is to do.
        environment: What is added to the environment.
        output: The file that takes what it prints.
        seconds: How long it may take.
    """

    root: str
    arguments: Sequence[str]
    environment: Mapping[str, str]
    output: str
    seconds: float


class ForkServer:
    """The process that forks. As a context manager, it ends with the block."""

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def run(self, run: Run) -> int:
        """Carry a run out, and answer its exit code. Raises TimeoutError."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(run) + "\n")
        self._process.stdin.flush()
        code = json.loads(self._process.stdout.readline())
        if code is None:
            raise TimeoutError(f"{run.arguments} took longer than {run.seconds} s.")
        return int(code)


def main() -> None:
    """Serve until there is nothing more to come."""
    sys.path.remove(str(Path(__file__).parent))
    for name in WARM:
        with suppress(ImportError):  # Not all of them are everywhere.
            import_module(name)
    assert not [name for name in sys.modules if name.partition(".")[0] in _OURS]
    for line in sys.stdin:
        print(json.dumps(_carried_out(Run(*json.loads(line)))), flush=True)


def _carried_out(run: Run) -> int | None:
    child = os.fork()
    if child == 0:
        _become(run)
    until = time.monotonic() + run.seconds
    while time.monotonic() < until:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.005)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return None


def _become(run: Run) -> NoReturn:
    """Be, in this process, what `python -m pytest` would be in one of its own."""
    code = 70
    try:
        os.setsid()
        output = os.open(run.output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        nothing = os.open(os.devnull, os.O_RDONLY)
        for number, source in enumerate((nothing, output, output)):
            os.dup2(source, number)
        os.chdir(run.root)
        os.environ.update(run.environment)
        sys.path.insert(0, run.root)
        code = int(import_module("pytest").main(list(run.arguments)))
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    main()

"""A contestant that runs."""

import re
import subprocess
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, sleep
from urllib.parse import urlsplit

from ..benchmark.processes import CannotMeasure
from . import process_tree
from .calls import Answer, search
from .contestants import Contestant, Launch
from .nginx import PREFIX
from .process_tree import Usage
from .workplace import Workplace

STARTS_WITHIN = 120.0
ENDS_WITHIN = 20.0
# How long to wait before asking again whether it is ready, in seconds.
PAUSE = 0.002
PRINTED = re.compile(r"http://127\.0\.0\.1:\d+[\w/]*")


@dataclass(frozen=True, slots=True)
class Start:
    """What it took until the first good answer.

    Attributes:
        wall: Seconds by the clock.
        usage: What was used by then.
    """

    wall: float
    usage: Usage


@dataclass(frozen=True, slots=True)
class Server:
    """A contestant that has given a good answer.

    Attributes:
        contestant: Who it is.
        url: The base URL, without a slash at the end.
        start: What it took.
    """

    contestant: Contestant
    url: str
    start: Start
    _pid: int
    _database: int | None

    def usage(self) -> Usage:
        """What it has used up to now."""
        return process_tree.usage(self._pid)

    def database_usage(self) -> Usage | None:
        """What the database that works for it has used, or None where there is none."""
        return None if self._database is None else process_tree.usage(self._database)


@contextmanager
def running(contestant: Contestant, workplace: Workplace, seed: Path | None) -> Generator[Server]:
    """A contestant that runs as long as it is needed. Raises CannotMeasure."""
    launch = contestant.launch(workplace, seed)
    log = workplace.folder / f"{contestant.name}.log"
    begin = perf_counter()
    with log.open("wb") as output:
        process = subprocess.Popen(
            launch.command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=workplace.root,
            env=workplace.environment,
            start_new_session=True,
        )
    try:
        url = _Beginning(launch, process, log).url()
        start = Start(perf_counter() - begin, process_tree.usage(process.pid))
        yield Server(contestant, url, start, process.pid, launch.database)
    finally:
        _end(process)


@dataclass(frozen=True, slots=True)
class _Beginning:
    launch: Launch
    process: subprocess.Popen[bytes]
    log: Path

    def url(self) -> str:
        """Wait for the first good answer, and tell where it came from. Raises CannotMeasure."""
        end, said = perf_counter() + STARTS_WITHIN, "it does not listen"
        while perf_counter() < end:
            if self.process.poll() is not None:
                raise CannotMeasure(f"it ended: {self._last_words()}")
            url = self.launch.url or self._printed()
            answer = _asked(url) if url else None
            if url and answer and answer.items:
                return url
            said = str(answer or said)
            sleep(PAUSE)
        raise CannotMeasure(f"it gave no good answer: {said}")

    def _printed(self) -> str | None:
        """The base URL that is in the first line, with the document's path where it has none."""
        found = PRINTED.search(self._words())
        if not found:
            return None
        parts = urlsplit(found[0])
        return f"http://{parts.netloc}{parts.path.rstrip('/') or PREFIX}"

    def _words(self) -> str:
        return self.log.read_text("utf-8", "replace")

    def _last_words(self) -> str:
        lines = self._words().strip().splitlines()
        return lines[-1].strip() if lines else "it said nothing"


def _asked(url: str) -> Answer | None:
    try:
        return search(url, {})
    except CannotMeasure:
        return None


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(ENDS_WITHIN)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()

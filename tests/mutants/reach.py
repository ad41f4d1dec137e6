"""Which tests reach which lines of a file: a mutant is shown to those first, the fastest before."""

import sys
import threading
import time
from collections.abc import Generator, Iterable, Sequence
from pathlib import Path
from typing import Any

import coverage
import msgspec
import pytest


class Reach(msgspec.Struct):
    """What the healthy file has told.

    Attributes:
        seconds: How long each test took.
        lines: The tests that reach each line; no test stands for what an import runs.
        unseen: The tests that trace what they run themselves, as those that count steps do: nobody
            else sees what they reach, so they may reach any line.
    """

    seconds: dict[str, float] = {}
    lines: dict[int, list[str]] = {}
    unseen: set[str] = set()

    def tests_of(self, lines: Iterable[int]) -> list[str]:
        """The tests that reach some of the lines, the fastest first; all, where an import does."""
        reaching = {test for line in lines for test in self.lines.get(line, [])}
        reaching.update(self.unseen)
        if "" in reaching:
            reaching = set(self.seconds)
        return self._sorted(reaching & set(self.seconds))

    def others(self, tests: Iterable[str]) -> list[str]:
        """The tests that are not among these, the fastest first."""
        return self._sorted(set(self.seconds).difference(tests))

    def _sorted(self, tests: Iterable[str]) -> list[str]:
        return sorted(tests, key=lambda test: self.seconds[test])


class Survey:
    """A plugin of pytest that surveys a file while the tests run."""

    def __init__(self, file: Path) -> None:
        self.reach = Reach()
        self._file = str(file)
        self._coverage = coverage.Coverage(data_file=None, include=[self._file], config_file=False)
        self._coverage.start()
        self._now = ""
        sys.addaudithook(self._audit)

    def _audit(self, event: str, _: tuple[Any, ...]) -> None:
        # coverage itself begins anew in each thread.
        main = threading.current_thread() is threading.main_thread()
        if event == "sys.settrace" and self._now and main:
            self.reach.unseen.add(self._now)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        """Note what is reached as this test's, and how long it takes."""
        started = time.monotonic()
        self._coverage.switch_context(item.nodeid)
        self._now = item.nodeid
        answer = yield
        self._now = ""
        self._coverage.switch_context("")
        self.reach.seconds[item.nodeid] = time.monotonic() - started
        return answer

    def finished(self) -> Reach:
        """What was found out."""
        self._coverage.stop()
        found = self._coverage.get_data().contexts_by_lineno(self._file)
        self.reach.lines = {line: list(tests) for line, tests in found.items()}
        return self.reach


def surveyed(file: Path, options: Sequence[str], tests: Sequence[str]) -> Reach:
    """Run the tests with the healthy file."""
    survey = Survey(file)
    pytest.main([*options, *tests], plugins=[survey])
    return survey.finished()

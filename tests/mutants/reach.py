"""Which tests reach which lines of a file: a mutant is shown to those alone, the fastest first."""

import time
from collections.abc import Generator, Iterable, Sequence
from pathlib import Path

import coverage
import msgspec
import pytest


class Reach(msgspec.Struct):
    """What the healthy file has told.

    Attributes:
        seconds: How long each test took.
        lines: The tests that reach each line; no test stands for what an import runs.
    """

    seconds: dict[str, float] = {}
    lines: dict[int, list[str]] = {}

    def tests_of(self, lines: Iterable[int]) -> list[str]:
        """The tests that reach some of the lines, the fastest first; all, where an import does."""
        reaching = {test for line in lines for test in self.lines.get(line, [])}
        if "" in reaching:
            reaching = set(self.seconds)
        return sorted(reaching & set(self.seconds), key=lambda test: self.seconds[test])


class Survey:
    """A plugin of pytest that surveys a file while the tests run."""

    def __init__(self, file: Path) -> None:
        self.reach = Reach()
        self._file = str(file)
        self._coverage = coverage.Coverage(data_file=None, include=[self._file], config_file=False)
        self._coverage.start()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        """Note what is reached as this test's, and how long it takes."""
        started = time.monotonic()
        self._coverage.switch_context(item.nodeid)
        answer = yield
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

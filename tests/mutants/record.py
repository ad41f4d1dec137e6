"""What is known of mutants from runs before, so that a run that was stopped goes on.

A line of the record holds for the very text of the mutant. That it was killed holds as long as the
test that killed it is the same; that it survived, as long as all tests of its file are.
"""

import ast
import hashlib
from collections.abc import Sequence
from pathlib import Path

import msgspec

from tests.mutants.mutant import Mutant
from tests.mutants.workshop import KILLED, ROOT, Verdict

FILE = ROOT / "build" / "mutants" / "record.jsonl"


class _Line(msgspec.Struct, frozen=True):
    mutant: str
    verdict: Verdict
    judge: str


class Record:
    """Verdicts on mutants, in a file that is only appended to."""

    def __init__(self, path: Path = FILE) -> None:
        self._path = path
        self._lines: dict[str, _Line] = {}
        if path.exists():
            for line in path.read_bytes().splitlines():
                known = msgspec.json.decode(line, type=_Line)
                self._lines[known.mutant] = known

    def find(self, mutant: Mutant, tests: Sequence[str]) -> Verdict | None:
        """What became of it, unless that has to be found out anew."""
        line = self._lines.get(_digest(mutant.file, mutant.text))
        if line is None or line.judge != _judge(line.verdict, tests):
            return None
        return line.verdict

    def add(self, mutant: Mutant, tests: Sequence[str], verdict: Verdict) -> None:
        """Remember a verdict, at once and for later."""
        key = _digest(mutant.file, mutant.text)
        line = _Line(key, verdict, _judge(verdict, tests))
        self._lines[key] = line
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("ab") as file:
            file.write(msgspec.json.encode(line) + b"\n")


def _judge(verdict: Verdict, tests: Sequence[str]) -> str:
    """A digest of what the verdict rests on."""
    if verdict.outcome == KILLED:
        return _digest(_test_text(verdict.by))
    files = sorted({test.partition("::")[0] for test in tests})
    return _digest(*tests, *((ROOT / file).read_text(encoding="utf-8") for file in files))


def _test_text(test: str) -> str:
    """The text of a test, without what it uses; nothing, where no test has judged."""
    file, _, name = test.partition("::")
    if not name or not (ROOT / file).exists():
        return ""
    text = (ROOT / file).read_text(encoding="utf-8")
    wanted = name.partition("[")[0]
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef) and node.name == wanted:
            return ast.get_source_segment(text, node) or ""
    return "gone"


def _digest(*texts: str) -> str:
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:24]

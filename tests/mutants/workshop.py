"""Where mutants are tried: copies of the repository, and processes that have imported most already.

A bench works in a copy of its own. It imports what the tests need, forgets what the changed module
reaches, and forks for each mutant: the child imports the rest anew, from the changed file.
"""

import gc
import os
import select
import shutil
import signal
import sys
import time
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from pathlib import Path

import msgspec
import pytest

from tests.mutants.imports import dependents, module_names
from tests.mutants.mutant import Mutant
from tests.mutants.reach import Reach, surveyed

ROOT = Path(__file__).parent.parent.parent
NEEDED = (
    *("LICENSE", "Makefile", "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "pyproject.toml"),
    *("generator-config.yaml", "openapi.yaml", "workflows.arazzo.yaml"),
    *(".spectral.yaml", "package.json", "redocly.yaml"),
    *("requirements", "scripts", "generated", "tests", "docs", ".github"),
)
# Tools of other languages, which nothing writes to.
LINKED = ("node_modules", "build/go")
OPTIONS = (
    *("-x", "-q", "--assert=plain", "--no-header", "--tb=line", "-W", "default"),
    *("-p", "no:cacheprovider", "-p", "no:xdist"),
)
# Seconds: for the healthy file, and what a mutant may take besides five times as long as that.
LONGEST, PATIENCE = 600.0, 15.0
OURS = {"tests", "scripts", "plusofon_numbers"}
KILLED, SURVIVED = "killed", "survived"
# Exit codes of pytest: what did not even start was noticed, too.
NO_FAILURE, SOME_FAILURE, NOTHING_RUN = 0, 1, 5


class Verdict(msgspec.Struct, frozen=True):
    """What became of a mutant.

    Attributes:
        outcome: Killed or survived.
        by: The test that went red; "import" where the tests did not start, "time" where it hung.
        seconds: How long it took.
    """

    outcome: str
    by: str
    seconds: float


class NoVerdict(Exception):
    """The tests do not pass without a mutant, or there are none: what they say is worth nothing."""


def make_copy(target: Path) -> Path:
    """Copy what the tests need, without what was compiled; link the tools that they run."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for name in NEEDED:
        source = ROOT / name
        if source.is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(source, target / name, ignore=ignored)
        elif source.exists():
            shutil.copy2(source, target / name)
    for name in LINKED:
        if (ROOT / name).exists():
            (target / name).parent.mkdir(exist_ok=True)
            (target / name).symlink_to(ROOT / name)
    return target


class _Witness:
    """A plugin of pytest that remembers the first test that failed."""

    def __init__(self) -> None:
        self.failed = ""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Remember it."""
        if report.failed and not self.failed:
            self.failed = report.nodeid


def serve(connection: Connection, copy: Path, file: str, healthy: str, tests: list[str]) -> None:
    """Work at a bench: survey the healthy file, then try mutants of it until None comes.

    What goes back is an empty text or what is wrong, and then a verdict for each mutant. A mutant
    may take several times as long as the healthy file.

    Args:
        connection: Where mutants come from, and where verdicts go.
        copy: The folder of the bench.
        file: The file that all of them change.
        healthy: Its healthy text, as the mutants are made from.
        tests: What pytest is to run.
    """
    os.nice(5)
    _move_to(copy)
    before = (copy / file).read_text(encoding="utf-8")
    _warm_up(copy, file, tests)
    with _planted(copy / file, before, healthy):
        reach = _survey(copy, file, tests)
        verdict = _tried(copy, tests, LONGEST)
    connection.send_bytes(verdict.by.encode())
    while mutant := connection.recv_bytes():
        told = msgspec.json.decode(mutant, type=Mutant)
        with _planted(copy / file, before, told.text):
            verdict = _shown(told, copy, tests, reach)
        # As bytes: by now its class is another one on the other side.
        connection.send_bytes(msgspec.json.encode(verdict))


def _shown(mutant: Mutant, copy: Path, tests: list[str], reach: Reach) -> Verdict:
    """Show a mutant to the tests that reach it, and to the others where these let it pass.

    What a test makes for those behind it is reached by that one alone, and what is run in a process
    of its own by none.
    """
    if not mutant.lines:
        return _tried(copy, tests, _allowed(reach, reach.seconds))
    first, last = mutant.lines
    reaching = reach.tests_of(range(first, last + 1))
    verdict = Verdict(SURVIVED, "", 0.0)
    for shown in (reaching, reach.others(reaching)):
        if shown and verdict.outcome == SURVIVED:
            verdict = _tried(copy, shown, _allowed(reach, shown))
    return verdict


def _allowed(reach: Reach, tests: Iterable[str]) -> float:
    """How long tests may take of which the healthy file is known."""
    healthy = sum(reach.seconds.get(test, 0.0) for test in tests)
    return min(LONGEST, PATIENCE + 5 * healthy)


def _survey(copy: Path, file: str, tests: list[str]) -> Reach:
    """Let a child run the tests with the healthy file, and take what it found out."""
    told = copy / "reach.json"
    child = os.fork()
    if not child:
        os.setsid()
        try:
            with _silence(copy / "bench.log"):
                reach = surveyed(copy / file, OPTIONS[1:], tests)
            told.write_bytes(msgspec.json.encode(reach))
        finally:
            os._exit(0)
    _wait(child, LONGEST)
    return msgspec.json.decode(told.read_bytes(), type=Reach)


def _move_to(copy: Path) -> None:
    os.chdir(copy)
    sys.path[:] = [str(copy), str(copy / "generated/python"), *_elsewhere()]
    _forget(name for name in [*sys.modules] if name.partition(".")[0] in OURS)
    os.environ["PYTHONPATH"] = os.pathsep.join(sys.path[:2])


def _elsewhere() -> Iterator[str]:
    return (each for each in sys.path if each and not Path(each).is_relative_to(ROOT / "tests"))


def _warm_up(copy: Path, file: str, tests: Sequence[str]) -> None:
    """Import what the tests import, and forget what the changed module reaches."""
    with _silence(copy / "bench.log"):
        pytest.main(["--collect-only", *OPTIONS, *tests])
    names = module_names(copy)
    if not file.endswith(".py"):
        # Of a document or a template, everything of ours may be made; pytest knows tests by names
        # of their own.
        ours = {name for name in sys.modules if name.partition(".")[0] in OURS}
        _forget(ours | names.keys())
        return
    changed = ".".join(Path(file).with_suffix("").parts).removesuffix(".__init__")
    tested = {name for name in names if "." not in name}
    reached = dependents(changed, names)
    # A package that is made anew does not know modules of its own that were kept.
    packages = {name for name in reached if names[name].stem == "__init__"}
    parts = {name for name in names if name.rpartition(".")[0] in packages}
    _forget(reached | parts | tested)
    gc.freeze()


def _forget(names: Iterable[str]) -> None:
    for name in names:
        sys.modules.pop(name, None)
        package, _, part = name.rpartition(".")
        if package in sys.modules and hasattr(sys.modules[package], part):
            delattr(sys.modules[package], part)  # `from package import part` looks there first.


@contextmanager
def _planted(path: Path, healthy: str, faulty: str) -> Generator[None]:
    # What was compiled is found by time and size, which may be those of the mutant before.
    for compiled in path.parent.glob(f"__pycache__/{path.stem}.*.pyc"):
        compiled.unlink()
    path.write_text(faulty, encoding="utf-8")
    try:
        yield
    finally:
        path.write_text(healthy, encoding="utf-8")


def _tried(copy: Path, tests: Sequence[str], allowed: float) -> Verdict:
    """Run the tests in a child, until one fails or the time is over."""
    started = time.monotonic()
    log = copy / "mutant.log"
    log.unlink(missing_ok=True)
    child = os.fork()
    if not child:
        _test(log, tests)
    code = _wait(child, allowed)
    took = round(time.monotonic() - started, 2)
    if code is None:
        return Verdict(KILLED, "time", took)
    if code == NO_FAILURE:
        return Verdict(SURVIVED, "", took)
    if code == NOTHING_RUN:
        raise NoVerdict(f"no test was found in {' '.join(tests)}")
    told = log.with_suffix(".by").read_text(encoding="utf-8") if code == SOME_FAILURE else ""
    return Verdict(KILLED, told or "import", took)


def _test(log: Path, tests: Sequence[str]) -> None:
    """Run the tests, and end this process with pytest's exit code."""
    os.setsid()
    sys.dont_write_bytecode = True
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    witness = _Witness()
    code = 70
    try:
        with _silence(log):
            code = int(pytest.main([*OPTIONS, *tests], plugins=[witness]))
        log.with_suffix(".by").write_text(witness.failed, encoding="utf-8")
    finally:
        os._exit(code)


def _wait(child: int, allowed: float) -> int | None:
    """The exit code of a child; None where it had to be ended, with all that it had started."""
    handle = os.pidfd_open(child)
    try:
        in_time = select.select([handle], [], [], allowed)[0]
    finally:
        os.close(handle)
    _end(child)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) if in_time else None


def _end(child: int) -> None:
    with suppress(ProcessLookupError):  # It may have ended, and left nothing behind.
        os.killpg(child, signal.SIGKILL)


@contextmanager
def _silence(log: Path) -> Generator[None]:
    """Send what is printed to a file, also by processes that are started."""
    with log.open("wb") as file:
        sys.stdout.flush()
        sys.stderr.flush()
        kept = os.dup(1), os.dup(2)
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
        try:
            yield
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            for number, saved in zip((1, 2), kept, strict=True):
                os.dup2(saved, number)
                os.close(saved)

"""The run: benches that work at the same time, a file each."""

import multiprocessing
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from multiprocessing import connection
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

import msgspec

from tests.mutants.mutant import Mutant
from tests.mutants.record import Record
from tests.mutants.workshop import ROOT, SURVIVED, NoVerdict, Verdict, make_copy, serve

FOLDER = ROOT / "build" / "mutants"
_FORK = multiprocessing.get_context("fork")


class Subject(msgspec.Struct):
    """A file, its mutants, and the tests that are to notice.

    Attributes:
        file: The file.
        healthy: Its text, as the mutants are made from.
        mutants: All of them.
        tests: What pytest is to run.
        verdicts: What became of the first, the second and so on.
    """

    file: str
    healthy: str
    mutants: list[Mutant]
    tests: list[str]
    verdicts: dict[int, Verdict] = {}

    @property
    def survivors(self) -> list[Mutant]:
        """Those that no test noticed."""
        return [self.mutants[n] for n, each in self.verdicts.items() if each.outcome == SURVIVED]


class _Bench:
    """A process that tries the mutants of one subject, one after another."""

    def __init__(self, subject: Subject, waiting: list[int], copy: Path) -> None:
        self.subject, self.copy = subject, copy
        self._waiting = iter(waiting)
        self._now: int | None = None
        self.connection, theirs = _FORK.Pipe()
        what = (theirs, copy, subject.file, subject.healthy, subject.tests)
        self._process: BaseProcess = _FORK.Process(target=serve, args=what)
        self._process.start()
        theirs.close()

    def take(self, record: Record) -> bool:
        """Take the verdict that has come, and send the next mutant. Tells whether there is one.

        Raises:
            NoVerdict: The healthy file does not pass, or the bench broke down.
        """
        try:
            told = self.connection.recv_bytes()
        except EOFError:
            raise NoVerdict(f"the bench of {self.subject.file} broke down") from None
        if self._now is not None:
            verdict = msgspec.json.decode(told, type=Verdict)
            self.subject.verdicts[self._now] = verdict
            record.add(self.subject.mutants[self._now], self.subject.tests, verdict)
        elif told:
            raise NoVerdict(f"{self.subject.file}: {told.decode()} fails without a mutant")
        self._now = next(self._waiting, None)
        if self._now is None:
            self.connection.send_bytes(b"")
            return False
        self.connection.send_bytes(msgspec.json.encode(self.subject.mutants[self._now]))
        return True

    def close(self) -> None:
        """End it."""
        self.connection.close()
        self._process.join(5)
        if self._process.is_alive():
            self._process.terminate()


def try_all(subjects: Iterable[Subject], record: Record, jobs: int) -> Iterator[Subject]:
    """Try what is not known yet, and give each subject back when all of it is known.

    Raises:
        NoVerdict: The tests do not pass without a mutant.
    """
    queue = iter(subjects)
    benches: dict[Connection, _Bench] = {}
    # Runs at the same time do not meet.
    folders = [FOLDER / f"bench-{os.getpid()}-{number}" for number in range(jobs)]
    free = [*folders]
    more = True
    try:
        while more or benches:
            while more and free:
                subject = next(queue, None)
                more = subject is not None
                if subject is None:
                    break
                waiting = _waiting(subject, record)
                if waiting:
                    bench = _Bench(subject, waiting, make_copy(free.pop()))
                    benches[bench.connection] = bench
                else:
                    yield subject
            if benches:
                yield from _finished(benches, free, record)
    finally:
        for bench in benches.values():
            bench.close()
        for folder in folders:
            shutil.rmtree(folder, ignore_errors=True)


def _finished(
    benches: dict[Connection, _Bench], free: list[Path], record: Record
) -> Iterator[Subject]:
    """Wait for verdicts, and give back the subjects that have all."""
    for ready in connection.wait([*benches]):
        assert isinstance(ready, Connection)
        bench = benches[ready]
        if not bench.take(record):
            del benches[ready]
            bench.close()
            free.append(bench.copy)
            yield bench.subject


def _waiting(subject: Subject, record: Record) -> list[int]:
    """Which mutants have to be tried; of the others, the verdicts are taken from the record."""
    known: Mapping[int, Verdict | None] = {
        number: record.find(mutant, subject.tests) for number, mutant in enumerate(subject.mutants)
    }
    subject.verdicts = {number: verdict for number, verdict in known.items() if verdict}
    return [number for number, verdict in known.items() if not verdict]

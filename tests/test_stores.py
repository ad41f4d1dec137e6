"""What is kept: all of it, in order, before it is answered, and for others to see."""

from collections.abc import Sequence
from pathlib import Path
from threading import Event
from typing import Any

import msgspec
import pytest

from scripts.mock_server import changes
from scripts.mock_server.changes import Change, ClockSet, Restored
from scripts.mock_server.stock import World
from scripts.mock_server.stores import Store, sql
from scripts.mock_server.stores.database import Database, Write
from scripts.mock_server.stores.postgresql import Postgresql as PostgresqlDatabase
from scripts.mock_server.stores.sqlite import Sqlite
from tests.random_requests import NOON, PERSONAL
from tests.store_jobs import (
    Asked,
    changes_kept,
    count,
    look,
    next_reservation,
    reserve,
    reserving,
    rows,
    store_of,
    submitted,
)


@pytest.fixture
def database(store_url: str) -> type[Database]:
    """The class of its connections."""
    return Sqlite if store_url.startswith("sqlite") else PostgresqlDatabase


def test_opening_again(store_url: str) -> None:
    """What was kept is there, and so is what it goes on from."""
    with store_of(store_url) as store:
        reserve(store, times=3)
        submitted(store, Asked("test-a", lambda _: [ClockSet(at=NOON)])).succeed()
        before = look(store)
    with store_of(store_url) as store:
        assert look(store) == before
        reserve(store)
        assert look(store).reserved[-1].id == 4


def test_what_is_answered(store_url: str) -> None:
    """It is kept by then: another connection sees it."""
    seen: list[int] = []
    with store_of(store_url) as store:
        for _ in range(3):
            job = reserving(finished=lambda: seen.append(changes_kept(store_url)))
            submitted(store, job).succeed()
    assert seen == [1, 2, 3]


@pytest.fixture
def kept(database: type[Database], monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many changes each transaction has kept."""
    sizes: list[int] = []
    keep = database.keep

    def keeping(self: Database, writes: Sequence[Write]) -> None:
        sizes.append(sum(len(write.changes) for write in writes))
        keep(self, writes)

    monkeypatch.setattr(database, "keep", keeping)
    return sizes


def slowly(store: Store, jobs: Sequence[Asked]) -> None:
    """Hand jobs in while another one is under way, and demand that all of them are kept."""
    started, go_on = Event(), Event()

    def slow(world: World) -> Sequence[Change]:
        started.set()
        assert go_on.wait(timeout=30)
        return [next_reservation("test-a", world)]

    first = submitted(store, Asked("test-a", slow))
    assert started.wait(timeout=30)
    for job in jobs:
        store.submit(job)
    go_on.set()
    for job in (first, *jobs):
        job.succeed()


def test_jobs_that_wait(store_url: str, kept: list[int]) -> None:
    """They share one transaction, in the order in which they came, and each is kept once."""
    decided: list[int] = []
    finished: list[int] = []

    def job(number: int) -> Asked:
        def decide(world: World) -> Sequence[Change]:
            decided.append(number)
            return [next_reservation("test-a", world)]

        return Asked("test-a", decide, finished=lambda: finished.append(number))

    with store_of(store_url) as store:
        slowly(store, [*map(job, range(20)), reserving("test-b"), reserving("test-c")])
        assert kept == [1, 22]
        assert decided == finished == list(range(20))
        assert [r.id for r in look(store).reserved] == list(range(1, 22))
    assert changes_kept(store_url) == 21


@pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("batch", [1, 8])
def test_a_limit_of_a_batch(store_url: str, kept: list[int], batch: int) -> None:
    """What is beyond it is the next transaction's."""
    with store_of(f"{store_url}?batch={batch}") as store:
        slowly(store, [reserving() for _ in range(16)])
        assert kept == [1, *[batch] * (16 // batch)]
        assert count(store) == 17


def test_asking_only(store_url: str) -> None:
    """Nothing is written, neither for a world that exists nor for one that does not."""
    with store_of(store_url) as store:
        reserve(store)
        before = written(store_url)
        for number in range(20):
            look(store)
            look(store, f"test-new-{number}")
        assert written(store_url) == before
        assert rows(store_url, "SELECT name FROM shelf") == [("test-a",)]


def written(store_url: str) -> Any:
    """A mark that moves with everything that is written."""
    if store_url.startswith("sqlite"):
        # Whoever writes the log, writes it at least once more for the next commit.
        log = Path(f"{store_url.removeprefix('sqlite:///')}-wal")
        return log.stat().st_mtime_ns, log.stat().st_size
    return rows(store_url, "SELECT pg_snapshot_xmax(pg_current_snapshot())::text")


def test_worlds_that_have_no_room(store_url: str) -> None:
    """They are forgotten, and read again when they are asked for."""
    with store_of(store_url, room=2) as store:
        for times in (1, 2):
            for number in range(5):
                reserve(store, f"test-{number}", times)
        assert len(store) == 2
        assert [count(store, f"test-{number}") for number in range(5)] == [3] * 5


def test_a_batch_of_more_worlds_than_there_is_room(store_url: str) -> None:
    """All of them are kept."""
    with store_of(store_url, room=1) as store:
        jobs = [submitted(store, reserving(f"test-{number % 7}")) for number in range(70)]
        for job in jobs:
            job.succeed()
        assert [count(store, f"test-{number}") for number in range(7)] == [10] * 7


@pytest.fixture
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take a snapshot after every fifth change."""
    monkeypatch.setattr(sql, "SNAPSHOT_EVERY", 5)


@pytest.mark.usefixtures("often")
@pytest.mark.parametrize("times", [4, 5, 6, 13, 40])
def test_snapshots(store_url: str, times: int) -> None:
    """They stand for the changes before them, which are deleted; nothing gets lost on the way."""
    with store_of(store_url) as store:
        for number in range(times):
            reserve(store)
            assert count(store) == number + 1
        before = look(store)
        assert len(before.reserved) == times
    # A snapshot is not worth its while before there are as many changes as it has numbers.
    assert changes_kept(store_url) < max(5, times)
    ((last, snapshot),) = rows(store_url, "SELECT version, snapshot_version FROM shelf")
    assert (last, last - snapshot) == (times, changes_kept(store_url))
    assert (snapshot > 0) is (times >= 5)
    with store_of(store_url) as store:
        assert look(store) == before
        reserve(store)
        assert count(store) == times + 1


def test_two_mocks(store_url: str) -> None:
    """Each sees at once what the other has kept."""
    with store_of(store_url) as one, store_of(store_url) as other:
        for number in range(0, 20, 2):
            reserve(one)
            assert count(other) == number + 1
            reserve(other)
            assert count(one) == number + 2


@pytest.mark.usefixtures("often")
def test_another_mock_that_is_behind_a_snapshot(store_url: str) -> None:
    """It starts from the snapshot, since the changes that it has not seen are no longer there."""
    with store_of(store_url) as one, store_of(store_url) as other:
        reserve(other, times=2)
        reserve(one, times=11)
        assert count(other) == 13
        reserve(other)
        assert look(one) == look(other)
        assert count(one) == 14


def test_a_world_that_is_restored(store_url: str) -> None:
    """What was before it is no longer kept."""
    with store_of(store_url) as store:
        reserve(store, times=3)
        whole = look(store)
        reserve(store, times=4)
        submitted(store, Asked("test-a", lambda _: [Restored(whole)])).succeed()
        assert changes_kept(store_url) == 0
        reserve(store)
    with store_of(store_url) as store:
        assert count(store) == 4


def test_a_job_that_breaks_down(store_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing of its transaction is kept or remembered, it is told, and the store goes on."""

    def broken(world: World) -> Sequence[Change]:
        world.held.append(1)
        raise KeyError("oops")

    with store_of(store_url) as store:
        reserve(store)
        before = look(store)
        assert "oops" in submitted(store, Asked("test-a", broken)).fail()
        assert look(store) == before
        reserve(store)
    assert "please report: KeyError('oops')" in capsys.readouterr().err


def test_an_answer_that_nobody_takes(store_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What was decided is kept, and others are answered."""

    def gone() -> None:
        raise RuntimeError("gone")

    with store_of(store_url) as store:
        submitted(store, reserving(finished=gone)).wait()
        assert count(store) == 1
    assert "could not send an answer: RuntimeError('gone')" in capsys.readouterr().err


@pytest.mark.parametrize("whole", [True, False], ids=["before", "after"])
def test_a_commit_that_fails(
    store_url: str, database: type[Database], monkeypatch: pytest.MonkeyPatch, *, whole: bool
) -> None:
    """Everybody in it is told, nothing of it is kept or remembered, and the next one succeeds."""
    keep = database.keep

    def failing(self: Database, writes: Sequence[Write]) -> None:
        if whole:
            self.write(writes)
        raise database.errors[0]("oops")

    with store_of(store_url) as store:
        reserve(store, times=2)
        monkeypatch.setattr(database, "keep", failing)
        assert "oops" in submitted(store, reserving()).fail()
        assert "oops" in submitted(store, reserving()).fail()
        monkeypatch.setattr(database, "keep", keep)
        with store_of(store_url) as other:
            # As many changes as those that failed, but others.
            for _ in range(2):
                submitted(other, Asked("test-a", lambda _: [ClockSet(at=NOON)])).succeed()
            assert look(store) == look(other)
        reserve(store)
        assert count(store) == 3


def test_closing(store_url: str) -> None:
    """What was submitted before is finished; what comes after is refused."""
    with store_of(store_url) as store:
        jobs = [submitted(store, reserving()) for _ in range(50)]
    for job in jobs:
        job.succeed()
    assert "closed" in submitted(store, reserving()).fail()
    store.close()
    with store_of(store_url) as again:
        assert count(again) == 50


# What a former or a later version wrote.


def planted(store_url: str, change: str) -> None:
    """Append a change to a world, as another version would."""
    insert = f"INSERT INTO change (shelf, version, change) VALUES ('test-a', 2, '{change}')"  # noqa: S608 - a test's own
    rows(store_url, insert)
    rows(store_url, "UPDATE shelf SET version = 2 WHERE name = 'test-a'")
    if store_url.startswith("sqlite"):
        rows(store_url, "UPDATE change SET former = 1 WHERE version = 2")
        rows(store_url, "UPDATE shelf SET last = 2 WHERE name = 'test-a'")


def reserved(**more: str) -> str:
    """A change in JSON."""
    known = f'"type": "reserved", "account": "test-a", "id": 2, "number": {PERSONAL + 1}'
    extra = "".join(f', "{name}": {value}' for name, value in more.items())
    return f'{{{known}, "until": "2026-03-01T12:00:00Z"{extra}}}'


@pytest.mark.parametrize(
    "change",
    [
        reserved(),
        reserved(note='"of a later version"', more='{"a": [1]}'),
        '{"type": "clock_set"}',
        '{"type": "clock_set", "at": "2026-03-01T12:00:00Z", "zone": "UTC"}',
    ],
    ids=["same", "more", "fewer", "more and fewer"],
)
def test_changes_with_more_or_fewer_properties(store_url: str, change: str) -> None:
    """What is unknown is passed over, what is missing and optional has its default."""
    with store_of(store_url) as store:
        reserve(store)
        planted(store_url, change)
        assert count(store) == 1 + change.count("reserved")
        reserve(store)


@pytest.mark.parametrize(
    "change",
    [
        '{"type": "transferred", "account": "test-a"}',
        '{"type": "reserved", "account": "test-a"}',
        '{"type": "cancelled", "account": "test-a", "id": 99}',
        "oops",
    ],
    ids=["another kind", "too few", "impossible", "no JSON"],
)
def test_changes_that_are_not_understood(store_url: str, change: str) -> None:
    """Their world is not touched, which is said; others go on, also in the same transaction."""
    with store_of(store_url) as store:
        reserve(store)
        planted(store_url, change)
        jobs = [submitted(store, reserving(name)) for name in ("test-b", "test-a", "test-c")]
        jobs[0].succeed()
        assert "test-a" in jobs[1].fail()
        jobs[2].succeed()
    assert changes_kept(store_url) == 2


def test_a_world_that_lost_changes(store_url: str) -> None:
    """It is not taken for whole."""
    with store_of(store_url) as store:
        reserve(store, times=3)
    rows(store_url, "DELETE FROM change WHERE version = 3")
    with store_of(store_url) as store:
        assert "cannot be read" in submitted(store, reserving()).fail()


def test_a_database_that_was_put_back(store_url: str) -> None:
    """What is remembered beyond it is forgotten."""
    with store_of(store_url) as store:
        reserve(store, times=3)
        rows(store_url, "DELETE FROM change WHERE version = 3")
        rows(store_url, "UPDATE shelf SET version = 2")
        if store_url.startswith("sqlite"):
            rows(store_url, "UPDATE shelf SET last = 2")
        assert count(store) == 2


def test_the_names_of_what_is_kept() -> None:
    """What an older version has kept is read by its names: they stay, and nothing empty is kept."""
    kinds = [each for each in vars(changes).values() if isinstance(each, type)]
    configs = [each.__struct_config__ for each in kinds if issubclass(each, msgspec.Struct)]
    assert {config.tag for config in configs} - {None} == {
        *("reserved", "cancelled", "ended", "bought", "released"),
        *("forwarded", "black_listed", "clock_set", "restored"),
    }
    for change in (
        changes.Forwarded("test-1", 2),
        changes.BlackListed("test-1", 2),
        ClockSet(),
        changes.HeldNumber("test-1", 2, 4951332210),
        changes.Snapshot(),
    ):
        assert None not in msgspec.to_builtins(change).values()
        assert {} not in msgspec.to_builtins(change).values()

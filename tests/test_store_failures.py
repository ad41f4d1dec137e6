"""A store that fails: everybody is told, nothing is kept by halves, and it recovers by itself."""

import os
import resource
import signal
import sqlite3
import subprocess
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from scripts.mock_server import Application, create_app
from scripts.mock_server.reply import Reply
from scripts.mock_server.request import Request
from scripts.mock_server.stores import postgresql as postgresql_store
from scripts.mock_server.stores import sqlite as sqlite_store
from scripts.mock_server.stores.postgresql import Postgresql as PostgresqlDatabase
from scripts.mock_server.stores.sqlite import Sqlite
from tests.postgresql import Postgresql, running_postgresql
from tests.random_requests import PERSONAL
from tests.store_jobs import changes_kept, count, reserve, reserving, rows, store_of, submitted


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where there is no file yet."""
    return tmp_path / "store.db"


@pytest.fixture
def url(path: Path) -> str:
    """The file as a store."""
    return f"sqlite:///{path}"


# A disk that is full.


@contextmanager
def full(_folder: Path) -> Generator[None]:
    """No file may grow beyond 64 KB."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (64 * 1024, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def filled(folder: Path) -> Generator[None]:
    """There is no room at all."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (1 << 16, 1 << 10, 1):
            try:
                while file.write(b"x" * size) == size:
                    pass
            except OSError:
                continue
    try:
        yield
    finally:
        ballast.unlink()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)]
    if os.getuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("Only root can make a small disk here; the limit of a file is tested anyway.")
    try:
        yield disk
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


def test_a_file_that_may_not_grow(path: Path) -> None:
    """What does not fit in is refused whole; when there is room again, it goes on."""
    fill_up(path, full, "could not be written")


def test_a_disk_that_is_full(small_disk: Path) -> None:
    """What does not fit in is refused whole; when there is room again, it goes on."""
    fill_up(small_disk / "store.db", filled, "has no room left")


def fill_up(path: Path, without_room: Callable[[Path], Any], part: str) -> None:
    """Reserve until there is no room left, and go on when there is."""
    url = f"sqlite:///{path}"
    with store_of(url) as store:
        reserve(store)
        with without_room(path.parent):
            kept = 1
            failures: list[str] = []
            for _ in range(100):
                job = submitted(store, reserving()).wait()
                if job.failure is None:
                    kept += 1
                else:
                    failures.append(job.fail())
                if len(failures) == 3:
                    break
            assert len(failures) == 3
            assert all(part in failure or "cannot be" in failure for failure in failures), failures
        assert count(store) == kept
        reserve(store)
        assert count(store) == kept + 1
    assert changes_kept(url) == kept + 1
    with store_of(url) as store:
        assert count(store) == kept + 1


# A file that is not what it was.


def test_a_file_that_is_gone(path: Path, url: str) -> None:
    """Nothing is promised for a file that is not there; when it is put back, it goes on."""
    with store_of(url) as store:
        reserve(store, times=3)
        moved = path.rename(path.with_name("moved.db"))
        assert "is gone" in submitted(store, reserving()).fail()
        assert "is gone" in submitted(store, reserving()).fail()
        moved.rename(path)
        assert count(store) == 3
        reserve(store)
    assert changes_kept(url) == 4


def test_a_file_that_was_replaced(path: Path, url: str) -> None:
    """What is in the new one counts; the old one has all that was kept in it."""
    with store_of(url) as store:
        reserve(store, times=2)
        copy = path.with_name("copy.db")
        with closing(sqlite3.connect(path)) as file, closing(sqlite3.connect(copy)) as target:
            file.backup(target)
        reserve(store, times=3)
        old = path.with_name("old.db")
        os.link(path, old)
        copy.replace(path)
        assert count(store) == 2
        reserve(store)
        assert count(store) == 3
    assert changes_kept(url) == 3
    assert changes_kept(f"sqlite:///{old}") == 5
    for name in (path, old):
        assert rows(f"sqlite:///{name}", "PRAGMA integrity_check") == [("ok",)]


def test_a_file_that_was_replaced_by_another_store(path: Path, url: str, tmp_path: Path) -> None:
    """It is refused as long as it has another seed, or is none."""
    with store_of(url) as store:
        reserve(store)
        old = path.rename(tmp_path / "old.db")
        path.write_text("This is no database. " * 100, encoding="utf-8")
        assert "no SQLite database" in submitted(store, reserving()).fail()
        path.unlink()
        with store_of(url):
            pass
        rows(url, "UPDATE meta SET value = replace(value, '4951332', '4951333')")
        rows(url, """UPDATE meta SET value = replace(value, '"count":60', '"count":59')""")
        assert "another seed" in submitted(store, reserving()).fail()
        old.replace(path)
        reserve(store)
        assert count(store) == 2


# A file that others use.


def test_a_file_that_another_process_holds(
    url: str, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is waited for, for a while."""
    monkeypatch.setattr(sqlite_store, "PATIENCE", 0.3)
    with store_of(url) as store:
        reserve(store)
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            assert "held by another process" in submitted(store, reserving()).fail()
            job = submitted(store, reserving())
            other.execute("ROLLBACK")
            job.succeed()
        assert count(store) == 2


# A database that is gone.


@pytest.fixture(scope="module")
def own_postgresql() -> Iterator[Postgresql]:
    """A PostgreSQL that may be stopped."""
    with running_postgresql(synchronizes=True) as server:
        yield server


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGQUIT], ids=lambda s: s.name)
def test_a_database_that_is_stopped(own_postgresql: Postgresql, how: signal.Signals) -> None:
    """As long as it is gone everybody is told; when it is back, everything is there."""
    with store_of(own_postgresql.database()) as store:
        reserve(store, times=3)
        own_postgresql.stop(how)
        try:
            assert "cannot be reached" in submitted(store, reserving()).fail()
            assert "cannot be reached" in submitted(store, reserving("test-b")).fail()
        finally:
            own_postgresql.start()
        assert count(store) == 3
        reserve(store)
        assert count(store) == 4


def ended(url: str, connection: psycopg.Connection[Any]) -> None:
    """End a connection from the outside, as an administrator or a firewall would."""
    with psycopg.connect(url, autocommit=True) as other:
        query = "SELECT pg_terminate_backend(%s, 5000)"
        other.execute(query, [connection.info.backend_pid])


def test_a_connection_that_was_ended(postgresql: Postgresql) -> None:
    """Nobody notices, if the database is there."""
    url = postgresql.database()
    with store_of(url) as store:
        reserve(store)
        query = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
        with psycopg.connect(url, autocommit=True) as other:
            other.execute(f"{query} WHERE datname = current_database() AND pid != pg_backend_pid()")
        reserve(store)
        assert count(store) == 2


@pytest.mark.parametrize("committed", [True, False])
def test_a_commit_whose_answer_is_lost(
    postgresql: Postgresql, monkeypatch: pytest.MonkeyPatch, *, committed: bool
) -> None:
    """What became of it is looked up, so that everybody is told the truth."""
    url = postgresql.database()
    commit = psycopg.Connection.commit

    def losing(connection: psycopg.Connection[Any]) -> None:
        monkeypatch.setattr(psycopg.Connection, "commit", commit)
        if committed:
            commit(connection)
        ended(url, connection)
        connection.execute("SELECT 1")

    with store_of(url) as store:
        reserve(store)
        monkeypatch.setattr(psycopg.Connection, "commit", losing)
        job = submitted(store, reserving())
        if committed:
            job.succeed()
        else:
            assert "nothing was changed" in job.fail()
        assert count(store) == changes_kept(url) == 1 + committed


def test_a_database_that_is_lost_in_a_commit(
    own_postgresql: Postgresql, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nobody can tell what became of it, that is what is said."""
    monkeypatch.setattr(postgresql_store, "PATIENCE", 1)
    commit = psycopg.Connection.commit

    def losing(connection: psycopg.Connection[Any]) -> None:
        monkeypatch.setattr(psycopg.Connection, "commit", commit)
        commit(connection)
        own_postgresql.stop(signal.SIGQUIT)
        connection.execute("SELECT 1")

    with store_of(own_postgresql.database()) as store:
        reserve(store)
        monkeypatch.setattr(psycopg.Connection, "commit", losing)
        job = submitted(store, reserving())
        text = job.fail()
        own_postgresql.start()
        assert "look if the change was kept" in text
        assert count(store) == 2


def test_a_world_that_another_mock_holds(
    postgresql: Postgresql, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is waited for, for a while; other worlds go on."""
    url = postgresql.database()
    with closing(PostgresqlDatabase(url, url)) as holder:
        monkeypatch.setattr(postgresql_store, "PATIENCE", 1)
        with store_of(url) as store:
            reserve(store)
            holder.begin(["test-a"])
            assert "held by another mock" in submitted(store, reserving()).fail()
            reserve(store, "test-b")
            holder.roll_back()
            reserve(store)
            assert count(store) == 2


def test_a_mock_that_stops_in_the_middle(
    postgresql: Postgresql, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It loses what it has locked, so that the others go on."""
    url = postgresql.database()
    monkeypatch.setattr(postgresql_store, "PATIENCE", 1)
    with closing(PostgresqlDatabase(url, url)) as holder:
        monkeypatch.setattr(postgresql_store, "PATIENCE", 6)
        with store_of(url) as store:
            reserve(store)
            holder.begin(["test-a"])
            reserve(store)


def test_a_disk_that_breaks_down_in_a_commit(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nobody can tell if the disk has it, that is what is said."""
    commit = Sqlite.commit

    def failing(self: Sqlite) -> None:
        commit(self)
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorname = "SQLITE_IOERR_FSYNC"
        raise error

    with store_of(url) as store:
        with monkeypatch.context() as patch:
            patch.setattr(Sqlite, "commit", failing)
            job = submitted(store, reserving()).wait()
        assert "look if the change was kept" in job.fail()
        assert count(store) == 1


# What is answered.


def reply_to(app: Application, method: str, path: str, body: bytes = b"") -> Reply:
    """Ask a mock in process."""
    headers = {"authorization": "Bearer test-a", "client": "10553"}
    headers["content-type"] = "application/json"
    return app.reply(Request(method, f"/api/v1{path}", headers, body))


def test_what_is_answered(path: Path, url: str) -> None:
    """It is a 503 with the sentence, as a page, which the document has for it; then it goes on."""
    app = create_app(store=url)
    assert reply_to(app, "GET", "/number").status == 200
    moved = path.rename(path.with_name("moved.db"))
    reply = reply_to(app, "GET", "/number")
    assert (reply.status, dict(reply.headers)["Content-Type"]) == (503, "text/html")
    sentence = f"The store {url} is gone: put the file back, or start the mock again."
    assert sentence in reply.content.decode()
    moved.rename(path)
    assert reply_to(app, "GET", "/number").status == 200
    app.sandbox.store.close()


def test_what_is_answered_to_a_change_that_is_not_kept(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is not what the mock had in mind to answer."""
    app = create_app(store=url)

    def failing(_self: Sqlite) -> None:
        raise sqlite3.OperationalError("oops")

    body = f'{{"number": {PERSONAL}, "owner_type": "personal"}}'.encode()
    with monkeypatch.context() as patch:
        patch.setattr(Sqlite, "commit", failing)
        reply = reply_to(app, "POST", "/number/reserve", body)
    assert reply.status == 503
    assert b"oops" in reply.content
    assert b'"total":0' in reply_to(app, "GET", "/number/reserve").content
    assert reply_to(app, "POST", "/number/reserve", body).status == 200
    app.sandbox.store.close()

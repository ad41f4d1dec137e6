"""A store that cannot be had stops the start with one sentence; another version's is opened."""

import builtins
import os
import shutil
import sqlite3
import stat
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import yaml

from scripts.mock_server import CannotStart, create_sandbox
from scripts.mock_server.sandbox import SEED
from scripts.mock_server.seed import read_seed
from scripts.mock_server.stores.database import Database
from scripts.mock_server.stores.memory import MemoryStore
from scripts.mock_server.stores.postgresql import Postgresql as PostgresqlDatabase
from scripts.mock_server.stores.schema import STEPS, Step, prepare
from scripts.mock_server.stores.sqlite import Sqlite
from tests.postgresql import Postgresql
from tests.store_jobs import count, opened, reserve, rows, store_of


def refused(store_url: str, **more: Any) -> str:
    """Fail to open a store; the text is one sentence, without a password."""
    with pytest.raises(CannotStart) as caught:
        opened(store_url, **more)
    text = str(caught.value)
    assert text.endswith(".")
    assert "\n" not in text
    assert "secret" not in text
    return text


@pytest.fixture
def other_seed(tmp_path: Path) -> Path:
    """The seed with one number less."""
    tree = yaml.safe_load(SEED.read_text(encoding="utf-8"))
    tree["shelf"][0]["count"] -= 1
    path = tmp_path / "other.yaml"
    path.write_text(yaml.safe_dump(tree, allow_unicode=True), encoding="utf-8")
    return path


# URLs.


@pytest.mark.parametrize(
    ("store_url", "part"),
    [
        ("mysql://me:secret@host/name", "mysql came"),
        ("", "postgresql://"),
        ("store.db", "sqlite:///relative.db"),
        ("sqlite://store.db", "sqlite:///relative.db"),
        ("sqlite:///", "; sqlite:/// came"),
        ("sqlite:///:memory:", "sqlite:///relative.db"),
        ("sqlite:///a%00b", "sqlite:///relative.db"),
        ("sqlite:///a#b", "sqlite:///relative.db"),
        ("sqlite://[/a", "postgresql://"),
        ("sqlite:///a.db?batch=0", "?batch=1"),
        ("sqlite:///a.db?batch=many", "?batch=1"),
        ("sqlite:///a.db?batch=257", "?batch=256"),
        (f"sqlite:///a.db?batch={'9' * 5000}", "?batch=256"),
        ("sqlite:///a.db?bunch=1", "bunch=1 came"),
        ("postgresql://me:secret@host/name?oops=1", "postgresql://user:password@host"),
        ("postgresql://me:secret@%zz", "postgresql://user:password@host"),
    ],
)
def test_a_url_that_is_none(
    store_url: str, part: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says what a URL looks like, and makes no file."""
    monkeypatch.chdir(tmp_path)
    assert part in refused(store_url)
    assert list(tmp_path.iterdir()) == []


def test_memory() -> None:
    """It is what there is without any URL, and lasts nowhere."""
    store = create_sandbox().store
    assert isinstance(store, MemoryStore)
    assert store.place is None


@pytest.mark.parametrize("name", ["store.db", "a b?.db", "ж#%.db"])
def test_a_path(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is absolute or relative, with any letters; only its owner reads and writes the file."""
    quoted = name.replace("%", "%25").replace("?", "%3F").replace("#", "%23")
    monkeypatch.chdir(tmp_path)
    with store_of(f"sqlite:///{quoted}") as store:
        assert store.place == f"sqlite:///{name}"
        reserve(store)
        for file in tmp_path.iterdir():
            assert stat.S_IMODE(file.stat().st_mode) == 0o600
            assert file.name.startswith(name)
    with store_of(f"sqlite:///{tmp_path}/{quoted}") as store:
        assert count(store) == 1


# Files.


def test_a_folder_that_is_missing(tmp_path: Path) -> None:
    """It is not made."""
    assert "folder" in refused(f"sqlite:///{tmp_path}/gone/store.db")


def test_a_folder_for_a_file(tmp_path: Path) -> None:
    """It is no file."""
    assert "is no file" in refused(f"sqlite:///{tmp_path}")


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    """It stays what it is."""
    path = tmp_path / "store.db"
    path.write_text("Do not lose me. " * 100, encoding="utf-8")
    assert "is no SQLite database" in refused(f"sqlite:///{path}")
    assert path.read_text(encoding="utf-8") == "Do not lose me. " * 100
    assert list(tmp_path.iterdir()) == [path]


def test_a_database_of_another_program(tmp_path: Path) -> None:
    """It stays what it is."""
    path = tmp_path / "store.db"
    with closing(sqlite3.connect(path)) as file:
        file.execute("CREATE TABLE meta (a)")
    before = path.read_bytes()
    assert "another program" in refused(f"sqlite:///{path}")
    assert path.read_bytes() == before


def test_an_empty_file(tmp_path: Path) -> None:
    """It becomes a store, as a file that is made by mktemp should."""
    path = tmp_path / "store.db"
    path.touch()
    with store_of(f"sqlite:///{path}") as store:
        reserve(store)


def unprivileged(function: Callable[[], str], folder: Path) -> str:
    """What a function answers in a process whose user must obey permissions."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:  # pragma: no cover
        try:
            os.chdir(folder)
            if os.getuid() == 0:
                os.setgid(65534)
                os.setuid(65534)
            os.write(writing, function().encode())
        except BaseException as error:
            os.write(writing, f"Broken: {error!r}".encode())
        finally:
            os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    with os.fdopen(reading) as answer:
        return answer.read()


@pytest.mark.parametrize(
    ("folder_mode", "file_mode", "part"),
    [
        (0o777, 0o444, "cannot be written"),
        (0o777, 0o000, "cannot be opened"),
        (0o555, 0o666, "folder"),
    ],
)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # No other thread holds a lock here.
def test_no_permission(folder_mode: int, file_mode: int, part: str) -> None:
    """It says what is missing."""
    folder = Path(tempfile.mkdtemp())  # That of pytest is for its own user only.
    path = folder / "store.db"
    with store_of(f"sqlite:///{path}") as store:
        reserve(store)
    path.chmod(file_mode)
    folder.chmod(folder_mode)
    text = unprivileged(lambda: refused("sqlite:///store.db"), folder)
    folder.chmod(0o755)
    shutil.rmtree(folder)
    assert part in text, text


# Databases.


def test_a_database_that_is_not_there(postgresql: Postgresql, tmp_path: Path) -> None:
    """It cannot be reached, and its password is not told."""
    text = refused(f"postgresql://me:secret@/name?host={tmp_path}")
    assert "cannot be reached" in text
    text = refused("postgresql://me:secret@127.0.0.1:1/name")
    assert "postgresql://me@127.0.0.1:1/name cannot be reached" in text
    assert "gone" in refused(postgresql.url("gone"))


def test_a_user_who_may_not_write(postgresql: Postgresql) -> None:
    """It says what is missing."""
    store_url = postgresql.database()
    rows(store_url, "CREATE ROLE reader LOGIN")
    assert "cannot be written" in refused(store_url.replace("postgres@", "reader@"))


def test_a_driver_that_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """It says how to install it; without a database nobody needs it."""
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name.startswith("psycopg") or name == "postgresql":
            raise ImportError("No module named psycopg")
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    assert "pip install" in refused("postgresql://me:secret@host/name")
    assert opened("memory").place is None


# Seeds.


def test_the_seed_of_a_store(store_url: str, other_seed: Path) -> None:
    """It is kept with it, so that it stays when another one is built in."""
    with store_of(store_url, seed=other_seed) as store:
        size = len(store.catalogue.shelf)
        reserve(store)
    with store_of(store_url) as store:
        assert len(store.catalogue.shelf) == size
        assert count(store) == 1
    assert len(opened("memory").catalogue.shelf) == size + 1


def test_the_same_seed(store_url: str, other_seed: Path) -> None:
    """It may be given again, in other words."""
    opened(store_url, seed=other_seed).close()
    tree = yaml.safe_load(other_seed.read_text(encoding="utf-8"))
    other_seed.write_text(f"# The same.\n{yaml.safe_dump(tree)}", encoding="utf-8")
    with store_of(store_url, seed=other_seed) as store:
        assert count(store) == 0


def test_another_seed(store_url: str, other_seed: Path) -> None:
    """It is refused, and the store stays as it is."""
    with store_of(store_url) as store:
        reserve(store)
    assert "was made with another seed" in refused(store_url, seed=other_seed)
    with store_of(store_url, seed=SEED) as store:
        assert count(store) == 1


def test_a_seed_that_is_wrong(store_url: str, tmp_path: Path) -> None:
    """It makes no store."""
    path = tmp_path / "seed.yaml"
    path.write_text("prices: {}", encoding="utf-8")
    assert str(path) in refused(store_url, seed=path)
    opened(store_url).close()


# Versions.


def connected(store_url: str) -> Database:
    """A connection, prepared for nothing."""
    if store_url.startswith("sqlite"):
        path = Path(store_url.removeprefix("sqlite:///"))
        return Sqlite(path, store_url)
    return PostgresqlDatabase(store_url, store_url)


def migrated(store_url: str, *steps: Step) -> None:
    """Open a store as a version would whose tables have these steps more."""
    database = connected(store_url)
    try:
        prepare(database, None, lambda: read_seed(SEED), (*STEPS, *steps))
    finally:
        database.close()


def add_note(database: Database) -> None:
    """A step of a later version."""
    database.execute("ALTER TABLE shelf ADD COLUMN note TEXT")


def fill_note(database: Database) -> None:
    """A step that needs the one before."""
    database.execute("UPDATE shelf SET note = 'moved' || version")


def break_down(database: Database) -> None:
    """A step that fails half way."""
    database.execute("ALTER TABLE shelf ADD COLUMN half TEXT")
    database.execute("SELECT * FROM nowhere")


def test_a_later_version(store_url: str) -> None:
    """It takes the steps that are missing, in order, each once, and keeps what was there."""
    with store_of(store_url) as store:
        reserve(store, times=2)
    migrated(store_url, add_note, fill_note)
    assert rows(store_url, "SELECT note FROM shelf") == [("moved2",)]
    migrated(store_url, add_note, fill_note)  # Taken again, the first one would fail.
    assert rows(store_url, "SELECT version FROM change ORDER BY version") == [(1,), (2,)]
    assert rows(store_url, "SELECT value FROM meta WHERE name = 'version'") == [
        (str(len(STEPS) + 2),)
    ]


def test_a_step_that_fails(store_url: str) -> None:
    """None of the steps is taken, and the former version goes on with the store."""
    with store_of(store_url) as store:
        reserve(store)
    database = connected(store_url)
    with pytest.raises(database.errors):
        migrated(store_url, add_note, break_down)
    database.close()
    with pytest.raises(database.errors):
        rows(store_url, "SELECT note FROM shelf")
    with store_of(store_url) as store:
        assert count(store) == 1


def test_a_former_version(store_url: str) -> None:
    """It leaves a store alone that a later one has made, or gone on with."""
    with store_of(store_url) as store:
        reserve(store)
    migrated(store_url, add_note)
    assert "later version of the mock (its tables have version 2" in refused(store_url)
    assert rows(store_url, "SELECT count(*) FROM change") == [(1,)]


def test_two_that_start_at_once(store_url: str) -> None:
    """One of them makes the tables, and both go on."""
    stores: list[Any] = []
    if store_url.startswith("sqlite"):
        Path(store_url.removeprefix("sqlite:///")).touch()
    threads = [Thread(target=lambda: stores.append(opened(store_url))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(stores) == 4
    for number, store in enumerate(stores):
        reserve(store)
        assert count(store) == number + 1
        store.close()

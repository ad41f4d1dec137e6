"""Jobs for a store that a test looks into: what they decide, and what became of them."""

import sqlite3
from collections.abc import Callable, Generator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event
from typing import Any

import psycopg

from scripts.mock_server.changes import Change, Reserved
from scripts.mock_server.document import Document
from scripts.mock_server.sandbox import DOCUMENT, SEED
from scripts.mock_server.stock import World, snapshot
from scripts.mock_server.stores import Seeding, Store, StoreFailed, open_store
from tests.random_requests import NOON, PERSONAL

READ = Document.load(DOCUMENT)


class Asked:
    """A job that makes the changes that it is given, and waits until it is finished."""

    def __init__(
        self,
        shelf: str,
        decide: Callable[[World], Sequence[Change]],
        finished: Callable[[], None] = lambda: None,
    ) -> None:
        self.shelf = shelf
        self.decide = decide
        self.failure: StoreFailed | None = None
        self._then = finished
        self._finished = Event()

    def due(self, _world: World) -> Sequence[Change]:
        """Nothing has ended."""
        return ()

    def finish(self, failure: StoreFailed | None) -> None:
        """Remember how it ended."""
        self.failure = failure
        try:
            self._then()
        finally:
            self._finished.set()

    def wait(self) -> "Asked":
        """Wait until it is finished."""
        assert self._finished.wait(timeout=30), "It was not finished."
        return self

    def succeed(self) -> None:
        """Wait, and demand that what was decided is kept."""
        assert self.wait().failure is None

    def fail(self) -> str:
        """Wait, and tell why it failed; it is a sentence."""
        failure = self.wait().failure
        assert failure is not None, "It did not fail."
        text = str(failure)
        assert text.endswith(".")
        assert "\n" not in text
        return text


def opened(url: str, seed: Path | None = None, room: int = 100) -> Store:
    """Open a store."""
    return open_store(url, Seeding(READ, SEED, seed), room)


@contextmanager
def store_of(url: str, **more: Any) -> Generator[Store]:
    """A store that is closed at the end."""
    store = opened(url, **more)
    try:
        yield store
    finally:
        store.close()


def submitted(store: Store, job: Asked) -> Asked:
    """Hand a job in."""
    store.submit(job)
    return job


def reserving(shelf: str = "test-a", **more: Any) -> Asked:
    """A job that reserves the next free number of a row."""
    return Asked(shelf, lambda world: [next_reservation(shelf, world)], **more)


def next_reservation(account: str, world: World) -> Reserved:
    """The reservation of the next free number."""
    holder = world.holder(account)
    number = PERSONAL + len(holder.reserved)
    return Reserved(account, holder.last_id + 1, number, NOON)


def reserve(store: Store, shelf: str = "test-a", times: int = 1) -> None:
    """Reserve the next free numbers, one after the other, and demand that they are kept."""
    for _ in range(times):
        submitted(store, reserving(shelf)).succeed()


def count(store: Store, shelf: str = "test-a") -> int:
    """How many numbers are reserved."""
    return len(look(store, shelf).reserved)


def look(store: Store, shelf: str = "test-a") -> Any:
    """What a world looks like, written down."""
    seen: list[Any] = []

    def decide(world: World) -> Sequence[Change]:
        seen.append(snapshot(world))
        return ()

    submitted(store, Asked(shelf, decide)).succeed()
    return seen[0]


def rows(url: str, query: str) -> list[tuple[Any, ...]]:
    """Ask the database itself, by a connection of its own."""
    if url.startswith("sqlite"):
        path = url.removeprefix("sqlite:///").partition("?")[0]
        with closing(sqlite3.connect(path, isolation_level=None)) as file:
            return file.execute(query).fetchall()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SET search_path = plusofon_mock")
        cursor = connection.execute(query.encode())
        return cursor.fetchall() if cursor.description else []


def changes_kept(url: str, shelf: str = "test-a") -> int:
    """How many changes are in the tables, besides those in a snapshot."""
    statement = f"SELECT count(*) FROM change WHERE shelf = '{shelf}'"  # noqa: S608 - a test's own
    ((number,),) = rows(url, statement)
    return int(number)

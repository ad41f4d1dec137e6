"""The tables of a store, in the SQL that its databases have in common.

A world is its latest snapshot and the changes since then, each with its number. Whoever is to
change worlds locks them by name, learns how far they have come, and appends: in one transaction.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, ClassVar, NamedTuple

Row = tuple[Any, ...]

_CHANGES = "SELECT change FROM change WHERE shelf = ? AND version > ? ORDER BY version"
_SNAPSHOT = "SELECT snapshot FROM snapshot WHERE shelf = ?"
# A number that another has given already breaks the key, and so the transaction.
_APPEND = "INSERT INTO change (shelf, version, change) VALUES (?, ?, ?)"
_MOVE_ON = (
    "INSERT INTO shelf (name, version, snapshot_version) VALUES (?, ?, ?) ON CONFLICT (name)"
    " DO UPDATE SET version = excluded.version, snapshot_version = excluded.snapshot_version"
)
_REPLACE = (
    "INSERT INTO snapshot (shelf, snapshot) VALUES (?, ?) ON CONFLICT (shelf)"
    " DO UPDATE SET snapshot = excluded.snapshot"
)
_FORGET = "DELETE FROM change WHERE shelf = ? AND version <= ?"


class Gone(Exception):
    """The connection leads nowhere any more, and nothing was asked of it yet: a new one may do."""


class Versions(NamedTuple):
    """How far a world has come: the number of its last change, and of the last in its snapshot."""

    last: int = 0
    snapshot: int = 0


class Write(NamedTuple):
    """What has become of a world, as JSON: the changes up to `version`, or a snapshot instead."""

    shelf: str
    version: int
    snapshot_version: int
    changes: Sequence[str] = ()
    snapshot: str | None = None


class Database(ABC):
    """A connection, in one dialect of SQL. Each method raises one of `errors` when it fails."""

    errors: ClassVar[tuple[type[Exception], ...]]
    place: str

    @abstractmethod
    def execute(self, sql: str, *parameters: Any) -> list[Row]:
        """Do one statement, with ? for each parameter."""

    @abstractmethod
    def execute_many(self, sql: str, rows: Iterable[Row]) -> None:
        """Do one statement for each row of parameters."""

    @abstractmethod
    def begin_alone(self) -> None:
        """Begin a transaction that no other one goes along with, to make or change the tables."""

    @abstractmethod
    def begin(self, shelves: Sequence[str]) -> dict[str, Versions]:
        """Begin a transaction, lock worlds, and tell how far those have come that exist.

        Raises Gone where a new connection may do better.
        """

    @abstractmethod
    def commit(self) -> None:
        """Make it last; when this returns, it survives whatever happens to this process."""

    @abstractmethod
    def roll_back(self) -> None:
        """Undo what was not committed."""

    @abstractmethod
    def close(self) -> None:
        """Let go of the file or the connection. Never raises."""

    @abstractmethod
    def explain(self, error: Exception) -> str:
        """Tell in a sentence what happened, and what to do."""

    def snapshot(self, shelf: str) -> str:
        """Read the snapshot of a world that has one."""
        ((text,),) = self.execute(_SNAPSHOT, shelf)
        return str(text)

    def changes(self, shelf: str, after: int) -> list[str]:
        """Read the changes of a world since one of them, in order."""
        return [row[0] for row in self.execute(_CHANGES, shelf, after)]

    def keep(self, writes: Sequence[Write]) -> None:
        """Write, and end the transaction; one without writes costs nothing."""
        if writes:
            self.write(writes)
            self.commit()
        else:
            self.roll_back()

    def write(self, writes: Sequence[Write]) -> None:
        """Write what has become of worlds."""
        self.execute_many(_APPEND, _numbered(writes))
        self.execute_many(_MOVE_ON, [(w.shelf, w.version, w.snapshot_version) for w in writes])
        for write in writes:
            if write.snapshot is not None:
                self.execute(_REPLACE, write.shelf, write.snapshot)
                self.execute(_FORGET, write.shelf, write.version)


def _numbered(writes: Sequence[Write]) -> list[Row]:
    return [
        (write.shelf, version, change)
        for write in writes
        for version, change in enumerate(write.changes, write.version - len(write.changes) + 1)
    ]


@lru_cache(maxsize=1024)
def select_versions(count: int) -> str:
    """The statement that tells how far so many worlds have come."""
    marks = ", ".join("?" * count)
    start = "SELECT name, version, snapshot_version FROM shelf WHERE name IN"
    return f"{start} ({marks})"

"""The tables of a store, in the SQL that its databases have in common.

A world is its latest snapshot and the changes since then, each with its number. Whoever is to
change worlds locks them by name, learns how far they have come, and appends: in one transaction.
How changes are found again is the database's own affair.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any, ClassVar, NamedTuple

Row = tuple[Any, ...]

_SNAPSHOT = "SELECT snapshot FROM snapshot WHERE shelf = ?"
_REPLACE = (
    "INSERT INTO snapshot (shelf, snapshot) VALUES (?, ?) ON CONFLICT (shelf)"
    " DO UPDATE SET snapshot = excluded.snapshot"
)


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
    # Whether it answers from this machine's disk, so that waiting for it is cheaper than a thread.
    is_near: ClassVar[bool]
    # What makes the tables `shelf`, a row for each world, and `change`, a row for each change.
    tables: ClassVar[Sequence[str]]
    place: str

    @abstractmethod
    def execute(self, sql: str, *parameters: Any) -> list[Row]:
        """Do one statement, with ? for each parameter."""

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

    def replace(self, shelf: str, snapshot: str) -> None:
        """Write the snapshot of a world, instead of a former one."""
        self.execute(_REPLACE, shelf, snapshot)

    @abstractmethod
    def changes(self, shelf: str, after: int) -> list[str]:
        """Read the changes of a world since one of them, in order."""

    def keep(self, writes: Sequence[Write]) -> None:
        """Write, and end the transaction; one without writes costs nothing."""
        if writes:
            self.write(writes)
            self.commit()
        else:
            self.roll_back()

    @abstractmethod
    def write(self, writes: Sequence[Write]) -> None:
        """Write what has become of worlds; what a snapshot stands for is deleted."""

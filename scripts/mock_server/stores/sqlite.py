"""A store in a file: SQLite with a write-ahead log that is synchronized with each commit."""

import os
import random
import sqlite3
import time
from collections.abc import Sequence
from contextlib import suppress
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import quote

from ..document import CannotStart
from .database import Database, Gone, Row, Versions, Write

# Marks the files that are ours.
APPLICATION_ID = 0x706C7573
# How long another process may hold the file, in seconds.
PATIENCE = 5.0

# The changes of a world, the last one first: each knows the one before it. An index by world would
# be quicker to read, but then each world of a commit would have a page of its own to be written.
_CHAIN = (
    "WITH RECURSIVE chain (id, version, former, change) AS ("
    "SELECT id, change.version, former, change FROM shelf JOIN change ON id = last"
    " WHERE name = ?1 AND change.version > ?2"
    " UNION ALL SELECT change.id, change.version, change.former, change.change"
    " FROM chain JOIN change ON change.id = chain.former WHERE change.version > ?2) {}"
)
_CHANGES = _CHAIN.format("SELECT change FROM chain ORDER BY version")
_FORGET = _CHAIN.format("DELETE FROM change WHERE id IN (SELECT id FROM chain)")
_SHELVES = (
    "SELECT NULL, coalesce(max(id), 0) + 1, NULL, NULL FROM change"
    " UNION ALL SELECT name, version, snapshot_version, last FROM shelf WHERE name IN ({})"
)
_APPEND = "INSERT INTO change (id, shelf, version, former, change) VALUES {}"
_MOVE_ON = (
    "INSERT INTO shelf (name, version, snapshot_version, last) VALUES {} ON CONFLICT (name)"
    " DO UPDATE SET version = excluded.version, snapshot_version = excluded.snapshot_version,"
    " last = excluded.last"
)
# As many as there are sizes of a transaction, and kinds of statements beside.
_STATEMENTS = 512
# How far a world has come, and the id of its last change.
_Known = tuple[Versions, int | None]
_UNHEARD_OF: _Known = (Versions(), None)
# Worlds that are known at most: beyond, all are read anew.
_REMEMBERED = 10_000
# How many rows are written in one step, which costs a fifth of a step for each.
_ROWS = 64
_ALLOW = "let the mock's user read and write the file and its folder, and try again"
_EXPLAINED = (
    ("SQLITE_BUSY", f"was held by another process for {PATIENCE:.0f} s: try again"),
    ("SQLITE_FULL", "has no room left on its disk: make room, and try again"),
    ("SQLITE_READONLY", f"cannot be written: {_ALLOW}"),
    ("SQLITE_CANTOPEN", f"cannot be opened: {_ALLOW}"),
    ("SQLITE_NOTADB", "is no SQLite database: name another file, or one that does not exist yet"),
    ("SQLITE_CORRUPT", "is damaged: put a copy back, or name another file"),
    ("SQLITE_IOERR", "could not be written: look for what is wrong with its disk, and try again"),
)


def make_file(path: Path, place: str) -> None:
    """Make an empty file that only its owner reads, unless there is one. Raises CannotStart."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        _synchronize(path.parent)
    except FileExistsError:
        # It is not opened here: closing it would take away the locks that SQLite has on it.
        if not path.is_file():
            raise CannotStart(f"The store {place} is no file: name another one.") from None
    except OSError as error:
        raise CannotStart(
            f"The store {place} cannot be made ({error.strerror}): name a file in a folder that"
            " exists and that the mock's user may write."
        ) from None


def _synchronize(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class Sqlite(Database):
    """A connection to a file that exists. Raises CannotStart when it is not one of ours."""

    errors = (sqlite3.Error,)
    is_near = True
    tables = (
        "CREATE TABLE shelf (name TEXT PRIMARY KEY, version INTEGER NOT NULL,"
        " snapshot_version INTEGER NOT NULL, last INTEGER)",
        "CREATE TABLE change (id INTEGER PRIMARY KEY, shelf TEXT NOT NULL,"
        " version INTEGER NOT NULL, former INTEGER, change TEXT NOT NULL)",
    )

    def __init__(self, path: Path, place: str) -> None:
        self.place = place
        self._path = path
        # What was read or written, as long as no other connection has written: how far worlds have
        # come, with the ids of their last changes, and the next id of a change.
        self._known: dict[str, _Known] = {}
        self._next = 1
        self._data_version = 0
        # One thread after the other uses it.
        address = f"file:{quote(str(path.absolute()))}?mode=rw"
        try:
            self._file = _identity(path)
            self._connection = sqlite3.connect(
                address,
                uri=True,
                timeout=PATIENCE,
                isolation_level=None,
                check_same_thread=False,
                cached_statements=_STATEMENTS,
            )
        except (OSError, sqlite3.Error) as error:
            raise CannotStart(self.explain(error)) from None
        try:
            self._set_up()
        except sqlite3.Error as error:
            self.close()
            raise CannotStart(self.explain(error)) from None
        except CannotStart:
            self.close()
            raise

    def _set_up(self) -> None:
        (mark,), (tables,) = self.execute(
            "SELECT application_id FROM pragma_application_id"
            " UNION ALL SELECT count(*) FROM sqlite_schema"
        )
        if mark != APPLICATION_ID and (mark or tables):
            raise CannotStart(f"The store {self.place} is another program's: name another file.")
        ((mode,),) = self.execute("PRAGMA journal_mode = WAL")
        if mode != "wal":
            raise CannotStart(
                f"The store {self.place} lies on a disk that cannot share memory between processes:"
                " name a file on a local disk."
            )
        # Each commit is on the disk before it is told; on macOS, really on it.
        self.execute("PRAGMA synchronous = FULL")
        self.execute("PRAGMA fullfsync = ON")
        self.execute("PRAGMA checkpoint_fullfsync = ON")

    def execute(self, sql: str, *parameters: Any) -> list[Row]:
        """Do one statement."""
        return self._connection.execute(sql, parameters).fetchall()

    def begin_alone(self) -> None:
        """Begin a transaction that no other one goes along with."""
        self.execute("BEGIN IMMEDIATE")
        self.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        # From here on `begin` waits, more often than SQLite itself would look.
        self.execute("PRAGMA busy_timeout = 0")

    def begin(self, shelves: Sequence[str]) -> dict[str, Versions]:
        """Begin a transaction; there is but one at a time in a file, so that is the lock, too."""
        self._check_place()
        self._wait_for_others()
        known = self._known
        ((data_version,),) = self.execute("PRAGMA data_version")
        if data_version != self._data_version or len(known) > _REMEMBERED:
            known.clear()
            self._data_version = data_version
        unknown = [name for name in shelves if name not in known]
        if unknown:
            (_, self._next, _, _), *rows = self.execute(_select_shelves(len(unknown)), *unknown)
            known.update(dict.fromkeys(unknown, _UNHEARD_OF))
            for name, version, snapshot, last in rows:
                known[name] = Versions(version, snapshot), last
        return {name: known[name][0] for name in shelves}

    def changes(self, shelf: str, after: int) -> list[str]:
        """Read the changes of a world since one of them, in order."""
        return [row[0] for row in self.execute(_CHANGES, shelf, after)]

    def write(self, writes: Sequence[Write]) -> None:
        """Write what has become of worlds."""
        changes: list[Row] = []
        shelves: list[Row] = []
        id = self._next  # noqa: A001 - it is the id
        for write in writes:
            last = self._known[write.shelf][1]
            if write.snapshot is not None:
                self.replace(write.shelf, write.snapshot)
                self.execute(_FORGET, write.shelf, 0)
                last = None
            version = write.version - len(write.changes)
            for change in write.changes:
                version += 1
                changes.append((id, write.shelf, version, last, change))
                last = id
                id += 1  # noqa: A001 - it is the id
            versions = Versions(write.version, write.snapshot_version)
            self._known[write.shelf] = versions, last
            shelves.append((write.shelf, *versions, last))
        self._next = id
        self._insert(_APPEND, changes)
        self._insert(_MOVE_ON, shelves)

    def _insert(self, sql: str, rows: Sequence[Row]) -> None:
        for start in range(0, len(rows), _ROWS):
            some = rows[start : start + _ROWS]
            filled = _with_marks(sql, len(some), len(some[0]))
            self._connection.execute(filled, tuple(chain.from_iterable(some)))

    def _check_place(self) -> None:
        """Raise Gone when what is at the path is not what is open, so would be written in vain."""
        try:
            unmoved = _identity(self._path) == self._file
        except OSError:
            unmoved = False
        if not unmoved:
            # The log that stays behind belongs to the file that is gone, and would spoil another.
            self.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            raise Gone

    def _wait_for_others(self) -> None:
        until = time.monotonic() + PATIENCE
        while True:
            try:
                self.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                if not _name(error).startswith("SQLITE_BUSY") or time.monotonic() > until:
                    raise
                # SQLite waits up to 0.1 s between attempts: one who never rests would starve us.
                time.sleep(random.uniform(0.0002, 0.002))  # noqa: S311 - no secret
            else:
                return

    def commit(self) -> None:
        """Write the log and synchronize it."""
        self.execute("COMMIT")

    def roll_back(self) -> None:
        """Undo what was not committed."""
        if self._connection.in_transaction:
            self.execute("ROLLBACK")

    def close(self) -> None:
        """Let go of the file; what was not committed is undone."""
        with suppress(sqlite3.Error):
            self._connection.close()

    def explain(self, error: Exception) -> str:
        """Tell in a sentence what happened, and what to do."""
        if isinstance(error, (OSError, Gone)):
            return f"The store {self.place} is gone: put the file back, or start the mock again."
        name = _name(error)
        if name == "SQLITE_IOERR_FSYNC":
            # What was written may reach the disk, or not: nobody can tell.
            return (
                f"The store {self.place} could not be synchronized with its disk; look if the"
                " change was kept before you send it again."
            )
        for start, text in _EXPLAINED:
            if name.startswith(start):
                return f"The store {self.place} {text}."
        return f"The store {self.place} failed ({error}): nothing was changed, try again."


@lru_cache(maxsize=2 * _ROWS)
def _with_marks(sql: str, rows: int, columns: int) -> str:
    row = f"({', '.join('?' * columns)})"
    return sql.format(", ".join([row] * rows))


@lru_cache(maxsize=512)
def _select_shelves(count: int) -> str:
    """The statement that tells which id is the next, and how far so many worlds have come."""
    return _SHELVES.format(", ".join("?" * count))


def _identity(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_dev, found.st_ino


def _name(error: Exception) -> str:
    return getattr(error, "sqlite_errorname", "")

"""A store in a file: SQLite with a write-ahead log that is synchronized with each commit."""

import os
import random
import sqlite3
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec

from ..document import CannotStart
from .database import Database, Gone, Row, Versions, select_versions

# Marks the files that are ours.
APPLICATION_ID = 0x706C7573
# How long another process may hold the file, in seconds.
PATIENCE = 5.0

# Rows from a list in JSON. Without its WHERE, what follows it could be a part of a join.
_LISTED = (
    "SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]')"
    " FROM json_each(?) WHERE true"
)
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

    def __init__(self, path: Path, place: str) -> None:
        self.place = place
        self._path = path
        # The store's thread uses it, after the one that opened it.
        address = f"file:{quote(str(path.absolute()))}?mode=rw"
        try:
            self._file = _identity(path)
            self._connection = sqlite3.connect(
                address, uri=True, timeout=PATIENCE, isolation_level=None, check_same_thread=False
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

    def execute_many(self, sql: str, rows: Iterable[Row]) -> None:
        """Do one statement for each row of three parameters."""
        # All in one step: each step lets go of the interpreter, and waits to have it back.
        listed = msgspec.json.encode(list(rows)).decode()
        self._connection.execute(sql.replace("VALUES (?, ?, ?)", _LISTED), (listed,))

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
        rows = self.execute(select_versions(len(shelves)), *shelves)
        return {name: Versions(last, snapshot) for name, last, snapshot in rows}

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


def _identity(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_dev, found.st_ino


def _name(error: Exception) -> str:
    return getattr(error, "sqlite_errorname", "")

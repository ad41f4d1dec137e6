"""A store in PostgreSQL, for several mocks at once."""

import time
from collections.abc import Sequence
from contextlib import suppress
from functools import lru_cache
from hashlib import blake2b
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

from ..document import CannotStart
from .database import Database, Gone, Row, Versions, Write

SCHEMA = "plusofon_mock"
# How long to wait for a connection, for another mock's transaction, or for what became of a commit.
PATIENCE = 5

_LOCK = "SELECT pg_advisory_xact_lock(key) FROM unnest(%s::bigint[]) AS key"
# A number that another has given already breaks the key, and so the transaction.
_APPEND = "INSERT INTO change (shelf, version, change) VALUES (%s, %s, %s)"
_MOVE_ON = (
    "INSERT INTO shelf (name, version, snapshot_version) VALUES (%s, %s, %s) ON CONFLICT (name)"
    " DO UPDATE SET version = excluded.version, snapshot_version = excluded.snapshot_version"
)
_CHANGES = "SELECT change FROM change WHERE shelf = ? AND version > ? ORDER BY version"
_FORGET = "DELETE FROM change WHERE shelf = ? AND version <= ?"
_VERSIONS = "SELECT name, version, snapshot_version FROM shelf WHERE name = ANY(%s)"


class Postgresql(Database):
    """A connection. Raises CannotStart when there is none to be had.

    Worlds are locked by their names, not by their rows: so those are, too, that have no row yet,
    and a transaction that changes nothing leaves nothing to write. A mock that stops in the middle
    of one loses its locks after PATIENCE.
    """

    errors = (psycopg.Error,)
    is_near = False
    tables = (
        "CREATE TABLE shelf (name TEXT PRIMARY KEY, version BIGINT NOT NULL,"
        " snapshot_version BIGINT NOT NULL)",
        "CREATE TABLE change (shelf TEXT NOT NULL, version BIGINT NOT NULL, change TEXT NOT NULL,"
        " PRIMARY KEY (shelf, version))",
    )

    def __init__(self, url: str, place: str) -> None:
        self.place = place
        self._url = url
        try:
            self._connection = self._connect()
        except psycopg.Error as error:
            raise CannotStart(
                f"The store {place} cannot be reached ({_first_line(error)}): start the database,"
                " or correct the address."
            ) from None
        try:
            self._set_up()
        except psycopg.Error as error:
            self.close()
            raise CannotStart(self.explain(error)) from None

    def _connect(self) -> psycopg.Connection[Row]:
        connection = psycopg.connect(
            self._url, connect_timeout=PATIENCE, tcp_user_timeout=2000 * PATIENCE
        )
        # What is read after a lock was waited for must be newer than the wait.
        connection.isolation_level = psycopg.IsolationLevel.READ_COMMITTED
        return connection

    def _set_up(self) -> None:
        for setting in ("lock_timeout", "idle_in_transaction_session_timeout"):
            self.execute("SELECT set_config(?, ?, false)", setting, f"{PATIENCE}s")
        self.execute("SELECT set_config('search_path', ?, false)", SCHEMA)
        self.commit()

    def execute(self, sql: str, *parameters: Any) -> list[Row]:
        """Do one statement."""
        cursor = self._connection.execute(_dialect(sql), parameters)
        return cursor.fetchall() if cursor.description else []

    def begin_alone(self) -> None:
        """Begin a transaction that no other one goes along with."""
        self.execute("SELECT pg_advisory_xact_lock(?)", _key(SCHEMA))
        self.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")

    def begin(self, shelves: Sequence[str]) -> dict[str, Versions]:
        """Begin a transaction, lock worlds in an order that all keep to, see how far they are."""
        connection = self._connection
        try:
            with connection.pipeline():
                connection.execute(_LOCK, [sorted({_key(name) for name in shelves})])
            # Behind a pipeline the server does not end a transaction that idles (psycopg sends it a
            # Flush, which stops its clock): something plain must be last.
            rows = connection.execute(_VERSIONS, [list(shelves)]).fetchall()
        except psycopg.OperationalError as error:
            if connection.closed:
                raise Gone from error
            raise
        return {name: Versions(last, snapshot) for name, last, snapshot in rows}

    def keep(self, writes: Sequence[Write]) -> None:
        """Write and commit; a commit whose answer is lost is looked up on a new connection."""
        if not writes:
            self.roll_back()
            return
        with self._connection.pipeline():
            self.write(writes)
        ((transaction,),) = self.execute("SELECT pg_current_xact_id()::text")
        try:
            self.commit()
        except psycopg.OperationalError:
            if not self._connection.closed or not self._was_committed(transaction):
                raise

    def changes(self, shelf: str, after: int) -> list[str]:
        """Read the changes of a world since one of them, in order."""
        return [row[0] for row in self.execute(_CHANGES, shelf, after)]

    def write(self, writes: Sequence[Write]) -> None:
        """Write what has become of worlds."""
        cursor = self._connection.cursor()
        cursor.executemany(_APPEND, _numbered(writes))
        cursor.executemany(_MOVE_ON, [(w.shelf, w.version, w.snapshot_version) for w in writes])
        for write in writes:
            if write.snapshot is not None:
                self.replace(write.shelf, write.snapshot)
                self.execute(_FORGET, write.shelf, write.version)

    def _was_committed(self, transaction: str) -> bool:
        """Ask what became of a transaction. Raises InDoubt where nobody can tell."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                with self._connect() as connection:
                    query = "SELECT pg_xact_status(%s::xid8)"
                    ((status,),) = connection.execute(query, [transaction]).fetchall()
            except psycopg.OperationalError:
                status = None
            if status in ("committed", "aborted"):
                return bool(status == "committed")
            time.sleep(0.1)
        raise InDoubt

    def commit(self) -> None:
        """Make it last."""
        self._connection.commit()

    def roll_back(self) -> None:
        """Undo what was not committed."""
        self._connection.rollback()

    def close(self) -> None:
        """Let go of the connection; what was not committed is undone."""
        with suppress(psycopg.Error):
            self._connection.close()

    def explain(self, error: Exception) -> str:
        """Tell in a sentence what happened, and what to do."""
        if isinstance(error, InDoubt):
            return (
                f"The store {self.place} was lost in the middle of a commit; look if the change was"
                " kept before you send it again."
            )
        if isinstance(error, psycopg.errors.LockNotAvailable):
            return f"The store {self.place} was held by another mock for {PATIENCE} s: try again."
        if isinstance(
            error, (psycopg.errors.InsufficientPrivilege, psycopg.errors.ReadOnlySqlTransaction)
        ):
            return (
                f"The store {self.place} cannot be written ({_first_line(error)}): give the user"
                " the right to, and try again."
            )
        return (
            f"The store {self.place} failed ({_first_line(error)}): nothing was changed, try again"
            " when the database is back."
        )


class InDoubt(psycopg.OperationalError):
    """The database was lost during a commit, and did not come back to tell what became of it."""


def _numbered(writes: Sequence[Write]) -> list[Row]:
    return [
        (write.shelf, version, change)
        for write in writes
        for version, change in enumerate(write.changes, write.version - len(write.changes) + 1)
    ]


def place_of(url: str) -> str:
    """Name a database without telling its password. Raises CannotStart when it is no address."""
    try:
        parts = conninfo_to_dict(url)
    except psycopg.ProgrammingError:
        # What is wrong with it is not repeated: it might be the password.
        raise CannotStart(
            "The store is no address of a database: write postgresql://user:password@host:port/name."
        ) from None
    user = f"{parts['user']}@" if "user" in parts else ""
    port = f":{parts['port']}" if "port" in parts else ""
    return f"postgresql://{user}{parts.get('host', '')}{port}/{parts.get('dbname', '')}"


@lru_cache(maxsize=64)
def _dialect(sql: str) -> bytes:
    return sql.replace("?", "%s").encode()


def _key(name: str) -> int:
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), signed=True)


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0].strip() or type(error).__name__

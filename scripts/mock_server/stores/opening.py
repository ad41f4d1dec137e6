"""A store by its URL."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from ..document import CannotStart
from ..seed import Seed, make_catalogue
from .database import Database
from .interface import Seeding, Store
from .memory import MemoryStore
from .schema import prepare
from .sql import BATCH, SqlStore
from .sqlite import Sqlite, make_file

MEMORY = "memory"
KNOWN = f"{MEMORY}, sqlite:///relative.db, sqlite:////absolute.db, postgresql://user@host/name"


def open_store(url: str, seeding: Seeding, room: int) -> Store:
    """Open a store, or make it where there is none: one of KNOWN.

    `room` is how many worlds are kept in memory; in a database the others are there still.
    `sqlite:///...?batch=1` commits each request alone. Raises CannotStart.
    """
    if url == MEMORY:
        seed = seeding.read()
        return MemoryStore(
            make_catalogue(seed, seeding.origin, seeding.document, seeding.is_still), room
        )
    try:
        parts = urlsplit(url)
        opener = _OPENERS[parts.scheme]
    except (ValueError, KeyError):
        scheme = url.partition(":")[0]  # What follows may be a password.
        raise CannotStart(f"The store is one of {KNOWN}; {scheme} came.") from None
    return opener(url, parts, seeding, room)


def _open_sqlite(url: str, parts: SplitResult, seeding: Seeding, room: int) -> Store:
    path, batch = _path(url, parts), _batch(parts)
    place = f"sqlite:///{path}"
    make_file(path, place)
    return _open(lambda: Sqlite(path, place), seeding, room, batch)


def _path(url: str, parts: SplitResult) -> Path:
    name = unquote(parts.path.removeprefix("/"))
    if parts.netloc or parts.fragment or not name or "\0" in name or name == ":memory:":
        raise CannotStart(
            f"A store in a file is sqlite:///relative.db or sqlite:////absolute.db; {url} came."
        )
    return Path(name)


def _batch(parts: SplitResult) -> int:
    asked = dict(parse_qsl(parts.query, keep_blank_values=True))
    batch = asked.pop("batch", str(BATCH))
    if asked or not re.fullmatch("[1-9][0-9]{0,2}", batch) or int(batch) > BATCH:
        raise CannotStart(
            f"A store in a file takes ?batch=1 to ?batch={BATCH}, how many requests share a commit;"
            f" {parts.query} came."
        )
    return int(batch)


def _open_postgresql(url: str, _parts: SplitResult, seeding: Seeding, room: int) -> Store:
    try:
        # Only who has such a store needs the driver.
        from .postgresql import Postgresql, place_of
    except ImportError as error:
        raise CannotStart(
            f"A store in PostgreSQL needs psycopg ({error}): pip install 'psycopg[binary]'."
        ) from None
    place = place_of(url)
    return _open(lambda: Postgresql(url, place), seeding, room, BATCH)


def _open(connect: Callable[[], Database], seeding: Seeding, room: int, batch: int) -> Store:
    given = seeding.read() if seeding.given else None
    database, seed = _prepared(connect, given, seeding)
    try:
        origin = seeding.origin if given else f"in the store {database.place}"
        catalogue = make_catalogue(seed, origin, seeding.document, seeding.is_still)
    except CannotStart:
        database.close()
        raise

    def again() -> Database:
        return _prepared(connect, seed, seeding)[0]

    return SqlStore(again, database, catalogue, room, batch)


def _prepared(
    connect: Callable[[], Database], given: Seed | None, seeding: Seeding
) -> tuple[Database, Seed]:
    database = connect()
    try:
        return database, prepare(database, given, seeding.read)
    except database.errors as error:
        sentence = database.explain(error)
        database.close()
        raise CannotStart(sentence) from None
    except BaseException:
        database.close()
        raise


_OPENERS: dict[str, Callable[[str, SplitResult, Seeding, int], Store]] = {
    "sqlite": _open_sqlite,
    "postgresql": _open_postgresql,
}

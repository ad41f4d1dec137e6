"""What a store is made of when it is opened: tables of today's shape, and the seed of its shelf."""

from collections.abc import Callable, Sequence

import msgspec

from ..document import CannotStart
from ..seed import Seed
from .database import Database

Step = Callable[[Database], None]


def _make_tables(database: Database) -> None:
    for statement in database.tables:
        database.execute(statement)
    # Apart from `shelf`, whose rows are written with each change.
    database.execute("CREATE TABLE snapshot (shelf TEXT PRIMARY KEY, snapshot TEXT NOT NULL)")


# Each step leads to the next version of the tables, the first one to version 1. Steps are added,
# never changed: somewhere is a store that has gone through them.
STEPS: Sequence[Step] = (_make_tables,)


def prepare(
    database: Database,
    given: Seed | None,
    new: Callable[[], Seed],
    steps: Sequence[Step] = STEPS,
) -> Seed:
    """Bring the tables up to date, and tell the seed of the store: a new one is made from `new`.

    Raises CannotStart when the store is a later version's, or has another seed than the given one,
    and what the database raises; and then nothing has changed.
    """
    database.begin_alone()
    try:
        _migrate(database, steps)
        seed = _seed(database, given, new)
        database.commit()
    except BaseException:
        database.roll_back()
        raise
    return seed


def _migrate(database: Database, steps: Sequence[Step]) -> None:
    database.execute("CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL)")
    version = int(_read(database, "version") or 0)
    if version > len(steps):
        raise CannotStart(
            f"The store {database.place} was made by a later version of the mock (its tables have"
            f" version {version}, this one knows {len(steps)}): use that version, or another store."
        )
    for step in steps[version:]:
        step(database)
    if version < len(steps):
        _write(database, "version", str(len(steps)))


def _seed(database: Database, given: Seed | None, new: Callable[[], Seed]) -> Seed:
    kept = _read(database, "seed")
    if kept is None:
        seed = given or new()
        _write(database, "seed", msgspec.json.encode(seed).decode())
        return seed
    seed = msgspec.json.decode(kept, type=Seed)
    if given not in (None, seed):
        raise CannotStart(
            f"The store {database.place} was made with another seed: leave the seed away to use the"
            " store's own, or use another store."
        )
    return seed


def _read(database: Database, name: str) -> str | None:
    rows = database.execute("SELECT value FROM meta WHERE name = ?", name)
    return str(rows[0][0]) if rows else None


def _write(database: Database, name: str, value: str) -> None:
    database.execute(
        "INSERT INTO meta (name, value) VALUES (?, ?)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        name,
        value,
    )

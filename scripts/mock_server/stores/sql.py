"""Worlds that last, in a database: what happened is kept before it is answered."""

import sys
from collections import OrderedDict
from collections.abc import Callable, Mapping
from queue import Empty, SimpleQueue
from threading import Lock, Thread, get_ident

import msgspec

from ..catalogue import Catalogue
from ..changes import Change, Restored, Snapshot
from ..document import CannotStart
from ..stock import World, apply, snapshot
from .database import Database, Gone, Versions, Write
from .interface import Job, Later, StoreFailed, carry_out
from .turn import Turn

# How many jobs share a transaction at most: what waits meanwhile is the next one's.
BATCH = 256
# A world is written down as a whole after so many changes, or as many as it has held numbers.
SNAPSHOT_EVERY = 500

# How far a world has come that nobody has changed.
_NEW = Versions()
_encode = msgspec.json.Encoder().encode
_read_change = msgspec.json.Decoder(Change).decode
_read_snapshot = msgspec.json.Decoder(Snapshot).decode


class SqlStore:
    """Carries jobs out on a thread of its own: all that wait are one transaction (group commit).

    Where the database is at hand, a thread that gathers jobs carries its own out itself.

    Worlds are remembered, at most `room` of them, and caught up with what others have appended.
    `connect` answers a connection whose tables are ready, and raises CannotStart.
    """

    def __init__(
        self,
        connect: Callable[[], Database],
        database: Database,
        catalogue: Catalogue,
        room: int,
        batch: int = BATCH,
    ) -> None:
        self.catalogue = catalogue
        self.place: str | None = database.place
        self._connect = connect
        self._database: Database | None = database
        self._is_near = database.is_near
        self._room = room
        self._batch = batch
        self._worlds: OrderedDict[str, World] = OrderedDict()
        self._queue: SimpleQueue[Job | None] = SimpleQueue()
        self._turns: dict[int, Turn] = {}
        # One transaction at a time; and a job is not submitted while the store is being closed.
        self._working, self._lock = Lock(), Lock()
        self._closed = self._ended = False
        self._thread = Thread(target=self._run, name="store", daemon=True)
        self._thread.start()

    def __len__(self) -> int:
        return len(self._worlds)

    def submit(self, job: Job) -> None:
        """Carry a job out soon, and finish it once its changes are kept.

        That happens on the store's thread, or on this one where it gathers jobs.
        """
        turn = self._turns.get(get_ident())
        if turn is not None:
            turn.add(job)
            return
        with self._lock:
            closed = self._closed
            if not closed:
                self._queue.put(job)
        if closed:
            _finish(job, self._is_closed())

    def gather(self, later: Later | None) -> None:
        """Let the jobs of this thread be carried out by itself, those of each turn together.

        Handing them over to the store's thread costs more than to wait for a disk that is near; but
        who waits for a file that another process holds answers nobody meanwhile. A database that is
        further away goes on having a thread that waits for it.
        """
        turn = self._turns.pop(get_ident(), None)
        if turn is not None:
            turn.end()
        if later is not None and self._is_near:
            self._turns[get_ident()] = Turn(later, self._serve, self._batch)

    def close(self) -> None:
        """Finish what was submitted, and let go of the database."""
        with self._lock:
            if not self._closed:
                self._queue.put(None)
            self._closed = True
        self._thread.join()

    def _run(self) -> None:
        last = False
        while not last:
            batch, last = self._take()
            self._serve(batch)
        with self._working:
            self._ended = True
            self._let_go()

    def _take(self) -> tuple[list[Job], bool]:
        """Wait for a job, and take all that are there; and whether they are the last ones."""
        batch: list[Job] = []
        job = self._queue.get()
        try:
            while job is not None:
                batch.append(job)
                if len(batch) == self._batch:
                    return batch, False
                job = self._queue.get_nowait()
        except Empty:
            return batch, False
        return batch, True

    def _serve(self, batch: list[Job]) -> None:
        failures: Mapping[str, StoreFailed] = {}
        if batch:
            try:
                with self._working:
                    failures = self._keep(batch)
            except StoreFailed as failure:
                failures = dict.fromkeys((job.shelf for job in batch), failure)
        for job in batch:
            _finish(job, failures.get(job.shelf))

    def _keep(self, batch: list[Job]) -> Mapping[str, StoreFailed]:
        """Carry jobs out as one transaction, and tell which worlds could not be read.

        Raises StoreFailed when nothing is kept; then nothing of it is remembered either.
        """
        if self._ended:
            raise self._is_closed()
        try:
            versions = self._begin(sorted({job.shelf for job in batch}))
            unreadable = self._catch_up(versions)
            changes: dict[str, list[Change]] = {}
            for job in batch:
                if job.shelf not in unreadable:
                    made = carry_out(job, self._worlds[job.shelf])
                    changes.setdefault(job.shelf, []).extend(made)
            writes = [self._write(name, versions[name], m) for name, m in changes.items() if m]
            self._connected().keep(writes)
        except Exception as error:
            raise StoreFailed(self._abandon(error)) from error
        self._make_room()
        return unreadable

    def _begin(self, shelves: list[str]) -> dict[str, Versions]:
        """Lock worlds, on a new connection where the old one is of no use."""
        try:
            found = self._connected().begin(shelves)
        except Gone:
            self._let_go()
            found = self._connected().begin(shelves)
        return {name: found.get(name, _NEW) for name in shelves}

    def _connected(self) -> Database:
        if self._database is None:
            self._database = self._connect()
        return self._database

    def _catch_up(self, versions: Mapping[str, Versions]) -> dict[str, StoreFailed]:
        """Bring worlds up to date, and tell which ones cannot be read."""
        unreadable: dict[str, StoreFailed] = {}
        worlds = self._worlds
        for name, version in versions.items():
            world = worlds.get(name)
            if world is not None and world.version == version.last:
                worlds.move_to_end(name)
                continue
            worlds.pop(name, None)
            try:
                worlds[name] = self._up_to_date(name, world, version)
            except self._connected().errors:
                raise
            except Exception as error:  # What is kept is not what this version understands.
                unreadable[name] = StoreFailed(_unreadable(name, self.place, error))
        return unreadable

    def _up_to_date(self, name: str, world: World | None, versions: Versions) -> World:
        database = self._connected()
        if world is None or not versions.snapshot <= world.version <= versions.last:
            world = World.new(self.catalogue)
            if versions.snapshot:
                apply(world, Restored(_read_snapshot(database.snapshot(name))))
                world.version = versions.snapshot
        if world.version < versions.last:
            for change in database.changes(name, world.version):
                apply(world, _read_change(change))
        if world.version != versions.last:
            raise ValueError(f"it has changes up to {world.version}, not {versions.last}")
        return world

    def _write(self, name: str, versions: Versions, changes: list[Change]) -> Write:
        """What is to be written of a world: its changes, or now and then the whole of it."""
        world = self._worlds[name]
        every = max(SNAPSHOT_EVERY, len(world.held))
        # Nothing before a restored world matters any more.
        restored = Restored in map(type, changes)
        if restored or world.version - versions.snapshot >= every:
            whole = _encode(snapshot(world)).decode()
            return Write(name, world.version, world.version, snapshot=whole)
        texts = [_encode(change).decode() for change in changes]
        return Write(name, world.version, versions.snapshot, texts)

    def _is_closed(self) -> StoreFailed:
        return StoreFailed(f"The store {self.place} is closed: start the mock again.")

    def _make_room(self) -> None:
        while len(self._worlds) > self._room:
            self._worlds.popitem(last=False)

    def _abandon(self, error: Exception) -> str:
        """Undo everything, in the database and here; and say what happened."""
        database = self._database
        if isinstance(error, CannotStart):
            sentence = str(error)
        elif database is not None and isinstance(error, (Gone, *database.errors)):
            sentence = database.explain(error)
        else:
            print(f"The mock failed, please report: {error!r}", file=sys.stderr)
            sentence = f"The mock failed itself, and nothing was changed: report {error!r}."
        self._let_go()
        return sentence

    def _let_go(self) -> None:
        """Close the connection, which undoes what was not committed; forget what was read by it."""
        self._worlds.clear()
        if self._database is not None:
            self._database.close()
            self._database = None


def _finish(job: Job, failure: StoreFailed | None) -> None:
    try:
        job.finish(failure)
    except Exception as error:  # Who waits for this answer is gone; others still wait for theirs.
        print(f"The mock could not send an answer: {error!r}", file=sys.stderr)


def _unreadable(name: str, place: str | None, error: Exception) -> str:
    return (
        f"The shelf {name} in the store {place} cannot be read: {error}; it was changed by hand, or"
        " by a later version of the mock: use that version, or another account."
    )

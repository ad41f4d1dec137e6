"""Worlds that end with the process."""

from collections import OrderedDict
from threading import Lock

from ..catalogue import Catalogue
from ..stock import World
from .interface import Job, Later, carry_out


class MemoryStore:
    """The worlds by name, at most `room` of them: the least recently used one goes first."""

    place: str | None = None

    def __init__(self, catalogue: Catalogue, room: int) -> None:
        self.catalogue = catalogue
        self._room = room
        self._worlds: OrderedDict[str, World] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._worlds)

    def submit(self, job: Job) -> None:
        """Carry a job out at once."""
        with self._lock:
            world = self._worlds.get(job.shelf)
            if world is None:
                world = self._new_world(job.shelf)
            else:
                self._worlds.move_to_end(job.shelf)
            carry_out(job, world)
        job.finish(None)

    def gather(self, later: Later | None) -> None:
        """Nothing would be cheaper together: each job goes on being carried out at once."""

    def _new_world(self, name: str) -> World:
        """Make a world in which everything is free."""
        world = self._worlds[name] = World.new(self.catalogue)
        if len(self._worlds) > self._room:
            self._worlds.popitem(last=False)
        return world

    def close(self) -> None:
        """There is nothing to let go of."""

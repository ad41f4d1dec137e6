"""What all stores have in common: jobs are carried out on worlds, one after the other."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from ..catalogue import Catalogue
from ..changes import Change
from ..document import Document
from ..seed import Seed, read_seed
from ..stock import World, apply

# Does something once a thread has done all else that it has at hand.
Later = Callable[[Callable[[], None]], object]


class StoreFailed(Exception):
    """The store could not keep a change. The text is a sentence, and says if it may be kept yet."""


class Seeding(NamedTuple):
    """Where a store's catalogue comes from: the seed that was asked for, or else the built-in one.

    A store that was made before has its own, and `given` must be None or the same. is_still:
    whether clocks stand still at the time of the seed.
    """

    document: Document
    built_in: Path
    given: Path | None = None
    is_still: bool = False

    @property
    def origin(self) -> Path:
        """The file that a new store is seeded from."""
        return self.given or self.built_in

    def read(self) -> Seed:
        """Read that file. Raises CannotStart."""
        return read_seed(self.origin)


class Job(Protocol):
    """Something to be done with a world."""

    @property
    def shelf(self) -> str:
        """The name of the world."""
        ...

    def due(self, world: World, /) -> Sequence[Change]:
        """What the passing of time has changed, before the job itself. Changes nothing."""
        ...

    def decide(self, world: World, /) -> Sequence[Change]:
        """What the job changes. Changes nothing, and never raises."""
        ...

    def finish(self, failure: StoreFailed | None) -> None:
        """Answer: what was decided is kept, or the store failed."""
        ...


class Store(Protocol):
    """Keeps worlds. Jobs may come from any thread.

    catalogue: what every account finds in place. place: where worlds outlast the process, as a URL
    without its password; None where they end with it.
    """

    catalogue: Catalogue
    place: str | None

    def __len__(self) -> int:
        """How many worlds are in memory."""
        ...

    def submit(self, job: Job) -> None:
        """Carry a job out, and finish it once what it changed is kept: at once, or later."""
        ...

    def gather(self, later: Later | None) -> None:
        """Carry the jobs of this thread out together, where that is cheaper; None ends that.

        Who gathers must not wait for an answer before `later` has called back.
        """
        ...

    def close(self) -> None:
        """Finish what was submitted, and let go of files and connections."""
        ...


def carry_out(job: Job, world: World) -> Sequence[Change]:
    """Carry a job out on a world, and answer what has changed."""
    due = job.due(world)
    for change in due:
        apply(world, change)
    decided = job.decide(world)
    for change in decided:
        apply(world, change)
    return [*due, *decided] if due else decided

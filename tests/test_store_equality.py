"""The same requests at the same times have the same answers, wherever worlds are kept."""

import os
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from random import SystemRandom

import pytest

from scripts.mock_server import Clock, Sandbox, create_sandbox
from scripts.mock_server.reply import Reply
from scripts.mock_server.stock import World, apply
from scripts.mock_server.stores import Job
from tests.contract import OPERATIONS
from tests.postgresql import Postgresql
from tests.random_requests import Chance, Player, Sent, Step

pytestmark = pytest.mark.properties

DEEP = os.environ.get("HYPOTHESIS_PROFILE") == "deep"
COUNT = 100_000 if DEEP else 5_000
SEED = SystemRandom().randrange(10**9) if DEEP else 1


@pytest.fixture(scope="module")
def recorded() -> tuple[list[Step], list[Reply]]:
    """Steps by chance, and what the mock in memory answered."""
    player = Player(lambda clock: create_sandbox(clock=clock))
    steps: list[Step] = []
    answers: list[Reply] = []
    for step in Chance(SEED, player.sandbox.world).steps(COUNT):
        steps.append(step)
        answers += player.play([step], waiting=1)
    return steps, answers


def compare(make: Callable[[Clock], Sandbox], steps: list[Step], expected: list[Reply]) -> None:
    """Play the steps, with the mock stopped half way, and demand the same bytes."""
    player = Player(make)
    half = len(steps) // 2
    answers = player.play(steps[:half])
    player.reopen()
    answers += player.play(steps[half:])
    player.sandbox.store.close()
    sent = [step for step in steps if isinstance(step, Sent)]
    for number, (step, answer, right) in enumerate(zip(sent, answers, expected, strict=True)):
        assert answer == right, f"Request {number} of seed {SEED}: {step}"


def test_what_chance_makes(recorded: tuple[list[Step], list[Reply]]) -> None:
    """Every operation succeeds often, every status comes, and 500 only for want of rights."""
    sent = [step for step in recorded[0] if isinstance(step, Sent)]
    succeeded: dict[str, int] = dict.fromkeys(OPERATIONS, 0)
    for step, answer in zip(sent, recorded[1], strict=True):
        for name, operation in OPERATIONS.items():
            if operation.method == step.method and fits(operation.path, step.path):
                succeeded[name] += answer.status == 200
    assert min(succeeded.values()) > len(sent) // 500, succeeded
    broken = [a for a in recorded[1] if a.status == 500 and b"Not enough rights" not in a.content]
    assert broken == []
    assert {answer.status for answer in recorded[1]} >= {200, 400, 401, 404, 500}


def fits(template: str, path: str) -> bool:
    """Whether a path is one of a template."""
    stem, _, parameter = template.partition("{")
    if not parameter:
        return path == template
    return path.startswith(stem) and path.removeprefix(stem).isdigit()


def test_a_file(recorded: tuple[list[Step], list[Reply]], tmp_path: Path) -> None:
    """SQLite answers the same bytes as memory, also after it was opened again."""
    url = f"sqlite:///{tmp_path}/store.db"
    compare(lambda clock: create_sandbox(clock=clock, store=url, room=2), *recorded)


def test_a_database(recorded: tuple[list[Step], list[Reply]], postgresql: Postgresql) -> None:
    """PostgreSQL answers the same bytes as memory, also after it was opened again."""
    url = postgresql.database()
    compare(lambda clock: create_sandbox(clock=clock, store=url, room=2), *recorded)


class Watching:
    """A store in memory that demands of each job that it leaves the world as it is."""

    place: str | None = None

    def __init__(self, sandbox: Sandbox) -> None:
        self.catalogue = sandbox.catalogue
        self.changes = 0
        self._worlds: dict[str, World] = {}

    def __len__(self) -> int:
        return len(self._worlds)

    def submit(self, job: Job) -> None:
        """Carry a job out."""
        world = self._worlds.setdefault(job.shelf, World.new(self.catalogue))
        for decide in (job.due, job.decide):
            before = deepcopy(
                world, {id(self.catalogue): self.catalogue, id(world.shelf): world.shelf}
            )
            changes = decide(world)
            assert world == before, f"{decide} changed the world itself"
            for change in changes:
                apply(world, change)
                self.changes += 1
        job.finish(None)

    def gather(self, later: object) -> None:
        """There is no server."""

    def close(self) -> None:
        """There is nothing to let go of."""


def test_deciding() -> None:
    """It changes nothing: what it answers does, when it is applied."""
    player = Player(lambda clock: create_sandbox(clock=clock))
    watching = player.sandbox.store = Watching(player.sandbox)
    for step in Chance(1, player.sandbox.world).steps(600):
        player.play([step], waiting=1)
    assert watching.changes > 150

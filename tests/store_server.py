"""A mock with a store, for tests to kill.

    python -m tests.store_server --store sqlite:///store.db

With --answer-first it has a fault on purpose: it answers before what it answers is kept.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from scripts.mock_server import CannotStart, create_sandbox
from scripts.mock_server.access import Access
from scripts.mock_server.changes import Change
from scripts.mock_server.server import authority, listen, serve
from scripts.mock_server.stock import World
from scripts.mock_server.stores import Job, StoreFailed
from scripts.mock_server.stores.sql import SqlStore


class AnsweredFirst:
    """A job that does not wait until its changes are kept."""

    def __init__(self, job: Job) -> None:
        self.shelf = job.shelf
        self.due = job.due
        self._job = job

    def decide(self, world: World) -> Sequence[Change]:
        """Decide, and answer at once."""
        changes = self._job.decide(world)
        self._job.finish(None)
        return changes

    def finish(self, failure: StoreFailed | None) -> None:
        """It was answered."""


def answer_first() -> None:
    """Plant the fault."""
    submit = SqlStore.submit
    SqlStore.submit = lambda self, job: submit(self, AnsweredFirst(job))  # type: ignore[method-assign]


def main() -> None:
    """Serve until it is killed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--store", required=True)
    parser.add_argument("--seed", type=Path)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--answer-first", action="store_true")
    arguments = parser.parse_args()
    if arguments.answer_first:
        answer_first()
    try:
        sandbox = create_sandbox(store=arguments.store, seed=arguments.seed)
    except CannotStart as error:
        sys.exit(str(error))
    listening = listen(port=arguments.port)
    url = f"http://{authority(listening)}/api/v1"
    serve(sandbox, listening, Access(), lambda: print(f"The mock listens on {url}", flush=True))


if __name__ == "__main__":
    main()

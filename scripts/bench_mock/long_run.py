"""Very many requests to one server, and what it has kept of them in its memory."""

from pathlib import Path

from ..benchmark.processes import CannotMeasure
from .checks import has_journal
from .load import Generator, Load, Plan
from .measures import EVERYTHING, ROUNDS_AN_ACCOUNT
from .readings import LongRun, fault
from .server import Server
from .shelves import SMALL, searches, write_reservations, write_searches

# It goes in pieces of so many seconds, since wrk counts seconds and not requests.
FIRST_PIECE = 2
LONGEST_PIECE = 30


def take_long_run(server: Server, generator: Generator, folder: Path, requests: int) -> LongRun:
    """Send at least so many requests. Raises CannotMeasure where nothing is answered any more."""
    plan = Plan(
        EVERYTHING,
        write_searches(folder, EVERYTHING, SMALL, searches(SMALL)),
        write_reservations(folder),
        server.contestant.done,
        ROUNDS_AN_ACCOUNT,
    )
    before = server.usage()
    loads = _loads(server, generator, plan, requests)
    after = server.usage()
    return LongRun(
        sum(load.requests for load in loads),
        sum(load.seconds for load in loads),
        after.cpu - before.cpu,
        before.memory,
        after.memory,
        has_journal(server),
        fault(loads),
    )


def _loads(server: Server, generator: Generator, plan: Plan, requests: int) -> list[Load]:
    found: list[Load] = []
    left, seconds = requests, FIRST_PIECE
    while left > 0:
        load = generator.load(server.url, plan, seconds)
        if not load.requests:
            raise CannotMeasure(f"the mock stopped answering when {left:,} requests were left")
        found.append(load)
        left -= load.requests
        seconds = _piece(load, left)
    return found


def _piece(last: Load, left: int) -> int:
    """How many seconds to go on for, to come to the end and not far beyond it."""
    return max(1, min(LONGEST_PIECE, round(left * last.seconds / last.requests)))

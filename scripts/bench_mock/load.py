"""Load, made by wrk over connections that stay open."""

from dataclasses import dataclass
from itertools import count
from pathlib import Path

import msgspec

from ..benchmark.processes import CannotMeasure, run
from .workplace import Workplace

CONNECTIONS = 16
# Seconds after which wrk gives an answer up; on a busy machine two, its own choice, are too few.
TIMEOUT = 30
SCRIPT = Path(__file__).with_name("load.lua")
# Each run has accounts that nobody has used before, so that their ids begin at 1.
ACCOUNTS_A_RUN = 1_000_000


class Load(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What wrk counted.

    Attributes:
        requests: The answers that came, right or wrong.
        seconds: How long it took, by the clock.
        wrong: The answers with another status or body than expected.
        broken: Connections that could not be made or broke, and answers that did not come.
        sample: The first wrong answer: status and beginning of the body.
    """

    requests: int
    seconds: float
    wrong: int
    broken: int
    sample: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What to send.

    Attributes:
        scenario: The name that load.lua has for it.
        searches: The file with bodies of searches.
        numbers: The file with bodies of reservations.
        done: What is in the answer to a reservation and to its cancellation, a pattern of Lua.
        rounds: After how many rounds each thread goes on as another account; 0 means never.
    """

    scenario: str
    searches: Path
    numbers: Path
    done: str
    rounds: int = 0


class Generator:
    """Makes load, each time as new accounts."""

    def __init__(self, workplace: Workplace) -> None:
        self._workplace = workplace
        self._firsts = count(ACCOUNTS_A_RUN, ACCOUNTS_A_RUN)

    def load(self, url: str, plan: Plan, seconds: int) -> Load:
        """Send for so long. Raises CannotMeasure."""
        first = next(self._firsts)
        done = run(
            [
                *(self._workplace.wrk, "--threads", str(CONNECTIONS)),
                *("--connections", str(CONNECTIONS), "--duration", f"{seconds}s"),
                *("--timeout", f"{TIMEOUT}s", "--script", str(SCRIPT), url, "--"),
                *(plan.scenario, str(CONNECTIONS), str(first), str(plan.rounds)),
                *(str(plan.searches), str(plan.numbers), plan.done),
            ],
            "wrk could not make the load",
            cwd=self._workplace.root,
            environment=self._workplace.environment,
        )
        return _counted(done.stdout)


def _counted(said: str) -> Load:
    last = (said.strip().splitlines() or [""])[-1]
    try:
        return msgspec.json.decode(last, type=Load)
    except msgspec.MsgspecError:
        raise CannotMeasure(f"wrk said something unexpected: {last}") from None

"""What a report says, whatever its form."""

from dataclasses import dataclass, field
from typing import Any

from ..facts import Standing, State
from ..journal import Step
from ..ledger import Ledger

BROKEN = "broken promise"
NEWS = "news about the provider"


@dataclass
class Findings:
    """A run and what it has found out.

    Attributes:
        server: Which one, by its URL.
        ledger: The standings.
        started: When, as ISO 8601.
        seconds: How long it took.
        requests: How many were sent.
        stopped: Why it ended early, in a sentence; empty where it did not.
        code: The exit code that comes with that.
        left: What could not be undone.
    """

    server: str
    ledger: Ledger
    started: str
    seconds: float = 0.0
    requests: int = 0
    stopped: str = ""
    code: int = 0
    left: list[Step] = field(default_factory=list[Step])

    @property
    def counts(self) -> dict[str, int]:
        """How many facts there are of each kind."""
        ledger = self.ledger
        return {
            "held": len(ledger.those(State.HELD)),
            BROKEN: len(ledger.broken),
            NEWS: len(ledger.news),
            "not tried": len(ledger.those(State.NOT_TRIED)),
        }

    @property
    def has_tried(self) -> bool:
        """Whether anything came of it."""
        standings = self.ledger.standings.values()
        return any(each.state is not State.NOT_TRIED for each in standings)

    @property
    def told_counts(self) -> str:
        """They, for people."""
        more = {BROKEN: "broken promises"}
        return ", ".join(
            f"{count} {name if count == 1 else more.get(name, name)}"
            for name, count in self.counts.items()
        )

    @property
    def by_operation(self) -> dict[str, list[Standing]]:
        """The standings of each operation."""
        found: dict[str, list[Standing]] = {}
        for standing in self.ledger.standings.values():
            found.setdefault(standing.fact.operation, []).append(standing)
        return found


def counted(standings: list[Standing]) -> str:
    """How many of some facts are in each state."""
    counts = {state: sum(each.state is state for each in standings) for state in State}
    return ", ".join(
        f"{count} {'differ' if state is State.DIFFERS and count > 1 else state.value}"
        for state, count in counts.items()
        if count
    )


def kind(standing: Standing) -> str:
    """What a standing is, in a word or three."""
    if standing.state is State.DIFFERS:
        return NEWS if standing.is_news else BROKEN
    return str(standing.state.value)


def as_json(findings: Findings) -> dict[str, Any]:
    """All of it, for programs."""
    ledger = findings.ledger
    return {
        "server": findings.server,
        "document": {"version": str(ledger.document.tree["info"]["version"])},
        "started": findings.started,
        "seconds": round(findings.seconds, 1),
        "requests": findings.requests,
        "stopped": findings.stopped or None,
        "left": [str(step) for step in findings.left],
        "counts": findings.counts,
        "facts": [_fact(standing) for standing in ledger.standings.values()],
        "beyond": [
            {"operation": operation, "place": place, "what": what}
            for (operation, place), what in ledger.beyond.items()
        ],
    }


def _fact(standing: Standing) -> dict[str, Any]:
    fact = standing.fact
    told: dict[str, Any] = {
        "operation": fact.operation,
        "place": fact.place,
        "promise": fact.name or None,
        "claim": fact.claim,
        "grade": fact.grade,
        "state": standing.state.value,
        "held": standing.held,
    }
    if standing.state is State.NOT_TRIED:
        told["why"] = standing.why
    if standing.state is State.DIFFERS:
        told["kind"] = kind(standing)
        told["differences"] = [vars(each) for each in standing.differences]
    return told

"""The report for people."""

from collections.abc import Iterator

from ..facts import Standing, State
from .findings import BROKEN, NEWS, Findings, counted, kind

SHORT = 76
MARKS = {BROKEN: "BROKEN PROMISE", NEWS: "NEWS ABOUT THE PROVIDER"}


def as_text(findings: Findings, *, verbose: bool = False) -> str:
    """The report. verbose: with each fact that held."""
    return "\n".join([*_lines(findings, verbose=verbose), ""])


def _lines(findings: Findings, *, verbose: bool) -> Iterator[str]:
    version = findings.ledger.document.tree["info"]["version"]
    yield f"{findings.server} against the contract {version}"
    yield f"{findings.requests} requests in {findings.seconds:.0f} seconds"
    if findings.has_tried:
        for operation, standings in findings.by_operation.items():
            yield from _operation(operation, standings, verbose=verbose)
        yield from _unprovoked(findings)
        yield from _beyond(findings)
    yield ""
    yield findings.told_counts
    if findings.stopped:
        yield f"It ended early. {findings.stopped}"
    for step in findings.left:
        yield f"NOT UNDONE: {step}."


def _operation(operation: str, standings: list[Standing], *, verbose: bool) -> Iterator[str]:
    yield ""
    yield f"{operation}: {counted(standings)}"
    for standing in standings:
        if standing.state is State.DIFFERS:
            yield from _difference(standing)
        elif standing.state is State.HELD and verbose:
            yield f"  held, {standing.held} times: {_short(standing)}"
    yield from _not_tried(standings)


def _difference(standing: Standing) -> Iterator[str]:
    fact = standing.fact
    yield f"  {MARKS[kind(standing)]}: {_short(standing)}"
    yield f"    where:    {fact.place} ({fact.grade})"
    for each in standing.differences:
        yield f"    expected: {each.expected}"
        yield f"    got:      {each.got}"
        yield f"    request:  {each.request}"


def _short(standing: Standing) -> str:
    claim = standing.fact.claim
    return claim if len(claim) <= SHORT else f"{claim[:SHORT]}…"


def _not_tried(standings: list[Standing]) -> Iterator[str]:
    """The facts that were not tried, by the reason; what is never tried is told at the end."""
    reasons: dict[str, list[str]] = {}
    for standing in standings:
        if standing.state is State.NOT_TRIED and not standing.is_unprovoked:
            reasons.setdefault(standing.why, []).append(name_of(standing))
    for why, names in reasons.items():
        yield f"  not tried, {why}: {', '.join(dict.fromkeys(names))}"


def _unprovoked(findings: Findings) -> Iterator[str]:
    """The answers that nobody provokes, once for all operations."""
    reasons: dict[str, list[str]] = {}
    for standing in findings.ledger.those(State.NOT_TRIED):
        if standing.is_unprovoked:
            reasons.setdefault(standing.why, []).append(name_of(standing))
    if reasons:
        yield ""
        yield "Not tried, of any operation above that has it:"
    for why, statuses in reasons.items():
        yield f"  {', '.join(dict.fromkeys(statuses))}: {why}"


def name_of(standing: Standing) -> str:
    """A fact's name within its operation."""
    fact = standing.fact
    last = fact.place.rpartition("/")[2]
    if "/properties/" in fact.place:
        owner = fact.place.rpartition("/properties/")[0].rpartition("/")[2]
        return f"{owner}.{last}"
    return fact.name or (
        "itself" if fact.place.startswith("#/paths/") and not last.isdigit() else last
    )


def _beyond(findings: Findings) -> Iterator[str]:
    if findings.ledger.beyond:
        yield ""
        yield "What the document allows and does not know (plusofon-contract learn makes a patch):"
    for (operation, place), what in findings.ledger.beyond.items():
        yield f"  {operation}: {place}: {what}"

"""The intended differences of the twin, as tests/twin_changes.yaml lists them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from tests.contract import ROOT
from tests.twin_facts import Difference, Facts

LIST: dict[str, Any] = yaml.safe_load(
    (ROOT / "tests" / "twin_changes.yaml").read_text(encoding="utf-8")
)
KINDS = ("removed", "added", "changed")


@dataclass(frozen=True)
class Change:
    """An entry of the list."""

    kind: str
    places: str
    times: int
    why: str
    to: list[Any] | None

    def covers(self, difference: Difference) -> bool:
        """Whether a difference is one of those."""
        return (
            self.kind == difference.kind
            and re.fullmatch(self.places, difference.place) is not None
            and (self.to is None or difference.value in self.to)
        )


def changes() -> list[Change]:
    """The entries of the list."""
    return [
        Change(kind, entry[kind], entry["times"], entry["why"], entry.get("to"))
        for entry in LIST["changes"]
        for kind in KINDS
        if kind in entry
    ]


def moved(facts: Facts) -> Facts:
    """Facts of the contract, where the twin has them.

    Raises:
        AssertionError: A move of the list moves nothing.
    """
    for move in LIST["moved"]:
        before, facts = facts, dict(shifted(facts, move))
        assert [*before] != [*facts], f"moves nothing: {move}"
    return facts


def shifted(facts: Facts, move: dict[str, str]) -> Iterator[tuple[str, Any]]:
    """Facts after one move; where something stands already, that prevails."""
    places = {place: re.sub(rf"^{move['from']}$", move["to"], place) for place in facts}
    for place in sorted(facts, key=lambda each: places[each] != each, reverse=True):
        yield places[place], facts[place]


def unaccounted(differences: list[Difference]) -> Iterator[str]:
    """The differences that not one entry of the list covers, and the entries that miscount."""
    entries = changes()
    counts = dict.fromkeys(range(len(entries)), 0)
    for difference in differences:
        covering = [number for number, entry in enumerate(entries) if entry.covers(difference)]
        if len(covering) != 1:
            yield f"{len(covering)} entries cover: {difference}"
        for number in covering:
            counts[number] += 1
    for number, entry in enumerate(entries):
        if counts[number] != entry.times:
            yield f"{counts[number]} times, not {entry.times}: {entry}"

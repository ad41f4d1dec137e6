"""The table of languages and vectors, for people as Markdown and for programs as JSON."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from tests.clients.trial import Results
from tests.clients.vectors import Vector

RIGHT, WRONG, UNTRIED = "✓", "✗", "–"


class Column(msgspec.Struct, kw_only=True):
    """What became of a language.

    Attributes:
        name: Its name.
        title: What people call it.
        untried: Why it was not tried; nothing, where it was.
        results: What is wrong with each vector.
        flow: What is wrong with the flow; None, where it was left out.
        unnoticed: The corrupted vectors that were taken for sound ones, by the kind of corruption.
        wrong: What is wrong with the runner as a whole.
    """

    name: str
    title: str
    untried: str = ""
    results: Results = {}
    flow: list[str] | None = None
    unnoticed: dict[str, list[str]] = {}
    wrong: list[str] = []

    @property
    def is_right(self) -> bool:
        """Whether it was tried, and nothing is wrong."""
        failed = any(self.results.values()) or any(self.unnoticed.values())
        return not (self.untried or self.wrong or self.flow or failed)

    def count(self, ids: Iterable[str]) -> str:
        """How many of these vectors are right, for a cell of the table."""
        if self.untried:
            return UNTRIED
        wanted = [*ids]
        right = sum(not self.results[each] for each in wanted)
        return f"{RIGHT} {right}" if right == len(wanted) else f"{WRONG} {right} of {len(wanted)}"

    def flown(self) -> str:
        """The cell of the flow."""
        return UNTRIED if self.flow is None else WRONG if self.flow else RIGHT


def as_json(columns: list[Column]) -> bytes:
    """The table for programs."""
    return msgspec.json.format(msgspec.json.encode(columns), indent=1) + b"\n"


def as_markdown(vectors: Mapping[str, Vector], columns: list[Column]) -> str:
    """The table for people: a line for each operation, then one for each vector."""
    titles = [each.title for each in columns]
    counted = [
        [f"`{name}`", *(each.count(ids) for each in columns)]
        for name, ids in by_operation(vectors).items()
    ]
    counted.append(["**all vectors**", *(each.count(vectors) for each in columns)])
    counted.append(["**the flow in the sandbox**", *(each.flown() for each in columns)])
    single = [
        [f"`{name}`", vector.about, *(each.count([name])[:1] for each in columns)]
        for name, vector in vectors.items()
    ]
    summary = _table(["operation", *titles], counted)
    return f"{summary}\n{_table(['vector', 'about', *titles], single)}"


def by_operation(vectors: Mapping[str, Vector]) -> dict[str, list[str]]:
    """The ids of the vectors of each operation."""
    found = dict[str, list[str]]()
    for name, vector in vectors.items():
        found.setdefault(vector.operation, []).append(name)
    return dict(sorted(found.items()))


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines: list[Any] = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)

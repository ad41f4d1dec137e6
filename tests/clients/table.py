"""The table of languages and vectors, for people as Markdown and for programs as JSON."""

from collections.abc import Iterable, Mapping

import msgspec

from tests.clients.trial import Results
from tests.clients.vectors import Vector

RIGHT, WRONG, UNTRIED = "✓", "✗", "–"
# The rows below those of the operations, as people read them.
WHOLE = {
    "all": "**all vectors**",
    "corrupted": "**corrupted vectors noticed**",
    "flow": "**the flow in the sandbox**",
}


class Column(msgspec.Struct, kw_only=True):
    """What became of a language.

    Attributes:
        name: Its name.
        title: What people call it.
        untried: Why it was not tried; nothing, where it was.
        results: What is wrong with each vector.
        unnoticed: The corrupted vectors that were taken for sound ones, by the kind of corruption.
        flow: What is wrong with the flow; None, where it was left out.
        wrong: What is wrong with the runner as a whole.
    """

    name: str
    title: str
    untried: str = ""
    results: Results = {}
    unnoticed: dict[str, list[str]] = {}
    flow: list[str] | None = None
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
        return counted(sum(not self.results[each] for each in wanted), len(wanted))

    def noticed(self) -> str:
        """How many corrupted vectors were noticed, for a cell of the table."""
        if not self.unnoticed:
            return UNTRIED
        whole = len(self.unnoticed) * len(self.results)
        return counted(whole - sum(map(len, self.unnoticed.values())), whole)

    def flown(self) -> str:
        """The cell of the flow."""
        return UNTRIED if self.flow is None else WRONG if self.flow else RIGHT


class Row(msgspec.Struct, frozen=True):
    """A line of the table: an operation, or one of WHOLE, with a cell for each language."""

    name: str
    cells: list[str]


def counted(right: int, whole: int) -> str:
    """A cell that counts."""
    return f"{RIGHT} {right}" if right == whole else f"{WRONG} {right}/{whole}"


def summary(vectors: Mapping[str, Vector], columns: list[Column]) -> list[Row]:
    """A line for each operation, and those for the whole."""
    return [
        *(Row(name, [each.count(ids) for each in columns]) for name, ids in _named(vectors)),
        Row("all", [each.count(vectors) for each in columns]),
        Row("corrupted", [each.noticed() for each in columns]),
        Row("flow", [each.flown() for each in columns]),
    ]


def as_json(vectors: Mapping[str, Vector], columns: list[Column]) -> bytes:
    """The table for programs: its lines, and what is wrong with which vector in which language."""
    table = {
        "titles": [each.title for each in columns],
        "rows": summary(vectors, columns),
        "languages": columns,
    }
    return msgspec.json.format(msgspec.json.encode(table), indent=1) + b"\n"


def as_markdown(vectors: Mapping[str, Vector], columns: list[Column]) -> str:
    """The table for people: a line for each operation, then one for each vector."""
    titles = [each.title for each in columns]
    rows = [[WHOLE.get(row.name, f"`{row.name}`"), *row.cells] for row in summary(vectors, columns)]
    single = [
        [f"`{name}`", vector.about, *(each.count([name])[:1] for each in columns)]
        for name, vector in vectors.items()
    ]
    whole = _table(["operation", *titles], rows)
    return f"{whole}\n{_table(['vector', 'about', *titles], single)}"


def _named(vectors: Mapping[str, Vector]) -> list[tuple[str, list[str]]]:
    """The ids of the vectors of each operation."""
    found = dict[str, list[str]]()
    for name, vector in vectors.items():
        found.setdefault(vector.operation, []).append(name)
    return sorted(found.items())


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)

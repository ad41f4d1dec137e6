"""What came out, as a table for people, and the survivors with their changes."""

from collections.abc import Sequence

import msgspec

from tests.mutants.mutant import Mutant

# Killed and explained, of all, in per cent.
FLOOR = 95.0
HEAD = ["changed", "mutants", "killed", "survived", "explained", "score", "killed of all"]


class Row(msgspec.Struct):
    """What became of the mutants of one file.

    Attributes:
        name: The file.
        mutants: How many there were.
        killed: How many of them a test noticed.
        survivors: Those that none noticed, and nothing explains.
        explained: How many none noticed, with a reason.
    """

    name: str
    mutants: int = 0
    killed: int = 0
    survivors: list[Mutant] = []
    explained: int = 0

    @property
    def score(self) -> float:
        """Killed and explained, in per cent of all."""
        return 100.0 * (self.killed + self.explained) / self.mutants if self.mutants else 100.0

    @property
    def plain(self) -> float:
        """Killed, in per cent of all."""
        return 100.0 * self.killed / self.mutants if self.mutants else 100.0

    def cells(self) -> list[str]:
        """A line of the table."""
        counts = (self.mutants, self.killed, len(self.survivors), self.explained)
        return [self.name, *map(str, counts), f"{self.score:.1f} %", f"{self.plain:.1f} %"]


def total(rows: Sequence[Row]) -> Row:
    """All rows in one."""
    return Row(
        "all",
        sum(row.mutants for row in rows),
        sum(row.killed for row in rows),
        [mutant for row in rows for mutant in row.survivors],
        sum(row.explained for row in rows),
    )


def as_markdown(rows: Sequence[Row]) -> str:
    """The table."""
    lines = [HEAD, ["---"] * len(HEAD), *(row.cells() for row in [*rows, total(rows)])]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def as_list(survivors: Sequence[Mutant]) -> str:
    """The survivors, each with its change, as explanations name them."""
    return "".join(
        f"\n{each.file} {each.place} ({each.kind})\n  - {each.was}\n  + {each.becomes}\n"
        for each in survivors
    )

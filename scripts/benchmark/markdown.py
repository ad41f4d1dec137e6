"""Tables in Markdown."""

from collections.abc import Iterable, Sequence

from .spread import Spread


def rows(heads: Sequence[str], cells: Iterable[Sequence[str]]) -> list[str]:
    """A table, line by line."""
    found = [heads, ["---"] * len(heads), *cells]
    return [f"| {' | '.join(row)} |" for row in found]


def both(spread: Spread, style: str) -> tuple[str, str]:
    """Two cells: the median, and how far the readings lie apart."""
    return f"{spread.median:{style}}", f"{spread.min:{style}} – {spread.max:{style}}"

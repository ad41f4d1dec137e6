"""Print every fact of openapi.yaml with its grade and its source.

A line for each: its kind, its place, what the document says of it, its grade, its source. Fails
where a fact has no source, or one that does not give its grade. --json is for programs.
"""

import argparse
import json
import os
import sys
from collections import Counter
from pathlib import Path

from scripts.build_docs.document import Document
from scripts.evidence.ledger import Entry, Ledger, ledger_of
from scripts.plain_yaml import load_yaml

ROOT = Path(__file__).parent.parent.parent
COLUMNS = ("kind", "place", "told", "grade", "source")
# A pattern may be as long as it likes, and the table may not.
WIDEST = 40


def row(entry: Entry) -> list[str]:
    """A line of the ledger, a cell for each column."""
    return [entry.fact.kind, entry.fact.place, entry.fact.told, entry.grade, entry.told]


def table(ledger: Ledger) -> str:
    """The ledger for people, and how many facts have which grade."""
    rows = [row(each) for each in ledger.entries]
    for cells in rows:
        cells[2] = shortened(cells[2])
    widths = [max(map(len, column)) for column in zip(COLUMNS, *rows, strict=True)]
    lines = [aligned(each, widths) for each in [[*COLUMNS], *rows]]
    grades = Counter(each.grade for each in ledger.entries)
    told = ", ".join(f"{count} {grade or 'without a grade'}" for grade, count in grades.items())
    return "\n".join([*lines, "", f"{len(rows)} facts: {told}"])


def aligned(cells: list[str], widths: list[int]) -> str:
    """A line of the table; its last column needs no width."""
    *first, last = zip(cells, widths, strict=True)
    return "  ".join([*(cell.ljust(width) for cell, width in first), last[0]])


def shortened(cell: str) -> str:
    """A cell that fits; --json has the whole."""
    return f"{cell[: WIDEST - 2]} …" if len(cell) > WIDEST else cell


def main() -> None:
    """Print it.

    Raises:
        SystemExit: Something is wrong with it; the message says what.
    """
    parser = argparse.ArgumentParser(prog="python -m scripts.evidence", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print a JSON array")
    asked = parser.parse_args()
    raw = load_yaml((ROOT / "openapi.yaml").read_text(encoding="utf-8"))
    ledger = ledger_of(Document(raw))
    rows = [dict(zip(COLUMNS, row(each), strict=True)) for each in ledger.entries]
    told = json.dumps(rows, ensure_ascii=False, indent=1) if asked.json else table(ledger)
    try:
        print(told, flush=True)
    except BrokenPipeError:
        # Whoever reads has seen enough; Python is not to try again when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit("\n".join(ledger.faults) or None)


if __name__ == "__main__":
    main()

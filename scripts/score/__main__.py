"""Print how well openapi.yaml is written, beside the best of other public documents.

Each figure has a floor in figures.yaml; fails where the document is below one.
"""

import argparse
import math
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.build_docs.document import Document
from scripts.overlay import apply_overlay, load_overlay
from scripts.plain_yaml import load_yaml
from scripts.score.measures import MEASURES, Count
from scripts.score.reach import REACH, Reached, figures, last_run
from scripts.score.redocly import redocly_score

ROOT = Path(__file__).parent.parent.parent
DOCUMENT = ROOT / "openapi.yaml"
SAMPLES = ROOT / "scripts" / "overlays" / "samples.yaml"
FIGURES = Path(__file__).parent / "figures.yaml"
REDOCLY = "redocly score"


@dataclass(frozen=True)
class Row:
    """A figure of the scorecard.

    Attributes:
        name: What was counted.
        percent: The share; None where it could not be measured here.
        told: The share for people.
        floor: What it must not fall below.
        peers: The best of other documents; empty where nobody knows.
    """

    name: str
    percent: float | None
    told: str
    floor: float
    peers: str

    @property
    def is_low(self) -> bool:
        """Whether the document is below the floor."""
        return self.percent is not None and self.percent < self.floor


def scorecard(
    document: dict[str, Any],
    known: dict[str, Any],
    redocly: float | None = None,
    reached: Reached | None = None,
) -> list[Row]:
    """All figures of a document; without them, those of Redocly or of the tests are not measured.

    Raises:
        KeyError: A figure has no line in figures.yaml.
    """
    counts: dict[str, Count | None] = {
        name: measure(Document(document)) for name, measure in MEASURES.items()
    }
    found = reached and figures(Document(document), reached)
    counts |= {name: found[name] if found else None for name in REACH}
    told: dict[str, tuple[float | None, str]] = {
        name: (count.percent, f"{floored(count.percent)} % of {count.of}")
        if count
        else (None, "not measured: make test does")
        for name, count in counts.items()
    }
    shown = "not measured: make lint installs it" if redocly is None else f"{redocly:g}"
    told[REDOCLY] = (redocly, shown)
    return [
        Row(name, percent, shown, known[name]["floor"], peers_of(known[name]))
        for name, (percent, shown) in told.items()
    ]


def floored(percent: float) -> str:
    """A share that never looks better than it is: 99.96 is not 100."""
    return f"{math.floor(percent * 10) / 10:g}"


def peers_of(figure: dict[str, Any]) -> str:
    """What the best of others have, with a remark."""
    told = str(figure.get("peers", ""))
    return f"{told} ({figure['remark']})" if "remark" in figure else told


def table(rows: list[Row], noted: str) -> str:
    """The scorecard for people."""
    cells = [[row.name, row.told, f"{row.floor:g}", row.peers] for row in rows]
    lines = [["", "openapi.yaml", "floor", f"best of others ({noted})"], *cells]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    spread = [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    ]
    return "\n".join(spread)


def loaded() -> dict[str, Any]:
    """The document as it is published, with its code samples."""
    document = load_yaml(DOCUMENT.read_text(encoding="utf-8"))
    return apply_overlay(document, load_overlay(SAMPLES))


def main() -> None:
    """Print it.

    Raises:
        SystemExit: The document is below a floor; the message says which.
    """
    argparse.ArgumentParser(prog="python -m scripts.score", description=__doc__).parse_args()
    known = load_yaml(FIGURES.read_text(encoding="utf-8"))
    reached = last_run(DOCUMENT.read_text(encoding="utf-8"))
    rows = scorecard(loaded(), known["figures"], redocly_score(DOCUMENT), reached)
    print(table(rows, known["peers noted"]))
    low = [
        f"{row.name}: {row.floor:g} was expected, {row.told} is there" for row in rows if row.is_low
    ]
    sys.exit("\n".join(f"make score: {each}" for each in low) or None)


if __name__ == "__main__":
    main()

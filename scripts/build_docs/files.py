"""The files of the site: where those come from that are not made, and how one is written."""

from pathlib import Path

THEME = Path(__file__).parent / "theme"
ASSETS = Path(__file__).parent / "assets"


def write(path: Path, text: str) -> None:
    """Write a file, and the folders that it needs."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")

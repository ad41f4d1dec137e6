"""Check that openapi.yaml breaks nothing that its version does not say.

Compares the document with that of the last release, under releases/: what breaks, what is new, what
is only said in other words. Fails unless info.version is the one that this demands by semantic
versioning, and unless CHANGELOG.md has a finished entry for it. --draft writes the draft of that.
"""

import argparse
import sys
from pathlib import Path

from scripts.compatibility.changelog import draft, drafted, entry_of
from scripts.compatibility.check import Comparison, check, compare
from scripts.compatibility.releases import ROOT, releases
from scripts.compatibility.step import CheckFailed

DOCUMENT = ROOT / "openapi.yaml"
CHANGELOG = ROOT / "CHANGELOG.md"


def tell(found: Comparison) -> None:
    """Print what has changed."""
    if found.last is None:
        print(f"Nothing was released yet, so nothing can be broken: {found.version} is the first.")
        return
    for change in sorted(found.changes, key=lambda each: -each.step):
        print(f"{change.step.name.lower():9} {change.text}")
    print(f"{len(found.changes)} changes since the release of {found.last}")


def write_draft(found: Comparison, changelog: Path) -> str:
    """Draft the entry of the version; where it has one, only tell the draft.

    Returns:
        What was done.
    """
    text = changelog.read_text(encoding="utf-8")
    if entry_of(text, found.version):
        return f"CHANGELOG.md has an entry for {found.version}. The draft would be:\n\n" + draft(
            found.version, found.changes
        )
    changelog.write_text(drafted(text, found.version, found.changes), encoding="utf-8")
    return f"CHANGELOG.md has a draft for {found.version} now; finish it"


def main() -> None:
    """Check, or draft.

    Raises:
        SystemExit: A promise is broken; the message says which, and what to do.
    """
    parser = argparse.ArgumentParser(prog="python -m scripts.compatibility", description=__doc__)
    parser.add_argument("--draft", action="store_true", help="draft the entry of CHANGELOG.md")
    asked = parser.parse_args()
    try:
        found = compare(DOCUMENT, releases())
        tell(found)
        if asked.draft:
            print(write_draft(found, CHANGELOG))
        else:
            check(found, Path(CHANGELOG).read_text(encoding="utf-8"))
    except (CheckFailed, OSError) as error:
        sys.exit(f"{'make changelog' if asked.draft else 'make check-compatible'}: {error}")


if __name__ == "__main__":
    main()

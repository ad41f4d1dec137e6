"""What oasdiff finds between two documents, and how far each of its findings goes here."""

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from scripts.compatibility.step import Change, CheckFailed, Step

ROOT = Path(__file__).parent.parent.parent
# oasdiff's own: 1 informs, 2 warns that something may break, 3 says that it does.
LEVELS = {1: Step.ADDITION, 2: Step.BREAKING, 3: Step.BREAKING}
# Where this contract promises something else than oasdiff supposes.
STEPS = {
    # An answer may bring new codes, says the document: clients deliver them.
    "response-property-enum-value-added": Step.ADDITION,
    "response-body-enum-value-added": Step.ADDITION,
    # Names that the client has: a method, a member of an enumeration, a field.
    "api-operation-id-removed": Step.BREAKING,
    "response-property-enum-value-removed": Step.BREAKING,
    "response-optional-property-removed": Step.BREAKING,
    "request-body-discriminator-mapping-deleted": Step.BREAKING,
    # Programs tell failures apart by their status, and wait for as long as a header says.
    "response-non-success-status-removed": Step.BREAKING,
    "optional-response-header-removed": Step.BREAKING,
    # Tags are the pages of the documentation.
    "api-tag-added": Step.WORDS,
    "api-tag-removed": Step.WORDS,
    # Of the version this package judges itself.
    "api-version-not-bumped": Step.NONE,
}
# An operation or two say where to look; a hundred say nothing.
SHOWN = 3


def program() -> Path:
    """Where oasdiff is.

    Raises:
        CheckFailed: It is not installed.
    """
    path = Path(os.environ.get("OASDIFF", ROOT / "build" / "go" / "oasdiff"))
    if not path.exists():
        raise CheckFailed("oasdiff is not installed; install Go 1.26 or later, then try again")
    return path


def findings(older: Path, newer: Path) -> list[dict[str, Any]]:
    """All that oasdiff finds.

    Raises:
        CheckFailed: It is not installed, or cannot read a document.
    """
    command = [str(program()), "changelog", "--format", "json", str(older), str(newer)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CheckFailed(f"oasdiff could not compare the documents: {done.stderr.strip()}")
    found: list[dict[str, Any]] = json.loads(done.stdout or "[]")
    return found


def changes(found: list[dict[str, Any]]) -> Iterator[Change]:
    """The findings as changes, those that say the same of several operations as one."""
    places: dict[tuple[Step, str], list[str]] = {}
    for each in found:
        step = STEPS.get(each["id"], LEVELS[each["level"]])
        place = f"{each.get('operation', '')} {each.get('path', '')}".strip()
        places.setdefault((step, each["text"]), []).append(place)
    for (step, text), named in places.items():
        if step is not Step.NONE:
            yield Change(step, f"{told(named)}: {text}".removeprefix(": "))


def told(places: list[str]) -> str:
    """The operations that a change is in; of many, how many there are."""
    distinct = [*dict.fromkeys(filter(None, places))]
    rest = len(distinct) - SHOWN
    return ", ".join(distinct[:SHOWN]) + (f" and {rest} more" if rest > 0 else "")

"""Whether the version of a document says what has changed since the last release."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from scripts.build_docs.document import Document
from scripts.compatibility import oasdiff
from scripts.compatibility.changelog import WORDS, entry_of
from scripts.compatibility.own_rules import RULES
from scripts.compatibility.releases import Release
from scripts.compatibility.step import Change, CheckFailed, Step, next_version, numbers
from scripts.plain_yaml import load_yaml

STABLE = "1.0.0"


@dataclass(frozen=True)
class Comparison:
    """A document beside the last one that was released.

    Attributes:
        version: That of the document.
        last: That of the release; None before the first.
        changes: All that has changed, without those that stand for no step.
    """

    version: str
    last: str | None
    changes: list[Change]

    @property
    def step(self) -> Step:
        """How far the changes go."""
        return max((change.step for change in self.changes), default=Step.NONE)


def compare(document: Path, released: list[Release]) -> Comparison:
    """What has changed since the last release.

    Raises:
        CheckFailed: The comparison cannot be made.
    """
    newer = loaded(document)
    version = newer["info"]["version"]
    numbers(version)
    if not released:
        return Comparison(version, None, [])
    last = released[-1]
    last.check()
    return Comparison(version, last.version, changes_between(last.document, document))


def changes_between(older: Path, newer: Path) -> list[Change]:
    """All changes: what oasdiff finds, and what the rules of this contract do.

    Raises:
        CheckFailed: oasdiff is not there, or cannot read a document.
    """
    before, after = Document(loaded(older)), Document(loaded(newer))
    found = [*oasdiff.changes(oasdiff.findings(older, newer))]
    found += [change for rule in RULES for change in rule(before, after)]
    is_more = any(change.step > Step.WORDS for change in found)
    # That words have changed too says nothing where something else has.
    return [change for change in found if change.step > Step.WORDS or not is_more]


def loaded(path: Path) -> dict[str, Any]:
    """A document.

    Raises:
        CheckFailed: It cannot be read.
    """
    try:
        document: dict[str, Any] = load_yaml(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise CheckFailed(f"{path} cannot be read: {error}") from None
    return document


def check(found: Comparison, changelog: str) -> None:
    """Demand that version and changelog say what has changed.

    Raises:
        CheckFailed: One of them does not.
    """
    entry = entry_of(changelog, found.version)
    if found.last is None:
        expected = found.version
    else:
        claimed = entry.claims if entry and found.version != found.last else Step.NONE
        expected = next_version(found.last, max(found.step, claimed))
    if found.version != expected and not is_made_stable(found):
        raise CheckFailed(wrong_version(found, expected))
    if entry is None:
        raise CheckFailed(
            f"CHANGELOG.md has no entry for {found.version}; make changelog drafts one"
        )
    if found.version != found.last:
        entry.check(found.changes)


def is_made_stable(found: Comparison) -> bool:
    """Whether this is the version that promises to break nothing from now on."""
    return found.version == STABLE and numbers(str(found.last))[0] == 0


def wrong_version(found: Comparison, expected: str) -> str:
    """What to do about a version that says something else than the changes."""
    reasons = [change.text for change in found.changes if change.step is found.step]
    because = "; ".join(reasons[:3]) or "nothing in the document has changed"
    return (
        f"openapi.yaml: info.version {expected} was expected after the release of {found.last},"
        f" {found.version} is there ({found.step.name.lower()}: {because}). Set it to {expected};"
        f" what the client or the mock breaks or adds, CHANGELOG.md must say in a line that begins"
        f" with {WORDS[Step.BREAKING].strip()!r} or {WORDS[Step.ADDITION].strip()!r}"
    )

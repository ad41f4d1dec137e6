"""The changelog: its entries, what each claims, and the draft of one."""

import re
from dataclasses import dataclass

from scripts.compatibility.step import Change, CheckFailed, Step

HEADING = re.compile(r"^## (\S+) \(([^)]+)\)$", re.M)
UNRELEASED = "unreleased"
DRAFT = "(draft)"
# How a line of an entry begins that says how far a change goes; any other is a word.
WORDS = {Step.BREAKING: "- Breaking: ", Step.ADDITION: "- Added: ", Step.WORDS: "- Changed: "}


@dataclass(frozen=True)
class Entry:
    """What the changelog says of a version.

    Attributes:
        version: "0.2.0".
        when: The day of its release, or "unreleased".
        text: All below the heading.
    """

    version: str
    when: str
    text: str

    @property
    def claims(self) -> Step:
        """How far it says that its changes go, those of the client and the mock included."""
        claimed = [step for step, begins in WORDS.items() if f"\n{begins}" in f"\n{self.text}"]
        return max(claimed, default=Step.WORDS if self.text.strip() else Step.NONE)

    @property
    def is_draft(self) -> bool:
        """Whether nobody has finished it."""
        return DRAFT in self.text

    def check(self, changes: list[Change]) -> None:
        """Demand that a person has told all that breaks, and all that is new.

        Raises:
            CheckFailed: It is a draft still, or says less than has changed.
        """
        if not self.text.strip():
            raise CheckFailed(f"CHANGELOG.md says nothing below {self.version}; say what is new")
        if self.is_draft:
            raise CheckFailed(
                f"CHANGELOG.md: the entry of {self.version} is a draft; say in your words what a"
                f" user notices, and take each {DRAFT} away"
            )
        for step in (Step.BREAKING, Step.ADDITION):
            found = [change.text for change in changes if change.step is step]
            if found and self.claims < step:
                raise CheckFailed(
                    f"CHANGELOG.md: the entry of {self.version} has no line that begins with"
                    f" {WORDS[step].strip()!r}, but {found[0]}"
                )


def entries(text: str) -> list[Entry]:
    """The entries of a changelog, the latest first."""
    _, *parts = HEADING.split(text)
    triples = zip(parts[::3], parts[1::3], parts[2::3], strict=True)
    return [Entry(version, when, below) for version, when, below in triples]


def entry_of(text: str, version: str) -> Entry | None:
    """The entry of a version; None where it has none."""
    return next((each for each in entries(text) if each.version == version), None)


def draft(version: str, changes: list[Change]) -> str:
    """An entry for a person to finish, what breaks first."""
    ordered = sorted(changes, key=lambda each: -each.step)
    lines = [f"{WORDS[each.step]}{each.text}. {DRAFT}\n" for each in ordered]
    return f"## {version} ({UNRELEASED})\n\n{''.join(lines)}\n"


def drafted(text: str, version: str, changes: list[Change]) -> str:
    """A changelog with the draft of an entry above all others."""
    found = HEADING.search(text)
    place = found.start() if found else len(text)
    return text[:place] + draft(version, changes) + text[place:]

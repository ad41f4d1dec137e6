"""How far a change goes, and the version that this makes of the last one."""

import re
from dataclasses import dataclass
from enum import IntEnum

SPELLING = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")


class CheckFailed(Exception):
    """A promise is broken, or the check cannot be made; the text says what to do."""


class Step(IntEnum):
    """How far a change goes, the least first."""

    NONE = 0
    WORDS = 1
    ADDITION = 2
    BREAKING = 3


@dataclass(frozen=True)
class Change:
    """A change between two documents.

    Attributes:
        step: How far it goes.
        text: What has changed, a sentence.
    """

    step: Step
    text: str


def numbers(version: str) -> tuple[int, int, int]:
    """The three numbers of a version, by which versions are ordered.

    Raises:
        CheckFailed: It is no version of three numbers.
    """
    found = SPELLING.fullmatch(version)
    if found is None:
        raise CheckFailed(f"a version such as 0.2.0 was expected, {version!r} came")
    major, minor, patch = map(int, found.groups())
    return major, minor, patch


def next_version(last: str, step: Step) -> str:
    """The version that follows a release, by semantic versioning.

    Before 1.0.0 nothing is promised to stay by the standard; here the second number tells what
    breaks, and the third all else.
    """
    major, minor, patch = numbers(last)
    following = {
        Step.NONE: (major, minor, patch),
        Step.WORDS: (major, minor, patch + 1),
        Step.ADDITION: (major, minor + 1, 0) if major else (major, minor, patch + 1),
        Step.BREAKING: (major + 1, 0, 0) if major else (major, minor + 1, 0),
    }
    return ".".join(map(str, following[step]))

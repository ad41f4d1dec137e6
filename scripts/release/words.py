"""The changelogs of a release: the day instead of "unreleased", in both languages."""

from scripts.check_translation import STAMP, stamp
from scripts.compatibility.changelog import UNRELEASED
from scripts.compatibility.step import CheckFailed

IN_RUSSIAN = "не выпущена"


def dated(text: str, version: str, day: str, unreleased: str = UNRELEASED) -> str:
    """A changelog whose entry of a version has its day.

    Raises:
        CheckFailed: It has no such entry, or one that was released.
    """
    heading = f"## {version} ({unreleased})\n"
    if text.count(heading) != 1:
        raise CheckFailed(
            f"the changelog has no heading {heading.strip()!r}; write it, or choose the version"
            " that is not released yet"
        )
    return text.replace(heading, f"## {version} ({day})\n")


def dated_in_russian(text: str, english: str, version: str, day: str) -> str:
    """The Russian changelog, of the same day, with the stamp of the English one."""
    now = dated(text, version, day, IN_RUSSIAN)
    return STAMP.sub(f'{{# x-english: "{stamp(iter([english]))}" #}}\n', now, count=1)

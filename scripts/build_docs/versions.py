"""The published versions: a folder each, `latest` beside them, and a switcher on every page.

A switcher is HTML's own <details>: it needs no JavaScript, and leads to the same page of the other
version where that has it. Each page has it between two marks, so that it is written anew, in the
pages of older versions as well, whenever one more version is published.
"""

import re
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

from scripts.build_docs.language import load_labels

LATEST = "latest"
LANGUAGES = ("en", "ru")
MARKED = re.compile(r"(<!-- versions -->).*?(<!-- /versions -->)", re.S)
SPELLING = re.compile(r"(\d+(?:\.\d+)+)(?:-([0-9A-Za-z.-]+))?")


@dataclass(frozen=True)
class Version:
    """A version of the document, which names the folder that it is published in.

    Attributes:
        name: As `info.version` has it: "0.2.0", or "0.2.0-rc.1" before it.
    """

    name: str

    @property
    def is_release(self) -> bool:
        """Whether nothing is to come before it is final."""
        return "-" not in self.name

    @property
    def rank(self) -> tuple[list[int], bool, list[tuple[bool, int, str]]]:
        """What versions are compared by: a release is later than what came before it."""
        numbers, _, before = self.name.partition("-")
        steps = [(not it.isdigit(), int(it) if it.isdigit() else 0, it) for it in before.split(".")]
        return ([int(number) for number in numbers.split(".")], self.is_release, steps)


def latest_of(versions: list[Version]) -> Version:
    """The latest release; where there is none, the latest of all."""
    return max(versions, key=lambda each: (each.is_release, each.rank))


def switch(folder: Path, versions: list[Version]) -> None:
    """Write the switcher into each page of a version.

    Args:
        folder: The version's folder, with a folder for each language.
        versions: All versions, this one among them; their folders are beside it.
    """
    own = version_in(folder, versions)
    for code in LANGUAGES:
        for page in sorted((folder / code).rglob("*.html")):
            text = page.read_text(encoding="utf-8")
            written = switcher(folder, page.relative_to(folder), own, versions)
            page.write_text(MARKED.sub(rf"\1{written}\2", text), encoding="utf-8")


def version_in(folder: Path, versions: list[Version]) -> Version:
    """The version that a folder has: `latest` has the latest, others are named for theirs."""
    named = [each for each in versions if each.name == folder.name]
    return named[0] if named else latest_of(versions)


def switcher(folder: Path, page: Path, own: Version, versions: list[Version]) -> str:
    """The switcher of a page: only the version's name where there is no other."""
    say = labels(page.parts[0])
    shown = f"<span>{say['version']} </span>{escape(own.name)}"
    if len(versions) == 1:
        return shown
    links = [link(folder, page, each, own, versions) for each in in_order(versions)]
    return f"<details><summary>{shown}</summary><ul>{''.join(links)}</ul></details>"


def link(folder: Path, page: Path, version: Version, own: Version, versions: list[Version]) -> str:
    """The way to a page of a version, or to its first page where it has no such page."""
    is_latest = version == latest_of(versions)
    name = LATEST if is_latest else version.name
    there = folder.parent / name
    target = page if (there / page).exists() else Path(page.parts[0]) / "index.html"
    address = f"{'../' * len(page.parts)}{name}/{target.as_posix()}"
    say = labels(page.parts[0])
    shown = say["latest version"].format(version=version.name) if is_latest else version.name
    current = ' aria-current="true"' if version == own else ""
    return f'<li><a href="{address}"{current}>{escape(shown)}</a></li>'


def in_order(versions: list[Version]) -> list[Version]:
    """The latest first, then the others, the newest of them first."""
    first = latest_of(versions)
    others = [each for each in versions if each != first]
    return [first, *sorted(others, key=lambda each: each.rank, reverse=True)]


@cache
def labels(code: str) -> dict[str, str]:
    """The labels of a language, read once."""
    return load_labels(code)


def ways(folder: str = "") -> str:
    """llms.txt in front of the languages: the way to that of each, below a folder."""
    lines = (
        f"- [{labels(code)['site name']}]({folder}{code}/llms.txt): {labels(code)['language']}\n"
        for code in LANGUAGES
    )
    return f"# {labels(LANGUAGES[0])['site name']}\n\n{''.join(lines)}"

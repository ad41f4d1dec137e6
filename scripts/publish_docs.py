"""Publish build/docs/ into a folder that a static host serves, beside the versions that it has.

usage: python -m scripts.publish_docs SITE

Writes SITE/VERSION/, where VERSION is that of the document in build/docs/; lets SITE/latest/ be the
latest release, writes SITE/index.html, and lets the switcher of each page know all versions. Other
versions stay as they are. Nothing in SITE depends on the path that it is served under.
"""

import json
import shutil
import sys
from html import escape
from pathlib import Path

from scripts.build_docs.files import ASSETS, write
from scripts.build_docs.versions import (
    LANGUAGES,
    LATEST,
    SPELLING,
    Version,
    in_order,
    labels,
    latest_of,
    switch,
    ways,
)

BUILT = Path(__file__).parent.parent / "build" / "docs"
# What may lie in a folder of a host that nothing was published into yet.
HOSTS = {"CNAME", "README.md", "LICENSE"}


class CannotPublish(Exception):
    """The site cannot be published; the text says why, and what to do."""


def publish(built: Path, site: Path) -> Version:
    """Put a site that was built beside the versions that are published.

    Returns:
        The version that was published.

    Raises:
        CannotPublish: There is nothing to publish, or the folder is for something else.
    """
    version = built_version(built)
    check_place(built, site)
    replace(built, site / version.name)
    versions = published(site)
    replace(site / latest_of(versions).name, site / LATEST)
    for folder in (LATEST, *(each.name for each in versions)):
        switch(site / folder, versions)
    write(site / "index.html", front(versions))
    write(site / "llms.txt", ways(f"{LATEST}/"))
    write(site / ".nojekyll", "")
    return version


def built_version(built: Path) -> Version:
    """The version of the document that a site was built from.

    Raises:
        CannotPublish: There is none.
    """
    document = built / LANGUAGES[0] / "downloads" / "openapi.json"
    if not document.exists():
        raise CannotPublish(f"there is nothing in {built}; run make docs first")
    name = json.loads(document.read_text(encoding="utf-8"))["info"]["version"]
    if not SPELLING.fullmatch(name):
        raise CannotPublish(
            f"a version such as 0.2.0 was expected in the document, {name} is there"
        )
    return Version(name)


def check_place(built: Path, site: Path) -> None:
    """Keep from writing where nothing was ever published.

    Raises:
        CannotPublish: The folder is another one's.
    """
    if site.resolve().is_relative_to(built.resolve()):
        raise CannotPublish(f"{site} is inside of what is to be published; choose another folder")
    if site.exists() and not site.is_dir():
        raise CannotPublish(f"{site} is no folder; choose one")
    there = {path.name for path in site.iterdir()} if site.exists() else set[str]()
    others = {name for name in there if not name.startswith(".")} - HOSTS
    if others and LATEST not in others:
        raise CannotPublish(
            f"{site} has something else in it ({min(others)}); choose an empty folder, or one that"
            " was published into before"
        )


def published(site: Path) -> list[Version]:
    """The versions that a folder has."""
    return [
        Version(path.name)
        for path in site.iterdir()
        if SPELLING.fullmatch(path.name) and (path / LANGUAGES[0] / "index.html").exists()
    ]


def replace(source: Path, target: Path) -> None:
    """Let a folder be a copy of another; a copy that breaks off leaves it as it was."""
    fresh = target.with_name(f".{target.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(source, fresh)
    shutil.rmtree(target, ignore_errors=True)
    fresh.rename(target)


def front(versions: list[Version]) -> str:
    """The page in front of all versions: the languages of the latest, and then the others."""
    others = in_order(versions)[1:]
    lines = [f"{entry(LATEST, code)} — {escape(labels(code)['site name'])}" for code in LANGUAGES]
    lines += [
        f"{each.name}: {', '.join(entry(each.name, code) for code in LANGUAGES)}" for each in others
    ]
    template = (ASSETS / "choice.html").read_text(encoding="utf-8")
    page = template.replace("<!-- links -->", "".join(f"<li>{line}</li>" for line in lines))
    return page.replace('href="en/', f'href="{LATEST}/en/')


def entry(folder: str, code: str) -> str:
    """The way to a version in a language."""
    address, shown = f"{folder}/{code}/index.html", escape(labels(code)["language"])
    return f'<a href="{address}" lang="{code}" hreflang="{code}">{shown}</a>'


def main() -> None:
    """Publish.

    Raises:
        SystemExit: It cannot be done; the message says why.
    """
    if len(sys.argv) != 2 or sys.argv[1] in ("-h", "--help"):
        sys.exit(__doc__)
    site = Path(sys.argv[1])
    try:
        version = publish(BUILT, site)
    except (CannotPublish, OSError) as error:
        sys.exit(f"make docs-publish: {error}")
    print(f"{site}: has version {version.name} now")


if __name__ == "__main__":
    main()

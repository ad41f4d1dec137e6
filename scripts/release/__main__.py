"""Make a release of what is committed: distributions, bills of materials, changelog, tag.

Refuses, before anything is changed, what must not be released: a version that is not the
document's, a change that breaks more than it says, a tag that is there, files that are not
committed. Then builds into build/release/VERSION, keeps the document under releases/, writes the
day into the changelogs, commits and tags. It publishes nothing: the last lines say how.
"""

import argparse
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path

from scripts.build_docs.pages import written_pages
from scripts.check_translation import stale_pages
from scripts.compatibility.check import check, compare
from scripts.compatibility.releases import keep, releases
from scripts.compatibility.step import CheckFailed, numbers
from scripts.release.bill import write_bill
from scripts.release.distributions import build_all, checksums
from scripts.release.repository import Repository
from scripts.release.words import dated, dated_in_russian

ROOT = Path(__file__).parent.parent.parent
DOCUMENT = ROOT / "openapi.yaml"
CHANGELOG = ROOT / "CHANGELOG.md"
RUSSIAN = ROOT / "docs" / "ru" / "changelog.md"


def check_all(version: str, repository: Repository) -> None:
    """Demand that this version may be released from here.

    Raises:
        CheckFailed: It may not; the text says why, and what to do.
    """
    if not version:
        raise CheckFailed("which version? Say so: make release VERSION=0.2.0")
    numbers(version)
    released = releases()
    found = compare(DOCUMENT, released)
    if version != found.version:
        raise CheckFailed(
            f"VERSION={found.version} was expected, as openapi.yaml has it, {version} came"
        )
    repository.check_free(f"v{version}")
    if version in [each.version for each in released]:
        raise CheckFailed(f"releases/{version} is there already; raise info.version")
    repository.check_clean()
    text = CHANGELOG.read_text(encoding="utf-8")
    check(found, text)
    dated(text, version, "today")
    if stale := [*stale_pages(written_pages("en"), written_pages("ru"))]:
        raise CheckFailed(stale[0])


def build(version: str) -> Path:
    """Build all that people download, with checksums.

    Raises:
        CheckFailed: Something cannot be built.
    """
    into = ROOT / "build" / "release" / version
    shutil.rmtree(into, ignore_errors=True)
    files = build_all(ROOT, into)
    files += [write_bill(path, ROOT) for path in files if path.suffix == ".whl"]
    (into / "SHA256SUMS").write_text(checksums(files), encoding="utf-8")
    return into


def record(version: str, repository: Repository, day: str) -> None:
    """Keep the document, date the changelogs, commit and tag."""
    kept = keep(DOCUMENT, version)
    english = dated(CHANGELOG.read_text(encoding="utf-8"), version, day)
    russian = dated_in_russian(RUSSIAN.read_text(encoding="utf-8"), english, version, day)
    CHANGELOG.write_text(english, encoding="utf-8")
    RUSSIAN.write_text(russian, encoding="utf-8")
    sums = kept.document.with_name("SHA256SUMS")
    repository.commit([kept.document, sums, CHANGELOG, RUSSIAN], f"Release {version}")
    repository.tag(f"v{version}", f"Version {version}")


def told(version: str, into: Path) -> str:
    """What was made, and what is left for a person."""
    files = "\n".join(f"  {path.name}" for path in sorted(into.iterdir()))
    return (
        f"{into.relative_to(ROOT)} has\n{files}\n"
        f"Committed, and tagged v{version}. Nothing is published. To publish it:\n"
        f"  git push origin HEAD v{version}\n"
        f"  and upload the wheels and the sdists of {into.relative_to(ROOT)}"
    )


def main() -> None:
    """Check; without --check, make the release as well.

    Raises:
        SystemExit: It cannot be made; the message says why.
    """
    parser = argparse.ArgumentParser(prog="python -m scripts.release", description=__doc__)
    parser.add_argument("version", nargs="?", default="", help="such as 0.2.0")
    parser.add_argument("--check", action="store_true", help="only say whether it may be made")
    asked = parser.parse_args()
    repository = Repository(ROOT)
    try:
        check_all(asked.version, repository)
        if not asked.check:
            into = build(asked.version)
            record(asked.version, repository, datetime.now(UTC).date().isoformat())
            print(told(asked.version, into))
    except (CheckFailed, OSError) as error:
        sys.exit(f"make release: {error}")


if __name__ == "__main__":
    main()

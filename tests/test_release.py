"""A release: what is made of it, what it refuses, and that it publishes nothing."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scripts.check_translation import STAMP, stamp
from scripts.compatibility.changelog import entries
from scripts.compatibility.step import CheckFailed
from scripts.release import distributions
from scripts.release.bill import write_bill
from scripts.release.words import dated
from tests.contract import DOCUMENT, ROOT
from tests.wheels import built

VERSION: str = DOCUMENT["info"]["version"]
NEEDED = [
    *("CHANGELOG.md", "LICENSE", "README.md", "openapi.yaml", "pyproject.toml"),
    "workflows.arazzo.yaml",
    *("docs", "generated", "requirements", "scripts"),
]
SOMEBODY = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in {"NAME": "Somebody", "EMAIL": "somebody@example.com"}.items()
}
ENVIRONMENT = {
    **os.environ,
    **SOMEBODY,
    "OASDIFF": os.environ.get("OASDIFF", str(ROOT / "build" / "go" / "oasdiff")),
}


def git(folder: Path, *arguments: str) -> str:
    """What git prints."""
    return subprocess.run(
        ["git", *arguments], cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, check=True
    ).stdout


def checkout(folder: Path) -> Path:
    """A clone of a repository that has what a release needs, as if nothing was released yet."""
    work, origin = folder / "work", folder / "origin.git"
    work.mkdir()
    for name in NEEDED:
        source, target = ROOT / name, work / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    unrelease(work)
    (work / ".gitignore").write_text("build/\n__pycache__/\n", encoding="utf-8")
    git(folder, "init", "--quiet", "--initial-branch", "main", str(work))
    git(work, "add", "--all")
    git(work, "commit", "--quiet", "--message", "Begin")
    git(folder, "clone", "--quiet", "--bare", str(work), str(origin))
    git(work, "remote", "add", "origin", str(origin))
    return work


def unrelease(work: Path) -> None:
    """Take the day of this version out of both changelogs."""
    english, russian = work / "CHANGELOG.md", work / "docs" / "ru" / "changelog.md"
    for path, words in {english: "unreleased", russian: "не выпущена"}.items():
        text = path.read_text(encoding="utf-8")
        heading = rf"^## {re.escape(VERSION)} \(.*\)$"
        path.write_text(re.sub(heading, f"## {VERSION} ({words})", text, flags=re.M), "utf-8")
    text = english.read_text(encoding="utf-8")
    stamped = STAMP.sub(
        f'{{# x-english: "{stamp(iter([text]))}" #}}\n', russian.read_text(encoding="utf-8")
    )
    russian.write_text(stamped, encoding="utf-8")


def run(work: Path, *arguments: str, module: str = "release") -> subprocess.CompletedProcess[str]:
    """Run a command of a checkout."""
    return subprocess.run(
        [sys.executable, "-m", f"scripts.{module}", *arguments],
        cwd=work,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
        timeout=280,
    )


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A checkout that a release was made in, and what was printed."""
    work = checkout(tmp_path_factory.mktemp("released"))
    done = run(work, VERSION)
    assert (done.returncode, done.stderr) == (0, "")
    return work, done.stdout


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout in which a release was recorded, and nothing was built."""
    work = checkout(tmp_path_factory.mktemp("recorded"))
    record = (
        "from scripts.release.__main__ import ROOT, Repository, record;"
        f"record({VERSION!r}, Repository(ROOT), '2026-02-03')"
    )
    subprocess.run([sys.executable, "-c", record], cwd=work, env=ENVIRONMENT, check=True)
    return work


@pytest.fixture(params=["recorded", "released"])
def ended(request: pytest.FixtureRequest) -> Path:
    """A checkout after a release; where it was recorded only, a planted fault shows sooner."""
    found: Path | tuple[Path, str] = request.getfixturevalue(request.param)
    return found if isinstance(found, Path) else found[0]


def made(work: Path) -> Path:
    """The folder of what people download."""
    return work / "build" / "release" / VERSION


def test_what_people_download(released: tuple[Path, str]) -> None:
    """Two wheels, two sdists, a bill for each wheel, and checksums that are right."""
    folder = made(released[0])
    names = {path.name for path in folder.iterdir()}
    assert names == {
        *(f"plusofon_numbers-{VERSION}{end}" for end in ("-py3-none-any.whl", ".tar.gz")),
        *(f"plusofon_numbers_mock-{VERSION}{end}" for end in ("-py3-none-any.whl", ".tar.gz")),
        *(f"plusofon_numbers{mock}-{VERSION}.cdx.json" for mock in ("", "_mock")),
        "SHA256SUMS",
    }
    lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    sums = {name: digest for digest, name in (line.split("  ") for line in lines)}
    assert sums == {
        name: hashlib.sha256((folder / name).read_bytes()).hexdigest()
        for name in names - {"SHA256SUMS"}
    }


@pytest.mark.parametrize("kind", ["wheel", "sdist"])
@pytest.mark.parametrize("source", [".", "generated/python"])
def test_a_build_of_the_same_files(
    source: str, kind: str, released: tuple[Path, str], tmp_path: Path
) -> None:
    """Elsewhere, and later, it has the same bytes."""
    folder = tmp_path / "built"
    folder.mkdir()
    again = built(released[0] / source, folder, kind)
    assert again.read_bytes() == (made(released[0]) / again.name).read_bytes()


# What is installed with each distribution, at least.
INSTALLED = {
    "plusofon-numbers": {"httpx2", "httpcore2", "msgspec", "anyio"},
    "plusofon-numbers-mock": {"httptools", "jsonschema-rs", "msgspec", "pyyaml", "uvloop"},
}


@pytest.mark.parametrize("name", INSTALLED)
def test_the_bills_of_materials(name: str, released: tuple[Path, str]) -> None:
    """There is one for each wheel."""
    check_bill(made(released[0]) / f"{name.replace('-', '_')}-{VERSION}.cdx.json", name)


def test_a_bill_of_materials(tmp_path: Path) -> None:
    """It names the distribution, all that is installed with it, and nothing of this machine."""
    wheel = built(ROOT / "generated" / "python", tmp_path)
    check_bill(write_bill(wheel, ROOT), "plusofon-numbers")


def check_bill(path: Path, name: str) -> None:
    """Demand that a bill has what is in a wheel, and nothing else."""
    text = path.read_text(encoding="utf-8")
    bill: dict[str, Any] = json.loads(text)
    component = bill["metadata"]["component"]
    assert (bill["bomFormat"], component["name"], component["version"]) == (
        *("CycloneDX", name, VERSION),
    )
    versions = {
        each["name"].lower().replace("_", "-"): each["version"] for each in bill["components"]
    }
    needed = INSTALLED[name]
    assert needed <= versions.keys()
    assert not versions.keys() & {"pip", "setuptools", "ruff", "pytest"}
    pins = (ROOT / "requirements" / "run.txt").read_text(encoding="utf-8").lower()
    assert all(
        f"{each.replace('_', '-')}=={versions[each]}" in pins.replace("_", "-") for each in needed
    )
    assert not re.search(r"file:|/tmp/|/home/|/root/|timestamp", text)


def test_what_is_committed_and_tagged(ended: Path) -> None:
    """The document, its checksum and both changelogs, in one commit that has the tag."""
    work = ended
    assert git(work, "status", "--porcelain") == ""
    assert git(work, "log", "-1", "--format=%s").strip() == f"Release {VERSION}"
    assert git(work, "rev-list", "-1", f"v{VERSION}") == git(work, "rev-list", "-1", "HEAD")
    assert git(work, "cat-file", "-t", f"v{VERSION}").strip() == "tag"
    changed = git(work, "diff", "--name-only", "HEAD~1").split()
    kept = f"releases/{VERSION}"
    assert sorted(changed) == [
        *("CHANGELOG.md", "docs/ru/changelog.md", f"{kept}/SHA256SUMS", f"{kept}/openapi.yaml"),
    ]
    assert (work / kept / "openapi.yaml").read_bytes() == (work / "openapi.yaml").read_bytes()


def test_the_changelogs(ended: Path) -> None:
    """Both have the day, and the Russian one is that of the English one."""
    work = ended
    first = entries((work / "CHANGELOG.md").read_text(encoding="utf-8"))[0]
    assert re.fullmatch(r"20\d\d-\d\d-\d\d", first.when)
    russian = (work / "docs" / "ru" / "changelog.md").read_text(encoding="utf-8")
    assert f"## {VERSION} ({first.when})\n" in russian
    done = run(work, module="check_translation")
    assert (done.returncode, done.stderr) == (0, "")


def test_what_is_printed(released: tuple[Path, str]) -> None:
    """It ends with what is left for a person."""
    assert "Nothing is published" in released[1]


def test_it_publishes_nothing(ended: Path) -> None:
    """Where it was cloned from, there is neither the commit nor the tag."""
    origin = ended.parent / "origin.git"
    assert git(origin, "log", "--format=%s", "main").strip() == "Begin"
    assert git(origin, "tag").strip() == ""


def test_after_a_release(released: tuple[Path, str]) -> None:
    """The same version is not released again, and the document breaks nothing."""
    work, _ = released
    if not Path(ENVIRONMENT["OASDIFF"]).exists():
        pytest.skip("oasdiff is not installed (make lint does, where Go is)")
    done = run(work, module="compatibility")
    assert (done.returncode, done.stderr) == (0, "")
    assert f"0 changes since the release of {VERSION}" in done.stdout
    again = run(work, VERSION)
    assert again.returncode == 1
    assert again.stderr.startswith(f"make release: the tag v{VERSION} is there already; ")


def dirty(work: Path) -> None:
    """Leaves something uncommitted."""
    (work / "note.txt").write_text("Remember.\n", encoding="utf-8")


def edited(path: str, healthy: str, faulty: str) -> Callable[[Path], None]:
    """Commits a change of a file."""

    def change(work: Path) -> None:
        file = work / path
        text = file.read_text(encoding="utf-8")
        assert healthy in text
        file.write_text(text.replace(healthy, faulty, 1), encoding="utf-8")
        git(work, "commit", "--quiet", "--all", "--message", "Change it")

    return change


HEADING = f"## {VERSION} (unreleased)"
# What is done before, the version that is asked for, and how the one sentence begins.
MISUSES: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "no version": (lambda _: None, "", "which version? Say so: make release VERSION="),
    "another version": (
        lambda _: None,
        "7.0.0",
        f"VERSION={VERSION} was expected, as openapi.yaml",
    ),
    "no number": (lambda _: None, "next", "a version such as 0.2.0 was expected, 'next' came"),
    "a letter": (lambda _: None, f"v{VERSION}", "a version such as 0.2.0 was expected, 'v"),
    "uncommitted": (dirty, VERSION, "note.txt is not committed; commit it, or take it away"),
    "a tag": (
        lambda w: git(w, "tag", f"v{VERSION}"),
        VERSION,
        f"the tag v{VERSION} is there already",
    ),
    "a draft": (
        edited("CHANGELOG.md", f"{HEADING}\n", f"{HEADING}\n\n- Added: it. (draft)\n"),
        VERSION,
        f"CHANGELOG.md: the entry of {VERSION} is a draft",
    ),
    "no entry": (
        edited("CHANGELOG.md", HEADING, "## 9.9.9 (unreleased)"),
        VERSION,
        f"CHANGELOG.md has no entry for {VERSION}",
    ),
    "no Russian": (
        edited("CHANGELOG.md", f"{HEADING}\n", f"{HEADING}\n\n- One thing more.\n"),
        VERSION,
        "docs/ru/changelog.md: the English page has changed",
    ),
    "no repository": (
        lambda w: shutil.rmtree(w / ".git"),
        VERSION,
        "git tag refuses: fatal: not a git repository",
    ),
}


@pytest.mark.parametrize("name", MISUSES)
def test_a_misuse(name: str, tmp_path: Path) -> None:
    """One sentence says what was expected, before anything is tested or built."""
    before, version, told = MISUSES[name]
    work = checkout(tmp_path)
    before(work)
    done = run(work, version, "--check")
    assert done.returncode == 1
    assert done.stderr.startswith(f"make release: {told}")
    assert len(done.stderr.splitlines()) == 1
    assert not (work / "build").exists()
    assert not (work / "releases").exists()


def test_a_build_that_is_not_reproducible(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is refused by its name."""
    times = iter(range(99))

    def build(source: Path, kind: str, into: Path) -> Path:  # noqa: ARG001 - as the other takes
        into.mkdir(parents=True, exist_ok=True)
        (into / "a.whl").write_text(f"built at {next(times)}", encoding="utf-8")
        return into / "a.whl"

    monkeypatch.setattr(distributions, "build", build)
    with pytest.raises(CheckFailed, match=r"^a\.whl is not built reproducibly"):
        distributions.build_all(tmp_path, tmp_path / "built")


def test_a_build_that_fails(tmp_path: Path) -> None:
    """A sentence says which."""
    with pytest.raises(CheckFailed, match=r"^the wheel of .* cannot be built"):
        distributions.build(tmp_path, "wheel", tmp_path / "built")


def test_a_changelog_without_the_version() -> None:
    """It cannot have the day."""
    with pytest.raises(CheckFailed, match="has no heading"):
        dated("# Changelog\n", "0.2.0", "2026-11-24")


def test_the_order_of_the_steps() -> None:
    """`make release` checks first, tests then, and builds last."""
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    recipe = text.partition("\nrelease:")[2].partition("\n\n")[0]
    steps = ["--check", "generate samples vectors test lint", 'scripts.release "$(VERSION)"']
    places = [recipe.index(step) for step in steps]
    assert places == sorted(places)

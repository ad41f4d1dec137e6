"""What the check for compatibility says, to the letter, and what its command does."""

import hashlib
import sys
from pathlib import Path
from typing import Any

import pytest

from scripts.compatibility import __main__ as command
from scripts.compatibility import oasdiff
from scripts.compatibility.changelog import draft, drafted, entries, entry_of
from scripts.compatibility.check import Comparison, check, compare
from scripts.compatibility.releases import RELEASES, Release, keep, releases, shown
from scripts.compatibility.step import Change, CheckFailed, Step, numbers
from tests.contract import ROOT

BREAKS = Change(Step.BREAKING, "the field colour is gone")
ADDS = Change(Step.ADDITION, "the field size is new")
SAYS = Change(Step.WORDS, "the words have changed")
CHANGELOG = (
    "# Changelog\n\nAll of it.\n\n## 0.2.0 (unreleased)\n\n- More.\n\n"
    "## 0.1.0 (2026-01-02)\n\n- All.\n"
)


def refused(act: Any, *given: Any) -> str:
    """Why something is refused."""
    with pytest.raises(CheckFailed) as why:
        act(*given)
    return str(why.value)


# The changelog.


def test_the_entries_of_a_changelog() -> None:
    """Each has a version, a day or none yet, and what is below its heading."""
    found = [(each.version, each.when, each.text) for each in entries(CHANGELOG)]
    assert found == [
        ("0.2.0", "unreleased", "\n\n- More.\n\n"),
        ("0.1.0", "2026-01-02", "\n\n- All.\n"),
    ]
    assert entry_of(CHANGELOG, "0.3.0") is None


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("\n\n- Breaking: a\n- Added: b\n", Step.BREAKING),
        ("\n\n- Added: b\n", Step.ADDITION),
        ("\n\n- Changed: b\n", Step.WORDS),
        ("\n\n- It is Added: b\n", Step.WORDS),
        ("\n \n", Step.NONE),
    ],
)
def test_what_an_entry_claims(text: str, claims: Step) -> None:
    """The furthest of its lines counts."""
    (entry,) = entries(f"## 0.1.0 (unreleased){text}")
    assert entry.claims is claims


def test_a_draft() -> None:
    """It stands above all entries, or at the end where there is none; what breaks is first."""
    written = (
        "## 0.3.0 (unreleased)\n\n- Breaking: the field colour is gone. (draft)\n"
        "- Added: the field size is new. (draft)\n- Changed: the words have changed. (draft)\n\n"
    )
    changes = [SAYS, ADDS, BREAKS]
    assert draft("0.3.0", changes) == written
    head, below = CHANGELOG.split("## ", 1)
    assert drafted(CHANGELOG, "0.3.0", changes) == f"{head}{written}## {below}"
    assert drafted("# Changelog\n", "0.3.0", changes) == f"# Changelog\n{written}"


def test_an_entry_that_says_too_little() -> None:
    """The sentence says which line is missing, and why."""
    (entry, _) = entries(CHANGELOG)
    assert refused(entry.check, [ADDS, BREAKS]) == (
        "CHANGELOG.md: the entry of 0.2.0 has no line that begins with '- Breaking:', but the field"
        " colour is gone"
    )
    (empty,) = entries("## 0.1.0 (unreleased)\n\n")
    assert refused(empty.check, []) == "CHANGELOG.md says nothing below 0.1.0; say what is new"
    (begun,) = entries("## 0.1.0 (unreleased)\n\n- Added: x. (draft)\n")
    assert refused(begun.check, []) == (
        "CHANGELOG.md: the entry of 0.1.0 is a draft; say in your words what a user notices, and"
        " take each (draft) away"
    )
    entry.check([SAYS])


# The version.


def test_a_version_that_does_not_fit() -> None:
    """The sentence says which was expected, why, and what may be meant instead."""
    rest = (
        "; what the client or the mock breaks or adds, CHANGELOG.md must say in a line that begins"
        " with '- Breaking:' or '- Added:'"
    )
    start = "openapi.yaml: info.version {0} was expected after the release of 0.1.0, {1} is there"
    found = Comparison("0.1.1", "0.1.0", [BREAKS] * 4 + [ADDS])
    because = "(breaking: " + "; ".join(["the field colour is gone"] * 3) + ")"
    assert refused(check, found, CHANGELOG) == (
        f"{start.format('0.2.0', '0.1.1')} {because}. Set it to 0.2.0{rest}"
    )
    because = "(none: nothing in the document has changed)"
    assert refused(check, Comparison("0.1.1", "0.1.0", []), CHANGELOG) == (
        f"{start.format('0.1.0', '0.1.1')} {because}. Set it to 0.1.0{rest}"
    )


def test_a_version_that_is_spelt_wrong(tmp_path: Path) -> None:
    """It is refused before anything was released, too."""
    path = tmp_path / "openapi.yaml"
    path.write_text("info: {version: '1.0'}", encoding="utf-8")
    assert refused(compare, path, []) == "a version such as 0.2.0 was expected, '1.0' came"
    assert numbers("10.20.30") == (10, 20, 30)


@pytest.mark.parametrize("text", [None, "a: [", "a: b: c"])
def test_a_document_that_cannot_be_read(text: str | None, tmp_path: Path) -> None:
    """It is named."""
    path = tmp_path / "openapi.yaml"
    if text:
        path.write_text(text, encoding="utf-8")
    assert refused(compare, path, []).startswith(f"{path} cannot be read: ")


# What oasdiff finds.


def finding(name: str, level: int, text: str, where: str = "GET /a") -> dict[str, Any]:
    """A finding of oasdiff."""
    operation, _, path = where.partition(" ")
    place = {"operation": operation, "path": path} if where else {}
    return {"id": name, "level": level, "text": text, **place}


def test_how_far_findings_go() -> None:
    """By oasdiff's level, or by what this contract promises."""
    found = oasdiff.changes(
        [
            finding("x", 1, "one"),
            finding("x", 2, "two"),
            finding("x", 3, "three"),
            finding("response-property-enum-value-added", 3, "code"),
            finding("api-tag-added", 3, "tag"),
            finding("api-version-not-bumped", 3, "version"),
            finding("x", 1, "everywhere", ""),
            finding("x", 1, "one", "PUT /b"),
            finding("x", 1, "one"),
        ]
    )
    assert [*found] == [
        Change(Step.ADDITION, "GET /a, PUT /b: one"),
        Change(Step.BREAKING, "GET /a: two"),
        Change(Step.BREAKING, "GET /a: three"),
        Change(Step.ADDITION, "GET /a: code"),
        Change(Step.WORDS, "GET /a: tag"),
        Change(Step.ADDITION, "everywhere"),
    ]


@pytest.mark.parametrize(
    ("count", "told"),
    [(0, ""), (1, "0"), (3, "0, 1, 2"), (4, "0, 1, 2 and 1 more"), (9, "0, 1, 2 and 6 more")],
)
def test_the_places_of_a_change(count: int, told: str) -> None:
    """Three are named."""
    assert oasdiff.told([*map(str, range(count)), ""]) == told


def tool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Put a program in the place of oasdiff."""
    path = tmp_path / "oasdiff"
    path.write_text(f"#!/bin/sh\n{code}\n", encoding="utf-8")
    path.chmod(0o755)
    monkeypatch.setenv("OASDIFF", str(path))


def test_the_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is asked for JSON about both; what it answers is taken, or why it cannot."""
    older, newer = tmp_path / "older", tmp_path / "newer"
    tool(tmp_path, monkeypatch, """printf '["%s"]' "$*" """)
    (asked,) = oasdiff.findings(older, newer)
    assert str(asked) == f"changelog --format json {older} {newer}"
    tool(tmp_path, monkeypatch, "exit 0")
    assert oasdiff.findings(older, newer) == []
    tool(tmp_path, monkeypatch, "echo out; echo 'no such file' >&2; exit 102")
    assert refused(oasdiff.findings, older, newer) == (
        "oasdiff could not compare the documents: no such file"
    )
    monkeypatch.delenv("OASDIFF")
    monkeypatch.setattr(oasdiff, "ROOT", tmp_path)
    assert refused(oasdiff.program) == (
        "oasdiff is not installed; install Go 1.26 or later, then try again"
    )
    (tmp_path / "build" / "go").mkdir(parents=True)
    (tmp_path / "build" / "go" / "oasdiff").touch()
    assert oasdiff.program() == tmp_path / "build" / "go" / "oasdiff"


# What was released.


def test_a_release(tmp_path: Path) -> None:
    """It has a folder of its own, and a checksum that sha256sum takes."""
    document = tmp_path / "openapi.yaml"
    document.write_bytes(b"a: b\n")
    kept = keep(document, "0.1.0", tmp_path / "new" / "releases")
    assert kept == Release("0.1.0", tmp_path / "new" / "releases" / "0.1.0" / "openapi.yaml")
    assert kept.document.read_bytes() == b"a: b\n"
    sums = kept.document.with_name("SHA256SUMS")
    line = f"{hashlib.sha256(b'a: b' + bytes([10])).hexdigest()}  openapi.yaml\n"
    assert sums.read_text(encoding="utf-8") == line
    kept.check()
    sums.unlink()
    assert refused(kept.check) == (
        f"{kept.document} is not what was released, by the SHA256SUMS beside it; a release never"
        " changes: restore both"
    )
    with pytest.raises(FileExistsError):
        keep(document, "0.1.0", tmp_path / "new" / "releases")


def test_all_releases(tmp_path: Path) -> None:
    """They are in the order of their numbers; what is missing is named."""
    assert releases(tmp_path / "none") == []
    for name in ("0.10.0", "0.9.0"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "openapi.yaml").touch()
    assert [each.version for each in releases(tmp_path)] == ["0.9.0", "0.10.0"]
    (tmp_path / "0.9.0" / "openapi.yaml").unlink()
    missing = tmp_path / "0.9.0" / "openapi.yaml"
    assert refused(releases, tmp_path) == f"{missing} is missing; restore it"
    (tmp_path / "notes").mkdir()
    assert "a version such as 0.2.0 was expected" in refused(releases, tmp_path)
    assert (RELEASES, shown(RELEASES / "a")) == (ROOT / "releases", Path("releases/a"))


# The command.


class Told:
    """The command, run in this process on a comparison and a changelog of the test's own."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.changelog = folder / "CHANGELOG.md"
        self.changelog.write_text(CHANGELOG + "Ä\n", encoding="utf-8")
        self.found: Comparison | CheckFailed = Comparison("0.2.0", "0.1.0", [SAYS, ADDS, BREAKS])
        self._monkeypatch = monkeypatch
        monkeypatch.setattr(command, "CHANGELOG", self.changelog)
        monkeypatch.setattr(command, "compare", self._compare)

    def _compare(self, document: Path, released: list[Release]) -> Comparison:
        assert document == ROOT / "openapi.yaml"
        assert released == releases()
        if isinstance(self.found, CheckFailed):
            raise self.found
        return self.found

    def __call__(self, *arguments: str) -> object:
        """The code or the message that it exits with; None where it does not."""
        self._monkeypatch.setattr(sys, "argv", ["compatibility", *arguments])
        try:
            command.main()
        except SystemExit as left:
            return left.code
        return None


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Told:
    """The command."""
    return Told(tmp_path, monkeypatch)


LINES = (
    "breaking  the field colour is gone\naddition  the field size is new\n"
    "words     the words have changed\n3 changes since the release of 0.1.0\n"
)


def test_a_check(told: Told, capsys: pytest.CaptureFixture[str]) -> None:
    """It tells what has changed, what goes furthest first, and then what is wrong."""
    assert told() == (
        "make check-compatible: CHANGELOG.md: the entry of 0.2.0 has no line that begins with"
        " '- Breaking:', but the field colour is gone"
    )
    assert capsys.readouterr().out == LINES
    told.found = Comparison("0.1.1", "0.1.0", [])
    assert str(told()).startswith("make check-compatible: openapi.yaml: info.version 0.1.0 was exp")
    told.found = Comparison("0.2.0", None, [])
    assert told() is None
    assert capsys.readouterr().out.endswith(
        "Nothing was released yet, so nothing can be broken: 0.2.0 is the first.\n"
    )
    told.changelog.unlink()
    assert str(told()).startswith("make check-compatible: [Errno 2]")


def test_a_draft_by_the_command(told: Told, capsys: pytest.CaptureFixture[str]) -> None:
    """It is written where there is no entry, and only told where there is one."""
    before = told.changelog.read_bytes()
    assert told("--draft") is None
    changes = [SAYS, ADDS, BREAKS]
    said = "CHANGELOG.md has an entry for 0.2.0. The draft would be:\n\n"
    assert capsys.readouterr().out == f"{LINES}{said}{draft('0.2.0', changes)}\n"
    assert told.changelog.read_bytes() == before
    told.found = Comparison("0.3.0", "0.1.0", changes)
    assert told("--draft") is None
    said = "CHANGELOG.md has a draft for 0.3.0 now; finish it\n"
    assert capsys.readouterr().out == LINES + said
    assert told.changelog.read_bytes().decode() == drafted(before.decode(), "0.3.0", changes)
    told.found = CheckFailed("no oasdiff")
    assert told("--draft") == "make changelog: no oasdiff"


def test_the_help_of_the_command(told: Told, capsys: pytest.CaptureFixture[str]) -> None:
    """It says what is checked, and what may be asked for."""
    assert told("--help") == 0
    out = capsys.readouterr().out
    assert out.startswith("usage: python -m scripts.compatibility [-h] [--draft]\n\nCheck that")
    assert "--draft     draft the entry of CHANGELOG.md\n" in out

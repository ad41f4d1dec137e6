"""What was promised cannot be broken unseen: each change demands a version, and words about it."""

import copy
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from scripts.compatibility import oasdiff as program
from scripts.compatibility.changelog import drafted, entries, entry_of
from scripts.compatibility.check import Comparison, changes_between, check, compare
from scripts.compatibility.own_rules import RULES
from scripts.compatibility.releases import RELEASES, keep, releases
from scripts.compatibility.step import Change, CheckFailed, Step, next_version, numbers
from tests.compatibility_cases import CASES, Case
from tests.contract import DOCUMENT, ROOT

CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
BREAKS = Change(Step.BREAKING, "the field colour is gone")
ADDS = Change(Step.ADDITION, "the field colour is new")
SAYS = Change(Step.WORDS, "the words of the document have changed")


@pytest.fixture
def oasdiff() -> Path:
    """The program; where the check is an obligation, insist on it."""
    try:
        return program.program()
    except CheckFailed as error:
        if os.environ.get("REQUIRE_GO"):
            pytest.fail(str(error))
        pytest.skip(str(error))  # People need no Go for the rest.


def written(document: object, path: Path) -> Path:
    """A document as a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(document, sort_keys=False, allow_unicode=True), encoding="utf-8")
    return path


def with_entry(version: str, *lines: str) -> str:
    """A changelog that has an entry of a version."""
    return "\n".join(["# Changelog", "", f"## {version} (unreleased)", "", *lines, ""])


@pytest.mark.usefixtures("oasdiff")
@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_a_change(case: Case, tmp_path: Path) -> None:
    """It goes as far as it does for those who rely on the document."""
    changed = copy.deepcopy(DOCUMENT)
    case.change(changed)
    older = written(DOCUMENT, tmp_path / "older.yaml")
    found = changes_between(older, written(changed, tmp_path / "newer.yaml"))
    assert max((each.step for each in found), default=Step.NONE) is case.step, found
    assert len(found) == len({each.text for each in found})


@pytest.mark.parametrize(
    ("finding", "step"),
    [
        ("api-operation-id-removed", Step.BREAKING),
        ("response-non-success-status-removed", Step.BREAKING),
        ("optional-response-header-removed", Step.BREAKING),
        ("response-body-enum-value-added", Step.ADDITION),
        ("a-finding-of-a-later-oasdiff", Step.ADDITION),
    ],
)
def test_what_only_informs(finding: str, step: Step) -> None:
    """Some of what oasdiff only informs of breaks programs; it is told once for all operations."""
    same = {"id": finding, "level": 1, "text": "it is different", "operation": "GET"}
    found = [*program.changes([{**same, "path": f"/{number}"} for number in range(5)])]
    assert found == [Change(step, "GET /0, GET /1, GET /2 and 2 more: it is different")]


def test_the_cases() -> None:
    """There are some of each step, and no two have one name."""
    assert {case.step for case in CASES} == {*Step}
    assert len({case.name for case in CASES}) == len(CASES) >= 50
    assert len(RULES) == len({*RULES})


@pytest.mark.parametrize(
    ("last", "step", "expected"),
    [
        ("1.4.2", Step.BREAKING, "2.0.0"),
        ("1.4.2", Step.ADDITION, "1.5.0"),
        ("1.4.2", Step.WORDS, "1.4.3"),
        ("1.4.2", Step.NONE, "1.4.2"),
        ("0.4.2", Step.BREAKING, "0.5.0"),
        ("0.4.2", Step.ADDITION, "0.4.3"),
        ("0.4.2", Step.WORDS, "0.4.3"),
        ("0.9.9", Step.BREAKING, "0.10.0"),
    ],
)
def test_the_version_that_a_step_demands(last: str, step: Step, expected: str) -> None:
    """It follows semantic versioning; before 1.0.0 the second number tells what breaks."""
    assert next_version(last, step) == expected


@pytest.mark.parametrize("spelling", ["1.0", "1.0.0.0", "v1.0.0", "01.0.0", "1.0.0-rc.1", ""])
def test_a_version_that_is_none(spelling: str) -> None:
    """It is refused with what a version looks like."""
    with pytest.raises(CheckFailed, match=r"a version such as 0\.2\.0 was expected"):
        numbers(spelling)


@pytest.mark.parametrize(
    ("version", "last", "changes", "lines"),
    [
        ("0.2.0", "0.1.0", [BREAKS, ADDS], ["- Breaking: the colour is gone."]),
        ("0.1.1", "0.1.0", [ADDS], ["- Added: a colour."]),
        ("0.1.1", "0.1.0", [SAYS], ["- The price is told better."]),
        ("0.1.1", "0.1.0", [], ["- The mock starts faster."]),
        ("0.2.0", "0.1.0", [SAYS], ["- Breaking: the client takes no text for a price."]),
        ("1.3.0", "1.2.5", [], ["- Added: the mock has a clock."]),
        ("0.1.0", "0.1.0", [], ["- Words that were released."]),
        ("1.0.0", "0.1.0", [], ["- What is promised stays."]),
        ("0.1.0", None, [], ["- All of it."]),
    ],
)
def test_a_version_that_says_what_has_changed(
    version: str, last: str | None, changes: list[Change], lines: list[str]
) -> None:
    """It passes, the changes of client and mock included."""
    check(Comparison(version, last, changes), with_entry(version, *lines))


@pytest.mark.parametrize(
    ("version", "last", "changes", "lines", "told"),
    [
        ("0.1.0", "0.1.0", [BREAKS], ["- All."], "info.version 0.2.0 was expected .* colour is go"),
        ("0.1.1", "0.1.0", [BREAKS], ["- All."], "info.version 0.2.0 was expected"),
        ("0.1.0", "0.1.0", [SAYS], ["- All."], "info.version 0.1.1 was expected"),
        ("0.2.0", "0.1.0", [ADDS], ["- Added: it."], "info.version 0.1.1 was expected"),
        ("1.2.1", "1.2.0", [ADDS], ["- Added: it."], "info.version 1.3.0 was expected"),
        ("2.0.0", "1.2.0", [ADDS], ["- Added: it."], "info.version 1.3.0 was expected"),
        ("0.2.1", "0.1.0", [BREAKS], ["- Breaking: it."], "info.version 0.2.0 was expected"),
        ("0.0.9", "0.1.0", [], ["- All."], "info.version 0.1.1 was expected"),
        ("0.1.1", "0.1.0", [], ["- Breaking: it."], "info.version 0.2.0 was expected"),
        ("0.2.0", "0.1.0", [BREAKS], ["- All."], "no line that begins with '- Breaking:'"),
        ("0.1.1", "0.1.0", [ADDS], ["- All."], "no line that begins with '- Added:'"),
        ("0.1.1", "0.1.0", [ADDS], ["- Added: it. (draft)"], "is a draft"),
        ("0.1.1", "0.1.0", [SAYS], [], "says nothing below 0.1.1"),
        ("0.1.0", None, [], [], "says nothing below 0.1.0"),
    ],
)
def test_a_version_that_says_something_else(
    version: str, last: str | None, changes: list[Change], lines: list[str], told: str
) -> None:
    """It is refused in a sentence that says what was expected, and why."""
    with pytest.raises(CheckFailed, match=told):
        check(Comparison(version, last, changes), with_entry(version, *lines))


def test_a_version_without_an_entry() -> None:
    """It is refused, with the way to a draft."""
    with pytest.raises(CheckFailed, match=r"no entry for 0\.1\.1; make changelog drafts one"):
        check(Comparison("0.1.1", "0.1.0", [SAYS]), with_entry("0.1.0", "- All."))


def test_the_draft_of_an_entry() -> None:
    """What breaks stands first; until a person has finished it, it is refused."""
    text = drafted(with_entry("0.1.0", "- All."), "0.2.0", [ADDS, BREAKS])
    entry = entry_of(text, "0.2.0")
    assert entry
    assert [each.version for each in entries(text)] == ["0.2.0", "0.1.0"]
    first, second = entry.text.split("\n")[2:4]
    assert (first, second) == (
        "- Breaking: the field colour is gone. (draft)",
        "- Added: the field colour is new. (draft)",
    )
    with pytest.raises(CheckFailed, match="is a draft"):
        check(Comparison("0.2.0", "0.1.0", [ADDS, BREAKS]), text)
    check(Comparison("0.2.0", "0.1.0", [ADDS, BREAKS]), text.replace(" (draft)", ""))


@pytest.mark.usefixtures("oasdiff")
def test_an_operation_with_another_name(tmp_path: Path) -> None:
    """It is told in one line, and not once more for each of its examples."""
    changed = copy.deepcopy(DOCUMENT)
    changed["paths"]["/number/cli-types"]["get"]["operationId"] = "listCallerIds"
    older = written(DOCUMENT, tmp_path / "older.yaml")
    (found,) = changes_between(older, written(changed, tmp_path / "newer.yaml"))
    assert "listCallerIdTypes" in found.text


@pytest.mark.usefixtures("oasdiff")
def test_a_release_and_what_came_after(tmp_path: Path) -> None:
    """The last one is found by its number, without any tag, and the document is held against it."""
    folder = tmp_path / "releases"
    for version in ("0.9.0", "0.10.0"):
        document = copy.deepcopy(DOCUMENT)
        document["info"]["version"] = version
        keep(written(document, tmp_path / "then.yaml"), version, folder)
    changed = copy.deepcopy(DOCUMENT)
    changed["info"]["version"] = "0.11.0"
    del changed["paths"]["/number/sms"]
    found = compare(written(changed, tmp_path / "now.yaml"), releases(folder))
    assert (found.version, found.last, found.step) == ("0.11.0", "0.10.0", Step.BREAKING)
    check(found, with_entry("0.11.0", "- Breaking: no list of SMS."))


def test_a_release_that_was_changed(tmp_path: Path) -> None:
    """It is refused: a release that moves along hides what breaks."""
    folder = tmp_path / "releases"
    kept = keep(written(DOCUMENT, tmp_path / "then.yaml"), "0.1.0", folder)
    kept.document.write_text(kept.document.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    with pytest.raises(CheckFailed, match="is not what was released"):
        compare(ROOT / "openapi.yaml", releases(folder))


def test_a_release_without_a_document(tmp_path: Path) -> None:
    """It is refused, and not passed over."""
    (tmp_path / "0.1.0").mkdir()
    with pytest.raises(CheckFailed, match="is missing"):
        releases(tmp_path)


def test_what_was_released() -> None:
    """Each release has its day in the changelog, and nothing else there has one."""
    dated = {each.version for each in entries(CHANGELOG) if re.fullmatch(r"[\d-]{10}", each.when)}
    assert dated == {each.version for each in releases(RELEASES)}
    for each in releases(RELEASES):
        each.check()


def test_the_command() -> None:
    """It says what this repository promises, and finds nothing broken."""
    command = [sys.executable, "-m", "scripts.compatibility"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if releases(RELEASES) and "not installed" in done.stderr:
        pytest.skip(done.stderr)
    assert (done.returncode, done.stderr) == (0, "")
    assert "release" in done.stdout


def test_without_oasdiff(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sentence says what to install."""
    monkeypatch.setenv("OASDIFF", str(tmp_path / "none"))
    with pytest.raises(CheckFailed, match="oasdiff is not installed; install Go"):
        program.findings(ROOT / "openapi.yaml", ROOT / "openapi.yaml")

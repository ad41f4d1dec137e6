"""oasdiff, which knows both versions of OpenAPI, finds the two forms of the twin to be the same."""

import os
import subprocess
from pathlib import Path

import pytest

from tests import twin_documents as documents
from tests.contract import ROOT

OASDIFF = ROOT / "build" / "go" / "oasdiff"


@pytest.fixture
def oasdiff() -> Path:
    """The program; where the check is an obligation, insist on it."""
    if OASDIFF.exists():
        return OASDIFF
    reason = "oasdiff is not installed (make lint does, where Go is)"
    if os.environ.get("REQUIRE_GO"):
        pytest.fail(reason)
    pytest.skip(reason)  # People need no Go for the rest.


def compared(
    oasdiff: Path, command: str, folder: Path, older: str
) -> subprocess.CompletedProcess[str]:
    """What oasdiff tells of an older form, beside the newer one of the twin."""
    for name, text in {"newer": documents.files()["openapi-3.1.yaml"], "older": older}.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return subprocess.run(
        [str(oasdiff), command, "--auto-upgrade", "newer.yaml", "older.yaml"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_forms(oasdiff: Path, tmp_path: Path) -> None:
    """It finds no change, of meaning or of words."""
    older = documents.files()["openapi-3.0.3.yaml"]
    difference = compared(oasdiff, "diff", tmp_path, older)
    assert (difference.returncode, difference.stdout.strip(), difference.stderr) == (0, "{}", "")
    change = compared(oasdiff, "changelog", tmp_path, older)
    assert (change.returncode, change.stdout.strip(), change.stderr) == (
        0,
        "No changes detected",
        "",
    )


@pytest.mark.parametrize(
    ("healthy", "faulty"),
    [
        ("nullable: true", "nullable: false"),
        ("format: int64", "format: int32"),
        ("operationId: buyNumbers", "operationId: buyNumber"),
        ("description: A page of owned numbers.", "description: Owned numbers."),
    ],
)
def test_a_form_that_says_something_else(
    healthy: str, faulty: str, oasdiff: Path, tmp_path: Path
) -> None:
    """It finds that."""
    older = documents.files()["openapi-3.0.3.yaml"]
    assert healthy in older
    told = compared(oasdiff, "diff", tmp_path, older.replace(healthy, faulty, 1))
    assert "modified" in told.stdout

"""Each planted fault turns the test red that is there to find it."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.client_faults import CLIENT_FAULTS
from tests.contract import ROOT
from tests.faults import Fault
from tests.mock_faults import MOCK_FAULTS

NEEDED = [
    *(
        "LICENSE",
        "Makefile",
        "README.md",
        "generator-config.yaml",
        "openapi.yaml",
        "pyproject.toml",
    ),
    *("requirements", "scripts", "generated", "tests"),
]
TOOLS = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
# Hypothesis reckons its tables of characters once, not once for each fault.
TABLES = str(ROOT / ".hypothesis")
FAULTS = [*MOCK_FAULTS, *CLIENT_FAULTS]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of what the tests need."""
    for name in NEEDED:
        source, target = ROOT / name, tmp_path / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    return tmp_path


def plant(fault: Fault, root: Path) -> None:
    """Put the faulty text in the place of the healthy one, and generate what follows from it.

    Raises:
        AssertionError: The healthy text does not stand there as often as the fault says.
    """
    path = root / fault.file
    text = path.read_text(encoding="utf-8")
    assert text.count(fault.healthy) == fault.times, f"{fault.name}: the catalogue is out of date"
    path.write_text(text.replace(fault.healthy, fault.faulty), encoding="utf-8")
    if path.suffix == ".jinja":
        generate = ["make", "-s", "generate", f"PATH={TOOLS}", "RUN="]
        subprocess.run(generate, cwd=root, check=True, capture_output=True)
    else:
        compile(path.read_text(encoding="utf-8"), str(path), "exec")


def run(test: str, only: str, root: Path) -> subprocess.CompletedProcess[str]:
    """Run a test of a copy, up to its first failure."""
    options = [
        "--assert=plain",
        "-x",
        "-q",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:xdist",
        "-W",
        "default",
    ]
    return subprocess.run(
        [sys.executable, "-m", "pytest", *options, "-k", only, test],
        cwd=root,
        env={**os.environ, "HYPOTHESIS_PROFILE": "hunt", "HYPOTHESIS_STORAGE_DIRECTORY": TABLES},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.name for fault in FAULTS])
def test_a_planted_fault(fault: Fault, copy: Path) -> None:
    """The test that is there for it fails, and does not merely break down."""
    plant(fault, copy)
    done = run(fault.caught_by, fault.only, copy)
    assert done.returncode == 1, f"{fault.name} was not found by {fault.caught_by}:\n{done.stdout}"
    file = fault.caught_by.split("::")[0]
    assert re.search(rf"^FAILED {re.escape(file)}", done.stdout, re.M), done.stdout


def test_the_catalogue() -> None:
    """It has at least twenty faults of different names, in the mock and in the client."""
    names = {fault.name for fault in FAULTS}
    assert len(names) == len(FAULTS) >= 20
    assert min(len(MOCK_FAULTS), len(CLIENT_FAULTS)) >= 8

"""Each planted fault turns the test red that is there to find it."""

import os
import re
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from tests.contract import ROOT
from tests.faults import Fault

NEEDED = [
    *(
        "LICENSE",
        "Makefile",
        "README.md",
        "generator-config.yaml",
        "openapi.yaml",
        "pyproject.toml",
    ),
    *("requirements", "scripts", "generated", "tests", "docs", ".github", "CHANGELOG.md"),
    *("releases",) * (ROOT / "releases").exists(),
]
TOOLS = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
# Hypothesis reckons its tables of characters once, not once for each fault.
TABLES = str(ROOT / ".hypothesis")
# A program of the machine, which a copy need not have.
OASDIFF = str(ROOT / "build" / "go" / "oasdiff")
CATALOGUES = [
    import_module(f"tests.{path.stem}")
    for path in sorted(ROOT.glob("tests/*_faults.py"))
    if path.stem != "test_faults"
]
FAULTS: list[Fault] = [
    fault
    for catalogue in CATALOGUES
    for name, faults in vars(catalogue).items()
    if name.endswith("_FAULTS")
    for fault in faults
]


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
    if path.suffix == ".jinja" and path.parent.name == "python":
        generate = ["make", "-s", "generate", f"PATH={TOOLS}", "RUN="]
        subprocess.run(generate, cwd=root, check=True, capture_output=True)
    elif path.suffix == ".py":
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
        env={
            **os.environ,
            "HYPOTHESIS_PROFILE": "hunt",
            "HYPOTHESIS_STORAGE_DIRECTORY": TABLES,
            "OASDIFF": OASDIFF,
        },
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
    if re.search(r"^\d+ skipped", done.stdout.splitlines()[-1]):
        pytest.skip(f"What {fault.caught_by} needs is not here.")
    assert done.returncode == 1, f"{fault.name} was not found by {fault.caught_by}:\n{done.stdout}"
    file = fault.caught_by.split("::")[0]
    assert re.search(rf"^FAILED {re.escape(file)}", done.stdout, re.M), done.stdout


def test_the_catalogue() -> None:
    """Each file has some, and no two have one name."""
    assert len({fault.name for fault in FAULTS}) == len(FAULTS) >= 200
    for catalogue in CATALOGUES:
        assert any(name.endswith("_FAULTS") for name in vars(catalogue)), catalogue

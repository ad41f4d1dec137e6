"""Each planted fault turns the test red that is there to find it."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from tests.contract import ROOT
from tests.faults import Fault
from tests.fork_server import ForkServer, Run

NEEDED = [
    *(
        "LICENSE",
        "Makefile",
        "README.md",
        "generator-config.yaml",
        "openapi.yaml",
        "pyproject.toml",
        "workflows.arazzo.yaml",
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
    # Times are kept, and so is what was compiled.
    sources = [ROOT / name for name in NEEDED]
    subprocess.run(["cp", "-Rp", *sources, tmp_path], check=True)
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


@pytest.fixture(scope="session")
def fork_server() -> Iterator[ForkServer]:
    """What runs a test of a copy."""
    with ForkServer() as server:
        yield server


def run(server: ForkServer, test: str, only: str, root: Path) -> tuple[int, str]:
    """Run a test of a copy, up to its first failure; answer the exit code and what was printed."""
    arguments = ["--assert=plain", "-x", "-q", "-W", "default", "-k", only, test]
    plugins = ["-p", "no:cacheprovider", "-p", "no:xdist"]
    environment = {
        "HYPOTHESIS_PROFILE": "hunt",
        "HYPOTHESIS_STORAGE_DIRECTORY": TABLES,
        "OASDIFF": OASDIFF,
    }
    output = root / "output.txt"
    code = server.run(Run(str(root), plugins + arguments, environment, str(output), 300))
    return code, output.read_text(encoding="utf-8", errors="replace")


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.name for fault in FAULTS])
def test_a_planted_fault(fault: Fault, copy: Path, fork_server: ForkServer) -> None:
    """The test that is there for it fails, and does not merely break down."""
    plant(fault, copy)
    code, told = run(fork_server, fault.caught_by, fault.only, copy)
    if re.search(r"^\d+ skipped", told.splitlines()[-1]):
        pytest.skip(f"What {fault.caught_by} needs is not here.")
    assert code == 1, f"{fault.name} was not found by {fault.caught_by}:\n{told}"
    file = fault.caught_by.split("::")[0]
    assert re.search(rf"^FAILED {re.escape(file)}", told, re.M), told


def test_the_catalogue() -> None:
    """Each file has some, and no two have one name."""
    assert len({fault.name for fault in FAULTS}) == len(FAULTS) >= 200
    for catalogue in CATALOGUES:
        assert any(name.endswith("_FAULTS") for name in vars(catalogue)), catalogue

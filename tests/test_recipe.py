"""The recipe for tests with the sandbox, done as its page says, where nothing is installed."""

import json
import os
import re
import shutil
import subprocess
import venv
from pathlib import Path

import pytest

from tests.contract import ROOT
from tests.type_checker import told_by_pyright

EXAMPLES = ROOT / "docs" / "examples"
SHOP = EXAMPLES / "shop"


@pytest.fixture(scope="module")
def bin_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The commands of an environment into which the recipe has installed what it needs."""
    environment = tmp_path_factory.mktemp("recipe") / "environment"
    venv.create(environment, with_pip=True)
    ran(SHOP / "install.sh", environment / "bin", ROOT)
    return environment / "bin"


def ran(script: Path, bin_folder: Path, folder: Path, status: int = 0) -> str:
    """Run a block of the page; answer what it prints, once it has ended as it should."""
    told = {"PATH": f"{bin_folder}:{os.environ['PATH']}", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    kept = {name: value for name, value in os.environ.items() if name.startswith("PIP_")}
    done = subprocess.run(
        ["sh", "-e", str(script)],
        cwd=folder,
        env=kept | told,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout


def test_the_recipe(bin_folder: Path, tmp_path: Path) -> None:
    """Both files in one folder, and pytest there: each test passes."""
    for path in SHOP.glob("*.py"):
        shutil.copy(path, tmp_path)
    tests = (SHOP / "test_shop.py").read_text(encoding="utf-8").count("def test_")
    assert re.search(rf"^=+ {tests} passed in", ran(SHOP / "run.sh", bin_folder, tmp_path), re.M)


def test_the_recipe_without_the_care_that_it_shows(bin_folder: Path, tmp_path: Path) -> None:
    """A shop that pays any price, or gives a lost answer up, fails its tests."""
    code = (SHOP / "shop.py").read_text(encoding="utf-8")
    careless = code.replace(", max_price=250", "").replace("if not unknown.settle():", "if True:")
    (tmp_path / "shop.py").write_text(careless, encoding="utf-8")
    shutil.copy(SHOP / "test_shop.py", tmp_path)
    told = ran(SHOP / "run.sh", bin_folder, tmp_path, status=1)
    names = re.findall(r"^FAILED test_shop.py::(\w+)", told, re.M)
    assert names == ["test_a_number_that_is_too_dear", "test_a_purchase_whose_answer_is_lost"]


def test_the_recipe_is_well_typed(bin_folder: Path, tmp_path: Path) -> None:
    """To pyright at its strictest, nothing is wrong with it."""
    for path in SHOP.glob("*.py"):
        shutil.copy(path, tmp_path)
    settings = {"typeCheckingMode": "strict", "pythonVersion": "3.11"}
    (tmp_path / "pyrightconfig.json").write_text(json.dumps(settings))
    python = bin_folder / "python"
    found = told_by_pyright(tmp_path, python, "--pythonpath", str(python))
    assert found["summary"]["filesAnalyzed"] == 2
    assert [each["message"] for each in found["generalDiagnostics"]] == []


def test_the_sandbox_as_its_page_installs_it(tmp_path: Path) -> None:
    """The command is there afterwards."""
    environment = tmp_path / "environment"
    venv.create(environment, with_pip=True)
    ran(EXAMPLES / "sandbox" / "install.sh", environment / "bin", ROOT)
    command = [str(environment / "bin" / "plusofon-mock"), "--version"]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout

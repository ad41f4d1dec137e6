"""The client as a distribution: a wheel that needs nothing else of this repository."""

import re
import subprocess
from collections.abc import Generator
from pathlib import Path

import pytest

from scripts.show_demo import running_mock
from tests.contract import DOCUMENT, ROOT
from tests.type_checker import told_by_pyright
from tests.wheels import built, files, imported, installed, metadata

SOURCE = ROOT / "generated" / "python"
VERSION = DOCUMENT["info"]["version"]
ABOUT = f"plusofon_numbers-{VERSION}.dist-info"

PROGRAM = """
import asyncio, sys
from plusofon_numbers import AsyncPlusofon, Plusofon

async def regions():
    async with AsyncPlusofon() as plusofon:
        return await plusofon.list_regions()

with Plusofon() as plusofon:
    assert plusofon.list_regions() == asyncio.run(regions())
    print(plusofon.list_regions().raw.status, sys.modules["plusofon_numbers"].__file__)
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built by the pinned build backend."""
    return built(SOURCE, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of an environment with the wheel, its dependencies and nothing else."""
    return installed(wheel, tmp_path_factory.mktemp("alone"))


@pytest.fixture(scope="module")
def mock() -> Generator[str]:
    """The URL of a mock."""
    with running_mock() as url:
        yield url


def test_the_wheel_is_named_and_typed(wheel: Path) -> None:
    """Its name and version are the document's, and it says that it is typed."""
    assert wheel.name == f"plusofon_numbers-{VERSION}-py3-none-any.whl"
    assert "plusofon_numbers/py.typed" in files(wheel)
    assert {name.split("/")[0] for name in files(wheel)} == {"plusofon_numbers", ABOUT}
    assert "Typing :: Typed" in metadata(wheel).get_all("Classifier", [])


def test_the_wheel_carries_its_readme_and_its_license(wheel: Path) -> None:
    """People who have the wheel alone can read both."""
    about = metadata(wheel)
    assert about["Description-Content-Type"] == "text/markdown"
    assert about.get_payload() == (SOURCE / "README.md").read_text(encoding="utf-8")
    assert about["License-Expression"] == DOCUMENT["info"]["license"]["name"]
    license_text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert files(wheel)[f"{ABOUT}/licenses/LICENSE"] == license_text


def test_the_wheel_declares_what_it_imports(wheel: Path) -> None:
    """Its dependencies are httpx2, msgspec and at most one more, and each is needed."""
    required = metadata(wheel).get_all("Requires-Dist", [])
    declared = {re.split(r"[^\w.-]", requirement)[0] for requirement in required}
    modules = [text for name, text in files(wheel).items() if name.endswith(".py")]
    assert declared == set[str]().union(*map(imported, modules))
    assert declared >= {"httpx2", "msgspec"}
    assert len(declared) == len(required) <= 3


def test_the_wheel_works_alone(python: Path, mock: str, tmp_path: Path) -> None:
    """In an environment with its declared dependencies and nothing else, both clients work."""
    done = subprocess.run(
        [str(python), "-I", "-W", "error", "-c", PROGRAM],
        cwd=tmp_path,
        env={"PLUSOFON_TOKEN": "test-alone", "PLUSOFON_BASE_URL": mock},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    status, file = done.stdout.split()
    assert status == "200"
    assert Path(file).is_relative_to(python.parent.parent)


def test_every_type_is_known(python: Path, tmp_path: Path) -> None:
    """To those who check their types there is no public symbol without one."""
    told = told_by_pyright(
        tmp_path, python, "--verifytypes", "plusofon_numbers", "--ignoreexternal"
    )
    found = told["typeCompleteness"]
    unknown = [
        f"{symbol['name']}: {diagnostic['message']}"
        for symbol in found["symbols"]
        if not symbol["isTypeKnown"]
        for diagnostic in symbol["diagnostics"]
    ]
    assert Path(found["pyTypedPath"]).is_relative_to(python.parent.parent)
    assert unknown == []
    assert found["exportedSymbolCounts"]["withKnownType"] > 1000
    assert found["completenessScore"] == 1

"""The client as a distribution: a wheel that needs nothing else of this repository."""

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from tests.contract import DOCUMENT, ROOT

SOURCE = ROOT / "generated" / "python"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built by the pinned build backend."""
    folder = tmp_path_factory.mktemp("wheel")
    build = "import hatchling.build as b; b.build_wheel(__import__('sys').argv[1])"
    subprocess.run([sys.executable, "-c", build, str(folder)], cwd=SOURCE, check=True)
    (path,) = folder.iterdir()
    return path


def test_the_wheel_is_named_and_typed(wheel: Path) -> None:
    """Its name and version are the document's, and it says that it is typed."""
    version = DOCUMENT["info"]["version"]
    assert wheel.name == f"plusofon_numbers-{version}-py3-none-any.whl"
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert "plusofon_numbers/py.typed" in names
    assert {name.split("/")[0] for name in names} == {
        "plusofon_numbers",
        f"plusofon_numbers-{version}.dist-info",
    }


def test_the_wheel_works_alone(wheel: Path, tmp_path: Path) -> None:
    """In an environment with its declared dependencies and nothing else, it imports and works."""
    venv.create(tmp_path / "venv", with_pip=True)
    python = tmp_path / "venv" / "bin" / "python"
    pins = [
        line
        for line in (ROOT / "requirements" / "run.txt").read_text().splitlines()
        if line.startswith(("httpx2==", "msgspec=="))
    ]
    install = [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    subprocess.run([*install, str(wheel), *pins], check=True)
    program = "from plusofon_numbers import Plusofon; print(Plusofon('test-alone'))"
    done = subprocess.run(
        [str(python), "-I", "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("Plusofon(")

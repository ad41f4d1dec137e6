"""generated/python/ is what the generator makes of the document today, byte for byte."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.contract import ROOT

COMMITTED = ROOT / "generated" / "python"
INPUTS = [
    "openapi.yaml",
    "generator-config.yaml",
    "LICENSE",
    "Makefile",
    "requirements",
    "scripts",
]
TOOLS = Path(sys.executable).parent


def contents(folder: Path) -> dict[str, bytes]:
    """The files of a folder, but for what Python leaves behind when it runs them."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


def generate(
    root: Path, path: str = f"{TOOLS}:{os.environ['PATH']}"
) -> subprocess.CompletedProcess[str]:
    """Run `make generate` with tools that are installed already."""
    command = ["make", "generate", f"PATH={path}", "RUN="]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of all that the client is generated from."""
    for name in INPUTS:
        source, target = ROOT / name, tmp_path / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    (tmp_path / "generated").mkdir()
    return tmp_path


def difference(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """The names of the files that are not the same on both sides."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def test_the_committed_client_is_the_generated_one(copy: Path) -> None:
    """No byte was edited by hand, no file is missing, and none is left over."""
    assert generate(copy).returncode == 0
    assert difference(contents(COMMITTED), contents(copy / "generated" / "python")) == []


def test_a_stray_file_does_not_survive(copy: Path) -> None:
    """What generation does not write is gone afterwards, and a hand edit too."""
    assert generate(copy).returncode == 0
    folder = copy / "generated" / "python"
    before = contents(folder)
    (folder / "stray.py").write_text("")
    (folder / "plusofon_numbers" / "client.py").write_text("")
    assert difference(contents(folder), before) == ["plusofon_numbers/client.py", "stray.py"]
    assert generate(copy).returncode == 0
    assert contents(folder) == before


def other_ruff(folder: Path) -> None:
    """Put a ruff of another version there."""
    ruff = folder / "ruff"
    ruff.write_text("#!/bin/sh\necho ruff 0.1.0\n")
    ruff.chmod(0o755)


@pytest.mark.parametrize("planted", [None, other_ruff], ids=["missing", "other"])
def test_a_ruff_that_is_not_the_pinned_one(copy: Path, tmp_path: Path, planted: object) -> None:
    """Generation refuses it with a sentence, and leaves the client alone."""
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("python", "openapi-python-client"):
        (tools / name).symlink_to(TOOLS / name)
    if callable(planted):
        planted(tools)
    done = generate(copy, f"{tools}:/usr/bin:/bin")
    assert done.returncode != 0
    assert "expected the ruff pinned in requirements/run.txt" in done.stderr
    assert contents(copy / "generated") == {}


def test_the_generator_drops_nothing_in_silence(copy: Path) -> None:
    """A part of the document that the generator cannot read stops the generation."""
    document = copy / "openapi.yaml"
    text = document.read_text(encoding="utf-8")
    broken = text.replace('/schemas/Region"', '/schemas/Nowhere"', 1)
    assert broken != text
    document.write_text(broken, encoding="utf-8")
    assert generate(copy).returncode != 0
    assert contents(copy / "generated" / "python") == {}


def test_the_installed_tools_are_the_pinned_ones() -> None:
    """The bytes depend on two versions: both are those of the requirements."""
    pins = dict(re.findall(r"^([\w-]+)==(\S+)$", (ROOT / "requirements/run.txt").read_text(), re.M))
    for tool in ("ruff", "openapi-python-client"):
        shown = subprocess.run(
            [str(TOOLS / tool), "--version"], capture_output=True, text=True, check=True
        ).stdout
        assert shown.split()[-1] == pins[tool]

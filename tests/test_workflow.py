"""The workflow that publishes on GitHub Pages: its pins, its targets, and what its steps do."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.contract import ROOT
from tests.test_publish import built

WORKFLOW = ROOT / ".github" / "workflows" / "documentation.yaml"
TEXT = WORKFLOW.read_text(encoding="utf-8")
JOB: dict[str, Any] = yaml.safe_load(TEXT)["jobs"]["publish"]
# In the place of make, which builds for longer than a test may take: it publishes what is built.
MAKE = """#!/bin/sh
set -e
test "$1" = docs-publish
site="${{2#SITE=}}"
PYTHONPATH={root} {python} -c "
import pathlib, sys
from scripts.publish_docs import publish
publish(pathlib.Path('{built}'), pathlib.Path(sys.argv[1]))
" "$site"
"""


def git(folder: Path, *arguments: str) -> str:
    """What git tells."""
    return subprocess.run(
        ["git", *arguments], cwd=folder, capture_output=True, text=True, check=True
    ).stdout


@pytest.fixture
def origin(tmp_path: Path) -> Path:
    """A repository that is cloned from and pushed to."""
    work, origin = tmp_path / "work", tmp_path / "origin.git"
    git(tmp_path, "init", "--quiet", "--initial-branch", "main", str(work))
    (work / "openapi.yaml").write_text("openapi: 3.1.0\ninfo:\n  version: 0.1.0\n")
    git(work, "add", "--all")
    author = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.com"]
    git(work, *author, "commit", "--quiet", "--message", "Begin")
    git(tmp_path, "clone", "--quiet", "--bare", str(work), str(origin))
    return origin


def carry_out(origin: Path, site: Path, folder: Path, ref: str = "refs/heads/main") -> None:
    """Carry the steps of the job out that are commands, in a clone of its own."""
    folder.mkdir()
    make = folder / "bin" / "make"
    make.parent.mkdir()
    python = sys.executable
    make.write_text(MAKE.format(root=ROOT, python=python, built=site))
    make.chmod(0o755)
    git(folder, "clone", "--quiet", "--depth", "1", f"file://{origin}", "clone")
    for step in JOB["steps"]:
        if "run" in step:
            subprocess.run(
                ["bash", "-e", "-o", "pipefail", "-c", step["run"]],
                cwd=folder / "clone" / step.get("working-directory", "."),
                env={
                    **os.environ,
                    "PATH": f"{make.parent}:{os.environ['PATH']}",
                    "GITHUB_REF": ref,
                },
                capture_output=True,
                check=True,
            )


def test_the_first_version_and_one_more(origin: Path, tmp_path: Path) -> None:
    """The branch that is served has both, each with its pages, and nothing of the repository."""
    carry_out(origin, built(tmp_path / "first", "0.1.0"), tmp_path / "1")
    carry_out(origin, built(tmp_path / "second", "0.2.0"), tmp_path / "2")
    served = git(origin, "ls-tree", "-r", "--name-only", "gh-pages").splitlines()
    for folder in ("0.1.0", "0.2.0", "latest"):
        assert f"{folder}/ru/reference/purchase.html" in served
    assert "index.html" in served
    assert ".nojekyll" in served
    assert "openapi.yaml" not in served
    assert ">0.2.0" in git(origin, "show", "gh-pages:0.1.0/en/index.html")


def test_a_version_that_is_there_already(origin: Path, tmp_path: Path) -> None:
    """Where nothing has changed, nothing is pushed."""
    site = built(tmp_path / "built", "0.1.0")
    carry_out(origin, site, tmp_path / "1")
    before = git(origin, "rev-parse", "gh-pages")
    carry_out(origin, site, tmp_path / "2")
    assert git(origin, "rev-parse", "gh-pages") == before


def test_a_tag(origin: Path, tmp_path: Path) -> None:
    """One that the document does not bear out publishes nothing; that of its version does."""
    site = built(tmp_path / "built", "0.1.0")
    with pytest.raises(subprocess.CalledProcessError):
        carry_out(origin, site, tmp_path / "1", "refs/tags/v0.2.0")
    assert "gh-pages" not in git(origin, "branch", "--list")
    carry_out(origin, site, tmp_path / "2", "refs/tags/v0.1.0")
    assert "gh-pages" in git(origin, "branch", "--list")


def test_each_action_is_pinned() -> None:
    """By its commit, and the version that this is stands beside it."""
    used = [line for line in TEXT.splitlines() if "uses:" in line]
    assert len(used) == sum("uses" in step for step in JOB["steps"])
    pin = re.compile(r"      - uses: [\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
    assert [line for line in used if not pin.fullmatch(line)] == []


def test_the_targets_that_it_makes_exist() -> None:
    """Each is one that make lists."""
    listed = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    made = [name for step in JOB["steps"] for name in re.findall(r"\bmake ([a-z-]+)", str(step))]
    assert made
    assert [name for name in made if not re.search(rf"^  {name} ", listed, re.M)] == []

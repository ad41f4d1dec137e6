"""One version, told once: what has a copy of it has the document's."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import plusofon_numbers
import pytest
import yaml

from scripts.compatibility.changelog import entries
from scripts.compatibility.step import numbers
from tests.contract import DOCUMENT, ROOT

VERSION: str = DOCUMENT["info"]["version"]
OVERLAYS = sorted((ROOT / "scripts" / "overlays").glob("*.yaml"))


def text(path: str) -> str:
    """A file of the repository."""
    return (ROOT / path).read_text(encoding="utf-8")


def test_the_document() -> None:
    """Its version has three numbers."""
    assert len(numbers(VERSION)) == 3


def test_the_client() -> None:
    """Its distribution has it, and it tells it to the service."""
    assert tomllib.loads(text("generated/python/pyproject.toml"))["project"]["version"] == VERSION
    with plusofon_numbers.Plusofon(token="test-version", base_url="http://127.0.0.1:9") as client:
        request = client.with_options(dry_run=True).list_regions()
    assert f"plusofon-numbers/{VERSION}" in json.dumps([str(request), dict(request.headers)])


def test_the_mock() -> None:
    """Its command tells it, and so does the document of its control API."""
    command = [sys.executable, "-m", "scripts.mock_server", "--version"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert told == f"plusofon-mock {VERSION}\n"
    assert yaml.safe_load(text("scripts/mock_server/control.yaml"))["info"]["version"] == VERSION
    project = tomllib.loads(text("pyproject.toml"))
    assert project["project"]["dynamic"] == ["version"]


def test_the_examples_of_the_control_api() -> None:
    """Where they show the mock's own version, it is this one."""
    own = re.compile(r"\{(?:name: plusofon-mock|status: ok), version: ([^}]+)\}")
    shown = own.findall(text("scripts/mock_server/control.yaml"))
    assert len(shown) >= 4
    assert {*shown} == {VERSION}


@pytest.mark.parametrize(
    "path", sorted((ROOT / "scripts" / "overlays").glob("*.yaml")), ids=lambda path: path.stem
)
def test_an_overlay(path: Path) -> None:
    """What is made of the document has its version."""
    head = path.read_text(encoding="utf-8").partition("\nactions:")[0]
    assert yaml.safe_load(head)["info"]["version"] == VERSION


@pytest.mark.parametrize("path", ["CHANGELOG.md", "docs/ru/changelog.md"])
def test_the_changelog(path: str) -> None:
    """Its first entry is of this version, in both languages, released on one day or not at all."""
    told = re.findall(r"^## (\S+) \((.+)\)$", text(path), re.M)
    english = [(each.version, each.when) for each in entries(text("CHANGELOG.md"))]
    assert told[0][0] == VERSION
    assert [
        (version, when.replace("не выпущена", "unreleased")) for version, when in told
    ] == english

"""The files that a runner reads: the workflows for the portable twin, and the twin."""

from functools import cache
from pathlib import Path
from typing import Any

from scripts.overlay import load_overlay
from scripts.plain_yaml import load_yaml, plain_yaml
from scripts.portable_twin.twin import portable_twin, twin_files
from scripts.workflows.document import FILE, ROOT, Workflows
from scripts.workflows.portable import SOURCE, portable_workflows

OVERLAY = ROOT / "scripts" / "overlays" / "portable.yaml"


def write_twin(folder: Path) -> None:
    """Put the twin into a folder."""
    twin = twin_files(portable_twin(contract(), load_overlay(OVERLAY)))[SOURCE]
    (folder / SOURCE).write_text(twin, encoding="utf-8")


def write_workflows(workflows: Workflows, folder: Path) -> None:
    """Put the workflows into a folder, beside the twin."""
    document = plain_yaml(portable_workflows(workflows, contract()), width=100)
    (folder / FILE).write_text(document, encoding="utf-8")


@cache
def contract() -> dict[str, Any]:
    """What the workflows are about."""
    document: dict[str, Any] = load_yaml((ROOT / "openapi.yaml").read_text(encoding="utf-8"))
    return document

"""The portable twin as the tests read it: made once from the document, in both forms."""

from functools import cache
from typing import Any

from scripts.overlay import load_overlay
from scripts.plain_yaml import load_yaml
from scripts.portable_twin.twin import portable_twin, twin_files
from tests.contract import DOCUMENT, ROOT

OVERLAY = ROOT / "scripts" / "overlays" / "portable.yaml"
FORMS = ("openapi-3.1", "openapi-3.0.3")


@cache
def twin() -> dict[str, Any]:
    """The twin in OpenAPI 3.1."""
    return portable_twin(DOCUMENT, load_overlay(OVERLAY))


@cache
def files() -> dict[str, str]:
    """The text of each file, by its name."""
    return twin_files(twin())


@cache
def form(name: str) -> dict[str, Any]:
    """One of the forms."""
    document: dict[str, Any] = load_yaml(files()[f"{name}.yaml"])
    return document

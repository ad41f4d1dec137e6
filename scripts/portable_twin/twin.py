"""The twin: the contract with its Overlay, portable operations and schemas, and nothing unused."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from scripts.overlay import Action, apply_overlay
from scripts.plain_yaml import plain_yaml
from scripts.portable_twin.form_3_0 import form_3_0
from scripts.portable_twin.operations import portable_answers, portable_operations
from scripts.portable_twin.references import TwinRefused
from scripts.portable_twin.rules import broken_rules
from scripts.portable_twin.schemas import Schemas

SECTIONS = ("responses", "schemas", "examples")


def portable_twin(contract: Mapping[str, Any], actions: list[Action]) -> dict[str, Any]:
    """The twin in OpenAPI 3.1.

    Raises:
        OverlayRefused: An action of the Overlay does not fit the contract.
        TwinRefused: The contract has something of which nobody has said what becomes of it, or what
            becomes of it breaks a rule of the twin.
    """
    document = without_unused(apply_overlay(contract, actions))
    schemas = Schemas(document)
    portable_operations(document, schemas)
    portable_answers(document, schemas)
    order = [name for name in document["components"]["schemas"] if name in schemas.named]
    document["components"]["schemas"] = {name: schemas.named[name] for name in order}
    twin = without_unused(document)
    if findings := broken_rules(twin):
        raise TwinRefused("\n".join(map(str, findings)))
    return twin


def without_unused(document: dict[str, Any]) -> dict[str, Any]:
    """A document without the components that nothing in it refers to."""
    used = set(re.findall(r'"#/components/(\w+/\w+)"', json.dumps(document)))
    components = document["components"]
    left = {
        section: {
            name: each for name, each in components[section].items() if f"{section}/{name}" in used
        }
        for section in SECTIONS
    }
    smaller = {**document, "components": components | left}
    return smaller if smaller == document else without_unused(smaller)


def twin_files(twin: Mapping[str, Any]) -> dict[str, str]:
    """The twin in each version of OpenAPI, as YAML and as JSON, by the name of the file.

    Raises:
        TwinRefused: OpenAPI 3.0.3 cannot say what the twin says.
    """
    forms = {"openapi-3.1": twin, "openapi-3.0.3": form_3_0(twin)}
    return {
        f"{name}.{ending}": text
        for name, document in forms.items()
        for ending, text in (
            ("yaml", plain_yaml(document, width=100)),
            ("json", json.dumps(document, ensure_ascii=False, indent=2) + "\n"),
        )
    }


def write(texts: Mapping[str, str], folder: Path) -> None:
    """Put files into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")

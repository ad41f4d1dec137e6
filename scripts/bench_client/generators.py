"""The clients that other generators make of the same document, made anew for each run."""

import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from ..benchmark.processes import run
from .contestants import packages

METHODS = {"get", "post", "put", "patch", "delete"}
# Its own hooks, kept from the style of this repository.
STOCK_SETTINGS = {
    "post_hooks": [
        "ruff check . --isolated --no-cache --fix-only --extend-select=I",
        "ruff format . --isolated --no-cache",
    ]
}


@dataclass(frozen=True, slots=True)
class Generators:
    """The generators of an environment.

    Attributes:
        tools: Where their commands are.
        folder: Where the clients go, each a package.
        environment: The variables that they run with.
    """

    tools: Path
    folder: Path
    environment: Mapping[str, str]

    def make_stock(self, document: Path) -> None:
        """The client of openapi-python-client with its own templates. Raises CannotMeasure."""
        settings = self.folder / "stock.json"
        settings.write_text(json.dumps(STOCK_SETTINGS), encoding="utf-8")
        run(
            [
                *(str(self.tools / "openapi-python-client"), "generate", "--path", str(document)),
                *("--config", str(settings), "--meta", "none"),
                *("--output-path", str(self._emptied(packages.STOCK)), "--fail-on-warning"),
            ],
            "openapi-python-client could not make the stock client",
            cwd=self.folder,
            environment=self.environment,
        )

    def make_other(self, document: Path) -> None:
        """The client of openapi-generator. Raises CannotMeasure."""
        derived = self.folder / "derived.json"
        derived.write_text(json.dumps(_derived(document)), encoding="utf-8")
        output = self._emptied("openapi_generator")
        run(
            [
                *(str(self.tools / "openapi-generator-cli"), "generate", "--generator-name"),
                *("python", "--input-spec", str(derived), "--output", str(output)),
                *("--additional-properties", f"packageName={packages.OTHER}"),
            ],
            "openapi-generator could not make its client",
            cwd=self.folder,
            environment=self.environment,
        )
        (output / packages.OTHER).rename(self._emptied(packages.OTHER))

    def _emptied(self, name: str) -> Path:
        path = self.folder / name
        shutil.rmtree(path, ignore_errors=True)
        return path


DERIVED = (
    "openapi-generator reads a copy of the document: without `links`, whose request bodies it "
    "wants to be text; with `string` beside `null` where a property is nothing but null, for which "
    "it has no type; and without the `const` of truth values, of which it makes what is not Python."
)


def _derived(path: Path) -> Any:
    """The document with the least change that lets openapi-generator read it; `DERIVED` says it."""
    document: Any = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    for responses in _responses(document):
        for response in responses.values():
            response.pop("links", None)
    for schema in document["components"]["schemas"].values():
        for part in [schema, *schema.get("properties", {}).values()]:
            if part.get("type") == "boolean":
                part.pop("const", None)
            elif part.get("type") == "null":
                part["type"] = ["string", "null"]
    return document


def _responses(document: Any) -> Iterator[dict[str, dict[str, Any]]]:
    yield document["components"]["responses"]
    for item in document["paths"].values():
        yield from (item[method]["responses"] for method in METHODS & item.keys())

"""The contract as it is tested: places, grades, operations."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeGuard

import yaml

from .errors import CannotRun

HERE = Path(__file__).parent
# The document lies at the root of the repository, or in the mock's package where it is installed.
PLACES = (HERE.parents[1] / "openapi.yaml", HERE.parent / "plusofon_numbers_mock" / "openapi.yaml")
DOCUMENT = next((path for path in PLACES if path.exists()), PLACES[0])
METHODS = ("get", "post", "patch", "put", "delete")
JSON = "application/json"


def is_object(node: Any) -> TypeGuard[dict[str, Any]]:
    """Whether a node of JSON is an object."""
    return isinstance(node, dict)


def is_list(node: Any) -> TypeGuard[list[Any]]:
    """Whether a node of JSON is a list."""
    return isinstance(node, list)


def below(place: str, *steps: str | int) -> str:
    """The place of what is inside another place, as a JSON Pointer in a fragment."""
    escaped = (str(step).replace("~", "~0").replace("/", "~1") for step in steps)
    return "/".join((place, *escaped))


@dataclass(frozen=True)
class Operation:
    """An operation of the document.

    Attributes:
        name: Its operationId.
        method: In capital letters.
        path: With `{name}` for a parameter.
        place: Where it stands in the document.
        definition: What stands there.
    """

    name: str
    method: str
    path: str
    place: str
    definition: Mapping[str, Any]

    @property
    def only_reads(self) -> bool:
        """Whether it changes nothing."""
        return bool(self.definition["x-repetition"]["may"] == "always")


class Document:
    """The document, by places: JSON Pointers that begin with `#`.

    Raises CannotRun for a text that is no OpenAPI document with the grades of this one.
    """

    def __init__(self, text: str, name: str = "the document") -> None:
        try:
            tree: Any = yaml.safe_load(text)
        except yaml.YAMLError:
            tree = None
        if not is_object(tree) or not {"openapi", "paths", "x-evidence"} <= tree.keys():
            raise CannotRun(f"{name} is no contract: openapi, paths and x-evidence were expected.")
        self.tree: dict[str, Any] = tree
        self.text = text
        self.operations = {operation.name: operation for operation in self._operations()}

    @classmethod
    def load(cls, path: Path) -> "Document":
        """Read a file. Raises CannotRun when that is impossible."""
        try:
            return cls(path.read_text(encoding="utf-8"), str(path))
        except (OSError, UnicodeDecodeError):
            raise CannotRun(f"{path} cannot be read as text. Name the contract.") from None

    def _operations(self) -> Iterator[Operation]:
        for path, item in self.tree["paths"].items():
            for method in METHODS:
                if method in item:
                    place = below("#", "paths", path, method)
                    yield Operation(
                        item[method]["operationId"], method.upper(), path, place, item[method]
                    )

    @property
    def prefix(self) -> str:
        """What all paths begin with: the path of the server's URL."""
        return re.sub(r"^\w+://[^/]*", "", str(self.tree["servers"][0]["url"]))

    @property
    def hosts(self) -> list[str]:
        """The hosts of the live service."""
        return [re.sub(r"^\w+://([^/:]*).*", r"\1", each["url"]) for each in self.tree["servers"]]

    def at(self, place: str) -> Any:
        """What stands at a place. Raises KeyError when nothing does."""
        node: Any = self.tree
        for step in place.split("/")[1:]:
            name = step.replace("~1", "/").replace("~0", "~")
            node = node[int(name)] if is_list(node) else node[name]
        return node

    def end(self, place: str) -> str:
        """The place that the references at a place lead to."""
        node = self.at(place)
        while is_object(node) and "$ref" in node:
            place = str(node["$ref"])
            node = self.at(place)
        return place

    def grade(self, place: str) -> str:
        """How far to trust what stands at a place."""
        while True:
            node = self.at(place)
            if not is_object(node) or "x-evidence" in node or "$ref" not in node:
                told = node.get("x-evidence") if is_object(node) else None
                return str(told or self.tree["x-evidence"]["default"])
            place = node["$ref"]

    def describe(self, place: str) -> str:
        """What the document says at a place, in one line."""
        while True:
            node = self.at(place)
            if not is_object(node):
                return one_line(str(node))
            for key in ("description", "summary"):
                if key in node:
                    return one_line(node[key])
            if "$ref" not in node:
                return ""
            place = node["$ref"]

    def success(self, operation: Operation) -> str:
        """The place of the schema of what an operation answers when it was carried out."""
        response = self.end(below(operation.place, "responses", "200"))
        return self.branches(below(response, "content", JSON, "schema"))[0]

    def branches(self, place: str) -> list[str]:
        """The places of what an answer may be, at the ends of references: success comes first."""
        place = self.end(place)
        node = self.at(place)
        if not is_object(node) or "anyOf" not in node:
            return [place]
        return [self.end(below(place, "anyOf", n)) for n in range(len(node["anyOf"]))]

    def body(self, operation: Operation) -> str | None:
        """The place of the schema of an operation's body; None where it has none."""
        if "requestBody" not in operation.definition:
            return None
        return self.end(below(operation.place, "requestBody", "content", JSON, "schema"))


def one_line(text: str) -> str:
    """A text without its line breaks."""
    return " ".join(text.split())

"""The OpenAPI document, as far as the mock goes by it.

Everything that would silently not be honoured stops the start instead: an unknown schema keyword,
a parameter outside the path, a body that is not JSON, a reference out of the document.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jsonschema_rs
import yaml

Schema = Mapping[str, Any]


class CannotStart(Exception):
    """The mock cannot start; the text is one sentence for whoever started it."""


# Keywords that decide whether a value is valid, each left to jsonschema-rs.
ASSERTIONS = {
    *("$ref", "type", "enum", "const", "anyOf", "oneOf", "allOf"),
    *("minimum", "maximum", "minLength", "maxLength", "pattern"),
    *("items", "minItems", "maxItems", "uniqueItems"),
    *("properties", "required", "additionalProperties", "dependentSchemas"),
    *("minProperties", "maxProperties"),
}
# Keywords that explain and decide nothing. `format` is one by default in JSON Schema 2020-12, and
# `discriminator` only names the branch that the constants of a oneOf decide on anyway.
ANNOTATIONS = {
    *("title", "description", "examples", "format", "discriminator"),
    *("x-evidence", "x-failure", "x-distinct", "x-ends-with", "x-same-digits-as"),
    *("x-enum-varnames", "x-enum-descriptions"),
}
# Where a schema holds other schemas: by name, in a row, or one alone.
BY_NAME = ("properties", "dependentSchemas")
IN_A_ROW = ("anyOf", "oneOf", "allOf")
ALONE = ("items", "additionalProperties")

LOCATIONS = {"path"}
METHODS = {"get", "put", "post", "delete", "options", "head", "patch", "trace"}
JSON = "application/json"
# An operation without a request body takes an empty object at most.
NOTHING: Schema = {"type": "object", "additionalProperties": False}


@dataclass(frozen=True, slots=True)
class Body:
    """An object that an operation takes.

    properties: name → schema, of all branches. branches: value of `discriminator` → validator;
    without a discriminator the only branch is "".
    """

    required: bool
    properties: Mapping[str, Schema]
    names: Mapping[str, tuple[str, ...]]
    branches: Mapping[str, jsonschema_rs.Validator]
    discriminator: str | None


@dataclass(frozen=True, slots=True)
class PathParameter:
    """A parameter in the path: its name and what its value must be."""

    name: str
    schema: Schema
    validator: jsonschema_rs.Validator


@dataclass(frozen=True, slots=True)
class Answer:
    """A documented answer of an operation: one of the examples of one of its statuses.

    headers: by name, with their examples as text. value: what the body is.
    """

    status: int
    name: str
    media: str
    headers: Mapping[str, str]
    value: Any


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation: `segments` are those of its path below the prefix, `{name}` included.

    secured: whether it wants to know who asks. answers: in the order of the document.
    """

    id: str
    method: str
    segments: tuple[str, ...]
    parameters: Mapping[str, PathParameter]
    body: Body
    secured: bool
    answers: tuple[Answer, ...]


class Document:
    """The parts of the document that the mock works with. Raises CannotStart."""

    def __init__(self, tree: Mapping[str, Any]) -> None:
        self._tree = tree
        try:
            _check_schemas(self._tree)
            self.prefix = "/" + tree["servers"][0]["url"].split("/", 3)[3].strip("/")
            self.operations = tuple(self._operations())
            # Who asks is told by a token, and where the document has it by a code besides.
            client = tree["components"]["securitySchemes"].get("client", {})
            self.client_header: str = client["name"] if client else ""
            self.client_code: str = client["x-default"] if client else ""
        except (KeyError, TypeError, AttributeError, IndexError, ValueError) as error:
            raise CannotStart(
                f"The document lacks something that the mock needs: {error}."
            ) from None

    @classmethod
    def load(cls, path: Path) -> "Document":
        """Read a file. Raises CannotStart when it is not there, not YAML or not understood."""
        return cls(load_yaml(path))

    @property
    def tree(self) -> Mapping[str, Any]:
        """The document itself, as JSON has it."""
        return self._tree

    @property
    def version(self) -> str:
        """The version of the document, which is the mock's as well."""
        return str(self._tree["info"]["version"])

    def example(self, name: str) -> Any:
        """Take the value of one of the document's named examples."""
        return self._resolve(f"#/components/examples/{name}")["value"]

    def codes(self, name: str) -> tuple[Any, ...]:
        """List the values of one of the document's enumerations."""
        return tuple(self._resolve(f"#/components/schemas/{name}")["enum"])

    def _operations(self) -> Iterator[Operation]:
        for path, item in self._tree["paths"].items():
            for method, node in item.items():
                if method not in METHODS:
                    raise CannotStart(f"The mock does not know what {method} means at {path}.")
                yield self._operation(path, method, node)

    def _operation(self, path: str, method: str, node: Mapping[str, Any]) -> Operation:
        return Operation(
            id=node["operationId"],
            method=method.upper(),
            segments=tuple(path.strip("/").split("/")),
            parameters={p.name: p for p in map(self._parameter, node.get("parameters", []))},
            body=self._body(node.get("requestBody"), f"{method.upper()} {path}"),
            secured=bool(node.get("security", self._tree["security"])),
            answers=tuple(self._answers(node["responses"])),
        )

    def _answers(self, responses: Mapping[str, Any]) -> Iterator[Answer]:
        for status, response in responses.items():
            response = self._whole(response)
            for media, content in response["content"].items():
                headers = {
                    name: str(self._whole(header)["example"])
                    for name, header in response.get("headers", {}).items()
                }
                for name, example in content["examples"].items():
                    value = self._whole(example)["value"]
                    yield Answer(int(status), name, media, headers, value)

    def _parameter(self, node: Mapping[str, Any]) -> PathParameter:
        node = self._whole(node)
        if node["in"] not in LOCATIONS:
            raise CannotStart(
                f"The mock does not read parameters from {node['in']}, and {node['name']} is there."
            )
        schema = self._whole(node["schema"])
        return PathParameter(node["name"], schema, self._validator(schema))

    def _body(self, node: Mapping[str, Any] | None, where: str) -> Body:
        if node is None:
            return self._compiled({"content": {JSON: {"schema": NOTHING}}})
        node = self._whole(node)
        if set(node["content"]) != {JSON}:
            raise CannotStart(f"The mock reads {JSON} alone, {where} takes something else.")
        return self._compiled(node)

    def _compiled(self, node: Mapping[str, Any]) -> Body:
        schema = self._whole(node["content"][JSON]["schema"])
        discriminator = schema.get("discriminator")
        if discriminator:
            refs = discriminator["mapping"]
            branches = {key: self._resolve(ref) for key, ref in refs.items()}
        else:
            branches = {"": schema}
        return Body(
            required=node.get("required", False),
            properties=self._properties(branches.values()),
            names={key: tuple(sorted(b.get("properties", {}))) for key, b in branches.items()},
            branches={key: self._validator(branch) for key, branch in branches.items()},
            discriminator=discriminator["propertyName"] if discriminator else None,
        )

    def _properties(self, branches: Any) -> dict[str, Schema]:
        return {
            name: self._property(schema)
            for branch in branches
            for name, schema in branch.get("properties", {}).items()
        }

    def _property(self, schema: Schema) -> Schema:
        whole = self._whole(schema)
        return {**whole, "items": self._whole(whole["items"])} if "items" in whole else whole

    def _validator(self, schema: Schema) -> jsonschema_rs.Validator:
        # The components come along, so that references resolve; offline, so that no others do.
        root = {"components": {"schemas": self._tree["components"]["schemas"]}} | dict(schema)
        try:
            return jsonschema_rs.Draft202012Validator(root, offline=True)
        except ValueError as error:
            raise CannotStart(f"A schema of the document is broken: {_in_a_line(error)}.") from None

    def _whole(self, node: Mapping[str, Any]) -> Mapping[str, Any]:
        """Put in what a node refers to, if it does."""
        if "$ref" not in node:
            return node
        beside = {key: value for key, value in node.items() if key != "$ref"}
        return {**self._whole(self._resolve(node["$ref"])), **beside}

    def _resolve(self, reference: str) -> Any:
        return _resolve(self._tree, reference)


def load_yaml(path: Path) -> Any:
    """Read a YAML file. Raises CannotStart."""
    # The C loader reads the document in a tenth of the time, but not every wheel has it.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return yaml.load(path.read_bytes(), Loader=loader)  # noqa: S506 - both loaders are safe
    except OSError as error:
        raise CannotStart(f"{path} cannot be read: {error.strerror}.") from None
    except (yaml.YAMLError, ValueError) as error:
        raise CannotStart(f"{path} is not YAML: {_in_a_line(error)}.") from None


def _in_a_line(error: Exception) -> str:
    return re.sub(r"\s+", " ", str(error)).strip().rstrip(".")


def _resolve(tree: Any, reference: str) -> Any:
    if not reference.startswith("#/"):
        raise CannotStart(f"The reference {reference} leads out of the document.")
    for step in reference[2:].split("/"):
        try:
            tree = tree[step.replace("~1", "/").replace("~0", "~")]
        except (KeyError, TypeError):
            raise CannotStart(f"The reference {reference} leads nowhere.") from None
    return tree


def _check_schemas(tree: Mapping[str, Any]) -> None:
    for name, schema in tree["components"]["schemas"].items():
        _check_schema(tree, schema, f"components.schemas.{name}")
    shared = {name: part for name, part in tree["components"].items() if name != "schemas"}
    for name, part in (("paths", tree["paths"]), ("components", shared)):
        for where, schema in _inline_schemas(part, name):
            _check_schema(tree, schema, where)


def _inline_schemas(node: Any, where: str) -> Iterator[tuple[str, Any]]:
    """Each schema that stands in an operation, not among the components."""
    if isinstance(node, list):
        for index, item in enumerate(node):  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType] - JSON is of any type
            yield from _inline_schemas(item, f"{where}.{index}")
    if isinstance(node, dict):
        for key, value in node.items():  # pyright: ignore[reportUnknownVariableType] - JSON is of any type
            if key == "schema":
                yield f"{where}.schema", value
            elif key not in {"example", "examples"}:
                yield from _inline_schemas(value, f"{where}.{key}")


def _check_schema(tree: Any, schema: Any, where: str) -> None:
    if isinstance(schema, bool):
        return
    unknown = sorted(set(schema) - ASSERTIONS - ANNOTATIONS)
    if unknown:
        raise CannotStart(f"The mock does not know the schema keyword {unknown[0]} at {where}.")
    if "$ref" in schema:
        _resolve(tree, schema["$ref"])
    for inner, inside in _schemas_in(schema):
        _check_schema(tree, inside, f"{where}.{inner}")


def _schemas_in(schema: Schema) -> Iterator[tuple[str, Any]]:
    for keyword in BY_NAME:
        for name, inside in schema.get(keyword, {}).items():
            yield f"{keyword}.{name}", inside
    for keyword in IN_A_ROW:
        for index, inside in enumerate(schema.get(keyword, [])):
            yield f"{keyword}.{index}", inside
    for keyword in ALONE:
        if keyword in schema:
            yield keyword, schema[keyword]

"""The document as the tests read it: operations, references, validators."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeGuard

import jsonschema_rs

from scripts.plain_yaml import load_yaml

ROOT = Path(__file__).parent.parent
DOCUMENT: dict[str, Any] = load_yaml((ROOT / "openapi.yaml").read_text(encoding="utf-8"))
BASE_PATH = "/api/v1"


@dataclass(frozen=True)
class Operation:
    """An operation of the document."""

    name: str
    method: str
    path: str
    definition: dict[str, Any]

    @property
    def body_schema(self) -> dict[str, Any] | None:
        """The schema of the JSON body, resolved; None where there is no body."""
        body = self.definition.get("requestBody")
        return body and resolve(body["content"]["application/json"]["schema"])

    def response(self, status: int) -> dict[str, Any]:
        """The answer of a status, resolved.

        Raises:
            AssertionError: The document has no such status for this operation.
        """
        responses = self.definition["responses"]
        assert str(status) in responses, f"{self.name}: the document has no status {status}"
        response: dict[str, Any] = resolve(responses[str(status)])
        return response


def _operations() -> Iterator[Operation]:
    for path, item in DOCUMENT["paths"].items():
        for method, definition in item.items():
            yield Operation(definition["operationId"], method.upper(), path, definition)


def is_object(node: Any) -> TypeGuard[dict[str, Any]]:
    """Whether a node of JSON is an object."""
    return isinstance(node, dict)


def is_list(node: Any) -> TypeGuard[list[Any]]:
    """Whether a node of JSON is a list."""
    return isinstance(node, list)


def items(node: dict[str, Any] | list[Any]) -> Iterator[tuple[Any, Any]]:
    """What is inside an object or a list, by its key or position."""
    yield from node.items() if is_object(node) else enumerate(node)


def resolve(node: Any) -> Any:
    """What a node stands for: itself, or the target of its reference."""
    while is_object(node) and "$ref" in node:
        node = target(node["$ref"])
    return node


def target(reference: str) -> Any:
    """The node that `#/a/b` points to."""
    node: Any = DOCUMENT
    for step in reference.removeprefix("#/").split("/"):
        node = node[step.replace("~1", "/").replace("~0", "~")]
    return node


@cache
def _validator(name: str) -> jsonschema_rs.Draft202012Validator:
    reference = {"$ref": f"#/components/schemas/{name}", "components": DOCUMENT["components"]}
    return jsonschema_rs.Draft202012Validator(reference)


def validator(name: str) -> jsonschema_rs.Draft202012Validator:
    """A validator of a named schema."""
    return _validator(name)


def check_answer(operation: Operation, status: int, body: Any) -> None:
    """Demand that an answer is one that the document has.

    Raises:
        AssertionError: Its status is not documented, or its body does not obey the schema.
    """
    (media,) = operation.response(status)["content"].values()
    schema = {**media["schema"], "components": DOCUMENT["components"]}
    errors = list(jsonschema_rs.Draft202012Validator(schema).iter_errors(body))
    assert not errors, f"{operation.name} {status}: {errors[0].message} in {body!r:.300}"


OPERATIONS = {operation.name: operation for operation in _operations()}
EXAMPLES: dict[str, Any] = {
    name: example["value"] for name, example in DOCUMENT["components"]["examples"].items()
}

"""What the site promises, told by the document and not by what builds the site."""

from collections.abc import Iterator
from typing import Any

from tests import control_caller
from tests.contract import DOCUMENT, OPERATIONS, Operation, is_object, resolve, target
from tests.control_caller import CONTROL

LANGUAGES = ("en", "ru")
SAMPLE_LANGUAGES = 6


def page_of(operation: Operation, language: str) -> str:
    """The page that an operation is on."""
    return f"{language}/reference/{operation.definition['tags'][0]}.html"


def anchors(operation: Operation) -> Iterator[str]:
    """The anchor of an operation, and of each part that it has."""
    yield operation.name
    yield from (anchor for anchor, _ in parts(operation))


def parts(operation: Operation) -> Iterator[tuple[str, Any]]:
    """The body, each parameter, field and status of an operation, by its anchor."""
    for parameter in map(resolve, operation.definition.get("parameters", [])):
        yield f"{operation.name}.{parameter['name']}", parameter["schema"]
    yield f"{operation.name}.request", operation.definition.get("requestBody", {})
    schema = operation.body_schema or {}
    for kind, where in schema.get("discriminator", {}).get("mapping", {}).items():
        yield from fields(target(where), f"{operation.name}.{kind}")
    yield from fields(schema, operation.name)
    for status, response in operation.definition["responses"].items():
        anchor = f"{operation.name}.{status}"
        yield anchor, response
        if status.startswith("2"):
            yield from fields(wanted(operation, int(status)), anchor)


def grade(node: Any) -> str:
    """How far a part can be trusted, by what stands beside a reference or at its end."""
    default = DOCUMENT["x-evidence"]["default"]
    told: str = node.get("x-evidence") or resolve(node).get("x-evidence", default)
    return told


def wanted(operation: Operation, status: int) -> Any:
    """The schema of the answer that was asked for."""
    (content,) = operation.response(status)["content"].values()
    (schema,) = (
        each for each in map(resolve, content["schema"]["anyOf"]) if not each.get("x-failure")
    )
    return schema


def fields(schema: Any, anchor: str) -> Iterator[tuple[str, Any]]:
    """The fields of a schema at every depth, by their anchors."""
    for name, node in inside(schema).get("properties", {}).items():
        yield f"{anchor}.{name}", node
        yield from fields(node, f"{anchor}.{name}")


def inside(schema: Any) -> dict[str, Any]:
    """The object that a schema is, holds in a list, or is if it is not null."""
    schema = resolve(schema)
    assert is_object(schema)
    if "items" in schema:
        return inside(schema["items"])
    for branch in schema.get("anyOf", []):
        found = inside(branch)
        if "properties" in found:
            return found
    return schema


def control_anchors() -> Iterator[str]:
    """The anchors of each operation of the control API, its parameters, fields and statuses."""
    for item in CONTROL["paths"].values():
        for definition in item.values():
            name = definition["operationId"]
            yield name
            yield from (f"{name}.{status}" for status in definition["responses"])
            yield from (f"{name}.{each['name']}" for each in definition.get("parameters", []))
            body = definition.get("requestBody", {}).get("content", {}).get("application/json", {})
            schema = control_caller.resolve(body.get("schema", {}))
            yield from (f"{name}.{field}" for field in schema.get("properties", {}))


def samples_on_the_site() -> int:
    """How many code samples the reference has in one language."""
    return len(OPERATIONS) * SAMPLE_LANGUAGES

"""The keywords of what callers send, and which of them a request keeps or breaks.

Each is written as its place and its name: `body.numbers[] minimum`, or `body<sip>.sip_id minimum`
where `type` decides what there is. `body.numbers property` is the property itself.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import jsonschema_rs

from scripts.build_docs.document import Document, Operation
from scripts.overlay import is_list, is_object

# Of the values of which types a keyword says something; of ANY, of all values.
ANY: set[str] = set()
APPLIES = {
    "type": ANY,
    "enum": ANY,
    "const": ANY,
    "minimum": {"integer", "number"},
    "maximum": {"integer", "number"},
    "minLength": {"string"},
    "pattern": {"string"},
    "maxLength": {"string"},
    "minItems": {"array"},
    "uniqueItems": {"array"},
    "minProperties": {"object"},
    "maxProperties": {"object"},
}
# What is looked into: each item of it counts, or what is inside.
INSIDE = {"properties", "required", "additionalProperties", "dependentSchemas"} | {
    "items",
    "anyOf",
    "oneOf",
}
# What no value keeps or breaks. Where a format stands, the limits of the type stand beside it.
SILENT = {"description", "examples", "format", "discriminator"}
MISSING: Any = object()


@dataclass(frozen=True)
class Verdict:
    """What a value does to a keyword.

    Attributes:
        place: Where the keyword stands, and which.
        is_kept: Whether the value is as it says.
        decides: Whether a request that breaks it is one that the document forbids; inside a choice,
            another branch may take the value.
    """

    place: str
    is_kept: bool
    decides: bool = True


def places(operation: Operation) -> Iterator[str]:
    """All keywords of what an operation takes.

    Raises:
        ValueError: The document has one that nobody knows how to keep or to break.
    """
    document = operation.document
    for parameter in operation.parameters:
        yield from _places(document, parameter["schema"], _of(parameter))
    if operation.body:
        yield from ["body required"] if operation.body["required"] else []
        yield from _places(document, operation.body_content["schema"], "body")


def _places(document: Document, node: Any, place: str) -> Iterator[str]:
    schema = document.resolve(node)
    unknown = [each for each in schema if each not in {*APPLIES, *INSIDE, *SILENT}]
    if any(not each.startswith("x-") for each in unknown):
        raise ValueError(f"{place}: what keeps {unknown[0]}, and what breaks it?")
    yield from (f"{place} {keyword}" for keyword in APPLIES if keyword in schema)
    yield from (f"{place} required {name}" for name in schema.get("required", ()))
    yield from (f"{place} dependentSchemas {name}" for name in schema.get("dependentSchemas", ()))
    if "additionalProperties" in schema:
        yield f"{place} additionalProperties"
    for name, inner in schema.get("properties", {}).items():
        yield f"{place}.{name} property"
        yield from _places(document, inner, f"{place}.{name}")
    if "items" in schema:
        yield from _places(document, schema["items"], f"{place}[]")
    for number, branch in enumerate(schema.get("anyOf", ())):
        yield from _places(document, branch, f"{place}|{number + 1}")
    yield from (f"{place} {keyword}" for keyword in ("anyOf", "oneOf") if keyword in schema)
    for kind, where in schema.get("discriminator", {}).get("mapping", {}).items():
        yield from _places(document, {"$ref": where}, f"{place}<{kind}>")


def verdicts(operation: Operation, parameters: dict[str, Any], body: Any) -> list[Verdict]:
    """What a request does to the keywords of its operation. body: MISSING where none is sent."""
    return [*_verdicts(operation, parameters, body)]


def _verdicts(operation: Operation, parameters: dict[str, Any], body: Any) -> Iterator[Verdict]:
    document = operation.document
    for parameter in operation.parameters:
        if parameter["name"] in parameters:
            value = parameters[parameter["name"]]
            yield from _judged(document, parameter["schema"], _of(parameter), value)
    if operation.body and operation.body["required"]:
        yield Verdict("body required", body is not MISSING)
    if operation.body and body is not MISSING:
        yield from _judged(document, operation.body_content["schema"], "body", body)


def _of(parameter: dict[str, Any]) -> str:
    return f"{parameter['in']}.{parameter['name']}"


def _judged(document: Document, node: Any, place: str, value: Any) -> Iterator[Verdict]:
    schema = document.resolve(node)
    kind = kind_of(value)
    for keyword, of in APPLIES.items():
        if keyword in schema and (of is ANY or kind in of):
            yield Verdict(f"{place} {keyword}", _holds({keyword: schema[keyword]}, value))
    if is_object(value):
        yield from _judged_object(document, schema, place, value)
    if is_list(value) and "items" in schema:
        for item in value:
            yield from _judged(document, schema["items"], f"{place}[]", item)
    if "anyOf" in schema:
        yield from _judged_choice(document, schema["anyOf"], place, value)
    if "oneOf" in schema:
        mapping = schema["discriminator"]["mapping"]
        told = value.get("type") if is_object(value) else None
        is_known = isinstance(told, str) and told in mapping
        yield Verdict(f"{place} oneOf", is_known)
        if is_known:
            yield from _judged(document, {"$ref": mapping[told]}, f"{place}<{told}>", value)


def _judged_object(
    document: Document, schema: dict[str, Any], place: str, value: dict[str, Any]
) -> Iterator[Verdict]:
    known = schema.get("properties", {})
    for name in schema.get("required", ()):
        yield Verdict(f"{place} required {name}", name in value)
    if "additionalProperties" in schema:
        yield Verdict(f"{place} additionalProperties", value.keys() <= known.keys())
    for name, told in schema.get("dependentSchemas", {}).items():
        if name in value:
            yield Verdict(f"{place} dependentSchemas {name}", _holds(told, value))
    for name in value.keys() & known.keys():
        inside = [*_judged(document, known[name], f"{place}.{name}", value[name])]
        yield Verdict(
            f"{place}.{name} property", all(each.is_kept for each in inside if each.decides)
        )
        yield from inside


def _judged_choice(
    document: Document, branches: list[Any], place: str, value: Any
) -> Iterator[Verdict]:
    judged = [
        [*_judged(document, branch, f"{place}|{number + 1}", value)]
        for number, branch in enumerate(branches)
    ]
    yield Verdict(f"{place} anyOf", any(all(each.is_kept for each in one) for one in judged))
    for each in (each for one in judged for each in one):
        yield Verdict(each.place, each.is_kept, decides=False)


def kind_of(value: Any) -> str:
    """The type of a value, as JSON Schema has it: 1.0 is an integer, true is none."""
    kinds = ("null", "boolean", "integer", "number", "string", "array", "object")
    return next(kind for kind in kinds if _holds({"type": kind}, value))


def _holds(schema: dict[str, Any], value: Any) -> bool:
    return _validator(json.dumps(schema)).is_valid(value)


@cache
def _validator(schema: str) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(json.loads(schema))

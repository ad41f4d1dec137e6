"""The facts of the document: each operation, parameter, field, value, limit, answer and wording."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from scripts.build_docs.document import Document, Operation
from scripts.evidence.parts import Part, bodies_of, fields_of, parts_of

# What a schema demands of a value. A limit that the provider does not state is ours.
LIMITS = (
    *("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
    *("minLength", "maxLength", "pattern", "minItems", "maxItems", "uniqueItems"),
)
OF_OBJECTS = ("additionalProperties", "minProperties", "maxProperties", "dependentSchemas")


@dataclass(frozen=True)
class Fact:
    """Something that the document says.

    Attributes:
        kind: "operation", "parameter", "request", "field", "value", "limit", "answer", "header",
            "credential", "failure", "wording" or "repetition".
        place: What it is about: "searchNumbers.phone_type".
        told: What the document says of it: a type, a value, a limit.
        grade: How far it can be trusted.
    """

    kind: str
    place: str
    told: str
    grade: str


def facts_of(document: Document) -> Iterator[Fact]:
    """All facts of a document, in its order."""
    yield from credentials(document)
    for operation in document.operations:
        yield from facts_of_operation(operation)
    yield from failures(document)
    yield from headers(document)
    yield from wordings(document)


def facts_of_operation(operation: Operation) -> Iterator[Fact]:
    """An operation, its parts, and how it may be repeated."""
    document, name = operation.document, operation.name
    told = f"{operation.method.upper()} {operation.path}"
    yield Fact("operation", name, told, document.grade(operation.definition))
    for prefix, body in bodies_of(operation):
        place = f"{name}.{prefix}request"
        yield from (
            Fact("limit", place, spelt(keyword, body[keyword]), document.grade(body))
            for keyword in OF_OBJECTS
            if keyword in body
        )
    for part in parts_of(operation):
        yield from facts_of_part(document, part, f"{name}.{part.anchor}")
    repetition = operation.definition["x-repetition"]["may"]
    yield Fact("repetition", name, repetition, document.raw["x-repetition"]["evidence"])


def facts_of_part(document: Document, part: Part, place: str) -> Iterator[Fact]:
    """A part, its values and its limits."""
    grade = document.grade(part.node)
    yield Fact(part.kind, place, type_of(document, part.node), grade)
    if part.required:
        yield Fact("limit", place, "required", grade)
    yield from details(document, part.node, place, grade)


def details(document: Document, node: Any, place: str, grade: str) -> Iterator[Fact]:
    """The values and limits of a schema, of its choices, and of the items of a list."""
    schema = document.resolve(node)
    grade = schema.get("x-evidence", grade)
    for value in schema.get("enum", [schema["const"]] if "const" in schema else []):
        yield Fact("value", place, json.dumps(value, ensure_ascii=False), grade)
    for keyword in LIMITS:
        if keyword in schema:
            yield Fact("limit", place, spelt(keyword, schema[keyword]), grade)
    for choice in schema.get("anyOf", []):
        if "properties" not in document.resolve(choice):
            yield from details(document, choice, place, grade)
    items = document.resolve(schema.get("items", {}))
    if items and "properties" not in items:
        own = items.get("x-evidence", grade)
        yield Fact("field", f"{place}[]", type_of(document, items), own)
        yield from details(document, items, f"{place}[]", own)


def credentials(document: Document) -> Iterator[Fact]:
    """What a caller is known by."""
    for name, scheme in document.raw["components"]["securitySchemes"].items():
        yield Fact("credential", name, scheme["type"], document.grade(scheme))


def failures(document: Document) -> Iterator[Fact]:
    """The schemas of what nobody asked for, once and not for each answer."""
    for name, schema in document.raw["components"]["schemas"].items():
        if schema.get("x-failure"):
            yield Fact("failure", name, type_of(document, schema), document.grade(schema))
            for part in fields_of(document, schema, ""):
                yield from facts_of_part(document, part, f"{name}.{part.anchor}")


def headers(document: Document) -> Iterator[Fact]:
    """The answers outside of all operations, and the headers of all answers."""
    responses = document.raw["components"]["responses"]
    for name, response in document.raw["x-outside-operations"].items():
        yield Fact("answer", name, "", document.grade(document.resolve(response)))
    for name, response in responses.items():
        for header, node in response.get("headers", {}).items():
            told = type_of(document, node["schema"])
            yield Fact("header", f"{name}.{header}", told, document.grade(node))


def wordings(document: Document) -> Iterator[Fact]:
    """The examples: samples, and the words of each failure."""
    for name, example in document.raw["components"]["examples"].items():
        yield Fact("wording", name, example["summary"], document.grade(example))


def type_of(document: Document, node: Any) -> str:
    """The type of a value in the words of JSON Schema; empty for what has none."""
    schema = document.resolve(node)
    if "anyOf" in schema:
        return "|".join(dict.fromkeys(type_of(document, each) for each in schema["anyOf"]))
    types = schema.get("type", "")
    return types if isinstance(types, str) else "|".join(types)


def spelt(keyword: str, limit: Any) -> str:
    """A limit as one line; of schemas, what they are for."""
    shown = ", ".join(limit) if keyword == "dependentSchemas" else json.dumps(limit)
    return f"{keyword} {shown}"

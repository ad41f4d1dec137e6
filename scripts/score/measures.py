"""What is counted: of so many operations, fields or examples, how many are as they should be."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import jsonschema_rs

from scripts.build_docs.document import Document, Operation
from scripts.evidence.ledger import ledger_of
from scripts.evidence.parts import bodies_of

SCALARS = {"string", "integer", "number", "boolean"}


@dataclass(frozen=True)
class Count:
    """A figure.

    Attributes:
        found: How many are as they should be.
        of: How many there are.
    """

    found: int
    of: int

    @property
    def percent(self) -> float:
        """The share, from 0 to 100; of nothing, all."""
        return 100 * self.found / self.of if self.of else 100.0


def counted(each: Iterator[Any], is_right: Callable[[Any], object]) -> Count:
    """How many are right."""
    results = [bool(is_right(one)) for one in each]
    return Count(sum(results), len(results))


def operations(document: Document) -> Iterator[Operation]:
    """All operations."""
    yield from document.operations


def parameters(document: Document) -> Iterator[dict[str, Any]]:
    """All parameters of operations."""
    yield from (each for operation in document.operations for each in operation.parameters)


def properties(document: Document) -> Iterator[dict[str, Any]]:
    """All properties of all named schemas, what stands beside a reference before what it names."""
    for schema in document.raw["components"]["schemas"].values():
        yield from map(document.resolve, schema.get("properties", {}).values())


def scalars(document: Document) -> Iterator[dict[str, Any]]:
    """The properties that hold one value each; a value that is fixed shows itself."""
    yield from (each for each in properties(document) if types_of(document, each) & SCALARS)


def types_of(document: Document, node: Any) -> set[str]:
    """The types that a schema takes."""
    schema = document.resolve(node)
    if "anyOf" in schema:
        return set[str]().union(*(types_of(document, each) for each in schema["anyOf"]))
    types = schema.get("type", [])
    return {types} if isinstance(types, str) else {*types}


def sent(document: Document) -> Iterator[dict[str, Any]]:
    """The schemas of all values that a caller sends, at every depth, those of choices apart."""
    for parameter in parameters(document):
        yield from inside(document, parameter["schema"])
    for body in bodies(document):
        yield from inside(document, body)


def bodies(document: Document) -> Iterator[dict[str, Any]]:
    """The objects that callers send."""
    for operation in document.operations:
        yield from (body for _, body in bodies_of(operation) if body)


def inside(document: Document, node: Any) -> Iterator[dict[str, Any]]:
    """A schema and those inside it; of choices, each."""
    schema = document.resolve(node)
    yield schema
    within = [*schema.get("properties", {}).values(), *schema.get("anyOf", [])]
    for each in [*within, *([schema["items"]] if "items" in schema else [])]:
        yield from inside(document, each)


def is_bounded(schema: dict[str, Any]) -> bool:
    """Whether a value has an end: a string by its length, a number on both sides."""
    if "enum" in schema or "const" in schema:
        return True
    return (
        "maxLength" in schema if schema["type"] == "string" else {"minimum", "maximum"} <= {*schema}
    )


def sent_of(document: Document, *types: str) -> Iterator[dict[str, Any]]:
    """What callers send of these types."""
    yield from (each for each in sent(document) if each.get("type") in types)


def answers(document: Document) -> Iterator[Any]:
    """All answers of all operations."""
    yield from (answer for operation in document.operations for answer in operation.answers)


def has_failures(operation: Operation) -> bool:
    """Whether an operation says how it fails, by the caller's fault and by the service's."""
    return {"4", "5"} <= {answer.status[0] for answer in operation.answers}


def examples(document: Document) -> Iterator[tuple[Any, Any]]:
    """All examples of bodies, answers, schemas and properties, each with its schema."""
    for operation in document.operations:
        contents = [operation.body_content, *(answer.content for answer in operation.answers)]
        for content in contents:
            for example in content.get("examples", {}).values():
                yield document.resolve(example)["value"], content["schema"]
        for parameter in operation.parameters:
            for example in parameter.get("examples", {}).values():
                yield example["value"], parameter["schema"]
    for schema in document.raw["components"]["schemas"].values():
        for owner in [schema, *schema.get("properties", {}).values()]:
            yield from ((example, owner) for example in owner.get("examples", []))


def is_valid(document: Document) -> Callable[[tuple[Any, Any]], bool]:
    """Tells whether an example obeys its schema."""

    def check(pair: tuple[Any, Any]) -> bool:
        value, schema = pair
        whole = {**schema, "components": document.raw["components"]}
        return jsonschema_rs.Draft202012Validator(whole).is_valid(value)

    return check


def facts(document: Document) -> Count:
    """How many facts have a grade and a source; that they agree, `make evidence` finds out."""
    ledger = ledger_of(document)
    return Count(
        sum(bool(each.grade and each.source) for each in ledger.entries), len(ledger.entries)
    )


# Each figure, by the name that it has in figures.yaml.
MEASURES: dict[str, Callable[[Document], Count]] = {
    "operations with summary and description": lambda d: counted(
        operations(d), lambda o: o.definition.get("summary") and o.definition.get("description")
    ),
    "operations with a 4xx and a 5xx": lambda d: counted(operations(d), has_failures),
    "operations graded": lambda d: counted(operations(d), lambda o: "x-evidence" in o.definition),
    "operations with links": lambda d: counted(
        operations(d), lambda o: any("links" in a.definition for a in o.answers)
    ),
    "operations with code samples": lambda d: counted(
        operations(d), lambda o: o.definition.get("x-codeSamples")
    ),
    "parameters described and exampled": lambda d: counted(
        parameters(d), lambda p: p.get("description") and p.get("examples")
    ),
    "properties described": lambda d: counted(properties(d), lambda p: p.get("description")),
    "scalar properties with example": lambda d: counted(
        scalars(d), lambda p: p.get("examples") or "const" in p
    ),
    "strings sent, bounded": lambda d: counted(sent_of(d, "string"), is_bounded),
    "numbers sent, bounded": lambda d: counted(sent_of(d, "integer", "number"), is_bounded),
    "request objects closed": lambda d: counted(
        bodies(d), lambda b: b.get("additionalProperties") is False
    ),
    "answers described": lambda d: counted(answers(d), lambda a: a.definition.get("description")),
    "answers exampled": lambda d: counted(answers(d), lambda a: a.content.get("examples")),
    "facts graded, with their source": facts,
    "examples valid": lambda d: counted(examples(d), is_valid(d)),
}

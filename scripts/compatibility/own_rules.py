"""What this contract promises and oasdiff does not look at.

Names that the client carries, examples, the catalogue of errors, what may be sent again, and where
the service is. Each rule is a function of both documents; RULES lists them.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import jsonschema_rs

from scripts.build_docs.document import Document, Operation
from scripts.compatibility.step import Change, Step
from scripts.overlay import is_list, is_object

# What a changed value of these keywords of an operation does to those who rely on it.
BEHAVIOUR = ("x-repetition", "x-telephone-numbers")
# Keywords of a schema by which the client names or types something.
NAMING = ("x-enum-varnames", "x-distinct", "x-same-digits-as", "x-ends-with", "x-failure")


def compared(older: Mapping[str, Any], newer: Mapping[str, Any], what: str) -> Iterator[Change]:
    """What is gone, and what is new."""
    yield from (
        Change(Step.BREAKING, f"{what} {name} is gone") for name in older if name not in newer
    )
    yield from (
        Change(Step.ADDITION, f"{what} {name} is new") for name in newer if name not in older
    )


def components(older: Document, newer: Document) -> Iterator[Change]:
    """The classes of the client are named for the schemas."""
    yield from compared(
        older.raw["components"]["schemas"], newer.raw["components"]["schemas"], "the schema"
    )


def naming(older: Document, newer: Document) -> Iterator[Change]:
    """The members of its enumerations, and what it keeps apart, are told by extensions."""
    now = newer.raw["components"]["schemas"]
    for name, schema in older.raw["components"]["schemas"].items():
        for keyword in NAMING:
            # A code that is new brings a name; those that were there keep theirs.
            before, after = schema.get(keyword), now.get(name, schema).get(keyword)
            kept = after[: len(before)] if is_list(before) and is_list(after) else after
            if kept != before:
                yield Change(Step.BREAKING, f"the schema {name} has another {keyword}")


def catalogue(older: Document, newer: Document) -> Iterator[Change]:
    """A failure keeps its name, and the properties and codes by which programs tell it."""
    before = {each.name: each.example for each in older.failures}
    after = {each.name: each.example for each in newer.failures}
    yield from compared(before, after, "the error")
    for name in before.keys() & after.keys():
        if told_apart_by(before[name]["value"]) != told_apart_by(after[name]["value"]):
            yield Change(Step.BREAKING, f"the error {name} has other properties or codes")


def told_apart_by(value: Any) -> Any:
    """What programs tell a failure by: all but the words."""
    if is_object(value):
        return {key: told_apart_by(inner) for key, inner in value.items()}
    if is_list(value):
        return [told_apart_by(inner) for inner in value]
    return "" if isinstance(value, str) else value


def outside(older: Document, newer: Document) -> Iterator[Change]:
    """What is answered where no operation is."""
    keyword = "x-outside-operations"
    yield from compared(older.raw.get(keyword, {}), newer.raw.get(keyword, {}), "the answer")


def examples(older: Document, newer: Document) -> Iterator[Change]:
    """Examples have names that tests and the mock ask for."""
    yield from compared_inside(named_examples(older), named_examples(newer), "the example")


def links(older: Document, newer: Document) -> Iterator[Change]:
    """Programs walk from an operation to the next."""
    yield from compared_inside(named_links(older), named_links(newer), "the link")


def compared_inside(
    older: Mapping[str, Iterable[str]], newer: Mapping[str, Iterable[str]], what: str
) -> Iterator[Change]:
    """What is gone and new where both documents have the place; of places oasdiff tells."""
    for place in older:
        if place in newer:
            before = {f"{place} {name}": name for name in older[place]}
            after = {f"{place} {name}": name for name in newer[place]}
            yield from compared(before, after, what)


def named_examples(document: Document) -> dict[str, Iterable[str]]:
    """The names of all examples of bodies and answers, by the operation and the place."""
    return {
        f"{operation.name} {place}": content.get("examples", {})
        for operation in document.operations
        for place, content in contents(operation)
    }


def contents(operation: Operation) -> Iterator[tuple[str, dict[str, Any]]]:
    """The request body of an operation, and each of its answers."""
    yield "request", operation.body_content
    yield from ((answer.status, answer.content) for answer in operation.answers)


def named_links(document: Document) -> dict[str, Iterable[str]]:
    """The names of all links, by the operation and the status."""
    return {
        f"{operation.name} {answer.status}": answer.definition.get("links", {})
        for operation in document.operations
        for answer in operation.answers
    }


def examples_refused(older: Document, newer: Document) -> Iterator[Change]:
    """What was sent by the older document is taken by the newer one."""
    bodies = {operation.name: operation.body_content for operation in newer.operations}
    for operation in older.operations:
        schema = bodies.get(operation.name, {}).get("schema")
        for name, example in operation.body_content.get("examples", {}).items():
            value = older.resolve(example)["value"]
            if schema and not is_valid(value, schema, newer):
                text = f"{operation.name}: the example {name}, which was right, is refused"
                yield Change(Step.BREAKING, text)


def is_valid(value: Any, schema: Mapping[str, Any], document: Document) -> bool:
    """Whether a value obeys a schema of a document."""
    whole = {**schema, "components": document.raw["components"]}
    return jsonschema_rs.Draft202012Validator(whole).is_valid(value)


def closedness(older: Document, newer: Document) -> Iterator[Change]:
    """Whether an object of a request takes properties that are not listed."""
    before, after = closed_schemas(older), closed_schemas(newer)
    common = older.raw["components"]["schemas"].keys() & newer.raw["components"]["schemas"].keys()
    for name in sorted((after - before) & common):
        yield Change(Step.BREAKING, f"the schema {name} refuses properties that are not listed")
    for name in sorted((before - after) & common):
        yield Change(Step.ADDITION, f"the schema {name} takes properties that are not listed")


def closed_schemas(document: Document) -> set[str]:
    """The named schemas that are closed."""
    schemas = document.raw["components"]["schemas"].items()
    return {name for name, each in schemas if each.get("additionalProperties") is False}


def behaviour(older: Document, newer: Document) -> Iterator[Change]:
    """By these a client decides what it may send again, and which purchase it must not repeat."""
    after = {operation.name: operation.definition for operation in newer.operations}
    for operation in older.operations:
        now = after.get(operation.name, operation.definition)
        for keyword in BEHAVIOUR:
            if rules(operation.definition.get(keyword)) != rules(now.get(keyword)):
                yield Change(Step.BREAKING, f"{operation.name} has another {keyword}")


def rules(extension: Any) -> Any:
    """What programs read of an extension: `twice` and `outcome` are for people."""
    words = ("twice", "outcome")
    return extension and {key: each for key, each in extension.items() if key not in words}


def addresses(older: Document, newer: Document) -> Iterator[Change]:
    """Where the service is, and the values that a client sends of itself."""
    if [each["url"] for each in older.raw["servers"]] != [
        each["url"] for each in newer.raw["servers"]
    ]:
        yield Change(Step.BREAKING, "the service has another address")
    after = newer.raw["components"]["securitySchemes"]
    for name, scheme in older.raw["components"]["securitySchemes"].items():
        if after.get(name, scheme).get("x-default") != scheme.get("x-default"):
            yield Change(Step.BREAKING, f"the credential {name} has another default")


def words(older: Document, newer: Document) -> Iterator[Change]:
    """Whatever else is different."""
    if without_version(older) != without_version(newer):
        yield Change(Step.WORDS, "the words of the document have changed")


def without_version(document: Document) -> dict[str, Any]:
    """A document but for the version, which follows from all else."""
    info = {key: value for key, value in document.raw["info"].items() if key != "version"}
    return {**document.raw, "info": info}


RULES = (
    *(components, naming, catalogue, outside, examples, links, closedness, behaviour, addresses),
    *(examples_refused, words),
)

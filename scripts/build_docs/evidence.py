"""What is known and how well: grades, differences from the provider's page, repetition."""

from collections.abc import Iterator
from typing import Any

from scripts.build_docs.document import Document, Operation
from scripts.build_docs.language import Language
from scripts.build_docs.markdown import (
    definition,
    definitions,
    heading,
    inline,
    link,
    paragraphs,
)
from scripts.build_docs.prose import linked

FOLDER = "reference/"


def evidence_page(language: Language) -> str:
    """The Markdown of the page."""
    document = Document(language.document)
    return paragraphs(
        heading(1, language.say("evidence"), "evidence"),
        language.say("evidence intro", default=document.grade(None)),
        heading(2, language.say("grades"), "grades"),
        definitions(grades(document)),
        heading(2, language.say("below documented"), "below-documented"),
        language.say("below documented intro"),
        definitions(below(language, document)),
        heading(2, language.say("differences"), "differences"),
        language.say("differences intro"),
        *differences(language, document),
        heading(2, language.say("repetitions"), "repetition"),
        language.say("repetitions intro", grade=document.raw["x-repetition"]["evidence"]),
        definitions(repetitions(language, document)),
    )


def grades(document: Document) -> Iterator[str]:
    """Each grade, and what it means."""
    for name, meaning in document.raw["x-evidence"]["grades"].items():
        yield definition(f"{inline(name)} {{ #{name} }}", meaning)


def below(language: Language, document: Document) -> Iterator[str]:
    """What each operation has that is less than documented."""
    for operation in document.operations:
        by_grade: dict[str, list[str]] = {}
        for place, grade in lesser(operation):
            by_grade.setdefault(grade, []).append(place)
        lines = [f"- {grade}: {', '.join(places)}" for grade, places in by_grade.items()]
        yield definition(linked(operation.name, language, FOLDER), "\n".join(lines))


def lesser(operation: Operation) -> Iterator[tuple[str, str]]:
    """The parts of an operation with a grade below the default, each as a link."""
    document, default = operation.document, operation.document.grade(None)
    page = f"{FOLDER}{operation.tag}.md"
    for anchor, node in parts_of(operation):
        grade = document.grade(node)
        if grade != default:
            yield link(inline(anchor), f"{page}#{operation.name}.{anchor}"), grade


def parts_of(operation: Operation) -> Iterator[tuple[str, Any]]:
    """What can have a grade in an operation, by the end of its anchor."""
    document = operation.document
    for parameter in operation.parameters:
        yield parameter["name"], document.resolve(parameter["schema"])
    yield "request", operation.body
    schema = document.resolve(operation.body_content.get("schema", {}))
    mapping = schema.get("discriminator", {}).get("mapping", {})
    branches = {f"{kind}.": document.target(where) for kind, where in mapping.items()}
    for prefix, branch in (branches or {"": schema}).items():
        yield from fields_of(document, branch, prefix)
    for answer in operation.answers:
        yield answer.status, answer.definition
        if not answer.failed:
            yield from fields_of(document, operation.sure_schema(answer), f"{answer.status}.")


def fields_of(document: Document, schema: Any, prefix: str) -> Iterator[tuple[str, Any]]:
    """The fields of a schema at every depth, by the end of their anchors."""
    for name, node in document.inside(schema).get("properties", {}).items():
        yield f"{prefix}{name}", document.resolve(node)
        yield from fields_of(document, node, f"{prefix}{name}.")


def differences(language: Language, document: Document) -> Iterator[str]:
    """Each point at which the document departs from the provider's page."""
    labels = {"page": "the page says", "here": "here it is", "why": "why"}
    for number, each in enumerate(document.raw["x-differences"], 1):
        yield heading(3, inline(subject(document, each["where"])), f"difference-{number}")
        yield definitions(
            definition(language.say(label), linked(each[key], language, FOLDER))
            for key, label in labels.items()
        )


def subject(document: Document, where: str) -> str:
    """What a difference is about: the name of a schema, or the operation and its parameter."""
    node = document.target(where)
    if not where.startswith("#/paths/"):
        return where.rpartition("/")[2]
    owner = document.target(where.partition("/parameters/")[0])
    return f"{owner['operationId']}.{node['name']}"


def repetitions(language: Language, document: Document) -> Iterator[str]:
    """How each way of repeating goes, and which operations may be repeated so."""
    for name, meaning in document.raw["x-repetition"]["may"].items():
        operations = [
            linked(each.name, language, FOLDER)
            for each in document.operations
            if each.definition["x-repetition"]["may"] == name
        ]
        yield definition(", ".join(operations), meaning)

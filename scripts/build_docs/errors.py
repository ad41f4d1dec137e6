"""The catalogue of errors: each with an example, what to do about it, and where it comes from."""

from typing import Any

from scripts.build_docs.document import Document, Failure, Operation
from scripts.build_docs.language import Language
from scripts.build_docs.markdown import (
    code,
    definition,
    heading,
    json_block,
    link,
    paragraphs,
    small,
)
from scripts.build_docs.prose import linked

NOWHERE = "405"  # The status of the failure that comes where no operation is.


def error_page(language: Language) -> str:
    """The Markdown of the catalogue, by status."""
    document = Document(language.document)
    places = places_of(document)
    statuses = sorted({status for found in places.values() for status in found})
    sections = [
        paragraphs(
            heading(2, language.say("status heading", status=status), f"status-{status}"),
            *(
                failure_section(language, each, places[each.name][status])
                for each in document.failures
                if min(places[each.name]) == status
            ),
        )
        for status in statuses
        if any(min(places[each.name]) == status for each in document.failures)
    ]
    return paragraphs(
        heading(1, language.say("errors"), "errors"), language.say("errors intro"), *sections
    )


def places_of(document: Document) -> dict[str, dict[str, list[Operation]]]:
    """For each failure: the statuses that it comes with, and the operations that answer it."""
    places: dict[str, dict[str, list[Operation]]] = {each.name: {} for each in document.failures}
    for operation in document.operations:
        for answer in operation.answers:
            for node in answer.content["examples"].values():
                name = node.get("$ref", "").rpartition("/")[2]
                if name in places:
                    places[name].setdefault(answer.status, []).append(operation)
    for found in places.values():
        if not found:
            found[NOWHERE] = []
    return places


def failure_section(language: Language, failure: Failure, operations: list[Operation]) -> str:
    """A failure of the catalogue."""
    example = failure.example
    grade = Document(language.document).grade(example)
    return paragraphs(
        heading(3, example["summary"], failure.name),
        small(language.say("grade", grade=link(grade, f"evidence.md#{grade}"))),
        linked(example.get("description", ""), language, "reference/"),
        example_block(example["value"]),
        definition(language.say("what to do"), linked(example["x-remedy"], language, "reference/")),
        definition(language.say("may come from"), origins(language, operations)),
    )


def example_block(value: Any) -> str:
    """The body of a failure: JSON, or a page for people."""
    if isinstance(value, str):
        return code(value, "html")
    return json_block(value)


def origins(language: Language, operations: list[Operation]) -> str:
    """Which operations a failure comes from."""
    if not operations:
        return language.say("outside")
    if len(operations) >= len(Document(language.document).operations):
        return language.say("any operation")
    return ", ".join(linked(each.name, language, "reference/") for each in operations)

"""What is known and how well: grades, differences from the provider's page, repetition."""

from collections.abc import Iterator

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
from scripts.evidence.facts import facts_of_operation

FOLDER = "reference/"
# The kinds of facts that the pages of the operations tell at a place of their own.
ANCHORED = ("parameter", "request", "field", "answer")


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
    """The parts of an operation with a grade below the default, each as a link.

    They are the lines of `make evidence` that have an anchor of their own.
    """
    default = operation.document.grade(None)
    page = f"{FOLDER}{operation.tag}.md"
    for fact in facts_of_operation(operation):
        if fact.kind in ANCHORED and not fact.place.endswith("[]") and fact.grade != default:
            anchor = fact.place.partition(".")[2]
            yield link(inline(anchor), f"{page}#{fact.place}"), fact.grade


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

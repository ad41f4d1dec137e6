"""What is known and how well: grades, differences from the provider's page, repetition."""

from collections.abc import Iterator

from scripts.build_docs.document import Document
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
from scripts.evidence.ledger import Entry, ledger_of

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
    """What each operation has that is less than documented, by its grade and its source.

    They are the lines of `make evidence` that have an anchor of their own.
    """
    entries = [
        each
        for each in ledger_of(document, language=language.code).entries
        if is_anchored(each) and each.grade != document.grade(None)
    ]
    for operation in document.operations:
        page = f"{FOLDER}{operation.tag}.md"
        by_source: dict[tuple[str, str], list[str]] = {}
        for each in entries:
            name, _, anchor = each.fact.place.partition(".")
            if name == operation.name:
                place = link(inline(anchor), f"{page}#{each.fact.place}")
                by_source.setdefault((each.grade, each.name), []).append(place)
        lines = [
            f"- {grade}, {source}: {', '.join(places)}"
            for (grade, source), places in by_source.items()
        ]
        yield definition(linked(operation.name, language, FOLDER), "\n".join(lines))


def is_anchored(entry: Entry) -> bool:
    """Whether the page of its operation tells a fact at a place of its own."""
    return entry.fact.kind in ANCHORED and not entry.fact.place.endswith("[]")


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

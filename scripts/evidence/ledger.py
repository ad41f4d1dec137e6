"""The ledger: each fact with its grade and its source, and what is wrong with them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from scripts.build_docs.document import Document
from scripts.evidence.facts import Fact, facts_of
from scripts.evidence.page import Found, on_the_page
from scripts.plain_yaml import load_yaml

SOURCES = Path(__file__).parent / "sources.yaml"
# The document does not grade these one by one: theirs is the grade of their source.
GRADED_BY_SOURCE = ("value", "limit")


@dataclass(frozen=True)
class Entry:
    """A line of the ledger.

    Attributes:
        fact: What the document says.
        grade: How far it can be trusted; empty where nobody says so.
        source: What says it, one of sources.yaml; empty where nothing is known of that.
        name: What the source is.
        where: The section and the field, or what else leads to it; may be empty.
    """

    fact: Fact
    grade: str
    source: str
    name: str
    where: str

    @property
    def told(self) -> str:
        """The source for people."""
        return f"{self.name}, {self.where}" if self.where else self.name


@dataclass(frozen=True)
class Ledger:
    """What the document says, and where that comes from.

    Attributes:
        entries: A line for each fact.
        faults: What is wrong, a sentence each.
    """

    entries: list[Entry]
    faults: list[str]


def load_sources() -> dict[str, Any]:
    """What `sources.yaml` has: the sources, and the claims."""
    sources: dict[str, Any] = load_yaml(SOURCES.read_text(encoding="utf-8"))
    return sources


def ledger_of(
    document: Document, given: dict[str, Any] | None = None, language: str = "en"
) -> Ledger:
    """The ledger of a document.

    Args:
        document: It, in any language.
        given: The sources and claims, as load_sources has them, which is the default.
        language: Whose names of the sources to take.
    """
    known = given or load_sources()
    sources, claims = known["sources"], known["claims"]
    entries: list[Entry] = []
    faults: list[str] = []
    used: set[str] = set()
    for fact in facts_of(document):
        claim = next((each for each in claims if fits(each, fact)), None)
        found = on_the_page(fact)
        if claim and not (found and fact.kind in GRADED_BY_SOURCE):
            used.add(claim["fact"])
            found = Found(claim["source"], claim.get("where", ""))
        entry = entered(fact, found, sources, language)
        entries.append(entry)
        faults += faults_of(entry, found, sources)
    faults += [
        f"sources.yaml: {each['fact']}: no fact needs it; drop it" for each in unused(claims, used)
    ]
    return Ledger(entries, faults)


def fits(claim: dict[str, Any], fact: Fact) -> bool:
    """Whether a claim is about a fact; of values it must name each."""
    is_meant = fact.kind != "value" or json.loads(fact.told) in claim.get("values", [])
    return is_meant and fnmatchcase(named(fact), claim["fact"])


def unused(claims: list[dict[str, Any]], used: set[str]) -> Iterator[dict[str, Any]]:
    """The claims that fit no fact."""
    yield from (claim for claim in claims if claim["fact"] not in used)


def named(fact: Fact) -> str:
    """A fact as a claim names it; a limit with what it is."""
    return f"{fact.kind} {fact.place}" + (f" {fact.told}" if fact.kind == "limit" else "")


def entered(fact: Fact, found: Found | None, sources: dict[str, Any], language: str) -> Entry:
    """The line of a fact."""
    if found is None:
        return Entry(fact, "" if fact.kind in GRADED_BY_SOURCE else fact.grade, "", "", "")
    source = sources[found.source]
    grade = source["grades"][0] if fact.kind in GRADED_BY_SOURCE else fact.grade
    return Entry(fact, grade, found.source, source["is"][language], found.where)


def faults_of(entry: Entry, found: Found | None, sources: dict[str, Any]) -> Iterator[str]:
    """What is wrong with a line."""
    name = named(entry.fact)
    if found is None:
        yield (
            f"{name}: where does it come from? The provider's page does not have it; add it to"
            " provider_page.json if it does, or say what else has it in sources.yaml"
        )
    elif entry.grade not in sources[found.source]["grades"]:
        expected = " or ".join(sources[found.source]["grades"])
        yield (
            f"{name}: {expected} was expected, since its source is {entry.told}; the document says"
            f" {entry.grade or 'nothing'}"
        )

"""The provider's page, as it was written down: where it says something.

`provider_page.json` was made from the page and not from the document; `tests/test_document.py`
holds the document against it.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from scripts.evidence.facts import Fact
from scripts.overlay import is_list, is_object

PAGE = Path(__file__).parent / "provider_page.json"


@dataclass(frozen=True)
class Found:
    """A place on the page.

    Attributes:
        source: One of sources.yaml: "page" for its prose, "samples" for its code samples,
            "sample_answers", and "sample_values" for what they let one infer.
        where: The section, and the field in it.
    """

    source: str
    where: str


@cache
def sections() -> dict[str, Any]:
    """The sections of the page, by the operationId that the document gives each."""
    page: dict[str, Any] = json.loads(PAGE.read_text(encoding="utf-8"))
    return page


def on_the_page(fact: Fact) -> Found | None:
    """Where the page says a fact; None where it does not."""
    name, _, anchor = fact.place.partition(".")
    if name not in sections():
        return None
    section = Section(sections()[name])
    found = section.look_up(fact, anchor)
    return found and Found(found.source, f"{section.title}, {found.where}".removesuffix(", "))


@dataclass(frozen=True)
class Section:
    """What the page says of one operation."""

    row: dict[str, Any]

    @property
    def title(self) -> str:
        """Its heading."""
        return f"{self.row['method']} {self.row['path'].removeprefix('/')}"

    def look_up(self, fact: Fact, anchor: str) -> Found | None:
        """Where it says a fact, without its heading."""
        head, _, rest = anchor.partition(".")
        match fact.kind:
            case "operation":
                return Found("page", "")
            case "answer":
                return Found("page", "sample of the answer") if anchor == "200" else None
            case "request":
                return Found("page", "Body") if self.row["parameters"] else None
            case "field" | "value" | "limit" if head.isdigit():
                return self.answered(fact, rest)
            case "parameter" | "field" | "value" | "limit":
                return self.sent(fact, anchor.rpartition(".")[2])
            case _:
                return None

    def sent(self, fact: Fact, name: str) -> Found | None:
        """Where it says something of what a caller sends."""
        bare = name.removesuffix("[]")
        if bare in self.row["path_parameters"]:
            # A path that has it in braces cannot do without.
            is_told = fact.kind == "parameter" or fact.told == "required"
            return Found("page", f"Path: {bare}") if is_told else None
        if bare not in self.row["parameters"]:
            is_shown = fact.kind == "field" and bare in self.row["sample_parameters"]
            return Found("samples", f"samples: {bare}") if is_shown else None
        known = {
            "field": name == bare or bare in self.row["parameter_items"],
            "value": code(fact) in self.row["parameter_values"].get(bare, []),
            "limit": fact.told == "required" and self.row["parameters"][bare].endswith("*"),
        }
        return Found("page", f"Body: {bare}") if known[fact.kind] else None

    def answered(self, fact: Fact, path: str) -> Found | None:
        """Where it says something of what is answered: its prose first, then its sample."""
        steps = [step.removesuffix("[]") for step in path.split(".")]
        shown = values_at(self.row["sample_answer"], steps)
        name = "/".join(self.inside(steps))
        described = name in self.row["answer"]
        listed = self.row["answer_values"].get(name, [])
        if (fact.kind == "field" and described) or (fact.kind == "value" and code(fact) in listed):
            return Found("page", f"answer: {name}")
        where = f"sample of the answer: {'.'.join(steps)}"
        if fact.kind == "limit":
            # That it is there, and what its values keep to, is what the sample shows; not how far
            # they may go.
            form = [] if fact.told.startswith("maximum") else [each for each in shown if each]
            known = shown if fact.told == "required" else form
            return Found("sample_values", where) if known else None
        known = shown if fact.kind == "field" else [*filter(code(fact).__eq__, map(as_code, shown))]
        return Found("sample_answers", where) if known else None

    def inside(self, steps: list[str]) -> list[str]:
        """A path below the list that the answer is about, whose name the page leaves out."""
        return steps[1:] if is_list(self.row["sample_answer"].get(steps[0])) else steps


def values_at(node: Any, steps: list[str]) -> list[Any]:
    """The values that a sample has at a path, in each item of the lists on the way."""
    if is_list(node):
        return [found for each in node for found in values_at(each, steps)]
    if not steps:
        return [node]
    if is_object(node) and steps[0] in node:
        return values_at(node[steps[0]], steps[1:]) or [node[steps[0]]] * (len(steps) == 1)
    return []


def code(fact: Fact) -> str:
    """The value of a fact as the page writes codes: without quotes."""
    return as_code(json.loads(fact.told)) if fact.kind == "value" else ""


def as_code(value: Any) -> str:
    """A value as the page writes codes."""
    return value if isinstance(value, str) else json.dumps(value)

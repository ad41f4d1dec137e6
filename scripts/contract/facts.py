"""The facts of the document, and what became of each."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

from .document import Document, Operation, below, is_object, one_line
from .promises import Promise

OUTSIDE = "outside operations"
# Answers that nobody can provoke without harm to others, and why they are not tried.
UNPROVOKED = {
    "401": "tried with operations that read only",
    "403": "needs a token that lacks the right",
    "422": "no request is known that is answered so",
    "429": "would need too many requests",
    "500": "needs a token without access, or a failure of the server",
    "502": "needs a failure between here and the server",
    "503": "needs a failure of the server",
    "504": "needs a failure between here and the server",
    "201": "the server decides between 200 and 201",
}
NOTHING_LIKE_IT = "no answer had it"
ENDED_BEFORE = "no answer had it before the run ended"


class State(Enum):
    """What became of a fact."""

    HELD = "held"
    DIFFERS = "differs"
    NOT_TRIED = "not tried"


@dataclass(frozen=True)
class Fact:
    """Something that the document says.

    Attributes:
        operation: Whose fact it is; OUTSIDE for what no operation is about.
        place: Where it stands, a JSON Pointer.
        claim: In a sentence.
        grade: How far the document itself trusts it.
        name: Which of the promises in words that stand there; empty for what is no such promise.
    """

    operation: str
    place: str
    claim: str
    grade: str
    name: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells it from all others."""
        return self.operation, self.place, self.name


@dataclass(frozen=True)
class Difference:
    """What was expected, what came, and upon which request."""

    expected: str
    got: str
    request: str


@dataclass
class Standing:
    """What became of a fact: how often it held, where it differed, why it was not tried."""

    fact: Fact
    held: int = 0
    differences: list[Difference] = field(default_factory=list[Difference])
    why: str = NOTHING_LIKE_IT

    @property
    def state(self) -> State:
        """One difference weighs more than any number of times that it held."""
        if self.differences:
            return State.DIFFERS
        return State.HELD if self.held else State.NOT_TRIED

    @property
    def is_unprovoked(self) -> bool:
        """Whether it is an answer that is not tried with any server."""
        status = self.fact.place.rpartition("/responses/")[2]
        return self.why == UNPROVOKED.get(status)

    @property
    def is_news(self) -> bool:
        """Whether a difference tells something new, and breaks no promise of the provider."""
        return self.fact.grade == "inferred"


def facts_of(document: Document, promises: list[Promise]) -> Iterator[Fact]:
    """All facts that a run looks for."""
    for operation in document.operations.values():
        yield from _facts(document, operation)
    for name in document.tree.get("x-outside-operations", {}):
        place = below("#", "x-outside-operations", name)
        yield Fact(OUTSIDE, place, document.describe(place), document.grade(place))
    for promise in promises:
        grade = promise.grade(document)
        yield Fact(promise.operation, promise.at, promise.claim, grade, promise.name)


def _facts(document: Document, operation: Operation) -> Iterator[Fact]:
    name = operation.name
    summary = f"{operation.definition['summary']}: {operation.method} {operation.path}"
    yield Fact(name, operation.place, summary, document.grade(operation.place))
    body = document.body(operation)
    if body:
        for place in _request_fields(document, body):
            yield Fact(name, place, claim_of(document, place), document.grade(place))
    for status in operation.definition["responses"]:
        place = below(operation.place, "responses", status)
        yield Fact(name, place, f"{status}: {document.describe(place)}", document.grade(place))
    for place in dict.fromkeys(fields(document, document.success(operation))):
        yield Fact(name, place, claim_of(document, place), document.grade(place))


def _request_fields(document: Document, body: str) -> Iterator[str]:
    schema = document.at(body)
    if "oneOf" in schema:
        for number in range(len(schema["oneOf"])):
            yield document.end(below(body, "oneOf", number))
    for name in schema.get("properties", {}):
        yield below(body, "properties", name)


def claim_of(document: Document, place: str) -> str:
    """What the document says at a place, with the name that it has there."""
    name = place.rpartition("/")[2]
    return one_line(f"{name}: {document.describe(place)}")


def fields(document: Document, place: str) -> Iterator[str]:
    """The places of all properties of a schema, at every depth."""
    place = document.end(place)
    schema = document.at(place)
    for name in schema.get("properties", {}):
        inner = below(place, "properties", name)
        yield inner
        yield from fields(document, inner)
    if is_object(schema.get("items")):
        yield from fields(document, below(place, "items"))
    for number in range(len(schema.get("anyOf", ()))):
        yield from fields(document, below(place, "anyOf", number))

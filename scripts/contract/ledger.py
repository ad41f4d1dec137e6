"""What a run has found out: one standing for each fact, and what the document does not know."""

from collections.abc import Iterable

from .caller import Exchange
from .document import Document, Operation, below, is_object
from .facts import (
    ENDED_BEFORE,
    NOTHING_LIKE_IT,
    OUTSIDE,
    UNPROVOKED,
    Difference,
    Fact,
    Standing,
    State,
    claim_of,
    facts_of,
)
from .masks import masked_text
from .promises import PROMISES, Promise
from .reading import Reader, Reading, shown
from .values import NOTHING

Key = tuple[str, str, str]
LEFT_OPEN = ("unlisted", "new code")


class Ledger:
    """The standings of all facts.

    Attributes:
        standings: By the key of the fact, in the order of the document.
        beyond: What came and the document leaves open: by operation and place, what it was.
    """

    def __init__(self, document: Document, promises: Iterable[Promise] = PROMISES) -> None:
        self.document = document
        self.reader = Reader(document)
        self._promises = {(each.operation, each.name): each for each in promises}
        facts = facts_of(document, list(self._promises.values()))
        self.standings: dict[Key, Standing] = {fact.key: Standing(fact) for fact in facts}
        self._differs = False
        self.beyond: dict[tuple[str, str], str] = {}
        for standing in self.standings.values():
            standing.why = UNPROVOKED.get(_status(standing), standing.why)

    def hold(self, operation: str, place: str, name: str = "") -> None:
        """A fact held once more."""
        self._standing(operation, place, name).held += 1

    def differ(
        self, operation: str, place: str, expected: str, got: str, request: str, name: str = ""
    ) -> None:
        """A fact differs; the same difference is told once."""
        self._differs = True
        got = masked_text(got)
        differences = self._standing(operation, place, name).differences
        if (expected, got) not in [(each.expected, each.got) for each in differences]:
            differences.append(Difference(expected, got, request))

    def skip(self, why: str, operation: str, place: str | None = None, name: str = "") -> None:
        """Say why a fact is not tried, or all of an operation that have no reason of their own."""
        for key, standing in self.standings.items():
            is_meant = key[1:] == (place, name) if place else _status(standing) not in UNPROVOKED
            if key[0] == operation and is_meant:
                standing.why = why

    def end(self) -> None:
        """Say of what was not tried that the run ended early."""
        for standing in self.standings.values():
            if standing.why == NOTHING_LIKE_IT:
                standing.why = ENDED_BEFORE

    def promise(self, operation: str, name: str, is_kept: bool, got: str, request: str) -> None:
        """A promise in words was kept, or was not."""
        promise = self._promises[operation, name]
        if is_kept:
            self.hold(operation, promise.at, name)
        else:
            self.differ(operation, promise.at, promise.claim, got, request, name)

    def skip_promise(self, operation: str, name: str, why: str) -> None:
        """Say why a promise in words was not tried."""
        self.skip(why, operation, self._promises[operation, name].at, name)

    def _standing(self, operation: str, place: str, name: str) -> Standing:
        key = (operation, place, name)
        if key not in self.standings:
            claim, grade = claim_of(self.document, place), self.document.grade(place)
            if place.endswith("/responses"):
                # Nobody has said that there are no others.
                claim, grade = "no other status is answered", "inferred"
            self.standings[key] = Standing(Fact(operation, place, claim, grade, name))
        return self.standings[key]

    def note(self, exchange: Exchange, *, expects: str = "success") -> bool:
        """Take down all that an answer says; tell whether the operation was carried out.

        Args:
            exchange: With an operation.
            expects: `success`, `refusal`, or `either`.
        """
        operation = exchange.operation
        if operation is None:
            raise AssertionError("an answer outside operations is no operation's")
        self._differs = False
        carried_out = self._noted(operation, exchange)
        if expects == "success" and not carried_out:
            self._refused(operation, exchange)
        if exchange.doubts and not self._differs:
            place = below(operation.place, "responses", exchange.status)
            for doubt in exchange.doubts:
                self.differ(operation.name, place, "schemathesis agrees", doubt, exchange.request)
        return carried_out

    def _noted(self, operation: Operation, exchange: Exchange) -> bool:
        name, responses = operation.name, below(operation.place, "responses")
        if exchange.failure:
            place = below(responses, "200")
            self.differ(name, place, "a whole answer", exchange.failure, exchange.request)
            return False
        documented = operation.definition["responses"]
        if str(exchange.status) not in documented:
            expected = f"one of the statuses {', '.join(documented)}"
            self.differ(name, responses, expected, str(exchange.status), exchange.request)
            return False
        return self._body(operation, below(responses, exchange.status), exchange)

    def _body(self, operation: Operation, response: str, exchange: Exchange) -> bool:
        content = self.document.at(self.document.end(response))["content"]
        (media,) = content
        if exchange.media != media or (media.endswith("json") and exchange.answer is NOTHING):
            got = exchange.media or "no media type"
            got = got if exchange.media != media else f"{got} that cannot be read"
            self.differ(operation.name, response, f"a body of {media}", got, exchange.request)
            return False
        if not media.endswith("json"):
            self.hold(operation.name, response)
            return False
        schema = below(self.document.end(response), "content", media, "schema")
        branch = self.reader.branch(schema, exchange.answer)
        if self._read(operation, branch, exchange):
            self.hold(operation.name, response)
        is_success = exchange.status < 300 and branch == self.document.branches(schema)[0]
        carried_out = is_success and is_object(exchange.answer)
        if carried_out:
            self.hold(operation.name, operation.place)
        return carried_out

    def _read(self, operation: Operation, schema: str, exchange: Exchange) -> bool:
        found = [*self.reader.read(schema, exchange.answer)]
        for reading in found:
            self._take(operation.name, reading, exchange.request)
        return all(reading.kind in ("held", *LEFT_OPEN) for reading in found)

    def _take(self, operation: str, reading: Reading, request: str) -> None:
        if reading.kind in LEFT_OPEN:
            self.beyond[operation, masked_text(reading.place)] = f"{reading.kind}: {reading.got}"
        elif reading.kind != "held":
            self.differ(operation, reading.place, reading.expected, reading.got, request)
        elif (operation, reading.place, "") in self.standings:
            self.hold(operation, reading.place)

    def _refused(self, operation: Operation, exchange: Exchange) -> None:
        if exchange.is_refusal:
            expected = "the operation to be carried out"
            got = told(exchange)
            self.differ(operation.name, operation.place, expected, got, exchange.request)

    def outside(self, name: str, exchange: Exchange) -> None:
        """Take down what was answered where no operation is."""
        place = below("#", "x-outside-operations", name)
        response = self.document.end(place)
        (media,) = self.document.at(response)["content"]
        schema = below(response, "content", media, "schema")
        is_kept = exchange.answer is not NOTHING and self.reader.is_valid(schema, exchange.answer)
        if is_kept and exchange.status == 200:
            self.hold(OUTSIDE, place)
        else:
            words = f"200 and {self.document.describe(schema)}"
            self.differ(OUTSIDE, place, words, told(exchange), exchange.request)

    def those(self, state: State) -> list[Standing]:
        """The standings in a state."""
        return [each for each in self.standings.values() if each.state is state]

    @property
    def broken(self) -> list[Standing]:
        """Differences that break a promise."""
        return [each for each in self.those(State.DIFFERS) if not each.is_news]

    @property
    def news(self) -> list[Standing]:
        """Differences that are news about the provider."""
        return [each for each in self.those(State.DIFFERS) if each.is_news]


def _status(standing: Standing) -> str:
    return standing.fact.place.rpartition("/responses/")[2]


def told(exchange: Exchange) -> str:
    """What was answered, in a few words."""
    if exchange.failure:
        return exchange.failure
    if is_object(exchange.answer):
        for key in ("message", "error"):
            if exchange.answer.get(key):
                return f"{exchange.status}, {key}: {shown(exchange.answer[key])}"
    return f"{exchange.status} {exchange.media}".strip()

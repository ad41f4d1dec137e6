"""Say what the property tests of the last run have not reached of openapi.yaml, and why.

Fails where something was not reached and unreached.yaml does not say why, and where it was reached
and unreached.yaml says that it is not.
"""

import argparse
import hashlib
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.build_docs.document import Document
from scripts.plain_yaml import load_yaml
from scripts.score.keywords import places
from scripts.score.measures import Count

ROOT = Path(__file__).parent.parent.parent
DOCUMENT = ROOT / "openapi.yaml"
UNREACHED = Path(__file__).parent / "unreached.yaml"
# Below the root: what a run of the tests writes down.
REACHED = "build/coverage-of-the-document.json"
Pairs = set[tuple[str, str]]
OPERATIONS = "operations called by property tests"
STATUSES = "documented statuses reached by them"
PROPERTIES = "properties sent by them, right and wrong"
KEYWORDS = "keywords kept and broken by them"
# The figures of figures.yaml that are counted here.
REACH = (OPERATIONS, STATUSES, PROPERTIES, KEYWORDS)
SIDES = {"answered": "has answered", "kept": "has kept", "broken": "has broken"}


@dataclass(frozen=True)
class Reached:
    """What property tests have reached: pairs of an operation and a status, or a keyword.

    Attributes:
        document: The digest of the document that they were made up from.
        answered: The statuses that came.
        kept: The keywords of which a request that is allowed had a value.
        broken: The keywords that a request broke, and it was wrong nowhere else.
    """

    document: str
    answered: Pairs
    kept: Pairs
    broken: Pairs

    def encoded(self) -> str:
        """It as JSON."""
        sides = {side: sorted(map(list, getattr(self, side))) for side in SIDES}
        return json.dumps({"document": self.document, **sides}, indent=1, ensure_ascii=False)

    @classmethod
    def decoded(cls, text: str) -> "Reached":
        """What was encoded."""
        told = json.loads(text)
        sides = {side: {(name, what) for name, what in told[side]} for side in SIDES}
        return cls(told["document"], **sides)


@dataclass(frozen=True)
class Reason:
    """Why something is not reached.

    Attributes:
        operation: Whose it is.
        side: "answered", "kept" or "broken".
        what: The status or the keyword; a star stands for anything.
        why: In a sentence.
    """

    operation: str
    side: str
    what: str
    why: str

    def covers(self, side: str, pair: tuple[str, str]) -> bool:
        """Whether it is the reason of this."""
        pattern = re.escape(self.what).replace(r"\*", ".*")
        is_meant = (self.operation, self.side) == (pair[0], side)
        return is_meant and bool(re.fullmatch(pattern, pair[1]))


def digest(text: str) -> str:
    """What tells one document from another."""
    return hashlib.sha256(text.encode()).hexdigest()


def last_run(text: str, path: Path | None = None) -> Reached | None:
    """What the last run has reached; None where none was complete, or of another document."""
    path = path or ROOT / REACHED
    if not path.exists():
        return None
    reached = Reached.decoded(path.read_text(encoding="utf-8"))
    return reached if reached.document == digest(text) else None


def everything(document: Document) -> dict[str, Pairs]:
    """All that there is to reach, by its side."""
    keywords = {(each.name, place) for each in document.operations for place in places(each)}
    statuses = {(each.name, one.status) for each in document.operations for one in each.answers}
    return {"answered": statuses, "kept": keywords, "broken": keywords}


def reasons(text: str) -> list[Reason]:
    """What unreached.yaml says."""
    return [
        Reason(each["operation"], each["side"], what, each["why"])
        for each in load_yaml(text)
        for what in each["what"]
    ]


def gaps(document: Document, reached: Reached, known: list[Reason]) -> Iterator[str]:
    """What is not reached and not explained, or explained and reached all the same."""
    missing = {
        side: wanted - getattr(reached, side) for side, wanted in everything(document).items()
    }
    for side, pairs in missing.items():
        for pair in sorted(pairs):
            if not any(reason.covers(side, pair) for reason in known):
                told = f"{pair[0]}: no property test {SIDES[side]} {pair[1]}"
                yield f"{told}, and unreached.yaml has no reason"
    for reason in known:
        wanted = everything(document).get(reason.side, set())
        meant = {pair for pair in wanted if reason.covers(reason.side, pair)}
        told = f"unreached.yaml, {reason.operation} {reason.side} {reason.what}"
        if not meant:
            yield f"{told}: the document has nothing like it; take the line out"
        for pair in sorted(meant - missing.get(reason.side, set())):
            yield f"{told}: {pair[1]} is reached; take the line out"


def kind_of(side: str, what: str) -> str:
    """Which figure counts it."""
    if side == "answered":
        return STATUSES
    return PROPERTIES if what.endswith(" property") else KEYWORDS


def figures(document: Document, reached: Reached) -> dict[str, Count]:
    """By its name in figures.yaml, how much was reached of how much."""
    called = {name for name, _ in reached.answered}
    found = {name: list[bool]() for name in REACH}
    found[OPERATIONS] = [operation.name in called for operation in document.operations]
    for side, pairs in everything(document).items():
        for pair in pairs:
            found[kind_of(side, pair[1])].append(pair in getattr(reached, side))
    return {name: Count(sum(each), len(each)) for name, each in found.items()}


def main() -> None:
    """Say it.

    Raises:
        SystemExit: Something is not reached and not explained; the message says what.
    """
    argparse.ArgumentParser(prog="python -m scripts.score.reach", description=__doc__).parse_args()
    text = DOCUMENT.read_text(encoding="utf-8")
    reached = last_run(text)
    if reached is None:
        sys.exit(
            f"{REACHED} is not there, or of another openapi.yaml: not all property tests have run;"
            " run make test"
        )
    document: Any = Document(load_yaml(text))
    for name, count in figures(document, reached).items():
        print(f"{name}: {count.found} of {count.of}")
    known = reasons(UNREACHED.read_text(encoding="utf-8"))
    sys.exit("\n".join(gaps(document, reached, known)) or None)


if __name__ == "__main__":
    main()

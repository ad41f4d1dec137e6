"""Write tests/vectors/ anew from openapi.yaml: one file for each operation, and errors.json.

usage: python -m tests.clients.make_vectors
"""

import re
import sys
from collections.abc import Iterator
from typing import Any

import msgspec

from tests.clients.answers import successes_of, variants_of
from tests.clients.calls import Arguments, calls_of, first_call, request_of
from tests.clients.failures import failures_of, outcome_of
from tests.clients.unreadable import UNREADABLE, unreadable_of
from tests.clients.vectors import FOLDER, Expected, Given, Outcome, Vector, written
from tests.contract import OPERATIONS, Operation

JSON = {"Content-Type": "application/json"}
OTHER_CLIENT = "20001"


def files() -> dict[str, str]:
    """What each file says, by its name."""
    whole = {f"{name}.json": [*vectors_of(each)] for name, each in OPERATIONS.items()}
    whole["errors.json"] = [*unlisted_errors()]
    return {name: written(vectors) for name, vectors in whole.items()}


def vectors_of(operation: Operation) -> Iterator[Vector]:
    """What the document makes up for an operation."""
    _, status, body = min(successes_of(operation), key=lambda each: len(str(each)))
    for name, arguments in calls_of(operation):
        about = "What is sent"
        yield vector(operation, name, about, arguments, as_json(status, body))
    first = first_call(operation)
    done = vector(operation, "other-client", "Another client code", first, as_json(status, body))
    yield msgspec.structs.replace(done, client=OTHER_CLIENT)
    for name, status, body in successes_of(operation):
        yield vector(operation, name, "An example of the answer", first, as_json(status, body))
    for name, body in variants_of(operation):
        yield vector(operation, name, "What is delivered", first, as_json(200, body))
    for name, answer in failures_of(operation):
        about = "An example of a failure"
        yield failure(operation, name, about, answer, outcome_of(operation, answer))


def unlisted_errors() -> Iterator[Vector]:
    """What no example of the document has."""
    for operation in (OPERATIONS[name] for name in UNREADABLE):
        for case in unreadable_of(operation):
            made = failure(operation, case.name, case.about, case.answer, case.outcome)
            yield msgspec.structs.replace(made, strays=case.strays)


def vector(
    operation: Operation, name: str, about: str, arguments: Arguments, answer: Given
) -> Vector:
    """A call whose answer is delivered."""
    return Vector(
        id=id_of(operation, name),
        about=about,
        operation=operation.name,
        arguments=arguments,
        request=msgspec.convert(request_of(operation, arguments), Expected),
        answer=answer,
        expect=Outcome(delivered=True),
    )


def failure(operation: Operation, name: str, about: str, answer: Given, outcome: Outcome) -> Vector:
    """The first call of an operation, and an error."""
    made = vector(operation, name, about, first_call(operation), answer)
    return msgspec.structs.replace(made, expect=outcome)


def as_json(status: int, body: Any) -> Given:
    """An answer that is JSON."""
    return Given(status=status, headers=JSON, body=body)


def id_of(operation: Operation, name: str) -> str:
    """The id of a vector, which is a bearer token as well."""
    return f"{operation.name}-{re.sub('[^A-Za-z0-9_.-]+', '-', name)}"


def main() -> None:
    """Write the files, and delete what is none of them."""
    FOLDER.mkdir(exist_ok=True)
    whole = files()
    for path in FOLDER.glob("*.json"):
        if path.name not in whole:
            path.unlink()
    for name, text in whole.items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 1:
        sys.exit(__doc__)
    main()

"""Failures that no example of the document has: what cannot be read, and shapes seen elsewhere."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.clients.failures import outcome_of
from tests.clients.vectors import Given, Outcome
from tests.contract import Operation

# One that reads a page, one that reads a list, and one of each method that changes something.
UNREADABLE = [
    "searchNumbers",
    "listForwardTypes",
    "buyNumbers",
    "assignBlackList",
    "releaseNumber",
]

JSON = {"Content-Type": "application/json"}
HTML = {"Content-Type": "text/html; charset=UTF-8"}
PAGE = "<!DOCTYPE html><html><body>Вход в личный кабинет</body></html>"


@dataclass(frozen=True)
class Case:
    """An answer, and what a caller gets.

    Attributes:
        name: What it is.
        about: What it is about.
        answer: What is answered.
        strays: Why it is none that the document has; nothing, where it is one.
        outcome: What a caller gets.
    """

    name: str
    about: str
    answer: Given
    strays: str = ""
    outcome: Outcome = field(default_factory=Outcome)


# None of these says whether a request was carried out.
UNCLEAR = {
    "html": ("A page for people under 200", Given(status=200, headers=HTML, text=PAGE)),
    "empty": ("No body under 200", Given(status=200, headers=JSON)),
    "no-content": ("No body under 204", Given(status=204)),
    "not-json": ("A text that is no JSON", Given(status=200, headers=JSON, text="OK")),
    "half": ("JSON that ends too early", Given(status=200, headers=JSON, text='{"success": tr')),
    "list": ("JSON, but a list", Given(status=200, headers=JSON, body=[])),
    "null": ("JSON, but null", Given(status=200, headers=JSON, body=None)),
    "text": ("JSON, but a text", Given(status=200, headers=JSON, body="OK")),
    "redirect": (
        "A redirect, which must not be followed",
        Given(status=302, headers={**HTML, "Location": "/login"}, text=PAGE),
    ),
}
BROKEN = {
    "no-answer": ("The connection ends before an answer", Given(status=0)),
    "cut": (
        "The connection ends inside the answer",
        Given(status=200, headers=JSON, body={"success": True}, is_cut=True),
    ),
}
# What the parts of a refusal may be, none of which is sure to be there.
REFUSALS = {
    "refusal-without-words": ("A refusal that gives no reason", 400, {"success": False}),
    "refusal-in-errors": (
        "A refusal whose only words are in errors",
        422,
        {"errors": {"number": ["The number field is required."]}},
    ),
    "refusal-in-error": (
        "A failure inside a 200 whose words are in error",
        200,
        {"success": False, "error": "Номер не найден."},
    ),
    "refusal-in-201": ("A failure inside a 201", 201, {"success": False, "message": "Нет."}),
    "conflict": ("Another 4xx", 409, {"success": False, "message": "The number is busy."}),
    "not-found-message": ("A 404 with message", 404, {"message": "No such number."}),
    "not-found-json-rpc": (
        "A 404 whose error is an object",
        404,
        {"jsonrpc": "2.0", "result": None, "error": {"code": 0, "message": "Page not found."}},
    ),
    "own-500": ("The framework's own 500", 500, {"message": "Server Error"}),
    "denied-503": (
        "A gateway's status with a refusal",
        503,
        {"success": False, "message": "Технические работы."},
    ),
}
UNLISTED = "the document has no such answer"


def unreadable_of(operation: Operation) -> Iterator[Case]:
    """The cases of an operation."""
    reads = operation.method == "GET"
    for name, (about, answer) in UNCLEAR.items():
        kind = "UnreadableAnswer" if reads else "OutcomeUnknown"
        yield Case(name, about, answer, UNLISTED, Outcome(error=kind, status=answer.status))
    for name, (about, answer) in BROKEN.items():
        yield Case(name, about, answer, UNLISTED, Outcome(error=_broken(reads=reads)))
    for name, (about, status, body) in REFUSALS.items():
        answer = Given(status=status, headers=JSON, body=body)
        is_listed = str(status) in operation.definition["responses"] and status < 502
        yield Case(
            name, about, answer, "" if is_listed else UNLISTED, outcome_of(operation, answer)
        )
    waiting = Given(status=429, headers=JSON, body={"message": "Too Many Attempts."})
    yield Case(
        "no-retry-after", "A 429 that names no time", waiting, "", outcome_of(operation, waiting)
    )
    later = Given(status=503, headers={**HTML, "Retry-After": "120"}, text=PAGE)
    about = "A 503 that names a time"
    yield Case("retry-after-503", about, later, "", outcome_of(operation, later))


def _broken(*, reads: bool) -> str:
    return "ConnectionFailed" if reads else "OutcomeUnknown"

"""Failures that no example of the document has: what cannot be read, and other refusals."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.clients.failures import outcome_of
from tests.clients.vectors import Given, Outcome
from tests.contract import Operation, is_object

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
UNLISTED = "the document has no such answer"


@dataclass(frozen=True)
class Case:
    """An answer, and what a caller gets.

    Attributes:
        name: What it is, for its id.
        about: What it is, for people.
        answer: What is answered.
        strays: Why it is none that the document has; nothing, where it is one.
        outcome: What a caller gets.
    """

    name: str
    about: str
    answer: Given
    strays: str
    outcome: Outcome


def refusal(status: int, body: dict[str, Any]) -> Given:
    """A refusal in JSON."""
    return Given(status=status, headers=JSON, body=body)


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
    "refusal-without-words": ("A refusal that gives no reason", refusal(400, {"success": False})),
    "refusal-in-errors": (
        "A refusal whose only words are in errors",
        refusal(422, {"errors": {"number": ["The number field is required."]}}),
    ),
    "refusal-in-error": (
        "A failure inside a 200 whose words are in error",
        refusal(200, {"success": False, "error": "Номер не найден."}),
    ),
    "refusal-in-201": (
        "A failure inside a 201",
        refusal(201, {"success": False, "message": "Нет."}),
    ),
    "conflict": ("Another 4xx", refusal(409, {"success": False, "message": "The number is busy."})),
    "not-found-message": ("A 404 with message", refusal(404, {"message": "No such number."})),
    "not-found-json-rpc": (
        "A 404 whose error is an object",
        refusal(404, {"jsonrpc": "2.0", "error": {"code": 0, "message": "Page not found."}}),
    ),
    "not-found-html": ("A 404 with a page", Given(status=404, headers=HTML, text=PAGE)),
    "denied-503": (
        "A gateway's status with a refusal",
        refusal(503, {"success": False, "message": "Технические работы."}),
    ),
    "no-retry-after": (
        "A 429 that names no time",
        refusal(429, {"message": "Too Many Attempts."}),
    ),
    "retry-after-503": (
        "A 503 that names a time",
        Given(status=503, headers={**HTML, "Retry-After": "120"}, text=PAGE),
    ),
}


def unreadable_of(operation: Operation) -> Iterator[Case]:
    """The cases of an operation."""
    reads = operation.method == "GET"
    for name, (about, answer) in UNCLEAR.items():
        kind = "UnreadableAnswer" if reads else "OutcomeUnknown"
        yield Case(name, about, answer, UNLISTED, Outcome(error=kind, status=answer.status))
    for name, (about, answer) in BROKEN.items():
        kind = "ConnectionFailed" if reads else "OutcomeUnknown"
        yield Case(name, about, answer, UNLISTED, Outcome(error=kind))
    for name, (about, answer) in REFUSALS.items():
        strays = "" if is_listed(operation, answer) else UNLISTED
        yield Case(name, about, answer, strays, outcome_of(operation, answer))


def is_listed(operation: Operation, answer: Given) -> bool:
    """Whether the document has a refusal: pages come from proxies alone, and error is a text."""
    if str(answer.status) not in operation.definition["responses"]:
        return False
    if answer.status >= 502 or not is_object(answer.body):
        return answer.status >= 502 and bool(answer.text)
    return not is_object(answer.body.get("error"))

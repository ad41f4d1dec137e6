"""Failures that no example of the document has: what cannot be read, and other refusals."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import msgspec

from tests.clients.answers import required_of, successes_of
from tests.clients.failures import outcome_of
from tests.clients.vectors import Given, Outcome
from tests.contract import EXAMPLES, Operation, is_list, is_object

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
DONE = '{"success": true}'
CHUNKED = f"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{len(DONE):x}\r\n"
LONG_AGO = "Wed, 21 Oct 2015 07:28:00 GMT"
BYTE_ORDER_MARK = "\ufeff"


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


def limited(until: str) -> Given:
    """A refusal that says when to try again."""
    headers = {**JSON, "Retry-After": until}
    return Given(status=429, headers=headers, body={"message": "Too Many Attempts."})


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
    "packed": (
        "A text that is said to be packed, and is not",
        Given(status=200, headers={**JSON, "Content-Encoding": "gzip"}, text=DONE),
    ),
    "redirect": (
        "A redirect, which must not be followed",
        Given(status=302, headers={**HTML, "Location": "/login"}, text=PAGE),
    ),
}
# What success may be that is neither true nor false.
NEITHER = {"null": None, "text-true": "true", "text-false": "false", "1": 1, "0": 0}
BROKEN = {
    "no-answer": ("The connection ends before an answer", Given(status=0)),
    "no-http": (
        "Somebody answers who knows no HTTP",
        Given(status=0, text="SSH-2.0-OpenSSH_9.2\r\n"),
    ),
    "half-head": (
        "The connection ends inside the headers",
        Given(status=0, text="HTTP/1.1 200 OK\r\nContent-Ty"),
    ),
    "cut-chunk": (
        "The connection ends inside a chunk of the answer",
        Given(status=0, text=f"{CHUNKED}{DONE[:14]}", is_cut=True),
    ),
    "no-last-chunk": (
        "The connection ends before the last chunk of the answer",
        Given(status=0, text=f"{CHUNKED}{DONE}\r\n", is_cut=True),
    ),
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
    "refusal-with-no-errors": (
        "A refusal whose errors are an empty list, as PHP writes an empty map",
        refusal(422, {"message": "The given data was invalid.", "errors": []}),
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
    "retry-after-date": ("A 429 that names a moment that is over", limited(LONG_AGO)),
    "retry-after-fraction": ("A 429 that names no whole seconds", limited("1.5")),
    "retry-after-negative": ("A 429 that names less than no time", limited("-1")),
    "retry-after-words": ("A 429 that names no time that can be read", limited("soon")),
    "retry-after-503": (
        "A 503 that names a time",
        Given(status=503, headers={**HTML, "Retry-After": "120"}, text=PAGE),
    ),
}


def unreadable_of(operation: Operation) -> Iterator[Case]:
    """The cases of an operation."""
    reads = operation.method == "GET"
    unclear = ((name, *answer) for name, answer in UNCLEAR.items())
    kind = "UnreadableAnswer" if reads else "OutcomeUnknown"
    for name, about, answer in (*unclear, *misshapen(operation)):
        yield Case(name, about, answer, UNLISTED, Outcome(error=kind, status=answer.status))
    about, answer = "Success beside a failure of JSON-RPC", contradiction(operation)
    yield Case("success-and-failure", about, answer, "", Outcome(error=kind, status=200))
    for name, (about, answer) in BROKEN.items():
        kind = "ConnectionFailed" if reads else "OutcomeUnknown"
        yield Case(name, about, answer, UNLISTED, Outcome(error=kind))
    for name, (about, answer) in REFUSALS.items():
        strays = "" if is_listed(operation, answer) else UNLISTED
        yield Case(name, about, answer, strays, outcome_of(operation, answer))


def misshapen(operation: Operation) -> Iterator[tuple[str, str, Given]]:
    """What is nearly an answer of the operation: name, what it is, answer."""
    body = next(successes_of(operation))[2]
    marked = BYTE_ORDER_MARK + msgspec.json.encode(body).decode()
    yield "marked", "JSON behind a byte order mark", Given(status=200, headers=JSON, text=marked)
    for name, success in NEITHER.items():
        about = f"Success is {msgspec.json.encode(success).decode()}: neither true nor false"
        yield f"success-{name}", about, refusal(200, body | {"success": success})
    for name, may_be_null in required_of(operation):
        rest = {key: value for key, value in body.items() if key != name}
        yield f"lacks-{name}", f"An answer without {name}", refusal(200, rest)
        if not may_be_null and name != "success":
            yield (
                f"null-{name}",
                f"An answer whose {name} is null",
                refusal(200, body | {name: None}),
            )


def contradiction(operation: Operation) -> Given:
    """An answer that is a success and a failure, and obeys the document as both."""
    body = next(successes_of(operation))[2]
    return refusal(200, {**body, "success": True, **EXAMPLES["PageNotFound"]})


def is_listed(operation: Operation, answer: Given) -> bool:
    """Whether the document has a refusal.

    Its pages come from proxies alone, its error is a text, and its errors are an object.
    """
    if str(answer.status) not in operation.definition["responses"]:
        return False
    if answer.status >= 502 or not is_object(answer.body):
        return answer.status >= 502 and bool(answer.text)
    return not is_object(answer.body.get("error")) and not is_list(answer.body.get("errors"))

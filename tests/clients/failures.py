"""What each failure is called, and with which words: a reading of the document of its own.

The clients have theirs; none of it is taken from any of them.
"""

import re
from collections.abc import Iterator
from typing import Any

from tests.clients.vectors import Given, Outcome
from tests.contract import Operation, is_list, is_object, resolve

NAMES = {401: "NotAuthenticated", 403: "NoAccess", 404: "NotFound", 429: "RateLimited"}
FROM_A_PROXY = (502, 503, 504)
DATE = "[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9:]{8} GMT"


def failures_of(operation: Operation) -> Iterator[tuple[str, Given]]:
    """Each example of a failure that the operation has, as an answer."""
    for status, response in operation.definition["responses"].items():
        told = resolve(response)
        headers = {name: str(header["example"]) for name, header in told.get("headers", {}).items()}
        for kind, media in told["content"].items():
            for name, example in media["examples"].items():
                value = resolve(example)["value"]
                if int(status) < 300 and not is_failure_inside(value):
                    continue
                yield f"{status}-{name}", answer_of(int(status), kind, value, headers)


def answer_of(status: int, kind: str, value: Any, headers: dict[str, str]) -> Given:
    """An answer with an example of the document as its body."""
    headers = {"Content-Type": kind, **headers}
    if kind == "application/json":
        return Given(status=status, headers=headers, body=value)
    return Given(status=status, headers=headers, text=value)


def is_failure_inside(body: dict[str, Any]) -> bool:
    """Whether a 2xx is a failure in spite of its status."""
    return body.get("success") is False or "jsonrpc" in body


def outcome_of(operation: Operation, answer: Given) -> Outcome:
    """What a caller gets of a failure."""
    body: dict[str, Any] = answer.body if is_object(answer.body) else {}
    name = name_of(answer.status, body)
    if operation.method != "GET" and leaves_in_doubt(name, answer.status, body):
        return Outcome(error="OutcomeUnknown", status=answer.status)
    return Outcome(
        error=name,
        status=answer.status,
        message=words_of(body),
        retry_after=seconds_of(answer.headers.get("Retry-After", "")),
    )


def seconds_of(told: str) -> float | None:
    """For how many seconds a Retry-After asks; a date in it is over. None, where it is neither."""
    if told.isdigit():
        return float(told)
    return 0.0 if re.fullmatch(DATE, told) else None


def name_of(status: int, body: dict[str, Any]) -> str:
    """The name of a failure."""
    if status < 300:
        return "BadRequest" if body.get("success") is False else "NotFound"
    if status == 500 and body.get("success") is False:
        return "NoAccess"  # the provider's own meaning of this status
    return NAMES.get(status, "ServerFailed" if status >= 500 else "BadRequest")


def leaves_in_doubt(name: str, status: int, body: dict[str, Any]) -> bool:
    """Whether a change may have been carried out in spite of a failure."""
    is_denied = body.get("success") is False and status not in FROM_A_PROXY
    return name == "ServerFailed" and not is_denied


def words_of(body: dict[str, Any]) -> str:
    """The service's words: `message`, else `error`, else `errors`; nothing, where it has none."""
    texts = (_text(body.get(name)) for name in ("message", "error", "errors"))
    return next(filter(None, texts), "")


def _text(node: Any) -> str:
    if is_object(node):
        return _text(node.get("message")) or "; ".join(map(_text, node.values()))
    if is_list(node):
        return " ".join(map(_text, node))
    return node if isinstance(node, str) else ""

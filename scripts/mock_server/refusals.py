"""Every refusal in one table: its status, where its text goes, and the text.

The names are those of the documents' examples: the contract's, and the control API's. A text says
what was wrong (wording) and what to do about it (remedy). A hint stands in for the remedy where the
mistake is one that we know.
"""

from collections.abc import Iterable, Mapping, Sized
from dataclasses import dataclass
from typing import Any, Literal

Name = Literal[
    "wrong_parameter",
    "unknown_parameter",
    "broken_body",
    "not_free",
    "not_reserved",
    "other_owner_type",
    "type_not_open",
    "unauthenticated",
    "number_not_found",
    "target_not_found",
    "caller_id_type_not_found",
    "black_list_not_found",
    "reservation_not_found",
    "not_on_the_shelf",
    "method_not_allowed",
    "forbidden",
    "unprocessable",
    "too_many_requests",
    "no_access",
    "server_error",
    "page_not_found",
    "wrong_value",
    "no_such_fault",
    "no_such_path",
    "store_failed",
]
Hint = Literal[
    "json_in_query",
    "query_on_write",
    "not_stringified",
    "no_content_type",
    "too_large",
    "wrong_length",
    "chunked",
    "not_utf8",
    "too_many",
    "no_such_magic",
]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row of the table.

    key: the property that carries the text. framework: whether the provider's framework answers so
    by itself, and then without `success`.
    """

    status: int
    key: Literal["message", "error"]
    wording: str
    remedy: str
    framework: bool = False


REFUSALS: Mapping[Name, Refusal] = {
    "wrong_parameter": Refusal(
        400,
        "message",
        "{name}: {expected} was expected, {came} came.",
        "Correct it and send again.",
    ),
    "unknown_parameter": Refusal(
        400,
        "message",
        "{name}: the operation has no such parameter. It has {names}.",
        "Correct the name or leave it out.",
    ),
    "broken_body": Refusal(
        400,
        "message",
        "A JSON object was expected as the body, {came} came.",
        "Send one object, in UTF-8, with Content-Type: application/json.",
    ),
    "not_free": Refusal(
        400,
        "message",
        "The number {number} is already {state}.",
        "Search for another; your own show in listReservations and listNumbers.",
    ),
    "not_reserved": Refusal(
        400,
        "message",
        "The number {number} is not reserved.",
        "Reserve it first; a reservation ends by itself.",
    ),
    "other_owner_type": Refusal(
        400,
        "message",
        "The number {number} is offered as {offered}, {came} came.",
        "Send that owner_type, or search for a number with yours.",
    ),
    "type_not_open": Refusal(
        400,
        "message",
        "Forwarding to {type} is open to {open_to} numbers, number {id} is {owner_type}.",
        "Choose another type, see listForwardTypes.",
    ),
    "unauthenticated": Refusal(
        401,
        "message",
        "Unauthenticated.",
        "{problem} This is a sandbox, where no real token belongs. Send {headers}; each token that"
        " begins with test- is an account of its own.",
        framework=True,
    ),
    "number_not_found": Refusal(
        404,
        "error",
        "The account owns no number with the id {id}.",
        "Take the id from listNumbers; digits are not ids.",
    ),
    "target_not_found": Refusal(
        404, "error", "The account has no {kind} with the id {id}.", "It has {ids}."
    ),
    "caller_id_type_not_found": Refusal(
        404, "error", "There is no caller id type {code}. There are {codes}.", "Send one of these."
    ),
    "black_list_not_found": Refusal(
        404,
        "error",
        "The account has no list of contacts with the id {id}.",
        "It has {ids}; leave contact_list_id out to have none.",
    ),
    "reservation_not_found": Refusal(
        404,
        "error",
        "The account has no reservation with the id {id}.",
        "Take the id from listReservations; a reservation that ended has none.",
    ),
    "not_on_the_shelf": Refusal(
        404, "error", "The shelf has no number {number}.", "Take the 10 digits from searchNumbers."
    ),
    "method_not_allowed": Refusal(
        405,
        "message",
        "The {method} method is not supported for this route.",
        "Supported methods: {allow}.",
        framework=True,
    ),
    "forbidden": Refusal(403, "message", "This action is unauthorized.", "{why}", framework=True),
    "unprocessable": Refusal(
        422,
        "message",
        "The given data was invalid.",
        "Correct what errors names and send again. {why}",
        framework=True,
    ),
    "too_many_requests": Refusal(
        429,
        "message",
        "Too Many Attempts.",
        "{limit} calls a minute are allowed, wait {seconds} seconds. {why}",
        framework=True,
    ),
    "no_access": Refusal(500, "message", "Not enough rights.", "{why}"),
    "server_error": Refusal(500, "message", "Server Error", "({why})", framework=True),
    # Its body is the document's example: a JSON-RPC envelope has no room for a remedy.
    "page_not_found": Refusal(200, "message", "Page not found.", ""),
    # The control API has these besides.
    "wrong_value": Refusal(400, "message", "{sentence}", ""),
    "no_such_fault": Refusal(
        404, "error", "The account has no ordered fault {id}.", "listFaults shows those it has."
    ),
    "no_such_path": Refusal(
        404, "error", "The control API has no such path.", "GET {document} lists those it has."
    ),
    "store_failed": Refusal(503, "message", "{sentence}", ""),
}

HINTS: Mapping[Hint, str] = {
    "json_in_query": "JSON text came as the query string, where it is lost: curl -G -d does that."
    " Leave -G out and send it as the body: curl -X GET -H 'Content-Type: application/json'"
    " -d '{{...}}'; or send name=value pairs in the query string.",
    "query_on_write": "Only GET operations read the query string: send the parameters in the body.",
    "not_stringified": "JavaScript turned an object into text: send JSON.stringify(...) instead.",
    "no_content_type": "Send the header Content-Type: application/json.",
    "too_large": "The mock reads up to {limit} bytes.",
    "wrong_length": "Correct the header Content-Length.",
    "chunked": "Send it in one piece, with the header Content-Length.",
    "not_utf8": "Send UTF-8, percent-encoded.",
    "too_many": "No operation has that many: send each once.",
    "no_such_magic": "GET /_mock/magic-numbers lists those of each operation.",
}


class Refused(Exception):
    """A request was refused, and nothing was changed. `facts` fill in the text."""

    def __init__(self, refusal: Name, hint: Hint | None = None, **facts: object) -> None:
        super().__init__(refusal)
        self.refusal: Name = refusal
        self.hint: Hint | None = hint
        self.facts = facts

    @property
    def row(self) -> Refusal:
        """Its row in the table."""
        return REFUSALS[self.refusal]

    def text(self) -> str:
        """Wording and remedy, or wording and hint."""
        remedy = HINTS[self.hint] if self.hint else self.row.remedy
        return f"{self.row.wording} {remedy}".strip().format(**self.facts)

    def body(self) -> dict[str, Any]:
        """Make the object to answer. Of the facts, `errors` stands in it by itself."""
        body: dict[str, Any] = {} if self.row.framework else {"success": False}
        body[self.row.key] = self.text()
        return body | {"errors": self.facts["errors"]} if "errors" in self.facts else body


def shown(value: object, length: int = 60) -> str:
    """Write a value that came so that it can be echoed: short, and always valid Unicode."""
    match value:
        case None | bool():
            return str(value).lower().replace("none", "null")
        case str():
            return f'"{cut(value, length)}"'
        case int() | float():
            return cut(_digits(value), length)
        case Sized():
            size = len(value)
            return f"{'a list' if isinstance(value, list) else 'an object'} of {size}"
        case _:
            return "something else"


def either(choices: Iterable[object]) -> str:
    """Write down what there is to choose from."""
    *all_but_last, last = map(str, choices)
    return f"{', '.join(all_but_last)} or {last}" if all_but_last else last


def cut(text: str, length: int = 60) -> str:
    """Take at most `length` characters of a text, without lone surrogates."""
    short = text if len(text) <= length else text[: length - 1] + "…"
    return short.encode("utf-8", "replace").decode()


def _digits(value: float) -> str:
    try:
        return repr(value)
    except ValueError:  # Python refuses to print integers of more than 4300 digits.
        return "a number with thousands of digits"

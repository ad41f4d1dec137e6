"""Requests, made by schemathesis: no faster than allowed, none twice, none that is not allowed."""

import json
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from typing import Any

import requests
import schemathesis
import urllib3

from .document import JSON, Document, Operation, is_object
from .errors import CannotRun, Interrupted, TooManyRequests, Unreachable
from .masks import masked, masked_text
from .values import NOTHING, read_json

PATIENCE = 30.0
# So many answers in a row may be lost until there is no sense in going on.
LOST = 3
WAYS = (
    (requests.exceptions.ConnectTimeout, "no connection came about"),
    (requests.exceptions.Timeout, f"no answer came within {PATIENCE:.0f} seconds"),
    (requests.exceptions.ContentDecodingError, "the answer's compression is broken"),
    (requests.exceptions.ChunkedEncodingError, "the connection ended within the answer"),
    (requests.exceptions.SSLError, "TLS failed"),
    (requests.exceptions.InvalidHeader, "the answer's head is no HTTP"),
    (requests.exceptions.RequestException, "the connection ended before an answer"),
)


class Permit(IntEnum):
    """What a request may do."""

    READ = 0
    CHANGE = 1
    SPEND = 2


def needed(operation: Operation) -> Permit:
    """The permit that an operation needs."""
    if operation.only_reads:
        return Permit.READ
    buys = operation.definition.get("x-telephone-numbers", {}).get("once", False)
    return Permit.SPEND if buys else Permit.CHANGE


@dataclass(frozen=True)
class Exchange:
    """A request and its answer.

    Attributes:
        operation: What was asked for; None for what the document has no operation for.
        request: For people, with nothing secret in it.
        asked: The body that was sent.
        status: 0 where no whole answer came.
        media: The media type, without parameters.
        answer: The JSON of the body; NOTHING where it is none.
        text: The body as text.
        failure: Why there is no whole answer; empty where there is one.
        doubts: What schemathesis finds wrong with the answer, in its own words.
        headers: The answer's, by lower-case names.
    """

    operation: Operation | None
    request: str
    asked: Any
    status: int
    media: str
    answer: Any
    text: str
    failure: str
    doubts: tuple[str, ...]
    headers: Mapping[str, str]

    @property
    def is_refusal(self) -> bool:
        """Whether the server has said no, and not merely something that nobody can read."""
        return self.status >= 400 or is_object(self.answer)


class Courier(requests.Session):
    """Sends what one call asks for, once.

    schemathesis sends a request again when a kept connection turns out to be closed. Here it may
    not: nobody knows what became of the first one.
    """

    def __init__(self) -> None:
        super().__init__()
        self.auth = _as_it_is  # or else .netrc would put its own in the place of the token
        self.is_sent = False
        self.sent_at = 0.0

    def send(self, request: requests.PreparedRequest, **options: Any) -> requests.Response:
        """Send a request, unless one was sent already. Raises as requests does."""
        if self.is_sent:
            raise requests.exceptions.ConnectionError("It was sent already.")
        self.is_sent = True
        self.sent_at = time.monotonic()
        return super().send(request, **options)


class Caller:
    """Whoever makes the requests of a run.

    Attributes:
        permit: What requests may do; another one is a mistake in this program.
        count: How many were sent.
        stop: The number of the signal that ends the run; 0 before.
    """

    def __init__(
        self, document: Document, base_url: str, headers: Mapping[str, str], rate: float
    ) -> None:
        self.permit = Permit.READ
        self.count = 0
        self.stop = 0
        self._woken = threading.Event()
        self._base_url = base_url.rstrip("/")
        self._headers = dict(headers)
        self._pause = 1 / rate
        self._next = 0.0
        self._lost = 0
        self._document = document

    def end(self, signal: int) -> None:
        """End the run before its next request."""
        self.stop = signal
        self._woken.set()

    def made(self, operation: Operation) -> Any:
        """The operation, as schemathesis has it."""
        return as_schemathesis_has_it(self._document)[operation.path][operation.method]

    def call(
        self,
        operation: Operation,
        body: Any = NOTHING,
        *,
        parameters: Mapping[str, Any] | None = None,
        query: Mapping[str, Any] | None = None,
        without: str = "",
        path: str = "",
        undoing: bool = False,
    ) -> Exchange:
        """Send a request and take its answer.

        Args:
            operation: What to ask for.
            body: The JSON to send.
            parameters: Those of the path.
            query: The query string.
            without: The name of a header that is left out.
            path: Another path than the operation's.
            undoing: It undoes a change: not even a signal keeps it.

        Raises:
            Stopped: A signal or a 429 came, or nobody is there.
        """
        if needed(operation) > self.permit and not undoing:
            raise AssertionError(f"{operation.name} was not allowed")
        self._wait(undoing)
        case = self.made(operation).Case(
            path_parameters=dict(parameters or {}),
            query=dict(query or {}),
            **({} if body is NOTHING else {"body": body, "media_type": JSON}),
        )
        if path:
            case.path = path
        told = _told(case, body, without)
        headers = {name: value for name, value in self._headers.items() if name != without}
        exchange = self._exchange(case, None if path else operation, told, body, headers)
        return self._taken(exchange)

    def _wait(self, undoing: bool) -> None:
        if not undoing:
            self._woken.wait(max(0.0, self._next - time.monotonic()))
            if self.stop:
                raise Interrupted(self.stop)
        time.sleep(max(0.0, self._next - time.monotonic()))
        self._next = time.monotonic() + self._pause

    def hold(self, seconds: float) -> None:
        """Send nothing for a while."""
        self._next = time.monotonic() + seconds

    def _exchange(
        self,
        case: Any,
        operation: Operation | None,
        told: str,
        body: Any,
        headers: Mapping[str, str],
    ) -> Exchange:
        self.count += 1
        failure, response = "", None
        with Courier() as session:
            try:
                response = case.call(
                    base_url=self._base_url,
                    session=session,
                    headers=dict(headers),
                    allow_redirects=False,
                    timeout=PATIENCE,
                )
            except (requests.exceptions.RequestException, urllib3.exceptions.HTTPError) as error:
                failure = next((way for kind, way in WAYS if isinstance(error, kind)), WAYS[-1][1])
                self._check_reachable(error)
            except UnicodeError:
                raise CannotRun("The token has characters that no HTTP header can have.") from None
        # Making a request takes its time too: what counts is when it left.
        self._next = max(self._next, session.sent_at + self._pause)
        if response is None:
            return Exchange(operation, told, body, 0, "", NOTHING, "", failure, (), {})
        names = {name.lower(): values[0] for name, values in response.headers.items() if values}
        text = response.content.decode("utf-8", "replace")
        media = names.get("content-type", "").partition(";")[0].strip().lower()
        doubts = _doubts(case, response) if operation else ()
        return Exchange(
            operation,
            told,
            body,
            response.status_code,
            media,
            read_json(text),
            text,
            "",
            doubts,
            names,
        )

    def _check_reachable(self, error: Exception) -> None:
        text = repr(error)
        if self.count == 1 and ("NewConnectionError" in text or "NameResolution" in text):
            raise Unreachable(f"Nobody answers at {self._base_url}. Check the address.") from None

    def _taken(self, exchange: Exchange) -> Exchange:
        self._lost = 0 if exchange.status else self._lost + 1
        if self._lost >= LOST:
            raise Unreachable(f"{LOST} answers in a row were lost: {exchange.failure}.")
        if exchange.status == 429:
            wait = exchange.headers.get("retry-after", "")
            raise TooManyRequests(float(wait) if wait.isdigit() else 0.0)
        return exchange


@cache
def as_schemathesis_has_it(document: Document) -> Any:
    """The document's operations, by path and method."""
    # A schemathesis.toml that lies about has no say: it may want requests to be repeated.
    return schemathesis.openapi.from_dict(document.tree, config=schemathesis.Config())


def _as_it_is(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


def _told(case: Any, body: Any, without: str) -> str:
    parts = [f"{case.method} {masked_text(case.formatted_path)}"]
    if case.query:
        parts.append(f"?{json.dumps(masked(dict(case.query)), ensure_ascii=False)}")
    if body is not NOTHING:
        parts.append(json.dumps(masked(body), ensure_ascii=False))
    if without:
        parts.append(f"without {without}")
    return " ".join(parts)


def _doubts(case: Any, response: Any) -> tuple[str, ...]:
    """What schemathesis says of an answer: its own reading of the document, apart from this one."""
    from schemathesis.core.failures import FailureGroup
    from schemathesis.specs.openapi import checks

    known: Any = checks  # schemathesis leaves types out
    asked: list[Any] = [
        known.status_code_conformance,
        known.content_type_conformance,
        known.response_headers_conformance,
        known.response_schema_conformance,
    ]
    try:
        case.validate_response(response, checks=asked)
    except FailureGroup as group:
        return tuple(str(failure.title) for failure in group.exceptions)
    return ()

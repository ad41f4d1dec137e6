"""Whether a request is the one that a vector expects, byte for byte where it matters."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.clients.comparison import differences
from tests.clients.vectors import Vector
from tests.contract import DOCUMENT, is_object

CLIENT: str = DOCUMENT["components"]["securitySchemes"]["client"]["x-default"]
JSON = "application/json"


@dataclass(frozen=True)
class Received:
    """A request as it came.

    Attributes:
        method: The HTTP method.
        target: The path, with the query string.
        headers: The headers, by their names in small letters.
        body: The body.
    """

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def token(self) -> str:
        """The bearer token; nothing, where there is none."""
        scheme, _, token = self.headers.get("authorization", "").partition(" ")
        return token if scheme == "Bearer" else ""

    @property
    def path(self) -> str:
        """The path alone."""
        return urlsplit(self.target).path

    @property
    def query(self) -> str:
        """The query string alone."""
        return urlsplit(self.target).query


def request_differences(vector: Vector, received: Received) -> list[str]:
    """Where a request differs from the one that is expected."""
    return [*_line(vector, received), *_headers(vector, received), *_content(vector, received)]


def _line(vector: Vector, received: Received) -> Iterator[str]:
    if received.method != vector.request.method:
        yield f"method: expected {vector.request.method}, {received.method} came"
    if received.path != vector.request.path:
        yield f"path: expected {vector.request.path}, {received.path} came"


def _headers(vector: Vector, received: Received) -> Iterator[str]:
    wanted = {"Client": vector.client or CLIENT, "Accept": JSON}
    for name, value in wanted.items():
        came = received.headers.get(name.lower(), "nothing")
        if came != value:
            yield f"{name}: expected {value}, {came} came"
    kind = received.headers.get("content-type", "nothing")
    if received.body and kind.partition(";")[0].strip().lower() != JSON:
        yield f"Content-Type: expected {JSON}, {kind} came"


def _content(vector: Vector, received: Received) -> Iterator[str]:
    try:
        query = _query(received.query)
        body: Any = json.loads(received.body or b"{}")
    except ValueError as error:
        yield f"expected a query string and a JSON body that can be read: {error}"
        return
    if not is_object(body):
        yield f"body: expected a JSON object, {received.body[:100]!r} came"
    elif vector.request.method == "GET" and query:
        if body:
            yield "filters: expected as a query string or as a body, both came"
        expected = {name: str(value) for name, value in vector.request.filters.items()}
        yield from differences(expected, query, at="query")
    else:
        if query:
            yield f"query: expected none, {received.query} came"
        yield from differences(vector.request.filters or vector.request.body, body, at="body")


def _query(query: str) -> dict[str, Any]:
    """A query string, taken apart.

    Raises:
        ValueError: It is none, or names something twice.
    """
    if not query:
        return {}
    pairs = parse_qsl(query, keep_blank_values=True, strict_parsing=True, errors="strict")
    if len(dict(pairs)) != len(pairs):
        raise ValueError(f"{query} names something twice")
    return dict(pairs)

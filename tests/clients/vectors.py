"""What a vector is: a call, the request that it must become, an answer, and what comes of it."""

from pathlib import Path
from typing import Any

import msgspec

from tests.contract import ROOT

FOLDER = ROOT / "tests" / "vectors"


class Part(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """A part of a vector; what it does not need is left out of the file."""


class Expected(Part, frozen=True, kw_only=True):
    """The request that must be seen on the wire.

    Attributes:
        method: The HTTP method.
        path: The path, that of the base URL included.
        filters: What a GET asks for: as a query string or as a JSON body, never as both.
        body: The JSON body of any other method; nothing, where `{}` or no body is due.
    """

    method: str
    path: str
    filters: dict[str, Any] = msgspec.field(default_factory=dict[str, Any])
    body: dict[str, Any] = msgspec.field(default_factory=dict[str, Any])


class Given(Part, frozen=True, kw_only=True):
    """The answer to it.

    Attributes:
        status: The HTTP status; 0 where there is none: the connection ends, behind the text if any.
        headers: The headers, but for Content-Length.
        body: The JSON body.
        text: The body, where it is none of JSON's.
        is_cut: Whether the connection ends in the middle of the body, so that a caller may know the
            status.
    """

    status: int
    headers: dict[str, str] = msgspec.field(default_factory=dict[str, str])
    body: Any = msgspec.UNSET
    text: str = ""
    is_cut: bool = False

    @property
    def content(self) -> bytes:
        """The body as it travels."""
        is_text = self.body is msgspec.UNSET
        return self.text.encode() if is_text else msgspec.json.encode(self.body)


class Outcome(Part, frozen=True, kw_only=True):
    """What the caller gets.

    Attributes:
        delivered: Whether it is the body of the answer, as it came; else it is an error.
        error: The name of the error.
        status: The status that the error has; 0 where no answer came.
        message: The service's own words in it; nothing, where the words are the client's.
        retry_after: For how many seconds the service asks.
    """

    delivered: bool = False
    error: str = ""
    status: int = 0
    message: str = ""
    retry_after: float | None = None


class Vector(Part, frozen=True, kw_only=True):
    """One case.

    Attributes:
        id: Its name, and the bearer token by which the server knows it.
        about: What it is about.
        operation: The operationId.
        client: The code of the application that the client is told; nothing for its default.
        arguments: Path parameters, filters and properties of the body, by the document's names.
        request: What must be seen on the wire.
        answer: What is answered.
        strays: Why the answer is none that the document has; nothing, where it is one.
        expect: What the caller gets.
    """

    id: str
    about: str
    operation: str
    client: str = ""
    arguments: dict[str, Any] = msgspec.field(default_factory=dict[str, Any])
    request: Expected
    answer: Given
    strays: str = ""
    expect: Outcome

    @property
    def call(self) -> dict[str, Any]:
        """As much of it as a runner may know."""
        client = {"client": self.client} if self.client else {}
        return {"id": self.id, "operation": self.operation, "arguments": self.arguments, **client}


def load_vectors(folder: Path = FOLDER) -> dict[str, Vector]:
    """All vectors, by their ids.

    Raises:
        ValueError: A file is no list of vectors, or two have one id.
    """
    vectors = dict[str, Vector]()
    for path in sorted(folder.glob("*.json")):
        try:
            read = msgspec.json.decode(path.read_bytes(), type=list[Vector])
        except msgspec.DecodeError as error:
            raise ValueError(f"{path}: expected a list of vectors: {error}") from None
        for vector in read:
            if vector.id in vectors:
                raise ValueError(f"{path}: the id {vector.id} stands there twice")
            vectors[vector.id] = vector
    if not vectors:
        raise ValueError(f"{folder}: expected files with vectors, none is there")
    return vectors


def written(vectors: list[Vector]) -> str:
    """A file of vectors, each part of one on a line of its own."""
    entries = ",\n".join(map(_entry, vectors))
    return f"[\n{entries}\n]\n"


def _entry(vector: Vector) -> str:
    parts: dict[str, Any] = msgspec.to_builtins(vector)
    lines = ",\n".join(f'  "{name}": {_line(value)}' for name, value in parts.items())
    return f" {{\n{lines}\n }}"


def _line(value: Any) -> str:
    return msgspec.json.format(msgspec.json.encode(value), indent=0).decode()

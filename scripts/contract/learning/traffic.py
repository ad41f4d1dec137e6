"""Recorded traffic: HTTP Archives of browsers, proxies and schemathesis, and its cassettes."""

import base64
import binascii
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import yaml

from ..document import Document, Operation, is_list, is_object
from ..errors import CannotRun
from ..masks import is_secret_name
from ..values import read_json

# Shorter ones would be found in words that are no secret.
LEAST_SECRET = 6


@dataclass(frozen=True)
class Recorded:
    """A request and its answer, as somebody recorded it.

    Attributes:
        method: In capital letters.
        host: Without its port.
        path: Without the query.
        status: 0 where there was no answer.
        answer: The JSON of the answer; NOTHING where it is none.
        secrets: What the headers of both have that nobody may see.
    """

    method: str
    host: str
    path: str
    status: int
    answer: Any
    secrets: frozenset[str]


def recorded(path: Path) -> list[Recorded]:
    """Read a file. Raises CannotRun when that is impossible."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        tree: Any = json.loads(text) if text.lstrip().startswith("{") else _yaml(text)
        return [*_entries(tree)]
    except OSError:
        raise CannotRun(f"{path} cannot be read.") from None
    except (ValueError, KeyError, TypeError, AttributeError, yaml.YAMLError, RecursionError):
        raise CannotRun(
            f"{path} is neither an HTTP Archive nor a cassette of schemathesis."
        ) from None


def _yaml(text: str) -> Any:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(text, Loader=loader)  # noqa: S506 - both loaders are safe


def _entries(tree: Any) -> Iterator[Recorded]:
    if is_object(tree) and is_object(tree.get("log")):
        yield from (_of_archive(entry) for entry in tree["log"]["entries"])
    elif is_object(tree) and is_list(tree.get("http_interactions")):
        yield from (_of_cassette(each) for each in tree["http_interactions"])
    else:
        raise ValueError("neither")


def _of_archive(entry: dict[str, Any]) -> Recorded:
    request, response = entry["request"], entry["response"]
    content = _object(response.get("content"))
    text = str(content.get("text") or "")
    if content.get("encoding") == "base64":
        text = _decoded(text)
    headers = [
        (each["name"], str(each["value"]))
        for message in (request, response)
        for kind in ("headers", "cookies", "queryString")
        for each in message.get(kind) or ()
    ]
    cookies = [
        str(each["value"])
        for message in (request, response)
        for each in message.get("cookies") or ()
    ]
    secrets = _secrets(headers) | frozenset(
        value for value in cookies if len(value) >= LEAST_SECRET
    )
    return _new(request["method"], request["url"], response["status"], text, secrets)


def _of_cassette(interaction: dict[str, Any]) -> Recorded:
    request, response = _object(interaction["request"]), _object(interaction.get("response"))
    body = _object(response.get("body"))
    text = _decoded(body["base64_string"]) if "base64_string" in body else str(body.get("string"))
    headers = [
        (name, str(value))
        for message in (request, response)
        for name, values in _object(message.get("headers")).items()
        for value in (values if is_list(values) else [values])
    ]
    status = _object(response.get("status")).get("code", 0)
    return _new(request["method"], request["uri"], status, text, _secrets(headers))


def _object(node: Any) -> dict[str, Any]:
    return node if is_object(node) else {}


def _new(method: str, url: str, status: Any, text: str, secrets: frozenset[str]) -> Recorded:
    parts = urlsplit(url)
    return Recorded(
        method.upper(),
        parts.hostname or "",
        unquote(parts.path),
        int(status),
        read_json(text),
        secrets,
    )


def _decoded(text: str) -> str:
    try:
        return base64.b64decode(text).decode("utf-8", "replace")
    except binascii.Error:
        return ""


def _secrets(headers: list[tuple[str, str]]) -> frozenset[str]:
    """The values of headers and parameters with a secret in them: whole, and by their words."""
    values = [value for name, value in headers if is_secret_name(name)]
    found = [part for value in values for part in (value, *re.split(r"[\s;=,]+", value))]
    return frozenset(part for part in found if len(part) >= LEAST_SECRET)


def operation_of(document: Document, entry: Recorded) -> Operation | None:
    """The operation that was asked for; a path without parameters counts before one with them."""
    before, found, path = entry.path.rpartition(document.prefix)
    if not found or before:
        return None
    for operation in sorted(document.operations.values(), key=lambda each: "{" in each.path):
        pattern = re.sub(r"\\\{\w+\\\}", "[0-9]+", re.escape(operation.path))
        if entry.method == operation.method and re.fullmatch(pattern, path):
            return operation
    return None

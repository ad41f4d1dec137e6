"""What the templates of a client know: the document, and some of its facts by shorter names."""

import json
import re
from collections.abc import Mapping
from typing import Any

from jinja2 import Environment, StrictUndefined

METHODS = ("get", "post", "put", "patch", "delete")


def facts(contract: Mapping[str, Any], twin: Mapping[str, Any]) -> dict[str, Any]:
    """The names that a template can use.

    Args:
        contract: The document that people write.
        twin: What a client is generated from.

    Returns:
        `document` is the twin in OpenAPI 3.1. `name`, `version`, `title`, `summary`, `license`,
        `base_url`, `client_header` and `client_code` are texts out of it; each of `operations`
        has `name`, `method`, `path`, `tag` and `summary`; `only_reads`, whether it changes nothing;
        `outcome`, how to find out whether a change was carried out; `answer`, the schema of its
        answer; `needs`, what the contract demands of one; and as `operation` the rest.
    """
    info, schemes = twin["info"], twin["components"]["securitySchemes"]
    return {
        "document": twin,
        "name": info["contact"]["name"],
        "version": info["version"],
        "title": info["title"],
        "summary": info.get("summary") or first_sentence(info["description"]),
        "license": info["license"]["name"],
        "base_url": twin["servers"][0]["url"],
        "client_header": schemes["client"]["name"],
        "client_code": schemes["client"]["x-default"],
        "operations": operations(contract, twin),
    }


def operations(contract: Mapping[str, Any], twin: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Each operation of the twin, in its order."""
    return [
        operation(contract, twin, method, path, item[method])
        for path, item in twin["paths"].items()
        for method in METHODS
        if method in item
    ]


def operation(
    contract: Mapping[str, Any],
    twin: Mapping[str, Any],
    method: str,
    path: str,
    definition: Mapping[str, Any],
) -> dict[str, Any]:
    """What is known of an operation."""
    answer = answer_of(twin, definition)
    return {
        "name": definition["operationId"],
        "method": method.upper(),
        "path": path,
        "tag": definition["tags"][0],
        "summary": definition["summary"],
        "only_reads": definition["x-repetition"]["may"] == "always",
        "outcome": definition["x-repetition"].get("outcome", ""),
        "answer": answer,
        "needs": contract["components"]["schemas"][answer].get("required", []),
        "operation": definition,
    }


def answer_of(twin: Mapping[str, Any], definition: Mapping[str, Any]) -> str:
    """The name of the schema that an operation answers with."""
    response = definition["responses"]["200"]
    if "$ref" in response:
        response = twin["components"]["responses"][response["$ref"].rpartition("/")[2]]
    reference: str = response["content"]["application/json"]["schema"]["$ref"]
    return reference.rpartition("/")[2]


def first_sentence(text: str) -> str:
    """The first sentence of a text, on one line."""
    return re.split(r"(?<=\.)\s", " ".join(text.split()))[0]


def snake(name: str) -> str:
    """BuyNumbers, buyNumbers, buy-numbers -> buy_numbers."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|-", "_", name).lower()


def pascal(name: str) -> str:
    """buy_numbers, buyNumbers, buy-numbers -> BuyNumbers."""
    return "".join(part[:1].upper() + part[1:] for part in re.split(r"[_-]", name))


def pattern(path: str) -> str:
    """/number/{number_id} -> /number/[^/]+."""
    return re.sub(r"\{\w+\}", "[^/]+", path)


def environment() -> Environment:
    """What renders the templates. A name that is not known is a mistake."""
    made = Environment(  # noqa: S701 - no browser shows what is rendered here
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters.update(
        json=lambda value: json.dumps(value, ensure_ascii=False),
        snake=snake,
        pascal=pascal,
        pattern=pattern,
    )
    return made

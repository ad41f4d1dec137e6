"""What the templates of a client know: the document, and some of its facts by shorter names."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from jinja2 import Environment, StrictUndefined

from scripts.overlay import unshared
from scripts.portable_twin.references import resolved

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
        answer; `demands`, what the contract demands of the properties of one: `name`, whether it is
        `required`, and of which `kinds` of JSON's types it may be; and as `operation` the rest.
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
        "demands": list(demands(contract["components"]["schemas"], answer)),
        "operation": definition,
    }


def demands(schemas: Mapping[str, Any], answer: str) -> Iterator[dict[str, Any]]:
    """What is demanded of each property of an answer."""
    required = schemas[answer].get("required", [])
    for name, schema in schemas[answer]["properties"].items():
        yield {"name": name, "required": name in required, "kinds": kinds(schemas, schema)}


def kinds(schemas: Mapping[str, Any], schema: Mapping[str, Any]) -> list[str]:
    """Which of JSON's types a value may be of."""
    if "$ref" in schema:
        return kinds(schemas, schemas[schema["$ref"].rpartition("/")[2]])
    if "anyOf" in schema:
        return [kind for each in schema["anyOf"] for kind in kinds(schemas, each)]
    told: str | list[str] = schema["type"]
    return [told] if isinstance(told, str) else told


def without_failures(contract: Mapping[str, Any], twin: Mapping[str, Any]) -> dict[str, Any]:
    """The twin, its answers without what only failures have: guards tell of those."""
    changed: dict[str, Any] = unshared(twin)
    schemas = changed["components"]["schemas"]
    for media in successes(changed):
        name = media["schema"]["$ref"].rpartition("/")[2]
        known = contract["components"]["schemas"][name]["properties"].keys()
        examples, properties = media["examples"], schemas[name]["properties"]
        schemas[name]["properties"] = {key: properties[key] for key in properties if key in known}
        media["examples"] = {
            key: each
            for key, each in examples.items()
            if resolved(changed, each)["value"].keys() <= known
        }
    return changed


def successes(document: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The content of each answer with 200 or 201."""
    for item in document["paths"].values():
        for definition in item.values():
            for status, response in definition["responses"].items():
                if status.startswith("2"):
                    yield resolved(document, response)["content"]["application/json"]


def answer_of(twin: Mapping[str, Any], definition: Mapping[str, Any]) -> str:
    """The name of the schema that an operation answers with."""
    response = resolved(twin, definition["responses"]["200"])
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

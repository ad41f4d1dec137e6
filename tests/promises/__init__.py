"""What the document promises, told a second time: its facts without the words around them.

The files beside this module are the second reading. No command writes them: whoever changes a
promise changes it here too, by hand, and whoever changes it unawares learns so, even when all that
is generated follows. A release has its document for that; before the first there is only this.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from scripts.overlay import is_list, is_object
from scripts.plain_yaml import load_yaml

FOLDER = Path(__file__).parent
# For people: nothing that a program relies on. What remedies say, tests/test_document.py demands.
WORDS = {
    *("description", "summary", "x-remedy", "x-enum-descriptions", "x-displayName"),
    *("x-codeSamples", "twice", "outcome"),
}
# The keywords of a schema that hold schemas, or named ones.
INNER, NAMED = {"items", "additionalProperties"}, {"dependentSchemas"}
SEVERAL = {"anyOf", "oneOf", "allOf"}


def schema_told(schema: Any) -> Any:
    """A schema: its keywords in a line, and below it a line for each property; `!` is required."""
    if not is_object(schema):
        return json.dumps(schema)
    required = schema.get("required", [])
    named = schema.get("properties", {})
    strangers = [name for name in required if name not in named]
    rest = {key: each for key, each in schema.items() if key not in ("properties", "required")}
    line = _line(rest | ({"required": strangers} if strangers else {}))
    if "properties" not in schema:
        return line
    fields = {name + "!" * (name in required): schema_told(each) for name, each in named.items()}
    return {"is": line, **fields}


def _line(schema: dict[str, Any]) -> str:
    """The keywords of a schema but for its properties, the type first."""
    order = sorted(schema, key=lambda key: (key not in ("$ref", "type"), key))
    return ", ".join(_keyword(key, schema[key]) for key in order if key not in WORDS)


def _keyword(key: str, value: Any) -> str:
    if key == "$ref":
        return name_of(value)
    if key == "type":
        return " or ".join(value) if is_list(value) else str(value)
    if key in SEVERAL:
        return f"{key} ({'; '.join(_flat(each) for each in value)})"
    if key in INNER:
        return f"{key} ({_flat(value)})"
    if key in NAMED:
        return f"{key} ({'; '.join(f'{name}: {_flat(each)}' for name, each in value.items())})"
    return f"{key} {json.dumps(value, ensure_ascii=False, sort_keys=True)}"


def _flat(schema: Any) -> str:
    """A schema inside a line."""
    told = schema_told(schema)
    return told if isinstance(told, str) else json.dumps(told, ensure_ascii=False)


def name_of(reference: str) -> str:
    """The last step of a reference."""
    return reference.rpartition("/")[2]


def told(node: Any) -> Any:
    """Anything else: as it is, without words, references by their names and schemas in lines."""
    if is_list(node):
        return [told(each) for each in node]
    if not is_object(node):
        return node
    if "$ref" in node:
        return name_of(node["$ref"])
    return {key: _told_as(key, each) for key, each in node.items() if key not in WORDS}


def _told_as(key: str, node: Any) -> Any:
    if key == "schema":
        return schema_told(node)
    if key == "examples":
        return {name: _example(each) for name, each in node.items()}
    if key in ("x-telephone-numbers", "value", "example"):
        return node
    return told(node)


def _example(example: dict[str, Any]) -> Any:
    """A named example: the value, and its grade where it has one."""
    if "$ref" in example:
        return name_of(example["$ref"])
    rest = {key: each for key, each in example.items() if key not in {*WORDS, "value"}}
    return {**rest, "value": example["value"]} if rest else example["value"]


def operations(document: dict[str, Any]) -> dict[str, Any]:
    """The operations, by method and path."""
    return {
        f"{method.upper()} {path}": _operation(told(operation))
        for path, item in document["paths"].items()
        for method, operation in item.items()
    }


def _operation(operation: dict[str, Any]) -> dict[str, Any]:
    """An operation; of its answers, those that have names in a line of their own."""
    responses = operation["responses"]
    named = {status: each for status, each in responses.items() if isinstance(each, str)}
    own = {status: each for status, each in responses.items() if status not in named}
    return {**operation, "responses": own, "named responses": named}


def schemas(document: dict[str, Any]) -> dict[str, Any]:
    """The named schemas."""
    return {name: schema_told(each) for name, each in document["components"]["schemas"].items()}


def values(document: dict[str, Any]) -> dict[str, Any]:
    """Those that have no properties."""
    return {name: each for name, each in schemas(document).items() if isinstance(each, str)}


def objects(document: dict[str, Any]) -> dict[str, Any]:
    """Those that have."""
    return {name: each for name, each in schemas(document).items() if not isinstance(each, str)}


def answers(document: dict[str, Any]) -> dict[str, Any]:
    """The named answers."""
    return {name: told(each) for name, each in document["components"]["responses"].items()}


def examples(document: dict[str, Any]) -> dict[str, Any]:
    """The named examples; the page's samples, which are held against the page, by their grade."""
    return {
        name: {
            key: each for key, each in _graded(example) if key != "value" or "Sample" not in name
        }
        for name, example in document["components"]["examples"].items()
    }


def _graded(example: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    yield "is", example["summary"]
    yield from ((key, each) for key, each in example.items() if key not in WORDS)


def service(document: dict[str, Any]) -> dict[str, Any]:
    """All else: the address, the credentials, the grades, the departures from the page."""
    rest = {
        key: each for key, each in document.items() if key not in {"paths", "components", "info"}
    }
    grades, repetition = document["x-evidence"], document["x-repetition"]
    return {
        **told(rest),
        "x-evidence": {**grades, "grades": [*grades["grades"]]},
        "x-repetition": {**repetition, "may": [*repetition["may"]]},
        "x-differences": [each["where"] for each in document["x-differences"]],
        "securitySchemes": told(document["components"]["securitySchemes"]),
    }


Read = Callable[[dict[str, Any]], dict[str, Any]]
READINGS: dict[str, Read] = {
    each.__name__: each for each in (operations, values, objects, answers, examples, service)
}


def promised(name: str) -> Any:
    """What a file of the second reading says."""
    return load_yaml((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))


def differences(one: Any, other: Any, place: str = "") -> Iterator[str]:
    """What the two readings tell differently, a line each."""
    if is_object(one) and is_object(other):
        for key in [*one, *(key for key in other if key not in one)]:
            below = one.get(key, "nothing"), other.get(key, "nothing")
            yield from differences(*below, f"{place} {key}".strip())
    elif json.dumps(one, sort_keys=True) != json.dumps(other, sort_keys=True):
        yield f"{place}: {one} was promised, the document says {other}"

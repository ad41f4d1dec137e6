"""OpenAPI 3.0.3 in the place of 3.1: the same document, in the older words.

A keyword that is not in the table below is refused: what nobody has thought of is not passed on in
the hope that it means the same.
"""

from collections.abc import Mapping
from typing import Any

from scripts.overlay import is_list, is_object
from scripts.portable_twin.references import TwinRefused

VERSION = "3.0.3"
DATA = ""
SCHEMA = "schema"


def data(*fields: str) -> dict[str, str]:
    """Fields that hold data."""
    return dict.fromkeys(fields, DATA)


# What stands under each field: data, an object of a kind, [a list] or {a map} of them.
KINDS: dict[str, dict[str, str]] = {
    "document": data("openapi", "servers", "security", "tags")
    | {"info": "info", "paths": "{path}", "components": "components"},
    "info": data("title", "version", "description", "contact") | {"license": "license"},
    "license": data("name", "url"),
    "components": {
        "schemas": "{schema}",
        "responses": "{response}",
        "examples": "{example}",
        "securitySchemes": "{scheme}",
    },
    "scheme": data("type", "scheme", "in", "name", "description"),
    "path": dict.fromkeys(("get", "put", "post", "delete", "patch"), "operation"),
    "operation": data("operationId", "tags", "summary", "description", "security")
    | {"parameters": "[parameter]", "requestBody": "body", "responses": "{response}"},
    "parameter": data("name", "in", "required", "description")
    | {"schema": SCHEMA, "examples": "{example}"},
    "body": data("description", "required") | {"content": "{media}"},
    "response": data("description", "$ref") | {"content": "{media}", "headers": "{header}"},
    "media": {"schema": SCHEMA, "examples": "{example}"},
    "header": data("description", "example") | {"schema": SCHEMA},
    "example": data("summary", "description", "value", "$ref"),
    SCHEMA: data("type", "format", "pattern", "description", "required", "enum", "discriminator")
    | data("minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems", "uniqueItems")
    | data("minProperties", "maxProperties", "examples", "$ref")
    | {"properties": "{schema}", "items": SCHEMA, "oneOf": "[schema]"}
    | {"additionalProperties": SCHEMA},
}


def form_3_0(document: Mapping[str, Any]) -> dict[str, Any]:
    """A document of OpenAPI 3.1 as one of 3.0.3.

    Raises:
        TwinRefused: A keyword is not in the table, or 3.0.3 cannot say what it says.
    """
    older: dict[str, Any] = converted(document, "document", "#")
    return older | {"openapi": VERSION}


def converted(node: Any, kind: str, place: str) -> Any:
    """What is of a kind, in the words of 3.0.3."""
    if kind == DATA or isinstance(node, bool):
        return node
    if kind[0] == "[" and is_list(node):
        return [converted(each, kind[1:-1], f"{place}/{n}") for n, each in enumerate(node)]
    if not is_object(node):
        raise TwinRefused(f"{place}: an object was expected, {type(node).__name__} came")
    if kind[0] == "{":
        return {name: converted(each, kind[1:-1], f"{place}/{name}") for name, each in node.items()}
    if "$ref" in node and len(node) > 1:
        raise TwinRefused(f"{place}: OpenAPI {VERSION} reads nothing beside a $ref")
    known = {
        name: converted(value, kind_of(name, kind, place), f"{place}/{name}")
        for name, value in node.items()
    }
    return older_words(known, place) if kind == SCHEMA else known


def kind_of(name: str, kind: str, place: str) -> str:
    """What stands under a field of a kind.

    Raises:
        TwinRefused: Nobody knows.
    """
    if name.startswith("x-"):
        return DATA
    if name not in KINDS[kind]:
        raise TwinRefused(
            f"{place}: what {name} is in OpenAPI {VERSION} is not known;"
            " say so in scripts/portable_twin/form_3_0.py"
        )
    return KINDS[kind][name]


def older_words(schema: Mapping[str, Any], place: str) -> dict[str, Any]:
    """A schema whose null and example are said as 3.0.3 says them."""
    older = dict(schema)
    if is_list(types := schema.get("type")):
        if len(types) != 2 or types[1] != "null":
            raise TwinRefused(f"{place}: one type, or one and null, was expected, {types} came")
        older |= {"type": types[0], "nullable": True}
    if examples := older.pop("examples", None):
        if len(examples) != 1:
            raise TwinRefused(f"{place}: one example was expected, {len(examples)} came")
        older["example"] = examples[0]
    return older

"""What changes around the schemas: where filters travel, and what a 200 may be."""

from collections.abc import Iterator, Mapping
from typing import Any

from scripts.portable_twin.references import resolved, schema_name
from scripts.portable_twin.schemas import Schema, Schemas, Side

JSON = "application/json"


def portable_operations(document: dict[str, Any], schemas: Schemas) -> None:
    """Put portable schemas into all operations, and the filters of a GET into its query.

    Samples of code go: they call the contract.
    """
    for item in document["paths"].values():
        for method, operation in item.items():
            operation.pop("x-codeSamples", None)
            parameters = [*operation.get("parameters", [])]
            if method == "get" and "requestBody" in operation:
                parameters += query_parameters(document, operation.pop("requestBody"))
            if parameters:
                operation["parameters"] = [portable_parameter(each, schemas) for each in parameters]
            for media in contents(operation.get("requestBody", {})):
                media.pop("examples", None)  # Java warns that it ignores them.
                media["schema"] = schemas.portable(media["schema"], Side.REQUEST)


def portable_parameter(parameter: Mapping[str, Any], schemas: Schemas) -> dict[str, Any]:
    """A parameter with a portable schema."""
    return {**parameter, "schema": schemas.portable(parameter["schema"], Side.REQUEST)}


def query_parameters(document: Mapping[str, Any], body: Mapping[str, Any]) -> Iterator[Schema]:
    """A query parameter for each property of a body."""
    schema = resolved(document, body["content"][JSON]["schema"])
    for name, each in schema["properties"].items():
        told = resolved(document, each)
        notes = {key: told[key] for key in ("description", "x-evidence") if key in told}
        beside = {key: value for key, value in each.items() if key not in notes}
        yield {"name": name, "in": "query", "required": False} | notes | {"schema": beside}


def portable_answers(document: dict[str, Any], schemas: Schemas) -> None:
    """Put portable schemas into all answers, and leave the links out: generators misread them."""
    for answer in answers(document):
        answer.pop("links", None)
        for header in answer.get("headers", {}).values():
            header["schema"] = schemas.portable(header["schema"], Side.ANSWER)
        for media in contents(answer):
            asked, *failures = alternatives(document, media["schema"])
            media["schema"] = schemas.portable(asked, Side.ANSWER)
            if failures:
                properties = declared([asked, *failures], schemas)
                schemas.named[schema_name(document, asked)]["properties"] = properties


def answers(document: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The answers of all operations, references among them, and the shared ones."""
    for item in document["paths"].values():
        for operation in item.values():
            yield from operation["responses"].values()
    yield from document["components"]["responses"].values()


def contents(holder: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The media types of a body or an answer."""
    yield from holder.get("content", {}).values()


def alternatives(document: Mapping[str, Any], schema: Mapping[str, Any]) -> list[Schema]:
    """What was asked for, and then the failures that an answer may be instead."""
    union = resolved(document, schema).get("anyOf", [schema])
    return sorted(union, key=lambda each: "x-failure" in resolved(document, each))


def declared(union: list[Schema], schemas: Schemas) -> dict[str, Schema]:
    """The properties that an answer may have, whether it is what was asked for or a failure."""
    found: dict[str, list[Schema]] = {}
    for schema in union:
        for name, each in resolved(schemas.document, schema)["properties"].items():
            found.setdefault(name, []).append(each)
    chosen = {name: either(schemas.document, each) for name, each in found.items()}
    return {name: schemas.portable(each, Side.ANSWER) for name, each in chosen.items()}


def either(document: Mapping[str, Any], schemas: list[Schema]) -> Schema:
    """A property that several schemas have: the first, or any value where their types differ."""
    full = [resolved(document, each) for each in schemas]
    if all(each.get("type") == full[0].get("type") for each in full):
        return schemas[0]
    texts = dict.fromkeys(each["description"] for each in full)
    return {"description": " ".join(text.strip() for text in texts)}

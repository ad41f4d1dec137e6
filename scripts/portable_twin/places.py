"""Where things stand in a document, each place as a JSON pointer."""

from collections.abc import Iterator, Mapping
from typing import Any

from scripts.overlay import is_list, is_object
from scripts.portable_twin.references import resolved, target

Document = Mapping[str, Any]
Found = tuple[str, dict[str, Any]]

JSON = "application/json"
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
# Keywords that hold schemas: by name, in a list, or one.
BY_NAME = ("properties", "patternProperties", "dependentSchemas")
LISTS = ("oneOf", "anyOf", "allOf", "prefixItems")
ONES = ("items", "additionalProperties", "not")


def operations(document: Document) -> Iterator[Found]:
    """The operations."""
    for path, item in document["paths"].items():
        place = f"#/paths/{escaped(path)}"
        yield from ((f"{place}/{name}", item[name]) for name in METHODS if name in item)


def parameters(document: Document) -> Iterator[Found]:
    """The parameters of all operations."""
    for place, operation in operations(document):
        for position, parameter in enumerate(operation.get("parameters", [])):
            yield f"{place}/parameters/{position}", parameter


def answers(document: Document) -> Iterator[Found]:
    """The answers of all operations, and the shared ones."""
    for place, operation in operations(document):
        for status, answer in operation["responses"].items():
            yield f"{place}/responses/{status}", answer
    shared = document.get("components", {}).get("responses", {})
    yield from ((f"#/components/responses/{name}", each) for name, each in shared.items())


def successes(document: Document) -> Iterator[Found]:
    """The schemas of the answers in JSON whose status is 2xx."""
    for place, answer in answers(document):
        if place.rpartition("/")[2].startswith("2"):
            media = resolved(document, answer).get("content", {})
            if JSON in media:
                yield place, media[JSON]["schema"]


def schemas(document: Document) -> Iterator[Found]:
    """Every schema that is written down, and those inside."""
    named = document.get("components", {}).get("schemas", {})
    for name, schema in named.items():
        yield from inside(f"#/components/schemas/{escaped(name)}", schema)
    for place, parameter in parameters(document):
        yield from inside(f"{place}/schema", parameter["schema"])
    for place, operation in operations(document):
        yield from in_media(f"{place}/requestBody", operation.get("requestBody", {}))
    yield from in_answers(document)


def in_answers(document: Document) -> Iterator[Found]:
    """The schemas that are written down in answers."""
    for place, answer in answers(document):
        yield from in_media(place, answer)
        for name, header in answer.get("headers", {}).items():
            yield from inside(f"{place}/headers/{name}/schema", header["schema"])


def in_media(place: str, holder: Mapping[str, Any]) -> Iterator[Found]:
    """The schemas of the media types of a body or an answer."""
    for name, media in holder.get("content", {}).items():
        yield from inside(f"{place}/content/{escaped(name)}/schema", media["schema"])


def answer_schemas(document: Document) -> Iterator[Found]:
    """Every schema that an answer consists of, named ones once."""
    seen: set[str] = set()
    waiting = [*in_answers(document)]
    while waiting:
        place, schema = waiting.pop(0)
        yield place, schema
        reference = schema.get("$ref")
        if reference and reference not in seen:
            seen.add(reference)
            waiting += inside(reference, target(document, reference))


def inside(place: str, schema: Any) -> Iterator[Found]:
    """A schema, and those that stand in it."""
    if not is_object(schema):
        return
    yield place, schema
    for keyword, value in schema.items():
        for step, each in held(keyword, value):
            yield from inside(f"{place}/{keyword}{step}", each)


def held(keyword: str, value: Any) -> Iterator[tuple[str, Any]]:
    """The schemas under a keyword, each with the rest of its place."""
    if keyword in BY_NAME and is_object(value):
        yield from ((f"/{escaped(name)}", each) for name, each in value.items())
    elif keyword in LISTS and is_list(value):
        yield from ((f"/{position}", each) for position, each in enumerate(value))
    elif keyword in ONES:
        yield "", value


def escaped(step: str) -> str:
    """A step of a JSON pointer."""
    return step.replace("~", "~0").replace("/", "~1")

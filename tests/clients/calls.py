"""Calls that the document makes up: its examples, and each property with each of its values."""

from collections.abc import Iterator
from typing import Any

from tests.contract import BASE_PATH, Operation, resolve

# Texts that nothing on the way may change: letters, and what means something in a URL or in JSON.
ANY_TEXT = ["пин-код", "a b&c=d+e%20/?#;", "\"\\\t'<>"]
# What the examples lack, and means something in a URL.
MORE = {"phone_number": ["1??*7"], "destination_number": ["+79161234567"]}
# A code that listCallerIdTypes may have one day.
NEW_CODE = "Z_9"

Arguments = dict[str, Any]


def calls_of(operation: Operation) -> Iterator[tuple[str, Arguments]]:
    """The calls of an operation, each named for what is particular to it, none twice."""
    seen = list[Arguments]()
    for name, arguments in _calls(operation):
        if arguments not in seen:
            seen.append(arguments)
            yield name, arguments


def first_call(operation: Operation) -> Arguments:
    """The call that stands for all others, where it does not matter: the first example."""
    return next(calls_of(operation))[1]


def request_of(operation: Operation, arguments: Arguments) -> dict[str, Any]:
    """The request that a call becomes."""
    names = [each["name"] for each in operation.definition.get("parameters", [])]
    rest = {name: value for name, value in arguments.items() if name not in names}
    path = operation.path.format_map(arguments)
    place = "filters" if operation.method == "GET" else "body"
    return {"method": operation.method, "path": BASE_PATH + path, place: rest}


def _calls(operation: Operation) -> Iterator[tuple[str, Arguments]]:
    path = _path_example(operation)
    bodies = _examples(operation.definition.get("requestBody"))
    for name, body in bodies.items():
        yield name, path | body
    if not operation.definition.get("requestBody", {}).get("required"):
        yield "plain", path
    for parameter in operation.definition.get("parameters", []):
        for told, value in _values(resolve(parameter["schema"])):
            yield f"{parameter['name']}-{told}", path | {parameter["name"]: value}
    for name, body, schema in _kinds(operation, bodies):
        for told, changed in _changed(schema, body):
            yield f"{name}{told}", path | changed


def _path_example(operation: Operation) -> Arguments:
    return {
        each["name"]: next(iter(_examples_of(each).values()))
        for each in operation.definition.get("parameters", [])
    }


def _examples(body: dict[str, Any] | None) -> dict[str, Any]:
    return _examples_of(body["content"]["application/json"]) if body else {}


def _examples_of(node: dict[str, Any]) -> dict[str, Any]:
    return {name: resolve(each)["value"] for name, each in node["examples"].items()}


def _kinds(
    operation: Operation, bodies: dict[str, Any]
) -> Iterator[tuple[str, Arguments, dict[str, Any]]]:
    """The least body of each kind, and its schema: one of the only kind, or one for each type."""
    schema = operation.body_schema
    if schema is None:
        return
    if "discriminator" not in schema:
        example: Arguments = next(iter(bodies.values()))
        yield "", _least(schema, example), schema
        return
    kind = schema["discriminator"]["propertyName"]
    for code, reference in schema["discriminator"]["mapping"].items():
        body = next(each for each in bodies.values() if each[kind] == code)
        yield f"{code}-", body, resolve({"$ref": reference})


def _least(schema: dict[str, Any], body: Arguments) -> Arguments:
    """As much of a body as is required."""
    return {name: value for name, value in body.items() if name in schema.get("required", [])}


def _changed(schema: dict[str, Any], body: Arguments) -> Iterator[tuple[str, Arguments]]:
    """The body with each of its properties set to each value, the others as they are."""
    targets = schema.get("dependentSchemas", {})
    for name, definition in schema["properties"].items():
        if name in targets:
            code = targets[name]["properties"]["type_default"]["const"]
            rest = {key: value for key, value in body.items() if key not in targets}
            (target,) = resolve(definition)["examples"]
            yield f"default-{code}", rest | {"type_default": code, name: target}
        elif name != "type_default":
            more = ((f"more-{n}", value) for n, value in enumerate(MORE.get(name, []), 1))
            for told, value in (*_values(resolve(definition)), *more):
                yield f"{name}-{told}", body | {name: value}


def _values(schema: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """What a property may be: each code, the ends of a range, its examples."""
    match schema:
        case {"const": value}:
            yield str(value), value
        case {"enum": [*codes]}:
            yield from ((str(code), code) for code in codes)
        case {"anyOf": [coded, _]}:
            yield from _values(resolve(coded))
            yield "new", NEW_CODE
        case {"type": "integer", "minimum": least, "maximum": most}:
            yield "least", least
            yield "most", most
        case {"type": "array", "items": item}:
            ends = [value for _, value in _values(resolve(item))]
            yield "one", ends[:1]
            yield "two", ends[::-1]
        case {"type": "string", "examples": [*examples]}:
            yield from (("example", example) for example in examples)
            if "pattern" not in schema:
                yield from ((f"text-{n}", text) for n, text in enumerate(ANY_TEXT, 1))
        case _:
            raise NotImplementedError(f"nobody has said what values {schema} has")

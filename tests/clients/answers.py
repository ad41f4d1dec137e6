"""Answers that the document makes up: its examples, and each property with each kind of value."""

import copy
from collections.abc import Callable, Iterator
from typing import Any

from tests.clients.failures import is_failure_inside
from tests.contract import DOCUMENT, Operation, is_list, is_object, items, resolve

# What no client knows today.
NEW_CODES = {"string": "новый_код", "integer": 77}
NEW_PROPERTY = ("x_new", {"list": [1, None, "я"], "flag": False})
# Where JavaScript's exact integers end, which is where the ids of the document do.
LARGEST = 2**53 - 1
# What failures are told with, where there is none. PHP writes an empty map as a list.
NO_FAILURE: dict[str, Any] = {"message": "", "error": None, "code": 0, "errors": []}
PRICE = "#/components/schemas/Price"
OTHER_PRICES = [0, "1234567.89"]

Path = tuple[Any, ...]


class Place:
    """A value in an answer, with its schema and the way there."""

    def __init__(self, path: Path, value: Any, schema: dict[str, Any], *, is_price: bool) -> None:
        self.path = path
        self.value = value
        self.schema = schema
        self.is_price = is_price

    @property
    def name(self) -> str:
        """The names of the properties on the way, without positions."""
        return ".".join(step for step in self.path if isinstance(step, str))


def successes_of(operation: Operation) -> Iterator[tuple[str, int, Any]]:
    """The examples of each status that is no failure: name, status, body."""
    for status, response in operation.definition["responses"].items():
        if int(status) < 300:
            examples = resolve(response)["content"]["application/json"]["examples"]
            for name, example in examples.items():
                body = resolve(example)["value"]
                if not is_failure_inside(body):
                    yield f"{status}-{name}", int(status), body


def variants_of(operation: Operation) -> Iterator[tuple[str, Any]]:
    """The first example of the answer, with something of it changed: name, body."""
    body = next(successes_of(operation))[2]
    places = list(places_of(operation, body))
    for place in _first_of_each(places, _new_code):
        yield f"new-code-{place.name}", replaced(body, place.path, _new_code(place))
    for place in _first_of_each(places, _is_nullable):
        yield f"null-{place.name}", replaced(body, place.path, None)
        if place.value is None:
            yield f"not-null-{place.name}", replaced(body, place.path, _example(place))
    for place in _first_of_each(places, _is_object):
        yield f"new-property-{place.name or 'top'}", _with_new_property(body, place)
    integers = [place for place in places if _is_free_integer(place)]
    if integers:
        yield "largest-integers", _all_replaced(body, integers, lambda _: LARGEST)
        yield "integers-with-a-fraction", _all_replaced(body, integers, float)
    yield "words-of-failures", {**NO_FAILURE, **body}
    for place in _first_of_each(places, lambda place: place.is_price):
        for price in OTHER_PRICES:
            yield f"price-{place.name}-{price}", replaced(body, place.path, price)


def places_of(operation: Operation, body: Any) -> Iterator[Place]:
    """Each value in a body that is no failure."""
    media = operation.response(200)["content"]["application/json"]["schema"]
    return _places((), body, media["anyOf"][0], is_price=False)


def required_of(operation: Operation) -> Iterator[tuple[str, bool]]:
    """The properties that an answer must have, and whether each may be null."""
    media = operation.response(200)["content"]["application/json"]["schema"]
    schema = resolve(media["anyOf"][0])
    for name in schema["required"]:
        value = resolve(schema["properties"][name])
        yield name, _is_nullable(Place((name,), None, value, is_price=False))


def replaced(body: Any, path: Path, value: Any) -> Any:
    """A copy of a body with one value changed, or added."""
    whole = copy.deepcopy(body)
    node = whole
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] = value
    return whole


def price_names() -> set[str]:
    """The names of all properties that are prices."""
    return {
        name
        for schema in DOCUMENT["components"]["schemas"].values()
        for name, definition in schema.get("properties", {}).items()
        if definition.get("$ref") == PRICE
    }


def _places(path: Path, value: Any, schema: Any, *, is_price: bool) -> Iterator[Place]:
    told = resolve(schema)
    yield Place(path, value, told, is_price=is_price)
    inner = _without_null(told)
    if is_object(value):
        for name, item in value.items():
            definition = inner["properties"][name]
            is_one = definition.get("$ref") == PRICE
            yield from _places((*path, name), item, definition, is_price=is_one)
    elif is_list(value):
        for position, item in items(value):
            yield from _places((*path, position), item, inner["items"], is_price=False)


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """What a value is that may be null besides."""
    choices = schema.get("anyOf", [])
    if {"type": "null"} in choices:
        inner: dict[str, Any] = resolve(choices[0])
        return inner
    return schema


def _first_of_each(places: list[Place], wanted: Callable[[Place], Any]) -> list[Place]:
    """The first place of each name that is wanted."""
    by_name = dict[str, Place]()
    for place in places:
        if wanted(place) is not None and wanted(place) is not False:
            by_name.setdefault(place.name, place)
    return list(by_name.values())


def _new_code(place: Place) -> Any:
    """A code that is not in the document; None where the value is none of a coded set."""
    match place.schema:
        case {"anyOf": [coded, {"type": kind}]} if "enum" in resolve(coded):
            return NEW_CODES[kind]
        case _:
            return None


def _is_nullable(place: Place) -> bool:
    kind = place.schema.get("type")
    return _without_null(place.schema) is not place.schema or (is_list(kind) and "null" in kind)


def _example(place: Place) -> Any:
    return next(each for each in place.schema["examples"] if each is not None)


def _is_object(place: Place) -> bool:
    return is_object(place.value)


def _with_new_property(body: Any, place: Place) -> Any:
    name, value = NEW_PROPERTY
    return replaced(body, (*place.path, name), value)


def _is_free_integer(place: Place) -> bool:
    """Whether it is an integer that may be any."""
    is_integer = isinstance(place.value, int) and not isinstance(place.value, bool)
    return is_integer and not place.is_price and _new_code(place) is None


def _all_replaced(body: Any, places: list[Place], other: Callable[[Any], Any]) -> Any:
    for place in places:
        body = replaced(body, place.path, other(place.value))
    return body

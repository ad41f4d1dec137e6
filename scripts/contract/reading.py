"""An answer read against a schema, place by place."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import jsonschema_rs

from .document import Document, below, is_list, is_object
from .masks import masked

SHOWN = 60
TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "null": type(None),
    "integer": int,
    "number": (int, float),
}


@dataclass(frozen=True)
class Reading:
    """What an answer says about a place of the document.

    Attributes:
        place: Where.
        expected: What the document says, in words; empty where it held.
        got: What came.
        value: The same as it came.
        kind: `held`, `wrong`, `wrong item` (of a list), `missing`, and for what the document leaves
            open: `unlisted` (a property; the last step of the place is its name) and `new code`.
    """

    place: str
    kind: str
    expected: str = ""
    got: str = ""
    value: Any = None


class Reader:
    """Reads answers by a document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._validator = cache(self._new_validator)

    def read(self, schema: str, value: Any) -> Iterator[Reading]:
        """What a value says about the schema at a place, and about all that is inside."""
        return self._inside(schema, self.document.end(schema), value)

    def branch(self, schema: str, answer: Any) -> str:
        """The place of the schema that an answer is to be read by.

        That is what was asked for, unless the answer has the marks of a failure.
        """
        branches = self.document.branches(schema)
        failures = (each for each in branches[1:] if is_marked(self.document.at(each), answer))
        return next(failures, branches[0])

    def _inside(self, told: str, schema: str, value: Any) -> Iterator[Reading]:
        """Read a value. told: the place that a difference is reported at."""
        node = self.document.at(schema)
        if "properties" in node or node.get("type") == "object":
            yield from self._object(told, schema, value)
        elif node.get("type") == "array":
            yield from self._array(told, schema, value)
        elif "anyOf" in node:
            yield from self._any(told, schema, value)
        else:
            yield self._scalar(told, schema, value)

    def _object(self, told: str, schema: str, value: Any) -> Iterator[Reading]:
        node = self.document.at(schema)
        if not is_object(value):
            yield _wrong(told, "an object", value)
            return
        yield Reading(told, "held")
        properties = node.get("properties", {})
        for name in properties:
            place = below(schema, "properties", name)
            if name in value:
                yield from self._inside(place, self.document.end(place), value[name])
            elif name in node.get("required", ()):
                yield Reading(place, "missing", "to be there always", "no such property")
        extra = node.get("additionalProperties")
        for name in value.keys() - properties.keys():
            if is_object(extra):
                place = below(schema, "additionalProperties")
                yield from self._inside(place, self.document.end(place), value[name])
            else:
                place = below(schema, "properties", name)
                yield Reading(place, "unlisted", "", shown(value[name]), value[name])

    def _array(self, told: str, schema: str, value: Any) -> Iterator[Reading]:
        if not is_list(value):
            yield _wrong(told, "an array", value)
            return
        yield Reading(told, "held")
        items = below(schema, "items")
        for item in value if "items" in self.document.at(schema) else ():
            target = self.document.end(items)
            inside = [*self._inside(items, target, item)]
            # What an item itself is wrong about is told of the property that has the items.
            yield from (_of_item(each, told) if each.place == items else each for each in inside)

    def _any(self, told: str, schema: str, value: Any) -> Iterator[Reading]:
        number = len(self.document.at(schema)["anyOf"])
        branches = [self.document.end(below(schema, "anyOf", n)) for n in range(number)]
        nodes = [self.document.at(branch) for branch in branches]
        objects = [b for b, node in zip(branches, nodes, strict=True) if "properties" in node]
        if objects and is_object(value):
            yield from self._inside(told, objects[0], value)
            return
        reading = self._scalar(told, schema, value)
        yield reading
        codes = [b for b, node in zip(branches, nodes, strict=True) if "enum" in node]
        if reading.kind == "held" and codes and not self._validator(codes[0]).is_valid(value):
            yield Reading(codes[0], "new code", self._words(codes[0]), shown(value), value)

    def _scalar(self, told: str, schema: str, value: Any) -> Reading:
        if self._validator(schema).is_valid(value):
            return Reading(told, "held", value=value)
        return _wrong(told, self._words(schema), value)

    def is_valid(self, schema: str, value: Any) -> bool:
        """Whether a value obeys the schema at a place."""
        return bool(self._validator(self.document.end(schema)).is_valid(value))

    def _new_validator(self, schema: str) -> jsonschema_rs.Draft202012Validator:
        tree = self.document.tree
        root = {"$ref": schema, "components": tree["components"], "paths": tree["paths"]}
        return jsonschema_rs.Draft202012Validator(root)

    def _words(self, schema: str) -> str:
        node = self.document.at(self.document.end(schema))
        if "anyOf" in node:
            count = len(node["anyOf"])
            return " or ".join(self._words(below(schema, "anyOf", n)) for n in range(count))
        return words(node)


def words(node: dict[str, Any]) -> str:
    """What a schema of one value wants, for people."""
    if "const" in node:
        return json.dumps(node["const"], ensure_ascii=False)
    if "enum" in node:
        return "one of " + ", ".join(json.dumps(code) for code in node["enum"])
    kinds = node.get("type", "anything")
    kind = " or ".join(kinds) if is_list(kinds) else str(kinds)
    limits = {"pattern": "like", "minimum": "from", "maximum": "to"}
    told = [f"{word} {node[key]}" for key, word in limits.items() if key in node]
    return " ".join([kind, *told])


def kind_of(value: Any) -> str:
    """The name of a value's type, as schemas call it."""
    if isinstance(value, bool):
        return "boolean"
    return next(name for name, kind in TYPES.items() if isinstance(value, kind))


def shown(value: Any) -> str:
    """A value with its type, short, and without digits that could be somebody's number."""
    return f"{kind_of(value)} {brief(value)}"


def brief(value: Any) -> str:
    """The same, without its type."""
    text = json.dumps(masked(value), ensure_ascii=False)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def _wrong(place: str, expected: str, value: Any) -> Reading:
    return Reading(place, "wrong", expected, shown(value), value)


def _of_item(reading: Reading, place: str) -> Reading:
    kind = "wrong item" if reading.kind == "wrong" else reading.kind
    return Reading(place, kind, f"items: {reading.expected}", reading.got, reading.value)


def is_marked(failure: dict[str, Any], answer: Any) -> bool:
    """Whether an answer says of itself that it is a failure of a kind."""
    if not is_object(answer):
        return False
    properties = failure["properties"]
    return all(
        name in answer and answer[name] == properties[name].get("const", answer[name])
        for name in failure["required"]
    )

"""Schemas as the twin has them: requests keep their limits, answers demand nothing."""

from collections.abc import Iterator, Mapping
from enum import Enum, auto
from typing import Any

from scripts.overlay import is_object
from scripts.portable_twin.references import SCHEMAS, TwinRefused, resolved, schema_name

Schema = dict[str, Any]


class Side(Enum):
    """Who writes the values of a schema."""

    REQUEST = auto()
    ANSWER = auto()


NULL = {"type": "null"}
NESTED = {"properties", "items", "additionalProperties", "oneOf"}
# What both sides keep.
KEPT = {"type", "description", "discriminator", "x-evidence"}
# What a request keeps, and an answer loses: it makes generated code throw at what is new.
DEMANDS = {
    *("required", "enum", "pattern", "minLength", "maxLength", "minimum", "maximum"),
    *("minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties"),
    *("x-enum-varnames", "x-enum-descriptions"),
}
# Marks for the Python client, and names of schemas that the twin does not have.
LOST = {"x-distinct", "x-same-digits-as", "x-ends-with", "x-failure"}
KNOWN = NESTED | KEPT | DEMANDS | LOST | {"const", "format", "examples"}


class Schemas:
    """The schemas of a twin, each put down when something first refers to it."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.document = document
        self.sides: dict[str, Side] = {}
        self.named: dict[str, Schema] = {}

    def portable(self, schema: Mapping[str, Any], side: Side) -> Schema:
        """A schema as it stands where it is used: a reference where it has a name in code.

        Raises:
            TwinRefused: It has a keyword that is not known, or both sides use its name.
        """
        plain = self.without_union(schema)
        full = resolved(self.document, plain)
        if "$ref" not in plain or not has_name(full, side):
            return self.inline(full, side)
        name = schema_name(self.document, plain)
        self.put_down(name, side)
        if is_nullable(self.document, schema):
            self.named[name]["type"] = ["object", "null"]
        return {"$ref": SCHEMAS + name}

    def put_down(self, name: str, side: Side) -> None:
        """See that the twin has a named schema.

        Raises:
            TwinRefused: It is there, for the other side.
        """
        if self.sides.setdefault(name, side) is not side:
            raise TwinRefused(f"{SCHEMAS}{name}: requests and answers use it; make it two schemas")
        if name not in self.named:
            self.named[name] = {}  # It may refer to itself.
            self.named[name] = self.inline(self.document["components"]["schemas"][name], side)

    def inline(self, schema: Mapping[str, Any], side: Side) -> Schema:
        """A schema written out, with portable ones inside."""
        if unknown := schema.keys() - KNOWN:
            raise TwinRefused(
                f"{', '.join(sorted(unknown))}: what becomes of this keyword is not known;"
                f" say so in scripts/portable_twin/schemas.py: {schema!s:.80}"
            )
        return dict(self.keywords(schema, side))

    def keywords(self, schema: Mapping[str, Any], side: Side) -> Iterator[tuple[str, Any]]:
        """What is left of the keywords of a schema."""
        for keyword, value in schema.items():
            if keyword in NESTED:
                yield from self.nested(keyword, value, side)
            elif keyword == "examples":
                # OpenAPI 3.0 shows one, and a null is no use as that.
                shown = [each for each in value if each is not None][:1]
                yield from ((keyword, shown) for _ in shown)
            elif is_kept(keyword, value, side):
                yield ("enum", [value]) if keyword == "const" else (keyword, value)

    def nested(self, keyword: str, value: Any, side: Side) -> Iterator[tuple[str, Any]]:
        """A keyword that holds schemas, with portable ones; an answer is open."""
        if keyword == "properties":
            yield keyword, {name: self.portable(each, side) for name, each in value.items()}
        elif keyword == "oneOf":
            yield keyword, [self.portable(each, side) for each in value]
        elif is_object(value):
            yield keyword, self.portable(value, side)
        elif side is Side.REQUEST:
            yield keyword, value

    def without_union(self, schema: Mapping[str, Any]) -> Schema:
        """A schema in the place of an anyOf: the widest branch, or any value at all.

        Enumeration or plain type is the plain type, this or null is this with null, and an integer
        or a string is anything: generators have no common word for it.
        """
        union = resolved(self.document, schema)
        if "anyOf" not in union:
            return dict(schema)
        beside = {key: value for key, value in union.items() if key != "anyOf"}
        branches = [each for each in union["anyOf"] if each != NULL]
        types: set[str] = {resolved(self.document, each).get("type", "") for each in branches}
        if len(branches) > 1:
            branches = [each for each in branches if "enum" not in resolved(self.document, each)]
        if len(branches) != 1:
            is_anything = len(types) > 1 or "" in types
            return beside if is_anything else beside | {"type": types.pop()}
        if is_nullable(self.document, schema) and types != {"object"}:
            return resolved(self.document, branches[0]) | beside | {"type": [types.pop(), "null"]}
        widest: Schema = branches[0] | beside
        return widest


def has_name(schema: Mapping[str, Any], side: Side) -> bool:
    """Whether a named schema keeps its name: generators make a type of it.

    PHP's drops a query parameter that is "0" when its enumeration has a name.
    """
    has_codes = side is Side.REQUEST and "enum" in schema and "0" not in schema["enum"]
    return "properties" in schema or "oneOf" in schema or has_codes


def is_kept(keyword: str, value: Any, side: Side) -> bool:
    """Whether a keyword means something to those who have this side to read or write."""
    if (keyword, value) == ("type", "null"):
        return False  # OpenAPI 3.0 has no such type: it is any value.
    demands = side is Side.REQUEST and keyword in DEMANDS | {"const", "format"}
    return demands or keyword in KEPT or (keyword, value) == ("format", "int64")


def is_nullable(document: Mapping[str, Any], schema: Mapping[str, Any]) -> bool:
    """Whether a schema is this or null."""
    return NULL in resolved(document, schema).get("anyOf", [])

"""What a document must keep to, so that code generators make working clients of it.

Each rule was learnt from a generator that made a wrong client without saying so. A document of the
twin that breaks one is not written.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from scripts.overlay import is_list
from scripts.portable_twin.places import (
    Document,
    Found,
    answer_schemas,
    operations,
    parameters,
    schemas,
    successes,
)
from scripts.portable_twin.references import resolved

FAILURE = ("success", "message", "error", "code", "jsonrpc")
DEMANDS = (
    *("required", "pattern", "minLength", "maxLength", "minimum", "maximum", "uniqueItems"),
    *("exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minItems", "maxItems"),
    *("minProperties", "maxProperties", "dependentRequired"),
)
CLIENT = {"type": "apiKey", "in": "header", "name": "Client"}


@dataclass(frozen=True)
class Rule:
    """A rule of the twin.

    Attributes:
        name: Its name, and that of the bad document in tests/twin_rules/.
        demand: What must be, as a sentence.
        broken: The places of a document that break it, as JSON pointers.
    """

    name: str
    demand: str
    broken: Callable[[Document], Iterator[str]]


@dataclass(frozen=True)
class Finding:
    """A place of a document that breaks a rule."""

    place: str
    rule: Rule

    def __str__(self) -> str:
        return f"{self.place}: {self.rule.name}: {self.rule.demand}"


def broken_rules(document: Document) -> list[Finding]:
    """Each place of a document that breaks a rule, and the rule."""
    return [Finding(place, rule) for rule in RULES for place in rule.broken(document)]


def undiscriminated(document: Document) -> Iterator[str]:
    """Unions whose branches no property tells apart."""
    for place, schema in schemas(document):
        if "anyOf" in schema:
            yield f"{place}/anyOf"
        if "oneOf" in schema and not is_mapped(schema):
            yield f"{place}/oneOf"


def is_mapped(union: Mapping[str, Any]) -> bool:
    """Whether a union names a property, and a value of it for each branch."""
    discriminator = union.get("discriminator", {})
    branches = [each.get("$ref") for each in union["oneOf"]]
    mapped = [*discriminator.get("mapping", {}).values()]
    return "propertyName" in discriminator and sorted(mapped) == sorted(map(str, branches))


def bases(document: Document) -> Iterator[str]:
    """Schemas that are built on others."""
    return (f"{place}/allOf" for place, schema in schemas(document) if "allOf" in schema)


def several_types(document: Document) -> Iterator[str]:
    """Types that are neither one, nor one and null."""
    for place, schema in schemas(document):
        types = schema.get("type")
        if is_list(types) and len({*types} - {"null"}) != 1:
            yield f"{place}/type"


def short_integers(document: Document) -> Iterator[str]:
    """Numbers that a language may hold in 32 bits or as a fraction, and ids that are no numbers."""
    named = (
        (f"{place}/schema", each["schema"], each["name"]) for place, each in parameters(document)
    )
    inner = (
        (place, schema, place.rpartition("/properties/")[2]) for place, schema in schemas(document)
    )
    found = {
        place: None
        for place, schema, name in (*named, *inner)
        if not is_long(schema) and (is_number(schema) or (is_id(name) and "$ref" not in schema))
    }
    yield from found


def is_long(schema: Mapping[str, Any]) -> bool:
    """Whether a schema is a whole number of 64 bits."""
    return "integer" in types_of(schema) and schema.get("format") == "int64"


def is_number(schema: Mapping[str, Any]) -> bool:
    """Whether a schema is a number of any kind."""
    return not types_of(schema).isdisjoint(("integer", "number"))


def types_of(schema: Mapping[str, Any]) -> set[str]:
    """The types of a schema."""
    types = schema.get("type", [])
    return {*types} if is_list(types) else {types}


def is_id(name: str) -> bool:
    """Whether a property or a parameter is an id, by its name."""
    return re.fullmatch(r"id|\w+_id", name) is not None


def unnamed(document: Document) -> Iterator[str]:
    """Schemas that a generator would have to invent a name for."""
    for place, schema in schemas(document):
        several = len(schema.get("enum", [])) > 1 and "0" not in schema["enum"]
        wants_name = several or "properties" in schema or "oneOf" in schema
        if wants_name and not re.fullmatch("#/components/schemas/[^/]+", place):
            yield place


def named_zeros(document: Document) -> Iterator[str]:
    """Query parameters whose enumeration has a name and the value "0"."""
    for place, parameter in parameters(document):
        schema = parameter["schema"]
        if "$ref" in schema and "0" in resolved(document, schema).get("enum", []):
            yield f"{place}/schema"


def codes_in_answers(document: Document) -> Iterator[str]:
    """Answers that know no code but those of today."""
    return with_keywords(answer_schemas(document), ("enum", "const"))


def demands_in_answers(document: Document) -> Iterator[str]:
    """Answers that are checked, or that refuse what is new."""
    found = [*answer_schemas(document)]
    yield from with_keywords(iter(found), DEMANDS)
    for place, schema in found:
        if schema.get("additionalProperties") is False:
            yield f"{place}/additionalProperties"


def with_keywords(found: Iterator[Found], keywords: tuple[str, ...]) -> Iterator[str]:
    """The places of some keywords."""
    for place, schema in found:
        yield from (f"{place}/{keyword}" for keyword in keywords if keyword in schema)


def undeclared_failures(document: Document) -> Iterator[str]:
    """Answers of success in which a failure could not be read."""
    for place, schema in successes(document):
        if not {*FAILURE} <= resolved(document, schema).get("properties", {}).keys():
            yield place


def defaults(document: Document) -> Iterator[str]:
    """Query parameters that are sent though nobody gave them."""
    for place, parameter in parameters(document):
        if parameter["in"] == "query" and "default" in resolved(document, parameter["schema"]):
            yield f"{place}/schema"


def bodies_of_get(document: Document) -> Iterator[str]:
    """Filters that fetch refuses to send."""
    for place, operation in operations(document):
        if place.endswith("/get") and "requestBody" in operation:
            yield f"{place}/requestBody"


def without_client(document: Document) -> Iterator[str]:
    """Operations that do not demand the header Client as a key."""
    schemes = document.get("components", {}).get("securitySchemes", {})
    keys = {name for name, scheme in schemes.items() if CLIENT.items() <= scheme.items()}
    for place, operation in operations(document):
        demanded = operation.get("security", document.get("security", []))
        if not demanded or any(keys.isdisjoint(each) for each in demanded):
            yield place


def nameless_operations(document: Document) -> Iterator[str]:
    """Operations whose method or class a generator would have to invent a name for."""
    for place, operation in operations(document):
        name = re.fullmatch("[a-z]+([A-Z][a-z]+)*", operation.get("operationId", ""))
        if not name or len(operation.get("tags", [])) != 1:
            yield place


RULES = [
    Rule(
        "union-discriminated",
        "a union must be a oneOf with a discriminator whose mapping names each branch:"
        " without it TypeScript does not compile, and Go cannot send it",
        undiscriminated,
    ),
    Rule(
        "no-base",
        "write the properties out instead of an allOf: PHP sends the name of its class, and Go"
        " loses properties",
        bases,
    ),
    Rule(
        "one-type",
        "a schema must have one type, or one and null: generators make nothing of several",
        several_types,
    ),
    Rule(
        "integer-int64",
        "a number must be an integer of format int64, and so must an id: else it may end at"
        " 2147483647",
        short_integers,
    ),
    Rule(
        "schema-named",
        "an object, a union or an enumeration must be named under components/schemas: generators"
        " invent names that change",
        unnamed,
    ),
    Rule(
        "query-zero-inline",
        'an enumeration with the value "0" must be written inside its query parameter: PHP does'
        " not send the value otherwise",
        named_zeros,
    ),
    Rule(
        "answer-uncoded",
        "an answer must have the plain type of a code: PHP, Go and Java throw at a new one",
        codes_in_answers,
    ),
    Rule(
        "answer-undemanding",
        "an answer must demand nothing of its values and properties: PHP, Go and Java throw where"
        " they are others",
        demands_in_answers,
    ),
    Rule(
        "failure-declared",
        f"an answer of success must be an object with {', '.join(FAILURE)}: a failure may come"
        " with status 200",
        undeclared_failures,
    ),
    Rule(
        "query-undefaulted",
        "a query parameter must have no default: Go sends it always",
        defaults,
    ),
    Rule(
        "filter-in-query",
        "a GET must have no body: fetch refuses it, and Ruby drops it",
        bodies_of_get,
    ),
    Rule(
        "client-header",
        "each operation must demand the header Client as an apiKey: else it is no configuration",
        without_client,
    ),
    Rule(
        "operation-named",
        "an operation must have an operationId in camelCase, and one tag: they are names in code",
        nameless_operations,
    ),
]

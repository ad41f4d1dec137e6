"""The fields of bodies and answers, as definition lists: name, type, limits, grade, meaning."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from scripts.build_docs.document import Document
from scripts.build_docs.language import Language
from scripts.build_docs.markdown import definition, definitions, inline, inline_json, link, small
from scripts.overlay import is_list

# What a schema says about the values it takes, and the label of each.
LIMITS = ("minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems", "pattern")


@dataclass(frozen=True)
class Fields:
    """Writes the fields of schemas in one language.

    Attributes:
        language: The language.
        document: The document in it.
        requested: Whether limits count: a caller must keep them, an answer just has them.
        linked: Makes links of the operations that a text names.
        elsewhere: The schemas that have a place of their own, and where it is: inside others they
            are not told again.
    """

    language: Language
    document: Document
    requested: bool
    linked: Callable[[str], str]
    elsewhere: Mapping[str, str] = field(default_factory=dict[str, str])

    def of(self, schema: Any, anchor: str) -> str:
        """The fields of an object, or of the objects of a list; empty where there are none."""
        schema = self.document.inside(schema)
        required = schema.get("required", [])
        return definitions(
            self.one(name, node, f"{anchor}.{name}", required=name in required)
            for name, node in schema.get("properties", {}).items()
        )

    def one(self, name: str, node: Any, anchor: str, *, required: bool) -> str:
        """One field, and the fields inside it."""
        schema = self.document.resolve(node)
        return definition(
            f"{inline(name)} {{ #{anchor} }}",
            small(" · ".join(self.facts(schema, required=required))),
            self.linked(schema.get("description", "")),
            self.codes(schema),
            self.inner(node, anchor),
        )

    def inner(self, node: Any, anchor: str) -> str:
        """The fields inside a field, or the way to where they are told."""
        name = named_object(self.document, node)
        if name in self.elsewhere:
            return self.language.say(
                "told elsewhere", object=link(inline(name), self.elsewhere[name])
            )
        return self.of(node, anchor)

    def facts(self, schema: Any, *, required: bool) -> Iterator[str]:
        """Type, whether it must be there, limits, grade, an example."""
        yield self.type_of(schema)
        if self.requested:
            yield self.language.say("required" if required else "optional")
            yield from self.limits(schema)
        elif not required:
            yield self.language.say("may be absent")
        grade = self.document.grade(schema)
        if "x-evidence" in schema and grade != self.document.grade(None):
            yield grade_link(grade)
        examples = schema.get("examples", [])
        if examples and "const" not in schema and "properties" not in self.document.inside(schema):
            shown = ", ".join(inline_json(value) for value in examples)
            yield f"{self.language.say('example')} {shown}"

    def limits(self, schema: Any) -> Iterator[str]:
        """What a value must keep to, as far as its type does not say it."""
        for name in LIMITS:
            if name in schema:
                yield self.language.say(name, limit=spelt(schema[name]))
        if schema.get("uniqueItems"):
            yield self.language.say("uniqueItems")

    def type_of(self, schema: Any) -> str:
        """The type of a value, for people."""
        schema = self.document.resolve(schema)
        if "const" in schema:
            return inline_json(schema["const"])
        if "anyOf" in schema:
            choices = dict.fromkeys(self.type_of(branch) for branch in schema["anyOf"])
            return self.language.say("or").join(choices)
        types = schema.get("type", "object")
        names: list[Any] = types if is_list(types) else [types]
        return self.language.say("or").join(self.type_named(name, schema) for name in names)

    def type_named(self, name: str, schema: Any) -> str:
        """One of the types of a schema, for people."""
        if name == "array":
            return self.language.say("array of", items=self.type_of(schema["items"]))
        return self.language.say(f"type {name}")

    def codes(self, schema: Any) -> str:
        """The codes of a set, and what each means."""
        schema = self.coded(schema)
        texts = schema.get("x-enum-descriptions", [])
        if not texts:
            return ", ".join(inline_json(code) for code in schema.get("enum", []))
        return "\n".join(
            f"- {inline_json(code)}: {text}"
            for code, text in zip(schema.get("enum", []), texts, strict=True)
        )

    def coded(self, schema: Any) -> Any:
        """The set of codes that a schema is, or has as its first choice."""
        schema = self.document.resolve(schema)
        return self.coded(schema["anyOf"][0]) if "anyOf" in schema else schema


def spelt(limit: float | str) -> str:
    """A limit for people: a pattern as code, a number without an exponent."""
    return inline(limit) if isinstance(limit, str) else format(Decimal(str(limit)), "f")


def named_object(document: Document, node: Any) -> str:
    """The name of the object that a schema is, lists, or has as a choice; empty for another."""
    if "$ref" in node:
        schema, name = document.target(node["$ref"]), node["$ref"].rpartition("/")[2]
        return name if "properties" in schema else named_object(document, schema)
    inside = [node["items"]] if "items" in node else node.get("anyOf", [])
    return next(filter(None, (named_object(document, each) for each in inside)), "")


def grade_link(grade: str) -> str:
    """A grade of evidence, with the way to what it means."""
    return link(grade, f"../evidence.md#{grade}")

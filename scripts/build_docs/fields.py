"""The fields of bodies and answers, as definition lists: name, type, limits, grade, meaning."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from scripts.build_docs.document import Document
from scripts.build_docs.language import Language
from scripts.build_docs.markdown import definition, definitions, inline, inline_json, link, small
from scripts.build_docs.prose import linked
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
    """

    language: Language
    document: Document
    requested: bool

    def of(self, schema: Any, anchor: str) -> str:
        """The fields of an object, or of the objects of a list; empty where there are none."""
        schema = self.document.inside(schema)
        required = schema.get("required", [])
        return definitions(
            self.field(name, node, f"{anchor}.{name}", required=name in required)
            for name, node in schema.get("properties", {}).items()
        )

    def field(self, name: str, node: Any, anchor: str, *, required: bool) -> str:
        """One field, and the fields inside it."""
        schema = self.document.resolve(node)
        return definition(
            f"{inline(name)} {{ #{anchor} }}",
            small(" · ".join(self.facts(schema, required=required))),
            linked(schema.get("description", ""), self.language),
            self.codes(schema),
            self.of(schema, anchor),
        )

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
                limit = schema[name]
                shown = inline(limit) if name == "pattern" else str(limit)
                yield self.language.say(name, limit=shown)
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
        if schema.get("type") == "array":
            return self.language.say("array of", items=self.type_of(schema["items"]))
        types = schema.get("type", "object")
        names: list[Any] = types if is_list(types) else [types]
        return self.language.say("or").join(self.language.say(f"type {name}") for name in names)

    def codes(self, schema: Any) -> str:
        """The codes of a set, and what each means."""
        schema = self.coded(schema)
        texts = schema.get("x-enum-descriptions", [])
        return "\n".join(
            f"- {inline_json(code)}: {text}"
            for code, text in zip(schema.get("enum", []), texts, strict=True)
        )

    def coded(self, schema: Any) -> Any:
        """The set of codes that a schema is, or has as its first choice."""
        schema = self.document.resolve(schema)
        return self.coded(schema["anyOf"][0]) if "anyOf" in schema else schema


def grade_link(grade: str) -> str:
    """A grade of evidence, with the way to what it means."""
    return link(grade, f"../evidence.md#{grade}")

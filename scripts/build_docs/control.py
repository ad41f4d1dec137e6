"""The page of the sandbox's control API: its whole document, operation by operation."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from scripts.build_docs.document import Answer, Document, Operation
from scripts.build_docs.fields import Fields, named_object
from scripts.build_docs.language import Language
from scripts.build_docs.markdown import (
    definition,
    definitions,
    heading,
    inline,
    json_block,
    link,
    paragraphs,
    small,
)
from scripts.build_docs.prose import heading_texts, linked_to, operation_places

# The sections of the document's own description, by their order: anchors are the same everywhere.
SECTIONS = ("about", "whose-account", "three-ways")


def control_page(language: Language) -> str:
    """The Markdown of the page."""
    page = ControlPage(language)
    return paragraphs(
        heading(1, language.say("control api"), "control-api"),
        *page.description(),
        *(page.tag(tag) for tag in page.document.raw["tags"]),
        page.told_objects(),
        page.failures(),
    )


class ControlPage:
    """The control API in one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.document = Document(language.control)
        url: str = self.document.raw["servers"][0]["url"]
        self.prefix = urlsplit(url).path
        self.places = {
            **operation_places(language, "reference/"),
            **{each.name: f"#{each.name}" for each in self.document.operations},
        }
        self.objects = {name: f"#{name}" for name in nested_objects(self.document)}

    def linked(self, text: str) -> str:
        """A text whose operations, of both APIs, are links."""
        return linked_to(self.places, text)

    def description(self) -> Iterator[str]:
        """What the document says of itself, a section each."""
        sections = heading_texts(self.document.raw["info"]["description"])
        for anchor, (title, text) in zip(SECTIONS, sections, strict=True):
            yield paragraphs(heading(2, title, anchor) if title else "", self.linked(text))

    def tag(self, tag: dict[str, Any]) -> str:
        """The operations of a tag."""
        name = tag["name"]
        return paragraphs(
            heading(2, self.language.say(f"control {name}"), name),
            tag["description"],
            *(self.operation(each) for each in self.document.operations_of(name)),
        )

    def operation(self, operation: Operation) -> str:
        """An operation: what it does, what goes in, what comes out."""
        line = f"{operation.method.upper()} {self.prefix}{operation.path}"
        return paragraphs(
            heading(3, operation.definition["summary"], operation.name),
            small(f"**{inline(line)}** · {inline(operation.name)}"),
            self.linked(operation.definition["description"]),
            self.parameters(operation),
            self.body(operation),
            definitions(self.answer(operation, each) for each in operation.answers),
        )

    def fields(self, *, requested: bool) -> Fields:
        """What writes the fields of bodies and answers."""
        return Fields(self.language, self.document, requested, self.linked, self.objects)

    def parameters(self, operation: Operation) -> str:
        """What is sent in the path."""
        fields = self.fields(requested=True)
        return definitions(
            fields.one(
                each["name"],
                {**self.document.resolve(each["schema"]), "description": each["description"]},
                f"{operation.name}.{each['name']}",
                required=each["required"],
            )
            for each in operation.parameters
        )

    def body(self, operation: Operation) -> str:
        """The request body: its fields, and its examples."""
        if operation.body is None:
            return ""
        must = "body required" if operation.body["required"] else "body optional"
        content = operation.body_content
        return paragraphs(
            f"**{self.language.say('request')}.** {self.linked(operation.body['description'])}"
            f" {self.language.say(must)}",
            self.fields(requested=True).of(content["schema"], operation.name),
            *self.examples(content["examples"]),
        )

    def answer(self, operation: Operation, answer: Answer) -> str:
        """A status that an operation answers; of a failure, the way to its examples."""
        anchor = f"{operation.name}.{answer.status}"
        term = f"{inline(answer.status)} {{ #{anchor} }}"
        description = self.linked(answer.definition["description"])
        if answer.failed:
            name = operation.definition["responses"][answer.status]["$ref"].rpartition("/")[2]
            more = link(self.language.say("examples of requests"), f"#{name}")
            return definition(term, f"{description} {more}")
        return definition(
            term,
            description,
            self.fields(requested=False).of(answer.content["schema"], anchor),
            *self.examples(answer.content["examples"]),
        )

    def examples(self, examples: dict[str, Any]) -> Iterator[str]:
        """Each example, as it travels."""
        for node in examples.values():
            example = self.document.resolve(node)
            yield f"{example['summary']}:"
            yield json_block(example["value"])

    def told_objects(self) -> str:
        """The objects that stand inside others, each once."""
        schemas = self.document.raw["components"]["schemas"]
        return paragraphs(
            heading(2, self.language.say("objects"), "objects"),
            *(
                paragraphs(
                    heading(3, inline(name), name),
                    self.linked(schemas[name]["description"]),
                    self.fields(requested=closed(schemas[name])).of(schemas[name], name),
                )
                for name in self.objects
            ),
        )

    def failures(self) -> str:
        """How requests fail, and how those do that are for no operation."""
        return paragraphs(
            heading(2, self.language.say("failures"), "failures"),
            *(self.failure(name, status) for name, status in self.failing()),
        )

    def failing(self) -> list[tuple[str, str]]:
        """The answers that tell a failure, each by its name in the document, with its status."""
        nodes = [
            (status, node)
            for operation in self.document.operations
            for status, node in operation.definition["responses"].items()
            if status[0] in "45"
        ]
        outside = self.document.raw["x-outside-operations"]
        nodes += [("404", outside["wrong_path"]), ("405", outside["wrong_method"])]
        named = {node["$ref"].rpartition("/")[2]: status for status, node in nodes}
        return sorted(named.items(), key=lambda each: each[1])

    def failure(self, name: str, status: str) -> str:
        """An answer that tells a failure."""
        answer = self.document.raw["components"]["responses"][name]
        return paragraphs(
            heading(3, f"{status} · {inline(name)}", name),
            self.linked(answer["description"]),
            *self.examples(answer["content"]["application/json"]["examples"]),
        )


def nested_objects(document: Document) -> list[str]:
    """The schemas that stand inside others, in the order of the document."""
    schemas = document.raw["components"]["schemas"]
    inside = {
        named_object(document, node)
        for schema in schemas.values()
        for node in schema.get("properties", {}).values()
    }
    return [name for name in schemas if name in inside]


def closed(schema: dict[str, Any]) -> bool:
    """Whether an object takes the listed properties only, as those of requests do."""
    return schema.get("additionalProperties") is False

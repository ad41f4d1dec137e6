"""The reference: one page per tag, one section per operation, nothing left out."""

from collections.abc import Iterator
from typing import Any

from scripts.build_docs.document import Answer, Document, Operation
from scripts.build_docs.fields import Fields, grade_link
from scripts.build_docs.language import Language
from scripts.build_docs.markdown import (
    code,
    definition,
    definitions,
    heading,
    inline,
    inline_json,
    json_block,
    link,
    paragraphs,
    small,
    tabs,
)
from scripts.build_docs.prose import linked


def reference_pages(language: Language) -> dict[str, str]:
    """The Markdown of each page of the reference, by its path below the language."""
    document = Document(language.document)
    tags = document.raw["tags"]
    pages = {f"reference/{tag['name']}.md": tag_page(language, document, tag) for tag in tags}
    return {"reference/index.md": index_page(language, document), **pages}


def index_page(language: Language, document: Document) -> str:
    """All operations on one page, each with what it does in a line."""
    sections = [
        paragraphs(
            heading(2, link(tag["x-displayName"], f"{tag['name']}.md"), tag["name"]),
            tag["description"],
            definitions(summary_of(each) for each in document.operations_of(tag["name"])),
        )
        for tag in document.raw["tags"]
    ]
    intro = language.say("reference intro", count=len(document.operations))
    return paragraphs(heading(1, language.say("reference"), "reference"), intro, *sections)


def summary_of(operation: Operation) -> str:
    """An operation in a line of the index."""
    target = f"{operation.tag}.md#{operation.name}"
    term = link(operation.definition["summary"], target)
    return definition(term, f"{inline(request_line(operation))} {inline(operation.name)}")


def request_line(operation: Operation) -> str:
    """Method and path."""
    return f"{operation.method.upper()} {operation.path}"


def tag_page(language: Language, document: Document, tag: dict[str, Any]) -> str:
    """The operations of a tag."""
    return paragraphs(
        heading(1, tag["x-displayName"], tag["name"]),
        tag["description"],
        *(Section(language, each).markdown() for each in document.operations_of(tag["name"])),
    )


class Section:
    """An operation of the reference in one language."""

    def __init__(self, language: Language, operation: Operation) -> None:
        self.language = language
        self.operation = operation
        self.document = operation.document
        self.name = operation.name
        self.failures = {each.name: each for each in self.document.failures}

    def markdown(self) -> str:
        """All of it: what it does, what goes in, samples, what comes out, how it fails."""
        return paragraphs(
            heading(2, self.operation.definition["summary"], self.name),
            self.line(),
            self.linked(self.operation.definition["description"]),
            self.repetition(),
            self.parameters(),
            self.body(),
            self.samples(),
            self.answers(),
            self.refusals(),
            self.following(),
        )

    def linked(self, text: str) -> str:
        """A text whose operations are links."""
        return linked(text, self.language)

    def heading(self, label: str, anchor: str) -> str:
        """A heading below that of the operation."""
        return heading(3, self.language.say(label), f"{self.name}.{anchor}")

    def line(self) -> str:
        """Method, path, operationId, grade, and the way to the other language."""
        grade = self.document.grade(self.operation.definition)
        other = self.language.other
        page = f"{self.operation.tag}.html#{self.name}"
        return small(
            " · ".join(
                [
                    f"**{inline(request_line(self.operation))}**",
                    inline(self.name),
                    self.language.say("grade", grade=grade_link(grade)),
                    f"[{self.language.say('other language')}](../../{other}/reference/{page})"
                    f"{{ hreflang={other} lang={other} }}",
                ]
            )
        )

    def repetition(self) -> str:
        """Whether it may be sent again, and how to find out what became of it."""
        told = self.operation.definition["x-repetition"]
        may = self.document.raw["x-repetition"]["may"][told["may"]]
        more = [
            definition(self.language.say(key), self.linked(told[key]))
            for key in ("twice", "outcome")
            if key in told
        ]
        return paragraphs(self.heading("repetition", "repetition"), self.linked(may), *more)

    def parameters(self) -> str:
        """What is sent in the path."""
        if not self.operation.parameters:
            return ""
        fields = Fields(self.language, self.document, requested=True, linked=self.linked)
        written = [
            fields.one(
                each["name"],
                {**self.document.resolve(each["schema"]), "description": each["description"]},
                f"{self.name}.{each['name']}",
                required=each["required"],
            )
            for each in self.operation.parameters
        ]
        return paragraphs(self.heading("parameters", "parameters"), *written)

    def body(self) -> str:
        """The request body: its fields, by type where there are types, and its examples."""
        body = self.operation.body
        if body is None:
            return paragraphs(self.heading("request", "request"), self.language.say("no body"))
        must = "body required" if body.get("required") else "body optional"
        is_get = self.operation.method == "get"
        grade = self.document.grade(body)
        graded = grade != self.document.grade(None)
        return paragraphs(
            self.heading("request", "request"),
            f"{self.linked(body['description'])} {self.language.say(must)}",
            small(self.language.say("grade", grade=grade_link(grade))) if graded else "",
            self.language.say("in a get") if is_get else "",
            self.body_fields(),
            f"**{self.language.say('examples of requests')}**",
            *self.body_examples(),
        )

    def body_fields(self) -> str:
        """The fields of the body."""
        fields = Fields(self.language, self.document, requested=True, linked=self.linked)
        schema = self.document.resolve(self.operation.body_content["schema"])
        if "oneOf" not in schema:
            return fields.of(schema, self.name)
        return paragraphs(
            self.language.say("one of types"),
            *(
                self.body_of_type(fields, kind, reference)
                for kind, reference in schema["discriminator"]["mapping"].items()
            ),
        )

    def body_of_type(self, fields: Fields, kind: str, reference: str) -> str:
        """The fields of a body of one type."""
        branch = self.document.target(reference)
        anchor = f"{self.name}.{kind}"
        return paragraphs(
            heading(4, self.language.say("body of type", type=inline(kind)), anchor),
            self.linked(branch["description"]),
            fields.of(branch, anchor),
        )

    def body_examples(self) -> Iterator[str]:
        """Each example of the body, as it travels."""
        for example in self.operation.body_content["examples"].values():
            example = self.document.resolve(example)
            yield f"{example['summary']}:"
            yield json_block(example["value"])

    def samples(self) -> str:
        """The code samples, one tab per language."""
        samples = self.operation.definition.get("x-codeSamples", [])
        if not samples:
            return ""
        written = [(each["label"], code(each["source"], each["lang"])) for each in samples]
        return paragraphs(
            self.heading("samples", "samples"), self.language.say("samples intro"), tabs(written)
        )

    def answers(self) -> str:
        """What comes when it succeeds: the fields, and the examples."""
        shown = [self.answer(each) for each in self.operation.answers if not each.failed]
        return paragraphs(self.heading("answers", "answers"), *shown)

    def answer(self, answer: Answer) -> str:
        """An answer of a status that tells success."""
        fields = Fields(self.language, self.document, requested=False, linked=self.linked)
        anchor = f"{self.name}.{answer.status}"
        description = self.linked(answer.definition["description"])
        examples = [
            paragraphs(f"{example['summary']}:", note_of(example), json_block(example["value"]))
            for name, example in self.examples_of(answer)
            if name not in self.failures
        ]
        return paragraphs(
            heading(4, answer.status, anchor),
            description,
            fields.of(self.operation.sure_schema(answer), anchor),
            *examples,
            self.language.say("instead of it"),
        )

    def examples_of(self, answer: Answer) -> list[tuple[str, dict[str, Any]]]:
        """The examples of an answer, each with the name that it has among all."""
        return [
            (node.get("$ref", key).rpartition("/")[2], self.document.resolve(node))
            for key, node in answer.content["examples"].items()
        ]

    def refusals(self) -> str:
        """How it fails: each status, and each example that it may come with."""
        failed = [each for each in self.operation.answers if each.failed]
        return paragraphs(
            self.heading("failures", "failures"),
            self.language.say("failures intro"),
            definitions(self.refusal(each) for each in failed),
        )

    def refusal(self, answer: Answer) -> str:
        """A status of failure."""
        grade = self.document.grade(answer.definition)
        headers = ", ".join(map(inline, answer.definition.get("headers", {})))
        return definition(
            f"{inline(answer.status)} {{ #{self.name}.{answer.status} }}",
            small(self.language.say("grade", grade=grade_link(grade))),
            self.linked(answer.definition["description"]),
            self.language.say("headers", names=headers) if headers else "",
            "\n".join(
                f"- {link(example['summary'], f'../errors.md#{name}')}: {compact(example['value'])}"
                for name, example in self.examples_of(answer)
            ),
        )

    def following(self) -> str:
        """What can be done with the answer, as the links of the document say it."""
        links = {
            name: each
            for answer in self.operation.answers
            for name, each in answer.definition.get("links", {}).items()
        }
        lines = [
            f"- {self.linked(each['operationId'])}: {one_line(each['description'])}"
            for each in links.values()
        ]
        return paragraphs(self.heading("after it", "after"), "\n".join(lines)) if lines else ""


def note_of(example: dict[str, Any]) -> str:
    """What an example says about itself, besides its summary."""
    note: str = example.get("description", "")
    return note


def one_line(text: str) -> str:
    """A text without its line breaks."""
    return " ".join(text.split())


def compact(value: Any) -> str:
    """A value in one line: JSON, or text as it is."""
    return inline(value) if isinstance(value, str) else inline_json(value)

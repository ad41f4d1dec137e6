"""The document as the pages need it: operations, bodies, answers, failures, no references."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from scripts.overlay import is_list, is_object

JSON = "application/json"
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


@dataclass(frozen=True)
class Document:
    """The document, to be asked for what its references stand for."""

    raw: dict[str, Any]

    def resolve(self, node: Any) -> Any:
        """A node with what it refers to; what stands beside a `$ref` goes before what it names."""
        if not is_object(node) or "$ref" not in node:
            return node
        beside = {key: value for key, value in node.items() if key != "$ref"}
        return {**self.resolve(self.target(node["$ref"])), **beside}

    def target(self, reference: str) -> Any:
        """The node that `#/a/b` points to."""
        node: Any = self.raw
        for step in reference.removeprefix("#/").split("/"):
            key = step.replace("~1", "/").replace("~0", "~")
            node = node[int(key) if is_list(node) else key]
        return node

    def inside(self, schema: Any) -> dict[str, Any]:
        """The object that a schema is about: a list's items, what is there if not null."""
        schema = self.resolve(schema)
        if "items" in schema:
            return self.inside(schema["items"])
        for branch in schema.get("anyOf", []):
            found = self.inside(branch)
            if "properties" in found:
                return found
        return dict(schema)

    @property
    def operations(self) -> "list[Operation]":
        """All operations, in the order of the document."""
        return [
            Operation(self, method, path, definition)
            for path, item in self.raw["paths"].items()
            for method, definition in item.items()
            if method in METHODS
        ]

    def operations_of(self, tag: str) -> "list[Operation]":
        """The operations of a tag."""
        return [each for each in self.operations if tag in each.definition["tags"]]

    def grade(self, node: Any) -> str:
        """How far a node can be trusted; empty in a document without grades."""
        default: str = self.raw.get("x-evidence", {}).get("default", "")
        return node.get("x-evidence", default) if is_object(node) else default

    @property
    def failures(self) -> "list[Failure]":
        """The catalogue of errors: each example of an answer that nobody asked for."""
        return [
            Failure(name, example)
            for name, example in self.raw["components"]["examples"].items()
            if "x-remedy" in example
        ]


@dataclass(frozen=True)
class Failure:
    """An example of an answer that nobody asked for.

    Attributes:
        name: Its name among the examples of the document.
        example: The example, with its summary, value, remedy and grade.
    """

    name: str
    example: dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """What an operation may answer.

    Attributes:
        status: "200".
        definition: The response, resolved.
        media_type: Of its body.
        content: The media type object: schema and examples.
    """

    status: str
    definition: dict[str, Any]
    media_type: str
    content: dict[str, Any]

    @property
    def failed(self) -> bool:
        """Whether the status tells a failure."""
        return self.status[0] in "45"


@dataclass(frozen=True)
class Operation:
    """An operation of the document."""

    document: Document
    method: str
    path: str
    definition: dict[str, Any]

    @property
    def name(self) -> str:
        """The operationId: the anchor in every language."""
        name: str = self.definition["operationId"]
        return name

    @property
    def tag(self) -> str:
        """The tag, and with it the page."""
        tag: str = self.definition["tags"][0]
        return tag

    @property
    def parameters(self) -> list[dict[str, Any]]:
        """What is sent in the path."""
        return [self.document.resolve(each) for each in self.definition.get("parameters", [])]

    @property
    def body(self) -> dict[str, Any] | None:
        """The request body, resolved; None where the operation takes none."""
        body: dict[str, Any] | None = self.document.resolve(self.definition.get("requestBody"))
        return body

    @property
    def body_content(self) -> dict[str, Any]:
        """Schema and examples of the body; empty where there is none."""
        content: dict[str, Any] = (self.body or {}).get("content", {}).get(JSON, {})
        return content

    @property
    def answers(self) -> list[Answer]:
        """All answers, in the order of the document."""
        return [*self._answers()]

    def _answers(self) -> Iterator[Answer]:
        for status, node in self.definition["responses"].items():
            response = self.document.resolve(node)
            ((media_type, content),) = response["content"].items()
            yield Answer(status, response, media_type, content)

    def sure_schema(self, answer: Answer) -> dict[str, Any]:
        """The schema of the answer that was asked for: what else may come is marked x-failure."""
        schema = self.document.resolve(answer.content["schema"])
        branches = [self.document.resolve(each) for each in schema.get("anyOf", [schema])]
        wanted: dict[str, Any]
        (wanted,) = [each for each in branches if not each.get("x-failure")] or [schema]
        return wanted

"""The parts of an operation that can have a grade: parameters, bodies, fields, answers."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from scripts.build_docs.document import Document, Operation


@dataclass(frozen=True)
class Part:
    """A part of an operation.

    Attributes:
        kind: "parameter", "request", "field" or "answer".
        anchor: The end of its anchor in the documentation: "200.data.id".
        node: What the document says of it, resolved.
        required: Whether it must be there; None where that is no question.
    """

    kind: str
    anchor: str
    node: dict[str, Any]
    required: bool | None = None

    @property
    def requested(self) -> bool:
        """Whether a caller sends it; what is answered stands below its status."""
        return not self.anchor[:3].isdigit()


def parts_of(operation: Operation) -> Iterator[Part]:
    """All parts of an operation, in the order of the document."""
    document = operation.document
    for parameter in operation.parameters:
        schema = document.resolve(parameter["schema"])
        yield Part("parameter", parameter["name"], schema, required=parameter["required"])
    if operation.body is not None:
        yield Part("request", "request", operation.body, required=operation.body["required"])
    for prefix, branch in bodies_of(operation):
        yield from fields_of(document, branch, prefix)
    for answer in operation.answers:
        yield Part("answer", answer.status, answer.definition)
        if not answer.failed:
            yield from fields_of(document, operation.sure_schema(answer), f"{answer.status}.")


def bodies_of(operation: Operation) -> Iterator[tuple[str, dict[str, Any]]]:
    """What an operation takes, or one object for each type, behind the beginning of its anchors."""
    document = operation.document
    schema = document.resolve(operation.body_content.get("schema", {}))
    mapping = schema.get("discriminator", {}).get("mapping", {})
    branches = {f"{kind}.": document.target(where) for kind, where in mapping.items()}
    yield from (branches or {"": schema}).items()


def fields_of(document: Document, schema: Any, prefix: str) -> Iterator[Part]:
    """The fields of a schema at every depth."""
    found = document.inside(schema)
    for name, node in found.get("properties", {}).items():
        required = name in found.get("required", [])
        yield Part("field", f"{prefix}{name}", document.resolve(node), required=required)
        yield from fields_of(document, node, f"{prefix}{name}.")

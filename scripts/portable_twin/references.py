"""References inside a document, and the node that one stands for."""

from collections.abc import Mapping
from typing import Any

SCHEMAS = "#/components/schemas/"


class TwinRefused(ValueError):
    """The twin cannot be derived; the text is one sentence that says why."""


def target(document: Mapping[str, Any], reference: str) -> Any:
    """The node that `#/a/b` points to.

    Raises:
        TwinRefused: There is none.
    """
    node: Any = document
    try:
        for step in reference.removeprefix("#/").split("/"):
            node = node[step.replace("~1", "/").replace("~0", "~")]
    except (KeyError, TypeError):
        raise TwinRefused(f"{reference}: the document has no such place") from None
    return node


def resolved(document: Mapping[str, Any], node: Mapping[str, Any]) -> dict[str, Any]:
    """A node, or what its reference leads to; what stands beside a reference prevails."""
    if "$ref" not in node:
        return dict(node)
    beside = {key: value for key, value in node.items() if key != "$ref"}
    return resolved(document, target(document, node["$ref"])) | beside


def schema_name(document: Mapping[str, Any], node: Mapping[str, Any]) -> str:
    """The name of the schema at the end of the references of a node."""
    inner = target(document, node["$ref"])
    return schema_name(document, inner) if "$ref" in inner else node["$ref"].rpartition("/")[2]

"""What the document says to people, as opposed to what it says to machines."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from scripts.overlay import is_list, is_object

Place = tuple[str | int, ...]

# Strings under these keys are for people; lists and objects of strings too.
PEOPLE = {
    *("title", "summary", "description"),
    *("x-remedy", "x-enum-descriptions", "x-displayName"),
    *("twice", "outcome"),  # of x-repetition
    *("page", "here", "why"),  # of x-differences
    "grades",  # of x-evidence
    *("x-outcome", "x-outcomes"),  # of workflows
}
# What the service and its callers send, and names: nobody translates it.
DATA = {
    *("value", "example", "const", "enum", "default", "x-default", "required", "mapping"),
    *("security", "x-enum-varnames", "x-telephone-numbers"),
    *("payload", "outputs"),  # of workflows
}
# Strings that machines read.
MACHINES = {
    *("openapi", "version", "name", "url", "$ref", "operationId", "in", "scheme"),
    *("type", "format", "pattern", "propertyName", "x-same-digits-as", "x-ends-with"),
    *("x-evidence", "evidence", "may", "where", "tags"),
    *("arazzo", "workflowId", "stepId", "contentType", "context", "condition", "reference"),
}
# Under these keys stand names of the document's own, which are no keywords.
NAMED = {
    *("properties", "dependentSchemas", "schemas", "responses", "securitySchemes", "headers"),
    *("paths", "content", "links", "examples", "x-outside-operations"),
    *("options", "faults"),  # of what the sandbox's code says
    "failureActions",  # of workflows
}


class UnknownKeyword(ValueError):
    """A string stands where nobody has said whether it is for people."""


def people_texts(document: Mapping[str, Any]) -> dict[Place, str]:
    """All texts for people, by the place where they stand.

    Raises:
        UnknownKeyword: A string of which it is not known whether it is for people.
    """
    return dict(walk(document, ()))


def walk(node: Any, place: Place, *, names: bool = False) -> Iterator[tuple[Place, str]]:
    """The texts for people inside a node; `names` says that its keys are names, not keywords."""
    if is_object(node):
        for key, inner in node.items():
            known = walk if names else choose
            yield from known(inner, (*place, key))
    elif is_list(node):
        for position, inner in enumerate(node):
            yield from walk(inner, (*place, position))
    elif isinstance(node, str):
        raise UnknownKeyword(
            f"{spelt(place)}: is this text for people? Say so in scripts/people_text.py"
        )


def choose(node: Any, place: Place) -> Iterator[tuple[Place, str]]:
    """The texts for people under a keyword, the last step of the place."""
    key = str(place[-1])
    if key in PEOPLE or place == ("x-repetition", "may"):
        yield from leaves(node, place)
    elif key not in DATA and not is_data(key, node) and not (key in MACHINES and is_plain(node)):
        yield from walk(node, place, names=key in NAMED and is_object(node))


def is_data(key: str, node: Any) -> bool:
    """Whether a keyword holds data by its form: a schema's examples, what a link sends."""
    by_form = {
        "examples": is_list(node),
        "parameters": is_object(node),
        "requestBody": is_object(node) and "content" not in node,
    }
    return by_form.get(key, False)


def is_plain(node: Any) -> bool:
    """Whether a node is a string, or a list of strings as `type` may be."""
    return isinstance(node, str) or (is_list(node) and all(isinstance(i, str) for i in node))


def leaves(node: Any, place: Place) -> Iterator[tuple[Place, str]]:
    """The strings of a text, of a list of texts, or of an object of texts."""
    if isinstance(node, str):
        yield place, node
    elif is_object(node):
        for key, inner in node.items():
            yield from leaves(inner, (*place, key))
    elif is_list(node):
        for position, inner in enumerate(node):
            yield from leaves(inner, (*place, position))


def spelt(place: Place) -> str:
    """A place as people read it: `$.info.title`, `$.paths['/number'].get.summary`."""
    steps = (
        f".{step}" if re.fullmatch(r"[A-Za-z_]\w*", str(step)) else f"[{step!r}]" for step in place
    )
    return "$" + "".join(steps)

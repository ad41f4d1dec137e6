"""What a document says of each operation, so that two can be compared by what they mean.

A fact is a place, as words, and a plain value: references are followed, and what a schema is called
is a fact of its own (`$name`). Nothing here is shared with the scripts that derive the twin.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from tests.contract import is_list, is_object

Facts = dict[str, Any]
APART = {"paths", "components"}
# What these hold is data, and not looked into.
DATA = {"examples", "example", "value", "x-repetition", "x-telephone-numbers", "mapping"}


class Difference(NamedTuple):
    """Something that two documents say otherwise.

    Attributes:
        kind: removed, added or changed.
        place: Where, as far down as it concerns everything below.
        value: What stands there now; if that is several facts, an object of them. None if removed.
    """

    kind: str
    place: str
    value: Any


def differences(old: Facts, new: Facts) -> list[Difference]:
    """What the new facts say otherwise than the old ones."""
    changed = [
        Difference("changed", place, new[place])
        for place in old
        if place in new and old[place] != new[place]
    ]
    removed = [Difference("removed", place, None) for place in whole(old, new)]
    return (
        changed
        + removed
        + [Difference("added", place, at(new, place)) for place in whole(new, old)]
    )


def whole(facts: Facts, others: Facts) -> list[str]:
    """The places of facts of which the others know nothing, nor of anything below."""
    known = {start for place in others for start in starts(place)}
    lacking = (start for place in facts for start in starts(place) if start not in known)
    found: dict[str, None] = {}
    for place in lacking:
        if not any(start in found for start in starts(place)):
            found[place] = None
    return [*found]


def starts(place: str) -> Iterator[str]:
    """A place and all above it, the highest first."""
    words = place.split(" ")
    yield from (" ".join(words[:length]) for length in range(1, len(words) + 1))


def at(facts: Facts, place: str) -> Any:
    """What is said at a place: a value, or an object of facts."""
    below = {
        name[len(place) + 1 :]: value
        for name, value in facts.items()
        if f"{name} ".startswith(f"{place} ")
    }
    return below.get("", below)


def facts(document: dict[str, Any]) -> Facts:
    """All facts of a document, by their places."""
    found: Facts = {}
    for key, value in document.items():
        if key not in APART:
            found |= flat(document, value, key)
    found |= flat(document, document["components"]["securitySchemes"], "securitySchemes")
    for path, item in document["paths"].items():
        for method, operation in item.items():
            name = operation["operationId"]
            found |= {f"{name} at": f"{method} {path}"} | flat(document, operation, name)
    return found


def flat(document: dict[str, Any], node: Any, place: str) -> Facts:
    """The facts of a node and of what is in it."""
    found: Facts = {}
    if is_object(node) and place.rpartition(" ")[2] not in DATA:
        while "$ref" in node:
            found.setdefault(f"{place} $name", node["$ref"].rpartition("/")[2])
            beside = {key: value for key, value in node.items() if key != "$ref"}
            node = target(document, node["$ref"]) | beside
        found |= {} if node else {f"{place} $empty": True}
        for key, value in node.items():
            found |= flat(document, value, f"{place} {key}")
    elif is_list(node) and any(is_object(each) for each in node) and not is_data(place):
        for name, each in names(node):
            found |= flat(document, each, f"{place} {name}")
    else:
        found[place] = node
    return found


def is_data(place: str) -> bool:
    """Whether a place holds data."""
    return place.rpartition(" ")[2] in DATA


def names(items: list[Any]) -> Iterator[tuple[str, Any]]:
    """The items of a list, each by what tells it apart."""
    for position, each in enumerate(items):
        own = each.get("$ref", each.get("name", position)) if is_object(each) else position
        yield str(own).rpartition("/")[2], each


def target(document: dict[str, Any], reference: str) -> dict[str, Any]:
    """The node that a reference names."""
    node: Any = document
    for step in reference.removeprefix("#/").split("/"):
        node = node[step]
    found: dict[str, Any] = node
    return found

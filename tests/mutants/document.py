"""Mutants of the document: every promise of a kind is weakened, moved or dropped in turn.

The document is read, changed, and written anew; the healthy one that they are compared with is
written in the same way, so that nothing but the change is different.
"""

import copy
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import yaml

from tests.contract import is_list, is_object
from tests.mutants.mutant import Mutant, difference

FILE = "openapi.yaml"
# A change of a node in place, and which kind it is.
Change = tuple[str, Callable[[Any], object]]
Path = tuple[str | int, ...]
BOUNDS = {
    **dict.fromkeys(("minimum", "minLength", "minItems"), -1),
    **dict.fromkeys(("maximum", "maxLength", "maxItems"), 1),
}
# Keywords whose loss lets more through, or says less.
KEYWORDS = (
    *("pattern", "format", "const", "default", "uniqueItems", "discriminator"),
    *("additionalProperties", "unevaluatedProperties", "x-evidence", "security"),
)
# Where a link has what it sends, in place of the schema that is called so elsewhere.
LINKED = ("requestBody", ("links",))
MAPPINGS = {"properties", "responses", "links", "examples", "headers", "patternProperties"}


def written(document: Any) -> str:
    """The document as text: as JSON, which is YAML too, and is written a hundred times as fast."""
    return msgspec.json.format(msgspec.json.encode(document), indent=1).decode() + "\n"


def read(text: str) -> Any:
    """The document as it is read, things that have two places once."""
    return yaml.safe_load(text)


def mutants_of(healthy: str) -> Iterator[Mutant]:
    """Every mutant of the document, each once."""
    document = read(healthy)
    before = written(document)
    texts = {before}
    for path, (kind, change) in _changes(document):
        text = written(_changed(document, path, change))
        if text not in texts:
            texts.add(text)
            yield Mutant(FILE, _pointer(path), kind, *difference(before, text), text)


def _changes(document: Any) -> Iterator[tuple[Path, Change]]:
    for path, node in _nodes(document, (), set()):
        # The names of a mapping are no keywords, but for those that are both.
        named = bool(path) and path[-1] in MAPPINGS
        if is_object(node):
            found = _renamed(path, node) if named else _of_keywords(node)
            yield from ((path, change) for change in found)


def _nodes(node: Any, path: Path, seen: set[int]) -> Iterator[tuple[Path, Any]]:
    """Every mapping and list with its path; those that have several only by the first."""
    if not (is_object(node) or is_list(node)) or id(node) in seen:
        return
    seen.add(id(node))
    yield path, node
    for key, below in node.items() if is_object(node) else enumerate(node):
        # What an example shows and a link sends is data.
        if key not in {"example", "value", "x-codeSamples"} and (key, path[-2:-1]) != LINKED:
            yield from _nodes(below, (*path, key), seen)


def _of_keywords(node: dict[str, Any]) -> Iterator[Change]:
    """What can be done to a schema, a parameter, an answer or an operation."""
    required = node.get("required")
    if is_list(required):
        for index, name in enumerate(required):
            yield f"required {name} dropped", _drop("required", index)
    if isinstance(required, bool):
        yield "required turned", _put("required", not required)
    if is_list(node.get("enum")):
        yield from _of_enum(node["enum"])
    for key, step in BOUNDS.items():
        if isinstance(node.get(key), int):
            yield f"{key} weakened", _put(key, node[key] + step)
            yield f"{key} tightened", _put(key, node[key] - step)
    for key in KEYWORDS:
        if key in node:
            yield f"{key} dropped", _drop(key)
    if isinstance(node.get("type"), str) and "properties" not in node:
        yield "type widened", _put("type", [node["type"], "boolean"])


def _of_enum(values: list[Any]) -> Iterator[Change]:
    more = f"{values[0]}_more" if isinstance(values[0], str) else max(values) + 1
    yield "enum widened", _put("enum", [*values, more])
    for index, value in enumerate(values):
        yield f"enum value {value} dropped", _drop("enum", index)


def _renamed(path: Path, node: dict[str, Any]) -> Iterator[Change]:
    """What can be done to things that have names: properties, answers, examples."""
    kind = str(path[-1])
    for name, following in zip(node, [*node][1:], strict=False):
        if kind == "examples" or (kind == "properties" and _shows(node[name], node[following])):
            yield f"{kind} swapped", _swap(kind, name, following)
    for name in node:
        if kind == "properties":
            yield f"{name} renamed", _rename(name)
        yield f"{kind} {name} dropped", _drop(name)


def _shows(first: Any, second: Any) -> bool:
    """Whether both have examples, and others."""
    if not (is_object(first) and is_object(second)):
        return False
    shown = first.get("examples"), second.get("examples")
    return None not in shown and shown[0] != shown[1]


def _swap(kind: str, first: str, second: str) -> Callable[[Any], object]:
    def change(node: Any) -> None:
        if kind == "examples":
            node[first], node[second] = node[second], node[first]
            return
        one, other = {**node[first]}, {**node[second]}
        one["examples"], other["examples"] = other["examples"], one["examples"]
        node[first], node[second] = one, other

    return change


def _rename(name: str) -> Callable[[Any], object]:
    def change(node: Any) -> None:
        renamed = {f"{key}_renamed" if key == name else key: node[key] for key in node}
        node.clear()
        node.update(renamed)

    return change


def _drop(*path: str | int) -> Callable[[Any], object]:
    def change(node: Any) -> None:
        for key in path[:-1]:
            node = node[key]
        del node[path[-1]]

    return change


def _put(key: str, value: Any) -> Callable[[Any], object]:
    def change(node: Any) -> None:
        node[key] = value

    return change


def _changed(node: Any, path: Path, change: Callable[[Any], object]) -> Any:
    """The document with a change, of which only what lies on the way is copied."""
    if not path:
        changed = copy.deepcopy(node)
        change(changed)
        return changed
    around = copy.copy(node)
    around[path[0]] = _changed(node[path[0]], path[1:], change)
    return around


def _pointer(path: Path) -> str:
    return "#/" + "/".join(str(key).replace("~", "~0").replace("/", "~1") for key in path)

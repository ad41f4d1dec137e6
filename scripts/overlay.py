"""OpenAPI Overlays: what a derived document changes in openapi.yaml.

Overlay 1.0, read strictly: an action's target is one node. A target that finds nothing, or more
than one node, is a mistake in the Overlay, or a change of the document that nobody followed up.
"""

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeGuard

from jsonpath_ng.exceptions import JSONPathError
from jsonpath_ng.ext.parser import parse

from scripts.plain_yaml import load_yaml

VERSION = "1.0.0"
FIELDS = {"target", "description", "update", "remove"}


class OverlayRefused(ValueError):
    """An Overlay cannot be applied; the text is one sentence that names the action."""


@dataclass(frozen=True)
class Action:
    """A step of an Overlay.

    Attributes:
        place: Which one it is, for people: its number from 1, and its target.
        target: The JSONPath of the one node that it changes.
        remove: Whether the node goes.
        update: What to merge into an object, or to append to a list.
        extensions: Its `x-` fields.
    """

    place: str
    target: str
    remove: bool
    update: Any
    extensions: Mapping[str, Any]


def load_overlay(path: Path) -> list[Action]:
    """The actions of an Overlay file.

    Raises:
        OverlayRefused: It is no Overlay 1.0, or an action is none.
    """
    overlay: Any = load_yaml(path.read_text(encoding="utf-8"))
    if not is_object(overlay) or overlay.get("overlay") != VERSION or "actions" not in overlay:
        raise OverlayRefused(
            f"{path}: an Overlay was expected, with `overlay: {VERSION}` and actions"
        )
    return [read_action(number, fields) for number, fields in enumerate(overlay["actions"], 1)]


def read_action(number: int, fields: Any) -> Action:
    """An action as it stands in an Overlay.

    Raises:
        OverlayRefused: It has no target, an unknown field, or not exactly one thing to do.
    """
    if not is_object(fields) or not isinstance(fields.get("target"), str):
        raise OverlayRefused(f"action {number}: a target was expected, {fields!r:.60} came")
    place = f"action {number} ({fields['target']})"
    extensions = {name: value for name, value in fields.items() if name.startswith("x-")}
    if unknown := fields.keys() - FIELDS - extensions.keys():
        raise OverlayRefused(f"{place}: Overlay 1.0 has no field {', '.join(sorted(unknown))}")
    remove, update = fields.get("remove", False), fields.get("update")
    if remove is (update is not None) or remove not in (True, False):
        raise OverlayRefused(f"{place}: either an update or `remove: true` was expected")
    return Action(place, fields["target"], remove, update, extensions)


def apply_overlay(document: Mapping[str, Any], actions: list[Action]) -> dict[str, Any]:
    """A copy of a document with each action carried out, one after the other.

    Raises:
        OverlayRefused: An action finds no node or several, or cannot change the one that it finds.
    """
    changed: dict[str, Any] = unshared(document)
    for action in actions:
        carry_out(action, changed)
    return changed


def carry_out(action: Action, document: dict[str, Any]) -> None:
    """Change the one node that an action is about."""
    match = find(action, document)
    if action.remove:
        if match.context is None:
            raise OverlayRefused(f"{action.place}: the whole document cannot be removed")
        del match.context.value[key_of(match)]
    elif is_list(match.value):
        match.value.append(copy.deepcopy(action.update))
    elif is_object(match.value) and is_object(action.update):
        merge(match.value, action.update)
    else:
        raise OverlayRefused(
            f"{action.place}: an object takes an object and a list an item, but"
            f" {type(match.value).__name__} met {type(action.update).__name__}"
        )


def find(action: Action, document: Mapping[str, Any]) -> Any:
    """The one match of an action's target.

    Raises:
        OverlayRefused: There is none, there are several, or the target is no JSONPath.
    """
    try:
        matches = parse(action.target).find(document)
    except JSONPathError as error:
        raise OverlayRefused(f"{action.place}: no JSONPath: {error}") from None
    if len(matches) != 1:
        raise OverlayRefused(f"{action.place}: one node was expected, {len(matches)} were found")
    return matches[0]


def key_of(match: Any) -> str | int:
    """The key or the position of a match inside what holds it."""
    steps: tuple[str | int, ...] = getattr(match.path, "fields", None) or match.path.indices
    return steps[0]


def merge(node: dict[str, Any], update: Mapping[str, Any]) -> None:
    """Merge an update into an object: objects into objects, lists behind lists, else replace."""
    for key, value in update.items():
        there = node.get(key)
        if is_object(there) and is_object(value):
            merge(there, value)
        elif is_list(there) and is_list(value):
            there.extend(copy.deepcopy(value))
        else:
            node[key] = copy.deepcopy(value)


def unshared(node: Any) -> Any:
    """A copy in which no node stands twice, as YAML's aliases make it."""
    if is_object(node):
        return {key: unshared(value) for key, value in node.items()}
    return [unshared(item) for item in node] if is_list(node) else node


def is_object(node: Any) -> TypeGuard[dict[str, Any]]:
    """Whether a node is an object."""
    return isinstance(node, dict)


def is_list(node: Any) -> TypeGuard[list[Any]]:
    """Whether a node is a list."""
    return isinstance(node, list)

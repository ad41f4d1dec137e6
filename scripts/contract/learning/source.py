"""The document as text, changed at places: comments, order and style of all else stay."""

import re
from typing import Any

import yaml

from ..document import one_line
from .shapes import quoted


class CannotEdit(Exception):
    """The text at a place has a form that is not changed here; the text says which place."""


class Source:
    """A YAML text. Edits are collected, and made all at once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._root = yaml.compose(text, Loader=yaml.SafeLoader)
        self._edits: list[tuple[int, int, str]] = []
        self._dropped: dict[int, list[str]] = {}

    def changed(self) -> str:
        """The text with all edits."""
        text = self.text
        for start, end, new in sorted(self._edits, reverse=True):
            text = text[:start] + new + text[end:]
        return text

    def grade(self, place: str, grade: str) -> None:
        """Set the grade that stands at a place. Raises CannotEdit."""
        node = self._child(self._at(place), "x-evidence")
        self._replace(node, grade)

    def add_property(self, place: str, lines: list[str]) -> None:
        """Add a property to a schema; the last step of the place is its name. Raises CannotEdit."""
        holder, _, name = place.rpartition("/")
        name = name.replace("~1", "/").replace("~0", "~")
        properties = self._block(self._at(holder), holder)
        indent = properties.start_mark.column
        told = [f"{quoted(name)}:", *(f"  {line}" for line in lines)]
        self._insert_below(properties.value[-1][0], indent, told)

    def add_kind(self, place: str, kind: str) -> None:
        """Let a property have another type as well. Raises CannotEdit."""
        node = self._at(place)
        kind = quoted(kind)
        keys = {key.value: value for key, value in self._pairs(node, place)}
        if "$ref" in keys:
            self._wrap(node, keys, kind)
        elif isinstance(keys.get("anyOf"), yaml.SequenceNode):
            self._append(keys["anyOf"], f"type: {kind}", flow=f"{{type: {kind}}}")
        elif "type" in keys and not keys.keys() & {"enum", "const"}:
            self._widen(keys["type"], kind)
        else:
            raise CannotEdit(place)

    def add_code(self, place: str, code: Any, description: str) -> None:
        """Add a value to an enumeration, with its name and its description. Raises CannotEdit."""
        name = re.sub(r"\W", "_", str(code)).upper()
        name = name if re.match("[A-Z]", name) else f"CODE_{name}"
        for key, item in (
            ("enum", quoted(code)),
            ("x-enum-varnames", name),
            ("x-enum-descriptions", description),
        ):
            self._append(self._child(self._at(place), key), item)

    def drop_required(self, place: str) -> None:
        """Let a property be optional. Raises CannotEdit, as for the last one that is required."""
        schema, _, name = place.rpartition("/")
        required = self._child(self._at(schema.removesuffix("/properties")), "required")
        dropped = self._dropped.setdefault(id(required), [])
        item = next((item for item in required.value if item.value == name), None)
        if item is None or len(dropped) + 1 == len(required.value):
            raise CannotEdit(place)
        dropped.append(name)
        if required.flow_style:
            self._drop_from_line(required, dropped)
            return
        start = self.text.rindex("\n", 0, item.start_mark.index)
        self._edits.append((start, item.end_mark.index, ""))

    def _drop_from_line(self, required: Any, dropped: list[str]) -> None:
        """Write a list in a line anew, in the place of what was written before."""
        span = (required.start_mark.index, required.end_mark.index)
        left = [self._text(item) for item in required.value if item.value not in dropped]
        self._edits = [edit for edit in self._edits if edit[:2] != span]
        self._edits.append((*span, f"[{', '.join(left)}]"))

    def _at(self, place: str) -> Any:
        node: Any = self._root
        for step in place.removeprefix("#").split("/")[1:]:
            name = step.replace("~1", "/").replace("~0", "~")
            node = (
                self._child(node, name)
                if isinstance(node, yaml.MappingNode)
                else node.value[int(name)]
            )
        return node

    def _child(self, node: Any, name: str) -> Any:
        for key, value in self._pairs(node, name):
            if key.value == name:
                return value
        raise CannotEdit(name)

    def _pairs(self, node: Any, place: str) -> list[tuple[Any, Any]]:
        if not isinstance(node, yaml.MappingNode):
            raise CannotEdit(place)
        pairs: list[tuple[Any, Any]] = node.value
        return pairs

    def _block(self, node: Any, place: str) -> Any:
        if not isinstance(node, yaml.MappingNode) or node.flow_style or not node.value:
            raise CannotEdit(place)
        return node

    def _replace(self, node: Any, new: str) -> None:
        self._edits.append((node.start_mark.index, node.end_mark.index, new))

    def _widen(self, node: Any, kind: str) -> None:
        if isinstance(node, yaml.ScalarNode):
            self._replace(node, f"[{self._text(node)}, {kind}]")
        else:
            self._append(node, kind)

    def _text(self, node: Any) -> str:
        return self.text[node.start_mark.index : node.end_mark.index]

    def _wrap(self, node: Any, keys: dict[str, Any], kind: str) -> None:
        """Let a reference be one of two branches."""
        reference = self._text(keys["$ref"])
        branches = ["anyOf:", f"  - $ref: {reference}", f"  - type: {kind}"]
        if not node.flow_style:
            start = next(key for key, _ in node.value if key.value == "$ref").start_mark
            text = f"\n{' ' * start.column}".join(branches)
            self._edits.append((start.index, keys["$ref"].end_mark.index, text))
            return
        line = self.text.rindex("\n", 0, node.start_mark.index) + 1
        indent = re.match(" *", self.text[line:])
        deeper = " " * (len(indent[0] if indent else "") + 2)
        rest = [
            f"{key.value}: {self._text(value)}" for key, value in node.value if key.value != "$ref"
        ]
        if "description" not in keys:
            told = self._described(keys["$ref"].value)
            rest.insert(0, f"description: {told}")
        text = "".join(f"\n{deeper}{part}" for part in [*rest, *branches])
        # The space before the mapping goes.
        self._edits.append((node.start_mark.index - 1, node.end_mark.index, text))

    def _described(self, place: str) -> str:
        """The description of what a reference leads to, in quotes."""
        return quoted(one_line(str(self._child(self._at(place), "description").value)))

    def _append(self, node: Any, item: str, flow: str = "") -> None:
        """Add an item to a list, which is written in a line or in several."""
        if not isinstance(node, yaml.SequenceNode) or not node.value:
            raise CannotEdit("a list")
        if node.flow_style:
            end = node.value[-1].end_mark.index
            text = flow or item
            # A plain text ends in a list at a comma.
            text = quoted(text) if not flow and re.search(r"[,\[\]{}]", text) else text
            self._edits.append((end, end, f", {text}"))
        else:
            self._insert_below(node.value[-1], node.start_mark.column, [f"- {item}"])

    def _insert_below(self, node: Any, indent: int, lines: list[str]) -> None:
        """Insert lines below an entry, and all that is indented deeper than it."""
        text = self.text
        end = text.find("\n", node.start_mark.index)
        while end >= 0:
            following = text[end + 1 : (text.find("\n", end + 1) + 1 or len(text) + 1) - 1]
            depth = len(following) - len(following.lstrip())
            if not following.strip() or depth <= indent:
                break
            end = text.find("\n", end + 1)
        end = len(text) if end < 0 else end
        told = "".join(f"\n{' ' * indent}{line}" for line in lines)
        self._edits.append((end, end, told))

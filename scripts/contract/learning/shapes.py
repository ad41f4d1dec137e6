"""Values as a schema of their shape: nothing that came is written down, only what kind it was."""

import json
import re
from collections.abc import Iterator
from typing import Any

from ..document import is_list, is_object
from ..masks import masked_text
from ..reading import kind_of

SEEN = "Seen in recorded traffic; its meaning is unknown."
LONGEST = 40
SAMPLES: dict[str, Any] = {"integer": 1, "number": 1.5, "boolean": True, "null": None}
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_WORDS = {"null", "true", "false", "yes", "no", "on", "off", "y", "n"}


def quoted(value: Any) -> str:
    """A value as YAML, in quotes where it would be read as something else."""
    if isinstance(value, str) and _NAME.fullmatch(value) and value.lower() not in _WORDS:
        return value
    return json.dumps(value, ensure_ascii=False)


def shape(text: str) -> str:
    """A text with its letters and digits replaced."""
    text = re.sub(r"\d", "0", text[:LONGEST])
    text = re.sub(r"[^\W\d_]", lambda match: "X" if match[0].isupper() else "x", text)
    return re.sub(r"[^\sXx0_.:/@-]", "-", text)


def schema_lines(values: list[Any], description: str = SEEN) -> list[str]:
    """The lines of a schema of values, as they stand in YAML, without indentation."""
    return [*_schema(values, description)]


def _schema(values: list[Any], description: str) -> Iterator[str]:
    kinds = list(dict.fromkeys(kind_of(value) for value in values))
    if {"integer", "number"} <= set(kinds):
        kinds.remove("integer")
    kinds.sort(key=lambda kind: kind == "null")
    names = [quoted(kind) for kind in kinds]
    yield f"type: {names[0] if len(names) == 1 else '[' + ', '.join(names) + ']'}"
    if "integer" in kinds:
        yield "format: int64"
    if description:
        yield f"description: {description}"
        yield "x-evidence: observed"
    if "object" in kinds:
        yield from _properties([value for value in values if is_object(value)])
    if "array" in kinds:
        yield from _items([item for value in values if is_list(value) for item in value])
    yield f"examples: [{json.dumps(_sample(values, kinds[0]), ensure_ascii=False)}]"


def _properties(values: list[dict[str, Any]]) -> Iterator[str]:
    names = dict.fromkeys(name for value in values for name in value)
    shown = [name for name in names if masked_text(name) == name]
    if shown:
        yield "properties:"
    for name in shown:
        yield f"  {quoted(name)}:"
        inside = [value[name] for value in values if name in value]
        yield from (f"    {line}" for line in schema_lines(inside))


def _items(items: list[Any]) -> Iterator[str]:
    if items:
        yield "items:"
        yield from (f"  {line}" for line in schema_lines(items, ""))


def _sample(values: list[Any], kind: str) -> Any:
    if kind == "string":
        return shape(next(value for value in values if isinstance(value, str)))
    return SAMPLES.get(kind, {} if kind == "object" else [])

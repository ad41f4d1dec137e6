"""JSON as it comes from others."""

import json
from typing import Any

from .document import is_list, is_object

# What a body is that is no JSON.
NOTHING = object()


def read_json(text: str) -> Any:
    """The value of a text, NOTHING where it has none; its texts can be written as UTF-8."""
    try:
        return _writable(json.loads(text))
    except (ValueError, RecursionError):
        return NOTHING


def _writable(value: Any) -> Any:
    """Replace halves of characters, which JSON can escape and UTF-8 cannot have."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if is_object(value):
        return {_writable(name): _writable(inner) for name, inner in value.items()}
    return [_writable(inner) for inner in value] if is_list(value) else value

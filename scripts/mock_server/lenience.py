"""What the provider is known or likely to tolerate, and the document forbids.

For people who test code that exists already, with `--lenient`. Known is that the query string of a
GET is read (observed), and that is taken in any case. All else follows from the framework, Laravel,
as that comes (inferred):

- a parameter that it was not asked for, JSON text in the query string among them, is passed over;
- the query string counts for every method, the body wins, and `name[]=1&name[]=2` is a list;
- a form is as good as JSON, and so is any media type that has json in its name;
- a body that cannot be read, or has another type, is none, so that its parameters are missing;
- digits in a text are a number, a number is its digits, true is 1, spaces around a text are off;
- null and an empty text are nothing, and so is a switch that is off;
- a page that is none is the first one;
- a number that a list names twice is named once;
- a slash at the end of a path is passed over.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import parse_qsl

from .document import Body, Schema

FORM = "application/x-www-form-urlencoded"
FIELDS = 1000
_ITEM = re.compile(r"(.+)\[[0-9]*\]", re.DOTALL)
_DIGITS = re.compile(r"[0-9]{1,18}")
_JSON = re.compile(r"[^;]*[/+]json")


def eased(body: Body, sent: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters as the provider would presumably take them."""
    branch = str(sent.get(body.discriminator, "")).strip() if body.discriminator else ""
    known = body.names.get(branch, tuple(body.properties))
    kept = {name: _eased(body.properties[name], sent[name]) for name in sent if name in known}
    if "page" in kept and not _is_page(kept["page"]):
        kept["page"] = 1
    return {name: value for name, value in kept.items() if value is not None and value != ""}


def form(text: str) -> dict[str, Any]:
    """Read a form or a query string. Raises ValueError for one of more than FIELDS fields."""
    read: dict[str, Any] = {}
    lists: dict[str, Any] = {}
    for name, value in parse_qsl(text, keep_blank_values=True, max_num_fields=FIELDS):
        item = _ITEM.fullmatch(name)
        if item is None:
            read[name] = value
        else:
            lists.setdefault(item[1], []).append(value)
    return lists | read


def is_json(content_type: str) -> bool:
    """Whether a body of this media type is read as JSON."""
    return bool(_JSON.match(content_type))


def shortened(path: str) -> str:
    """A path without slashes at its end."""
    return path.rstrip("/")


def _is_page(value: object) -> bool:
    return isinstance(value, int) and value > 0


def _eased(schema: Schema, value: Any) -> Any:
    ease = _EASE.get(str(schema.get("type")))
    value = value.strip() if isinstance(value, str) else value
    return ease(schema, value) if ease else value


def _integer(schema: Schema, value: Any) -> Any:
    if isinstance(value, bool) or (isinstance(value, str) and _DIGITS.fullmatch(value)):
        value = int(value)
    # What knows one value only is a switch.
    return None if value == 0 and "const" in schema else value


def _string(_: Schema, value: Any) -> Any:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _array(schema: Schema, value: Any) -> Any:
    if not isinstance(value, list):
        return value
    return _once(_eased(schema["items"], item) for item in value)  # pyright: ignore[reportUnknownVariableType] - JSON is of any type


def _once(items: Iterable[Any]) -> list[Any]:
    kept: dict[str, Any] = {}
    for item in items:
        kept.setdefault(repr(item), item)
    return list(kept.values())


_EASE: dict[str, Callable[[Schema, Any], Any]] = {
    "integer": _integer,
    "string": _string,
    "array": _array,
}

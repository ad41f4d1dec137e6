"""Which operation a method and a path mean."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import msgspec

from .document import Operation
from .parameters import accepts
from .refusals import Refused, cut

Methods = dict[str, Operation]


class Match(msgspec.Struct, frozen=True, gc=False):
    """An operation, and the texts that stand for its path parameters."""

    operation: Operation
    texts: Mapping[str, str]


class _Below(NamedTuple):
    operation: Operation
    parameter: str


class Routes:
    """The paths of the document below its prefix."""

    def __init__(self, prefix: str, operations: Iterable[Operation]) -> None:
        # Fixed paths are asked first: `/number/reserve` would otherwise be a number with that id.
        self._fixed: dict[str, Methods] = {}
        templates: dict[str, Methods] = {}
        for operation in operations:
            path = "/".join((prefix, *operation.segments))
            paths = templates if operation.parameters else self._fixed
            paths.setdefault(path, {})[operation.method] = operation
        # Most requests have a path without parameters, and a method that it takes.
        self._whole = {
            (method, path): Match(operation, _NO_TEXTS)
            for path, methods in self._fixed.items()
            for method, operation in methods.items()
        }
        # The others have one at their end: these are not looked for by trying one after the other.
        self._below = {
            (method, parent): _Below(operation, name)
            for path, methods in templates.items()
            for parent, name in _LAST.findall(path)
            for method, operation in methods.items()
        }
        self._templates = [(_pattern(path), methods) for path, methods in templates.items()]

    def find(self, method: str, path: str) -> Match:
        """Find the operation. Raises Refused: page_not_found or method_not_allowed."""
        match = self._whole.get((method, path))
        if match is not None:
            return match
        methods = self._fixed.get(path)
        if methods is not None:
            return Match(_allowed(methods, method), _NO_TEXTS)
        parent, _, text = path.rpartition("/")
        below = self._below.get((method, parent))
        if below is not None and text:
            return Match(below.operation, {below.parameter: text})
        return self._find_template(method, path)

    def _find_template(self, method: str, path: str) -> Match:
        for pattern, methods in self._templates:
            found = pattern.fullmatch(path)
            # A sibling such as `/number/external` is not ours: where the text is no id, the
            # template answers for its own methods alone.
            if found and (method in methods or _are_ids(methods, found.groupdict())):
                return Match(_allowed(methods, method), found.groupdict())
        raise Refused("page_not_found")


# A path whose only parameter is its last segment.
_LAST = re.compile(r"^([^{}]*)/\{(\w+)\}$")
_NO_TEXTS: Mapping[str, str] = {}


def _pattern(path: str) -> re.Pattern[str]:
    """A path with `{name}` for one segment of any text, which is that group."""
    parts = re.split(r"\{(\w+)\}", path)
    names = (f"(?P<{name}>[^/]+)" for name in parts[1::2])
    texts = map(re.escape, parts[::2])
    return re.compile("".join(text + next(names, "") for text in texts), re.DOTALL)


def _are_ids(methods: Methods, texts: Mapping[str, str]) -> bool:
    parameters = next(iter(methods.values())).parameters
    return all(accepts(parameters[name], text) for name, text in texts.items())


def _allowed(methods: Methods, method: str) -> Operation:
    if method not in methods:
        raise Refused(
            "method_not_allowed", method=cut(method, 20), allow=", ".join(sorted(methods))
        )
    return methods[method]

"""Which operation a method and a path mean."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from .document import Operation
from .parameters import accepts
from .refusals import Refused, cut

Methods = dict[str, Operation]


class Match(NamedTuple):
    """An operation, and the texts that stand for its path parameters."""

    operation: Operation
    texts: Mapping[str, str]


class Routes:
    """The paths of the document below its prefix."""

    def __init__(self, prefix: str, operations: Iterable[Operation]) -> None:
        self._prefix = prefix + "/"
        # Fixed paths are asked first: `/number/reserve` would otherwise be a number with that id.
        self._fixed: dict[tuple[str, ...], Methods] = {}
        self._templates: dict[tuple[str, ...], Methods] = {}
        for operation in operations:
            paths = self._templates if operation.parameters else self._fixed
            paths.setdefault(operation.segments, {})[operation.method] = operation

    def find(self, method: str, path: str) -> Match:
        """Find the operation. Raises Refused: page_not_found or method_not_allowed."""
        if not path.startswith(self._prefix):
            raise Refused("page_not_found")
        segments = tuple(path[len(self._prefix) :].split("/"))
        if segments in self._fixed:
            return Match(_allowed(self._fixed[segments], method), {})
        return self._find_template(method, segments)

    def _find_template(self, method: str, segments: tuple[str, ...]) -> Match:
        for template, methods in self._templates.items():
            texts = _texts(template, segments)
            # A sibling such as `/number/external` is not ours: where the text is no id, the
            # template answers for its own methods alone.
            if texts is not None and (method in methods or _are_ids(methods, texts)):
                return Match(_allowed(methods, method), texts)
        raise Refused("page_not_found")


def _texts(template: tuple[str, ...], segments: tuple[str, ...]) -> dict[str, str] | None:
    if len(template) != len(segments):
        return None
    pairs = list(zip(template, segments, strict=True))
    if any(not text or (name != text and name[0] != "{") for name, text in pairs):
        return None
    return {name[1:-1]: text for name, text in pairs if name[0] == "{"}


def _are_ids(methods: Methods, texts: Mapping[str, str]) -> bool:
    parameters = next(iter(methods.values())).parameters
    return all(accepts(parameters[name], text) for name, text in texts.items())


def _allowed(methods: Methods, method: str) -> Operation:
    if method not in methods:
        raise Refused(
            "method_not_allowed", method=cut(method, 20), allow=", ".join(sorted(methods))
        )
    return methods[method]

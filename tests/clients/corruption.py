"""Vectors that are wrong on purpose: each must turn each language red, or it proves nothing.

The server gets the corrupted vector, and the comparison the sound one.
"""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from tests.clients.answers import replaced
from tests.clients.vectors import Given, Vector
from tests.contract import is_list, is_object, items

Path = tuple[Any, ...]


def other_request(vector: Vector) -> Vector:
    """The same vector, which waits for another request: one value is another, or the path is."""
    request = vector.request
    for name in ("filters", "body"):
        sent: dict[str, Any] = getattr(request, name)
        if sent:
            changed = msgspec.structs.replace(request, **{name: _changed(vector, sent)})
            return msgspec.structs.replace(vector, request=changed)
    changed = msgspec.structs.replace(request, path=f"{request.path}0")
    return msgspec.structs.replace(vector, request=changed)


def other_answer(vector: Vector) -> Vector:
    """The same vector with another answer: one value of it is another, or it is another failure."""
    if vector.expect.delivered:
        changed = msgspec.structs.replace(vector.answer, body=_changed(vector, vector.answer.body))
        return msgspec.structs.replace(vector, answer=changed)
    status = 404 if vector.expect.error == "NotAuthenticated" else 401
    answer = Given(status=status, headers=vector.answer.headers, body={"message": "Another."})
    return msgspec.structs.replace(vector, answer=answer)


def _changed(vector: Vector, body: Any) -> Any:
    """A body with one of its values changed, another one in each vector."""
    leaves = _leaves((), body)
    path = leaves[sum(vector.id.encode()) % len(leaves)]
    value = body
    for step in path:
        value = value[step]
    return replaced(body, path, _other(value))


def _leaves(path: Path, node: Any) -> list[Path]:
    if is_object(node) or is_list(node):
        return [leaf for step, value in items(node) for leaf in _leaves((*path, step), value)]
    return [path]


def _other(value: Any) -> Any:
    match value:
        case bool():
            return not value
        case int():
            return value + 1
        case str():
            return f"9{value}"  # a price with one more zero would be the same
        case _:
            return "not null"


Corruption = Callable[[Vector], Vector]
CORRUPTIONS: Mapping[str, Corruption] = {
    "another request is expected": other_request,
    "another answer is given": other_answer,
}

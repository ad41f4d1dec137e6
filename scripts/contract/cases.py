"""Bodies that schemathesis makes up from the document: some it allows, and some it forbids."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import GenerationMode

from .caller import as_schemathesis_has_it
from .document import Document, Operation, below, is_list, is_object
from .reading import Reader

# As many are thrown for each body that is wanted, and for one that is wrong in one way only.
THROWS = 12
THROWS_FOR_WRONG = 15
# Whether generation is slow or filters much says nothing of a server.
SILENCED = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
# What the document forbids here is its own rule: no grade says that the provider refuses it.
UNSURE = ("sampled", "inferred")


def allowed(document: Document, operation: Operation, count: int, dice: int) -> list[Any]:
    """Some bodies that the document allows, each another one."""
    found: list[Any] = []
    for body in _thrown(document, operation, GenerationMode.POSITIVE, count * THROWS, dice):
        if body not in found and len(found) < count:
            found.append(body)
    return found


def forbidden(document: Document, operation: Operation, dice: int) -> list[Any]:
    """For each documented property a body in which it is wrong, and nothing else is."""
    known = sure(document, operation)
    body, reader = document.body(operation) or "", Reader(document)
    found: dict[str, Any] = {}
    throws = len(known) * THROWS_FOR_WRONG
    for value in _thrown(document, operation, GenerationMode.NEGATIVE, throws, dice):
        if value.keys() <= document.at(body)["properties"].keys():
            places = {name: below(body, "properties", name) for name in value}
            wrong = [name for name in value if not reader.is_valid(places[name], value[name])]
            if len(wrong) == 1 and wrong[0] in known:
                found.setdefault(wrong[0], value)
    return [*found.values()]


def sure(document: Document, operation: Operation) -> list[str]:
    """The properties of an operation's body that the provider is known to look at."""
    body = document.body(operation)
    names = document.at(body).get("properties", {}) if body else ()
    return [name for name in names if _grade(document, body or "", name) not in UNSURE]


def _grade(document: Document, body: str, name: str) -> str:
    return document.grade(below(body, "properties", name))


def _thrown(
    document: Document, operation: Operation, mode: GenerationMode, count: int, dice: int
) -> list[dict[str, Any]]:
    return _thrown_for(document, operation.name, mode, count, dice) if count else []


@cache
def _thrown_for(
    document: Document, name: str, mode: GenerationMode, count: int, dice: int
) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    operation = document.operations[name]
    strategy = as_schemathesis_has_it(document)[operation.path][operation.method].as_strategy(
        generation_mode=mode
    )

    @seed(dice)
    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=SILENCED,
    )
    @given(strategy)
    def throw(case: Any) -> None:
        if is_object(case.body) and not any(_floats(case.body)):
            found.append(case.body)

    throw()
    return found


def _floats(value: Any) -> Iterator[bool]:
    """Whether there are floats, which JSON has for whole numbers too, and no client sends."""
    if is_object(value) or is_list(value):
        for inner in value.values() if is_object(value) else value:
            yield from _floats(inner)
    else:
        yield isinstance(value, float)

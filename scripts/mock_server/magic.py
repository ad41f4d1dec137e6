"""Magic numbers: 1999SSSKKK as a value of a request orders what shall go wrong with it.

SSS is a status, KKK which of the operation's documented answers of that status it is, from 001 on;
SSS 000 stands for the faults of the wire. No Russian number begins with 199. They count wherever a
telephone number, an id or a page may stand, in the path, the query or the body, and as the code in
the header Client, so that operations without parameters have them too.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from .answers import Answers
from .faults import WIRE, Effect, Faults, Order
from .refusals import Refused, either
from .request import Request

MARK = "1999"
MARK_IN_BYTES = MARK.encode()
# With a 7 in front it has eleven digits, as numbers have that are not to be reserved.
_MAGIC = re.compile(r"\+?7?(1999[0-9]{6})")


class MagicNumber(msgspec.Struct, frozen=True, omit_defaults=True):
    """A magic number of an operation, and what it orders: an answer, or a fault of the wire."""

    operation: str
    number: str
    status: int | None = None
    example: str | None = None
    fault: str | None = None

    @property
    def order(self) -> Order:
        """The order that it stands for."""
        return Order(status=self.status, example=self.example, fault=self.fault)


def magic_numbers(answers: Answers) -> list[MagicNumber]:
    """List all magic numbers of all operations, in the order of the document."""
    return [number for operation in answers.operations for number in _numbers(answers, operation)]


def _numbers(answers: Answers, operation: str) -> Iterator[MagicNumber]:
    counts: dict[int, int] = {}
    for answer in answers.of(operation):
        counts[answer.status] = place = counts.get(answer.status, 0) + 1
        number = f"{MARK}{answer.status}{place:03}"
        yield MagicNumber(operation, number, answer.status, answer.name)
    for place, fault in enumerate(WIRE, 1):
        yield MagicNumber(operation, f"{MARK}000{place:03}", fault=fault)


class Magic:
    """The magic numbers of a document, to look them up in requests."""

    def __init__(self, faults: Faults) -> None:
        self._faults = faults
        self._known: dict[str, dict[str, MagicNumber]] = {}
        for magic in magic_numbers(faults.answers):
            self._known.setdefault(magic.operation, {})[magic.number] = magic

    def effect(
        self, request: Request, client: str, texts: Mapping[str, str], operation: str
    ) -> Effect | None:
        """What the first magic number in a request orders; None without one.

        Raises Refused when the operation has no such number; it lists those it has.
        """
        number = next(_magic(request, client, texts), None)
        if number is None:
            return None
        known = self._known[operation]
        if number not in known:
            raise Refused(
                "wrong_parameter",
                "no_such_magic",
                name=f"The magic number of {operation}",
                expected=either(known),
                came=number,
            )
        return self._faults.effect(known[number].order, operation)


def _magic(request: Request, client: str, texts: Mapping[str, str]) -> Iterator[str]:
    for value in _values(request, client, texts):
        found = _MAGIC.fullmatch(value)
        if found:
            yield found[1]


def _values(request: Request, client: str, texts: Mapping[str, str]) -> Iterator[str]:
    yield client
    yield from texts.values()
    yield from request.query().values()
    if MARK_IN_BYTES in request.raw:
        yield from _scalars(request.raw)


def _scalars(raw: bytes) -> Iterator[str]:
    """The texts and integers inside a body, in its order; none where it is no JSON."""
    try:
        waiting: list[Any] = [msgspec.json.decode(raw)]
    except (msgspec.DecodeError, ValueError, RecursionError):
        return
    # Not by recursion: a body may be nested as deep as Python goes.
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            waiting += reversed(value.values())  # pyright: ignore[reportUnknownArgumentType, reportUnknownMemberType] - JSON is of any type
        elif isinstance(value, list):
            waiting += reversed(value)  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType] - the same
        elif isinstance(value, str):
            yield value
        elif isinstance(value, int) and 0 < value < 10**11:
            yield str(value)

"""The answers that the document has, ready to be sent in the place of another."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import msgspec

from .document import JSON, Answer, Operation
from .reply import Reply


class Documented(NamedTuple):
    """An answer of the document: the name of its example, and what is sent."""

    name: str
    reply: Reply

    @property
    def status(self) -> int:
        """The status of the answer."""
        return self.reply.status


class Answers:
    """What the document has each operation answer, successes included, in its order."""

    def __init__(self, operations: Iterable[Operation]) -> None:
        self._of: Mapping[str, tuple[Documented, ...]] = {
            operation.id: tuple(map(_documented, operation.answers)) for operation in operations
        }

    @property
    def operations(self) -> tuple[str, ...]:
        """The operations, by their ids."""
        return tuple(self._of)

    def of(self, operation: str | None) -> tuple[Documented, ...]:
        """List the answers of an operation, or of all of them."""
        if operation is None:
            return tuple(answer for answers in self._of.values() for answer in answers)
        return self._of[operation]

    def list(
        self, operation: str | None, status: int | None = None, name: str | None = None
    ) -> list[Documented]:
        """List the answers that have the status and the name; None is any."""
        return [
            answer
            for answer in self.of(operation)
            if status in (None, answer.status) and name in (None, answer.name)
        ]


def _documented(answer: Answer) -> Documented:
    json = answer.media == JSON
    content = msgspec.json.encode(answer.value) if json else str(answer.value).encode()
    headers = (("Content-Type", answer.media), *answer.headers.items())
    return Documented(answer.name, Reply(answer.status, content, headers))

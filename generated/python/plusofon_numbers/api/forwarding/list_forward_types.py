"""List the types of forwarding: GET /number/follow-types."""

from __future__ import annotations

from ...models import ForwardTypeList
from .. import Call, Operation

OPERATION = Operation(
    "listForwardTypes",
    "GET",
    "/number/follow-types",
    ForwardTypeList,
    requests=(),
    needs_body=False,
    only_reads=True,
    outcome="",
    numbers_in=None,
    once=False,
)


def call() -> Call[ForwardTypeList]:
    """A request that is ready to be sent.

    Raises:
        InvalidRequest: The document forbids one of the values.
    """
    return OPERATION.call()

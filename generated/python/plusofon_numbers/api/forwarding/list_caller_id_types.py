"""List the ways to show who is calling: GET /number/cli-types."""

from __future__ import annotations

from ...models import CallerIdTypeList
from .. import Call, Operation

OPERATION = Operation(
    "listCallerIdTypes",
    "GET",
    "/number/cli-types",
    CallerIdTypeList,
    requests=(),
    needs_body=False,
    only_reads=True,
    outcome="",
    numbers_in=None,
    once=False,
)


def call() -> Call[CallerIdTypeList]:
    """A request that is ready to be sent.

    Raises:
        InvalidRequest: The document forbids one of the values.
    """
    return OPERATION.call()

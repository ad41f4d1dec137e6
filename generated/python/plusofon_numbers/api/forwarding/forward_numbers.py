"""Forward the calls of owned numbers: POST /number/follow."""

from __future__ import annotations

from ... import models
from ...models import Done, ForwardRequest
from .. import Call, Operation

OPERATION = Operation(
    "forwardNumbers",
    "POST",
    "/number/follow",
    Done,
    requests=(
        models.SipForward,
        models.NumberForward,
        models.GroupForward,
        models.ScenarioForward,
        models.CallQueueForward,
        models.SipUriForward,
        models.BitrixForward,
        models.AmoForward,
        models.EmptyForward,
    ),
    needs_body=True,
    only_reads=False,
    outcome="See in list_numbers where calls to the numbers go; it shows titles, not codes.",
    numbers_in=None,
    once=False,
)


def call(
    forwarding: ForwardRequest,
) -> Call[Done]:
    """A request that is ready to be sent.

    Raises:
        InvalidRequest: The document forbids one of the values.
    """
    return OPERATION.call(
        forwarding,
    )

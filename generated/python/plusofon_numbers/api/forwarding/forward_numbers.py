"""Forward the calls of owned numbers: POST /number/follow."""

from ... import models
from ...models import Done
from .. import Operation

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
)

"""Forward the calls of owned numbers: POST /number/follow."""

from ...models import Done
from .. import Operation

OPERATION = Operation(
    "forwardNumbers",
    "POST",
    "/number/follow",
    Done,
    needs_body=True,
)

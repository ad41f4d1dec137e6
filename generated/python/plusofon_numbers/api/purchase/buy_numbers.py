"""Buy reserved numbers: POST /number/buy."""

from ...models import Done
from .. import Operation

OPERATION = Operation(
    "buyNumbers",
    "POST",
    "/number/buy",
    Done,
    needs_body=True,
)

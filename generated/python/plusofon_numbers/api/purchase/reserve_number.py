"""Reserve a free number: POST /number/reserve."""

from ...models import Done
from .. import Operation

OPERATION = Operation(
    "reserveNumber",
    "POST",
    "/number/reserve",
    Done,
    needs_body=True,
)

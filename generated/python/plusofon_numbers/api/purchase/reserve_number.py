"""Reserve a free number: POST /number/reserve."""

from ... import models
from ...models import Done
from .. import Operation

OPERATION = Operation(
    "reserveNumber",
    "POST",
    "/number/reserve",
    Done,
    requests=(models.ReserveNumberRequest,),
    needs_body=True,
)

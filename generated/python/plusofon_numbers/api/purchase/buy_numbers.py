"""Buy reserved numbers: POST /number/buy."""

from ... import models
from ...models import Done
from .. import Operation

OPERATION = Operation(
    "buyNumbers",
    "POST",
    "/number/buy",
    Done,
    requests=(models.BuyNumbersRequest,),
    needs_body=True,
)

"""List the owned numbers: GET /number."""

from ... import models
from ...models import NumberPage
from .. import Operation

OPERATION = Operation(
    "listNumbers",
    "GET",
    "/number",
    NumberPage,
    requests=(models.ListNumbersRequest,),
    needs_body=False,
)

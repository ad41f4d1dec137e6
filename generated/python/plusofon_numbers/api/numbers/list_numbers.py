"""List the owned numbers: GET /number."""

from ...models import NumberPage
from .. import Operation

OPERATION = Operation(
    "listNumbers",
    "GET",
    "/number",
    NumberPage,
    needs_body=False,
)

"""Search the shelf for free numbers: GET /number/search."""

from ...models import OfferPage
from .. import Operation

OPERATION = Operation(
    "searchNumbers",
    "GET",
    "/number/search",
    OfferPage,
    needs_body=False,
)

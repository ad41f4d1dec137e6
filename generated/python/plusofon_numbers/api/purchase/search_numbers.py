"""Search the shelf for free numbers: GET /number/search."""

from ... import models
from ...models import OfferPage
from .. import Operation

OPERATION = Operation(
    "searchNumbers",
    "GET",
    "/number/search",
    OfferPage,
    requests=(models.SearchNumbersRequest,),
    needs_body=False,
)

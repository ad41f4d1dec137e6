"""List the reserved numbers: GET /number/reserve."""

from ... import models
from ...models import ReservationPage
from .. import Operation

OPERATION = Operation(
    "listReservations",
    "GET",
    "/number/reserve",
    ReservationPage,
    requests=(models.ListReservationsRequest,),
    needs_body=False,
)

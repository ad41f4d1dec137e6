"""List the reserved numbers: GET /number/reserve."""

from ...models import ReservationPage
from .. import Operation

OPERATION = Operation(
    "listReservations",
    "GET",
    "/number/reserve",
    ReservationPage,
    needs_body=False,
)

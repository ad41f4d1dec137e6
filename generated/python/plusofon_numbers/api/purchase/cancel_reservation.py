"""Cancel a reservation: DELETE /number/reserve/{reserve_number_id}."""

from typing import Annotated

from msgspec import Meta

from ...models import Done
from ...types import (
    Request,
    ReservationId,
)
from .. import Operation


class Parameters(Request, kw_only=True, frozen=True):
    """What stands in the path."""

    reserve_number_id: Annotated[ReservationId, Meta(ge=1, le=9007199254740991)]
    """The id of the reservation, as listReservations shows it. Not the number's digits."""


OPERATION = Operation(
    "cancelReservation",
    "DELETE",
    "/number/reserve/{reserve_number_id}",
    Done,
    requests=(),
    needs_body=False,
)

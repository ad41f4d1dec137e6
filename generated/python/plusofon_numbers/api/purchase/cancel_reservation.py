"""Cancel a reservation: DELETE /number/reserve/{reserve_number_id}."""

from __future__ import annotations

from typing import Annotated, ClassVar

from msgspec import Meta

from ...models import Done
from ...types import (
    Request,
    ReservationId,
)
from .. import Call, Operation


class Parameters(Request, kw_only=True, frozen=True):
    """What stands in the path."""

    reserve_number_id: Annotated[ReservationId, Meta(ge=1, le=9007199254740991)]
    """The id of the reservation, as list_reservations shows it. Not the number's digits."""

    __expected__: ClassVar[dict[str, str]] = {
        "reserve_number_id": "The id of the reservation, as list_reservations shows it. Not the number's digits.",
    }


OPERATION = Operation(
    "cancelReservation",
    "DELETE",
    "/number/reserve/{reserve_number_id}",
    Done,
    requests=(),
    needs_body=False,
    only_reads=False,
    outcome="See whether list_reservations still has the reservation.",
    numbers_in=None,
    once=False,
)


def call(
    reserve_number_id: ReservationId,
) -> Call[Done]:
    """A request that is ready to be sent.

    Raises:
        InvalidRequest: The document forbids one of the values.
    """
    return OPERATION.call(
        parameters=Parameters(
            reserve_number_id=reserve_number_id,
        ),
    )

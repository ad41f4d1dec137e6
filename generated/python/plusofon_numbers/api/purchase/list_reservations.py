"""List the reserved numbers: GET /number/reserve."""

from __future__ import annotations

from msgspec import UNSET, UnsetType

from ... import models
from ...models import ReservationPage
from ...models.phone_type import PhoneTypeCode
from .. import Call, Operation

OPERATION = Operation(
    "listReservations",
    "GET",
    "/number/reserve",
    ReservationPage,
    requests=(models.ListReservationsRequest,),
    needs_body=False,
    only_reads=True,
    outcome="",
    numbers_in=None,
    once=False,
)


def call(
    *,
    phone_type: PhoneTypeCode | UnsetType = UNSET,
    page: int | UnsetType = UNSET,
) -> Call[ReservationPage]:
    """A request that is ready to be sent.

    Raises:
        InvalidRequest: The document forbids one of the values.
    """
    return OPERATION.call(
        models.ListReservationsRequest(
            phone_type=phone_type,
            page=page,
        ),
    )

"""List the owned numbers: GET /number."""

from __future__ import annotations

from msgspec import UNSET, UnsetType

from ... import models
from ...models import NumberPage
from ...models.phone_type import PhoneTypeCode
from .. import Call, Operation

OPERATION = Operation(
    "listNumbers",
    "GET",
    "/number",
    NumberPage,
    requests=(models.ListNumbersRequest,),
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
) -> Call[NumberPage]:
    """A request that is ready to be sent.

    Raises:
        InvalidRequest: The document forbids one of the values.
    """
    return OPERATION.call(
        models.ListNumbersRequest(
            phone_type=phone_type,
            page=page,
        ),
    )

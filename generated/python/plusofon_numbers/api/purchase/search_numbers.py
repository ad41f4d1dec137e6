"""Search the shelf for free numbers: GET /number/search."""

from __future__ import annotations

from msgspec import UNSET, UnsetType

from ... import models
from ...models import OfferPage
from ...models.number_class_filter import NumberClassFilterCode
from ...models.owner_type import OwnerTypeCode
from ...models.phone_type import PhoneTypeCode
from ...types import (
    RegionId,
)
from .. import Call, Operation

OPERATION = Operation(
    "searchNumbers",
    "GET",
    "/number/search",
    OfferPage,
    requests=(models.SearchNumbersRequest,),
    needs_body=False,
    only_reads=True,
    outcome="",
    numbers_in=None,
    once=False,
)


def call(
    *,
    owner_type: OwnerTypeCode | UnsetType = UNSET,
    region: RegionId | UnsetType = UNSET,
    city_code: int | UnsetType = UNSET,
    phone_number: str | UnsetType = UNSET,
    number_type: NumberClassFilterCode | UnsetType = UNSET,
    phone_type: PhoneTypeCode | UnsetType = UNSET,
    page: int | UnsetType = UNSET,
) -> Call[OfferPage]:
    """A request that is ready to be sent.

    Raises:
        InvalidRequest: The document forbids one of the values.
    """
    return OPERATION.call(
        models.SearchNumbersRequest(
            owner_type=owner_type,
            region=region,
            city_code=city_code,
            phone_number=phone_number,
            number_type=number_type,
            phone_type=phone_type,
            page=page,
        ),
    )

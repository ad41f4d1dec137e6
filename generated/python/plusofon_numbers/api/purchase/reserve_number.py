"""Reserve a free number: POST /number/reserve."""

from __future__ import annotations

from typing import Literal

from msgspec import UNSET, UnsetType

from ... import models
from ...models import Done
from ...models.owner_type import OwnerTypeCode
from ...types import (
    NationalNumber,
    NationalNumberInteger,
    digits,
)
from .. import Call, Operation

OPERATION = Operation(
    "reserveNumber",
    "POST",
    "/number/reserve",
    Done,
    requests=(models.ReserveNumberRequest,),
    needs_body=True,
    only_reads=False,
    outcome="Look the number up in list_reservations.",
    numbers_in="number",
    once=False,
)


def call(
    *,
    number: NationalNumber | NationalNumberInteger,
    owner_type: OwnerTypeCode,
    short: Literal[1] | UnsetType = UNSET,
) -> Call[Done]:
    """A request that is ready to be sent.

    Raises:
        InvalidRequest: The document forbids one of the values.
    """
    return OPERATION.call(
        models.ReserveNumberRequest(
            number=digits(number),
            owner_type=owner_type,
            short=short,
        ),
    )

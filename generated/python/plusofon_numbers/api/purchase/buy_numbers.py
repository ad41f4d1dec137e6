"""Buy reserved numbers: POST /number/buy."""

from __future__ import annotations

from collections.abc import Sequence

from ... import models
from ...models import Done
from ...models.owner_type import OwnerTypeCode
from ...types import (
    NationalNumber,
    NationalNumberInteger,
    digits,
    each,
)
from .. import Call, Operation

OPERATION = Operation(
    "buyNumbers",
    "POST",
    "/number/buy",
    Done,
    requests=(models.BuyNumbersRequest,),
    needs_body=True,
    only_reads=False,
    outcome="Look the numbers up in list_numbers and, if mobile, in list_sms_numbers.",
    numbers_in="numbers",
    once=True,
)


def call(
    *,
    numbers: Sequence[NationalNumber | NationalNumberInteger],
    owner_type: OwnerTypeCode,
) -> Call[Done]:
    """A request that is ready to be sent.

    Raises:
        InvalidRequest: The document forbids one of the values.
    """
    return OPERATION.call(
        models.BuyNumbersRequest(
            numbers=each(numbers, digits),
            owner_type=owner_type,
        ),
    )

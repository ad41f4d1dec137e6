"""List the owned numbers that exchange SMS: GET /number/sms."""

from __future__ import annotations

from msgspec import UNSET, UnsetType

from ... import models
from ...models import SmsNumberPage
from .. import Call, Operation

OPERATION = Operation(
    "listSmsNumbers",
    "GET",
    "/number/sms",
    SmsNumberPage,
    requests=(models.ListSmsNumbersRequest,),
    needs_body=False,
    only_reads=True,
    outcome="",
    numbers_in=None,
    once=False,
)


def call(
    *,
    page: int | UnsetType = UNSET,
) -> Call[SmsNumberPage]:
    """A request that is ready to be sent.

    Raises:
        InvalidRequest: The document forbids one of the values.
    """
    return OPERATION.call(
        models.ListSmsNumbersRequest(
            page=page,
        ),
    )

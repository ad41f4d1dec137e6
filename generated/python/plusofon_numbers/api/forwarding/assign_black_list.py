"""Assign a black list to owned numbers, or take it off: PATCH /number/contact-list."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import UNSET, UnsetType

from ... import models
from ...models import Done
from ...types import (
    BlackListId,
    NumberId,
    each,
)
from .. import Call, Operation

OPERATION = Operation(
    "assignBlackList",
    "PATCH",
    "/number/contact-list",
    Done,
    requests=(models.AssignBlackListRequest,),
    needs_body=True,
    only_reads=False,
    outcome="See the black list of the numbers in list_numbers.",
    numbers_in=None,
    once=False,
)


def call(
    *,
    numbers: Sequence[NumberId],
    contact_list_id: BlackListId | UnsetType = UNSET,
) -> Call[Done]:
    """A request that is ready to be sent.

    Raises:
        InvalidRequest: The document forbids one of the values.
    """
    return OPERATION.call(
        models.AssignBlackListRequest(
            contact_list_id=contact_list_id,
            numbers=each(numbers),
        ),
    )

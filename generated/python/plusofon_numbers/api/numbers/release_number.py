"""Release an owned number: DELETE /number/{number_id}."""

from __future__ import annotations

from typing import Annotated, ClassVar

from msgspec import UNSET, Meta, UnsetType

from ... import models
from ...models import Done
from ...types import (
    NumberId,
    Request,
)
from .. import Call, Operation


class Parameters(Request, kw_only=True, frozen=True):
    """What stands in the path."""

    number_id: Annotated[NumberId, Meta(ge=1, le=9007199254740991)]
    """The id of the owned number, as list_numbers shows it. Not its digits."""

    __expected__: ClassVar[dict[str, str]] = {
        "number_id": "The id of the owned number, as list_numbers shows it. Not its digits.",
    }


OPERATION = Operation(
    "releaseNumber",
    "DELETE",
    "/number/{number_id}",
    Done,
    requests=(models.ReleaseNumberRequest,),
    needs_body=False,
    only_reads=False,
    outcome="See whether list_numbers still has the number.",
    numbers_in=None,
    once=False,
)


def call(
    number_id: NumberId,
    *,
    pin: str | UnsetType = UNSET,
) -> Call[Done]:
    """A request that is ready to be sent.

    Raises:
        InvalidRequest: The document forbids one of the values.
    """
    return OPERATION.call(
        models.ReleaseNumberRequest(
            pin=pin,
        ),
        parameters=Parameters(
            number_id=number_id,
        ),
    )

"""Release an owned number: DELETE /number/{number_id}."""

from typing import Annotated

from msgspec import Meta

from ... import models
from ...models import Done
from ...types import (
    NumberId,
    Request,
)
from .. import Operation


class Parameters(Request, kw_only=True, frozen=True):
    """What stands in the path."""

    number_id: Annotated[NumberId, Meta(ge=1, le=9007199254740991)]
    """The id of the owned number, as listNumbers shows it. Not its digits."""


OPERATION = Operation(
    "releaseNumber",
    "DELETE",
    "/number/{number_id}",
    Done,
    requests=(models.ReleaseNumberRequest,),
    needs_body=False,
)

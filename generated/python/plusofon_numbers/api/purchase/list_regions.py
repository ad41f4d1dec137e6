"""List the regions and their telephone codes: GET /number/code-regions."""

from __future__ import annotations

from msgspec import UNSET, UnsetType

from ... import models
from ...models import RegionList
from .. import Call, Operation

OPERATION = Operation(
    "listRegions",
    "GET",
    "/number/code-regions",
    RegionList,
    requests=(models.ListRegionsRequest,),
    needs_body=False,
    only_reads=True,
    outcome="",
    numbers_in=None,
    once=False,
)


def call(
    *,
    type_: str | UnsetType = UNSET,
) -> Call[RegionList]:
    """A request that is ready to be sent.

    Raises:
        InvalidRequest: The document forbids one of the values.
    """
    return OPERATION.call(
        models.ListRegionsRequest(
            type_=type_,
        ),
    )

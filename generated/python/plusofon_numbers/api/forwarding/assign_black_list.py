"""Assign a black list to owned numbers, or take it off: PATCH /number/contact-list."""

from ... import models
from ...models import Done
from .. import Operation

OPERATION = Operation(
    "assignBlackList",
    "PATCH",
    "/number/contact-list",
    Done,
    requests=(models.AssignBlackListRequest,),
    needs_body=True,
)

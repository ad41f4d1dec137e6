"""Assign a black list to owned numbers, or take it off: PATCH /number/contact-list."""

from ...models import Done
from .. import Operation

OPERATION = Operation(
    "assignBlackList",
    "PATCH",
    "/number/contact-list",
    Done,
    needs_body=True,
)

"""List the types of forwarding: GET /number/follow-types."""

from ...models import ForwardTypeList
from .. import Operation

OPERATION = Operation(
    "listForwardTypes",
    "GET",
    "/number/follow-types",
    ForwardTypeList,
    requests=(),
    needs_body=False,
)

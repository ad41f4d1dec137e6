"""List the ways to show who is calling: GET /number/cli-types."""

from ...models import CallerIdTypeList
from .. import Operation

OPERATION = Operation(
    "listCallerIdTypes",
    "GET",
    "/number/cli-types",
    CallerIdTypeList,
    requests=(),
    needs_body=False,
)

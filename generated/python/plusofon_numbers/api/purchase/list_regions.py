"""List the regions and their telephone codes: GET /number/code-regions."""

from ...models import RegionList
from .. import Operation

OPERATION = Operation(
    "listRegions",
    "GET",
    "/number/code-regions",
    RegionList,
    needs_body=False,
)

"""List the regions and their telephone codes: GET /number/code-regions."""

from ... import models
from ...models import RegionList
from .. import Operation

OPERATION = Operation(
    "listRegions",
    "GET",
    "/number/code-regions",
    RegionList,
    requests=(models.ListRegionsRequest,),
    needs_body=False,
)

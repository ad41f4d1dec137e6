"""The regions that the shelf can be searched by."""

from msgspec import UNSET, UnsetType

from ..models.region import Region
from ..types import WholeAnswer


class RegionList(WholeAnswer, kw_only=True, frozen=True):
    """The regions that the shelf can be searched by."""

    code_regions: list[Region]
    """The regions."""

    success: bool | UnsetType = UNSET
    """True. A false means a failure, whatever the status."""

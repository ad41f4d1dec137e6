"""A region and its telephone codes."""

from typing import Annotated

from msgspec import Meta

from ..types import Answer, RegionId


class Region(Answer, kw_only=True, frozen=True):
    """A region and its telephone codes."""

    id: Annotated[RegionId, Meta(ge=1, le=9007199254740991)]
    """The id of a region, from list_regions."""

    title: str
    """The name of the region."""

    code: list[str]
    """The telephone codes of the region. Strings here, an integer in the search."""

"""Which page of the numbers with SMS to list."""

from typing import Annotated, ClassVar

from msgspec import UNSET, Meta, UnsetType

from ..types import Request


class ListSmsNumbersRequest(Request, kw_only=True, frozen=True):
    """Which page of the numbers with SMS to list."""

    page: Annotated[int, Meta(ge=1, le=2147483647)] | UnsetType = UNSET
    """The number of the page to answer, from 1."""

    __expected__: ClassVar[dict[str, str]] = {
        "page": "The number of the page to answer, from 1.",
    }

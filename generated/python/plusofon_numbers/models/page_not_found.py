"""What a wrong host or path is answered with, under status 200."""

from msgspec import UNSET, UnsetType

from ..models.page_not_found_error import PageNotFoundError
from ..types import Answer


class PageNotFound(Answer, kw_only=True, frozen=True):
    """What a wrong host or path is answered with, under status 200. A JSON-RPC envelope."""

    jsonrpc: str
    """The version of JSON-RPC."""

    result: None | UnsetType = UNSET
    """Null."""

    error: PageNotFoundError
    """What went wrong."""

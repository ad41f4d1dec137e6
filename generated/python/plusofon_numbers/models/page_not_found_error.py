"""The error of a JSON-RPC envelope."""

from typing import Annotated

from msgspec import UNSET, Meta, UnsetType

from ..types import Answer


class PageNotFoundError(Answer, kw_only=True, frozen=True):
    """The error of a JSON-RPC envelope."""

    code: Annotated[int, Meta(ge=-9223372036854775808, le=9223372036854775807)] | UnsetType = UNSET
    """A code of the service's own."""

    message: str | UnsetType = UNSET
    """What went wrong."""

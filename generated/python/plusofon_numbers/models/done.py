"""The request was carried out."""

from msgspec import UNSET, UnsetType

from ..types import WholeAnswer


class Done(WholeAnswer, kw_only=True, frozen=True):
    """The request was carried out. What came of it has to be looked up."""

    success: bool
    """True. A false means a failure, whatever the status."""

    message: str | UnsetType = UNSET
    """The text of an error; not expected beside success."""

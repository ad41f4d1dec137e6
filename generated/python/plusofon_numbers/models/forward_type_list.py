"""The types of forwarding that the account may set."""

from msgspec import UNSET, UnsetType

from ..models.forward_type_info import ForwardTypeInfo
from ..types import WholeAnswer


class ForwardTypeList(WholeAnswer, kw_only=True, frozen=True):
    """The types of forwarding that the account may set."""

    follow_types: list[ForwardTypeInfo]
    """The types."""

    success: bool | UnsetType = UNSET
    """True. A false means a failure, whatever the status."""

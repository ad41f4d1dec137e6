"""The ways to show who is calling."""

from msgspec import UNSET, UnsetType

from ..models.caller_id_type_info import CallerIdTypeInfo
from ..types import WholeAnswer


class CallerIdTypeList(WholeAnswer, kw_only=True, frozen=True):
    """The ways to show who is calling."""

    cli_types: list[CallerIdTypeInfo]
    """The ways."""

    success: bool | UnsetType = UNSET
    """True. A false means a failure, whatever the status."""

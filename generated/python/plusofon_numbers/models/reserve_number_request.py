"""Which number to reserve, and how."""

from typing import Annotated, ClassVar, Literal

from msgspec import UNSET, Meta, UnsetType

from ..models.owner_type import OwnerTypeCode
from ..types import NationalNumberInteger, Request


class ReserveNumberRequest(Request, kw_only=True, frozen=True):
    """Which number to reserve, and how."""

    number: Annotated[NationalNumberInteger, Meta(ge=1000000000, le=9999999999)]
    """The 10 digits of the free number, as an integer. Not an id."""

    owner_type: OwnerTypeCode
    """What the number will be used for."""

    short: Literal[1] | UnsetType = UNSET
    """Reserve for one hour. Left out, the provider decides how long."""

    __expected__: ClassVar[dict[str, str]] = {
        "number": "The 10 digits of a free or reserved number, as an integer. Not an id, and not the 11 digits that answers about reserved and owned numbers show: those begin with a 7 more. A text of these digits will do as well.",
        "owner_type": "One of 'business', 'personal'.",
        "short": "Only 1 will do.",
    }

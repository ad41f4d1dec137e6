"""Which reservations to list."""

from typing import Annotated, ClassVar

from msgspec import UNSET, Meta, UnsetType

from ..models.phone_type import PhoneTypeCode
from ..types import Request


class ListReservationsRequest(Request, kw_only=True, frozen=True):
    """Which reservations to list."""

    phone_type: PhoneTypeCode | UnsetType = UNSET
    """Presumably, only numbers of this kind."""

    page: Annotated[int, Meta(ge=1, le=2147483647)] | UnsetType = UNSET
    """The number of the page to answer, from 1."""

    __expected__: ClassVar[dict[str, str]] = {
        "phone_type": "One of 'abc' (geographic), 'def' (mobile), '800' (toll free).",
        "page": "The number of the page to answer, from 1.",
    }

"""Which free numbers to search for."""

from typing import Annotated, ClassVar

from msgspec import UNSET, Meta, UnsetType

from ..models.number_class_filter import NumberClassFilterCode
from ..models.owner_type import OwnerTypeCode
from ..models.phone_type import PhoneTypeCode
from ..types import RegionId, Request


class SearchNumbersRequest(Request, kw_only=True, frozen=True):
    """Which free numbers to search for. Every given filter must match."""

    owner_type: OwnerTypeCode | UnsetType = UNSET
    """Only numbers to be had for this use."""

    region: Annotated[RegionId, Meta(ge=1, le=9007199254740991)] | UnsetType = UNSET
    """Only numbers of the region with this id."""

    city_code: Annotated[int, Meta(ge=1, le=99999)] | UnsetType = UNSET
    """Only numbers with this telephone code. An integer here, a string in list_regions."""

    phone_number: Annotated[str, Meta(max_length=32, pattern="^[0-9?*]{1,32}\\Z")] | UnsetType = (
        UNSET
    )
    """A mask for the digits behind the city code: `?` stands for any one digit, `*` for any sequence
    of them."""

    number_type: NumberClassFilterCode | UnsetType = UNSET
    """Only numbers of this class. A string here, an integer in answers."""

    phone_type: PhoneTypeCode | UnsetType = UNSET
    """Only numbers of this kind."""

    page: Annotated[int, Meta(ge=1, le=2147483647)] | UnsetType = UNSET
    """The number of the page to answer, from 1."""

    __expected__: ClassVar[dict[str, str]] = {
        "owner_type": "One of 'business', 'personal'.",
        "region": "The id of a region, from list_regions.",
        "city_code": "Only numbers with this telephone code. An integer here, a string in list_regions.",
        "phone_number": "A mask for the digits behind the city code: `?` stands for any one digit, `*` for any sequence of them.",
        "number_type": "One of '0' (simple), '5' (bronze), '1' (silver), '2' (gold), '3' (platinum), '4' (exclusive).",
        "phone_type": "One of 'abc' (geographic), 'def' (mobile), '800' (toll free).",
        "page": "The number of the page to answer, from 1.",
    }

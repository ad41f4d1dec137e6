"""An owned number that exchanges SMS."""

from typing import Annotated, ClassVar

from msgspec import Meta

from ..models.owner_type import OwnerType
from ..models.phone_type import PhoneType
from ..models.sms_packet import SmsPacket
from ..types import Answer, NationalNumber, NumberId, PhoneNumber


class SmsNumber(Answer, kw_only=True, frozen=True):
    """An owned number that exchanges SMS. The page knows it of mobile numbers only."""

    id: Annotated[NumberId, Meta(ge=1, le=9007199254740991)]
    """The id of an owned number, as list_numbers shows it. Not its digits."""

    number: Annotated[PhoneNumber, Meta(min_length=11, max_length=11)]
    """A telephone number in international form, 11 digits without a plus."""

    phone_type: PhoneType
    """The kind of the number. New kinds may appear."""

    owner_type: OwnerType
    """What the number is rented for. New uses may appear."""

    sms_packet: SmsPacket
    """The SMS packet of the number."""

    @property
    def national_number(self) -> NationalNumber:
        """The end of it: A telephone number with its city code and without the country's, 10 digits."""
        return NationalNumber(self.number[-10:])

    __patterns__: ClassVar[dict[str, str]] = {
        "number": "[0-9]{11}",
    }
    __inside__: ClassVar[dict[str, type[Answer]]] = {
        "sms_packet": SmsPacket,
    }

"""A packet of SMS."""

from decimal import Decimal
from typing import Annotated

from msgspec import Meta, field

from ..types import (
    Answer,
)


class SmsPacket(Answer, kw_only=True, frozen=True):
    """A packet of SMS."""

    packet: str
    """The id of the packet."""

    packet_name: str
    """The name of the packet."""

    sms_amount: Annotated[int, Meta(ge=-9223372036854775808, le=9223372036854775807)]
    """How many messages the packet has."""

    price_raw: (
        Annotated[int, Meta(ge=0, le=9223372036854775807)]
        | Annotated[str, Meta(pattern="^[0-9]+\\.[0-9]{2}\\Z")]
    ) = field(name="price")
    """The price of the packet, in roubles a month (units inferred). As it came."""

    sms_remaining: Annotated[int, Meta(ge=-9223372036854775808, le=9223372036854775807)]
    """How many messages of the packet are left."""

    @property
    def price(self) -> Decimal:
        """The price of the packet, in roubles a month (units inferred)."""
        return Decimal(self.price_raw)

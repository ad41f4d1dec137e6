"""A packet of SMS."""

from decimal import Decimal
from typing import Annotated, ClassVar

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

    price_raw: Annotated[int, Meta(ge=0, le=9223372036854775807)] | str = field(name="price")
    """The price of the packet, in roubles a month (units inferred). As it came."""

    sms_remaining: Annotated[int, Meta(ge=-9223372036854775808, le=9223372036854775807)]
    """How many messages of the packet are left."""

    @property
    def price(self) -> Decimal:
        """The price of the packet, in roubles a month (units inferred)."""
        return Decimal(self.price_raw)

    __patterns__: ClassVar[dict[str, str]] = {
        "price_raw": "[0-9]+\\.[0-9]{2}",
    }
    __inside__: ClassVar[dict[str, type[Answer]]] = {}

"""A number that the account has reserved and not bought."""

from decimal import Decimal
from typing import Annotated, ClassVar

from msgspec import Meta, field

from ..models.owner_type import OwnerType
from ..models.phone_type import PhoneType
from ..types import (
    Answer,
    NationalNumber,
    PhoneNumber,
    ReservationId,
)


class Reservation(Answer, kw_only=True, frozen=True):
    """A number that the account has reserved and not bought."""

    id: Annotated[ReservationId, Meta(ge=1, le=9007199254740991)]
    """The id that list_reservations shows. That it names the reservation, and not the number once it
    is bought, is inferred."""

    number: Annotated[PhoneNumber, Meta(min_length=11, max_length=11)]
    """A telephone number in international form, 11 digits without a plus."""

    reserved_untill: Annotated[str, Meta(min_length=19, max_length=19)]
    """When the reservation ends (the name is spelt as the provider spells it). The time zone is not
    stated; whether it is Moscow's is unknown."""

    phone_type: PhoneType
    """The kind of the number. New kinds may appear."""

    owner_type: OwnerType
    """What the number is rented for. New uses may appear."""

    buy_price_raw: Annotated[int, Meta(ge=0, le=9223372036854775807)] | str = field(
        name="buy_price"
    )
    """The price of the connection, in roubles (unit inferred), paid once. As it came."""

    period_price_raw: Annotated[int, Meta(ge=0, le=9223372036854775807)] | str = field(
        name="period_price"
    )
    """The rent, in roubles a month (units inferred). As it came."""

    @property
    def buy_price(self) -> Decimal:
        """The price of the connection, in roubles (unit inferred), paid once."""
        return Decimal(self.buy_price_raw)

    @property
    def period_price(self) -> Decimal:
        """The rent, in roubles a month (units inferred)."""
        return Decimal(self.period_price_raw)

    @property
    def national_number(self) -> NationalNumber:
        """The end of it: A telephone number with its city code and without the country's, 10 digits."""
        return NationalNumber(self.number[-10:])

    __patterns__: ClassVar[dict[str, str]] = {
        "number": "[0-9]{11}",
        "reserved_untill": "[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}",
        "buy_price_raw": "[0-9]+\\.[0-9]{2}",
        "period_price_raw": "[0-9]+\\.[0-9]{2}",
    }
    __inside__: ClassVar[dict[str, type[Answer]]] = {}

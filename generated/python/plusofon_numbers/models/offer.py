"""A free number on the shelf."""

from decimal import Decimal
from typing import Annotated, ClassVar

from msgspec import Meta, field

from ..models.number_class import NumberClass
from ..models.owner_type import OwnerType
from ..models.phone_type import PhoneType
from ..types import (
    Answer,
    NationalNumber,
)


class Offer(Answer, kw_only=True, frozen=True):
    """A free number on the shelf."""

    number_type: NumberClass
    """How memorable the number is. New classes may appear."""

    number: Annotated[NationalNumber, Meta(min_length=10, max_length=10)]
    """A telephone number with its city code and without the country's, 10 digits."""

    buy_price_raw: Annotated[int, Meta(ge=0, le=9223372036854775807)] | str = field(
        name="buy_price"
    )
    """The price of the connection, in roubles (unit inferred), paid once. As it came."""

    period_price_raw: Annotated[int, Meta(ge=0, le=9223372036854775807)] | str = field(
        name="period_price"
    )
    """The rent, in roubles a month (units inferred). As it came."""

    owner_type: OwnerType
    """What the number is offered for. New uses may appear."""

    phone_type: PhoneType
    """The kind of the number. New kinds may appear."""

    @property
    def buy_price(self) -> Decimal:
        """The price of the connection, in roubles (unit inferred), paid once."""
        return Decimal(self.buy_price_raw)

    @property
    def period_price(self) -> Decimal:
        """The rent, in roubles a month (units inferred)."""
        return Decimal(self.period_price_raw)

    __patterns__: ClassVar[dict[str, str]] = {
        "number": "[0-9]{10}",
        "buy_price_raw": "[0-9]+\\.[0-9]{2}",
        "period_price_raw": "[0-9]+\\.[0-9]{2}",
    }
    __inside__: ClassVar[dict[str, type[Answer]]] = {}

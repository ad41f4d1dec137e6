"""A number that the account owns."""

from decimal import Decimal
from typing import Annotated, ClassVar

from msgspec import Meta, field

from ..models.caller_id_sip import CallerIdSip
from ..models.following import Following
from ..models.integration_following import IntegrationFollowing
from ..models.owner_type import OwnerType
from ..models.phone_type import PhoneType
from ..types import (
    Answer,
    BlackListId,
    NationalNumber,
    NumberId,
    PhoneNumber,
)


class OwnedNumber(Answer, kw_only=True, frozen=True):
    """A number that the account owns."""

    id: Annotated[NumberId, Meta(ge=1, le=9007199254740991)]
    """The id of an owned number, as list_numbers shows it. Not its digits."""

    number: Annotated[PhoneNumber, Meta(min_length=11, max_length=11)]
    """A telephone number in international form, 11 digits without a plus."""

    phone_type: PhoneType
    """The kind of the number. New kinds may appear."""

    owner_type: OwnerType
    """What the number is rented for. New uses may appear."""

    period_price_raw: Annotated[int, Meta(ge=0, le=9223372036854775807)] | str = field(
        name="period_price"
    )
    """The rent, in roubles a month (units inferred). As it came."""

    buy_price_raw: Annotated[int, Meta(ge=0, le=9223372036854775807)] | str = field(
        name="buy_price"
    )
    """The price of the connection, in roubles (unit inferred), paid once. As it came."""

    black_list: Annotated[BlackListId, Meta(ge=1, le=9007199254740991)] | None
    """The id of the number's black list, or null when it has none."""

    aon_for_sips: list[CallerIdSip]
    """The SIP accounts whose outgoing calls show this number (АОН)."""

    following: Following | None
    """Where the number's calls are forwarded to, or null."""

    integration_following: IntegrationFollowing | None
    """The integration that the number's calls are forwarded to, or null."""

    @property
    def period_price(self) -> Decimal:
        """The rent, in roubles a month (units inferred)."""
        return Decimal(self.period_price_raw)

    @property
    def buy_price(self) -> Decimal:
        """The price of the connection, in roubles (unit inferred), paid once."""
        return Decimal(self.buy_price_raw)

    @property
    def national_number(self) -> NationalNumber:
        """The end of it: A telephone number with its city code and without the country's, 10 digits."""
        return NationalNumber(self.number[-10:])

    __patterns__: ClassVar[dict[str, str]] = {
        "number": "[0-9]{11}",
        "period_price_raw": "[0-9]+\\.[0-9]{2}",
        "buy_price_raw": "[0-9]+\\.[0-9]{2}",
    }
    __inside__: ClassVar[dict[str, type[Answer]]] = {}

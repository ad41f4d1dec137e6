"""Which reserved numbers to buy, and what for."""

from typing import Annotated, ClassVar

from msgspec import Meta

from ..models.owner_type import OwnerTypeCode
from ..types import NationalNumberInteger, Request, require_unique


class BuyNumbersRequest(Request, kw_only=True, frozen=True):
    """Which reserved numbers to buy, and what for."""

    numbers: Annotated[
        list[Annotated[NationalNumberInteger, Meta(ge=1000000000, le=9999999999)]],
        Meta(min_length=1),
    ]
    """The 10 digits of each reserved number, as integers (observed). Not ids."""

    owner_type: OwnerTypeCode
    """What the numbers will be used for."""

    __expected__: ClassVar[dict[str, str]] = {
        "numbers": "The 10 digits of a free or reserved number, as an integer. Not an id, and not the 11 digits that answers about reserved and owned numbers show: those begin with a 7 more. A text of these digits will do as well.",
        "owner_type": "One of 'business', 'personal'.",
    }

    def check(self) -> None:
        """Refuse what the types let pass.

        Raises:
            ValueError: The message says what was expected and what came.
        """
        require_unique("numbers", self.numbers)

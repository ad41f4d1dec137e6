"""Which reserved numbers to buy, and what for."""

from typing import Annotated

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

    def check(self) -> None:
        """Refuse what the types let pass.

        Raises:
            ValueError: The message says what was expected and what came.
        """
        require_unique("numbers", self.numbers)

"""What a number is rented for: business takes several calls at once and works with the functions
of the PBX (многоканальный); personal takes one call at a time, for one person (одноканальный)."""

from enum import StrEnum
from typing import TYPE_CHECKING, Literal, TypeAlias


class OwnerType(StrEnum):
    """What a number is rented for: business takes several calls at once and works with the functions
    of the PBX (многоканальный); personal takes one call at a time, for one person (одноканальный).

    A code that is not listed is no error: it becomes a member of its own, named by its code.
    """

    BUSINESS = "business"
    """Several calls at once, with the functions of the PBX."""
    PERSONAL = "personal"
    """One call at a time, for one person."""

    @classmethod
    def _missing_(cls, value: object) -> "OwnerType | None":
        if type(value) is not str:
            return None
        member = str.__new__(cls, value)
        member._name_, member._value_ = str(value), value
        return member


# An argument may be the member or its code; what is checked before anything is sent is the code.
if TYPE_CHECKING:
    OwnerTypeCode: TypeAlias = OwnerType | Literal["business", "personal"]
else:
    OwnerTypeCode = Literal["business", "personal"]

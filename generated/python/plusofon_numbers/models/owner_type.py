"""What a number is rented for: business is multi-channel, for use in PBX logic; personal is
single-channel, for one user. ."""

from enum import StrEnum
from typing import TYPE_CHECKING, Literal, TypeAlias


class OwnerType(StrEnum):
    """What a number is rented for: business is multi-channel, for use in PBX logic; personal is
    single-channel, for one user.

    A code that is not listed is no error: it becomes a member of its own, named by its code.
    """

    BUSINESS = "business"
    """Multi-channel, for use in PBX logic."""
    PERSONAL = "personal"
    """Single-channel, for one user."""

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

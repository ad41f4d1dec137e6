"""The kind of a telephone number: abc geographic, def mobile, 800 toll-free."""

from enum import StrEnum
from typing import TYPE_CHECKING, Literal, TypeAlias


class PhoneType(StrEnum):
    """The kind of a telephone number: abc geographic, def mobile, 800 toll-free.

    A code that is not listed is no error: it becomes a member of its own, named by its code.
    """

    GEOGRAPHIC = "abc"
    """A geographic number."""
    MOBILE = "def"
    """A mobile number."""
    TOLL_FREE = "800"
    """A toll-free number (8-800)."""

    @classmethod
    def _missing_(cls, value: object) -> "PhoneType | None":
        if type(value) is not str:
            return None
        member = str.__new__(cls, value)
        member._name_, member._value_ = str(value), value
        return member


# An argument may be the member or its code; what is checked before anything is sent is the code.
if TYPE_CHECKING:
    PhoneTypeCode: TypeAlias = PhoneType | Literal["abc", "def", "800"]
else:
    PhoneTypeCode = Literal["abc", "def", "800"]

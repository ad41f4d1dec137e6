"""What a forwarded call shows: Y the caller's number and name, N the forwarding number."""

from enum import StrEnum
from typing import TYPE_CHECKING, Literal, TypeAlias


class CallerIdType(StrEnum):
    """What a forwarded call shows: Y the caller's number and name, N the forwarding number.

    A code that is not listed is no error: it becomes a member of its own, named by its code.
    """

    CALLER = "Y"
    """The caller's number and name."""
    FORWARDER = "N"
    """The forwarding number."""

    @classmethod
    def _missing_(cls, value: object) -> "CallerIdType | None":
        if type(value) is not str:
            return None
        member = str.__new__(cls, value)
        member._name_, member._value_ = str(value), value
        return member


# An argument may be the member or its code; what is checked before anything is sent is the code.
if TYPE_CHECKING:
    CallerIdTypeCode: TypeAlias = CallerIdType | Literal["Y", "N"]
else:
    CallerIdTypeCode = Literal["Y", "N"]

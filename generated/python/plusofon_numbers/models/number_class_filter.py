"""How memorable a number is, as a request asks for it: the digit as a string."""

from enum import StrEnum
from typing import TYPE_CHECKING, Literal, TypeAlias


class NumberClassFilter(StrEnum):
    """How memorable a number is, as a request asks for it: the digit as a string. 0 simple, 5 bronze,
    1 silver, 2 gold, 3 platinum, 4 exclusive.

    A code that is not listed is no error: it becomes a member of its own, named by its code.
    """

    SIMPLE = "0"
    """Simple."""
    BRONZE = "5"
    """Bronze."""
    SILVER = "1"
    """Silver."""
    GOLD = "2"
    """Gold."""
    PLATINUM = "3"
    """Platinum."""
    EXCLUSIVE = "4"
    """Exclusive."""

    @classmethod
    def _missing_(cls, value: object) -> "NumberClassFilter | None":
        if type(value) is not str:
            return None
        member = str.__new__(cls, value)
        member._name_, member._value_ = str(value), value
        return member


# An argument may be the member or its code; what is checked before anything is sent is the code.
if TYPE_CHECKING:
    NumberClassFilterCode: TypeAlias = NumberClassFilter | Literal["0", "5", "1", "2", "3", "4"]
else:
    NumberClassFilterCode = Literal["0", "5", "1", "2", "3", "4"]

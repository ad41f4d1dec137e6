"""How memorable a number is, as answers tell it: 0 simple, 5 bronze, 1 silver, 2 gold, 3 platinum,
4 exclusive."""

from enum import IntEnum
from typing import TYPE_CHECKING, Literal, TypeAlias


class NumberClass(IntEnum):
    """How memorable a number is, as answers tell it: 0 simple, 5 bronze, 1 silver, 2 gold, 3 platinum,
    4 exclusive. The codes do not follow the price.

    A code that is not listed is no error: it becomes a member of its own, named by its code.
    """

    SIMPLE = 0
    """Simple."""
    BRONZE = 5
    """Bronze."""
    SILVER = 1
    """Silver."""
    GOLD = 2
    """Gold."""
    PLATINUM = 3
    """Platinum."""
    EXCLUSIVE = 4
    """Exclusive."""

    @classmethod
    def _missing_(cls, value: object) -> "NumberClass | None":
        if type(value) is not int or not -(2**63) <= value < 2**63:
            return None
        member = int.__new__(cls, value)
        member._name_, member._value_ = str(value), value
        return member


# An argument may be the member or its code; what is checked before anything is sent is the code.
if TYPE_CHECKING:
    NumberClassCode: TypeAlias = NumberClass | Literal[0, 5, 1, 2, 3, 4]
else:
    NumberClassCode = Literal[0, 5, 1, 2, 3, 4]

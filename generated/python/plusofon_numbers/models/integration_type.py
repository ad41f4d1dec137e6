"""A system that calls are forwarded to as a whole."""

from enum import StrEnum
from typing import TYPE_CHECKING, Literal, TypeAlias


class IntegrationType(StrEnum):
    """A system that calls are forwarded to as a whole.

    A code that is not listed is no error: it becomes a member of its own, named by its code.
    """

    BITRIX = "bitrix"
    """Bitrix24."""
    AMO = "amo"
    """amoCRM."""

    @classmethod
    def _missing_(cls, value: object) -> "IntegrationType | None":
        if type(value) is not str:
            return None
        member = str.__new__(cls, value)
        member._name_, member._value_ = str(value), value
        return member


# An argument may be the member or its code; what is checked before anything is sent is the code.
if TYPE_CHECKING:
    IntegrationTypeCode: TypeAlias = IntegrationType | Literal["bitrix", "amo"]
else:
    IntegrationTypeCode = Literal["bitrix", "amo"]

"""Where forwarded calls go."""

from enum import StrEnum
from typing import TYPE_CHECKING, Literal, TypeAlias


class ForwardType(StrEnum):
    """Where forwarded calls go.

    A code that is not listed is no error: it becomes a member of its own, named by its code.
    """

    SIP = "sip"
    """A SIP account."""
    NUMBER = "number"
    """Another telephone number."""
    GROUP = "group"
    """A group of employees."""
    SCENARIO = "scenario"
    """A scenario."""
    CALL_QUEUE = "call_queue"
    """A call queue."""
    SIP_URI = "sip_uri"
    """A SIP address outside the provider."""
    BITRIX = "bitrix"
    """Bitrix24."""
    AMO = "amo"
    """amoCRM."""
    EMPTY = "empty"
    """Forwarding is off."""

    @classmethod
    def _missing_(cls, value: object) -> "ForwardType | None":
        if type(value) is not str:
            return None
        member = str.__new__(cls, value)
        member._name_, member._value_ = str(value), value
        return member


# An argument may be the member or its code; what is checked before anything is sent is the code.
if TYPE_CHECKING:
    ForwardTypeCode: TypeAlias = (
        ForwardType
        | Literal[
            "sip", "number", "group", "scenario", "call_queue", "sip_uri", "bitrix", "amo", "empty"
        ]
    )
else:
    ForwardTypeCode = Literal[
        "sip", "number", "group", "scenario", "call_queue", "sip_uri", "bitrix", "amo", "empty"
    ]

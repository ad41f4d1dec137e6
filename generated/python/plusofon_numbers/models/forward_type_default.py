"""The default target (по умолчанию)."""

from enum import StrEnum
from typing import TYPE_CHECKING, Literal, TypeAlias


class ForwardTypeDefault(StrEnum):
    """The default target (по умолчанию). When the integration falls back on it is not stated; that
    these six are all that can be one is inferred.

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

    @classmethod
    def _missing_(cls, value: object) -> "ForwardTypeDefault | None":
        if type(value) is not str:
            return None
        member = str.__new__(cls, value)
        member._name_, member._value_ = str(value), value
        return member


# An argument may be the member or its code; what is checked before anything is sent is the code.
if TYPE_CHECKING:
    ForwardTypeDefaultCode: TypeAlias = (
        ForwardTypeDefault | Literal["sip", "number", "group", "scenario", "call_queue", "sip_uri"]
    )
else:
    ForwardTypeDefaultCode = Literal["sip", "number", "group", "scenario", "call_queue", "sip_uri"]

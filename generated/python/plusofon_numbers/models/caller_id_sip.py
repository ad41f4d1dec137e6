"""A SIP account whose outgoing calls show a number."""

from typing import Annotated

from msgspec import Meta

from ..types import Answer, SipId


class CallerIdSip(Answer, kw_only=True, frozen=True):
    """A SIP account whose outgoing calls show a number."""

    id: Annotated[SipId, Meta(ge=1, le=9007199254740991)]
    """The id of a SIP account."""

    name: str
    """The name of the SIP account."""

"""Forward to a SIP address outside the provider."""

from typing import Annotated, ClassVar

from msgspec import Meta

from ..types import NumberId, Request, require_unique


class SipUriForward(Request, kw_only=True, frozen=True, tag_field="type", tag="sip_uri"):
    """Forward to a SIP address outside the provider.

    On the wire, `type` is `sip_uri`.
    """

    numbers: Annotated[
        list[Annotated[NumberId, Meta(ge=1, le=9007199254740991)]], Meta(min_length=1)
    ]
    """The ids of the owned numbers that are meant. Ids, not telephone numbers."""

    destination_uri: Annotated[
        str, Meta(max_length=255, pattern="^(sips?:)?([!-?A-~]+@)?[A-Za-z0-9\\[][!-?A-~]*\\Z")
    ]
    """The SIP address that calls are forwarded to."""

    cli_type: Annotated[str, Meta(max_length=32, pattern="^[A-Za-z0-9_]{1,32}\\Z")]
    """What the forwarded call shows, as a code from list_caller_id_types. New codes may be sent."""

    __expected__: ClassVar[dict[str, str]] = {
        "numbers": "The id of an owned number, as list_numbers shows it. Not its digits.",
        "destination_uri": "The SIP address that calls are forwarded to.",
        "cli_type": "What the forwarded call shows, as a code from list_caller_id_types. New codes may be sent.",
    }

    def check(self) -> None:
        """Refuse what the types let pass.

        Raises:
            ValueError: The message says what was expected and what came.
        """
        require_unique("numbers", self.numbers)

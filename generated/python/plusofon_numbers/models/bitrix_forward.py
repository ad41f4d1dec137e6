"""Forward to Bitrix24, with a default target."""

from typing import Annotated, ClassVar

from msgspec import UNSET, Meta, UnsetType

from ..models.forward_type_default import ForwardTypeDefaultCode
from ..types import (
    CallQueueId,
    GroupId,
    NumberId,
    Request,
    ScenarioId,
    SipId,
    require_one,
    require_unique,
)


class BitrixForward(Request, kw_only=True, frozen=True, tag_field="type", tag="bitrix"):
    """Forward to Bitrix24, with a default target. Of the six targets exactly one is there, the one
    that type_default calls for (inferred).

    On the wire, `type` is `bitrix`.
    """

    numbers: Annotated[
        list[Annotated[NumberId, Meta(ge=1, le=9007199254740991)]], Meta(min_length=1)
    ]
    """The ids of the owned numbers that are meant. Ids, not telephone numbers."""

    host: Annotated[
        str, Meta(max_length=253, pattern="^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?\\Z")
    ]
    """The host name (хост) of the account in the integrated system."""

    cli_type: Annotated[str, Meta(max_length=32, pattern="^[A-Za-z0-9_]{1,32}\\Z")]
    """What the forwarded call shows, as a code from list_caller_id_types. New codes may be sent."""

    type_default: ForwardTypeDefaultCode
    """The default target (по умолчанию). When the integration falls back on it is not stated; that
    these six are all that can be one is inferred."""

    cli_type_default: Annotated[str, Meta(max_length=32, pattern="^[A-Za-z0-9_]{1,32}\\Z")]
    """What a call to the default target shows, as a code from list_caller_id_types."""

    sip_id: Annotated[SipId, Meta(ge=1, le=9007199254740991)] | UnsetType = UNSET
    """The id of the SIP account, for the default type sip."""

    destination_number: (
        Annotated[str, Meta(max_length=16, pattern="^\\+?[0-9]{3,15}\\Z")] | UnsetType
    ) = UNSET
    """The telephone number, for the default type number."""

    group_id: Annotated[GroupId, Meta(ge=1, le=9007199254740991)] | UnsetType = UNSET
    """The id of the group, for the default type group."""

    scenario_id: Annotated[ScenarioId, Meta(ge=1, le=9007199254740991)] | UnsetType = UNSET
    """The id of the scenario, for the default type scenario."""

    call_queue_id: Annotated[CallQueueId, Meta(ge=1, le=9007199254740991)] | UnsetType = UNSET
    """The id of the call queue, for the default type call_queue."""

    destination_uri: (
        Annotated[
            str, Meta(max_length=255, pattern="^(sips?:)?([!-?A-~]+@)?[A-Za-z0-9\\[][!-?A-~]*\\Z")
        ]
        | UnsetType
    ) = UNSET
    """The SIP address, for the default type sip_uri."""

    __expected__: ClassVar[dict[str, str]] = {
        "numbers": "The id of an owned number, as list_numbers shows it. Not its digits.",
        "host": "The host name (хост) of the account in the integrated system.",
        "cli_type": "What the forwarded call shows, as a code from list_caller_id_types. New codes may be sent.",
        "type_default": "One of 'sip', 'number', 'group', 'scenario', 'call_queue', 'sip_uri'.",
        "cli_type_default": "What a call to the default target shows, as a code from list_caller_id_types.",
        "sip_id": "The id of a SIP account.",
        "destination_number": "The telephone number, for the default type number.",
        "group_id": "The id of a group of employees (группа).",
        "scenario_id": "The id of a scenario (сценарий) of the PBX.",
        "call_queue_id": "The id of a call queue (очередь вызовов).",
        "destination_uri": "The SIP address, for the default type sip_uri.",
    }

    def check(self) -> None:
        """Refuse what the types let pass.

        Raises:
            ValueError: The message says what was expected and what came.
        """
        require_unique("numbers", self.numbers)
        require_one(
            "type_default",
            self.type_default,
            {
                "sip": ("sip_id", self.sip_id),
                "number": ("destination_number", self.destination_number),
                "group": ("group_id", self.group_id),
                "scenario": ("scenario_id", self.scenario_id),
                "call_queue": ("call_queue_id", self.call_queue_id),
                "sip_uri": ("destination_uri", self.destination_uri),
            },
        )

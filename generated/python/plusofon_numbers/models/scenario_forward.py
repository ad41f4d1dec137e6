"""Forward to a scenario."""

from typing import Annotated, ClassVar

from msgspec import Meta

from ..types import NumberId, Request, ScenarioId, require_unique


class ScenarioForward(Request, kw_only=True, frozen=True, tag_field="type", tag="scenario"):
    """Forward to a scenario.

    On the wire, `type` is `scenario`.
    """

    numbers: Annotated[
        list[Annotated[NumberId, Meta(ge=1, le=9007199254740991)]], Meta(min_length=1)
    ]
    """The ids of the owned numbers that are meant. Ids, not telephone numbers."""

    scenario_id: Annotated[ScenarioId, Meta(ge=1, le=9007199254740991)]
    """The id of the scenario that calls go to."""

    cli_type: Annotated[str, Meta(max_length=32, pattern="^[A-Za-z0-9_]{1,32}\\Z")]
    """What the forwarded call shows, as a code from list_caller_id_types. New codes may be sent."""

    __expected__: ClassVar[dict[str, str]] = {
        "numbers": "The id of an owned number, as list_numbers shows it. Not its digits.",
        "scenario_id": "The id of a scenario (сценарий) of the PBX.",
        "cli_type": "What the forwarded call shows, as a code from list_caller_id_types. New codes may be sent.",
    }

    def check(self) -> None:
        """Refuse what the types let pass.

        Raises:
            ValueError: The message says what was expected and what came.
        """
        require_unique("numbers", self.numbers)

"""Switch forwarding off."""

from typing import Annotated, ClassVar

from msgspec import Meta

from ..types import NumberId, Request, require_unique


class EmptyForward(Request, kw_only=True, frozen=True, tag_field="type", tag="empty"):
    """Switch forwarding off.

    On the wire, `type` is `empty`.
    """

    numbers: Annotated[
        list[Annotated[NumberId, Meta(ge=1, le=9007199254740991)]], Meta(min_length=1)
    ]
    """The ids of the owned numbers that are meant. Ids, not telephone numbers."""

    __expected__: ClassVar[dict[str, str]] = {
        "numbers": "The id of an owned number, as list_numbers shows it. Not its digits.",
    }

    def check(self) -> None:
        """Refuse what the types let pass.

        Raises:
            ValueError: The message says what was expected and what came.
        """
        require_unique("numbers", self.numbers)

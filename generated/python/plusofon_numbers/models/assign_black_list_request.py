"""Which numbers get which black list, or none."""

from typing import Annotated, ClassVar

from msgspec import UNSET, Meta, UnsetType

from ..types import BlackListId, NumberId, Request, require_unique


class AssignBlackListRequest(Request, kw_only=True, frozen=True):
    """Which numbers get which black list, or none."""

    contact_list_id: Annotated[BlackListId, Meta(ge=1, le=9007199254740991)] | UnsetType = UNSET
    """The id of the list of contacts. Leave it out to have no black list."""

    numbers: Annotated[
        list[Annotated[NumberId, Meta(ge=1, le=9007199254740991)]], Meta(min_length=1)
    ]
    """The ids of the owned numbers that are meant. Ids, not telephone numbers."""

    __expected__: ClassVar[dict[str, str]] = {
        "contact_list_id": "The id of a list of contacts used as a black list.",
        "numbers": "The id of an owned number, as list_numbers shows it. Not its digits.",
    }

    def check(self) -> None:
        """Refuse what the types let pass.

        Raises:
            ValueError: The message says what was expected and what came.
        """
        require_unique("numbers", self.numbers)

"""What may accompany a request for the regions."""

from typing import Annotated, ClassVar

from msgspec import UNSET, Meta, UnsetType, field

from ..types import Request


class ListRegionsRequest(Request, kw_only=True, frozen=True):
    """What may accompany a request for the regions."""

    type_: Annotated[str, Meta(min_length=1, max_length=64)] | UnsetType = field(
        default=UNSET, name="type"
    )
    """Presumably a kind of telephone number. Its meaning is unknown."""

    __expected__: ClassVar[dict[str, str]] = {
        "type": "Presumably a kind of telephone number. Its meaning is unknown.",
    }

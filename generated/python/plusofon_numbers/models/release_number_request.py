"""What may accompany a release."""

from typing import Annotated, ClassVar

from msgspec import UNSET, Meta, UnsetType

from ..types import Request


class ReleaseNumberRequest(Request, kw_only=True, frozen=True):
    """What may accompany a release."""

    pin: Annotated[str, Meta(min_length=1, max_length=64)] | UnsetType = UNSET
    """Presumably a code that confirms the release. Its meaning is unknown."""

    __expected__: ClassVar[dict[str, str]] = {
        "pin": "Presumably a code that confirms the release. Its meaning is unknown.",
    }

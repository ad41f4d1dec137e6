"""A type of forwarding."""

from msgspec import field

from ..models.forward_type import ForwardType
from ..models.owner_type import OwnerType
from ..types import Answer


class ForwardTypeInfo(Answer, kw_only=True, frozen=True):
    """A type of forwarding."""

    type_: ForwardType = field(name="type")
    """A type of forwarding. New types may appear."""

    title: str
    """The name of the type, for people."""

    owner_types: list[OwnerType]
    """The owner types of the numbers that may be forwarded so."""

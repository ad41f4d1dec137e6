"""A way to show who is calling."""

from msgspec import field

from ..models.caller_id_type import CallerIdType
from ..types import Answer


class CallerIdTypeInfo(Answer, kw_only=True, frozen=True):
    """A way to show who is calling."""

    type_: CallerIdType = field(name="type")
    """A way to show who is calling. New ways may appear."""

    title: str
    """The name of the way, for people. The list of numbers shows this name."""

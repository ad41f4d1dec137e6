"""A forwarding to an integrated system, as the list shows it."""

from msgspec import field

from ..models.forward_type import ForwardType
from ..types import Answer


class IntegrationFollowing(Answer, kw_only=True, frozen=True):
    """A forwarding to an integrated system, as the list shows it."""

    host: str
    """The host name of the account in the integrated system."""

    type_: ForwardType = field(name="type")
    """The integrated system. New ones may appear."""

    cli_type: str
    """The title of what the forwarded call shows. Not the code that a request takes."""

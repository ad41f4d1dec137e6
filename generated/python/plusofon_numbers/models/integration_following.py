"""A forwarding to an integrated system, as the list shows it."""

from msgspec import field

from ..models.integration_type import IntegrationType
from ..types import Answer


class IntegrationFollowing(Answer, kw_only=True, frozen=True):
    """A forwarding to an integrated system, as the list shows it."""

    host: str
    """The host name of the account in the integrated system."""

    type_: IntegrationType = field(name="type")
    """The integrated system. New ones may appear."""

    cli_type: str
    """The title of what the forwarded call shows. Not the code that a request takes."""

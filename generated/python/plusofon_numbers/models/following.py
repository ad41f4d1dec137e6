"""A forwarding as the list shows it: titles for people."""

from ..types import Answer


class Following(Answer, kw_only=True, frozen=True):
    """A forwarding as the list shows it: titles for people. It has neither type nor id, so it cannot
    be sent back.
    """

    name: str
    """The title of the type, and the name of the target."""

    cli_type: str
    """The title of what the forwarded call shows. Not the code that a request takes."""

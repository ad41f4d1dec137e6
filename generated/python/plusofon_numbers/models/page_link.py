"""A labelled link to a page."""

from msgspec import UNSET, UnsetType

from ..types import Answer


class PageLink(Answer, kw_only=True, frozen=True):
    """A labelled link to a page."""

    url: str | None | UnsetType = UNSET
    """The URL of the page; null where there is none. Ask for a page by its number instead."""

    label: str | UnsetType = UNSET
    """The text of the link."""

    active: bool | UnsetType = UNSET
    """Whether it is the link to this page."""

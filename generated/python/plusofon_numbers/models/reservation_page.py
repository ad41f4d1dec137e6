"""A page of reservations, with their total (full paginator, 15 a page)."""

from typing import Annotated, ClassVar

from msgspec import UNSET, Meta, UnsetType, field

from ..models.page_link import PageLink
from ..models.reservation import Reservation
from ..types import Answer, WholeAnswer


class ReservationPage(WholeAnswer, kw_only=True, frozen=True):
    """A page of reservations, with their total (full paginator, 15 a page)."""

    current_page: Annotated[int, Meta(ge=-9223372036854775808, le=9223372036854775807)]
    """The number of this page, from 1."""

    data: list[Reservation]
    """The reservations of this page."""

    first_page_url: str
    """The URL of the first page, without the filters and with a host that need not be the service. Ask
    for a page by its number instead."""

    from_: Annotated[int, Meta(ge=-9223372036854775808, le=9223372036854775807)] | None = field(
        name="from"
    )
    """The position of the page's first item among all, from 1. Null on an empty page."""

    last_page: Annotated[int, Meta(ge=-9223372036854775808, le=9223372036854775807)]
    """The number of the last page."""

    last_page_url: str
    """The URL of the last page, without the filters and with a host that need not be the service. Ask
    for a page by its number instead."""

    links: list[PageLink] | UnsetType = UNSET
    """What a newer version of the framework adds: labelled links to the pages. Nobody has seen it here
    yet; a client must bear it."""

    next_page_url: str | None
    """The URL of the next page, without the filters; null on the last page. Ask for a page by its
    number instead."""

    path: str
    """The URL of the list, without page and filters, and with a host that need not be the service."""

    per_page: Annotated[int, Meta(ge=-9223372036854775808, le=9223372036854775807)]
    """How many items a full page has."""

    prev_page_url: str | None
    """The URL of the page before this one, without the filters; null on the first page. Ask for a page
    by its number instead."""

    to: Annotated[int, Meta(ge=-9223372036854775808, le=9223372036854775807)] | None
    """The position of the page's last item among all. Null on an empty page."""

    total: Annotated[int, Meta(ge=-9223372036854775808, le=9223372036854775807)]
    """How many items all pages have together."""

    success: bool | UnsetType = UNSET
    """True. A false means a failure, whatever the status."""

    __patterns__: ClassVar[dict[str, str]] = {}
    __inside__: ClassVar[dict[str, type[Answer]]] = {
        "data": Reservation,
    }

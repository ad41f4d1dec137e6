"""Pages, and the way from one to the next: by number, with the filters sent again.

The URLs inside a page name another host and drop the filters, so they are never followed. What they
are good for is to tell whether there is a next page.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Generator, Iterator
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Generic, Protocol, Self, TypeVar, cast

import msgspec

from .api import Call
from .errors import PlusofonError, UnreadableAnswer
from .models import (
    NumberPage,
    Offer,
    OfferPage,
    OwnedNumber,
    Reservation,
    ReservationPage,
    SmsNumber,
    SmsNumberPage,
)
from .types import WholeAnswer, table

MOST_PAGES = 10_000
"""How many pages a walk may see before it ends with an error."""

ItemT = TypeVar("ItemT", bound=msgspec.Struct)


class _APage(Protocol):
    """What all pages have."""

    @property
    def current_page(self) -> int: ...
    @property
    def data(self) -> list[Any]: ...
    @property
    def next_page_url(self) -> str | None: ...


class Walk:
    """A way through the pages of one list, that notices when it goes round in a circle.

    Args:
        call: The request for the first page.
        ask: What sends a request for a page.
        hide: What takes the token out of a failure.
    """

    def __init__(
        self,
        call: Call[Any],
        ask: Callable[[Call[Any]], Any],
        hide: Callable[[PlusofonError], PlusofonError],
    ) -> None:
        self._call = call
        self._ask = ask
        self._hide = hide
        self._reached: int | None = None
        self._first = 1
        self._seen: dict[bytes, int] = {}

    def going_on(self, page: _APage) -> Walk:
        """This walk, if it has come as far as the page; else another one from there.

        The list may have changed since, so that what an earlier walk has seen says nothing.
        """
        if self._reached not in (None, page.current_page):
            return Walk(self._call, self._ask, self._hide).going_on(page)
        if self._reached is None:
            self._first = self._reached = page.current_page
            self._seen[_print_of(page)] = page.current_page
        return self

    def request_behind(self, page: _APage) -> Any:
        """What came, or will come, of the request for the page behind this one."""
        return self._ask(self._call.at_page(page.current_page + 1))

    def require_next(self, page: _APage, number: int) -> None:
        """Refuse a page that is not the one that was asked for.

        Raises:
            UnreadableAnswer: It has another number, was seen before, is empty and yet not the last
                one, or is one too many.
        """
        if page.current_page != number:
            self._stop(page, f"page {number} was asked for, page {page.current_page} came")
        if not page.data and page.next_page_url is not None:
            self._stop(page, f"page {number} is empty, and yet names a next one")
        seen = self._seen.setdefault(_print_of(page), number)
        if page.data and seen != number:
            self._stop(page, f"page {number} repeats page {seen}")
        if number - self._first >= MOST_PAGES:
            self._stop(page, f"there is no end after {MOST_PAGES} pages")
        self._reached = number

    def _stop(self, page: _APage, why: str) -> None:
        raw = page.raw if isinstance(page, WholeAnswer) else None
        name = self._call.operation.name
        raise self._hide(UnreadableAnswer(name, f"{why}, so the walk has stopped", raw))


def _print_of(page: _APage) -> bytes:
    """What tells one page from another, in 16 bytes."""
    return blake2b(msgspec.json.encode(page.data), digest_size=16).digest()


def _walk_of(page: WholeAnswer) -> Walk:
    try:
        return cast("Walk", page.__dict__["_walk"])
    except KeyError:
        raise LookupError(
            "this page has lost, or never had, its client: ask for page=..."
        ) from None


def _about(page: WholeAnswer, data: list[Any]) -> str:
    facts = [
        f"{name}={getattr(page, name)}"
        for name in ("current_page", "last_page", "total")
        if hasattr(page, name)
    ]
    return f"{type(page).__name__}({', '.join(facts)}, data=<{len(data)} items>)"


class Page(Generic[ItemT]):
    """A page that leads to the next. Iterate it for the items of this page and of all behind it.

    It is true where it has items.
    """

    __slots__ = ()

    if TYPE_CHECKING:  # at run time these would replace the document's own types, and their limits
        data: list[ItemT]
        current_page: int
        next_page_url: str | None

    def next_page(self) -> Self | None:
        """The page behind this one, with the same filters; None where this is the last.

        Raises:
            PlusofonError: As with the first page.
            UnreadableAnswer: The page that came is not the next one.
            LookupError: This page did not come from a client, or was pickled since.
        """
        if self.next_page_url is None:
            return None
        walk = _walk_of(cast("WholeAnswer", self)).going_on(self)
        page: Self = walk.request_behind(self)
        walk.require_next(page, self.current_page + 1)
        return begin(page, walk)

    def __iter__(self) -> Iterator[ItemT]:
        page: Page[ItemT] | None = self
        while page is not None:
            yield from page.data
            page = page.next_page()

    def __bool__(self) -> bool:
        return bool(self.data)

    def __repr__(self) -> str:
        return _about(cast("WholeAnswer", self), self.data)

    def _repr_html_(self) -> str:
        """The items of this page as a table, for notebooks."""
        return table(cast("Any", self.data), repr(self))


class AsyncPage(Generic[ItemT]):
    """A page that leads to the next. Iterate it for the items of this page and of all behind it.

    It is true where it has items.
    """

    __slots__ = ()

    if TYPE_CHECKING:  # at run time these would replace the document's own types, and their limits
        data: list[ItemT]
        current_page: int
        next_page_url: str | None

    async def next_page(self) -> Self | None:
        """The page behind this one, with the same filters; None where this is the last.

        Raises:
            PlusofonError: As with the first page.
            UnreadableAnswer: The page that came is not the next one.
            LookupError: This page did not come from a client, or was pickled since.
        """
        if self.next_page_url is None:
            return None
        walk = _walk_of(cast("WholeAnswer", self)).going_on(self)
        page: Self = await walk.request_behind(self)
        walk.require_next(page, self.current_page + 1)
        return begin(page, walk)

    async def __aiter__(self) -> AsyncIterator[ItemT]:
        page: AsyncPage[ItemT] | None = self
        while page is not None:
            for item in page.data:
                yield item
            page = await page.next_page()

    def __bool__(self) -> bool:
        return bool(self.data)

    def __repr__(self) -> str:
        return _about(cast("WholeAnswer", self), self.data)

    def _repr_html_(self) -> str:
        """The items of this page as a table, for notebooks."""
        return table(cast("Any", self.data), repr(self))


PageT = TypeVar("PageT")
AsyncPageT = TypeVar("AsyncPageT", bound=AsyncPage[Any])


def begin(page: PageT, walk: Walk) -> PageT:
    """The same page, which now knows the way on."""
    page.__dict__["_walk"] = walk
    return page


class PendingPage(Awaitable[AsyncPageT], Generic[AsyncPageT, ItemT]):
    """A page that has not been asked for. Await it for the page, or iterate it for all items.

    Args:
        ask: What asks for it.
    """

    def __init__(self, ask: Callable[[], Coroutine[Any, Any, AsyncPageT]]) -> None:
        self._ask = ask

    def __await__(self) -> Generator[Any, Any, AsyncPageT]:
        return self._ask().__await__()

    async def __aiter__(self) -> AsyncIterator[ItemT]:
        async for item in await self:
            yield item

    def __repr__(self) -> str:
        return "PendingPage(await it, or iterate it with async for)"


class NumberPages(Page[OwnedNumber], NumberPage, kw_only=True, frozen=True):
    """A page of owned numbers, with their total (full paginator, 15 a page). Iterate it for the items of all pages."""


class AsyncNumberPages(AsyncPage[OwnedNumber], NumberPage, kw_only=True, frozen=True):
    """A page of owned numbers, with their total (full paginator, 15 a page). Iterate it for the items of all pages."""


class SmsNumberPages(Page[SmsNumber], SmsNumberPage, kw_only=True, frozen=True):
    """A page of numbers with SMS, with their total (full paginator, 15 a page). Iterate it for the items of all pages."""


class AsyncSmsNumberPages(AsyncPage[SmsNumber], SmsNumberPage, kw_only=True, frozen=True):
    """A page of numbers with SMS, with their total (full paginator, 15 a page). Iterate it for the items of all pages."""


class OfferPages(Page[Offer], OfferPage, kw_only=True, frozen=True):
    """A page of free numbers, without their total (simple paginator, 20 a page). Iterate it for the items of all pages."""


class AsyncOfferPages(AsyncPage[Offer], OfferPage, kw_only=True, frozen=True):
    """A page of free numbers, without their total (simple paginator, 20 a page). Iterate it for the items of all pages."""


class ReservationPages(Page[Reservation], ReservationPage, kw_only=True, frozen=True):
    """A page of reservations, with their total (full paginator, 15 a page). Iterate it for the items of all pages."""


class AsyncReservationPages(AsyncPage[Reservation], ReservationPage, kw_only=True, frozen=True):
    """A page of reservations, with their total (full paginator, 15 a page). Iterate it for the items of all pages."""

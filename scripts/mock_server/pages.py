"""Pages as the provider's framework writes them, their properties in the order of the samples."""

from collections.abc import Callable, Collection
from itertools import islice
from typing import Any, TypeVar

import msgspec

from .shelf import Offer, Page

FULL = 15
SIMPLE = 20

T = TypeVar("T")
Show = Callable[[T], dict[str, Any]]
Find = Callable[[int, int], Page]

_encode = msgspec.json.Encoder().encode


def full_page(items: Collection[T], page: int, url: str, show: Show[T]) -> dict[str, Any]:
    """Cut a page of 15, with the total and the last page. Behind the last page it is empty."""
    start = (page - 1) * FULL
    data = list(islice(items, start, start + FULL))
    last = max(1, -(-len(items) // FULL))
    return {
        "current_page": page,
        "data": [show(item) for item in data],
        "first_page_url": _url(url, 1),
        "from": start + 1 if data else None,
        "last_page": last,
        "last_page_url": _url(url, last),
        "next_page_url": _url(url, page + 1) if page < last else None,
        "path": url,
        "per_page": FULL,
        "prev_page_url": _url(url, page - 1) if page > 1 else None,
        "to": start + len(data) if data else None,
        "total": len(items),
        "success": True,
    }


def simple_page(find: Find, page: int, url: str, show: Show[Offer]) -> bytes:
    """Cut a page of 20 that knows only whether another one follows.

    `find` answers at most so many offers from a position on.
    """
    start = (page - 1) * SIMPLE
    # One more than is shown tells whether there is a next page.
    found = find(start, SIMPLE + 1)
    # The shelf answers the same page again and again: it is written once for a URL.
    if found.url != url:
        found.url, found.written = url, _encode(_simple(found, start, page, url, show))
    return found.written


def _simple(found: Page, start: int, page: int, url: str, show: Show[Offer]) -> dict[str, Any]:
    shown = min(len(found), SIMPLE)
    return {
        "current_page": page,
        "data": [show(offer) for offer in found[:SIMPLE]],
        "first_page_url": _url(url, 1),
        "from": start + 1 if shown else None,
        "next_page_url": _url(url, page + 1) if len(found) > SIMPLE else None,
        "path": url,
        "per_page": SIMPLE,
        "prev_page_url": _url(url, page - 1) if page > 1 else None,
        "to": start + shown if shown else None,
        "success": True,
    }


def _url(url: str, page: int) -> str:
    # Filters are dropped, as the provider's pages drop them.
    return f"{url}?page={page}"

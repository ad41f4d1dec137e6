"""Pages as the provider's framework writes them, their properties in the order of the samples."""

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Any, TypeVar

FULL = 15
SIMPLE = 20

T = TypeVar("T")
Show = Callable[[T], dict[str, Any]]


def full_page(items: Sequence[T], page: int, url: str, show: Show[T]) -> dict[str, Any]:
    """Cut a page of 15, with the total and the last page. Behind the last page it is empty."""
    start = (page - 1) * FULL
    data = items[start : start + FULL]
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


def simple_page(items: Iterable[T], page: int, url: str, show: Show[T]) -> dict[str, Any]:
    """Cut a page of 20 that knows only whether another one follows."""
    start = (page - 1) * SIMPLE
    # One more than is shown tells whether there is a next page.
    found = list(islice(items, start, start + SIMPLE + 1))
    data = found[:SIMPLE]
    return {
        "current_page": page,
        "data": [show(item) for item in data],
        "first_page_url": _url(url, 1),
        "from": start + 1 if data else None,
        "next_page_url": _url(url, page + 1) if len(found) > SIMPLE else None,
        "path": url,
        "per_page": SIMPLE,
        "prev_page_url": _url(url, page - 1) if page > 1 else None,
        "to": start + len(data) if data else None,
        "success": True,
    }


def _url(url: str, page: int) -> str:
    # Filters are dropped, as the provider's pages drop them.
    return f"{url}?page={page}"

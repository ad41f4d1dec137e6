"""What the shelf and its searches take of memory."""

import tracemalloc
from collections.abc import Callable

import pytest

from scripts.mock_server.shelf import Filters, Shelf
from tests.test_mock_shelf import FIRST, PAGE, alike


def memory(*makes: Callable[[], object]) -> list[int]:
    """The bytes that are kept after each of some calls, and after those before it."""
    kept: list[object] = []
    found: list[int] = []
    tracemalloc.start()
    try:
        for make in makes:
            kept.append(make())
            found.append(tracemalloc.get_traced_memory()[0])
    finally:
        tracemalloc.stop()
    return found


def test_the_memory_of_a_number() -> None:
    """Numbers in a row take none of their own, scattered ones some twenty bytes each."""
    assert memory(lambda: Shelf([alike(FIRST, 1_000_000)])) < [10_000]
    scattered = [alike(FIRST + 3 * n, 1) for n in range(10_000)]
    assert memory(lambda: Shelf(scattered)) < [24 * 10_000]


def test_the_memory_of_many_searches() -> None:
    """Only the latest are kept."""
    shelf = Shelf([alike(FIRST, 1_000_000)])

    def search(masks: range) -> None:
        for n in masks:
            for start in range(0, 4 * PAGE, PAGE):
                shelf.free(Filters(line=f"*{n:03}*"), [], start, PAGE)

    many, more = memory(lambda: search(range(150)), lambda: search(range(150, 400)))
    assert more <= 1.1 * many


def test_the_memory_of_searches_among_scattered_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each takes more, so fewer are kept."""
    monkeypatch.setattr("scripts.mock_server.shelf.MATCHING_RANGES", 10_000)
    shelf = Shelf([alike(FIRST + 3 * n, 1) for n in range(1000)])

    def search(several: range) -> None:
        for stars in several:
            shelf.free(Filters(line="*" * stars), [], 0, PAGE)

    few, many = memory(lambda: search(range(1, 11)), lambda: search(range(11, 31)))
    assert many <= 1.5 * few

"""The shelf: a search finds what looking at each number finds, and does not look at each."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from itertools import takewhile
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.mock_server.masks import compiled
from scripts.mock_server.shelf import Filters, Offer, Range, Shelf
from tests.steps import steps

# With codes of three to five digits, and one of them the beginning of others.
CODES = (495, 401, 4012, 40123)
ALIKE: dict[str, Any] = {
    "phone_type": "abc",
    "owner_type": "personal",
    "number_type": 0,
    "city_code": 495,
    "region": 1,
    "buy_price": 99,
    "period_price": 99,
}
FIRST = 4950000000
PAGE = 21
FAR = 2147483646 * 20
# Steps to find out that an answer is known.
LITTLE = 250
MASKS = ("*", "*7*", "*7", "*0", "7*", "0*", "*00*", "????00?", "?*0", "7???????", "777", "7777?")
# Seeded, and even: what Hypothesis draws itself is small too often to fill pages.
CHANCE = st.randoms(use_true_random=True)
# How far a range is from the one before, how many numbers it has, and which kind.
PIECES = st.lists(
    st.tuples(
        st.sampled_from([0, 0, 1, 7, 60]),
        st.integers(1, 9) | st.just(80),
        st.sampled_from(["personal", "business"]),
        st.sampled_from([99, 990]),
    ),
    min_size=1,
    max_size=6,
)


@st.composite
def ranges(draw: st.DrawFn) -> list[Range]:
    """Ranges behind a few city codes, many of them neighbours, in any order."""
    found: list[Range] = []
    for code in draw(st.lists(st.sampled_from(CODES), min_size=1, unique=True)):
        lines = 10 ** (10 - len(str(code)))
        first = code * lines + draw(st.sampled_from([0, lines // 9 * 7, lines - 120]))
        for gap, wanted, owner_type, price in draw(PIECES):
            first += gap
            count = min(wanted, (code + 1) * lines - first)
            if count > 0:
                more: dict[str, Any] = {
                    "city_code": code,
                    "owner_type": owner_type,
                    "buy_price": price,
                }
                found.append(Range(first, count, **ALIKE | more))
            first += count
    return draw(st.permutations(found))


def some_filters(chance: Random) -> Filters:
    """Filters, few of them given, so that most of them find something."""
    return Filters(
        owner_type=chance.choice([None, None, "personal", "business"]),
        phone_type=chance.choice([None] * 8 + ["abc", "def"]),
        number_type=chance.choice([None] * 8 + [0, 5]),
        city_code=chance.choice([None, None, None, None, *CODES]),
        region=chance.choice([None] * 8 + [1, 2]),
        line=chance.choice([None, None, *MASKS]),
    )


def every(found: Sequence[Range]) -> list[Offer]:
    """The offers of all ranges, one by one, in the order of their digits."""
    offers = [
        Offer(number, **{name: getattr(r, name) for name in ALIKE})
        for r in found
        for number in range(r.first, r.first + r.count)
    ]
    return sorted(offers, key=lambda offer: offer.number)


def fits(filters: Filters, offer: Offer) -> bool:
    """Whether an offer matches, the mask read as a regular expression."""
    names = ("owner_type", "phone_type", "number_type", "city_code", "region")
    wanted = {name: getattr(filters, name) for name in names}
    return all(value in (None, getattr(offer, name)) for name, value in wanted.items()) and bool(
        pattern(filters.line or "*").fullmatch(offer.line)
    )


@lru_cache
def pattern(mask: str) -> re.Pattern[str]:
    """A mask as a regular expression."""
    return re.compile(re.sub(r"\*+", "*", mask).replace("?", "[0-9]").replace("*", "[0-9]*"))


def alike(first: int, count: int, **more: Any) -> Range:
    """A range of a kind that all tests share."""
    return Range(first, count, **ALIKE | more)


def numbers(offers: Sequence[Offer]) -> list[int]:
    """The digits of offers."""
    return [offer.number for offer in offers]


# What is there.


@pytest.mark.properties
@given(ranges())
def test_what_is_on_the_shelf(found: list[Range]) -> None:
    """Every number of every range with what it costs, in the order of digits, and no other."""
    shelf, offers = Shelf(found), every(found)
    assert list(shelf) == offers
    assert len(shelf) == len(offers)
    assert [shelf.offer(offer.number) for offer in offers] == offers
    around = {n + step for n in numbers(offers) for step in (-1, 1)} - set(numbers(offers))
    assert {shelf.offer(number) for number in around | {0, 10**12}} == {None}


@pytest.mark.parametrize(
    ("other", "twice"),
    [
        ((FIRST, 10), FIRST),
        ((FIRST + 9, 1), FIRST + 9),
        ((FIRST + 3, 2), FIRST + 3),
        ((FIRST - 5, 6), FIRST),
    ],
    ids=["the same", "the last one", "one inside", "the first one"],
)
@pytest.mark.parametrize("owner_type", ["personal", "business"])
def test_a_number_that_is_there_twice(other: tuple[int, int], twice: int, owner_type: str) -> None:
    """It is refused and named, whether it is offered alike or not."""
    first = {"city_code": 49}
    with pytest.raises(ValueError, match=f"{twice} is there twice"):
        Shelf([alike(FIRST, 10, **first), alike(*other, **first, owner_type=owner_type)])


@pytest.mark.parametrize(
    ("first", "count", "why"),
    [
        (FIRST, 0, "not the start"),
        (FIRST // 10, 1, "not the start"),
        (FIRST * 10, 1, "not the start"),
        (FIRST + 9_999_990, 11, "leave their city code"),
        (FIRST - 1, 5, "leave their city code"),
    ],
)
def test_a_range_that_cannot_be(first: int, count: int, why: str) -> None:
    """No number, one without ten digits or one of another city code is refused."""
    assert alike(FIRST + 9_999_990, 10).count == 10
    with pytest.raises(ValueError, match=why):
        alike(first, count)


def test_neighbours_that_are_offered_alike() -> None:
    """They are one range, in whichever order they come, and cost no more than one."""
    together = Shelf([alike(FIRST, 1000)])
    apart = Shelf([alike(FIRST + n, 1) for n in reversed(range(1000))])
    assert list(together) == list(apart)
    assert apart.ranges == together.ranges == [alike(FIRST, 1000)]
    assert first_search(apart) == first_search(together)


def test_neighbours_that_are_offered_differently() -> None:
    """They stay apart, each with its own price."""
    ranges = [alike(FIRST, 1), alike(FIRST + 1, 1, period_price=1), alike(FIRST + 2, 1)]
    shelf = Shelf(ranges)
    assert shelf.ranges == ranges
    assert [offer.period_price for offer in shelf] == [99, 1, 99]


# Searching.


@pytest.mark.properties
@given(ranges(), CHANCE)
def test_a_search(found: list[Range], chance: Random) -> None:
    """It finds what is left of all that matches, without what is held and what is skipped."""
    shelf, offers = Shelf(found), every(found)
    several = [some_filters(chance) for _ in range(4)]
    for _ in range(3):
        share = chance.choice([0, 0.1, 0.5, 0.9, 1])
        held = {n for n in numbers(offers) if chance.random() < share}
        # What is not on this shelf may be held as well.
        held |= set(chance.sample(range(FIRST - 3, FIRST + 200), chance.choice([0, 0, 5])))
        for filters in several:
            free = [o for o in offers if fits(filters, o) and o.number not in held]
            for _ in range(4):
                start = chance.choice([0, chance.randint(0, len(free) + 1)])
                size = chance.choice([0, 1, 3, PAGE])
                page = shelf.free(filters, sorted(held), start, size)
                assert list(page) == free[start : start + size]


@pytest.mark.parametrize("mask", ["*", "*7*", "*77*", "???00??"])
def test_pages_with_much_in_hand(mask: str) -> None:
    """Page by page, each number that is free comes once, however the held ones lie."""
    shelf, filters = Shelf([alike(FIRST + 7000, 1500)]), Filters(line=mask)
    matching = [offer for offer in shelf if fits(filters, offer)]
    for held in (
        range(FIRST + 7000, FIRST + 8500, 3),
        range(FIRST + 7100, FIRST + 8000),
        [n for n in range(FIRST + 7000, FIRST + 8500) if n % 10 == 7],
    ):
        free = [offer for offer in matching if offer.number not in held]
        pages = range(0, len(free) + PAGE, PAGE)
        assert [list(shelf.free(filters, held, n, PAGE)) for n in pages] == [
            free[n : n + PAGE] for n in pages
        ]


@pytest.mark.parametrize("mask", ["7", "777777", "77777777", "7" * 32, "8*"])
def test_a_mask_that_nothing_matches(mask: str) -> None:
    """Nothing is found, with something held or without."""
    shelf = Shelf([alike(FIRST, 1000)])
    assert list(shelf.free(Filters(line=mask), [], 0, PAGE)) == []
    assert list(shelf.free(Filters(line=mask), [FIRST, FIRST + 1], 0, PAGE)) == []


def test_a_mask_for_lines_of_all_lengths() -> None:
    """It is held against the digits behind the city code, however many these are."""
    codes = {495: 7, 4012: 6, 40123: 5}
    shelf = Shelf([alike(int(f"{code}{'7' * n}"), 1, city_code=code) for code, n in codes.items()])
    for code, digits in codes.items():
        (offer,) = shelf.free(Filters(line="7" * digits), [], 0, PAGE)
        assert (offer.city_code, offer.line) == (code, "7" * digits)
    assert len(shelf.free(Filters(line="77*77"), [], 0, PAGE)) == 3


def test_an_empty_shelf() -> None:
    """Nothing is found on it."""
    shelf = Shelf([])
    assert (len(shelf), list(shelf), shelf.offer(FIRST)) == (0, [], None)
    assert list(shelf.free(Filters(), [FIRST], 0, PAGE)) == []


# What it costs.


def first_search(
    shelf: Shelf, mask: str | None = None, held: Sequence[int] = (), start: int = 0
) -> int:
    """The steps of a search that was never made before on this shelf; its mask is known."""
    compiled(mask or "*", 7)
    return steps(lambda: shelf.free(Filters(line=mask), held, start, PAGE))


def repeated(
    shelf: Shelf, mask: str | None = None, held: Sequence[int] = (), start: int = 0
) -> int:
    """The steps of the same search once more."""
    first_search(shelf, mask, held, start)
    return first_search(shelf, mask, held, start)


Cost = Callable[[Shelf, str | None, Sequence[int], int], int]


@pytest.mark.parametrize("cost", [first_search, repeated])
@pytest.mark.properties
@given(
    mask=st.sampled_from([None, "*7*", "??????0", "00*"]),
    held=st.sets(st.integers(FIRST, FIRST + 500), max_size=100).map(sorted),
    start=st.integers(0, 50),
)
def test_a_thousand_times_the_numbers(
    cost: Cost, mask: str | None, held: list[int], start: int
) -> None:
    """They cost a search nothing."""
    few, many = Shelf([alike(FIRST, 1000)]), Shelf([alike(FIRST, 1_000_000)])
    assert cost(many, mask, held, start) <= 1.3 * cost(few, mask, held, start)


@pytest.mark.parametrize("cost", [first_search, repeated])
@pytest.mark.properties
@given(st.sampled_from([None, "*777*", "???00??"]), st.integers(0, 10**7) | st.just(FAR))
def test_a_page_far_behind(cost: Cost, mask: str | None, start: int) -> None:
    """It costs what the first one costs."""
    shelf, other = (Shelf([alike(FIRST, 10_000_000)]) for _ in range(2))
    assert cost(shelf, mask, [], start) <= 1.3 * cost(other, mask, [], 0)


def test_a_page_behind_the_last() -> None:
    """It costs next to nothing, and leaves the pages alone that are kept."""
    shelf = Shelf([alike(FIRST, 1_000_000)])
    repeated(shelf)
    assert all(first_search(shelf, start=FAR + n) <= LITTLE for n in range(1000))
    assert first_search(shelf) <= LITTLE


def test_a_search_that_is_repeated() -> None:
    """It costs next to nothing as long as nobody holds a number up to the end of the page."""
    shelf = Shelf([alike(FIRST, 1_000_000)])
    behind = list(range(FIRST + PAGE, FIRST + 2000))
    for mask in (None, "0*"):
        assert repeated(shelf, mask) <= LITTLE
        assert repeated(shelf, mask, behind) <= LITTLE


@pytest.mark.parametrize("mask", [None, "*7*"])
def test_what_is_held_elsewhere(mask: str | None) -> None:
    """What is held in ranges that do not match costs no more than one such number."""
    shelf = Shelf([alike(FIRST - 10_000_000, 5000, city_code=494), alike(FIRST, 1000)])
    few, many = ([FIRST - 10_000_000 + n for n in range(count)] for count in (1, 5000))

    def cost(held: list[int]) -> int:
        def search() -> object:
            return shelf.free(Filters(city_code=495, line=mask), held, 40, PAGE)

        search()
        return steps(search)

    assert cost(many) <= 1.3 * cost(few)


@pytest.mark.parametrize(("step", "start"), [(2, 50_000), (1, 3)], ids=["before", "in the page"])
def test_what_is_held_without_a_mask(step: int, start: int) -> None:
    """It is jumped over: ten times as much costs little more."""
    shelf, first = Shelf([alike(FIRST, 1_000_000)]), FIRST + 10
    few, many = (range(first, first + step * count, step) for count in (1000, 10_000))
    assert repeated(shelf, None, many, start) <= 1.5 * repeated(shelf, None, few, start)


def test_what_is_held_behind_the_page_with_a_mask() -> None:
    """It is not looked at, but for a few numbers."""
    shelf = Shelf([alike(FIRST, 1_000_000)])
    few, many = ([FIRST, *range(FIRST + 50_000, FIRST + count)] for count in (50_100, 90_000))
    assert repeated(shelf, "*77", many) <= 1.3 * repeated(shelf, "*77", few)


def test_how_many_answers_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """The latest pages, numbers and searches; of searches among very many ranges, a few."""
    shelf = Shelf([alike(FIRST, 1_000_000)])
    assert kept(lambda n: shelf.free(Filters(), [], n, 1), 600) == 512
    assert kept(lambda n: shelf.offer(FIRST + n), 1100) == 1024
    assert kept(lambda n: shelf.free(Filters(region=n), [], 0, 1), 200) == 128
    monkeypatch.setattr("scripts.mock_server.shelf.MATCHING_RANGES", 1)
    shelf = Shelf([alike(FIRST, 1), alike(FIRST + 2, 1)])
    assert kept(lambda n: shelf.free(Filters(region=n), [], 0, 1), 200) == 4


def kept(ask: Callable[[int], object], most: int) -> int:
    """How many of the latest answers are found at once, of so many."""
    new = [steps(partial(ask, n)) for n in range(most)][-1]
    latest = reversed(range(most))
    return len([*takewhile(lambda n: steps(partial(ask, n)) < new, latest)])

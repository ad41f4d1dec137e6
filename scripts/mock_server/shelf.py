"""The shelf: every number there is, kept as ranges and searched without walking through them.

How long a search takes depends on how many ranges match and on how many numbers are held in them,
not on how many numbers there are nor on the page. Numbers are their ten digits as integers, prices
are roubles.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from operator import attrgetter

import msgspec

from .masks import Mask, compiled

DIGITS = 10
# Answers that are kept: pages, numbers, and what matches which filters, this by its size as well.
PAGES = 512
OFFERS = 1024
MATCHES = 128
MATCHING_RANGES = 1_000_000
# How many held numbers are compared with a mask at a time.
GLANCE = 64


class Offer(msgspec.Struct, frozen=True):
    """A number as it stands on the shelf, for one owner type."""

    number: int
    phone_type: str
    owner_type: str
    number_type: int
    city_code: int
    region: int
    buy_price: int
    period_price: int

    @property
    def line(self) -> str:
        """The digits behind the city code."""
        return str(self.number)[len(str(self.city_code)) :]


class Range(msgspec.Struct, frozen=True):
    """Numbers in a row that have everything but their digits in common.

    Raises:
        ValueError: There is no number, one without ten digits, or one without the city code.
    """

    first: int
    count: int
    phone_type: str
    owner_type: str
    number_type: int
    city_code: int
    region: int
    buy_price: int
    period_price: int

    def __post_init__(self) -> None:
        if self.count < 1 or len(str(self.first)) != DIGITS:
            raise ValueError(f"{self.first} is not the start of ten-digit numbers")
        lines = 10 ** (DIGITS - len(str(self.city_code)))
        last = self.first + self.count - 1
        if not self.first // lines == self.city_code == last // lines:
            raise ValueError(
                f"the numbers from {self.first} on leave their city code {self.city_code}"
            )

    def offer(self, number: int) -> Offer:
        """Offer a number of the range; it is not checked that it is one."""
        return Offer(
            number,
            self.phone_type,
            self.owner_type,
            self.number_type,
            self.city_code,
            self.region,
            self.buy_price,
            self.period_price,
        )


class Filters(msgspec.Struct, frozen=True):
    """What to search for; None matches everything. `line` is a mask with ? and *."""

    owner_type: str | None = None
    phone_type: str | None = None
    number_type: int | None = None
    city_code: int | None = None
    region: int | None = None
    line: str | None = None

    def match(self, offer: Offer) -> bool:
        """Whether every given filter matches; the mask is left to the shelf."""
        return (
            self.owner_type in (None, offer.owner_type)
            and self.phone_type in (None, offer.phone_type)
            and self.number_type in (None, offer.number_type)
            and self.city_code in (None, offer.city_code)
            and self.region in (None, offer.region)
        )

    def mask(self, city_code: int) -> Mask:
        """The mask for the lines behind a city code."""
        return compiled("*" if self.line is None else self.line, DIGITS - len(str(city_code)))


class Page(tuple[Offer, ...]):
    """Offers in a row. It is kept, and whoever shows it may keep what it has written for a URL."""

    url: str | None = None
    written: bytes


class Shelf:
    """Every number there is, in the order of its digits. Shared by all worlds, never changed.

    Neighbours that are offered alike become one range, which takes 20 bytes; what they have in
    common is kept once for all that have it.

    Raises:
        ValueError: A number is there twice; the message names it.
    """

    def __init__(self, ranges: Iterable[Range]) -> None:
        self._rows = _Rows()
        kinds: dict[Offer, int] = {}
        self._kinds: list[Range] = []
        for found in sorted(ranges, key=attrgetter("first")):
            alike = found.offer(0)
            if alike not in kinds:
                kinds[alike] = len(kinds)
                self._kinds.append(found)
            self._rows.add(found.first, found.first + found.count, kinds[alike])
        self._count = sum(self._rows.ends) - sum(self._rows.firsts)
        # The shelf never changes, so neither does the answer to a question about it.
        room = MATCHING_RANGES // max(1, len(self._rows.firsts))
        self._matching = lru_cache(maxsize=min(MATCHES, max(4, room)))(self._match)
        self._page = lru_cache(maxsize=PAGES)(self._make_page)
        self.offer = lru_cache(maxsize=OFFERS)(self._offer)

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Offer]:
        for first, end, kind in self._rows:
            for number in range(first, end):
                yield self._kinds[kind].offer(number)

    @property
    def ranges(self) -> list[Range]:
        """The ranges that it is made of, neighbours merged."""
        return [
            msgspec.structs.replace(self._kinds[kind], first=first, count=end - first)
            for first, end, kind in self._rows
        ]

    def _offer(self, number: int) -> Offer | None:
        """Find a number, or None if it is not on the shelf."""
        row = self._rows.row(number)
        if row is None:
            return None
        return self._kinds[self._rows.kinds[row]].offer(number)

    def free(self, filters: Filters, held: Sequence[int], start: int, size: int) -> Page:
        """Find the numbers that match and are not held, in the order of their digits.

        Args:
            filters: What they have to match.
            held: What is reserved or owned, sorted; numbers that are not on the shelf do not count.
            start: How many to skip.
            size: How many to find at most: a page, for pages are kept.
        """
        if size < 1 or start >= self._matching(filters).total:
            return Page()
        page = self._page(filters, start, size)
        if not held or page[-1].number < held[0]:
            return page
        found: list[Offer] = []
        for rank, end in self._matching(filters).gaps(held, start):
            found += self._page(filters, rank, min(end - rank, size - len(found)))
            if len(found) == size:
                break
        return Page(found)

    def _match(self, filters: Filters) -> "_Matching":
        masks = {
            index: filters.mask(kind.city_code)
            for index, kind in enumerate(self._kinds)
            if filters.match(kind.offer(kind.first))
        }
        return _Matching(self._rows, masks)

    def _make_page(self, filters: Filters, rank: int, size: int) -> Page:
        numbers = self._matching(filters).numbers(rank, size)
        return Page(self._kinds[kind].offer(number) for kind, number in numbers)


class _Rows:
    """Ranges in the order of their digits, as columns: a range each would take ten times as much.

    firsts: the first number. ends: the one behind the last. kinds: which have what in common.
    """

    def __init__(self) -> None:
        self.firsts, self.ends, self.kinds = array("q"), array("q"), array("I")

    def __iter__(self) -> Iterator[tuple[int, int, int]]:
        return zip(self.firsts, self.ends, self.kinds, strict=True)

    def add(self, first: int, end: int, kind: int) -> None:
        """Add the next range, to the last one if they are alike. Raises ValueError for overlap."""
        last_end = self.ends[-1] if self.ends else 0
        if first < last_end:
            raise ValueError(f"the number on the shelf {first} is there twice")
        if first == last_end and kind == self.kinds[-1]:
            self.ends[-1] = end
        else:
            self.append(first, end, kind)

    def append(self, first: int, end: int, kind: int) -> None:
        """Add the next range as it is."""
        self.firsts.append(first)
        self.ends.append(end)
        self.kinds.append(kind)

    def row(self, number: int) -> int | None:
        """Find the range that a number is in."""
        row = bisect_right(self.ends, number)
        return row if row < len(self.ends) and self.firsts[row] <= number else None


class _Matching:
    """The numbers that match some filters. Their ranks count them from 0 on, in ascending order.

    `masks` has the mask of each kind of range that matches at all. A rank is reckoned from how many
    match in the ranges before and, by the mask, in the range itself.
    """

    def __init__(self, rows: _Rows, masks: Mapping[int, Mask]) -> None:
        self._rows, self._masks = _Rows(), masks
        self._ranks = array("q")
        self.total = 0
        for first, end, kind in rows:
            if kind in masks and (count := _count(masks[kind], first, end)):
                self._rows.append(first, end, kind)
                self._ranks.append(self.total)
                self.total += count

    def numbers(self, rank: int, size: int) -> Iterator[tuple[int, int]]:
        """Find `size` numbers from a rank on, as far as there are as many, each with its kind."""
        row = bisect_right(self._ranks, rank) - 1
        for wanted in range(rank, min(rank + size, self.total)):
            if row + 1 < len(self._ranks) and wanted == self._ranks[row + 1]:
                row += 1
            yield self._rows.kinds[row], self._number(row, wanted)

    def gaps(self, held: Sequence[int], start: int) -> Iterator[tuple[int, int]]:
        """Find where nobody holds a number, from the `start`-th number that nobody holds on.

        Each gap is its first rank and the one behind its last.
        """
        passed = 0
        for row, numbers in self._inside(held):
            inside = self._matched(row, numbers)
            moved = partial(self._moved, row, inside)
            place = bisect_right(range(len(inside)), start + passed, key=moved)
            while place < len(inside):
                end = self._rank(row, inside[place])
                yield start + passed + place, end
                start = end - passed - place
                place = bisect_right(range(len(inside)), start + passed, place, key=moved)
            passed += len(inside)
            # Up to here is settled already: the page may be full before more is looked at.
            end = self._rank(row, numbers[-1])
            if start + passed < end:
                yield start + passed, end
                start = end - passed
        if start + passed < self.total:
            yield start + passed, self.total

    def _inside(self, held: Sequence[int]) -> Iterator[tuple[int, Sequence[int]]]:
        """Find the ranges that held numbers lie in, each with these numbers, or a few at a time."""
        firsts, ends = self._rows.firsts, self._rows.ends
        begin = 0
        while begin < len(held) and held[begin] < ends[-1]:
            row = bisect_right(ends, held[begin])
            begin = bisect_left(held, firsts[row], begin)
            end = bisect_left(held, ends[row], begin)
            if not self._mask(row).every:
                end = min(end, begin + GLANCE)
            if begin < end:
                yield row, held[begin:end]
            begin = end

    def _matched(self, row: int, numbers: Sequence[int]) -> Sequence[int]:
        mask = self._mask(row)
        return numbers if mask.every else [n for n in numbers if n % mask.lines in mask]

    def _moved(self, row: int, held: Sequence[int], place: int) -> int:
        # How far a number has moved up when all those that are held before it are taken out.
        return self._rank(row, held[place]) - place

    def _rank(self, row: int, number: int) -> int:
        mask, first = self._mask(row), self._rows.firsts[row]
        return self._ranks[row] + mask.below(number % mask.lines) - mask.below(first % mask.lines)

    def _number(self, row: int, rank: int) -> int:
        mask, first, end = self._mask(row), self._rows.firsts[row], self._rows.ends[row]
        low, high = first % mask.lines, (end - 1) % mask.lines
        return first - low + mask.nth(rank - self._ranks[row], low, high)

    def _mask(self, row: int) -> Mask:
        return self._masks[self._rows.kinds[row]]


def _count(mask: Mask, first: int, end: int) -> int:
    return mask.count(first % mask.lines, (end - 1) % mask.lines)

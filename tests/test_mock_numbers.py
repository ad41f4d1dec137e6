"""How numbers are named: which texts and digits are one, and what follows from the digits."""

from dataclasses import replace
from typing import Any

import pytest

from scripts.mock_server import AccountHandle
from scripts.mock_server.catalogue import Catalogue
from scripts.mock_server.numbers import NO_REGION, Reader, ranges_with, ten_digits
from scripts.mock_server.shelf import Offer, Range
from tests.mock_caller import FREE, Account

NEW = 4957654321
FIRST, LAST, COUNTRY = 1_000_000_000, 9_999_999_999, 70_000_000_000


@pytest.fixture
def catalogue(account: Account) -> Catalogue:
    """What the standard shelf has."""
    return account.mock.sandbox.world(account.token).catalogue


@pytest.fixture
def reader(account: Account, catalogue: Catalogue) -> Reader:
    """What reads the numbers of a seed."""
    return Reader(account.mock.sandbox.document, catalogue)


@pytest.mark.parametrize("digits", [FIRST, FIRST + 1, NEW, LAST - 1, LAST])
def test_ten_or_eleven_digits(digits: int) -> None:
    """The first and the last of ten digits are some, with and without a 7 in front."""
    assert ten_digits(digits) == digits
    assert ten_digits(str(digits)) == digits
    assert ten_digits(COUNTRY + digits) == digits


OTHERS = [0, 1, -NEW, FIRST - 1, LAST + 1, LAST + 2, COUNTRY + FIRST - 1, 8 * 10**10, 10**12]


@pytest.mark.parametrize("named", [*OTHERS, "", "²" * 10])
def test_other_digits(named: int | str) -> None:
    """They are refused, however many there are."""
    with pytest.raises(ValueError, match=r"^A number of ten digits, or of eleven"):
        ten_digits(named)
    with pytest.raises(ValueError, match="a number with thousands of digits came"):
        ten_digits(10**5000)


@pytest.mark.parametrize(
    ("named", "came"), [(str(NEW), "a text"), (b"495", "a text"), ({"number": NEW}, "an object")]
)
def test_one_number_in_the_place_of_a_list(handle: AccountHandle, named: Any, came: str) -> None:
    """What came is told."""
    with pytest.raises(ValueError, match=rf"^A list of numbers was expected, {came} came.$"):
        handle.seed(owned=named)


def test_the_code_and_the_region(reader: Reader) -> None:
    """The longest code that a region has; three digits and no region, where none has one."""
    (known, unknown) = reader.offers([NEW, 2001234567])
    assert (known.city_code, known.region) == (495, 1)
    assert (unknown.city_code, unknown.region) == (200, NO_REGION) == (200, 0)


@pytest.mark.parametrize("code", [4, 49, 495, 4957, 49576])
def test_codes_of_other_lengths(account: Account, catalogue: Catalogue, code: int) -> None:
    """The code is the longest beginning that a region has."""
    region = replace(catalogue.regions[0], id=7, code=("8", str(code)))
    there = replace(catalogue, regions=(region,))
    [offer] = Reader(account.mock.sandbox.document, there).offers([NEW])
    assert (offer.city_code, offer.region) == (code, 7)


def test_prices_that_the_seed_does_not_have(account: Account, catalogue: Catalogue) -> None:
    """Both have to be said then; 0 is a price."""
    there = replace(catalogue, prices={})
    reader = Reader(account.mock.sandbox.document, there)
    expected = rf"^the prices of {NEW}: buy_price and period_price was expected, null came.$"
    one_price: list[dict[str, int]] = [{}, {"buy_price": 5}, {"period_price": 6}]
    for given in one_price:
        with pytest.raises(ValueError, match=expected):
            reader.offers([{"number": NEW, **given}])
    [offer] = reader.offers([{"number": NEW, "buy_price": 0, "period_price": 6}])
    assert (offer.buy_price, offer.period_price) == (0, 6)


@pytest.mark.parametrize("place", [0, 3, 9])
def test_a_number_that_is_offered_otherwise(place: int) -> None:
    """Its neighbours stay ranges, and none of them is empty."""
    standard = Range(FREE, 10, "abc", "personal", 0, 495, 1, 99, 99)
    other = Range(NEW, 2, "abc", "personal", 0, 495, 1, 99, 99)
    offer = Offer(FREE + place, "abc", "personal", 0, 495, 1, 7, 99)
    found = ranges_with([standard, other], [offer])
    assert [(each.first, each.count) for each in found] == [
        *([(FREE, place)] if place else []),
        *([(FREE + place + 1, 9 - place)] if place < 9 else []),
        (NEW, 2),
        (FREE + place, 1),
    ]
    assert other in found

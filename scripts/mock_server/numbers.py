"""Telephone numbers as somebody names them who seeds an account, made into offers and a shelf."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import msgspec

from .catalogue import Catalogue
from .document import Document
from .refusals import either, shown
from .shelf import Offer, Range

# Ten or eleven digits, or those and what the number shall be besides.
Named: TypeAlias = int | str | Mapping[str, Any]

FIRST, LAST = 10**9, 10**10 - 1
# A number of eleven digits is one of ten with a 7 in front.
COUNTRY = 7 * 10**10
# What numbers are that the seed does not have, and whose caller does not say.
OWNER_TYPE, NUMBER_TYPE = "personal", 0
# No region has this id: a number whose city code is in no region is found without one only.
NO_REGION = 0
_CODE_LENGTH = 3


class Properties(msgspec.Struct, forbid_unknown_fields=True):
    """What can be said of a number; None follows from its digits."""

    number: int | str
    owner_type: str | None = None
    phone_type: str | None = None
    number_type: int | None = None
    city_code: int | None = None
    region: int | None = None
    buy_price: int | None = None
    period_price: int | None = None


class Reader:
    """Reads numbers as they are named."""

    def __init__(self, document: Document, catalogue: Catalogue) -> None:
        self._codes = {
            "phone_type": document.codes("PhoneType"),
            "owner_type": document.codes("OwnerType"),
            "number_type": document.codes("NumberClass"),
        }
        self._catalogue = catalogue
        self._regions = {int(code): r.id for r in catalogue.regions for code in r.code}

    def offers(self, named: Iterable[Named]) -> list[Offer]:
        """Make an offer of each. Raises ValueError, one sentence, for what is no number."""
        if isinstance(named, str | bytes | Mapping):
            came = "a text" if isinstance(named, str | bytes) else "an object"
            raise ValueError(f"A list of numbers was expected, {came} came.")
        return [self._offer(name) for name in named]

    def _offer(self, named: Named) -> Offer:
        given = _properties(named)
        digits = ten_digits(given.number)
        for name, codes in self._codes.items():
            code = getattr(given, name)
            if code is not None and code not in codes:
                raise _wrong(name, digits, either(codes), code)
        for name in ("buy_price", "period_price"):
            if (getattr(given, name) or 0) < 0:
                raise _wrong(name, digits, "0 or more", getattr(given, name))
        known = self._catalogue.shelf.offer(digits)
        facts: dict[str, Any] = _facts(known) if known else self._guessed(digits, given)
        facts |= {n: v for n, v in msgspec.structs.asdict(given).items() if v is not None}
        if not str(digits).startswith(str(facts["city_code"])):
            raise _wrong("city_code", digits, "the beginning of its digits", facts["city_code"])
        facts["number"] = digits
        return Offer(**facts)

    def _guessed(self, digits: int, given: Properties) -> dict[str, Any]:
        code = given.city_code or self._city_code(digits)
        owner_type = given.owner_type or OWNER_TYPE
        number_type = NUMBER_TYPE if given.number_type is None else given.number_type
        prices = self._catalogue.prices.get(number_type, {}).get(owner_type)
        if prices is None and None in (given.buy_price, given.period_price):
            raise _wrong("the prices", digits, "buy_price and period_price", None)
        buy_price, period_price = prices or (0, 0)
        return {
            "phone_type": _phone_type(digits),
            "owner_type": owner_type,
            "number_type": number_type,
            "city_code": code,
            "region": self._regions.get(code, NO_REGION),
            "buy_price": buy_price,
            "period_price": period_price,
        }

    def _city_code(self, digits: int) -> int:
        text = str(digits)
        codes = (int(text[:length]) for length in range(5, 0, -1))
        return next((code for code in codes if code in self._regions), int(text[:_CODE_LENGTH]))


def ten_digits(number: int | str) -> int:
    """Read ten digits, or eleven that begin with 7. Raises ValueError for anything else."""
    text = str(number) if isinstance(number, str) or abs(number) < 10**12 else ""
    digits = int(text) if text.isascii() and text.isdigit() else 0
    if COUNTRY <= digits < COUNTRY + 10**10:
        digits -= COUNTRY
    if not FIRST <= digits <= LAST:
        expected = "ten digits, or of eleven that begin with 7,"
        raise ValueError(f"A number of {expected} was expected, {shown(number)} came.")
    return digits


def check_once(offers: Iterable[Offer]) -> None:
    """Raise ValueError when a number is named twice."""
    seen: set[int] = set()
    for offer in offers:
        if offer.number in seen:
            raise ValueError(f"The number {offer.number} is named twice. Name it once.")
        seen.add(offer.number)


def ranges_with(standard: Sequence[Range], offers: Iterable[Offer]) -> list[Range]:
    """Write a shelf down that has the offers, in the place of what it has of these numbers."""
    singles = sorted(offers, key=lambda offer: offer.number)
    numbers = [offer.number for offer in singles]
    kept = [piece for found in standard for piece in _around(found, numbers)]
    return kept + [_range(offer) for offer in singles]


def _around(found: Range, numbers: Sequence[int]) -> Iterator[Range]:
    first, end = found.first, found.first + found.count
    for number in numbers[bisect_left(numbers, first) : bisect_left(numbers, end)]:
        yield from _piece(found, first, number)
        first = number + 1
    yield from _piece(found, first, end)


def _piece(found: Range, first: int, end: int) -> Iterator[Range]:
    if (first, end) == (found.first, found.first + found.count):
        yield found
    elif first < end:
        yield Range(first=first, count=end - first, **_facts(found))


def _range(offer: Offer) -> Range:
    return Range(first=offer.number, count=1, **_facts(offer))


def _facts(of: Offer | Range) -> dict[str, Any]:
    names = Properties.__struct_fields__[1:]
    return {name: getattr(of, name) for name in names}


def _properties(named: Named) -> Properties:
    if isinstance(named, int | str) and not isinstance(named, bool):
        return Properties(named)
    try:
        return msgspec.convert(named, Properties)
    except msgspec.ValidationError as error:
        raise ValueError(f"{shown(named)} is no number: {error}.") from None


def _phone_type(digits: int) -> str:
    text = str(digits)
    if text.startswith("800"):
        return "800"
    return "def" if text.startswith("9") else "abc"


def _wrong(name: str, digits: int, expected: str, came: object) -> ValueError:
    return ValueError(f"{name} of {digits}: {expected} was expected, {shown(came)} came.")

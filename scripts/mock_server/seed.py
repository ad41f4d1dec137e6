"""The seed file, checked and turned into the catalogue that every account shares."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import msgspec

from . import clock
from .catalogue import Catalogue, ForwardType, Region, SmsPacket
from .changes import ClockSet
from .document import CannotStart, Document, load_yaml
from .shelf import Range, Shelf


class Row(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """Numbers in a row that have everything but their digits in common."""

    phone_type: str
    region: int
    city_code: int
    first: Annotated[str, msgspec.Meta(pattern="^[0-9]+$")]
    count: int
    owner_type: str
    number_type: int

    @property
    def start(self) -> int:
        """The ten digits of the first, as an integer."""
        return int(f"{self.city_code}{self.first}")


class Seed(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """The seed file. `prices` has [buy_price, period_price] in roubles.

    clock: where the clocks of accounts stand still, where they do; UTC unless it names a zone.
    """

    prices: dict[int, dict[str, tuple[int, int]]]
    regions: list[Region]
    shelf: list[Row]
    targets: dict[str, dict[int, str]]
    black_lists: dict[int, str]
    sms_packet: SmsPacket
    clock: datetime = datetime(2026, 1, 1, 12, tzinfo=UTC)


def read_seed(path: Path) -> Seed:
    """Read a seed file. Raises CannotStart."""
    try:
        return msgspec.convert(load_yaml(path), type=Seed)
    except (msgspec.ValidationError, ValueError) as error:
        raise CannotStart(f"The seed {path} is wrong: {error}.") from None


def make_catalogue(seed: Seed, origin: object, document: Document, is_still: bool) -> Catalogue:
    """Join a seed and what the document's examples say. Raises CannotStart, naming the origin.

    is_still: whether clocks stand still at the time of the seed; otherwise they run.
    """
    try:
        still = ClockSet(at=clock.moment(seed.clock))
        _check_codes(seed, document)
        shelf = Shelf(_range(row, seed) for row in seed.shelf)
        _check_once([region.id for region in seed.regions], "region")
    except ValueError as error:
        raise CannotStart(f"The seed {origin} is wrong: {error}.") from None
    return Catalogue(
        shelf=shelf,
        regions=tuple(seed.regions),
        targets=seed.targets,
        black_lists=seed.black_lists,
        sms_packet=seed.sms_packet,
        forward_types={
            row["type"]: ForwardType(row["title"], tuple(row["owner_types"]))
            for row in document.example("ForwardTypesEvery")["follow_types"]
        },
        caller_id_types={
            row["type"]: row["title"]
            for row in document.example("CallerIdTypesSample")["cli_types"]
        },
        prices=seed.prices,
        clock=still if is_still else ClockSet(),
    )


def _range(row: Row, seed: Seed) -> Range:
    _check_row(row, seed)
    buy_price, period_price = seed.prices[row.number_type][row.owner_type]
    return Range(
        first=row.start,
        count=row.count,
        phone_type=row.phone_type,
        owner_type=row.owner_type,
        number_type=row.number_type,
        city_code=row.city_code,
        region=row.region,
        buy_price=buy_price,
        period_price=period_price,
    )


def _check_row(row: Row, seed: Seed) -> None:
    name = f"{row.city_code} {row.first}"
    codes = [region.code for region in seed.regions if region.id == row.region]
    if str(row.city_code) not in sum(codes, ()):
        raise ValueError(f"region {row.region} does not have the city code of {name}")
    if row.owner_type not in seed.prices.get(row.number_type, {}):
        raise ValueError(f"{name} has no price")


def _check_codes(seed: Seed, document: Document) -> None:
    for field, schema in (
        ("phone_type", "PhoneType"),
        ("owner_type", "OwnerType"),
        ("number_type", "NumberClass"),
    ):
        known = document.codes(schema)
        for row in seed.shelf:
            if getattr(row, field) not in known:
                raise ValueError(f"{getattr(row, field)} is not a {field} of the document")


def _check_once(names: list[Any], kind: str) -> None:
    seen: set[Any] = set()
    for name in names:
        if name in seen:
            raise ValueError(f"the {kind} {name} is there twice")
        seen.add(name)

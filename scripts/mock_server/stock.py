"""What is free, reserved and owned, and how one becomes the other.

A number is free as long as nobody holds it: a world remembers only what is not free, so an account
that holds nothing costs nothing. Each transition checks everything first and changes afterwards;
it raises Refused, and then nothing was changed. No HTTP here and no JSON. Numbers are their ten
digits as integers, prices are roubles, times are UTC.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache

from .refusals import Refused


@dataclass(frozen=True, slots=True)
class Offer:
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


@dataclass(frozen=True, slots=True)
class Filters:
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


class Shelf:
    """Every number there is, in the order of its digits. Shared by all worlds, never changed."""

    def __init__(self, offers: Iterable[Offer]) -> None:
        self.by_number = {offer.number: offer for offer in sorted(offers, key=lambda o: o.number)}
        # The shelf never changes, so neither does the answer to a question about it.
        self.matching = lru_cache(maxsize=256)(self._matching)

    def _matching(self, filters: Filters) -> tuple[Offer, ...]:
        found = (offer for offer in self.by_number.values() if filters.match(offer))
        if filters.line is None:
            return tuple(found)
        mask = _mask(filters.line)
        return tuple(offer for offer in found if mask.fullmatch(offer.line))


# What a target is called in a refusal, where the type of forwarding alone would not do.
_KINDS = {"sip": "SIP account", "call_queue": "call queue"}


def _mask(line: str) -> re.Pattern[str]:
    # Stars in a row mean what one means, and would take the expression very long.
    single = re.sub(r"\*+", "*", line)
    return re.compile(single.replace("?", "[0-9]").replace("*", "[0-9]*"))


@dataclass(frozen=True, slots=True)
class ForwardType:
    """A type of forwarding, and the owner types of the numbers that it is open to."""

    title: str
    owner_types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Region:
    """A region that the shelf can be searched by."""

    id: int
    title: str
    code: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SmsPacket:
    """The packet that each mobile number has."""

    packet: str
    packet_name: str
    sms_amount: int
    price: int


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What every account finds in place. Nothing in here ever changes.

    targets: type of forwarding → id → name. caller_id_types: code → title.
    """

    shelf: Shelf
    regions: tuple[Region, ...]
    targets: Mapping[str, Mapping[int, str]]
    black_lists: Mapping[int, str]
    sms_packet: SmsPacket
    forward_types: Mapping[str, ForwardType]
    caller_id_types: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Destination:
    """Where calls go. `target` is an id for the types that have ids, otherwise a number or URI."""

    type: str
    target: int | str
    cli_type: str


@dataclass(frozen=True, slots=True)
class Integration:
    """The integrated system that calls go to before they go anywhere else."""

    type: str
    host: str
    cli_type: str


@dataclass(frozen=True, slots=True)
class Reservation:
    """A number that an account may buy until `until`."""

    id: int
    account: str
    offer: Offer
    until: datetime


@dataclass(frozen=True, slots=True)
class OwnedNumber:
    """A number that an account bought, and what it does with its calls."""

    id: int
    account: str
    offer: Offer
    black_list: int | None = None
    destination: Destination | None = None
    integration: Integration | None = None


@dataclass(slots=True)
class World:
    """A shelf, and who holds what of it. Both tables go by the ten digits, in the order of ids."""

    catalogue: Catalogue
    reserved: dict[int, Reservation] = field(default_factory=dict[int, Reservation])
    owned: dict[int, OwnedNumber] = field(default_factory=dict[int, OwnedNumber])
    last_ids: dict[str, int] = field(default_factory=dict[str, int])


def end_reservations(world: World, now: datetime) -> None:
    """Free what was reserved until now or before. To be called before anything else is done."""
    for number in [n for n, reservation in world.reserved.items() if reservation.until <= now]:
        del world.reserved[number]


def search(world: World, filters: Filters) -> Iterator[Offer]:
    """Find the free numbers that match, in the order of their digits."""
    matching = world.catalogue.shelf.matching(filters)
    return (o for o in matching if o.number not in world.reserved and o.number not in world.owned)


def reservations(world: World, account: str) -> list[Reservation]:
    """List what the account has reserved, in the order of ids."""
    return [held for held in world.reserved.values() if held.account == account]


def owned_numbers(world: World, account: str) -> list[OwnedNumber]:
    """List what the account owns, in the order of ids."""
    return [held for held in world.owned.values() if held.account == account]


def reserve(world: World, account: str, number: int, owner_type: str, until: datetime) -> None:
    """Free → reserved. Refuses what is not on the shelf, not free, or offered for another use."""
    offer = _on_the_shelf(world, number)
    for state, held in (("reserved", world.reserved), ("owned", world.owned)):
        if number in held:
            raise Refused("not_free", number=number, state=state)
    _check_owner_type(offer, owner_type)
    world.reserved[number] = Reservation(_next_id(world, account), account, offer, until)


def cancel(world: World, account: str, reservation_id: int) -> None:
    """Reserved → free. Refuses an id that is not one of the account's reservations."""
    for held in reservations(world, account):
        if held.id == reservation_id:
            del world.reserved[held.offer.number]
            return
    raise Refused("reservation_not_found", id=reservation_id)


def buy(world: World, account: str, numbers: Sequence[int], owner_type: str) -> None:
    """Reserved → owned, all or none: only what the account itself reserved, for that use."""
    for number in numbers:
        offer = _on_the_shelf(world, number)
        held = world.reserved.get(number)
        if held is None or held.account != account:
            raise Refused("not_reserved", number=number)
        _check_owner_type(offer, owner_type)
    for number in numbers:
        offer = world.reserved.pop(number).offer
        world.owned[number] = OwnedNumber(_next_id(world, account), account, offer)


def release(world: World, account: str, number_id: int) -> None:
    """Owned → free. Refuses an id that is not one of the account's numbers."""
    (held,) = _owned(world, account, [number_id])
    del world.owned[held.offer.number]


def forward(
    world: World,
    account: str,
    ids: Sequence[int],
    destination: Destination | None,
    integration: Integration | None,
) -> None:
    """Set where calls go, for all of the ids or none; None and None switch forwarding off."""
    numbers = _owned(world, account, ids)
    ways = [way for way in (integration, destination) if way]
    for way in ways:
        _check_caller_id_type(world.catalogue, way.cli_type)
    if destination:
        _check_target(world.catalogue, destination)
    for way in ways:
        _check_open(world.catalogue, way.type, numbers)
    for held in numbers:
        world.owned[held.offer.number] = replace(
            held, destination=destination, integration=integration
        )


def assign_black_list(
    world: World, account: str, ids: Sequence[int], black_list: int | None
) -> None:
    """Give all of the ids a black list, or None; or refuse, and then none of them."""
    numbers = _owned(world, account, ids)
    known = world.catalogue.black_lists
    if black_list is not None and black_list not in known:
        raise Refused("black_list_not_found", id=black_list, ids=_listed(known))
    for held in numbers:
        world.owned[held.offer.number] = replace(held, black_list=black_list)


def _on_the_shelf(world: World, number: int) -> Offer:
    offer = world.catalogue.shelf.by_number.get(number)
    if offer is None:
        raise Refused("not_on_the_shelf", number=number)
    return offer


def _check_owner_type(offer: Offer, owner_type: str) -> None:
    if offer.owner_type != owner_type:
        raise Refused(
            "other_owner_type", number=offer.number, offered=offer.owner_type, came=owner_type
        )


def _check_caller_id_type(catalogue: Catalogue, code: str) -> None:
    if code not in catalogue.caller_id_types:
        raise Refused(
            "caller_id_type_not_found", code=code, codes=_listed(catalogue.caller_id_types)
        )


def _check_target(catalogue: Catalogue, destination: Destination) -> None:
    known = catalogue.targets.get(destination.type)
    if known is not None and destination.target not in known:
        raise Refused(
            "target_not_found",
            kind=_KINDS.get(destination.type, destination.type),
            id=destination.target,
            ids=_listed(known),
        )


def _check_open(catalogue: Catalogue, forward_type: str, numbers: Iterable[OwnedNumber]) -> None:
    open_to = catalogue.forward_types[forward_type].owner_types
    for held in numbers:
        if held.offer.owner_type not in open_to:
            raise Refused(
                "type_not_open",
                type=forward_type,
                open_to=_listed(open_to),
                id=held.id,
                owner_type=held.offer.owner_type,
            )


def _owned(world: World, account: str, ids: Sequence[int]) -> list[OwnedNumber]:
    by_id = {held.id: held for held in owned_numbers(world, account)}
    for number_id in ids:
        if number_id not in by_id:
            raise Refused("number_not_found", id=number_id)
    return [by_id[number_id] for number_id in ids]


def _next_id(world: World, account: str) -> int:
    # Reservations and owned numbers draw from one row of ids, so that one taken for the other is
    # found out.
    world.last_ids[account] = world.last_ids.get(account, 0) + 1
    return world.last_ids[account]


def _listed(names: Iterable[object]) -> str:
    return ", ".join(str(name) for name in names)

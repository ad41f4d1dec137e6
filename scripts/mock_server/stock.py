"""What is free, reserved and owned, and how one becomes the other.

A number is free as long as nobody holds it: a world remembers only what is not free, so an account
that holds nothing costs nothing. Each transition is a pure function: it checks everything, and
answers the changes that follow from it, or raises Refused; `apply` carries a change out. No HTTP
here and no JSON. Numbers are their ten digits as integers, prices are roubles, times are UTC.
"""

import heapq
from bisect import bisect_left, insort
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

import msgspec

from .catalogue import Catalogue
from .changes import (
    BlackListed,
    Bought,
    Cancelled,
    Change,
    ClockSet,
    Destination,
    Ended,
    Forwarded,
    HeldNumber,
    HeldReservation,
    Integration,
    Released,
    Reserved,
    Restored,
    Snapshot,
)
from .refusals import Refused
from .shelf import Offer, Shelf

# What a target is called in a refusal, where the type of forwarding alone would not do.
_KINDS = {"sip": "SIP account", "call_queue": "call queue"}


class Reservation(msgspec.Struct, frozen=True):
    """A number that an account may buy until `until`."""

    id: int
    account: str
    offer: Offer
    until: datetime


class OwnedNumber(msgspec.Struct, frozen=True):
    """A number that an account bought, and what it does with its calls."""

    id: int
    account: str
    offer: Offer
    black_list: int | None = None
    destination: Destination | None = None
    integration: Integration | None = None


@dataclass(slots=True)
class Holder:
    """What one account holds of a shelf, by id, in the order of ids.

    Reservations and owned numbers draw from one row of ids, so that one taken for the other is
    found out.
    """

    reserved: dict[int, Reservation] = field(default_factory=dict[int, Reservation])
    owned: dict[int, OwnedNumber] = field(default_factory=dict[int, OwnedNumber])
    last_id: int = 0


_NOTHING = Holder()


@dataclass(slots=True)
class World:
    """A shelf, and who holds what of it, by the ten digits. `version` counts its changes.

    shelf: the catalogue's, unless the world was seeded with one of its own. held: the numbers that
    are not free, in ascending order. ends: when reservations end; entries may be out of date.
    """

    catalogue: Catalogue
    shelf: Shelf
    version: int = 0
    clock: ClockSet = field(default_factory=ClockSet)
    holders: dict[str, Holder] = field(default_factory=dict[str, Holder])
    reserved: dict[int, Reservation] = field(default_factory=dict[int, Reservation])
    owned: dict[int, OwnedNumber] = field(default_factory=dict[int, OwnedNumber])
    held: list[int] = field(default_factory=list[int])
    ends: list[tuple[datetime, int]] = field(default_factory=list[tuple[datetime, int]])

    @classmethod
    def new(cls, catalogue: Catalogue) -> "World":
        """Make a world in which everything is free."""
        return cls(catalogue, catalogue.shelf, clock=catalogue.clock)

    def now(self, system: datetime) -> datetime:
        """Tell the time of this world, from the system's."""
        return self.clock.at or system + timedelta(seconds=self.clock.ahead)

    def holder(self, account: str) -> Holder:
        """What an account holds; not to be changed."""
        return self.holders.get(account, _NOTHING)


def due(world: World, now: datetime) -> list[Change]:
    """End what was reserved until now or before. To be applied before anything else is asked."""
    if not world.ends or world.ends[0][0] > now:
        return []
    over = [held for held in world.reserved.values() if held.until <= now]
    return [Ended(held.account, held.id) for held in over]


def reservations(world: World, account: str) -> Collection[Reservation]:
    """List what the account has reserved, in the order of ids."""
    return world.holder(account).reserved.values()


def owned_numbers(world: World, account: str) -> Collection[OwnedNumber]:
    """List what the account owns, in the order of ids."""
    return world.holder(account).owned.values()


def reserve(
    world: World, account: str, number: int, owner_type: str, until: datetime
) -> list[Change]:
    """Free → reserved. Refuses what is not on the shelf, not free, or offered for another use."""
    offer = _on_the_shelf(world, number)
    for state, held in (("reserved", world.reserved), ("owned", world.owned)):
        if number in held:
            raise Refused("not_free", number=number, state=state)
    _check_owner_type(offer, owner_type)
    return [Reserved(account, world.holder(account).last_id + 1, number, until)]


def cancel(world: World, account: str, reservation_id: int) -> list[Change]:
    """Reserved → free. Refuses an id that is not one of the account's reservations."""
    if reservation_id not in world.holder(account).reserved:
        raise Refused("reservation_not_found", id=reservation_id)
    return [Cancelled(account, reservation_id)]


def buy(world: World, account: str, numbers: Sequence[int], owner_type: str) -> list[Change]:
    """Reserved → owned, all or none: only what the account itself reserved, for that use."""
    for number in numbers:
        offer = _on_the_shelf(world, number)
        held = world.reserved.get(number)
        if held is None or held.account != account:
            raise Refused("not_reserved", number=number)
        _check_owner_type(offer, owner_type)
    first = world.holder(account).last_id + 1
    return [Bought(account, number_id, n) for number_id, n in enumerate(numbers, first)]


def release(world: World, account: str, number_id: int) -> list[Change]:
    """Owned → free. Refuses an id that is not one of the account's numbers."""
    _owned(world, account, [number_id])
    return [Released(account, number_id)]


def forward(
    world: World,
    account: str,
    ids: Sequence[int],
    destination: Destination | None,
    integration: Integration | None,
) -> list[Change]:
    """Set where calls go, for all of the ids or none; None and None switch forwarding off."""
    numbers = _owned(world, account, ids)
    ways = [way for way in (integration, destination) if way]
    for way in ways:
        _check_caller_id_type(world.catalogue, way.cli_type)
    if destination:
        _check_target(world.catalogue, destination)
    for way in ways:
        _check_open(world.catalogue, way.type, numbers)
    return [Forwarded(account, held.id, destination, integration) for held in numbers]


def assign_black_list(
    world: World, account: str, ids: Sequence[int], black_list: int | None
) -> list[Change]:
    """Give all of the ids a black list, or None; or refuse, and then none of them."""
    numbers = _owned(world, account, ids)
    known = world.catalogue.black_lists
    if black_list is not None and black_list not in known:
        raise Refused("black_list_not_found", id=black_list, ids=_listed(known))
    return [BlackListed(account, held.id, black_list) for held in numbers]


def snapshot(world: World) -> Snapshot:
    """Write a whole world down."""
    return Snapshot(
        reserved=[
            HeldReservation(r.account, r.id, r.offer.number, r.until)
            for r in world.reserved.values()
        ],
        owned=[
            HeldNumber(n.account, n.id, n.offer.number, n.black_list, n.destination, n.integration)
            for n in world.owned.values()
        ],
        last_ids={name: holder.last_id for name, holder in world.holders.items()},
        clock=world.clock,
        ranges=None if world.shelf is world.catalogue.shelf else world.shelf.ranges,
    )


def apply(world: World, change: Change) -> None:
    """Carry a change out. It was checked when it was made, and is not checked again."""
    _APPLY[type(change)](world, change)
    world.version += 1


def _reserved(world: World, change: Reserved) -> None:
    offer = _on_the_shelf(world, change.number)
    _hold_reservation(world, Reservation(change.id, change.account, offer, change.until))


def _hold_reservation(world: World, reservation: Reservation) -> None:
    number = reservation.offer.number
    holder = _holder(world, reservation.account)
    holder.reserved[reservation.id] = world.reserved[number] = reservation
    holder.last_id = max(holder.last_id, reservation.id)
    insort(world.held, number)
    if len(world.ends) > 2 * len(world.reserved) + 64:
        # Most of them are out of date: what is reserved and cancelled all day would pile up.
        world.ends = [(held.until, held.offer.number) for held in world.reserved.values()]
        heapq.heapify(world.ends)
    else:
        heapq.heappush(world.ends, (reservation.until, number))


def _holder(world: World, account: str) -> Holder:
    holder = world.holders.get(account)
    if holder is None:
        holder = world.holders[account] = Holder()
    return holder


def _given_back(world: World, change: Cancelled | Ended) -> None:
    held = world.holders[change.account].reserved.pop(change.id)
    del world.reserved[held.offer.number]
    _set_free(world, held.offer.number)
    _forget_ends(world)


def _forget_ends(world: World) -> None:
    # What stands first must be true, or each request would look for what is over.
    while world.ends:
        until, number = world.ends[0]
        held = world.reserved.get(number)
        if held is not None and held.until == until:
            return
        heapq.heappop(world.ends)


def _bought(world: World, change: Bought) -> None:
    held = world.reserved.pop(change.number)
    del world.holders[held.account].reserved[held.id]
    _forget_ends(world)
    _own(world, OwnedNumber(change.id, change.account, held.offer))


def _own(world: World, number: OwnedNumber) -> None:
    holder = _holder(world, number.account)
    holder.owned[number.id] = world.owned[number.offer.number] = number
    holder.last_id = max(holder.last_id, number.id)


def _released(world: World, change: Released) -> None:
    held = world.holders[change.account].owned.pop(change.id)
    del world.owned[held.offer.number]
    _set_free(world, held.offer.number)


def _set_free(world: World, number: int) -> None:
    del world.held[bisect_left(world.held, number)]


def _forwarded(world: World, change: Forwarded) -> None:
    _replaced(world, change, destination=change.destination, integration=change.integration)


def _black_listed(world: World, change: BlackListed) -> None:
    _replaced(world, change, black_list=change.black_list)


def _replaced(world: World, change: Forwarded | BlackListed, **properties: Any) -> None:
    owned = world.holders[change.account].owned
    number = msgspec.structs.replace(owned[change.id], **properties)
    owned[change.id] = world.owned[number.offer.number] = number


def _clock_set(world: World, change: ClockSet) -> None:
    world.clock = change


def _restored(world: World, change: Restored) -> None:
    whole = change.snapshot
    world.shelf = world.catalogue.shelf if whole.ranges is None else Shelf(whole.ranges)
    world.clock = world.catalogue.clock if whole.clock is None else whole.clock
    world.holders, world.reserved, world.owned, world.held, world.ends = {}, {}, {}, [], []
    for name, last_id in whole.last_ids.items():
        world.holders[name] = Holder(last_id=last_id)
    for r in whole.reserved:
        offer = _on_the_shelf(world, r.number)
        _hold_reservation(world, Reservation(r.id, r.account, offer, r.until))
    for n in whole.owned:
        offer = _on_the_shelf(world, n.number)
        insort(world.held, n.number)
        _own(
            world,
            OwnedNumber(n.id, n.account, offer, n.black_list, n.destination, n.integration),
        )


_APPLY: dict[type, Callable[[World, Any], None]] = {
    Reserved: _reserved,
    Cancelled: _given_back,
    Ended: _given_back,
    Bought: _bought,
    Released: _released,
    Forwarded: _forwarded,
    BlackListed: _black_listed,
    ClockSet: _clock_set,
    Restored: _restored,
}


def _on_the_shelf(world: World, number: int) -> Offer:
    offer = world.shelf.offer(number)
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
    owned = world.holder(account).owned
    for number_id in ids:
        if number_id not in owned:
            raise Refused("number_not_found", id=number_id)
    return [owned[number_id] for number_id in ids]


def _listed(names: Iterable[object]) -> str:
    # A seeded account may have very many.
    return ", ".join(str(name) for name in islice(names, 20))

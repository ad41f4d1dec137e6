"""Snapshots as somebody sends them back: read, checked, and moved to another shelf."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import msgspec

from . import clock
from .accounts import Account
from .catalogue import Catalogue
from .changes import HeldNumber, HeldReservation, Restored, Snapshot
from .refusals import Refused
from .stock import World, apply

# The greatest id; JavaScript's exact integers end here.
MOST = 2**53 - 1


def read_snapshot(
    written: Mapping[str, Any], shelf: str, catalogue: Catalogue, system: datetime
) -> Snapshot:
    """Read a snapshot that a shelf may become, with the accounts of that shelf.

    Raises ValueError, one sentence, when it is none, or one that could not have come to be.
    """
    try:
        snapshot = _moved(msgspec.convert(written, Snapshot), shelf)
        _check_times(snapshot, system)
        world = World.new(catalogue)
        # Nobody sees this world: it tells whether the snapshot can be made one.
        apply(world, Restored(snapshot))
        _check_counts(snapshot)
        for number in snapshot.owned:
            _check_ways(catalogue, number)
    except Refused as refused:
        raise ValueError(f"That is no snapshot: {refused.text()}") from None
    except (msgspec.ValidationError, ValueError, OverflowError) as error:
        raise ValueError(f"That is no snapshot: {error}.") from None
    return snapshot


def _moved(snapshot: Snapshot, shelf: str) -> Snapshot:
    """Let the accounts of a snapshot be those of a shelf, `test-a:bob` be `test-b:bob`."""

    def account(name: str) -> str:
        return shelf + name[len(Account.of(name).shelf) :]

    replace = msgspec.structs.replace
    return replace(
        snapshot,
        reserved=[replace(held, account=account(held.account)) for held in snapshot.reserved],
        owned=[replace(held, account=account(held.account)) for held in snapshot.owned],
        last_ids={account(name): last for name, last in snapshot.last_ids.items()},
    )


def _check_times(snapshot: Snapshot, system: datetime) -> None:
    times = [held.until for held in snapshot.reserved]
    if snapshot.clock is not None:
        times.append(snapshot.clock.at or system + timedelta(seconds=snapshot.clock.ahead))
    for time in times:
        if time.tzinfo is None:
            raise ValueError(f"{time:%Y-%m-%dT%H:%M:%S} names no zone")
        clock.within(time)


def _check_counts(snapshot: Snapshot) -> None:
    all_held: list[HeldReservation | HeldNumber] = [*snapshot.reserved, *snapshot.owned]
    ids = [(held.account, held.id) for held in all_held]
    numbers = [held.number for held in all_held]
    if len(set(ids)) < len(ids) or len(set(numbers)) < len(numbers):
        raise ValueError("an id or a number is there twice")
    counts = [*(one for _, one in ids), *(last + 1 for last in snapshot.last_ids.values())]
    if counts and not (min(counts) >= 1 and max(counts) <= MOST):
        raise ValueError(f"ids are from 1 to {MOST}")
    prices = [price for r in snapshot.ranges or () for price in (r.buy_price, r.period_price)]
    if min(prices, default=0) < 0:
        raise ValueError("a price is below 0")


def _check_ways(catalogue: Catalogue, number: HeldNumber) -> None:
    ways = [way for way in (number.destination, number.integration) if way is not None]
    for way in ways:
        if way.type not in catalogue.forward_types:
            raise ValueError(f"there is no type of forwarding {way.type}")
        if way.cli_type not in catalogue.caller_id_types:
            raise ValueError(f"there is no caller id type {way.cli_type}")

"""What can happen to a world, as records: made by an operation, kept by a store, and replayed.

Each tells what has become, not what was asked for, so that a later version which decides otherwise
still reads what an earlier one decided. Numbers are their ten digits, times are UTC.
"""

from datetime import datetime

import msgspec

from .shelf import Range


class Destination(msgspec.Struct, frozen=True):
    """Where calls go. `target` is an id for the types that have ids, otherwise a number or URI."""

    type: str
    target: int | str
    cli_type: str


class Integration(msgspec.Struct, frozen=True):
    """The integrated system that calls go to before they go anywhere else."""

    type: str
    host: str
    cli_type: str


class Reserved(msgspec.Struct, frozen=True, tag="reserved"):
    """Free → reserved, until a time."""

    account: str
    id: int
    number: int
    until: datetime


class Cancelled(msgspec.Struct, frozen=True, tag="cancelled"):
    """Reserved → free, because the account asked for it."""

    account: str
    id: int


class Ended(msgspec.Struct, frozen=True, tag="ended"):
    """Reserved → free, because its time was over."""

    account: str
    id: int


class Bought(msgspec.Struct, frozen=True, tag="bought"):
    """Reserved → owned, under a new id."""

    account: str
    id: int
    number: int


class Released(msgspec.Struct, frozen=True, tag="released"):
    """Owned → free."""

    account: str
    id: int


class Forwarded(msgspec.Struct, frozen=True, omit_defaults=True, tag="forwarded"):
    """An owned number sends its calls elsewhere, or no longer does."""

    account: str
    id: int
    destination: Destination | None = None
    integration: Integration | None = None


class BlackListed(msgspec.Struct, frozen=True, omit_defaults=True, tag="black_listed"):
    """An owned number has a black list, or no longer has one."""

    account: str
    id: int
    black_list: int | None = None


class ClockSet(msgspec.Struct, frozen=True, omit_defaults=True, tag="clock_set"):
    """The clock of a world stands still at a time, or runs ahead of the system's by seconds."""

    at: datetime | None = None
    ahead: float = 0.0


class HeldReservation(msgspec.Struct, frozen=True):
    """A reservation in a snapshot."""

    account: str
    id: int
    number: int
    until: datetime


class HeldNumber(msgspec.Struct, frozen=True, omit_defaults=True):
    """An owned number in a snapshot."""

    account: str
    id: int
    number: int
    black_list: int | None = None
    destination: Destination | None = None
    integration: Integration | None = None


class Snapshot(msgspec.Struct, frozen=True, omit_defaults=True):
    """A whole world. `ranges` is a shelf of its own; None stands for the one of the seed.

    `clock` is where it was left; None stands for what clocks begin as. Reservations and numbers are
    in the order in which they came to be.
    """

    reserved: list[HeldReservation] = []
    owned: list[HeldNumber] = []
    last_ids: dict[str, int] = {}
    clock: ClockSet | None = None
    ranges: list[Range] | None = None


class Restored(msgspec.Struct, frozen=True, tag="restored"):
    """The world became what a snapshot says: it was reset, seeded or restored."""

    snapshot: Snapshot


Change = (
    Reserved | Cancelled | Ended | Bought | Released | Forwarded | BlackListed | ClockSet | Restored
)

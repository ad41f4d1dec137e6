"""What every account finds in place, and nothing ever changes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .changes import ClockSet
from .shelf import Shelf


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

    targets: type of forwarding → id → name. caller_id_types: code → title. prices: number type →
    owner type → what a number costs to buy, and by the month. clock: what clocks begin as.
    """

    shelf: Shelf
    regions: tuple[Region, ...]
    targets: Mapping[str, Mapping[int, str]]
    black_lists: Mapping[int, str]
    sms_packet: SmsPacket
    forward_types: Mapping[str, ForwardType]
    caller_id_types: Mapping[str, str]
    prices: Mapping[int, Mapping[str, tuple[int, int]]]
    clock: ClockSet = field(default_factory=ClockSet)

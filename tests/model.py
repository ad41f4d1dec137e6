"""What an account ought to see: the rules of free, reserved and owned, told a second time.

Independent of the mock's own state; it learns the shelf by searching once, and ids by listing.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from plusofon_numbers import BadRequest, NotFound, PlusofonError

from tests.contract import EXAMPLES

SHORT, LONG = timedelta(hours=1), timedelta(hours=24)
TITLES = {info["type"]: info["title"] for info in EXAMPLES["ForwardTypesEvery"]["follow_types"]}
OPEN_TO = {
    info["type"]: info["owner_types"] for info in EXAMPLES["ForwardTypesEvery"]["follow_types"]
}
CALLER_IDS = {info["type"]: info["title"] for info in EXAMPLES["CallerIdTypesSample"]["cli_types"]}
# What the mock says that each account has, of what the tests send calls to.
NAMES = {("sip_id", 73): "test@plusofontest.ru", ("group_id", 16): "Отдел продаж"}
BLACK_LISTS = {15}
TARGETS = {"sip": "sip_id", "group": "group_id", "number": "destination_number"}

Refusal = type[PlusofonError] | None


@dataclass
class Held:
    """A number that the account has reserved or owns."""

    owner_type: str
    until: datetime | None = None
    id: int | None = None
    black_list: int | None = None
    following: dict[str, str] | None = None
    integration: dict[str, str] | None = None


@dataclass
class Model:
    """An account. Each method says which refusal is due, and changes what is due when none is."""

    shelf: dict[int, dict[str, Any]]
    now: datetime
    reserved: dict[int, Held] = field(default_factory=dict[int, Held])
    owned: dict[int, Held] = field(default_factory=dict[int, Held])

    def advance(self, amount: timedelta) -> None:
        """Let time pass; what was reserved until now or before is free again."""
        self.now += amount
        ended = [n for n, held in self.reserved.items() if held.until and held.until <= self.now]
        for number in ended:
            del self.reserved[number]

    @property
    def free(self) -> set[int]:
        """The numbers that nobody holds."""
        return self.shelf.keys() - self.reserved.keys() - self.owned.keys()

    def reserve_number(self, *, number: Any, owner_type: str, short: int | None = None) -> Refusal:
        """Free → reserved."""
        number = int(number)
        if number not in self.shelf:
            return NotFound
        if number not in self.free or self.shelf[number]["owner_type"] != owner_type:
            return BadRequest
        self.reserved[number] = Held(owner_type, until=self.now + (SHORT if short else LONG))
        return None

    def cancel_reservation(self, reserve_number_id: int) -> Refusal:
        """Reserved → free."""
        for number, held in self.reserved.items():
            if held.id == reserve_number_id:
                del self.reserved[number]
                return None
        return NotFound

    def buy_numbers(self, *, numbers: list[Any], owner_type: str) -> Refusal:
        """Reserved → owned, all or none; the first that cannot be bought decides on the refusal."""
        for number in map(int, numbers):
            if number not in self.shelf:
                return NotFound
            if number not in self.reserved or self.reserved[number].owner_type != owner_type:
                return BadRequest
        for number in map(int, numbers):
            del self.reserved[number]
            self.owned[number] = Held(owner_type)
        return None

    def release_number(self, number_id: int) -> Refusal:
        """Owned → free."""
        for number, held in self.owned.items():
            if held.id == number_id:
                del self.owned[number]
                return None
        return NotFound

    def assign_black_list(
        self, *, numbers: list[int], contact_list_id: int | None = None
    ) -> Refusal:
        """Another black list, or none, for all or none."""
        mine = self.by_id(numbers)
        if mine is None or contact_list_id not in {None, *BLACK_LISTS}:
            return NotFound
        for held in mine:
            held.black_list = contact_list_id
        return None

    def forward_numbers(self, body: dict[str, Any]) -> Refusal:
        """Another forwarding for all or none."""
        mine = self.by_id(body["numbers"])
        kind, default = body["type"], body.get("type_default", body["type"])
        target = TARGETS.get(default)
        name = str(body[target]) if target == "destination_number" else None
        if target and name is None:
            name = NAMES.get((target, body[target]))
        codes = {body[key] for key in ("cli_type", "cli_type_default") if key in body}
        if mine is None or (target and name is None) or not codes <= CALLER_IDS.keys():
            return NotFound
        if any(held.owner_type not in OPEN_TO[way] for held in mine for way in (kind, default)):
            return BadRequest
        shown = body.get("cli_type_default", body.get("cli_type"))
        for held in mine:
            held.integration = held.following = None
            if target:
                held.following = {
                    "name": f"{TITLES[default]} {name}",
                    "cli_type": CALLER_IDS[shown],
                }
            if kind != default:
                title = CALLER_IDS[body["cli_type"]]
                held.integration = {"host": body["host"], "type": kind, "cli_type": title}
        return None

    def by_id(self, ids: list[int]) -> list[Held] | None:
        """The owned numbers with these ids, or None if one of them is missing."""
        mine = {held.id: held for held in self.owned.values()}
        return [mine[one] for one in ids] if set(ids) <= mine.keys() else None

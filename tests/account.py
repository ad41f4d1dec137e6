"""An account of the mock: a client on the one side, a model on the other."""

import re
from datetime import UTC, datetime
from typing import Any

import msgspec
from plusofon_numbers import AsyncPlusofon, Plusofon, PlusofonError

from tests import tally
from tests.bridge import BASE_URL, Recorder, arguments, awaited, snake_case
from tests.contract import OPERATIONS
from tests.model import Held, Model

START = datetime(2026, 1, 1, 12, tzinfo=UTC)


class Account:
    """An account of the mock: a client on the one side, the model on the other."""

    def __init__(self, mock: Any, token: str, *, awaits: bool) -> None:
        self.recorder = Recorder(mock)
        kind = AsyncPlusofon if awaits else Plusofon
        self.client = kind(token, base_url=BASE_URL, transport=self.recorder)
        self.model = Model(self.walk_shelf(), START)
        self.codes = {r.id: tuple(r.code) for r in self.call("listRegions").code_regions}

    def call(self, operation: str, body: Any = None, parameters: tuple[int, ...] = ()) -> Any:
        """Call the client's method of an operation, and answer what it returns."""
        positional, named = arguments(OPERATIONS[operation], body)
        try:
            method = getattr(self.client, snake_case(operation))
            return awaited(method(*parameters, *positional, **named))
        finally:
            tally.count(f"{operation} in a walk", self.recorder.response.status_code)

    def change(self, operation: str, body: Any = None, parameters: tuple[int, ...] = ()) -> None:
        """Call an operation that changes something, and demand what the model says of it."""
        model = getattr(self.model, snake_case(operation))
        expected = (
            model(body) if operation == "forwardNumbers" else model(*parameters, **(body or {}))
        )
        try:
            self.call(operation, body, parameters)
            outcome = None
        except PlusofonError as error:
            outcome = type(error)
        assert outcome is expected, f"{operation} {body or parameters}: {outcome}, not {expected}"
        self.learn_ids()

    def pages(self, operation: str, **filters: Any) -> list[Any]:
        """The items of all pages, each page asked for by its number with the filters again."""
        items: list[Any] = []
        for number in range(1, 100):
            page = self.call(operation, filters | {"page": number})
            assert page.current_page == number, f"page {page.current_page} came for {number}"
            items += page.data
            if page.next_page_url is None:
                return items
            assert re.fullmatch(r"[^?]*\?page=[0-9]+", page.next_page_url)
        raise AssertionError(f"{operation} has no end")

    def walk_shelf(self) -> dict[int, dict[str, Any]]:
        """Everything that is free, by its digits."""
        return {
            int(offer.number): {name: getattr(offer, name) for name in offer.__struct_fields__}
            for offer in self.pages("searchNumbers")
        }

    def learn_ids(self) -> None:
        """Take over the ids that the mock gives; each is given once."""
        for operation, held in (
            ("listReservations", self.model.reserved),
            ("listNumbers", self.model.owned),
        ):
            for item in self.pages(operation):
                number = int(str(item.number).removeprefix("7"))
                if number in held and held[number].id is None:
                    held[number].id = item.id

    def check(self) -> None:
        """Demand that the account sees what the model has."""
        reserved = {int(item.number[1:]): item for item in self.pages("listReservations")}
        owned = {int(item.number[1:]): item for item in self.pages("listNumbers")}
        assert reserved.keys() == self.model.reserved.keys(), "other reservations"
        assert owned.keys() == self.model.owned.keys(), "other numbers"
        for number, item in reserved.items():
            until = self.model.reserved[number].until
            assert until
            assert item.reserved_untill == f"{until:%Y-%m-%d %H:%M:%S}"
            self.check_item(item, number, self.model.reserved[number])
        for number, item in owned.items():
            self.check_item(item, number, self.model.owned[number])
            self.check_calls(item, self.model.owned[number])

    def check_item(self, item: Any, number: int, held: Held) -> None:
        """Demand that a held number is what it was on the shelf."""
        offer = self.model.shelf[number]
        assert (item.id, item.owner_type) == (held.id, held.owner_type), f"{number}: {item}"
        assert item.phone_type == offer["phone_type"], f"{number}: {item}"
        prices = (item.buy_price, item.period_price)
        assert prices == tuple(float(offer[f"{kind}_price_raw"]) for kind in ("buy", "period"))

    def check_calls(self, item: Any, held: Held) -> None:
        """Demand that an owned number does with its calls what was asked for."""
        shown = msgspec.json.decode(msgspec.json.encode(item))
        assert shown["black_list"] == held.black_list, f"{item}"
        assert shown["following"] == held.following, f"{item}"
        assert shown["integration_following"] == held.integration, f"{item}"

    def check_shelf(self) -> None:
        """Demand that nothing has appeared, vanished, or is held twice."""
        free, reserved, owned = self.walk_shelf().keys(), self.model.reserved, self.model.owned
        assert free == self.model.free, "something else is free"
        assert len(free) + len(reserved) + len(owned) == len(self.model.shelf)

    def check_search(self, filters: dict[str, Any]) -> None:
        """Demand that a search finds what is free and matches, and nothing else, on all pages."""
        found = [int(offer.number) for offer in self.pages("searchNumbers", **filters)]
        assert len(found) == len(set(found)), f"{filters}: a number stands on two pages"
        assert set(found) == {n for n in self.model.free if self.matches(n, filters)}, f"{filters}"

    def matches(self, number: int, filters: dict[str, Any]) -> bool:
        """Whether a number is one that the filters ask for."""
        offer, digits = self.model.shelf[number], str(number)
        (code,) = {c for codes in self.codes.values() for c in codes if digits.startswith(c)}
        facts = {
            "owner_type": offer["owner_type"],
            "phone_type": offer["phone_type"],
            "number_type": str(int(offer["number_type"])),
            "city_code": int(code),
            "region": next(region for region, codes in self.codes.items() if code in codes),
        }
        mask = re.escape(filters.get("phone_number", "*")).replace(r"\*", ".*").replace(r"\?", ".")
        plain = {name: value for name, value in filters.items() if name != "phone_number"}
        return plain.items() <= facts.items() and bool(re.fullmatch(mask, digits[len(code) :]))

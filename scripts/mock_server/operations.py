"""A function for each operation of the document, named as its operationId in snake case.

Each is a pure function of the world, the call and its time: it answers the object to send with
status 200 and the changes to apply, or raises Refused, and changes nothing itself.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar

import msgspec

from . import stock
from .changes import Change, Destination, Integration
from .pages import full_page, simple_page
from .request import Request
from .shelf import Filters, Offer, Page
from .stock import OwnedNumber, Reservation, World

Answer = dict[str, Any]
HeldT = TypeVar("HeldT", Reservation, OwnedNumber)

# How long a reservation lasts; the provider tells only the short one.
SHORT = timedelta(hours=1)
LONG = timedelta(hours=24)

# The parameter that holds the target of each type of forwarding that has one.
TARGETS = {
    "sip": "sip_id",
    "number": "destination_number",
    "group": "group_id",
    "scenario": "scenario_id",
    "call_queue": "call_queue_id",
    "sip_uri": "destination_uri",
}
DONE = msgspec.json.encode({"success": True})


class Outcome(msgspec.Struct, frozen=True, gc=False):
    """What is answered, as an object or already as JSON, and what changes with it."""

    answer: Answer | bytes
    changes: Sequence[Change] = ()


class Call(msgspec.Struct, frozen=True, gc=False):
    """Who asks for what, and when."""

    world: World
    account: str
    now: datetime
    request: Request
    parameters: Mapping[str, Any]

    @property
    def url(self) -> str:
        """The request's own URL without query, for the URLs of pages."""
        return self.request.url

    @property
    def page(self) -> int:
        """The number of the page that is asked for, from 1."""
        page: int = self.parameters.get("page", 1)
        return page

    @property
    def phone_type(self) -> str | None:
        """The phone type to list, or None for all of them."""
        return self.parameters.get("phone_type")


def list_numbers(call: Call) -> Outcome:
    """List the numbers that the account owns."""
    held = _of_type(stock.owned_numbers(call.world, call.account), call.phone_type)
    return Outcome(full_page(held, call.page, call.url, lambda n: _owned_number(call, n)))


def list_sms_numbers(call: Call) -> Outcome:
    """List the mobile numbers that the account owns: each has SMS from the start."""
    held = _of_type(stock.owned_numbers(call.world, call.account), "def")
    return Outcome(full_page(held, call.page, call.url, lambda n: _sms_number(call, n)))


def release_number(call: Call) -> Outcome:
    """Give a number back. What `pin` means is unknown, so it changes nothing."""
    return Outcome(DONE, stock.release(call.world, call.account, call.parameters["number_id"]))


def forward_numbers(call: Call) -> Outcome:
    """Set where calls go, or switch forwarding off."""
    asked = call.parameters
    destination, integration = _ways(asked)
    changes = stock.forward(call.world, call.account, asked["numbers"], destination, integration)
    return Outcome(DONE, changes)


def assign_black_list(call: Call) -> Outcome:
    """Give numbers a black list; without contact_list_id, take it off."""
    asked = call.parameters
    black_list = asked.get("contact_list_id")
    changes = stock.assign_black_list(call.world, call.account, asked["numbers"], black_list)
    return Outcome(DONE, changes)


def list_forward_types(call: Call) -> Outcome:
    """List the types of forwarding; the sample has no `success`."""
    types = call.world.catalogue.forward_types.items()
    return Outcome(
        {
            "follow_types": [
                {"type": code, "title": t.title, "owner_types": list(t.owner_types)}
                for code, t in types
            ]
        }
    )


def list_caller_id_types(call: Call) -> Outcome:
    """List the ways to show who is calling; the sample has no `success`."""
    titles = call.world.catalogue.caller_id_types
    rows = [{"type": code, "title": title} for code, title in titles.items()]
    return Outcome({"cli_types": rows})


def search_numbers(call: Call) -> Outcome:
    """List the free numbers that match every given filter."""
    asked = call.parameters
    number_type = asked.get("number_type")
    filters = Filters(
        asked.get("owner_type"),
        asked.get("phone_type"),
        None if number_type is None else int(number_type),
        asked.get("city_code"),
        asked.get("region"),
        asked.get("phone_number"),
    )
    world = call.world

    def found(start: int, size: int) -> Page:
        return world.shelf.free(filters, world.held, start, size)

    return Outcome(simple_page(found, asked.get("page", 1), call.url, _offer))


def list_regions(call: Call) -> Outcome:
    """List the regions of the shelf. What `type` means is unknown, so it changes nothing."""
    regions = call.world.catalogue.regions
    rows = [{"id": r.id, "title": r.title, "code": list(r.code)} for r in regions]
    return Outcome({"code_regions": rows, "success": True})


def reserve_number(call: Call) -> Outcome:
    """Take a free number off the shelf, for one hour or for twenty-four."""
    asked = call.parameters
    until = call.now.replace(microsecond=0) + (SHORT if "short" in asked else LONG)
    changes = stock.reserve(call.world, call.account, asked["number"], asked["owner_type"], until)
    return Outcome(DONE, changes)


def list_reservations(call: Call) -> Outcome:
    """List what the account has reserved. `phone_type` is presumed to be a filter."""
    held = _of_type(stock.reservations(call.world, call.account), call.phone_type)
    return Outcome(full_page(held, call.page, call.url, _reservation))


def cancel_reservation(call: Call) -> Outcome:
    """Put a reserved number back on the shelf."""
    changes = stock.cancel(call.world, call.account, call.parameters["reserve_number_id"])
    return Outcome(DONE, changes)


def buy_numbers(call: Call) -> Outcome:
    """Buy what the account has reserved, all of it or nothing."""
    asked = call.parameters
    changes = stock.buy(call.world, call.account, asked["numbers"], asked["owner_type"])
    return Outcome(DONE, changes)


def _of_type(held: Collection[HeldT], phone_type: str | None) -> Collection[HeldT]:
    if phone_type is None:
        return held
    return [one for one in held if one.offer.phone_type == phone_type]


def _ways(asked: Mapping[str, Any]) -> tuple[Destination | None, Integration | None]:
    """Where calls go in the end, and the integrated system that they pass before, if any."""
    if asked["type"] == "empty":
        return None, None
    if "type_default" not in asked:
        return _destination(asked, asked["type"], asked["cli_type"]), None
    integration = Integration(asked["type"], asked["host"], asked["cli_type"])
    return _destination(asked, asked["type_default"], asked["cli_type_default"]), integration


def _destination(asked: Mapping[str, Any], forward_type: str, cli_type: str) -> Destination:
    return Destination(forward_type, asked[TARGETS[forward_type]], cli_type)


def _offer(offer: Offer) -> Answer:
    return {
        "number_type": offer.number_type,
        "number": str(offer.number),
        "buy_price": f"{offer.buy_price}.00",
        "period_price": f"{offer.period_price}.00",
        "owner_type": offer.owner_type,
        "phone_type": offer.phone_type,
    }


def _reservation(reservation: Reservation) -> Answer:
    offer = reservation.offer
    return {
        "id": reservation.id,
        "number": _international(offer),
        "reserved_untill": f"{reservation.until:%Y-%m-%d %H:%M:%S}",
        "phone_type": offer.phone_type,
        "owner_type": offer.owner_type,
        "buy_price": offer.buy_price,
        "period_price": offer.period_price,
    }


def _owned_number(call: Call, number: OwnedNumber) -> Answer:
    offer = number.offer
    return {
        "id": number.id,
        "number": _international(offer),
        "phone_type": offer.phone_type,
        "owner_type": offer.owner_type,
        "period_price": offer.period_price,
        "buy_price": offer.buy_price,
        "black_list": number.black_list,
        "aon_for_sips": [],
        "following": _following(call, number.destination),
        "integration_following": _integration(call, number.integration),
    }


def _following(call: Call, destination: Destination | None) -> Answer | None:
    if destination is None:
        return None
    catalogue = call.world.catalogue
    title = catalogue.forward_types[destination.type].title
    names: Mapping[Any, str] = catalogue.targets.get(destination.type, {})
    return {
        "name": f"{title} {names.get(destination.target, destination.target)}",
        "cli_type": catalogue.caller_id_types[destination.cli_type],
    }


def _integration(call: Call, integration: Integration | None) -> Answer | None:
    if integration is None:
        return None
    return {
        "host": integration.host,
        "type": integration.type,
        "cli_type": call.world.catalogue.caller_id_types[integration.cli_type],
    }


def _sms_number(call: Call, number: OwnedNumber) -> Answer:
    packet = call.world.catalogue.sms_packet
    return {
        "id": number.id,
        "number": _international(number.offer),
        "phone_type": number.offer.phone_type,
        "owner_type": number.offer.owner_type,
        "sms_packet": {
            "packet": packet.packet,
            "packet_name": packet.packet_name,
            "sms_amount": packet.sms_amount,
            "price": f"{packet.price}.00",
            "sms_remaining": packet.sms_amount,
        },
    }


def _international(offer: Offer) -> str:
    return f"7{offer.number}"

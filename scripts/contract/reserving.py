"""What can only be found out by reserving a free number, and cancelling that."""

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from .caller import Exchange
from .cases import allowed
from .document import below, is_object
from .journal import Journal, Step, every
from .ledger import told
from .looks import Run, items, tell_parameters
from .offers import Offer

# An id and a number that nobody has.
UNKNOWN_ID = 9007199254740991
UNKNOWN_NUMBER = 1000000000
# How many minutes a reservation may end beside the hour.
TOLERANCE = 3


def ask_for_unknown(run: Run) -> None:
    """Ask for what no account has: it is to be refused."""
    for name, parameter in (
        ("cancelReservation", "reserve_number_id"),
        ("releaseNumber", "number_id"),
    ):
        exchange = run.caller.call(run.operation(name), parameters={parameter: UNKNOWN_ID})
        refused(run, exchange, "404", "an id that does not exist to be refused")
    for name in ("forwardNumbers", "assignBlackList"):
        for body in allowed(run.document, run.operation(name), run.cases, run.dice):
            exchange = run.caller.call(run.operation(name), {**body, "numbers": [UNKNOWN_ID]})
            refused(run, exchange, "404", "an id that does not exist to be refused")


def refused(run: Run, exchange: Exchange, status: str, expected: str) -> bool:
    """Take down an answer that is expected to be a refusal."""
    operation = exchange.operation
    is_refused = not run.ledger.note(exchange, expects="refusal")
    if operation and not is_refused:
        place = below(operation.place, "responses", status)
        run.ledger.differ(operation.name, place, expected, told(exchange), exchange.request)
    return is_refused


def reserve_and_cancel(run: Run, journal: Journal, offer: Offer) -> None:
    """Reserve a free number and cancel that, with a look at the lists in between."""
    before = ids(run, "listReservations")
    reserve = run.operation("reserveNumber")
    # Whatever it asks for, a server that takes it has reserved something.
    for number, use, status, expected in (
        (
            UNKNOWN_NUMBER,
            offer.owner_type,
            "404",
            "a number that is not on the shelf to be refused",
        ),
        (offer.number, "company", "400", "an owner_type that there is not to be refused"),
    ):
        journal.add(Step("reserved", str(number), before=before))
        body = {"number": number, "owner_type": use, "short": 1}
        if refused(run, run.caller.call(reserve, body), status, expected):
            journal.drop(journal.steps[-1])
    step = Step("reserved", str(offer.number), before=before)
    journal.add(step)
    body = {"number": offer.number, "owner_type": offer.owner_type, "short": 1}
    exchange = run.caller.call(reserve, body)
    if not run.ledger.note(exchange):
        return
    tell_parameters(run, reserve, body, exchange, carried_out=True)
    found = listed(run, "listReservations", step)
    got = "it is listed" if found else "it is not listed"
    run.ledger.promise(reserve.name, "listed", bool(found), got, exchange.request)
    if found:
        _check_hour(run, found, exchange)
    again = run.caller.call(reserve, body)
    is_refused = not run.ledger.note(again, expects="refusal")
    run.ledger.promise(reserve.name, "twice", is_refused, told(again), again.request)
    is_off = not _is_free(run, offer)
    run.ledger.promise(reserve.name, "off_the_shelf", is_off, _shelf(not is_off), exchange.request)
    if found:
        _cancel(run, journal, step, offer, found["id"])


def _cancel(run: Run, journal: Journal, step: Step, offer: Offer, reservation: int) -> None:
    cancel, parameters = run.operation("cancelReservation"), {"reserve_number_id": reservation}
    exchange = run.caller.call(cancel, parameters=parameters)
    if not run.ledger.note(exchange):
        return
    if listed(run, "listReservations", step):
        expected, got = "the reservation to be gone", "it is listed still"
        run.ledger.differ(cancel.name, cancel.place, expected, got, exchange.request)
        return
    journal.drop(step)
    is_back = _is_free(run, offer)
    run.ledger.promise(cancel.name, "back_on_the_shelf", is_back, _shelf(is_back), exchange.request)
    again = run.caller.call(cancel, parameters=parameters)
    is_refused = not run.ledger.note(again, expects="refusal")
    run.ledger.promise(cancel.name, "twice", is_refused, told(again), again.request)
    if again.status == 404:
        has_error = is_object(again.answer) and bool(again.answer.get("error"))
        run.ledger.promise(cancel.name, "why_404", has_error, told(again), again.request)


def ids(run: Run, name: str) -> list[int]:
    """The ids that a list has."""
    all_of_them = every(run.document, run.caller, name, run.ledger.note)
    return [item["id"] for item in all_of_them if isinstance(item.get("id"), int)]


def listed(run: Run, name: str, step: Step) -> dict[str, Any] | None:
    """What a list shows of a step; all 11 digits count."""
    return next(
        (
            item
            for item in every(run.document, run.caller, name, run.ledger.note)
            if item.get("number") == f"7{step.number}"
            and isinstance(item.get("id"), int)
            and item["id"] not in step.before
        ),
        None,
    )


def _is_free(run: Run, offer: Offer) -> bool:
    exchange = run.ask("searchNumbers", {"phone_number": f"*{str(offer.number)[-7:]}"})
    return any(item.get("number") == str(offer.number) for item in items(exchange.answer))


def _shelf(is_there: bool) -> str:
    return "the search shows it" if is_there else "the search does not show it"


def _check_hour(run: Run, reservation: Mapping[str, Any], exchange: Exchange) -> None:
    """Compare minutes only: the time zone of the end is not stated."""
    try:
        until = datetime.fromisoformat(str(reservation.get("reserved_untill")))
        told_now = exchange.headers.get("date")
        now = parsedate_to_datetime(told_now) if told_now else datetime.now(UTC)
    except (ValueError, TypeError):
        run.ledger.skip_promise("reserveNumber", "an_hour", "its end is no time")
        return
    minutes = (until.replace(tzinfo=None) - now.replace(tzinfo=None)).total_seconds() / 60
    beside = abs(minutes - round(minutes / 60) * 60)
    got = f"{minutes:.0f} minutes from now in UTC"
    run.ledger.promise("reserveNumber", "an_hour", beside <= TOLERANCE, got, exchange.request)

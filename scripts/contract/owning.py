"""What can only be found out with an owned number, or by buying one: each change is undone."""

from typing import Any

from .journal import Journal, Step, every
from .ledger import told
from .looks import Run, tell_parameters
from .offers import Allowance, Offer, price_of
from .reserving import ids, listed


def own(run: Run, journal: Journal, number: int, destination: str | None) -> None:
    """Forward an owned number and take its black list off, and put both back."""
    held = _owned(run, number)
    if held is None:
        skip(
            run,
            f"the account owns no number with the id {number}",
            "forwardNumbers",
            "assignBlackList",
        )
        return
    if held.get("following") or held.get("integration_following"):
        why = "the number is forwarded already, and no answer tells how to put that back"
        skip(run, why, "forwardNumbers")
    else:
        _forward(run, journal, number, destination)
    former = held.get("black_list")
    _black_list(run, journal, number, former if isinstance(former, int) else None)


def _owned(run: Run, number: int) -> dict[str, Any] | None:
    all_of_them = every(run.document, run.caller, "listNumbers", run.ledger.note)
    return next((item for item in all_of_them if item.get("id") == number), None)


def _forward(run: Run, journal: Journal, number: int, destination: str | None) -> None:
    forward = run.operation("forwardNumbers")
    step = Step("forwarded", id=number)
    if destination:
        journal.add(step)
        body = {
            "type": "number",
            "numbers": [number],
            "destination_number": destination,
            "cli_type": "Y",
        }
        exchange = run.caller.call(forward, body)
        if run.ledger.note(exchange):
            run.ledger.hold(forward.name, branches(run)["number"])
            following = (_owned(run, number) or {}).get("following")
            got = "following is there" if following else "following is null"
            run.ledger.promise(forward.name, "shows", bool(following), got, exchange.request)
    else:
        run.ledger.skip_promise(forward.name, "shows", "needs --destination")
    exchange = run.caller.call(forward, {"type": "empty", "numbers": [number]})
    if run.ledger.note(exchange):
        run.ledger.hold(forward.name, branches(run)["empty"])
        following = (_owned(run, number) or {"following": "gone"}).get("following")
        is_off = following is None
        run.ledger.promise(
            forward.name,
            "off",
            is_off,
            f"following is {'null' if is_off else 'there'}",
            exchange.request,
        )
        if is_off and destination:
            journal.drop(step)


def _black_list(run: Run, journal: Journal, number: int, former: int | None) -> None:
    assign = run.operation("assignBlackList")
    step = Step("black list", id=number, former=former)
    if former is not None:
        journal.add(step)
    exchange = run.caller.call(assign, {"numbers": [number]})
    if not run.ledger.note(exchange):
        return
    tell_parameters(run, assign, {"numbers": [number]}, exchange, carried_out=True)
    left = (_owned(run, number) or {"black_list": "gone"}).get("black_list")
    run.ledger.promise(assign.name, "off", left is None, f"black_list is {left}", exchange.request)
    if former is not None:
        body = {"numbers": [number], "contact_list_id": former}
        exchange = run.caller.call(assign, body)
        if run.ledger.note(exchange):
            tell_parameters(run, assign, body, exchange, carried_out=True)
            if (_owned(run, number) or {}).get("black_list") == former:
                journal.drop(step)


def buy_and_release(run: Run, journal: Journal, offer: Offer, allowance: Allowance) -> None:
    """Buy a number, see what can be done with it, and release it."""
    before = ids(run, "listReservations")
    reserved = Step("reserved", str(offer.number), before=before)
    journal.add(reserved)
    body: dict[str, Any] = {"number": offer.number, "owner_type": offer.owner_type, "short": 1}
    if not run.ledger.note(run.caller.call(run.operation("reserveNumber"), body)):
        return
    price = price_of(listed(run, "listReservations", reserved) or {})
    if price is None or price > (allowance.roubles or 0):
        skip(
            run,
            f"it is reserved at {price} roubles, beyond the budget",
            "buyNumbers",
            "releaseNumber",
        )
        return
    owned = ids(run, "listNumbers")
    bought = Step("bought", str(offer.number), before=owned)
    journal.add(bought)
    buy, body = (
        run.operation("buyNumbers"),
        {"numbers": [offer.number], "owner_type": offer.owner_type},
    )
    exchange = run.caller.call(buy, body)
    is_bought = run.ledger.note(exchange)
    found = listed(run, "listNumbers", bought)
    if is_bought:
        journal.drop(reserved)
        tell_parameters(run, buy, body, exchange, carried_out=True)
        got = "it is listed" if found else "it is not listed"
        run.ledger.promise(buy.name, "shows", bool(found), got, exchange.request)
    if found:
        own(run, journal, found["id"], allowance.destination)
        _release(run, journal, bought, found["id"])


def _release(run: Run, journal: Journal, bought: Step, number: int) -> None:
    release, parameters = run.operation("releaseNumber"), {"number_id": number}
    exchange = run.caller.call(release, parameters=parameters)
    if not run.ledger.note(exchange):
        return
    is_gone = _owned(run, number) is None
    got = "it is not listed" if is_gone else "it is listed still"
    run.ledger.promise(release.name, "gone", is_gone, got, exchange.request)
    if is_gone:
        journal.drop(bought)
        again = run.caller.call(release, parameters=parameters)
        is_refused = not run.ledger.note(again, expects="refusal")
        run.ledger.promise(release.name, "twice", is_refused, told(again), again.request)


def branches(run: Run) -> dict[str, str]:
    """Where each type of forwarding stands in the document."""
    body = run.document.at(run.document.body(run.operation("forwardNumbers")) or "")
    mapping: dict[str, str] = body["discriminator"]["mapping"]
    return mapping


def skip(run: Run, why: str, *operations: str) -> None:
    """Say why operations are not tried."""
    for name in operations:
        run.ledger.skip(why, name)

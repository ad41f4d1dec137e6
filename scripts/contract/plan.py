"""What a run will change or spend, told before it does."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from .caller import Permit
from .journal import Journal
from .looks import Look, Run
from .offers import Allowance, Offer, offers
from .owning import branches, buy_and_release, own, skip
from .reserving import UNKNOWN_ID, ask_for_unknown, reserve_and_cancel


@dataclass(frozen=True)
class Stage:
    """A part of the plan.

    Attributes:
        tells: What it does, for whoever allows it.
        permit: What its requests may do.
        look: It.
    """

    tells: str
    permit: Permit
    look: Look


def stages(run: Run, journal: Journal, allowance: Allowance) -> list[Stage]:
    """The plan: what is done, in its order. What cannot be done is said in the ledger."""
    planned = [_unknown_stage(run)]
    found = offers(run)
    if found:
        planned.append(_reserve_stage(run, journal, found[-1]))
    else:
        skip(run, "no free number was seen", "reserveNumber", "cancelReservation")
    if allowance.number_id is not None:
        planned.append(_own_stage(run, journal, allowance))
    elif allowance.roubles is None:
        skip(run, "needs --number-id", "forwardNumbers", "assignBlackList")
    if allowance.roubles is None:
        skip(run, "needs --allow-spending", "buyNumbers", "releaseNumber")
    else:
        planned += _buy_stage(run, journal, allowance, found)
    for kind, place in branches(run).items():
        if kind not in ("number", "empty"):
            run.ledger.skip("needs a target that the account has", "forwardNumbers", place)
    return planned


def _unknown_stage(run: Run) -> Stage:
    return Stage(
        f"Ask to cancel, release and forward what does not exist (id {UNKNOWN_ID}).",
        Permit.CHANGE,
        Look(2 + 2 * run.cases, ask_for_unknown),
    )


def _reserve_stage(run: Run, journal: Journal, offer: Offer) -> Stage:
    return Stage(
        f"Reserve {offer.number} for an hour, and cancel that. Nothing is charged (inferred).",
        Permit.CHANGE,
        Look(11, lambda _: reserve_and_cancel(run, journal, offer)),
    )


def _own_stage(run: Run, journal: Journal, allowance: Allowance) -> Stage:
    where = f"forward it to {allowance.destination}, and " if allowance.destination else ""
    return Stage(
        f"Of the owned number with the id {allowance.number_id}: {where}switch its forwarding off;"
        " take its black list off and put it back. If it is forwarded already, leave that alone.",
        Permit.CHANGE,
        Look(10, lambda _: own(run, journal, allowance.number_id or 0, allowance.destination)),
    )


def _buy_stage(run: Run, journal: Journal, allowance: Allowance, found: list[Offer]) -> list[Stage]:
    budget = allowance.roubles or Decimal(0)
    if not found or (found[0].price or budget) > budget or allowance.numbers < 1:
        least = (
            f"the cheapest number that was seen costs {found[0].price}"
            if found
            else "none was seen"
        )
        skip(run, f"no number within {budget} roubles: {least}", "buyNumbers", "releaseNumber")
        return []
    offer = found[0]
    tells = (
        f"BUY {offer.number}: up to {offer.price} of {budget} roubles, 1 of {allowance.numbers}"
        " numbers. It is released afterwards; the money does not come back."
    )
    look = Look(22, lambda _: buy_and_release(run, journal, offer, allowance))
    return [Stage(tells, Permit.SPEND, look)]


def carry_out(run: Run, planned: list[Stage], step: Callable[[Look], None]) -> None:
    """Carry the plan out; each stage has its own permit."""
    for stage in planned:
        run.caller.permit = stage.permit
        try:
            stage.look.act(run)
        finally:
            run.caller.permit = Permit.READ
        step(stage.look)

"""What an account shall hold, and its shelf have: a world as somebody names it who seeds it."""

from collections.abc import Iterable
from datetime import datetime

from .catalogue import Catalogue
from .changes import HeldNumber, HeldReservation, Snapshot
from .numbers import Named, Reader, check_once, ranges_with
from .operations import LONG
from .stock import World, snapshot


class Holdings:
    """What an account shall hold. Raises ValueError, one sentence, for what is no number.

    free: with it, the shelf has what is named and nothing else; with None it is the standard one,
    and has what is named besides.
    """

    def __init__(
        self,
        reader: Reader,
        catalogue: Catalogue,
        free: Iterable[Named] | None,
        reserved: Iterable[Named],
        owned: Iterable[Named],
    ) -> None:
        self._reserved = reader.offers(reserved)
        self._owned = reader.offers(owned)
        offers = [*self._reserved, *self._owned, *(() if free is None else reader.offers(free))]
        check_once(offers)
        self._named = {offer.number for offer in offers}
        # What accounts may go on holding; without a shelf of its own, what is on the standard one.
        self._kept = catalogue.shelf if free is None else None
        known = free is None and all(catalogue.shelf.offer(o.number) == o for o in offers)
        standard = catalogue.shelf.ranges if free is None else ()
        self._ranges = None if known else ranges_with(standard, offers)

    def snapshot(self, world: World, account: str, now: datetime) -> Snapshot:
        """Write down what a world becomes when the account holds this, and others what they may."""
        before = snapshot(world)
        until = now.replace(microsecond=0) + LONG
        first_owned = len(self._reserved) + 1
        return Snapshot(
            reserved=[
                *(held for held in before.reserved if self._stays(held, account)),
                *(
                    HeldReservation(account, count, offer.number, until)
                    for count, offer in enumerate(self._reserved, 1)
                ),
            ],
            owned=[
                *(held for held in before.owned if self._stays(held, account)),
                *(
                    HeldNumber(account, count, offer.number)
                    for count, offer in enumerate(self._owned, first_owned)
                ),
            ],
            # Those of the account begin anew, and go on after what it holds.
            last_ids=before.last_ids | {account: 0},
            clock=world.clock,
            ranges=self._ranges,
        )

    def _stays(self, held: HeldReservation | HeldNumber, account: str) -> bool:
        if held.account == account or held.number in self._named or self._kept is None:
            return False
        return self._kept.offer(held.number) is not None

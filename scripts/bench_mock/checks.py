"""Whether the answers are worth measuring."""

from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import msgspec

from ..benchmark.processes import CannotMeasure
from .calls import Answer, call, search
from .measures import Measure
from .server import Server
from .shelves import SMALL, reservations

JOURNAL = "/_mock/journal"


class _Journal(msgspec.Struct):
    requests: list[dict[str, Any]]


def check_searches(server: Server, measure: Measure) -> None:
    """Search for everything once. Raises CannotMeasure where an answer is no page.

    Of the mock of this repository it is known how many numbers each search finds; the others know
    no shelf.
    """
    wanted = measure.found if server.contestant.is_ours else None
    for body in measure.searches(server.contestant.size or SMALL):
        answer = search(server.url, body)
        items = answer.items
        if not items or wanted not in (None, len(items)):
            raise CannotMeasure(f"expected {wanted or 'some'} numbers for {body}, {answer} came")


def reserved_and_cancelled(server: Server) -> Answer:
    """Reserve a number, cancel that, and give the answer to the former.

    Raises CannotMeasure where the first reservation of an account cannot be cancelled as the id 1:
    the load relies on that.
    """
    reserved = call(server.url, "POST", "/number/reserve", reservations()[0])
    cancelled = call(server.url, "DELETE", "/number/reserve/1")
    for answer in (reserved, cancelled):
        if answer.status != HTTPStatus.OK:
            raise CannotMeasure(
                f"expected a reservation with the id 1 that can be cancelled, {answer} came"
            )
    return reserved


def has_journal(server: Server) -> bool:
    """Whether the mock keeps what it was asked: its journal must have the request made here."""
    search(server.url, {})
    origin = f"http://{urlsplit(server.url).netloc}"
    answer = call(origin, "GET", JOURNAL)
    try:
        journal = msgspec.json.decode(answer.content, type=_Journal)
    except msgspec.MsgspecError:
        return False
    return answer.status == HTTPStatus.OK and bool(journal.requests)

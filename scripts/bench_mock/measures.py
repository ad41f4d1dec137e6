"""What is measured, and what is to be reached."""

from collections.abc import Callable
from dataclasses import dataclass

from . import shelves
from .contestants import CONTESTANTS, LARGE_SHELF, MEMORY, NGINX, PRISM, Contestant
from .shelves import Body


@dataclass(frozen=True, slots=True)
class Measure:
    """Requests that contestants answer.

    Attributes:
        name: What its file of searches is called.
        title: What the table calls it.
        scenario: The name that load.lua has for it.
        contestants: Who answers.
        searches: What is searched for, by the size of the shelf.
        found: How many numbers each search must find; None: at least one.
    """

    name: str
    title: str
    scenario: str
    contestants: tuple[Contestant, ...]
    searches: Callable[[int], list[Body]]
    found: int | None


@dataclass(frozen=True, slots=True)
class Gate:
    """How much the mock may cost, as a multiple of what another costs, in time of the processor."""

    title: str
    measure: Measure
    contestant: Contestant
    against: Contestant
    at_most: float


SEARCH = Measure(
    "search",
    "Search for numbers with four filters, a full page",
    "search",
    (*CONTESTANTS, LARGE_SHELF),
    shelves.searches,
    shelves.PAGE,
)
RESERVE = Measure(
    "reserve",
    "Reserve a number and cancel that, by turns",
    "reserve",
    CONTESTANTS,
    shelves.searches,
    shelves.PAGE,
)
LAST_PAGE = Measure(
    "last-page",
    "Search for the last page of the same, by the size of the shelf",
    "search",
    (MEMORY, LARGE_SHELF),
    shelves.last_pages,
    None,
)
MASKED = Measure(
    "masked",
    "Search for the same with a mask of digits, by the size of the shelf",
    "search",
    (MEMORY, LARGE_SHELF),
    shelves.masked,
    None,
)

MEASURES = (SEARCH, RESERVE, LAST_PAGE, MASKED)

GATES = (
    Gate("search, against nginx with a static file", SEARCH, MEMORY, NGINX, 2.5),
    Gate("reserve and cancel, against nginx with a static answer", RESERVE, MEMORY, NGINX, 3.5),
    Gate("search, against Prism with the same document", SEARCH, MEMORY, PRISM, 1 / 20),
    Gate(
        "reserve and cancel, against Prism with the same document", RESERVE, MEMORY, PRISM, 1 / 20
    ),
    Gate(
        f"search with {shelves.LARGE:,} numbers on the shelf, against {shelves.SMALL:,}",
        *(SEARCH, LARGE_SHELF, MEMORY),
        1.3,
    ),
)
# How many times as many requests a second SQLite answers when it commits many at once.
GROUPING_AT_LEAST = 5.0
READY_WITHIN = 0.5  # seconds
MEMORY_AT_MOST = 80.0  # MB

# The long run: a search, a reservation, its cancellation, by turns.
MANY = 1_000_000
EVERYTHING = "all"
# With three requests a round, about 1,000 requests an account, and about 1,000 accounts.
ROUNDS_AN_ACCOUNT = 333

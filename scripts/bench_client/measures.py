"""What is measured, and what may be reached at most."""

from dataclasses import dataclass

from .contestants import CONTESTANTS, FLOOR, JSON, MSGSPEC, STOCK, THIS, Contestant
from .server import PREFIX


@dataclass(frozen=True, slots=True)
class Measure:
    """One action that contestants do.

    Attributes:
        title: What the table calls it.
        action: The name of the action in `workload`.
        target: What it is done to; `{service}` and `{answers}` tell where the server and the bodies
            are.
        contestants: Who does it.
    """

    title: str
    action: str
    target: str
    contestants: tuple[Contestant, ...]


@dataclass(frozen=True, slots=True)
class Gate:
    """How much this client may cost, as a multiple of what somebody else costs."""

    title: str
    measure: Measure
    against: Contestant
    at_most: float


SIZES = (15, 1_000, 10_000, 100_000)
HELD = 100_000

_PAGE = f"{{service}}/15{PREFIX}"
# One that nothing answers: it is never called, and https, so that certificates are at hand.
_UNCALLED = f"https://localhost/15{PREFIX}"
_AWAITING = tuple(contestant for contestant in CONTESTANTS if contestant.awaits)
# http.client decodes with json too.
_DECODING = tuple(contestant for contestant in CONTESTANTS if contestant is not FLOOR)

DECODE = Measure(
    "decode a page of 1,000 numbers", "decode-numbers", "{answers}/numbers-1000.json", _DECODING
)
ESCAPED = Measure(
    "the same with letters and slashes escaped, as PHP does by itself",
    "decode-numbers",
    "{answers}/escaped-1000.json",
    (THIS, JSON, MSGSPEC),
)
OFFERS = Measure(
    "decode a page of 1,000 offers",
    "decode-offers",
    "{answers}/offers-1000.json",
    _DECODING,
)
GET = Measure("sync GET of 15 numbers", "get", _PAGE, CONTESTANTS)
POST = Measure("sync POST", "post", _PAGE, CONTESTANTS)
ASYNC = Measure("async GET of 15 numbers, 50 in flight", "get-async", _PAGE, _AWAITING)
MAKE = Measure("make a second client", "make", _UNCALLED, (THIS, JSON))
FIRST = Measure(
    "make a second client, and GET 15 numbers with it over a new connection",
    "make-and-get",
    _PAGE,
    (THIS, JSON, FLOOR),
)

MEASURES = (GET, POST, ASYNC, DECODE, ESCAPED, OFFERS, MAKE, FIRST)

GATES = (
    Gate("decode 1,000 numbers, against json.loads of the same bytes", DECODE, JSON, 0.45),
    Gate("sync GET of 15, against httpx2 + json by hand", GET, JSON, 0.85),
    Gate("sync POST, against httpx2 + json by hand", POST, JSON, 1.0),
    Gate("async GET of 15, 50 in flight, against httpx2 + json by hand", ASYNC, JSON, 0.95),
    Gate("sync GET of 15, against the stock generator's client", GET, STOCK, 0.55),
    Gate("make a second client, against httpx2.Client()", MAKE, JSON, 0.05),
)
IMPORT_AT_MOST = 1.25
IMPORT_MEMORY_AT_MOST = 4.0  # MiB
HELD_AT_MOST = 0.6

# The cost of a page by its size: by itself, and with the request around it.
DECODE_BY_SIZE = {
    size: Measure(
        f"decode {size:,} numbers", "decode-numbers", f"{{answers}}/numbers-{size}.json", (THIS,)
    )
    for size in SIZES
} | {1_000: DECODE}
GET_BY_SIZE = {
    size: Measure(f"sync GET of {size:,} numbers", "get", f"{{service}}/{size}{PREFIX}", (THIS,))
    for size in SIZES
} | {15: GET}


def is_gated(measure: Measure, contestant: Contestant) -> bool:
    """Whether a gate hangs on what this contestant costs there."""
    return any(gate.measure is measure and contestant in (THIS, gate.against) for gate in GATES)

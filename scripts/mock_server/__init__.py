"""A sandbox of the Plusofon number API: what you reserve is reserved, and nothing is charged.

What it is not: it is not the provider, and nobody there has seen it. The order of its checks, the
wording of its refusals, the length of a long reservation and the fate of a released number are
ours, since no one has recorded the provider's. It forwards no call and sends no SMS; `aon_for_sips`
is always empty. `pin` (releaseNumber) and `type` (listRegions) have no known meaning: they are
accepted and change nothing. A wrong page number is refused, where the provider's framework would
presumably count it as 1. Times are UTC, where the provider's time zone is unknown. Page URLs name
the host that was asked. It speaks HTTP/1.1 without TLS, on 127.0.0.1 unless it is told otherwise,
and `%2F` in a path counts as `/`. In memory 10,000 shelves are kept; the one that was used least
recently is forgotten first.

What it is: a second reading of `openapi.yaml`, independent of the generated client. Requests are
checked against the document itself, answers have the shapes of its samples, and what was searched,
reserved, bought, forwarded and released is remembered, per token. Whatever it does not understand
in the document stops its start.

    plusofon-mock --port 8080

Tests that pytest runs have the fixture `plusofon_mock`. In process, `create_app()` answers a WSGI
callable, and `create_sandbox().account("test-1")` the handle of an account: to seed and reset it,
move its clock, order what goes wrong, read its journal. Over HTTP the same is under /_mock/.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .clock import Clock
    from .document import CannotStart
    from .faults import Order
    from .handle import AccountHandle
    from .sandbox import Sandbox, create_sandbox
    from .testing import MockInProcess, PlusofonMock
    from .wsgi import Application, create_app

__all__ = [
    "AccountHandle",
    "Application",
    "CannotStart",
    "Clock",
    "MockInProcess",
    "Order",
    "PlusofonMock",
    "Sandbox",
    "create_app",
    "create_sandbox",
]

# Every run of pytest imports this package, so names are fetched when they are first asked for.
_MODULES = {
    "AccountHandle": "handle",
    "Application": "wsgi",
    "CannotStart": "document",
    "Clock": "clock",
    "MockInProcess": "testing",
    "Order": "faults",
    "PlusofonMock": "testing",
    "Sandbox": "sandbox",
    "create_app": "wsgi",
    "create_sandbox": "sandbox",
}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f".{_MODULES[name]}", __name__), name)
    globals()[name] = value
    return value

"""The number API pretended, with memory.

What it is not: it is not the provider, and nobody there has seen it. The order of its checks, the
wording of its refusals, the length of a long reservation and the fate of a released number are
ours, since no one has recorded the provider's. It charges nothing, forwards no call and sends no
SMS; `aon_for_sips` is always empty. Nothing outlives the process. `pin` (releaseNumber) and `type`
(listRegions) have no known meaning: they are accepted and change nothing. A wrong page number is
refused, where the provider's framework would presumably count it as 1. Times are UTC, where the
provider's time zone is unknown. Page URLs name the host that was asked. It listens on 127.0.0.1,
without TLS. A request that is no HTTP is refused by the server in front of the mock, with an empty
body, `%2F` in a path counts as `/`, and 64 callers that stall their bodies keep others waiting.

What it is: a second reading of `openapi.yaml`, independent of the generated client. Requests are
checked against the document itself, answers have the shapes of its samples, and what was searched,
reserved, bought, forwarded and released is remembered, per token. Whatever it does not understand
in the document stops its start.

    python -m scripts.mock_server --port 8080

In process, for tests: `create_app()` answers a WSGI callable.
"""

from .app import MockServer, create_app
from .clock import Clock
from .document import CannotStart

__all__ = ["CannotStart", "Clock", "MockServer", "create_app"]

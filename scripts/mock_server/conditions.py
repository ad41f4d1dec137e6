"""The conditions of an account: what the provider refuses to it, whatever it asks for.

An account is in one by its name (`test-expired`, `test-expired-7`), or because the control API put
it there.
"""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

# Condition → the example of the document that says it. With `unprocessable`, what would be a 400
# for wrong parameters becomes the framework's 422; with `throttled`, calls beyond a limit are
# refused.
CONDITIONS: Mapping[str, str] = {
    "no_access": "no_access",
    "expired": "unauthenticated",
    "forbidden": "forbidden",
    "unprocessable": "unprocessable",
    "throttled": "too_many_requests",
    "server_error": "server_error",
    "bad_gateway": "bad_gateway",
    "unavailable": "unavailable",
    "gateway_timeout": "gateway_timeout",
    "refused_inside_200": "refused_inside_200",
    "page_not_found": "page_not_found",
}
WINDOW = timedelta(minutes=1)
CALLS_PER_MINUTE = 60


class Condition(NamedTuple):
    """A condition. `why` says in a sentence why the account is in it, and how it gets out."""

    name: str
    why: str
    calls_per_minute: int = CALLS_PER_MINUTE

    @property
    def example(self) -> str:
        """The example of the document that says it."""
        return CONDITIONS[self.name]


def prefix(name: str) -> str:
    """What tokens of accounts begin with that are in a condition by their name."""
    return f"test-{name.replace('_', '-')}"


def ordered(name: str, calls_per_minute: int = CALLS_PER_MINUTE) -> Condition:
    """Make a condition that somebody put an account into. Raises ValueError for an unknown one."""
    if name not in CONDITIONS:
        raise ValueError(f"There is no condition {name}. There are {', '.join(CONDITIONS)}.")
    why = f"The account was put into the condition {name}; DELETE /_mock/condition ends it."
    return Condition(name, why, calls_per_minute)


_BY_NAME = {prefix(name): name for name in CONDITIONS}
_PREFIX = re.compile(rf"({'|'.join(_BY_NAME)})(?![a-z])")


def by_name(token: str) -> Condition | None:
    """Find the condition that an account is in by its name."""
    found = _PREFIX.match(token)
    if found is None:
        return None
    why = f"Tokens that begin with {found[1]} are always answered so; use another."
    return Condition(_BY_NAME[found[1]], why)


class Throttle:
    """Calls of an account within a minute, which begins with a call, by the account's clock."""

    __slots__ = ("_calls", "_since")

    def __init__(self) -> None:
        self._since: datetime | None = None
        self._calls = 0

    def wait(self, now: datetime, limit: int) -> int:
        """Count a call, and tell the seconds until one is allowed; 0 when this one is."""
        if self._since is None or not self._since <= now < self._since + WINDOW:
            self._since, self._calls = now, 0
        self._calls += 1
        if self._calls <= limit:
            return 0
        return max(1, -(-(self._since + WINDOW - now) // timedelta(seconds=1)))

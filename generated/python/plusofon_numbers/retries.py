"""When a request is sent again, and how long to wait before."""

import random
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from .errors import ConnectionFailed, PlusofonError, RateLimited, ServerFailed

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 8.0
LONGEST_RETRY_AFTER = 60.0
"""The longest pause that a service can ask for, in seconds. Beyond it the caller decides."""

_PASSING = (502, 503, 504)


def retry_after(headers: Mapping[str, str]) -> float | None:
    """How long the service asks to wait, in seconds; None where it does not say, or not legibly."""
    told = headers.get("Retry-After", "").strip()
    if told.isascii() and told.isdigit():
        return float(told[:12])
    try:
        moment = parsedate_to_datetime(told)
        now = datetime.now(UTC)
        return max(0.0, (moment.replace(tzinfo=moment.tzinfo or UTC) - now).total_seconds())
    except (ValueError, TypeError, OverflowError):
        return None


def pause_before(attempt: int, failure: PlusofonError, *, only_reads: bool) -> float | None:
    """How long to wait before a request is sent again, in seconds; None if it must not be.

    Args:
        attempt: The number of the next attempt; the first repetition is number 1.
        failure: What became of the last one.
        only_reads: Whether the operation may be repeated at any time.
    """
    if isinstance(failure, ConnectionFailed):
        return _backoff(attempt) if failure.again and (only_reads or not failure.sent) else None
    passes = isinstance(failure, RateLimited) or failure.status in _PASSING
    if not only_reads or not passes:
        return None
    asked = failure.retry_after if isinstance(failure, RateLimited | ServerFailed) else None
    if asked is not None and asked > LONGEST_RETRY_AFTER:
        return None
    return max(asked or 0.0, _backoff(attempt))


def _backoff(attempt: int) -> float:
    """Twice as long each time, less up to a half, so that callers do not come back all at once."""
    longest: float = min(LONGEST_PAUSE, FIRST_PAUSE * 2.0 ** min(attempt - 1, 9))
    return longest * random.uniform(0.5, 1.0)  # noqa: S311 - no secret

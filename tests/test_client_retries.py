"""When the client asks again, how long it waits before, and when all must be over."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import httpx2
import pytest
from plusofon_numbers import (
    ConnectionFailed,
    OutcomeUnknown,
    PlusofonError,
    RateLimited,
    ServerFailed,
    TimedOut,
    Timeout,
    retries,
)
from plusofon_numbers.retries import pause_before, retry_after

from tests.contract import EXAMPLES, OPERATIONS, Operation
from tests.either import (
    Either,
    Kind,
    both_kinds,
    each_change,
    hurry,
    only_reads,
    sample_of,
)
from tests.hostile import (
    Hostile,
    Peer,
    Script,
    answers,
    breaks_off,
    each,
    hangs,
    http,
    json,
)

REGIONS = json(EXAMPLES["RegionsSample"])
BUSY = "429 Too Many Requests"
PASSING = [BUSY, "502 Bad Gateway", "503 Service Unavailable", "504 Gateway Timeout"]


@both_kinds
def test_pauses_grow(kind: Kind, monkeypatch: pytest.MonkeyPatch) -> None:
    """They double from half a second to eight, each less up to a half by chance."""
    pauses = hurry(monkeypatch)
    with (
        Hostile(answers(http(b"", PASSING[2]))) as server,
        Either(kind, server.base_url, max_retries=7) as caller,
        pytest.raises(ServerFailed),
    ):
        caller.list_regions()
    longest = [0.5, 1, 2, 4, 8, 8, 8]
    assert len(pauses) == len(longest)
    assert all(most / 2 <= pause <= most for pause, most in zip(pauses, longest, strict=True))
    assert server.asked == ["listRegions"] * 8


@both_kinds
def test_pauses_differ(kind: Kind, monkeypatch: pytest.MonkeyPatch) -> None:
    """Callers that fail at the same time do not come back at the same time."""
    pauses = hurry(monkeypatch)
    script = answers(http(b"", PASSING[2]))
    with Hostile(script) as server, Either(kind, server.base_url, max_retries=1) as caller:
        for _ in range(8):
            with pytest.raises(ServerFailed):
                caller.list_regions()
    assert len(pauses) == len(set(pauses)) == 8


def test_pauses_without_end() -> None:
    """However often it was tried, the next pause is one of at most eight seconds."""
    failure = ConnectionFailed("listRegions", "nobody there")
    for attempt in (10, 1_000, 2_000, 10**6):
        pause = pause_before(attempt, failure, only_reads=True)
        assert pause is not None
        assert 4 <= pause <= 8


@both_kinds
def test_a_pause_is_really_one(kind: Kind) -> None:
    """The client does wait, and then gets its answer."""
    with (
        Hostile(answers(http(b"", BUSY, "Retry-After: 1"), REGIONS)) as server,
        Either(kind, server.base_url) as caller,
    ):
        begin = time.monotonic()
        assert caller.list_regions().code_regions
        assert time.monotonic() - begin >= 1
    assert server.asked == ["listRegions"] * 2


def written(told: str | timedelta) -> str:
    """What a service says; a moment that long from now as HTTP writes it."""
    if isinstance(told, str):
        return told
    return format_datetime(datetime.now(UTC) + told, usegmt=True)


# What a service says, and how long the pause is at least and at most.
HONOURED: dict[str, tuple[str | timedelta, float, float]] = {
    "two seconds": ("2", 2, 2),
    "a minute": ("60", 60, 60),
    "zeros before it": ("002", 2, 2),
    "spaces around it": ("  2 ", 2, 2),
    "a date": (timedelta(seconds=40), 1, 40),
    "no time at all": ("0", 0.25, 0.5),
    "less than the pause": (timedelta(seconds=0), 0.25, 0.5),
    "a date long ago": ("Fri, 31 Dec 1999 23:59:59 GMT", 0.25, 0.5),
    "words": ("soon", 0.25, 0.5),
    "nothing": ("", 0.25, 0.5),
    "less than nothing": ("-3600", 0.25, 0.5),
    "a fraction": ("1.5", 0.25, 0.5),
    "an exponent": ("1e3", 0.25, 0.5),
    "infinity": ("Infinity", 0.25, 0.5),
    "no number": ("NaN", 0.25, 0.5),
    "other digits": ("٣٦٠٠", 0.25, 0.5),
    "two of them": ("2, 3600", 0.25, 0.5),
    "no date": ("Fri, 99 Dec 9999 99:99:99 GMT", 0.25, 0.5),
}


@pytest.mark.parametrize("case", HONOURED.values(), ids=HONOURED)
@both_kinds
def test_what_a_service_asks_for(
    kind: Kind, case: tuple[str | timedelta, float, float], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The client waits as long as it is asked to; where that is not legible, as long as ever."""
    pauses = hurry(monkeypatch)
    told, least, most = case
    for status in PASSING:
        script = answers(http(b"", status, f"Retry-After: {written(told)}"), REGIONS)
        with Hostile(script) as server, Either(kind, server.base_url, timeout=300) as caller:
            caller.list_regions()
        assert server.asked == ["listRegions"] * 2
    assert len(pauses) == len(PASSING)
    assert all(least <= pause <= most for pause in pauses), pauses


FAR: dict[str, tuple[str | timedelta, float, float]] = {
    "a second too long": ("61", 61, 61),
    "an hour": ("3600", 3600, 3600),
    "an hour, as a date": (timedelta(seconds=3600), 3000, 3600),
    "a date at the end of time": ("Fri, 31 Dec 9999 23:59:59 GMT", 1e9, 1e12),
    "a date that names no zone": ("Fri, 31 Dec 9999 23:59:59 -0000", 1e9, 1e12),
    "a number without end": ("9" * 5000, 1e9, 1e13),
}


@pytest.mark.parametrize("case", FAR.values(), ids=FAR)
@both_kinds
def test_a_service_that_asks_for_too_much(
    kind: Kind, case: tuple[str | timedelta, float, float], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is told at once, with the time in it, so that the caller can decide."""
    pauses = hurry(monkeypatch)
    told, least, most = case
    for status in PASSING:
        with (
            Hostile(answers(http(b"", status, f"Retry-After: {written(told)}"), REGIONS)) as server,
            Either(kind, server.base_url, timeout=10_000) as caller,
            pytest.raises(RateLimited if status == BUSY else ServerFailed) as caught,
        ):
            caller.list_regions()
        assert isinstance(caught.value, RateLimited | ServerFailed)
        assert caught.value.retry_after is not None
        assert least <= caught.value.retry_after <= most
        assert f"asks for {caught.value.retry_after:.0f} seconds" in str(caught.value)
        assert server.asked == ["listRegions"]
    assert pauses == []


@pytest.mark.parametrize("asked", ["", "Retry-After: 5"], ids=["its own", "asked for"])
@both_kinds
def test_a_pause_that_is_longer_than_the_call_may_take(kind: Kind, asked: str) -> None:
    """The failure is told at once, instead of after a wait that cannot help."""
    headers = [asked] if asked else []
    begin = time.monotonic()
    with (
        Hostile(answers(http(b"", BUSY, *headers), REGIONS)) as server,
        Either(kind, server.base_url, timeout=4 if asked else 0.2) as caller,
        pytest.raises(RateLimited) as caught,
    ):
        caller.list_regions()
    assert time.monotonic() - begin < 3
    assert caught.value.retry_after == (5 if asked else None)
    assert server.asked == ["listRegions"]


@each_change
@both_kinds
def test_a_change_that_comes_too_soon(
    kind: Kind, operation: Operation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is told at once, with the time after which it may be asked for again; nothing was done."""
    pauses = hurry(monkeypatch)
    with (
        Hostile(answers(http(b"", BUSY, "Retry-After: 1"))) as server,
        Either(kind, server.base_url) as caller,
        pytest.raises(RateLimited) as caught,
    ):
        caller.perform(operation)
    assert caught.value.retry_after == 1
    assert server.asked == [operation.name]
    assert pauses == []


@each_change
@both_kinds
def test_a_change_while_the_service_is_away(kind: Kind, operation: Operation) -> None:
    """It is not sent again, and what was asked for is still told."""
    with (
        Hostile(answers(http(b"", PASSING[2], "Retry-After: 1"))) as server,
        Either(kind, server.base_url) as caller,
        pytest.raises(OutcomeUnknown) as caught,
    ):
        caller.perform(operation)
    assert isinstance(caught.value.failure, ServerFailed)
    assert caught.value.failure.retry_after == 1
    assert server.asked == [operation.name]


@pytest.mark.parametrize("count", [0, 1, 4])
@both_kinds
def test_how_often_is_the_callers_choice(
    kind: Kind, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A request is sent again as often as the client, or its options, say."""
    hurry(monkeypatch)
    with (
        Hostile(breaks_off()) as server,
        Either(kind, server.base_url, max_retries=count) as caller,
    ):
        with pytest.raises(ConnectionFailed):
            caller.list_regions()
        other = caller.client.with_options(max_retries=count + 1)
        with pytest.raises(ConnectionFailed):
            caller.wait(other.list_regions())
    assert len(server.requests) == (1 + count) + (2 + count)


@both_kinds
def test_a_failure_that_passes(kind: Kind, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever came of the first two attempts, the third one has the answer."""
    hurry(monkeypatch)
    away = breaks_off(http(b"", PASSING[1], "Connection: close"))
    scripts = [breaks_off(), breaks_off(harshly=True), away, breaks_off(b"HTTP/1.1 2")]
    for first, second in zip(scripts, reversed(scripts), strict=True):
        script = each(first, second, answers(REGIONS))
        with Hostile(script) as server, Either(kind, server.base_url) as caller:
            assert caller.list_regions().code_regions
        assert server.asked == ["listRegions"] * 3


@both_kinds
def test_one_attempt_that_hangs(kind: Kind, monkeypatch: pytest.MonkeyPatch) -> None:
    """What only reads is asked for again while there is time; what changes something is not."""
    hurry(monkeypatch)
    patience = Timeout(total=20, connect=10, read=0.4)

    def perform(operation: Operation) -> tuple[Any, list[str]]:
        script = each(hangs(), answers(json(sample_of(operation))))
        with Hostile(script) as server, Either(kind, server.base_url, timeout=patience) as caller:
            try:
                outcome = caller.perform(operation)
            except OutcomeUnknown as unknown:
                outcome = unknown.failure
        return outcome, server.asked

    with ThreadPoolExecutor(len(OPERATIONS)) as threads:
        outcomes = zip(OPERATIONS, threads.map(perform, OPERATIONS.values()), strict=True)
        for name, (outcome, asked) in outcomes:
            reads = only_reads(OPERATIONS[name])
            assert isinstance(outcome, TimedOut) != reads, name
            assert asked == [name] * (2 if reads else 1)


def slowly(peer: Peer) -> None:
    """Each request is answered after a while, by a proxy that did not reach the service."""
    while peer.receive():
        peer.server.over.wait(0.1)
        peer.send(http(b"", PASSING[1]))


@pytest.mark.parametrize("script", [slowly, hangs()], ids=["fails", "hangs"])
@both_kinds
def test_attempts_without_end(kind: Kind, script: Script, monkeypatch: pytest.MonkeyPatch) -> None:
    """The time is that of the call and not of an attempt: once it is over, there is no other."""
    monkeypatch.setattr(retries, "LONGEST_PAUSE", 0.0)
    begin = time.monotonic()
    patience = Timeout(total=0.8, connect=0.8, read=0.2)
    with (
        Hostile(script) as server,
        Either(kind, server.base_url, timeout=patience, max_retries=60) as caller,
        pytest.raises(PlusofonError),
    ):
        caller.list_regions()
    assert 0.5 < time.monotonic() - begin < 4
    assert 2 <= len(server.requests) <= 12


def test_how_retry_after_is_read() -> None:
    """The header may be missing, and its name may be written in any case."""
    assert retry_after(httpx2.Headers({})) is None
    assert retry_after(httpx2.Headers({"RETRY-AFTER": "7"})) == 7

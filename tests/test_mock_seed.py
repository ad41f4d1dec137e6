"""A seed: the same calls get the same bytes, whenever they come."""

import time
from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from scripts.mock_server import CannotStart, PlusofonMock, Sandbox, create_sandbox
from scripts.mock_server.faults import Order
from scripts.mock_server.request import Request
from scripts.mock_server.sandbox import SEED
from scripts.mock_server.wsgi import Application
from tests.test_mock_command import running, sent, url_in

DAWN = datetime(2026, 1, 1, 12, tzinfo=UTC)
NUMBERS = (4951332210, 4951332211)
FAULT = '{"fault": "not_json", "share": 0.5}'


def calls() -> Iterator[bytes]:
    """Requests, as bytes: what reads, what writes, what is refused, what goes wrong by chance."""
    yield asked("POST", "/_mock/faults", FAULT)
    for number in NUMBERS:
        body = f'{{"number": {number}, "owner_type": "personal", "short": 1}}'
        yield asked("POST", "/api/v1/number/reserve", body)
    yield asked("GET", "/api/v1/number/reserve")
    yield asked("POST", "/_mock/clock/advance", '{"minutes": 30}')
    body = f'{{"numbers": [{NUMBERS[1]}], "owner_type": "personal"}}'
    yield asked("POST", "/api/v1/number/buy", body)
    yield asked("GET", "/api/v1/number")
    yield asked("GET", "/api/v1/number/search", '{"phone_type": "abc"}')
    yield asked("DELETE", "/api/v1/number/9")
    yield from [asked("GET", "/api/v1/number/code-regions")] * 5
    yield asked("POST", "/_mock/clock/advance", '{"minutes": 30}')
    yield asked("GET", "/api/v1/number/reserve")
    yield asked("POST", "/_mock/reset", "{}")
    yield asked("GET", "/_mock/clock")


def asked(method: str, path: str, body: str = "") -> bytes:
    """A request of an account, whose connection ends with it."""
    lines = [
        f"{method} {path} HTTP/1.1",
        *("Host: localhost", "Authorization: Bearer test-1", "Client: 10553"),
        *("Content-Type: application/json", f"Content-Length: {len(body)}", "Connection: close"),
    ]
    return "\r\n".join([*lines, "", body]).encode()


def answers(*arguments: str, after: float = 0) -> list[bytes]:
    """What a process of its own answers to the calls, with a pause before each."""
    with running(*arguments) as (_, line):
        url, told = url_in(line), list[bytes]()
        for call in calls():
            time.sleep(after)
            told.append(sent(url, call))
        return told


@contextmanager
def sandbox(**settings: Any) -> Generator[Sandbox]:
    """A sandbox that is closed in the end."""
    made = create_sandbox(**settings)
    try:
        yield made
    finally:
        made.close()


def test_the_same_seed_and_the_same_calls() -> None:
    """Two processes answer with the same bytes, though the one has more time than the other."""
    first = answers("--seed", "7")
    assert answers("--seed", "7", after=0.1) == first
    assert b'"reserved_untill":"2026-01-01 13:00:00"' in first[3]
    assert b'"data":[]' in first[15], "An hour of the clock has ended what was short."
    assert b'"now":"2026-01-01T12:00:00Z","frozen":true' in first[-1]
    spoilt = [b"<b>Notice</b>" in answer for answer in first]
    assert 0 < sum(spoilt) < len(spoilt) - 5


def test_without_a_seed() -> None:
    """The clock runs with the system's."""
    with sandbox() as made:
        mock = PlusofonMock(made, "test-1", "")
        assert abs((mock.now() - datetime.now(UTC)).total_seconds()) < 5
        assert not mock.account.time().frozen


def test_a_clock_that_stands_still() -> None:
    """It does from the first call on, of each account, and after a reset; unless it is moved."""
    with sandbox(seed=7) as made:
        mock = PlusofonMock(made, "test-1", "")
        assert mock.now() == DAWN
        mock.advance(hours=1)
        assert (mock.now() - DAWN).total_seconds() == 3600
        assert PlusofonMock(made, "test-2", "").now() == DAWN
        mock.reset()
        assert mock.now() == DAWN
        mock.advance(hours=1)
        mock.restore({})
        assert mock.now() == DAWN
        kept = mock.snapshot()
        mock.account.run_clock()
        running_one = mock.snapshot()
        mock.restore(kept)
        assert mock.account.time().frozen
        mock.restore(running_one)
        assert not mock.account.time().frozen


def test_a_clock_that_was_seeded(tmp_path: Path) -> None:
    """The seed file says where it stands, by UTC unless it says by what."""
    text = SEED.read_text(encoding="utf-8")
    for clock, expected in (
        ("2030-05-06 07:08:09", "2030-05-06T07:08:09+00:00"),
        ("2030-05-06T07:08:09+03:00", "2030-05-06T04:08:09+00:00"),
    ):
        path = tmp_path / "seed.yaml"
        path.write_text(f"clock: {clock}\n{text}", encoding="utf-8")
        with sandbox(seed=path) as made:
            assert made.account("test-1").now().isoformat() == expected
    with sandbox(seed=SEED) as made:
        assert made.account("test-1").now() == DAWN


@pytest.mark.parametrize("clock", ["noon", "2500-01-01 00:00:00", "2026-01-01", "[1]"])
def test_a_clock_that_cannot_be(tmp_path: Path, clock: str) -> None:
    """It stops the start, with a sentence."""
    path = tmp_path / "seed.yaml"
    path.write_text(f"clock: {clock}\n{SEED.read_text(encoding='utf-8')}", encoding="utf-8")
    with pytest.raises(CannotStart, match=r"^The seed .*seed.yaml is wrong: .*\.$"):
        create_sandbox(seed=path)


def test_a_store_that_lasts(tmp_path: Path) -> None:
    """With a seed its clocks stand still where nobody has moved them, and else where they were."""
    url = f"sqlite:///{tmp_path / 'at.db'}"
    with sandbox(store=url, seed=7) as made:
        PlusofonMock(made, "test-moved", "").advance(hours=1)
        PlusofonMock(made, "test-seeded", "").seed(owned=[NUMBERS[0]])
    with sandbox(store=url, seed=8) as made:
        assert made.account("test-moved").now().hour == 13
        assert made.account("test-seeded").now() == DAWN
        assert made.account("test-new").now() == DAWN
    with sandbox(store=url) as made:
        assert not made.account("test-new").time().frozen
        assert made.account("test-moved").now().hour == 13


def spoilt(made: Sandbox) -> list[bool]:
    """Which of twenty calls go wrong by chance."""
    mock = PlusofonMock(made, "test-1", "")
    mock.reset()
    mock.share(0.5).html()
    return ["<" in _body(made) for _ in range(20)]


def _body(made: Sandbox) -> str:
    headers = {"authorization": "Bearer test-1", "client": "10553"}
    return Application(made).reply(Request("GET", "/api/v1/number", headers)).content.decode()


def test_faults_by_chance() -> None:
    """The number throws the dice: the same ones again, others with another number."""
    with sandbox(seed=7) as one, sandbox(seed=7) as same, sandbox(seed=8) as other:
        assert spoilt(one) == spoilt(same) == spoilt(one) != spoilt(other)


def delays(made: Sandbox) -> list[float]:
    """How long some answers are held back."""
    headers = {"authorization": "Bearer test-1", "client": "10553"}
    replies: list[float] = []
    for path in ("/api/v1/number", "/api/v1/nowhere", "/api/v1/number/search"):
        made.handle(
            Request("GET", path, headers),
            lambda reply: replies.append(reply.wire.delay if reply.wire else 0),
        )
    return replies


def test_latency_by_chance() -> None:
    """It is within its range, and with the same seed the same."""
    latency = (0.1, 0.3)
    with (
        sandbox(seed=7, latency=latency) as one,
        sandbox(seed=7, latency=latency) as same,
        sandbox(latency=latency) as unseeded,
        sandbox(seed=7) as prompt,
    ):
        first = delays(one)
        assert delays(same) == first != delays(one)
        assert all(0.1 <= delay <= 0.3 for delay in first)
        assert len(set(first)) == 3
        assert delays(unseeded) != first
        assert delays(prompt) == [0, 0, 0]


def test_latency_and_a_delay() -> None:
    """The one comes on top of the other."""
    with sandbox(latency=(0.1, 0.1)) as made:
        made.account("test-1").order(Order(operation="listNumbers", delay=2))
        assert delays(made) == [pytest.approx(2.1), 0.1, 0.1]


def test_the_option_for_latency() -> None:
    """Each answer is held back, and keeps no other one waiting."""
    call = asked("GET", "/api/v1/number/code-regions")
    with running("--latency", "500") as (_, line), ThreadPoolExecutor(4) as callers:
        url = url_in(line)
        before = time.monotonic()
        told = list(callers.map(sent, [url] * 4, [call] * 4))
        assert 0.5 <= time.monotonic() - before < 1.5
    assert all(answer.startswith(b"HTTP/1.1 200 ") for answer in told)


def test_the_option_for_lenience() -> None:
    """It reaches the operations."""
    body = '{"number": "4951332210", "owner_type": "personal"}'
    for arguments, status in (([], 400), (["--lenient"], 200)):
        with running(*arguments) as (_, line):
            answer = sent(url_in(line), asked("POST", "/api/v1/number/reserve", body))
        assert answer.startswith(b"HTTP/1.1 %d " % status)

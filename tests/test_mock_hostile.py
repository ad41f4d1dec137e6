"""The command under hostile input of all kinds at once: others are served, and nothing changes."""

import random
import re
from collections.abc import Generator, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from time import monotonic
from typing import Any

import pytest

from tests.echo_server import Answer, Caller, asked, chunks, request
from tests.mock_caller import FREE, OTHER, PREFIX
from tests.test_mock_command import running, url_in
from tests.test_mock_limits import BROKEN, CHUNKED

MEGABYTE = 1_000_000
CLIENT = ("Client: 10553", "Content-Type: application/json")
VICTIM = ("Authorization: Bearer test-victim", *CLIENT)
BUY = f"POST {PREFIX}/number/buy HTTP/1.1"
SEARCH = request(f"GET {PREFIX}/number/search?city_code=495 HTTP/1.1", *VICTIM)
# What fills a head to its limit.
LONG = "x" * 15_500
on_linux = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is in /proc")


@contextmanager
def mock() -> Generator[tuple[Any, str]]:
    """The command, with the clock of the accounts at a stand."""
    with running("--seed", "1") as (process, line):
        yield process, url_in(line)


def control(url: str, line: str, body: bytes = b"") -> Answer:
    """Ask the control API about the victim."""
    answer = asked(url, request(f"{line} HTTP/1.1", *VICTIM, body=body))
    assert answer.status == 200, answer
    return answer


def seconds_for_a_normal_client(url: str, expected: bytes) -> float:
    """Connect, search, and be answered as ever; give the seconds that this took."""
    begin = monotonic()
    assert asked(url, SEARCH).content == expected
    return monotonic() - begin


def memory(process_id: int) -> int:
    """The resident memory of a process, in bytes."""
    text = Path(f"/proc/{process_id}/status").read_text(encoding="utf-8")
    found = re.search(r"VmRSS:\s+(\d+) kB", text)
    assert found
    return int(found[1]) * 1024


def attacks() -> Iterator[bytes]:
    """What is sent on a connection of its own, which stays open."""
    noise = random.Random(2)  # noqa: S311 - the same each time
    yield from (noise.randbytes(noise.randrange(1, 20_000)) for _ in range(100))
    yield from BROKEN.values()
    for depth in (b"[" * 100_000 + b"]" * 100_000, b'{"a":' * 100_000 + b"1" + b"}" * 100_000):
        yield from [request(BUY, *VICTIM, body=depth)] * 10
    yield from [request(BUY, *VICTIM, "Content-Length: 1000000000")] * 50
    yield from [request(BUY, *VICTIM, "Content-Length: 1000000000") + b"x" * 500_000] * 20
    yield from [request(BUY, *VICTIM, "Content-Length: 1000000") + b"x" * 900_000] * 50
    yield from [request(BUY, *VICTIM, CHUNKED) + b"1\r\n\n\r\n" * 50_000] * 5
    yield from [request(BUY, *VICTIM, CHUNKED) + b"3B9ACA00\r\n" + b"x" * 900_000] * 20
    yield from [request(BUY, *VICTIM, CHUNKED) + chunks(b"[" * 5000)] * 20
    yield from [request("GET / HTTP/1.1", f"X: {LONG}")[:-2]] * 200
    yield from [request("GET / HTTP/1.1", *(f"{n}: {n}" for n in range(90)))[:-2]] * 200
    for page in ("Origin: http://evil.example", "Sec-Fetch-Site: cross-site"):
        yield from [request("POST /_mock/reset HTTP/1.1", *VICTIM, page)] * 50
    yield from [request() * 5000] * 20
    yield from [b"P"] * 200
    yield from [b""] * 500


@on_linux
def test_everything_at_once() -> None:
    """A normal client is answered in a second in the midst of it; memory grows by 20 MB at most.

    What an account holds is the same afterwards.
    """
    with mock() as (process, url), ExitStack() as stack:
        control(url, "POST /_mock/seed", b'{"reserved": [%d], "owned": [%d]}' % (FREE, OTHER))
        held = control(url, "GET /_mock/snapshot").content
        page = asked(url, SEARCH).content
        for _ in range(200):
            seconds_for_a_normal_client(url, page)
        before = memory(process.pid)
        largest = 0
        for number, attack in enumerate(attacks()):
            leave(stack, url, attack)
            if number % 50 == 0:
                # The quicker of two: the machine may have something else to do, too.
                assert min(seconds_for_a_normal_client(url, page) for _ in range(2)) < 1
                largest = max(largest, memory(process.pid))
        assert seconds_for_a_normal_client(url, page) < 1
        assert max(largest, memory(process.pid)) - before < 20 * MEGABYTE
        assert control(url, "GET /_mock/snapshot").content == held
        stack.close()
        process.terminate()
        assert process.communicate(timeout=5) == ("", "")


@on_linux
@pytest.mark.parametrize(
    "header", ["X{}: 1", "Authorization: Bearer live-{}"], ids=["name", "token"]
)
def test_long_headers(header: str) -> None:
    """What is too long for anybody else to send it is not kept."""
    with mock() as (process, url):
        before = 0
        for part in range(0, 1500, 30):
            made_up = (header.format(f"{number}{LONG}") for number in range(part, part + 30))
            with Caller(url) as caller:
                caller.send(*(request(BUY, one, *CLIENT) for one in made_up))
                assert {caller.answer().status for _ in range(30)} == {401}
            # The first of them are what any caller needs.
            before = before or memory(process.pid)
        assert memory(process.pid) - before < 3 * MEGABYTE


def leave(stack: ExitStack, url: str, data: bytes) -> None:
    """Send it, and leave the connection open."""
    caller = stack.enter_context(Caller(url))
    with suppress(ConnectionError):  # It may have had enough in the middle.
        caller.send(data)

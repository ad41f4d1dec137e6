"""A crowd of clients of a mock in a process of its own, which remember what they were answered."""

import http.client
import json
import os
import subprocess
import sys
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from threading import Event, Thread
from typing import Any
from urllib.parse import urlsplit

from tests.contract import ROOT

CLIENTS = 16
FIRST = 4951332200
# Which mock is served: to be started with --store and --port, and to tell its URL.
COMMAND = [sys.executable, "-m", "tests.store_server"]

# What an account holds: number → state.
Held = Mapping[int, str]


@contextmanager
def serving(*arguments: str, under: tuple[str, ...] = ()) -> Generator[tuple[Any, str]]:
    """Run a mock in a process of its own, and tell its URL; it is killed at the end."""
    process = subprocess.Popen(
        [*under, *COMMAND, "--port", "0", *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert process.stdout is not None
    try:
        words = process.stdout.readline().split()
        assert words, "The mock did not start."
        yield process, words[-1]
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


@dataclass
class Buyer:
    """A client with an account of its own on a shelf, which it may share; and its own numbers.

    It takes numbers that nobody else takes, so that it knows at any time what it holds: `held`, if
    the last request was not carried out, or `perhaps` if it was; they are the same once it is
    answered.
    """

    index: int
    random: Random
    held: dict[int, str] = field(default_factory=dict[int, str])
    perhaps: dict[int, str] = field(default_factory=dict[int, str])
    answered: int = 0
    refused: list[bytes] = field(default_factory=list[bytes])

    @property
    def token(self) -> str:
        """Half of them share a shelf."""
        return f"test-team:{self.index}" if self.index % 2 else f"test-{self.index}"

    @property
    def numbers(self) -> list[int]:
        """Its numbers."""
        return [FIRST + self.index * 3 + offset for offset in range(3)]

    def spend(self, url: str, stop: Event) -> None:
        """Reserve, buy and release, until the mock is gone or it is told to stop."""
        address = urlsplit(url)
        connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=30)
        try:
            while not stop.is_set():
                self._step(connection, address.path)
        except (OSError, http.client.HTTPException):
            pass  # It was killed: what it answered until then counts.
        finally:
            connection.close()

    def _step(self, connection: http.client.HTTPConnection, path: str) -> None:
        """Reserve all three and buy them at once; or give one back that was bought."""
        free = [number for number in self.numbers if number not in self.held]
        reserved = [number for number, state in self.held.items() if state == "reserved"]
        if free:
            number = self.random.choice(free)
            body: dict[str, Any] = {"number": number, "owner_type": "personal"}
            self._ask(connection, f"{path}/number/reserve", body, {number: "reserved"})
        elif reserved:
            body = {"numbers": reserved, "owner_type": "personal"}
            self._ask(connection, f"{path}/number/buy", body, dict.fromkeys(reserved, "owned"))
        else:
            number = self.random.choice(self.numbers)
            owned = self._send(connection, "GET", f"{path}/number", None)["data"]
            (number_id,) = [n["id"] for n in owned if n["number"] == f"7{number}"]
            self.perhaps = {n: state for n, state in self.held.items() if n != number}
            self._send(connection, "DELETE", f"{path}/number/{number_id}", None)
            self._acknowledged()

    def _ask(
        self, connection: http.client.HTTPConnection, path: str, body: Any, become: Held
    ) -> None:
        self.perhaps = {**self.held, **become}
        self._send(connection, "POST", path, body)
        self._acknowledged()

    def _acknowledged(self) -> None:
        self.held = dict(self.perhaps)
        self.answered += 1

    def _send(
        self, connection: http.client.HTTPConnection, method: str, path: str, body: Any
    ) -> Any:
        headers = {
            "Authorization": f"Bearer {self.token}",
            "Client": "10553",
            "Content-Type": "application/json",
        }
        raw = None if body is None else json.dumps(body)
        connection.request(method, path, raw, headers)
        answer = connection.getresponse()
        content = answer.read()
        if answer.status != 200:
            self.refused.append(content)
            raise OSError("What was kept is not what was answered.")
        return json.loads(content)


def crowd(seed: int) -> list[Buyer]:
    """Sixteen clients that hold nothing."""
    seeds = range(seed * CLIENTS, (seed + 1) * CLIENTS)
    return [Buyer(i, Random(each)) for i, each in enumerate(seeds)]  # noqa: S311 - no secret


@contextmanager
def spending(buyers: list[Buyer], url: str) -> Generator[None]:
    """All of them spend at the same time; at the end they stop."""
    stop = Event()
    threads = [Thread(target=buyer.spend, args=(url, stop), daemon=True) for buyer in buyers]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join(timeout=30)
            assert not thread.is_alive()

"""Failures of which nothing can have reached the service: a change is sent again as well."""

import asyncio
import socket
import threading
import time
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from typing import Any

import httpx2
import pytest
from plusofon_numbers import (
    AsyncPlusofon,
    ConnectionFailed,
    Plusofon,
    TimedOut,
    Timeout,
)

from tests.bridge import snake_case
from tests.contract import EXAMPLES, OPERATIONS, Operation
from tests.either import (
    TOKEN,
    TRUSTS_NOBODY,
    Either,
    Kind,
    both_kinds,
    each_change,
    each_operation,
    example_of,
    hurry,
    sample_of,
)
from tests.hostile import (
    Hostile,
    Peer,
    Script,
    answers,
    closes,
    http,
    json,
)

REGIONS = json(EXAMPLES["RegionsSample"])


@each_operation
@both_kinds
def test_a_server_that_comes_up_later(
    kind: Kind, operation: Operation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A connection that is refused is tried again, and then the request arrives once."""
    script = answers(json(sample_of(operation)))
    with Hostile(script, listens=False) as server:

        def come_up(_: float) -> None:
            if len(pauses) == 2:
                server.listen()

        pauses = hurry(monkeypatch, come_up)
        with Either(kind, server.base_url, max_retries=5) as caller:
            caller.perform(operation)
    assert len(pauses) == 2
    assert server.asked == [operation.name]


def check_unsent(
    kind: Kind, operation: Operation, base_url: str, **options: Any
) -> ConnectionFailed:
    """Demand that a call fails as one that nothing was sent of, and answer how."""
    with (
        Either(kind, base_url, **options) as caller,
        pytest.raises(ConnectionFailed) as caught,
    ):
        caller.perform(operation)
    assert not caught.value.sent
    assert caller.unsettled == ()
    return caught.value


@each_operation
@both_kinds
def test_nobody_listens(kind: Kind, operation: Operation, monkeypatch: pytest.MonkeyPatch) -> None:
    """The connection was refused, and there is nothing that could be unknown."""
    pauses = hurry(monkeypatch)
    with Hostile(closes, listens=False) as server:
        check_unsent(kind, operation, server.base_url, max_retries=3)
    assert len(pauses) == 3


@each_operation
@both_kinds
def test_a_name_that_nobody_has(
    kind: Kind, operation: Operation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The host is looked up again, and when it has an address the request arrives once."""
    hurry(monkeypatch)
    real, asked = socket.getaddrinfo, list[str]()

    def look_up(host: Any, *positional: Any, **named: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else str(host)
        if name != "service.localhost":
            return real(host, *positional, **named)
        asked.append(name)
        if len(asked) < attempts:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return real("127.0.0.1", *positional, **named)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    with Hostile(answers(json(sample_of(operation)))) as server:
        named = f"http://service.localhost:{server.port}/api/v1"
        attempts = 99
        check_unsent(kind, operation, named, max_retries=2)
        assert len(asked) == 3
        assert server.connections == 0
        attempts = 5
        with Either(kind, named, max_retries=2) as caller:
            caller.perform(operation)
    assert server.asked == [operation.name]


def hello(then: bytes = b"", *, harshly: bool = False, slowly: bool = False) -> Script:
    """A caller who begins to speak TLS gets this, and no more."""

    def script(peer: Peer) -> None:
        assert peer.socket.recv(65536)
        if slowly:
            peer.trickle(then)
        else:
            peer.send(then)
        if harshly:
            peer.reset()

    return script


NO_TLS: dict[str, Script] = {
    "closes": hello(),
    "resets": hello(harshly=True),
    "speaks HTTP": hello(http(b"{}")),
    "refuses": hello(b"\x15\x03\x03\x00\x02\x02\x28"),
    "breaks off": hello(b"\x16\x03\x03\x40\x00\x02"),
}


@pytest.mark.parametrize("script", NO_TLS.values(), ids=NO_TLS)
@each_change
@both_kinds
def test_a_server_that_cannot_speak_tls(
    kind: Kind, operation: Operation, script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before the connection is a safe one nothing is sent, so a change is tried again."""
    hurry(monkeypatch)
    with Hostile(script) as server:
        check_unsent(kind, operation, server.base_url.replace("http:", "https:"), max_retries=2)
    assert server.connections == 3


@pytest.mark.parametrize(
    "script", [hello(b"\x16\x03\x03\x40\x00" + bytes(9999), slowly=True)], ids=["slowly"]
)
@both_kinds
def test_a_server_that_begins_tls_and_does_not_end(kind: Kind, script: Script) -> None:
    """The call ends in time, and nothing was sent."""
    with Hostile(script) as server:
        begin = time.monotonic()
        error = check_unsent(
            kind,
            OPERATIONS["buyNumbers"],
            server.base_url.replace("http:", "https:"),
            timeout=0.5,
        )
    assert isinstance(error, TimedOut)
    assert time.monotonic() - begin < 4


@pytest.mark.parametrize("status", ["407 Proxy Authentication Required", "502 Bad Gateway"])
@each_change
@both_kinds
def test_a_proxy_that_refuses(
    kind: Kind, operation: Operation, status: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has got no more than the name of the host, and so the change is tried again."""
    hurry(monkeypatch)
    for name in ("NO_PROXY", "no_proxy", "HTTPS_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with Hostile(answers(http(b"", status))) as proxy:
        monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{proxy.port}")
        check_unsent(kind, operation, "https://service.invalid/api/v1", max_retries=2)
    asked = [(request.method, request.path) for request in proxy.requests]
    assert asked == [("CONNECT", "service.invalid:443")] * 3
    assert all(TOKEN not in line for request in proxy.requests for line in request.lines)


@contextmanager
def crowded() -> Generator[str]:
    """The base URL of a server whose queue is full, so that it takes no connection any more."""
    with ExitStack() as stack:
        server = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
        address = server.getsockname()
        for _ in range(8):
            caller = stack.enter_context(socket.socket())
            caller.setblocking(False)
            caller.connect_ex(address)
        yield f"http://127.0.0.1:{address[1]}/api/v1"


@each_change
@both_kinds
def test_a_server_that_takes_no_connection(
    kind: Kind, operation: Operation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Connecting takes too long, and there is nothing that could be unknown."""
    pauses = hurry(monkeypatch)
    with crowded() as base_url:
        patience = Timeout(total=20, connect=0.1, read=5)
        error = check_unsent(kind, operation, base_url, timeout=patience, max_retries=1)
    assert isinstance(error, TimedOut)
    assert len(pauses) == 1


class Engaged:
    """What a server does that lets its first caller wait."""

    def __init__(self) -> None:
        self.came, self.go_on = threading.Event(), threading.Event()

    def __call__(self, peer: Peer) -> None:
        """Answer when the test says so."""
        while peer.receive():
            self.came.set()
            assert self.go_on.wait(5)
            peer.send(REGIONS)


ONE = httpx2.Limits(max_connections=1)


@each_change
def test_no_connection_is_free(operation: Operation) -> None:
    """Where the caller's own client has no connection left, nothing was sent."""
    engaged = Engaged()
    with (
        Hostile(engaged) as server,
        httpx2.Client(limits=ONE, verify=TRUSTS_NOBODY) as own,
        ThreadPoolExecutor() as pool,
    ):
        patient = Plusofon(TOKEN, base_url=server.base_url, http_client=own)
        waiting = pool.submit(patient.list_regions)
        assert engaged.came.wait(5)
        hasty = {"http_client": own, "timeout": 0.2, "max_retries": 0}
        error = check_unsent(Plusofon, operation, server.base_url, **hasty)
        engaged.go_on.set()
        assert waiting.result().code_regions
    assert isinstance(error, TimedOut)
    assert server.asked == ["listRegions"]


@each_change
def test_no_connection_is_free_for_a_client_that_awaits(operation: Operation) -> None:
    """The same, for the client with coroutines."""
    engaged = Engaged()

    async def use() -> None:
        async with httpx2.AsyncClient(limits=ONE, verify=TRUSTS_NOBODY) as own:
            patient = AsyncPlusofon(TOKEN, base_url=server.base_url, http_client=own)
            waiting = asyncio.create_task(patient.list_regions())
            assert await asyncio.to_thread(engaged.came.wait, 5)
            hasty = patient.with_options(timeout=0.2, max_retries=0)
            positional, named = example_of(operation)
            with pytest.raises(TimedOut) as caught:
                await getattr(hasty, snake_case(operation.name))(*positional, **named)
            assert not caught.value.sent
            assert patient.unsettled == ()
            engaged.go_on.set()
            assert (await waiting).code_regions

    with Hostile(engaged) as server:
        asyncio.run(use())
    assert server.asked == ["listRegions"]

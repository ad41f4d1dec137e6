"""The way to the service: which of its addresses, and past which proxies."""

import socket
import threading
import time
from typing import Any

import httpcore2
import httpx2
import pytest
from plusofon_numbers import OutcomeUnknown, Plusofon, PlusofonError, TimedOut, Timeout, transport

from tests.bridge import BASE_URL
from tests.contract import EXAMPLES, OPERATIONS, Operation
from tests.either import TOKEN, Either, Kind, both_kinds, each_change, hurry, sample_of
from tests.hostile import Hostile, Peer, answers, closes, json
from tests.test_client_unsent import check_unsent, crowded

REGIONS = json(EXAMPLES["RegionsSample"])


def no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment that names no proxy."""
    for scheme in ("http", "https", "all", "no"):
        monkeypatch.delenv(f"{scheme}_proxy", raising=False)
        monkeypatch.delenv(f"{scheme}_proxy".upper(), raising=False)


@each_change
@both_kinds
def test_a_proxy_that_cannot_be_used(
    kind: Kind, operation: Operation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it needs is not installed, and so there is nothing that could be unknown."""
    no_proxies(monkeypatch)
    monkeypatch.setenv("https_proxy", "socks5://127.0.0.1:9")
    monkeypatch.setattr(transport, "find_spec", dict[str, Any]().get)
    error = check_unsent(kind, operation, "https://service.invalid/api/v1", max_retries=0)
    assert "socksio" in error.message


@each_change
@both_kinds
def test_a_host_that_no_name_can_be(
    kind: Kind, operation: Operation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It cannot even be looked up, and so there is nothing that could be unknown."""
    no_proxies(monkeypatch)
    check_unsent(kind, operation, f"https://{'a' * 64}.invalid/api/v1", max_retries=0)


@pytest.mark.parametrize("variable", ["http_proxy", "ALL_PROXY"])
@each_change
@both_kinds
def test_a_proxy_for_plain_http(
    kind: Kind, operation: Operation, variable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It gets what goes to other machines, once, and never what stays on this one."""
    no_proxies(monkeypatch)
    done = json(sample_of(operation))
    with Hostile(answers(done)) as proxy, Hostile(answers(done)) as server:
        monkeypatch.setenv(variable, f"127.0.0.1:{proxy.port}")
        with Either(kind, server.base_url) as caller:
            caller.perform(operation)
        assert (proxy.connections, server.asked) == (0, [operation.name])
        far = "http://service.invalid/api/v1"
        with Either(kind, far, insecure_http=True) as caller:
            caller.perform(operation)
        (request,) = proxy.requests
        assert request.path.startswith(far)
        assert request.method == operation.method


@both_kinds
def test_a_host_that_needs_no_proxy(kind: Kind, monkeypatch: pytest.MonkeyPatch) -> None:
    """NO_PROXY is heeded."""
    no_proxies(monkeypatch)
    with Hostile(closes) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{proxy.port}")
        monkeypatch.setenv("NO_PROXY", "service.invalid")
        named = "https://service.invalid/api/v1"
        check_unsent(kind, OPERATIONS["buyNumbers"], named, max_retries=0)
        assert proxy.connections == 0


def look_up_as(*addresses: tuple[str, int]) -> Any:
    """Something to look a host up with, which says that it has these addresses."""
    tcp = (socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "")
    real = socket.getaddrinfo

    def look_up(host: Any, *positional: Any, **named: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else str(host)
        known = name == "service.localhost"
        found = [(*tcp, address) for address in addresses]
        return found if known else real(host, *positional, **named)

    return look_up


@both_kinds
def test_a_host_with_several_addresses(kind: Kind, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next one is tried, and the time is that of all of them together."""
    with crowded() as base_url, Hostile(answers(json({"success": True}))) as server:
        port = int(base_url.split(":")[2].split("/")[0])
        refused = ("127.0.0.3", server.port)
        monkeypatch.setattr(socket, "getaddrinfo", look_up_as(refused, ("127.0.0.1", server.port)))
        with Either(
            kind, f"http://service.localhost:{server.port}/api/v1", max_retries=0
        ) as caller:
            caller.perform(OPERATIONS["buyNumbers"])
        assert server.asked == ["buyNumbers"]
        monkeypatch.setattr(socket, "getaddrinfo", look_up_as(*[("127.0.0.1", port)] * 4))
        named = f"http://service.localhost:{port}/api/v1"
        begin = time.monotonic()
        error = check_unsent(kind, OPERATIONS["buyNumbers"], named, timeout=1, max_retries=0)
        assert isinstance(error, TimedOut)
        assert time.monotonic() - begin < 1.8


@both_kinds
def test_a_host_that_is_looked_up_for_long(kind: Kind, monkeypatch: pytest.MonkeyPatch) -> None:
    """The call ends in time all the same, and nothing was sent."""
    found, real = threading.Event(), socket.getaddrinfo

    def look_up(_: Any, *positional: Any, **named: Any) -> Any:
        found.wait(4)
        return real("127.0.0.1", *positional, **named)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    with Hostile(closes) as server:
        named = f"http://service.localhost:{server.port}/api/v1"
        with Either(kind, named, timeout=0.5) as caller:
            begin = time.monotonic()
            with pytest.raises(TimedOut) as caught:
                caller.perform(OPERATIONS["buyNumbers"])
            assert time.monotonic() - begin < 2
            found.set()
    assert not caught.value.sent
    assert server.connections == 0


@both_kinds
def test_a_slow_lookup_before_a_slow_handshake(kind: Kind, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the one took is no longer left for the other."""
    no_proxies(monkeypatch)
    real = socket.getaddrinfo

    def look_up(host: Any, *positional: Any, **named: Any) -> Any:
        if host in ("service.invalid", b"service.invalid"):
            time.sleep(1)
        return real("127.0.0.1", *positional, **named)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    with Hostile(Peer.hold) as server:
        named = f"https://service.invalid:{server.port}/api/v1"
        begin = time.monotonic()
        error = check_unsent(kind, OPERATIONS["buyNumbers"], named, timeout=1.5)
        assert time.monotonic() - begin < 2.2
    assert isinstance(error, TimedOut)


RAISED: dict[type[httpx2.TransportError], bool] = {
    httpx2.ConnectError: False,
    httpx2.ConnectTimeout: False,
    httpx2.PoolTimeout: False,
    httpx2.ProxyError: False,
    httpx2.UnsupportedProtocol: False,
    httpx2.WriteError: True,
    httpx2.WriteTimeout: True,
    httpx2.ReadError: True,
    httpx2.ReadTimeout: True,
    httpx2.CloseError: True,
    httpx2.LocalProtocolError: True,
    httpx2.RemoteProtocolError: True,
}


@pytest.mark.parametrize("raised", RAISED)
@each_change
def test_what_a_transport_of_the_callers_own_raises(
    operation: Operation, raised: type[httpx2.TransportError], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only what is raised before a connection is there says that nothing was sent."""
    hurry(monkeypatch)
    asked: list[httpx2.Request] = []

    def fail(request: httpx2.Request) -> httpx2.Response:
        asked.append(request)
        raise raised("oh")

    own = httpx2.MockTransport(fail)
    with (
        Either(Plusofon, BASE_URL, transport=own, max_retries=2) as caller,
        pytest.raises(PlusofonError) as caught,
    ):
        caller.perform(operation)
    may_have_been_sent = RAISED[raised]
    assert isinstance(caught.value, OutcomeUnknown) == may_have_been_sent
    assert len(asked) == (1 if may_have_been_sent else 3)


def test_an_address_that_takes_no_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """It gets its share of the time to connect, and leaves the others theirs."""
    dead, real = "192.0.2.1", httpcore2.SyncBackend.connect_tcp

    def connect(
        self: Any, host: str, port: int, timeout: float, *others: Any
    ) -> httpcore2.NetworkStream:
        if host == dead:
            time.sleep(timeout)
            raise httpcore2.ConnectTimeout("timed out")
        return real(self, host, port, timeout, *others)

    monkeypatch.setattr(httpcore2.SyncBackend, "connect_tcp", connect)
    with Hostile(answers(REGIONS)) as server:
        named = f"http://service.localhost:{server.port}/api/v1"
        for addresses in ([dead, "127.0.0.1"], [dead] * 4):
            found = look_up_as(*((address, server.port) for address in addresses))
            monkeypatch.setattr(socket, "getaddrinfo", found)
            patience = Timeout(total=9, connect=1, read=9)
            begin = time.monotonic()
            with Plusofon(TOKEN, base_url=named, timeout=patience, max_retries=0) as plusofon:
                if addresses == [dead] * 4:
                    with pytest.raises(TimedOut):
                        plusofon.list_regions()
                    assert 0.8 < time.monotonic() - begin < 1.8
                else:
                    assert plusofon.list_regions().code_regions
                    assert 0.4 < time.monotonic() - begin < 0.9
    assert server.asked == ["listRegions"]

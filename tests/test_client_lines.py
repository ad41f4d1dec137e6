"""Whose connections a client sends over, and how it travels between threads and processes."""

import asyncio
import multiprocessing
import os
import pickle
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx2
import pytest
from plusofon_numbers import (
    AsyncPlusofon,
    ConnectionFailed,
    OutcomeUnknown,
    Plusofon,
    PlusofonError,
    ServerFailed,
    TimedOut,
    Timeout,
)

from tests.bridge import BASE_URL
from tests.contract import EXAMPLES, OPERATIONS, Operation
from tests.either import (
    TOKEN,
    TRUSTS_NOBODY,
    Either,
    Kind,
    both_kinds,
    each_operation,
    hurry,
    only_reads,
)
from tests.hostile import (
    Hostile,
    Received,
    Script,
    answers,
    breaks_off,
    hangs,
    http,
    json,
    responds,
    trickles,
)
from tests.hostile_account import whatever

REGIONS = json(EXAMPLES["RegionsSample"])


@both_kinds
def test_a_client_that_is_closed(kind: Kind) -> None:
    """It and its clones send no more, and a purchase on it leaves no doubt."""
    with Hostile(responds(whatever)) as server, Either(kind, server.base_url) as caller:
        clone = caller.client.with_options(timeout=5)
        caller.list_regions()
        caller.wait(caller.client.aclose() if kind is AsyncPlusofon else caller.client.close())
        for client in (caller.client, clone):
            for call in (client.list_regions, lambda client=client: buy(client)):
                with pytest.raises(ConnectionFailed, match="closed") as caught:
                    caller.wait(call())
                assert not caught.value.sent
        assert caller.unsettled == ()
    assert server.asked == ["listRegions"]


Hooks = dict[str, list[Callable[..., Any]]]


def buy(client: Any) -> Any:
    """Buy a number."""
    return client.buy_numbers(numbers=[4951332211], owner_type="personal")


def test_a_client_of_the_callers_own() -> None:
    """Its hooks are called, its redirects are not followed, and it stays open."""
    requests, responses = list[httpx2.Request](), list[httpx2.Response]()
    hooks: Hooks = {"request": [requests.append], "response": [responses.append]}
    with Hostile(answers(REGIONS)) as other:
        moved = http(b"", "302 Found", f"Location: {other.base_url}/number")
        with (
            Hostile(answers(REGIONS, moved)) as server,
            httpx2.Client(
                verify=TRUSTS_NOBODY,
                event_hooks=hooks,
                follow_redirects=True,
                auth=("me", "secret"),
                headers={"X-Own": "1"},
            ) as own,
        ):
            with Plusofon(TOKEN, base_url=server.base_url, http_client=own) as plusofon:
                assert plusofon.list_regions().code_regions
                with pytest.raises(PlusofonError):
                    plusofon.list_regions()
            assert not own.is_closed
            assert other.connections == 0
            assert own.get(f"{server.base_url}/number/code-regions").status_code == 200
    assert other.connections == 1, "the caller's own request follows, the client's does not"
    assert len(requests) == len(responses) == 4
    assert server.requests[0].headers["authorization"] == f"Bearer {TOKEN}"


def test_a_client_of_the_callers_own_that_awaits() -> None:
    """The same, for the client with coroutines."""
    seen = list[str]()

    async def on_request(request: httpx2.Request) -> None:
        seen.append(request.method)

    async def on_response(response: httpx2.Response) -> None:
        seen.append(str(response.status_code))

    async def use(base_url: str) -> None:
        hooks: Hooks = {"request": [on_request], "response": [on_response]}
        async with httpx2.AsyncClient(
            event_hooks=hooks, follow_redirects=True, verify=TRUSTS_NOBODY
        ) as own:
            async with AsyncPlusofon(TOKEN, base_url=base_url, http_client=own) as plusofon:
                await plusofon.list_regions()
                with pytest.raises(PlusofonError):
                    await plusofon.list_regions()
            assert not own.is_closed

    with Hostile(answers(REGIONS)) as other:
        moved = http(b"", "307 Moved", f"Location: {other.base_url}/number")
        with Hostile(answers(REGIONS, moved)) as server:
            asyncio.run(use(server.base_url))
    assert seen == ["GET", "200", "GET", "307"]
    assert other.connections == 0


@each_operation
def test_failures_over_a_client_of_the_callers_own(
    operation: Operation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They have the same names, and are counted in the same way, as without it."""
    hurry(monkeypatch)
    for script in (breaks_off(), breaks_off(http(b"{", length=99)), answers(http(b"", "504 Late"))):
        with (
            Hostile(script) as server,
            httpx2.Client(verify=TRUSTS_NOBODY) as own,
            Either(Plusofon, server.base_url, http_client=own) as caller,
            pytest.raises(PlusofonError) as caught,
        ):
            caller.perform(operation)
        expected = (ConnectionFailed, ServerFailed) if only_reads(operation) else OutcomeUnknown
        assert isinstance(caught.value, expected)
        assert len(server.requests) == (3 if only_reads(operation) else 1)


LATE: dict[str, Script] = {
    "trickles its body": trickles(http(length=9999), b" " * 9999),
    "never answers": hangs(),
}


@pytest.mark.parametrize("script", LATE.values(), ids=LATE)
@pytest.mark.parametrize("operation", ["listRegions", "buyNumbers"])
@both_kinds
def test_an_answer_that_does_not_end_over_a_client_of_the_callers_own(
    kind: Kind, operation: str, script: Script
) -> None:
    """The call ends in time there, too, however long each part of the answer may take."""
    made = httpx2.Client if kind is Plusofon else httpx2.AsyncClient
    own = made(verify=TRUSTS_NOBODY)
    patience = Timeout(total=0.4, connect=6, read=6)
    begin = time.monotonic()
    with (
        Hostile(script) as server,
        Either(kind, server.base_url, http_client=own, timeout=patience, max_retries=0) as caller,
    ):
        with pytest.raises(PlusofonError) as caught:
            caller.perform(OPERATIONS[operation])
        caller.wait(close(own))
    assert time.monotonic() - begin < 4
    error = caught.value
    assert isinstance(error.failure if isinstance(error, OutcomeUnknown) else error, TimedOut)
    assert server.asked == [operation]


async def close(own: httpx2.Client | httpx2.AsyncClient) -> None:
    """Close a client of the caller's own."""
    if isinstance(own, httpx2.Client):
        own.close()
    else:
        await own.aclose()


def test_a_client_of_the_callers_own_that_is_closed() -> None:
    """Nothing is sent, and nothing is in doubt."""
    own = httpx2.Client(verify=TRUSTS_NOBODY)
    own.close()
    with Plusofon(TOKEN, base_url=BASE_URL, http_client=own) as plusofon:
        with pytest.raises(ConnectionFailed, match="closed"):
            buy(plusofon)
        assert plusofon.unsettled == ()


class Closing(httpx2.BaseTransport, httpx2.AsyncBaseTransport):
    """A transport that remembers whether it was closed."""

    def __init__(self) -> None:
        self.closed = 0

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Answer with a list."""
        assert request.method == "GET"
        return httpx2.Response(200, json=EXAMPLES["RegionsSample"])

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Do the same for a client that awaits."""
        return self.handle_request(request)

    def close(self) -> None:
        """Remember it."""
        self.closed += 1

    async def aclose(self) -> None:
        """Remember it, too."""
        self.closed += 1


@both_kinds
def test_a_transport_of_the_callers_own(kind: Kind) -> None:
    """It is used in place of the network, and closed with the client."""
    transport = Closing()
    with Either(kind, BASE_URL, transport=transport) as caller:
        assert caller.list_regions().code_regions
        assert transport.closed == 0
    assert transport.closed == 1


# Clients that travel.


@both_kinds
def test_a_client_that_is_pickled(kind: Kind, monkeypatch: pytest.MonkeyPatch) -> None:
    """Made from the environment, it travels without its token, and works where it arrives."""
    monkeypatch.setenv("PLUSOFON_TOKEN", "test-before")
    options: dict[str, Any] = {"timeout": 7, "max_retries": 1, "headers": {"X-One": "1"}}
    with (
        Hostile(answers(REGIONS)) as server,
        Either(kind, server.base_url, token=None, client_code="1", **options) as caller,
    ):
        pickled = pickle.dumps(caller.client)
        assert b"test-before" not in pickled
        monkeypatch.setenv("PLUSOFON_TOKEN", "test-after")
        again = pickle.loads(pickled)  # noqa: S301 - our own bytes
        assert again.configuration == caller.client.configuration
        caller.wait(again.list_regions())
        caller.wait(again.aclose() if kind is AsyncPlusofon else again.close())
        monkeypatch.delenv("PLUSOFON_TOKEN")
        with pytest.raises(ValueError, match="PLUSOFON_TOKEN"):
            pickle.loads(pickled)  # noqa: S301 - our own bytes
    (request,) = server.requests
    assert request.headers["authorization"] == "Bearer test-after"
    assert (request.headers["client"], request.headers["x-one"]) == ("1", "1")


@pytest.mark.parametrize("given", ["token", "transport", "http_client"])
@both_kinds
def test_a_client_that_cannot_be_pickled(
    kind: Kind, given: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says so, and what to do instead."""
    monkeypatch.setenv("PLUSOFON_TOKEN", TOKEN)
    made = httpx2.Client if kind is Plusofon else httpx2.AsyncClient
    own = made(verify=TRUSTS_NOBODY)
    options: dict[str, Any] = {"transport": Closing(), "http_client": own}
    told = {name: value for name, value in options.items() if name == given}
    token = TOKEN if given == "token" else None
    with Either(kind, BASE_URL, token=token, **told) as caller:
        for client in (caller.client, caller.client.with_options(timeout=1)):
            with pytest.raises(TypeError, match=r"can be pickled only .* PLUSOFON_TOKEN"):
                pickle.dumps(client)
    if isinstance(own, httpx2.Client):
        own.close()


def named_like_the_request(request: Received) -> bytes:
    """A list of one region that is called as the request said."""
    region = EXAMPLES["RegionsSample"]["code_regions"][0] | {"title": request.body["type"]}
    return json({"code_regions": [region], "success": True})


def repeat(plusofon: Plusofon, name: str, count: int) -> list[Any]:
    """Ask for the numbers of one kind again and again, and answer what came."""
    return [
        plusofon.list_regions(type_=f"{name}{turn}").code_regions[0].title for turn in range(count)
    ]


def child(plusofon: Plusofon, connection: Any) -> None:
    """What a forked process does."""
    connection.send(repeat(plusofon, "child-first-", 1))
    connection.send(repeat(plusofon, "child", 40))
    plusofon.close()
    connection.close()


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")  # the server has threads
@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
def test_a_client_in_two_processes() -> None:
    """After a fork both use it at the same time, over connections of their own."""
    with (
        Hostile(responds(named_like_the_request)) as server,
        Plusofon(TOKEN, base_url=server.base_url) as plusofon,
    ):
        repeat(plusofon, "before", 1)
        fork: Any = multiprocessing.get_context("fork")
        ours, theirs = fork.Pipe()
        process = fork.Process(target=child, args=(plusofon, theirs))
        process.start()
        # Its first request has been answered: a connection that both have would be idle by now.
        assert ours.poll(20), "the forked process has not begun"
        begun = ours.recv()
        here = repeat(plusofon, "parent", 40)
        assert ours.poll(20), "the forked process has not answered"
        there = ours.recv()
        process.join(20)
        after = repeat(plusofon, "after", 1)
        ours.close()
        theirs.close()
    assert process.exitcode == 0
    assert here == [f"parent{turn}" for turn in range(40)]
    assert begun + there == ["child-first-0", *(f"child{turn}" for turn in range(40))]
    assert after == ["after0"]
    by_connection: dict[int, set[bool]] = {}
    for request in server.requests:
        by_connection.setdefault(request.connection, set()).add(b"child" in request.content)
    assert all(len(whose) == 1 for whose in by_connection.values()), "a connection was shared"


def test_a_client_in_many_threads() -> None:
    """Each thread gets the answers to its own requests."""

    def use(name: str) -> list[Any]:
        return repeat(plusofon, name, 10)

    names = [f"thread-{number}-" for number in range(12)]
    with (
        Hostile(responds(named_like_the_request)) as server,
        Plusofon(TOKEN, base_url=server.base_url) as plusofon,
        ThreadPoolExecutor(len(names)) as threads,
    ):
        outcomes = list(threads.map(use, names))
    assert outcomes == [[f"{name}{turn}" for turn in range(10)] for name in names]
    assert len(server.requests) == 120

"""Purchases at the same time, and callers who do not wait for the end of one."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx2
import pytest
from plusofon_numbers import (
    AsyncPlusofon,
    NationalNumber,
    OutcomeUnknown,
    Plusofon,
    PurchaseUnsettled,
)

from tests.either import TOKEN, TRUSTS_NOBODY, Either, Kind, both_kinds
from tests.hostile import Hostile, Received, Script, hangs, http, responds
from tests.hostile_account import (
    DONE,
    LOST,
    ONE,
    Account,
    buy,
    lose,
    owned,
)


def test_two_threads_that_buy_the_same_number() -> None:
    """One of them sends, and the others are told that a purchase is under way."""
    count = 8
    others = threading.Semaphore(0)

    def respond(_: Received) -> bytes | None:
        assert all(others.acquire(timeout=5) for _ in range(count - 1))
        return DONE

    def attempt(_: int) -> str:
        start.wait(5)
        try:
            buy(caller)
        except PurchaseUnsettled:
            others.release()
            return "told"
        return "bought"

    start = threading.Barrier(count)
    with (
        Hostile(responds(respond)) as server,
        Either(Plusofon, server.base_url) as caller,
        ThreadPoolExecutor(count) as threads,
    ):
        tried = sorted(threads.map(attempt, range(count)))
        assert caller.unsettled == ()
    assert tried == ["bought", *["told"] * (count - 1)]
    assert server.counts["buyNumbers"] == 1


def test_two_tasks_that_buy_the_same_number() -> None:
    """The same, for the client with coroutines."""

    async def use() -> list[Any]:
        async with AsyncPlusofon(TOKEN, base_url=server.base_url) as plusofon:
            number = NationalNumber(ONE)
            purchases = [
                plusofon.buy_numbers(numbers=[number], owner_type="personal") for _ in range(8)
            ]
            return await asyncio.gather(*purchases, return_exceptions=True)

    with Hostile(responds(Account(answers=[DONE]))) as server:
        outcomes = asyncio.run(use())
    assert sorted(type(outcome).__name__ for outcome in outcomes) == [
        "Done",
        *["PurchaseUnsettled"] * 7,
    ]
    assert server.counts["buyNumbers"] == 1


def test_settling_while_a_purchase_is_under_way() -> None:
    """Looking while the answer is still due does not open the way for another purchase."""
    came, go_on = threading.Event(), threading.Event()

    def respond(request: Received) -> bytes | None:
        if request.operation == "buyNumbers":
            came.set()
            assert go_on.wait(5)
            return DONE
        return Account()(request)

    with (
        Hostile(responds(respond)) as server,
        Either(Plusofon, server.base_url) as caller,
        ThreadPoolExecutor() as threads,
    ):
        waiting = threads.submit(buy, caller)
        assert came.wait(5)
        forged = OutcomeUnknown("buyNumbers", "of a call long ago")
        forged.numbers = (ONE,)
        caller.settle(forged)
        caller.settle()
        with pytest.raises(PurchaseUnsettled):
            buy(caller)
        go_on.set()
        assert waiting.result().success
    assert server.counts["buyNumbers"] == 1


def test_a_look_that_was_taken_before_another_purchase() -> None:
    """It settles the purchases that were lost before it began, and not one that was lost since."""
    looking, go_on = threading.Event(), threading.Event()

    def respond(request: Received) -> bytes | None:
        if request.operation == "listReservations" and not looking.is_set():
            looking.set()
            assert go_on.wait(5)
        return Account(answers=[LOST])(request)

    with (
        Hostile(responds(respond)) as server,
        Either(Plusofon, server.base_url) as caller,
        ThreadPoolExecutor() as threads,
    ):
        lose(caller)
        slow = threads.submit(caller.settle)
        assert looking.wait(5)
        caller.settle()
        lose(caller)
        go_on.set()
        slow.result()
        assert caller.unsettled == (ONE,)
        with pytest.raises(PurchaseUnsettled):
            buy(caller)
    assert server.counts["buyNumbers"] == 2


class Interrupting(httpx2.BaseTransport):
    """A transport that sends a request, and is interrupted before the answer is there."""

    def __init__(self, interruption: BaseException) -> None:
        self._interruption: BaseException | None = interruption
        self._network = httpx2.HTTPTransport(verify=TRUSTS_NOBODY)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send, and raise the first time."""
        response = self._network.handle_request(request)
        response.read()
        interruption, self._interruption = self._interruption, None
        if interruption:
            raise interruption
        return response

    def close(self) -> None:
        """Close the connections."""
        self._network.close()


@pytest.mark.parametrize("interruption", [KeyboardInterrupt, SystemExit, GeneratorExit])
def test_a_purchase_that_is_interrupted(interruption: type[BaseException]) -> None:
    """It goes on as that, and until it is settled the number is not bought again."""
    transport = Interrupting(interruption())
    account = Account(answers=[DONE], lists={"listNumbers": [[owned(ONE, 31)]]})
    with (
        Hostile(responds(account)) as server,
        Either(Plusofon, server.base_url, transport=transport) as caller,
    ):
        with pytest.raises(interruption):
            buy(caller)
        check_unsettled(caller, server)


def check_unsettled(caller: Either, server: Hostile) -> None:
    """Demand that a number cannot be bought before it was settled."""
    assert caller.unsettled == (ONE,)
    with pytest.raises(PurchaseUnsettled):
        buy(caller)
    assert server.counts["buyNumbers"] == 1
    assert caller.settle().done == {ONE: 31}
    assert caller.unsettled == ()
    buy(caller)
    assert server.counts["buyNumbers"] == 2


async def wait_for(purchase: Any, came: threading.Event) -> None:
    """Wait for a while only."""
    assert came
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(purchase, 0.3)


async def cancel(purchase: Any, came: threading.Event) -> None:
    """Cancel as soon as the request has come."""
    task = asyncio.ensure_future(purchase)
    assert await asyncio.to_thread(came.wait, 5)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def abandon(purchase: Any, came: threading.Event) -> None:
    """Leave it in a group of which another task fails."""

    async def fail() -> None:
        assert await asyncio.to_thread(came.wait, 5)
        raise LookupError

    async def together() -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(purchase)
            group.create_task(fail())

    with pytest.raises(ExceptionGroup):
        await together()


@pytest.mark.parametrize("leave", [wait_for, cancel, abandon])
def test_a_purchase_that_is_cancelled(leave: Callable[[Any, threading.Event], Any]) -> None:
    """What was sent stays sent, so until it is settled the number is not bought again."""
    came = threading.Event()
    account = Account(answers=[DONE], lists={"listNumbers": [[owned(ONE, 31)]]})

    def respond(request: Received) -> bytes | None:
        if request.operation == "buyNumbers" and not came.is_set():
            came.set()
            server.over.wait(5)
        return account(request)

    with Hostile(responds(respond)) as server, Either(AsyncPlusofon, server.base_url) as caller:
        purchase = caller.client.buy_numbers(numbers=[ONE], owner_type="personal")
        caller.wait(leave(purchase, came))
        check_unsettled(caller, server)


SILENT: dict[str, Script] = {"never answers": hangs(), "never ends": hangs(http(length=16))}


@pytest.mark.parametrize("script", SILENT.values(), ids=SILENT)
@both_kinds
def test_a_purchase_that_takes_too_long(kind: Kind, script: Script) -> None:
    """The deadline leaves the same doubt."""
    with Hostile(script) as server, Either(kind, server.base_url, timeout=0.3) as caller:
        lose(caller)
        with pytest.raises(PurchaseUnsettled):
            buy(caller)
    assert server.counts["buyNumbers"] == 1

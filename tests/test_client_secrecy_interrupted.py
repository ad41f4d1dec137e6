"""The token does not show when a call is interrupted, or when somebody else raises."""

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import httpx2
import pytest
from plusofon_numbers import (
    AsyncPlusofon,
    OutcomeUnknown,
    Plusofon,
    PlusofonError,
)

from tests.bridge import BASE_URL, snake_case
from tests.contract import OPERATIONS
from tests.either import TRUSTS_NOBODY, Either, Kind, both_kinds, example_of, hurry
from tests.hostile import (
    Hostile,
    Peer,
    answers,
    http,
    json,
)
from tests.secrecy import (
    TOKENS,
    bearer,
    chain,
    check_hidden,
    each_token,
    told_by,
)

HEAD = b"HTTP/1.1 200 OK\r\n"


class Repeating(httpx2.BaseTransport):
    """A transport that repeats the token, and raises something at some place.

    Args:
        error: What it raises.
        place: Where: before it answers, while it complains, inside the body, or at its end.
    """

    def __init__(self, error: BaseException, place: str) -> None:
        self._error = error
        self._place = place

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Answer with what was said, or raise."""
        said = request.headers["Authorization"]
        if self._place == "before":
            raise self._error
        if self._place == "while it complains":
            try:
                raise RuntimeError(said)
            except RuntimeError as error:
                raise self._error from error
        headers = {"X-Echo": said, "Transfer-Encoding": "chunked"}
        return httpx2.Response(503, headers=headers, stream=Body(said, self._error, self._place))


class Body(httpx2.SyncByteStream):
    """A body in which something is raised."""

    def __init__(self, said: str, error: BaseException, place: str) -> None:
        self._said = said
        self._error = error
        self._place = place

    def __iter__(self) -> Iterator[bytes]:
        yield self._said.encode()
        if self._place == "inside":
            raise self._error

    def close(self) -> None:
        """Raise at the end, if that is the place."""
        if self._place == "behind":
            raise self._error


@pytest.mark.parametrize("place", ["before", "while it complains", "inside", "behind"])
@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit, GeneratorExit])
@each_token
def test_a_call_that_is_interrupted(token: str, error: type[BaseException], place: str) -> None:
    """The interruption goes on, and its traceback shows nothing of the request."""
    for operation in ("listRegions", "buyNumbers"):
        with (
            Either(
                Plusofon, BASE_URL, token=token, transport=Repeating(error("stop"), place)
            ) as caller,
            pytest.raises(error, match="stop") as caught,
        ):
            caller.perform(OPERATIONS[operation])
        check_hidden(token, told_by(caught.value))


@pytest.mark.parametrize("place", ["before", "while it complains", "inside", "behind"])
@each_token
def test_a_transport_that_complains_loudly(token: str, place: str) -> None:
    """Whatever it raises, and says, becomes an error of the client that does not show it."""
    error = RuntimeError(f"could not send Authorization: Bearer {token}, {token.encode()!r}")
    for operation in ("listRegions", "buyNumbers"):
        with (
            Either(Plusofon, BASE_URL, token=token, transport=Repeating(error, place)) as caller,
            pytest.raises(PlusofonError) as caught,
        ):
            caller.perform(OPERATIONS[operation])
        check_hidden(token, told_by(caught.value))


@each_token
@both_kinds
def test_a_pause_that_is_interrupted(
    kind: Kind, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was heard before the pause is not shown either."""

    def interrupt(_: float) -> None:
        raise KeyboardInterrupt

    hurry(monkeypatch, interrupt)
    answer = json({"message": f"Bearer {token}"}, "503 Away", f"X-Echo: {token}")
    with (
        Hostile(answers(answer)) as server,
        Either(kind, server.base_url, token=token) as caller,
        pytest.raises(KeyboardInterrupt) as caught,
    ):
        caller.list_regions()
    check_hidden(token, told_by(caught.value))


async def cut_short(call: Any, server: Hostile) -> BaseException:
    """Give up on a call once its request has come, and answer what that raised."""
    task = asyncio.ensure_future(call)
    while not server.requests:
        await asyncio.sleep(0.01)
    await asyncio.sleep(0.05)
    try:
        await asyncio.wait_for(task, 0.01)
    except TimeoutError as error:
        return error
    raise AssertionError("the call came to its end")


STALLS: dict[str, Callable[[str], bytes]] = {
    "before the answer": lambda _: b"",
    "inside the headers": lambda t: HEAD + f"X-Echo: Bearer {t}\r\n".encode(),
    "inside the body": lambda t: http(t.encode(), "200 OK", f"X-Echo: {t}", length=9999),
    "in the pause": lambda t: json({"message": t}, "503 Away", f"X-Echo: {t}", "Retry-After: 9"),
}


@pytest.mark.parametrize("operation", ["listRegions", "buyNumbers"])
@pytest.mark.parametrize("stall", STALLS)
@each_token
def test_a_call_that_is_cancelled(token: str, stall: str, operation: str) -> None:
    """Its traceback shows nothing of the request, nor of what had come by then."""
    if (stall, operation) == ("in the pause", "buyNumbers"):
        stall = "inside the body"  # a change is not sent again, so there is no pause

    def script(peer: Peer) -> None:
        if request := peer.receive():
            peer.send(STALLS[stall](bearer(request)))
            peer.hold()

    with (
        Hostile(script) as server,
        Either(AsyncPlusofon, server.base_url, token=token) as caller,
    ):
        positional, named = example_of(OPERATIONS[operation])
        method = getattr(caller.client, snake_case(operation))
        error = caller.wait(cut_short(method(*positional, **named), server))
    check_hidden(token, told_by(error))
    assert any(isinstance(one, asyncio.CancelledError) for one in chain(error))


def test_a_hook_that_complains_loudly() -> None:
    """What a hook of the caller's own client says is not shown by the client."""
    token = TOKENS["of everything"]

    def complain(request: httpx2.Request) -> None:
        raise RuntimeError(f"refused: {dict(request.headers)}")

    with (
        httpx2.Client(event_hooks={"request": [complain]}, verify=TRUSTS_NOBODY) as own,
        Either(Plusofon, BASE_URL, token=token, http_client=own) as caller,
        pytest.raises(OutcomeUnknown) as caught,
    ):
        caller.perform(OPERATIONS["buyNumbers"])
    check_hidden(token, told_by(caught.value))

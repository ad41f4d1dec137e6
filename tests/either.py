"""Both clients behind one face, so that what is promised of one is proved of the other."""

import asyncio
import inspect
import ssl
from collections.abc import Callable
from typing import Any, Self

import anyio
import pytest
from plusofon_numbers import AsyncPlusofon, Plusofon

from tests.bridge import arguments, snake_case
from tests.contract import OPERATIONS, Operation, resolve

TOKEN = "test-hostile"

Kind = type[Plusofon] | type[AsyncPlusofon]
KINDS: dict[str, Kind] = {"waits": Plusofon, "awaits": AsyncPlusofon}

both_kinds = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
each_operation = pytest.mark.parametrize("operation", OPERATIONS.values(), ids=OPERATIONS)
each_change = pytest.mark.parametrize(
    "operation",
    [operation for operation in OPERATIONS.values() if operation.method != "GET"],
    ids=lambda operation: operation.name,
)

TRUSTS_NOBODY = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""For clients of the caller's own that speak no TLS: one that trusts somebody is slow to make."""


class Either:
    """A client of either kind. Its methods answer what they answer, awaited where that is due.

    Args:
        kind: Which of the two.
        base_url: Where its requests go.
        token: Whose account it is.
        options: What else it is told.
    """

    def __init__(
        self, kind: Kind, base_url: str | None, token: str | None = TOKEN, **options: Any
    ) -> None:
        self.kind = kind
        self._runner = asyncio.Runner()
        self.client: Any = kind(token, base_url=base_url, **options)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.wait(self.client.aclose() if self.kind is AsyncPlusofon else self.client.close())
        self._runner.close()

    def __getattr__(self, name: str) -> Any:
        method = getattr(self.client, name)

        def call(*positional: Any, **named: Any) -> Any:
            return self.wait(method(*positional, **named))

        return call if callable(method) else method

    def wait(self, outcome: Any) -> Any:
        """What a method answers in the end."""

        async def ended() -> Any:
            return await outcome

        return self._runner.run(ended()) if inspect.isawaitable(outcome) else outcome

    def perform(self, operation: Operation) -> Any:
        """Call the method of an operation with the arguments of an example."""
        positional, named = example_of(operation)
        return getattr(self, snake_case(operation.name))(*positional, **named)

    def walk(self, pages: Any) -> list[Any]:
        """All items of a list."""

        async def items() -> list[Any]:
            return [item async for item in pages]

        return list(pages) if self.kind is Plusofon else self.wait(items())


def example_of(operation: Operation) -> tuple[list[Any], dict[str, Any]]:
    """What a user passes to the method of an operation, by the document's first example."""
    parameters: list[Any] = [1 for _ in operation.definition.get("parameters", [])]
    body = operation.definition.get("requestBody", {}).get("content", {}).get("application/json")
    example = resolve(next(iter(body["examples"].values())))["value"] if body else None
    positional, named = arguments(operation, example)
    return [*parameters, *positional], named


def sample_of(operation: Operation) -> Any:
    """The document's example of an answer."""
    media = operation.response(200)["content"]["application/json"]
    return resolve(media["examples"]["sample"])["value"]


def only_reads(operation: Operation) -> bool:
    """Whether an operation changes nothing."""
    return operation.method == "GET"


def hurry(
    monkeypatch: pytest.MonkeyPatch, instead: Callable[[float], None] = lambda _: None
) -> list[float]:
    """Do something else instead of each pause of a client, and note how long it would have been."""
    pauses: list[float] = []

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        instead(seconds)

    async def async_pause(seconds: float) -> None:
        pause(seconds)

    monkeypatch.setattr("time.sleep", pause)
    monkeypatch.setattr(anyio, "sleep", async_pause)
    return pauses

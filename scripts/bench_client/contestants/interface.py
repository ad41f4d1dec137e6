"""What the file of a contestant has."""

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Protocol, cast


class Caller(Protocol):
    """Calls the service and waits, over a connection that stays open."""

    def get_numbers(self) -> Sequence[object]:
        """The numbers of the page that `request.FILTER` asks for, each read into an object."""
        ...

    def buy(self) -> object:
        """The `success` of buying what `request.PURCHASE` names."""
        ...

    def close(self) -> None:
        """Close the connections."""
        ...


class AsyncCaller(Protocol):
    """The same for code that awaits."""

    async def get_numbers(self) -> Sequence[object]:
        """The numbers of the page that `request.FILTER` asks for, each read into an object."""
        ...

    async def close(self) -> None:
        """Close the connections."""
        ...


class Module(Protocol):
    """A contestant. What `measures` does not ask of one, it need not have.

    Attributes:
        Sync: Makes a caller, from a base URL.
        Async: The same for code that awaits.
        decode_numbers: What happens to the body of a page of numbers, without the network.
        decode_offers: The same for a page of offers.
    """

    Sync: Callable[[str], Caller]
    Async: Callable[[str], AsyncCaller]
    decode_numbers: Callable[[bytes], Sequence[object]]
    decode_offers: Callable[[bytes], Sequence[object]]


def load(name: str) -> Module:
    """Import a contestant, and with it what it runs on."""
    return cast(Module, import_module(f"{__package__}.{name}"))

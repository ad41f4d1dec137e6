"""The mock behind a socket: in this process until a signal ends it, or in a thread of its own."""

import asyncio
import signal
import socket
import sys
from collections.abc import Callable, Coroutine
from contextlib import suppress
from threading import Event, Thread
from typing import Any, Self

from .access import LOCAL, Access
from .connection import Connection
from .connections import Connections, Engine
from .limits import BACKLOG, CONNECTIONS, Limits, ask_for_room, room

# How long answers under way may take when the mock is stopped, in seconds.
GRACE = 1.0
_STOPS = (signal.SIGINT, signal.SIGTERM)
# Where a socket is reached that listens everywhere.
_WILDCARDS = {"0.0.0.0": LOCAL, "::": "::1"}  # noqa: S104 - these are replaced, not listened on


def listen(host: str = LOCAL, port: int = 0) -> socket.socket:
    """Open a socket that listens; port 0 picks a free one. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    family, _, _, _, address = found[0]
    return socket.create_server((str(address[0]), port), family=family, backlog=BACKLOG)


def authority(listening: socket.socket) -> str:
    """Write where a socket is reached, as host:port."""
    address = listening.getsockname()
    host, port = str(address[0]), int(address[1])
    host = _WILDCARDS.get(host, host)
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def serve(
    sandbox: Engine,
    listening: socket.socket,
    access: Access,
    ready: Callable[[], None],
    limits: Limits | None = None,
) -> None:
    """Answer requests until SIGINT or SIGTERM; call `ready` once these would end it.

    To be called in the main thread; the signal may go to any. Answers under way are given a second.
    """
    ask_for_room(CONNECTIONS)
    former = {number: signal.getsignal(number) for number in _STOPS}

    def on_start(stop: Callable[[], None]) -> None:
        loop = asyncio.get_running_loop()
        for number in _STOPS:
            loop.add_signal_handler(number, stop)
        ready()

    try:
        _run(_serving(sandbox, listening, access, limits, on_start))
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)


class Server:
    """A server in a thread of its own, for a process that does something else. Any number may run.

    It leaves signals and the limits of the process alone. As a context manager it runs inside the
    block; it can be started again.

    Attributes:
        url: Where it is reached, as http://host:port; the last one, when it is stopped.
    """

    def __init__(
        self,
        sandbox: Engine,
        access: Access | None = None,
        *,
        port: int = 0,
        limits: Limits | None = None,
    ) -> None:
        self._sandbox = sandbox
        self._access = access or Access()
        self._port = port
        self._limits = limits
        self._thread: Thread | None = None
        self._stop: Callable[[], None] = _nothing
        self.url = ""

    def start(self) -> Self:
        """Listen on the host of the access, and answer from now on. Raises OSError."""
        if self._thread:
            raise RuntimeError("The server runs already.")
        listening = listen(self._access.host, self._port)
        self.url = f"http://{authority(listening)}"
        started = Event()

        def on_start(stop: Callable[[], None]) -> None:
            loop = asyncio.get_running_loop()
            self._stop = lambda: _tell(loop, stop)
            started.set()

        serving = _serving(self._sandbox, listening, self._access, self._limits, on_start)

        def run() -> None:
            try:
                _run(serving)
            finally:
                started.set()  # Whoever waits for a start that failed would wait for ever.

        self._thread = Thread(target=run, name="the mock", daemon=True)
        self._thread.start()
        started.wait()
        return self

    def stop(self) -> None:
        """End, within a second or so, in which answers under way may leave. It may have ended."""
        if self._thread:
            self._stop()
            self._thread.join()
            self._thread = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()


async def _serving(
    engine: Engine,
    listening: socket.socket,
    access: Access,
    limits: Limits | None,
    on_start: Callable[[Callable[[], None]], None],
) -> None:
    """Answer requests until what `on_start` is given is called."""
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(_report)
    limits = limits or Limits(connections=room(CONNECTIONS))
    connections = Connections(engine, access, limits, loop, authority(listening))
    server = await loop.create_server(
        lambda: Connection(connections), sock=listening, backlog=BACKLOG
    )
    connections.watch()
    engine.gather(loop.call_soon)
    try:
        stop = asyncio.Event()
        on_start(stop.set)
        await stop.wait()
        server.close()
        await _end(connections, loop.time() + GRACE)
    finally:
        engine.gather(None)


async def _end(connections: Connections, latest: float) -> None:
    connections.drop_idle()
    while connections.busy and asyncio.get_running_loop().time() < latest:
        await asyncio.sleep(0.01)
    connections.end()
    # The loop closes what was dropped in its next round.
    await asyncio.sleep(0)


def _run(serving: Coroutine[Any, Any, None]) -> None:
    with asyncio.Runner(loop_factory=_new_loop) as runner:
        runner.run(serving)


def _new_loop() -> asyncio.AbstractEventLoop:
    try:
        import uvloop
    except ImportError:  # It is faster, and not to be had everywhere.
        return asyncio.new_event_loop()
    return uvloop.new_event_loop()


def _tell(loop: asyncio.AbstractEventLoop, call: Callable[[], None]) -> None:
    with suppress(RuntimeError):  # The loop has ended.
        loop.call_soon_threadsafe(call)


def _report(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    failure = context.get("exception") or context.get("message")
    print(f"The mock failed, please report: {failure!r}", file=sys.stderr)


def _nothing() -> None:
    """Stop nothing: nothing was started."""

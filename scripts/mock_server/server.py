"""The mock behind a socket, served by granian in this very process."""

import os
import signal
import socket
import sys
from collections.abc import Callable, Iterable
from threading import Thread
from typing import TYPE_CHECKING, Any

import msgspec
from granian._granian import SocketHolder
from granian.constants import HTTPModes, Interfaces
from granian.server import MTServer

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

HOST = "127.0.0.1"
BACKLOG = 1024
# A body that trickles in holds a thread.
THREADS = 64
# How long answers under way may take when the mock is stopped, in seconds.
GRACE = 1.0
STOPS = {signal.SIGINT, signal.SIGTERM}


def listen(port: int) -> socket.socket:
    """Open a socket that listens on 127.0.0.1; port 0 picks a free one. Raises OSError."""
    return socket.create_server((HOST, port), backlog=BACKLOG)


def serve(app: "WSGIApplication", listening: socket.socket, ready: Callable[[], None]) -> None:
    """Answer requests until SIGINT or SIGTERM; call `ready` once these would end it."""
    server = _Server(listening)
    server.on_startup(ready)
    # A signal goes to any thread, and one that the others take would not wake this one up: all of
    # them leave it to a thread that waits for nothing else.
    signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)
    Thread(target=_stop_on_signal, args=(server,), daemon=True).start()
    server.serve(target_loader=lambda: Guard(app), wrap_loader=False)


def _stop_on_signal(server: Any) -> None:
    signal.sigwait(STOPS)
    server.signal_handler_interrupt()


class _Server(MTServer):
    """Granian with its worker as a thread, so that the application is an object, not a name."""

    def __init__(self, listening: socket.socket) -> None:
        super().__init__(  # pyright: ignore[reportUnknownMemberType] - granian leaves types out
            "the mock",
            interface=Interfaces.WSGI,
            http=HTTPModes.http1,
            websockets=False,
            blocking_threads=THREADS,
            log_enabled=False,
        )
        self._listening = listening

    def _init_shared_socket(self) -> None:
        # Granian's own sockets share their port: two mocks would take each other's requests, and
        # nobody would know the port that 0 became.
        self._listening.setblocking(False)
        # From here on it is granian's, which closes it.
        descriptor = self._listening.detach()
        self._shd: Any = SocketHolder(descriptor, False, BACKLOG)  # type: ignore[call-arg] # pyright: ignore - its stub has no constructor

    def _check_gil(self) -> None:
        # Granian starts worker threads on free-threaded Python alone; for one worker they do well
        # with the lock too, as its embedded server shows.
        pass

    def _stop_workers(self) -> None:
        worker: Any
        for worker in self.wrks:
            worker.terminate()
            worker.join(GRACE)
        # Somebody may be in the middle of a request, and stay there; even a worker that has ended
        # may leave a thread behind that reads for ever. Nothing is to be saved, so do not wait.
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)


class Guard:
    """An application that answers a failure of its own as the document has it, without a trace."""

    def __init__(self, app: "WSGIApplication") -> None:
        self._app = app

    def __call__(self, environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        """Answer a request, as WSGI has it."""
        try:
            return self._app(environ, start)
        except Exception as error:
            print(f"The mock failed, please report: {error!r}", file=sys.stderr)
            start("500 Internal Server Error", [("Content-Type", "application/json")])
            return [msgspec.json.encode({"message": "Server Error"})]

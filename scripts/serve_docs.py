"""Serve build/docs/ on this machine.

usage: python -m scripts.serve_docs [--port PORT]

Only 127.0.0.1 is listened on. Port 0 picks a free one. Ctrl-C ends it.
"""

import argparse
import functools
import sys
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent.parent / "build" / "docs"


TYPES = {
    **SimpleHTTPRequestHandler.extensions_map,
    ".md": "text/markdown; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".yaml": "application/yaml; charset=utf-8",
}


class Handler(SimpleHTTPRequestHandler):
    """Answers with files, and says nothing of those that it has."""

    extensions_map = TYPES

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Log what was not found, nothing else."""
        if code == 404:
            super().log_request(code, size)


class Server(ThreadingHTTPServer):
    """Serves files to readers who may go away in the middle of one."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Tell of what went wrong, but not of a reader who has gone."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def listening(folder: Path, port: int) -> ThreadingHTTPServer:
    """A server of a folder, not yet serving.

    Raises:
        OSError: The port is taken.
    """
    handler = functools.partial(Handler, directory=str(folder))
    return Server(("127.0.0.1", port), handler)


def main() -> None:
    """Serve until told to stop.

    Raises:
        SystemExit: There is nothing to serve, or the port is taken.
    """
    parser = argparse.ArgumentParser(description=__doc__, add_help=True)
    parser.add_argument("--port", type=int, default=8000, help="0 picks a free one")
    port: int = parser.parse_args().port
    if not (FOLDER / "index.html").exists():
        sys.exit("make docs-serve: there is nothing in build/docs; run make docs first")
    try:
        server = listening(FOLDER, port)
    except (OSError, OverflowError) as error:
        sys.exit(
            f"make docs-serve: port {port} cannot be had: {error}; choose another: DOCS_PORT=0"
        )
    with server:
        print(
            f"The documentation is at http://127.0.0.1:{server.server_port}/  (Ctrl-C ends it)",
            flush=True,
        )
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()


if __name__ == "__main__":
    main()

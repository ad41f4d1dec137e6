"""Serve the mock on 127.0.0.1 until Ctrl+C."""

import argparse
import errno
import signal
import sys
from pathlib import Path
from types import FrameType

from .accounts import SAMPLE
from .app import DOCUMENT, SEED, create_app
from .document import CannotStart
from .server import HOST, listen, serve


def main() -> None:
    """Exit with 0 when stopped, with 2 and one sentence when it cannot start."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)
    try:
        _serve(_arguments())
    except CannotStart as error:
        print(error, file=sys.stderr)
        sys.exit(2)


def _serve(arguments: argparse.Namespace) -> None:
    app = create_app(arguments.document, arguments.seed)
    try:
        listening = listen(arguments.port)
    except OSError as error:
        raise CannotStart(_no_port(arguments.port, error)) from None
    url = f"http://{HOST}:{listening.getsockname()[1]}{app.document.prefix}"
    client = f"{app.document.client_header}: {app.document.client_code}"
    serve(app, listening, lambda: _greet(url, client))


def _greet(url: str, client: str) -> None:
    print(
        f"The mock listens on {url}\n"
        f"Send Authorization: Bearer {SAMPLE} and {client}; each token test-... is an account.\n"
        "It forgets everything when it stops: Ctrl+C stops it.",
        flush=True,
    )


def _no_port(port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is in use: choose another with --port, or 0 for a free one."
    return f"The mock cannot listen on port {port}: {error.strerror}."


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="mock_server", description=__doc__)
    parser.add_argument("--port", type=_port, default=8080, help="0 picks a free one")
    parser.add_argument("--document", type=Path, default=DOCUMENT, help="the contract to go by")
    parser.add_argument("--seed", type=Path, default=SEED, help="the shelf to start with")
    return parser.parse_args()


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) < 65536):
        raise argparse.ArgumentTypeError(f"{text} is not a port")
    return int(text)


def _stop(_number: int, _frame: FrameType | None) -> None:
    sys.exit(0)


if __name__ == "__main__":
    main()

"""Serve a sandbox of the Plusofon number API until Ctrl+C.

Numbers can be searched, reserved, bought, forwarded and released; nothing is charged, and nothing
leaves this machine. Each token that begins with test- is an account of its own.
"""

import argparse
import errno
import os
import re
import signal
import socket
import sys
from contextlib import closing
from pathlib import Path
from typing import Any, NoReturn

from .document import CannotStart

SHOWN = 80
_STOPS = (signal.SIGINT, signal.SIGTERM)


def main() -> None:
    """Exit with 0 when stopped, with 2 and one sentence when it cannot start."""
    for number in _STOPS:
        signal.signal(number, _end)
    try:
        _serve(_arguments())
    except CannotStart as error:
        print(error, file=sys.stderr)
        sys.exit(2)


def _end(*_: object) -> None:
    sys.exit(0)


def _serve(arguments: argparse.Namespace) -> None:
    from .sandbox import DOCUMENT, create_sandbox
    from .server import authority, serve

    access = _access(arguments)
    sandbox = create_sandbox(
        arguments.document or DOCUMENT,
        arguments.seed,
        store=arguments.store,
        lenient=arguments.lenient,
        latency=arguments.latency,
    )
    with closing(sandbox), _listen(arguments.host, arguments.port) as listening:
        url = f"http://{authority(listening)}{sandbox.document.prefix}"
        serve(sandbox, listening, access, lambda: _greet(url))


def _greet(url: str) -> None:
    from .accounts import SAMPLE

    try:
        print(f"The sandbox is at {url} until Ctrl+C; a token to use is {SAMPLE}.", flush=True)
    except OSError as error:
        # What is left of the line would be tried again at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        reason = os.strerror(error.errno or 0).lower()
        raise CannotStart(
            f"The sandbox cannot tell its address: {reason}. Let its output go where it is read."
        ) from None


def _access(arguments: argparse.Namespace) -> Any:
    from .access import Access

    try:
        return Access(
            arguments.host, frozenset(arguments.allow_host), frozenset(arguments.allow_origin)
        )
    except ValueError as error:
        raise CannotStart(str(error)) from None


def _listen(host: str, port: int) -> socket.socket:
    from .server import listen

    try:
        return listen(host, port)
    except OSError as error:
        raise CannotStart(_no_port(host, port, error)) from None
    except ValueError:  # It is too long for a name, or has odd letters.
        raise CannotStart(f"{host[:SHOWN]} is no host: see --host.") from None


def _no_port(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is in use: choose another with --port, or 0 for a free one."
    # asyncio and socket tell in strerror where they were as well; a name has errors of its own.
    known = isinstance(error, socket.gaierror) or not error.errno
    reason = (error.strerror or str(error)) if known else os.strerror(error.errno or 0)
    where = f"{host[:SHOWN]}, port {port}"
    return f"The sandbox cannot listen on {where}: {reason.lower()}. See --host and --port."


def _arguments() -> argparse.Namespace:
    parser = _Parser(
        prog="plusofon-mock",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    for name, settings in OPTIONS.items():
        parser.add_argument(name, **settings)
    return parser.parse_args()


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence, and leaves the options to --help."""

    def error(self, message: str) -> NoReturn:
        """Exit with 2."""
        self.exit(2, f"{self.prog}: {message}. See --help.\n")


class _Version(argparse.Action):
    """Prints the version, which the document tells."""

    def __init__(self, option_strings: list[str], dest: str, **options: Any) -> None:
        super().__init__(option_strings, dest, nargs=0, **options)

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        """Print and exit."""
        from .document import Document
        from .sandbox import DOCUMENT

        print(f"{parser.prog} {Document.load(DOCUMENT).version}")
        parser.exit()


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) < 65536):
        raise argparse.ArgumentTypeError(f"{text} is not a port, which is a number up to 65535")
    return int(text)


def _seed(text: str) -> Path | int:
    """Read a number, or else the path of a file, which `./5` is as well."""
    if re.fullmatch("[0-9]{1,9}", text):
        return int(text)
    if re.fullmatch("[-+]?[0-9_.]*", text):
        raise argparse.ArgumentTypeError(
            f'"{text[:SHOWN]}" is no number from 0 to 999999999; a file would begin with ./'
        )
    return Path(text)


def _latency(text: str) -> tuple[float, float]:
    """Read `200` or `100-300`, in milliseconds, as a range in seconds."""
    match = re.fullmatch(r"([0-9]{1,5})(?:-([0-9]{1,5}))?", text, re.ASCII)
    least, most = (int(match[1]), int(match[2] or match[1])) if match else (1, 0)
    if least > most:
        raise argparse.ArgumentTypeError(
            f"{text} is not a number of milliseconds up to 99999, nor a range such as 100-300"
        )
    return least / 1000, most / 1000


# By its name, what argparse is told of each option; the documentation shows them too.
OPTIONS: dict[str, dict[str, Any]] = {
    "--port": {
        "type": _port,
        "default": 8080,
        "help": "where to listen; 0 picks a free port (default: %(default)s)",
    },
    "--host": {
        "default": "127.0.0.1",
        "help": "the address to listen on; any but this machine's own lets others in"
        " (default: %(default)s)",
    },
    "--store": {
        "default": "memory",
        "metavar": "URL",
        "help": "where to remember: memory (forgotten at the end), sqlite:///FILE (what was"
        " answered survives a crash), postgresql://USER@HOST/NAME (for several sandboxes at"
        " one shelf) (default: %(default)s)",
    },
    "--seed": {
        "type": _seed,
        "metavar": "FILE|NUMBER",
        "help": "what each account starts from, such that the same calls get the same bytes: a"
        " file is a shelf of your own, a number throws the dice of faults and latency over the"
        " shelf that comes with the sandbox; either way the clock of each account stands still"
        " until it is moved",
    },
    "--latency": {
        "type": _latency,
        "default": (0.0, 0.0),
        "metavar": "MS",
        "help": "how long each answer is held back, in milliseconds: 200, or 100-300 for a"
        " different time each (default: 0)",
    },
    "--lenient": {
        "action": "store_true",
        "help": "take what the provider is known or likely to tolerate, though the document"
        " forbids it: unknown parameters, digits as text for a number, forms and the like",
    },
    "--allow-host": {
        "action": "append",
        "default": [],
        "metavar": "NAME",
        "help": "a name in the header Host to answer to, besides this machine's own; may be"
        " repeated",
    },
    "--allow-origin": {
        "action": "append",
        "default": [],
        "metavar": "URL",
        "help": "a web page that may call from a browser, as http://localhost:3000; may be"
        " repeated (default: none)",
    },
    "--document": {
        "type": Path,
        "metavar": "FILE",
        "help": "the contract to go by (default: the one that comes with the sandbox)",
    },
    "--version": {"action": _Version, "help": "print the version and exit"},
}


if __name__ == "__main__":
    main()

"""The mock in process, without a socket: a WSGI application."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from threading import Event
from time import sleep
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from .refusals import Refused
from .reply import Reply, Wire, head, phrase
from .request import Request, announced, wrong_length
from .sandbox import Sandbox, create_sandbox

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


class Application:
    """A WSGI application in front of a sandbox."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox

    def __call__(self, environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        """Answer a request, as WSGI has it."""
        reply = self.reply(request_of(environ))
        parts = [reply.content] if reply.wire is None else _faulty(reply, reply.wire)
        length = ("Content-Length", str(len(reply.content)))
        start(_status_line(reply.status), [*reply.headers, length])
        return parts

    def reply(self, request: Request) -> Reply:
        """Wait for the answer to a request."""
        replies: list[Reply] = []
        answered = Event()

        def done(reply: Reply) -> None:
            replies.append(reply)
            answered.set()

        self.sandbox.handle(request, done)
        answered.wait()
        return replies[0]


def _faulty(reply: Reply, wire: Wire) -> Iterable[bytes]:
    """Do to an answer what a fault of the wire does, as far as that can be done without one.

    Raises ConnectionError where a caller would not even get to see a status.
    """
    sleep(wire.delay)
    if wire.raw is not None:
        raise ConnectionError("Bytes came that are no HTTP, as was ordered.")
    rest = None if wire.reset_after is None else wire.reset_after - len(head(reply))
    if rest is not None and rest < 0:
        raise _reset()
    return _parts(reply.content[: wire.cut_after], rest, wire.trickle)


def _parts(content: bytes, reset_after: int | None, trickle: float | None) -> Iterator[bytes]:
    sent = content[:reset_after]
    if trickle is None:
        yield sent
    else:
        for byte in sent:
            sleep(trickle)
            yield bytes([byte])
    if reset_after is not None:
        raise _reset()


def _reset() -> ConnectionResetError:
    return ConnectionResetError("The connection was reset, as was ordered.")


def request_of(environ: Mapping[str, Any]) -> Request:
    """Read a request from what WSGI has of it."""
    path = environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", "")
    query = environ.get("QUERY_STRING") or ""
    raw, broken = b"", None
    try:
        raw = _body(environ)
    except Refused as refused:
        broken = refused
    return Request(
        environ["REQUEST_METHOD"],
        quote(_bytes(path), safe="/") + (f"?{query}" if query else ""),
        _headers(environ),
        raw,
        authority=f"{environ['SERVER_NAME']}:{environ['SERVER_PORT']}",
        broken=broken,
    )


def _bytes(path: str) -> bytes:
    """The bytes that WSGI shows as Latin-1; some servers show UTF-8 instead."""
    try:
        return path.encode("latin-1")
    except UnicodeError:
        return path.encode("utf-8", "replace")


def _headers(environ: Mapping[str, Any]) -> dict[str, str]:
    named = {
        name.removeprefix("HTTP_").replace("_", "-").lower(): str(value).strip()
        for name, value in environ.items()
        if name.startswith("HTTP_")
    }
    if environ.get("CONTENT_TYPE"):
        named["content-type"] = environ["CONTENT_TYPE"]
    return named


def _body(environ: Mapping[str, Any]) -> bytes:
    if environ.get("HTTP_TRANSFER_ENCODING"):
        # WSGI does not tell a body that ended from one that was cut between chunks.
        raise Refused("broken_body", "chunked", came="a body in chunks")
    length: str = environ.get("CONTENT_LENGTH") or ""
    if not length:
        return b""
    size = announced(length)
    body = _read(environ, size)
    if len(body) != size:
        raise wrong_length(f"a part, {len(body)} of {length} bytes,")
    return body


def _read(environ: Mapping[str, Any], size: int) -> bytes:
    try:
        body: bytes = environ["wsgi.input"].read(size)
    except OSError:  # The connection broke: nobody hears the answer, but nothing may happen.
        raise wrong_length("a part") from None
    return body


@lru_cache
def _status_line(status: int) -> str:
    return f"{status} {phrase(status)}"


def create_app(**settings: Any) -> Application:
    """Make a mock for use in process: what create_sandbox makes, as a WSGI application."""
    return Application(create_sandbox(**settings))

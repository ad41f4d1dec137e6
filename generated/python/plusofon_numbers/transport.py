"""How bytes travel: connections whose every wait ends with the call.

httpx2 limits each wait by itself, so that a server which sends one byte at a time can stretch a call
for ever. This module is imported with the first request, since httpcore2 is slow to import.
"""

import functools
import math
import re
import socket
import ssl
import time
from collections.abc import Iterable
from importlib.util import find_spec
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any

import httpcore2
import httpx2

from .configuration import is_this_machine
from .line import left

# As lenient as the parser of httpcore2, or the two would see different ends.
_BLANK_LINE = re.compile(rb"(?:\A|\n)\r?\n")
_LENGTH = re.compile(rb"\ncontent-length:[ \t]*(\d+)", re.IGNORECASE)
_CHUNKED = re.compile(rb"\ntransfer-encoding:", re.IGNORECASE)
_SIZE = re.compile(rb"[0-9a-fA-F]*")


class Bounds:
    """Where an answer ends, so that what a server sends behind it is not taken for the next answer.

    The parser of httpcore2 keeps such a surplus, and would read the answer to the next request, a
    purchase perhaps, from it.
    """

    def __init__(self) -> None:
        self.has_begun: bool = False
        self._is_surplus = False
        self._data = b""
        self._take = self._head
        self._left = 0

    @property
    def has_ended(self) -> bool:
        """Whether all of an answer has come, and nothing behind it. Where in doubt, it has not."""
        return self._take == self._end and not self._is_surplus

    def take(self, data: bytes) -> None:
        """Follow what has come."""
        self.has_begun = True
        self._data += data
        while self._data and self._take():
            pass

    def _head(self) -> bool:
        end = _BLANK_LINE.search(self._data)
        if not end:
            return False
        head, self._data = self._data[: end.start()], self._data[end.end() :]
        status = head[9:12]
        length = _LENGTH.search(head)
        if status.startswith(b"1"):  # another head follows
            self._take = self._head
        elif status in (b"204", b"304"):
            self._take = self._end
        elif _CHUNKED.search(head):
            self._take = self._chunk
        elif length:
            self._left = int(length[1][:18])
            self._take = self._body if self._left else self._end
        else:  # until the connection closes
            self._take = self._rest
        return True

    def _body(self) -> bool:
        taken = min(self._left, len(self._data))
        self._left -= taken
        self._data = self._data[taken:]
        self._take = self._body if self._left else self._end
        return bool(self._data)

    def _chunk(self) -> bool:
        line, end, rest = self._data.partition(b"\r\n")
        if not end:
            return False
        size = _SIZE.match(line)
        self._data = rest
        self._left = int((size and size[0]) or b"0", 16) + 2
        self._take = self._chunk_body if self._left > 2 else self._trailer
        return True

    def _chunk_body(self) -> bool:
        self._body()
        self._take = self._chunk_body if self._left else self._chunk
        return bool(self._data)

    def _trailer(self) -> bool:
        end = _BLANK_LINE.search(self._data)
        if not end:
            return False
        self._data = self._data[end.end() :]
        self._take = self._end
        return True

    def _rest(self) -> bool:
        self._data = b""
        return False

    def _end(self) -> bool:
        self._is_surplus = True
        return self._rest()


@functools.cache
def tls_context() -> ssl.SSLContext:
    """The one TLS context of the process. Making one takes longer than a hundred requests."""
    return httpx2.create_ssl_context()


def proxy_for(url: httpx2.URL) -> httpcore2.Proxy | None:
    """The proxy that the environment names for a host (HTTPS_PROXY, ALL_PROXY, NO_PROXY).

    Raises:
        ValueError: It is none.
    """
    from urllib.request import getproxies, proxy_bypass  # slow to import, and seldom needed

    proxies = getproxies()
    named = proxies.get(url.scheme) or proxies.get("all")
    if not named or is_this_machine(url.host) or proxy_bypass(url.host):
        return None
    proxy = httpx2.Proxy(named if "://" in named else f"http://{named}")
    if proxy.url.scheme.startswith("socks") and find_spec("socksio") is None:
        raise ValueError("a SOCKS proxy needs the package socksio; install httpx2[socks]")
    return httpcore2.Proxy(str(proxy.url), auth=proxy.raw_auth, headers=proxy.headers.raw)


def _addresses(host: str, port: int, limit: float | None) -> list[str]:
    """The addresses of a host.

    The system looks them up for as long as it likes, so that a thread of its own has to wait for it.

    Raises:
        httpcore2.ConnectError: It has none.
        httpcore2.ConnectTimeout: It takes longer than the limit.
    """
    outcomes = SimpleQueue[list[str] | Exception]()

    def look_up() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            outcomes.put([str(address[0]) for *_, address in found])
        except Exception as error:  # it is told where somebody waits for it
            outcomes.put(error)

    Thread(target=look_up, daemon=True).start()
    try:
        outcome = outcomes.get(timeout=limit)
    except Empty:
        raise httpcore2.ConnectTimeout("looking the host up takes too long") from None
    if isinstance(outcome, Exception):
        raise httpcore2.ConnectError(str(outcome))
    return outcome


class Stream(httpcore2.NetworkStream):
    """A connection whose every wait ends with the call."""

    def __init__(self, stream: httpcore2.NetworkStream) -> None:
        self._stream = stream
        self._bounds = Bounds()

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """What has come."""
        data = self._stream.read(max_bytes, left(timeout, httpcore2.ReadTimeout))
        self._bounds.take(data)
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send."""
        self._bounds = Bounds() if self._bounds.has_begun else self._bounds
        self._stream.write(buffer, left(timeout, httpcore2.WriteTimeout))

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> "Stream":
        """The same connection, encrypted."""
        try:
            limit = left(timeout, httpcore2.ConnectTimeout)
        except httpcore2.ConnectTimeout:
            self.close()
            raise
        return Stream(self._stream.start_tls(ssl_context, server_hostname, limit))

    def get_extra_info(self, info: str) -> Any:
        """What the connection tells of itself.

        An idle connection that is readable is not used again: what can be read was not asked for. Nor
        is one whose last answer has no certain end.
        """
        if info == "is_readable" and not self._bounds.has_ended:
            return True
        return self._stream.get_extra_info(info)


class Backend(httpcore2.NetworkBackend):
    """What makes connections."""

    def __init__(self) -> None:
        backend: Any = httpcore2.SyncBackend()
        self._backend: httpcore2.NetworkBackend = backend

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> Stream:
        """A connection to a host: to the first of its addresses that takes one.

        The time is that of all of them together. Each gets an equal share of what is left.
        """
        end = math.inf if timeout is None else time.monotonic() + timeout
        failure: Exception = httpcore2.ConnectError("the host has no address")
        addresses = _addresses(host, port, left(timeout, httpcore2.ConnectTimeout))
        for position, address in enumerate(addresses):
            limit = left(timeout, httpcore2.ConnectTimeout)
            if limit is not None:
                share = (end - time.monotonic()) / (len(addresses) - position)
                limit = max(0.001, min(limit, share))
            try:
                return Stream(
                    self._backend.connect_tcp(address, port, limit, local_address, socket_options)
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
        raise failure


class Transport(httpx2.HTTPTransport):
    """httpx2's transport, over connections that keep to the deadline of a call."""

    def __init__(self, url: httpx2.URL) -> None:
        # Without TLS the context is never used, and a real one would be slow to make.
        super().__init__(verify=tls_context() if url.scheme == "https" else False)
        if not hasattr(self, "_pool"):  # else the deadline would be lost in silence
            raise RuntimeError(
                "this version of httpx2 keeps its connections elsewhere; install another"
            )
        self._pool = httpcore2.ConnectionPool(
            ssl_context=tls_context() if url.scheme == "https" else None,
            proxy=proxy_for(url),
            max_connections=100,
            max_keepalive_connections=20,
            keepalive_expiry=5.0,
            network_backend=Backend(),
        )


class AsyncStream(httpcore2.AsyncNetworkStream):
    """A connection whose every wait ends with the call."""

    def __init__(self, stream: httpcore2.AsyncNetworkStream) -> None:
        self._stream = stream
        self._bounds = Bounds()

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """What has come."""
        data = await self._stream.read(max_bytes, left(timeout, httpcore2.ReadTimeout))
        self._bounds.take(data)
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send."""
        self._bounds = Bounds() if self._bounds.has_begun else self._bounds
        await self._stream.write(buffer, left(timeout, httpcore2.WriteTimeout))

    async def aclose(self) -> None:
        """Close the connection."""
        await self._stream.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> "AsyncStream":
        """The same connection, encrypted."""
        try:
            limit = left(timeout, httpcore2.ConnectTimeout)
        except httpcore2.ConnectTimeout:
            await self.aclose()
            raise
        return AsyncStream(await self._stream.start_tls(ssl_context, server_hostname, limit))

    def get_extra_info(self, info: str) -> Any:
        """What the connection tells of itself.

        An idle connection that is readable is not used again: what can be read was not asked for. Nor
        is one whose last answer has no certain end.
        """
        if info == "is_readable" and not self._bounds.has_ended:
            return True
        return self._stream.get_extra_info(info)


class AsyncBackend(httpcore2.AsyncNetworkBackend):
    """What makes connections."""

    def __init__(self) -> None:
        backend: Any = httpcore2.AnyIOBackend()
        self._backend: httpcore2.AsyncNetworkBackend = backend

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> AsyncStream:
        """A connection to a host."""
        limit = left(timeout, httpcore2.ConnectTimeout)
        try:
            stream = await self._backend.connect_tcp(
                host, port, limit, local_address, socket_options
            )
        except UnicodeError as error:  # no name that can be looked up
            raise httpcore2.ConnectError(str(error)) from None
        return AsyncStream(stream)

    async def sleep(self, seconds: float) -> None:
        """Wait, whichever library runs the tasks."""
        await self._backend.sleep(seconds)


class AsyncTransport(httpx2.AsyncHTTPTransport):
    """httpx2's transport, over connections that keep to the deadline of a call."""

    def __init__(self, url: httpx2.URL) -> None:
        # Without TLS the context is never used, and a real one would be slow to make.
        super().__init__(verify=tls_context() if url.scheme == "https" else False)
        if not hasattr(self, "_pool"):  # else the deadline would be lost in silence
            raise RuntimeError(
                "this version of httpx2 keeps its connections elsewhere; install another"
            )
        self._pool = httpcore2.AsyncConnectionPool(
            ssl_context=tls_context() if url.scheme == "https" else None,
            proxy=proxy_for(url),
            max_connections=100,
            max_keepalive_connections=20,
            keepalive_expiry=5.0,
            network_backend=AsyncBackend(),
        )

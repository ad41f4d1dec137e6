"""How bytes travel: connections whose every wait ends with the call.

httpx2 limits each wait by itself, so that a server which sends one byte at a time can stretch a call
for ever. This module is imported with the first request, since httpcore2 is slow to import.
"""

import functools
import re
import ssl
from collections.abc import Iterable
from typing import Any

import httpcore2
import httpx2

from .configuration import is_this_machine
from .line import left


class Bounds:
    """Where an answer ends, so that what a server sends behind it is not taken for the next answer.

    The parser of httpcore2 keeps such a surplus, and would read the answer to the next request, a
    purchase perhaps, from it.
    """

    def __init__(self) -> None:
        self.has_begun: bool = False
        self.is_surplus: bool = False
        self._data = b""
        self._take = self._head
        self._left = 0

    def take(self, data: bytes) -> None:
        """Follow what has come."""
        self.has_begun = True
        self._data += data
        while self._data and self._take():
            pass

    def _head(self) -> bool:
        head, end, rest = self._data.partition(b"\r\n\r\n")
        if not end:
            return False
        self._data = rest
        status = head[9:12]
        length = re.search(rb"\r\ncontent-length:[ \t]*(\d+)", head, re.IGNORECASE)
        if status.startswith(b"1"):  # another head follows
            self._take = self._head
        elif status in (b"204", b"304"):
            self._take = self._end
        elif re.search(rb"\r\ntransfer-encoding:", head, re.IGNORECASE):
            self._take = self._chunk
        elif length:
            self._left = int(length[1][:18])
            self._take = self._body
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
        size = re.match(rb"[0-9a-fA-F]{1,16}", line)
        self._data = rest
        self._left = int(size[0], 16) + 2 if size else 0
        self._take = self._chunk_body if self._left > 2 else self._trailer
        return True

    def _chunk_body(self) -> bool:
        self._body()
        self._take = self._chunk_body if self._left else self._chunk
        return bool(self._data)

    def _trailer(self) -> bool:
        line, end, rest = self._data.partition(b"\r\n")
        if not end:
            return False
        self._data = rest
        self._take = self._trailer if line else self._end
        return True

    def _rest(self) -> bool:
        self._data = b""
        return False

    def _end(self) -> bool:
        self.is_surplus = True
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
    return httpcore2.Proxy(str(proxy.url), auth=proxy.raw_auth, headers=proxy.headers.raw)


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
        limit = left(timeout, httpcore2.ConnectTimeout)
        return Stream(self._stream.start_tls(ssl_context, server_hostname, limit))

    def get_extra_info(self, info: str) -> Any:
        """What the connection tells of itself.

        An idle connection that is readable is not used again: what can be read was not asked for.
        """
        if info == "is_readable" and self._bounds.is_surplus:
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
        """A connection to a host."""
        limit = left(timeout, httpcore2.ConnectTimeout)
        stream = self._backend.connect_tcp(host, port, limit, local_address, socket_options)
        return Stream(stream)


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
        limit = left(timeout, httpcore2.ConnectTimeout)
        return AsyncStream(await self._stream.start_tls(ssl_context, server_hostname, limit))

    def get_extra_info(self, info: str) -> Any:
        """What the connection tells of itself.

        An idle connection that is readable is not used again: what can be read was not asked for.
        """
        if info == "is_readable" and self._bounds.is_surplus:
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
        stream = await self._backend.connect_tcp(host, port, limit, local_address, socket_options)
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

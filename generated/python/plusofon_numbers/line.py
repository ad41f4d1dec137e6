"""Where requests are sent, how long each wait may be, and what a fork leaves alone.

A transport or a client of the caller's own knows no deadline of a whole call: with it, the deadline is
looked at between two parts of a body only.
"""

from __future__ import annotations

import os
import time
import zlib
from typing import TypeVar

import httpx2

LARGEST_ANSWER = 256 * 1024 * 1024
"""How many bytes an answer may have, once it is decompressed."""

_PART = 1024 * 1024
_EITHER_FORMAT = zlib.MAX_WBITS | 32  # gzip's, or the one that HTTP calls deflate

ErrorT = TypeVar("ErrorT", bound=Exception)


class Limit(float):
    """The limit of one wait in seconds, that also knows when the whole call must end."""

    __slots__ = ("end",)

    end: float

    @classmethod
    def until(cls, end: float, seconds: float) -> Limit:
        """A limit of a call that ends at this moment of the monotonic clock."""
        limit = cls(max(0.001, min(seconds, end - time.monotonic())))
        limit.end = end
        return limit


def left(limit: float | None, timed_out: type[ErrorT]) -> float | None:
    """What is left of a limit.

    Raises:
        timed_out: The call must have ended.
    """
    if not isinstance(limit, Limit):
        return limit
    seconds = limit.end - time.monotonic()
    if seconds <= 0:
        raise timed_out("the time for the whole call is over")
    return min(limit, seconds)


class Body:
    """The body of an answer, unpacked as it comes.

    httpx2 unpacks as well, but takes a gzip without its end for a whole one.

    Args:
        coding: How it is packed, as Content-Encoding says.
        end: When the call must end, by the monotonic clock.

    Raises:
        httpx2.DecodingError: It is packed in a way that was not asked for.
    """

    def __init__(self, coding: str, end: float) -> None:
        coding = coding.strip().lower()
        if coding not in ("", "identity", "gzip", "x-gzip", "deflate"):
            raise httpx2.DecodingError("the answer is packed in a way that was not asked for")
        self._unpacker = None if coding in ("", "identity") else zlib.decompressobj(_EITHER_FORMAT)
        self._end = end
        self._parts: list[bytes] = []
        self._size = 0
        self._is_empty = True

    def add(self, data: bytes) -> None:
        """Take what has come.

        Raises:
            httpx2.DecodingError: It cannot be unpacked, or is too large.
            httpx2.ReadTimeout: The call must have ended.
        """
        self._is_empty = self._is_empty and not data
        if self._unpacker is None:
            self._keep(data)
            return
        try:
            part = self._unpacker.decompress(data, _PART)
            while part:
                self._keep(part)
                part = self._unpacker.decompress(self._unpacker.unconsumed_tail, _PART)
        except zlib.error as error:
            raise httpx2.DecodingError(str(error)) from None

    def _keep(self, part: bytes) -> None:
        self._parts.append(part)
        self._size += len(part)
        if self._size > LARGEST_ANSWER:
            raise httpx2.DecodingError(f"the answer is larger than {LARGEST_ANSWER} bytes")
        if time.monotonic() > self._end:
            raise httpx2.ReadTimeout("the time for the whole call is over")

    def whole(self) -> bytes:
        """All of it.

        Raises:
            httpx2.DecodingError: Its end is missing, or something follows it.
        """
        unpacker = self._unpacker
        if unpacker and not self._is_empty and (not unpacker.eof or unpacker.unused_data):
            raise httpx2.DecodingError("the packed answer does not end where it should")
        return b"".join(self._parts)


def _require_kind(name: str, given: object, kind: type) -> None:
    if given is not None and not isinstance(given, kind):
        raise ValueError(f"{name}: expected httpx2.{kind.__name__}, {type(given).__name__} came")


class Line:
    """What requests are sent over. Each process has connections of its own, and so a fork is safe.

    Args:
        url: Where they go.
        transport: What sends them instead of the network.
        http_client: The caller's own client, with its hooks and its transport. It is not closed here.

    Raises:
        ValueError: Both are given, or one is for the other kind of client.
    """

    def __init__(
        self,
        url: httpx2.URL,
        transport: httpx2.BaseTransport | None,
        http_client: httpx2.Client | None,
    ) -> None:
        if transport is not None and http_client is not None:
            raise ValueError("transport, http_client: expected one of them, both came")
        _require_kind("transport", transport, httpx2.BaseTransport)
        _require_kind("http_client", http_client, httpx2.Client)
        self._url = url
        self._given = transport
        self._client = http_client
        self._made: dict[int, httpx2.BaseTransport] = {}
        self._is_closed = False

    @property
    def is_given(self) -> bool:
        """Whether it is the caller's own."""
        return self._given is not None or self._client is not None

    @property
    def is_closed(self) -> bool:
        """Whether nothing can be sent any more."""
        return self._is_closed or (self._client is not None and self._client.is_closed)

    def send(self, request: httpx2.Request) -> httpx2.Response:
        """Send a request. Redirects are not followed, so that the token goes to no other host."""
        if self._client is not None:
            return self._client.send(request, stream=True, auth=None, follow_redirects=False)
        return self._transport().handle_request(request)

    def _transport(self) -> httpx2.BaseTransport:
        if self._given is not None:
            return self._given
        process = os.getpid()
        made = self._made.get(process)
        return made or self._made.setdefault(process, self._new_transport())

    def _new_transport(self) -> httpx2.BaseTransport:
        from .transport import Transport  # slow to import

        try:
            return Transport(self._url)
        except Exception as error:  # a proxy or a certificate file that is none
            raise httpx2.ConnectError(f"no connection can be made: {error}") from None

    def close(self) -> None:
        """Close the connections of this process."""
        self._is_closed = True
        transport = self._given or self._made.pop(os.getpid(), None)
        if transport is not None:
            transport.close()


class AsyncLine:
    """What requests are sent over. Each process has connections of its own, and so a fork is safe.

    Args:
        url: Where they go.
        transport: What sends them instead of the network.
        http_client: The caller's own client, with its hooks and its transport. It is not closed here.

    Raises:
        ValueError: Both are given, or one is for the other kind of client.
    """

    def __init__(
        self,
        url: httpx2.URL,
        transport: httpx2.AsyncBaseTransport | None,
        http_client: httpx2.AsyncClient | None,
    ) -> None:
        if transport is not None and http_client is not None:
            raise ValueError("transport, http_client: expected one of them, both came")
        _require_kind("transport", transport, httpx2.AsyncBaseTransport)
        _require_kind("http_client", http_client, httpx2.AsyncClient)
        self._url = url
        self._given = transport
        self._client = http_client
        self._made: dict[int, httpx2.AsyncBaseTransport] = {}
        self._is_closed = False

    @property
    def is_given(self) -> bool:
        """Whether it is the caller's own."""
        return self._given is not None or self._client is not None

    @property
    def is_closed(self) -> bool:
        """Whether nothing can be sent any more."""
        return self._is_closed or (self._client is not None and self._client.is_closed)

    async def send(self, request: httpx2.Request) -> httpx2.Response:
        """Send a request. Redirects are not followed, so that the token goes to no other host."""
        if self._client is not None:
            return await self._client.send(request, stream=True, auth=None, follow_redirects=False)
        return await self._transport().handle_async_request(request)

    def _transport(self) -> httpx2.AsyncBaseTransport:
        if self._given is not None:
            return self._given
        process = os.getpid()
        made = self._made.get(process)
        return made or self._made.setdefault(process, self._new_transport())

    def _new_transport(self) -> httpx2.AsyncBaseTransport:
        from .transport import AsyncTransport  # slow to import

        try:
            return AsyncTransport(self._url)
        except Exception as error:  # a proxy or a certificate file that is none
            raise httpx2.ConnectError(f"no connection can be made: {error}") from None

    async def aclose(self) -> None:
        """Close the connections of this process."""
        self._is_closed = True
        transport = self._given or self._made.pop(os.getpid(), None)
        if transport is not None:
            await transport.aclose()

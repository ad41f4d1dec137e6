"""Requests from the bytes of a connection, one after the other; nothing of time or sockets.

httptools does the reading. It stops at the end of no request, so that it is fed no further than
that: up to the blank line behind a head, and then the bytes that the body was announced with, or
one line of a body in chunks after the other.

A caller sends the same headers time and again. Those that came lately are known by their bytes, and
not read again: that is half of what a request costs.
"""

import re
from enum import Enum
from functools import lru_cache

from httptools import HttpParserError, HttpParserUpgrade, HttpRequestParser

from .limits import Limits
from .refusals import Refused
from .rejections import Name, Rejected
from .request import BODY_LIMIT, Headers, too_large, wrong_length

BLANK = b"\r\n\r\n"
# httptools knows the methods of its time; it reads a request with any other as one of these.
_STAND_IN = b"POST"
_METHODS = ("GET", "POST", "DELETE", "PUT", "PATCH", "HEAD", "OPTIONS", "TRACE")
_METHOD = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]{1,32})( ?)")
_ELSEWHERE: dict[str, Name] = {"CONNECT": "no_proxy", "PRI": "http_2"}
_FRAMING = ("content-length", "transfer-encoding")
_TLS = b"\x16\x03"
_ABSOLUTE = re.compile(r"http://([^/?#]+)(/?[^#]*)", re.IGNORECASE)
# The names of headers that came, as they are asked for; a caller who makes names up fills no more.
_KNOWN: dict[bytes, str] = {}
_KNOWN_LIMIT = 512
_KNOWN_BYTES = 64
# The headers that came lately, by their bytes, up to the blank line: what may follow any such line.
_PLAIN = re.compile(rb"(GET|POST|DELETE|PUT|PATCH|HEAD|OPTIONS) (/[!-~]*) HTTP/1\.1\r\n")
Lately = dict[bytes, tuple[Headers, int]]
_LATELY_LIMIT = 128
_LATELY_BYTES = 1024
_NOT_LATELY = (Headers(), -1)
_UNUSUAL = {"transfer-encoding", "expect", "upgrade"}


class Stage(Enum):
    """How far a request has come."""

    START = "no byte of it"
    HEAD = "a part of its head"
    BODY = "its head, and maybe a part of its body"
    WHOLE = "all of it"


# An enumeration takes its time to look a member up, and these are asked for with every request.
START, WHOLE = Stage.START, Stage.WHOLE


class Parser:
    """The request that is on its way. After a Rejected the parser is of no more use.

    size: the bytes that it holds. old: it is HTTP/1.0. keeps: its connection may be used again.
    broken: why its body is not taken; it is as far as it will be read then. `lately`: the headers
    that came lately to the server.
    """

    __slots__ = (
        *("_around", "_begun", "_body", "_chunked", "_lately", "_length", "_limits", "_lines"),
        *("_llhttp", "_recognised", "_tail", "_url", "broken", "headers", "keeps", "method"),
        *("old", "size", "stage", "target"),
    )

    def __init__(self, limits: Limits, lately: Lately) -> None:
        self._limits = limits
        self._lately = lately
        self._llhttp = HttpRequestParser(self)
        self._recognised = False
        self._body: bytes | bytearray = b""
        self.renew()

    def close(self) -> None:
        """Be of no more use. httptools refers back to here, which would keep both of them."""
        del self._llhttp

    def renew(self) -> None:
        """Begin with the next request."""
        self.stage = START
        if self._recognised:
            # Nothing else has become of the rest.
            self._recognised = False
            self._body = b""
            return
        self.method = ""
        self.target = ""
        self.headers = Headers()
        self.keeps: bool = True
        self.old: bool = False
        self.size = 0
        self.broken: Refused | None = None
        self._url = b""
        self._begun = b""
        self._tail = b""
        self._lines = 0
        self._length = 0
        self._chunked = False
        self._around = 0
        self._body = b""

    @property
    def raw(self) -> bytes:
        """The body, as far as it came."""
        return bytes(self._body)

    @property
    def idle(self) -> bool:
        """Whether no byte of a request has come."""
        return self.stage is START and not self._begun

    @property
    def awaits_leave(self) -> bool:
        """Whether the caller holds the body back until it is told to go on."""
        expected = "expect" in self.headers and not self.old
        return expected and not self._body and self.headers["expect"].lower() == "100-continue"

    def feed(self, data: bytes) -> bytes:
        """Read on, at most to the end of the head or of the request; give back what is left.

        Raises:
            Rejected: This is no HTTP/1.1, or too large a head.
        """
        if self.stage is Stage.BODY:
            return self._feed_chunks(data) if self._chunked else self._feed_body(data)
        if self.stage is START:
            match = _PLAIN.match(data)
            if match and not self._begun:
                return self._feed_plain(data, match)
            data = self._open(data)
        return self._feed_head(data) if data else data

    def recognise(self, data: bytes) -> int:
        """Read a whole request that begins as most do, with headers that came lately.

        Answers how many bytes it has; 0 where this is something else, and nothing was read.
        """
        if self._begun or self.stage is not START:
            return 0
        start = data.find(b"\n") + 1
        end = data.find(BLANK, start - 2) + len(BLANK)
        headers, length = self._lately.get(data[start:end], _NOT_LATELY)
        if length < 0 or len(data) < end + length:
            return 0
        line = _line(data[:start])
        if line is None:
            return 0
        self.method, self.target = line
        self.headers = headers
        self._body = data[end : end + length]
        self.stage = WHOLE
        self._recognised = True
        return end + length

    def cut_off(self) -> None:
        """The caller will send no more. Raises Rejected when not even the head is whole."""
        if self.stage is not Stage.BODY:
            raise Rejected("no_http", problem="it ended within its headers")
        came = "chunks without an end" if self._chunked else f"{self.size} of {self._length} bytes"
        self._give_up(wrong_length(came))

    def on_url(self, url: bytes) -> None:
        """Take a part of the target: httptools calls this."""
        self._url += url

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header: httptools calls this."""
        if self.stage is Stage.BODY:
            return  # A trailer: it comes too late to be checked.
        key = _KNOWN.get(name) or _known(name)
        text = value.decode("latin-1").strip(" \t")
        headers = self.headers
        headers[key] = f"{headers[key]}, {text}" if key in headers else text

    def on_headers_complete(self) -> None:
        """Take note of the end of the head: httptools calls this."""
        self.stage = Stage.BODY
        self.keeps = self._llhttp.should_keep_alive()
        version = self._llhttp.get_http_version()
        self.old = version == "1.0"
        if version != "1.1" and not self.old:
            raise Rejected("no_http", problem=f"HTTP/{version} came")

    def on_body(self, data: bytes) -> None:
        """Take a part of the body: httptools calls this."""
        # Most come whole; one that does not grows in one place, which leaves no holes in memory.
        if not self._body:
            self._body = data
        elif isinstance(self._body, bytes):
            self._body = bytearray(self._body + data)
        else:
            self._body += data
        self.size += len(data)
        self._around = 0

    def on_message_complete(self) -> None:
        """Take note of the end of the request: httptools calls this."""
        self.stage = WHOLE

    def _feed_plain(self, data: bytes, match: "re.Match[bytes]") -> bytes:
        """Read a request that begins as most do."""
        taken = self.recognise(data)
        if taken:
            return data[taken:]
        start = match.end()
        end = data.find(BLANK, start - 2) + len(BLANK)
        self.method = match[1].decode()
        # The former ones may be those that came lately, which others share.
        self.headers, self.stage = Headers(), Stage.HEAD
        rest = self._feed_head(data)
        if self.stage is not Stage.HEAD:
            self._remember(data[start:end])
        return rest

    def _remember(self, block: bytes) -> None:
        """Keep headers that are nothing special."""
        unusual = self.broken or not self.keeps or _UNUSUAL & self.headers.keys()
        if unusual or not block or len(block) > _LATELY_BYTES:
            return
        if len(self._lately) >= _LATELY_LIMIT:
            self._lately.clear()
        self._lately[block] = (self.headers, self._length)

    def _open(self, data: bytes) -> bytes:
        """Read the method; give back what httptools may read, nothing while it is not yet whole."""
        self._count(len(data))
        data = (self._begun + data).lstrip(b"\r\n")
        self._begun = data or b"\n"
        match = _METHOD.match(data)
        if data and not match:
            raise _no_method(data)
        if not match or (match.end() == len(data) <= 32 and not match[2]):
            return b""
        return self._opened(data, match)

    def _opened(self, data: bytes, match: "re.Match[bytes]") -> bytes:
        method = match[1].decode()
        if not match[2]:
            raise _no_method(data)
        if method in _ELSEWHERE:
            raise Rejected(_ELSEWHERE[method])
        self.method = method
        self.headers, self.stage = Headers(), Stage.HEAD
        self.size = 0
        return data if method in _METHODS else _STAND_IN + data[len(match[1]) :]

    def _feed_head(self, data: bytes) -> bytes:
        tail = self._tail
        at = (tail + data).find(BLANK)
        end = len(data) if at < 0 else at + len(BLANK) - len(tail)
        part, rest = _split(data, end)
        self._count(len(part))
        self._lines += part.count(b"\n")
        if self._lines > self._limits.headers + 2:
            raise Rejected("too_many_headers", limit=self._limits.headers)
        self._read(part)
        if self.stage is Stage.HEAD:
            self._tail = (tail + part)[-3:]
        else:
            self._end_head()
        return rest

    def _end_head(self) -> None:
        headers = self.headers
        self.size = 0
        target = self._url.decode("latin-1")
        self.target = target if target[0] == "/" or target == "*" else self._absolute(target)
        if "transfer-encoding" in headers:
            self._chunked = True
            if self.old or headers["transfer-encoding"].lower() != "chunked":
                raise Rejected("no_http", problem="its Transfer-Encoding is not just chunked")
        elif "content-length" in headers:
            self._length = int(headers["content-length"])
            if self._length > BODY_LIMIT:
                self._give_up(too_large())

    def _absolute(self, target: str) -> str:
        """Take the form that proxies get, whose host outdoes the header (not its absence)."""
        match = _ABSOLUTE.fullmatch(target)
        if not match:
            raise Rejected("no_http", problem=f'its target "{target}" is no path')
        if self.old or "," not in self.headers.get("host", ","):
            self.headers["host"] = match[1]
        path = match[2]
        return path if path.startswith("/") else f"/{path}"

    def _feed_body(self, data: bytes) -> bytes:
        part, rest = _split(data, self._length - self.size)
        self._read(part)
        return rest

    def _feed_chunks(self, data: bytes) -> bytes:
        start = 0
        while start < len(data) and self.stage is Stage.BODY:
            end = data.find(b"\n", start) + 1 or len(data)
            self._around += end - start
            self._read(data[start:end])
            self._check_chunks()
            start = end
        return data[start:]

    def _check_chunks(self) -> None:
        if self._around > self._limits.head:
            raise Rejected("head_too_large", limit=self._limits.head)
        if self.size > BODY_LIMIT:
            self._give_up(too_large())

    def _count(self, more: int) -> None:
        self.size += more
        if self.size > self._limits.head:
            raise Rejected("head_too_large", limit=self._limits.head)

    def _give_up(self, why: Refused) -> None:
        """Take the request as it is, without its body."""
        self.broken = why
        self.keeps = False
        self.stage = WHOLE
        self._body = b""

    def _read(self, part: bytes) -> None:
        try:
            self._llhttp.feed_data(part)
        except HttpParserUpgrade:
            self._stay()
        except HttpParserError as error:
            raise Rejected("no_http", problem=_problem(error)) from None

    def _stay(self) -> None:
        """Stay with HTTP/1.1 where another protocol was offered, as Java's client does.

        httptools takes the body for that protocol. Another parser takes it for what it is.
        """
        self._llhttp = HttpRequestParser(self)
        framing = [f"{name}: {self.headers[name]}" for name in _FRAMING if name in self.headers]
        if framing:
            kept = self.headers, self._url, self.keeps, self.old
            self.headers, self.stage = Headers(), Stage.HEAD
            self._llhttp.feed_data("\r\n".join(["POST / HTTP/1.1", *framing, "", ""]).encode())
            self.headers, self._url, self.keeps, self.old = kept


@lru_cache(maxsize=256)
def _line(line: bytes) -> tuple[str, str] | None:
    """Read the first line of a request; None where it is not as most are."""
    match = _PLAIN.fullmatch(line)
    return (match[1].decode(), match[2].decode()) if match else None


def _split(data: bytes, end: int) -> tuple[bytes, bytes]:
    """Cut off what httptools may read."""
    return (data[:end], data[end:]) if end < len(data) else (data, b"")


def _known(name: bytes) -> str:
    key = name.decode("latin-1").lower()
    if len(_KNOWN) < _KNOWN_LIMIT and len(name) <= _KNOWN_BYTES:
        _KNOWN[name] = key
    return key


def _no_method(data: bytes) -> Rejected:
    if data.startswith(_TLS):
        return Rejected("https")
    return Rejected("no_http", problem="it does not begin with a method")


def _problem(error: HttpParserError) -> str:
    """Say what httptools says, as a part of a sentence."""
    return f"{error}".strip(". ").replace("`", "") or "it cannot be read"

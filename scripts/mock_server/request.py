"""What came over HTTP, whichever face took it, read with care."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, unquote_to_bytes

from .refusals import Hint, Refused, cut, shown

if TYPE_CHECKING:
    from .accounts import Caller

BODY_LIMIT = 1_000_000
QUERY_FIELDS = 100
_NONE: Mapping[str, str] = {}
_HOST = re.compile(r"[A-Za-z0-9.:\[\]_-]{1,255}")
_BEARER = re.compile(r"bearer +([!-~]{1,200}) *", re.IGNORECASE)
# Characters of a header that are read: what is longer than any that says something is not kept.
_LONGEST = 255


class Headers(dict[str, str]):
    """Headers by lower-case name. The requests of a caller may share them.

    So what follows from them alone is noted here once it was worked out: `caller`, who asks, and
    `kept`, what a journal keeps of them and the bytes that this takes.
    """

    __slots__ = ("caller", "kept")

    caller: "Caller | None"
    kept: tuple[tuple[str | None, ...], int] | None

    def __init__(self, headers: Mapping[str, str] = _NONE) -> None:
        super().__init__(headers)
        self.caller = None
        self.kept = None


class Request:
    """A request. Reading its query or its body raises Refused when they are broken.

    target: path and query as they came, bytes as Latin-1. headers: by lower-case name. raw: the
    body. authority: the host to name in URLs where the header
    Host names none. broken: why the body could not be taken; a face says so here, and the refusal
    comes in its turn.
    """

    __slots__ = ("authority", "broken", "headers", "method", "path", "query_string", "raw")

    def __init__(
        self,
        method: str,
        target: str,
        headers: Mapping[str, str],
        raw: bytes = b"",
        *,
        authority: str = "localhost",
        broken: Refused | None = None,
    ) -> None:
        path, _, self.query_string = target.partition("?")
        self.method = method
        self.path = path if path.isascii() and "%" not in path else _decoded(path)
        self.headers = headers if isinstance(headers, Headers) else Headers(headers)
        self.authority = authority
        self.broken = broken
        self.raw = raw

    def header(self, name: str) -> str:
        """Read a header, empty when it is missing."""
        return self.headers.get(name.lower(), "")

    @property
    def token(self) -> str:
        """The bearer token, empty when there is none or it has odd bytes or over 200 characters."""
        authorization = self.headers.get("authorization", "")
        return _bearer(authorization) if len(authorization) <= _LONGEST else ""

    @property
    def content_type(self) -> str:
        """The media type of the body, without its parameters."""
        return _media(self.headers.get("content-type", "")[:_LONGEST])

    @property
    def url(self) -> str:
        """The URL without its query, on the host that was asked for."""
        host = self.headers.get("host", "")
        is_host = len(host) <= _LONGEST and _is_host(host)
        return f"http://{host if is_host else self.authority}{self.path}"

    def query(self) -> dict[str, str]:
        """Read the parameters in the query string; of repeated ones the last counts."""
        if not self.query_string:
            return {}
        raw = self.query_string
        try:
            # What the Latin-1 letters stand for is UTF-8.
            text = raw.encode("latin-1").decode()
            pairs = parse_qsl(
                text, keep_blank_values=True, errors="strict", max_num_fields=QUERY_FIELDS
            )
            return dict(pairs)
        except UnicodeError:
            raise _broken_query("not_utf8", "other bytes", "UTF-8", raw) from None
        except ValueError:
            raise _broken_query(
                "too_many", "more", f"{QUERY_FIELDS} parameters at most", raw
            ) from None

    def body(self) -> bytes:
        """Read the body."""
        if self.broken is not None:
            raise self.broken
        return self.raw


@lru_cache(maxsize=1024)
def _bearer(authorization: str) -> str:
    # A caller sends the same one again and again.
    match = _BEARER.fullmatch(authorization)
    return match[1] if match else ""


@lru_cache(maxsize=1024)
def _media(content_type: str) -> str:
    return content_type.split(";")[0].strip().lower()


@lru_cache(maxsize=1024)
def _is_host(host: str) -> bool:
    return _HOST.fullmatch(host) is not None


def too_large() -> Refused:
    """Why a body of more than BODY_LIMIT bytes is not taken."""
    return Refused("broken_body", "too_large", came="a larger one", limit=BODY_LIMIT)


def wrong_length(came: str) -> Refused:
    """Why a body is not taken whose length is not the one that was announced."""
    return Refused("broken_body", "wrong_length", came=came)


def announced(length: str) -> int:
    """Read the header Content-Length. Raises Refused when it is none, or larger than BODY_LIMIT."""
    if not re.fullmatch(r"[0-9]{1,18}", length):
        raise wrong_length(f"the length {shown(length)}")
    if int(length) > BODY_LIMIT:
        raise too_large()
    return int(length)


def _decoded(path: str) -> str:
    """Read a path as UTF-8 where it is; always valid Unicode."""
    raw = unquote_to_bytes(path.encode("latin-1"))
    try:
        return raw.decode()
    except UnicodeError:
        return raw.decode("latin-1")


def _broken_query(hint: Hint, came: str, expected: str, raw: str) -> Refused:
    name = f"the query string {cut(raw, 30)}"
    return Refused("wrong_parameter", hint, name=name, expected=expected, came=came)

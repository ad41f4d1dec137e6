"""What came over HTTP: the WSGI environment, read with care."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from .refusals import Hint, Refused, cut, shown

BODY_LIMIT = 1_000_000
QUERY_FIELDS = 100
_HOST = re.compile(r"[A-Za-z0-9.:\[\]_-]{1,255}")
_BEARER = re.compile(r"bearer +([!-~]{1,200}) *", re.IGNORECASE)


class Request:
    """A request. Reading its query or its body raises Refused when they are broken."""

    def __init__(self, environ: Mapping[str, Any]) -> None:
        self._environ = environ
        self.method: str = environ["REQUEST_METHOD"]
        self.path = _utf8(environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", ""))

    def header(self, name: str) -> str:
        """Read a header, empty when it is missing."""
        value: str = self._environ.get("HTTP_" + name.upper().replace("-", "_"), "")
        return value.strip()

    @property
    def token(self) -> str:
        """The bearer token, empty when there is none or it has odd bytes or over 200 characters."""
        match = _BEARER.fullmatch(self.header("Authorization"))
        return match[1] if match else ""

    @property
    def content_type(self) -> str:
        """The media type of the body, without its parameters."""
        value: str = self._environ.get("CONTENT_TYPE") or ""
        return value.split(";")[0].strip().lower()

    @property
    def url(self) -> str:
        """The URL without its query, on the host that was asked for."""
        environ = self._environ
        host = self.header("Host")
        if not _HOST.fullmatch(host):
            host = f"{environ['SERVER_NAME']}:{environ['SERVER_PORT']}"
        return f"{environ['wsgi.url_scheme']}://{host}{self.path}"

    def query(self) -> dict[str, str]:
        """Read the parameters in the query string; of repeated ones the last counts."""
        raw: str = self._environ.get("QUERY_STRING") or ""
        try:
            # WSGI hands over bytes as Latin-1; what they stand for is UTF-8.
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
        """Read the body, at most BODY_LIMIT bytes; a longer one is refused unread."""
        if self.header("Transfer-Encoding"):
            # The server does not tell a body that ended from one that was cut between chunks.
            raise Refused("broken_body", "chunked", came="a body in chunks")
        length: str = self._environ.get("CONTENT_LENGTH") or ""
        return self._counted(length) if length else b""

    def _counted(self, length: str) -> bytes:
        if not re.fullmatch(r"[0-9]{1,18}", length):
            raise Refused("broken_body", "wrong_length", came=f"the length {shown(length)}")
        if int(length) > BODY_LIMIT:
            raise Refused("broken_body", "too_large", came="a larger one", limit=BODY_LIMIT)
        body = self._read(int(length))
        if len(body) != int(length):
            raise Refused(
                "broken_body", "wrong_length", came=f"a part, {len(body)} of {length} bytes,"
            )
        return body

    def _read(self, size: int) -> bytes:
        try:
            body: bytes = self._environ["wsgi.input"].read(size)
        except OSError:  # The connection broke: nobody hears the answer, but nothing may happen.
            raise Refused("broken_body", "wrong_length", came="a part") from None
        return body


def _utf8(text: str) -> str:
    """Read as UTF-8 what WSGI hands over as Latin-1, where it is; always valid Unicode."""
    try:
        return text.encode("latin-1").decode()
    except UnicodeError:
        return text.encode("utf-8", "replace").decode()


def _broken_query(hint: Hint, came: str, expected: str, raw: str) -> Refused:
    name = f"the query string {cut(raw, 30)}"
    return Refused("wrong_parameter", hint, name=name, expected=expected, came=came)

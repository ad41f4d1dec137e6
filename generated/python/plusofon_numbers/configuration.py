"""What a client is told when it is made: whose account it speaks for, where, and how patiently."""

import ipaddress
import os
import re
from collections.abc import Iterable, Mapping
from html import escape
from typing import cast

import httpx2
import msgspec

from .types import shown

BASE_URL = "https://restapi.plusofon.ru/api/v1"
"""The live service. Purchases are charged."""

CLIENT_CODE = "10553"
"""The code of the calling application. The page's samples send 10553, and so does nearly every
public client; a few make it configurable (observed). `x-default` makes it the default here."""


class Token:
    """A token that shows itself to nobody: not in a repr, not in a pickle, not in a traceback.

    Args:
        value: The token, or None to take the one in PLUSOFON_TOKEN.
    """

    __slots__ = ("_value", "is_from_environment")

    def __init__(self, value: object) -> None:
        self.is_from_environment: bool = value is None
        self._value = os.environ.get("PLUSOFON_TOKEN") if value is None else value

    def __repr__(self) -> str:
        return "[token]"

    def __reduce__(self) -> str:
        raise TypeError("a token is never pickled")

    def require_sound(self) -> None:
        """Refuse what cannot be a token, without repeating it.

        Raises:
            ValueError: The message says what was expected.
        """
        if self._value is None:
            raise ValueError(
                "token: expected a token from the developer section of the cabinet, none came; "
                "set PLUSOFON_TOKEN, or pass token="
            )
        if not isinstance(self._value, str) or not re.fullmatch("[!-~]+", self._value):
            raise ValueError(
                "token: expected visible ASCII characters without spaces, something else came; "
                "look at token= or PLUSOFON_TOKEN"
            )

    def reveal(self) -> str:
        """The token itself, for the one header that it belongs into."""
        return str(self._value)

    def redact(self, text: str) -> str:
        """A text without the token, however it is spelt there."""
        return re.sub(_spellings(self.reveal()), "[token]", text)

    def redact_bytes(self, content: bytes) -> bytes:
        """The same for bytes."""
        return re.sub(_spellings(self.reveal()).encode(), b"[token]", content)


def _spellings(token: str) -> str:
    """A pattern for a token as it is, and as JSON, HTML, a URL or Python may write it.

    No run of backslashes is looked at twice: a server could make it a long one.
    """
    first, others = token[0], token[1:]
    begins = r"(?<!\\)\\++" if first == "\\" else re.escape(first)
    follow = (r"(?<=\\)" if letter == "\\" else re.escape(letter) for letter in others)
    written = [_written(begins, first), *map(_written, follow, others)]
    return r"\\*+".join(written)


def _written(plain: str, letter: str) -> str:
    """A pattern for a letter behind any backslashes; `plain` is the one for the letter itself."""
    number = ord(letter)
    coded = [
        f"%{number:02x}",
        f"u{number:04x}",
        f"x{number:02x}",
        f"&#{number};",
        f"&#x{number:x};",
    ]
    named = "" if escape(letter) == letter else f"{re.escape(escape(letter))}|"
    return f"(?:{plain}|{named}(?i:{'|'.join(coded)}))"


LONGEST_TIMEOUT = 86_400.0
"""A day, in seconds. Systems cannot wait for weeks."""


class Timeout(msgspec.Struct, frozen=True):
    """How long to wait, in seconds, up to a day.

    Attributes:
        total: For the whole call, with all its repetitions and pauses.
        connect: For a connection, with looking its host up.
        read: For each part of an answer.

    Raises:
        ValueError: One of them is not such a number.
    """

    total: float = 60.0
    connect: float = 10.0
    read: float = 30.0

    def __post_init__(self) -> None:
        for name, value in msgspec.structs.asdict(self).items():
            if not _is_seconds(value):
                raise ValueError(
                    f"timeout: expected seconds above 0 and up to a day as {name}, {shown(value)} came"
                )

    @classmethod
    def of(cls, value: "float | Timeout") -> "Timeout":
        """A number of seconds limits the whole call, and each part of it.

        Args:
            value: Seconds, or a Timeout, which is answered as it is.

        Raises:
            ValueError: It is no such number.
        """
        if isinstance(value, Timeout):
            return value
        if not _is_seconds(value):
            raise ValueError(
                f"timeout: expected seconds above 0 and up to a day, or Timeout(total=..., connect=..., "
                f"read=...), {shown(value)} came"
            )
        return cls(value, value, value)


def _is_seconds(value: object) -> bool:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return False
    return 0 < value <= LONGEST_TIMEOUT


class Configuration(msgspec.Struct, frozen=True):
    """What a client was told. It never holds the token.

    Attributes:
        base_url: Scheme, host and path of the service, without a slash at its end.
        client_code: The code of the calling application.
        timeout: How long to wait.
        max_retries: How often a request may be sent again.
        headers: What goes along with each request, besides the client's own headers.
        insecure_http: Whether plain HTTP to another machine is wanted.
    """

    base_url: str
    client_code: str
    timeout: Timeout
    max_retries: int
    headers: Mapping[str, str]
    insecure_http: bool

    @classmethod
    def of(
        cls,
        *,
        base_url: str | None,
        client_code: str | None,
        timeout: float | Timeout,
        max_retries: int,
        headers: Mapping[str, str] | None,
        insecure_http: bool,
    ) -> "Configuration":
        """A configuration, with what is not given taken from the environment or the document.

        Raises:
            ValueError: An argument cannot be what it is meant to be.
        """
        url = os.environ.get("PLUSOFON_BASE_URL", BASE_URL) if base_url is None else base_url
        code = (
            os.environ.get("PLUSOFON_CLIENT", CLIENT_CODE) if client_code is None else client_code
        )
        return cls(
            base_url=_sound_url(url, is_insecure_wanted=insecure_http is True),
            client_code=_sound_code(code),
            timeout=Timeout.of(timeout),
            max_retries=_sound_count(max_retries),
            headers=_sound_headers(headers or {}),
            insecure_http=insecure_http is True,
        )

    def changed(
        self,
        *,
        timeout: float | Timeout | None = None,
        max_retries: int | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> "Configuration":
        """The same, but for what is given; headers are added to those that there are.

        Raises:
            ValueError: An argument cannot be what it is meant to be.
        """
        added = _sound_headers(headers or {})
        kept = {
            name: self.headers[name] for name in self.headers if name.lower() not in _lower(added)
        }
        return msgspec.structs.replace(
            self,
            timeout=self.timeout if timeout is None else Timeout.of(timeout),
            max_retries=self.max_retries if max_retries is None else _sound_count(max_retries),
            headers={**kept, **added},
        )

    def sent_headers(self, token: Token) -> httpx2.Headers:
        """What goes along with each request. `repr` of it hides the token."""
        own = {
            "Host": httpx2.URL(self.base_url).netloc.decode(),
            "Authorization": f"Bearer {token.reveal()}",
            "Client": self.client_code,
            "Accept": "application/json",
            "Accept-Encoding": "gzip",
            "User-Agent": "plusofon-numbers/0.1.0",
        }
        sent = httpx2.Headers(own)
        sent.update(self.headers)
        return sent


def _lower(names: Iterable[str]) -> set[str]:
    return {name.lower() for name in names}


def _sound_url(url: object, *, is_insecure_wanted: bool) -> str:
    """The base URL, if it is one. A password in it would replace the token."""
    try:
        is_plain = isinstance(url, str) and re.fullmatch(r"[^\s?#]+", url)  # an empty query counts
        parsed = httpx2.URL(str(url) if is_plain else "")
    except (httpx2.InvalidURL, UnicodeError):
        parsed = httpx2.URL("")
    is_whole = parsed.scheme in ("http", "https") and _is_host(parsed)
    if not is_whole or parsed.userinfo:
        raise ValueError(
            f"base_url: expected scheme, host and path, such as {BASE_URL}, something else came; "
            "look at base_url= or PLUSOFON_BASE_URL"
        )
    if parsed.scheme == "http" and not is_this_machine(parsed.host) and not is_insecure_wanted:
        raise ValueError(
            f"base_url: expected https, http to {parsed.host} came, which would show the token to "
            "everybody on the way; if that is meant, pass insecure_http=True"
        )
    return str(url).rstrip("/")


def _is_host(url: httpx2.URL) -> bool:
    """Whether a URL names a host, and a port that there can be."""
    is_named = re.fullmatch(r"[\w.-]+|[0-9a-fA-F:.]+", url.raw_host.decode(), re.ASCII)
    return bool(is_named) and (url.port is None or 0 < url.port < 65536)


def is_this_machine(host: str) -> bool:
    """Whether what is sent there stays on this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _sound_code(code: object) -> str:
    if not isinstance(code, str) or not re.fullmatch("[!-~]+", code):
        raise ValueError(
            f"client_code: expected visible ASCII characters without spaces, such as {CLIENT_CODE!r}, "
            f"{shown(code)} came; look at client_code= or PLUSOFON_CLIENT"
        )
    return code


def _sound_count(count: object) -> int:
    if not isinstance(count, int) or isinstance(count, bool) or count < 0:
        raise ValueError(f"max_retries: expected an integer from 0, {shown(count)} came")
    return count


# What the client says itself, and what belongs to the transport.
_TAKEN = {
    "authorization": "token=",
    "client": "client_code=",
    "host": "base_url=",
    **dict.fromkeys(["accept", "accept-encoding", "content-type"], "nothing: answers are JSON"),
    **dict.fromkeys(
        ["connection", "content-length", "transfer-encoding"], "nothing: the transport decides"
    ),
}


def _sound_headers(headers: object) -> dict[str, str]:
    if not isinstance(headers, Mapping):
        raise ValueError(
            f"headers: expected a mapping of names to texts, a {type(headers).__name__} came"
        )
    given = dict(cast("Mapping[object, object]", headers))
    for name, value in given.items():
        if not isinstance(name, str) or not re.fullmatch(r"[\w!#$%&'*+.^`|~-]+", name, re.ASCII):
            raise ValueError(f"headers: expected the name of a header, {shown(name)} came")
        if not isinstance(value, str) or not re.fullmatch(r"[!-~]([ -~\t]*[!-~])?|", value):
            raise ValueError(
                f"headers: expected visible ASCII characters as {name}, something else came"
            )
        if name.lower() in _TAKEN:
            raise ValueError(f"headers: {name} is the client's own; use {_TAKEN[name.lower()]}")
    return cast("dict[str, str]", given)

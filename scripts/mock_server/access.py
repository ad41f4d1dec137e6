"""Who may ask: callers on this machine, and the pages that were named when the mock was started.

A page in a browser can reach 127.0.0.1 too: by a name of its own that it lets lead here (which
shows in the header Host), or as it is (which shows in Origin and Sec-Fetch-Site).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address

from .rejections import Rejected
from .reply import Reply

Fields = tuple[tuple[str, str], ...]

LOCAL = "127.0.0.1"
_WILDCARDS = {"", "0.0.0.0", "::"}  # noqa: S104 - this is compared, not listened on
_AUTHORITY = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::[0-9]{0,5})?")
_ORIGIN = re.compile(r"[a-z][a-z0-9+.-]*://[a-z0-9._:\[\]-]+")
_NAMES = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z, -]{1,1000}")
# How long a browser may remember what it may send, in seconds.
_MAX_AGE = "600"


@dataclass(frozen=True, slots=True)
class Access:
    """What is let in besides this machine's own names.

    host: the address that the mock was told to listen on. hosts: more names that it answers to,
    without a port. origins: the pages that may ask, as `https://example.com:3000`.

    Raises:
        ValueError: What was named is no host, or no origin.
    """

    host: str = LOCAL
    hosts: frozenset[str] = frozenset()
    origins: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        object.__setattr__(self, "hosts", frozenset(map(_allowed_host, self.hosts)))
        object.__setattr__(self, "origins", frozenset(map(_allowed_origin, self.origins)))

    def check(self, headers: Mapping[str, str], *, old: bool = False) -> None:
        """Let a request in by its head. `old`: it is HTTP/1.0, which needs no Host.

        Raises:
            Rejected: It has no Host or several, a foreign one, or comes from a foreign page.
        """
        host = headers.get("host", "")
        if host or not old:
            self._check_host(host)
        self._check_page(headers, host)

    def opened_to(self, headers: Mapping[str, str]) -> Fields:
        """Tell the browser that the page may read the answer, where it was named."""
        origin = headers.get("origin", "")
        if origin not in self.origins:
            return ()
        return (
            ("Access-Control-Allow-Origin", origin),
            ("Access-Control-Expose-Headers", "*"),
            ("Vary", "Origin"),
        )

    def preflight(self, method: str, headers: Mapping[str, str]) -> Reply | None:
        """Answer a browser that asks what a page may send; None where a request is none of that."""
        if method != "OPTIONS" or headers.get("origin", "") not in self.origins:
            return None
        asked = headers.get("access-control-request-method", "")
        if not _NAMES.fullmatch(asked):
            return None
        fields = headers.get("access-control-request-headers", "")
        allowed = [("Access-Control-Allow-Methods", asked)]
        if _NAMES.fullmatch(fields):
            allowed.append(("Access-Control-Allow-Headers", fields))
        if headers.get("access-control-request-private-network") == "true":
            allowed.append(("Access-Control-Allow-Private-Network", "true"))
        return Reply(204, b"", (*allowed, ("Access-Control-Max-Age", _MAX_AGE)))

    def _check_host(self, host: str) -> None:
        if not host or "," in host:
            raise Rejected("no_host", came="several came" if host else "none came")
        match = _AUTHORITY.fullmatch(host)
        name = _plain(match[1]) if match else ""
        if not (name and self._answers_to(name)):
            raise Rejected("foreign_host", host=name or host)

    def _answers_to(self, name: str) -> bool:
        if name in self.hosts or name == _plain(self.host) or name == "localhost":
            return True
        try:
            address = ip_address(name)
        except ValueError:
            return name.endswith(".localhost")
        mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
        return (mapped or address).is_loopback or self.host in _WILDCARDS

    def _check_page(self, headers: Mapping[str, str], host: str) -> None:
        origin = headers.get("origin")
        if origin in self.origins:
            return
        if origin is not None and origin.lower() != f"http://{host}".lower():
            raise Rejected("foreign_origin", origin=origin)
        site = headers.get("sec-fetch-site", "none")
        if site not in {"none", "same-origin"}:
            raise Rejected("foreign_site", site=site)


def _plain(name: str) -> str:
    """Write a host as it is compared: lower case, without brackets and without a final dot."""
    return name.lower().strip("[]").removesuffix(".")


def _allowed_host(text: str) -> str:
    name = f"[{text}]" if text.count(":") > 1 and not text.startswith("[") else text
    match = _AUTHORITY.fullmatch(name)
    if not match or match[1] != name:
        raise ValueError(f'"{text}" is no host: write a name or an address, without a port.')
    return _plain(name)


def _allowed_origin(text: str) -> str:
    origin = text.lower().removesuffix("/")
    if not _ORIGIN.fullmatch(origin):
        raise ValueError(f'"{text}" is no origin: write one like http://localhost:3000.')
    return origin

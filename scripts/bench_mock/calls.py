"""Single requests, to see that an answer is what it should be."""

import http.client
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import msgspec

from ..benchmark.processes import CannotMeasure

TIMEOUT = 60.0
HEADERS = {"Client": "10553", "Accept": "application/json", "Content-Type": "application/json"}

Body = dict[str, Any]


class _Page(msgspec.Struct):
    data: list[Body]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to a request."""

    status: int
    content: bytes

    @property
    def items(self) -> list[Body] | None:
        """What a page lists, or None where the answer is no page."""
        try:
            page = msgspec.json.decode(self.content, type=_Page)
        except msgspec.MsgspecError:
            return None
        return page.data if self.status == http.client.OK else None

    def __str__(self) -> str:
        return f"{self.status} {self.content[:200].decode('utf-8', 'replace')}"


def call(url: str, method: str, path: str, body: Body | None = None, account: int = 0) -> Answer:
    """Send a request over a connection of its own. Raises CannotMeasure where no answer comes."""
    parts = urlsplit(url)
    headers = HEADERS | {"Authorization": f"Bearer test-bench-{account}"}
    content = None if body is None else json.dumps(body).encode()
    connection = http.client.HTTPConnection(parts.netloc, timeout=TIMEOUT)
    try:
        connection.request(method, parts.path + path, content, headers)
        response = connection.getresponse()
        return Answer(response.status, response.read())
    except (OSError, http.client.HTTPException) as error:
        raise CannotMeasure(f"no answer came: {error}") from None
    finally:
        connection.close()


def search(url: str, body: Body) -> Answer:
    """Search the shelf. Raises CannotMeasure where no answer comes."""
    return call(url, "GET", "/number/search", body)

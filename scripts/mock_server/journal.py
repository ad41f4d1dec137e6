"""What was asked and what was answered, of each account: the last of it, in memory.

An entry is kept as it came and written out only when somebody asks for it, since every request
makes one.
"""

import hashlib
from collections import OrderedDict, deque
from collections.abc import Mapping
from datetime import UTC, datetime
from threading import Lock
from time import time
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

import msgspec

from .reply import Reply
from .request import Request

# Entries that are kept of an account, and about how many bytes of all accounts together. The oldest
# of the account that has been quiet for longest go first.
ENTRIES = 1000
BYTES = 16_000_000
# Bytes that an entry takes besides its texts, a text besides its characters, and an account.
OVERHEAD = 500
TEXT_OVERHEAD = 50
ACCOUNT_OVERHEAD = 1200
# Entries that are filed together: one by one would take twice the time.
FRESH = 64
# Bytes that are kept of a body or an answer, and characters of a path, a query, a header.
BODY = 4096
TEXT = 2048
HEADER = 200
# The headers that are kept; the token is not among them.
HEADERS = ("accept", "client", "content-type", "host", "prefer", "user-agent")


class Record(NamedTuple):
    """An entry as it is kept. account: its token. ended: seconds since 1970. took: seconds."""

    account: str
    ended: float
    took: float
    operation: str | None
    method: str
    path: str
    query: str
    headers: tuple[str | None, ...]
    body: bytes
    body_size: int
    status: int
    answer_headers: tuple[tuple[str, str], ...]
    answer: bytes
    answer_size: int
    fault: str | None
    size: int


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A request of the journal, and its answer.

    time: when it came, by the system's clock. operation: its id, None where the path is none.
    token: the beginning of the SHA-256 of the account's token. body, answer: the beginning, as
    text; `body_size` and `answer_size` are the bytes of the whole. status: 0 where no answer was
    made. fault: what was ordered to go wrong, and did. milliseconds: what the mock took.
    """

    time: datetime
    operation: str | None
    token: str
    method: str
    path: str
    query: str
    headers: dict[str, str]
    body: str
    body_size: int
    status: int
    answer_headers: dict[str, str]
    answer: str
    answer_size: int
    fault: str | None
    milliseconds: float

    @property
    def parameters(self) -> dict[str, str]:
        """The parameters of the query, of repeated ones the last."""
        return dict(parse_qsl(self.query, keep_blank_values=True))

    def json(self) -> Any:
        """Read the body. Raises msgspec.DecodeError when it is no JSON, or not kept as a whole."""
        return msgspec.json.decode(self.body)

    def answer_json(self) -> Any:
        """Read the answer. Raises msgspec.DecodeError, as `json` does."""
        return msgspec.json.decode(self.answer)


class Journal:
    """The last requests of each account."""

    def __init__(self, entries: int = ENTRIES, size: int = BYTES) -> None:
        self._entries = entries
        self._room = size
        self._size = 0
        # Who adds does not wait for who reads: what is left here is filed by the next who must.
        self._fresh: deque[Any] = deque()
        self._rings: OrderedDict[str, deque[Any]] = OrderedDict()
        self._lock = Lock()

    @property
    def size(self) -> int:
        """About how many bytes it takes."""
        self._file()
        return self._size

    def add(
        self,
        account: str,
        operation: str | None,
        request: Request,
        reply: Reply,
        took: float,
        fault: str | None,
    ) -> None:
        """Keep a request that was answered just now, and took so many seconds."""
        kept = request.headers.kept
        if kept is None:
            kept = request.headers.kept = _kept(request.headers)
        headers, size = kept
        path, query = request.path, request.query_string
        if len(path) + len(query) > TEXT:
            path, query = path[:TEXT], query[:TEXT]
        body, answer = request.raw, reply.content
        body_size, answer_size = len(body), len(answer)
        if body_size > BODY or answer_size > BODY:
            body, answer = body[:BODY], answer[:BODY]
        size += len(path) + len(query) + len(body) + len(answer)
        fresh = self._fresh
        fresh.append(
            (
                account,
                time(),
                took,
                operation,
                request.method,
                path,
                query,
                headers,
                body,
                body_size,
                reply.status,
                reply.headers,
                answer,
                answer_size,
                fault,
                size,
            )
        )
        if len(fresh) >= FRESH:
            self._file()

    def entries(self, account: str) -> list[Entry]:
        """List what is kept of an account, the oldest first."""
        self._file()
        with self._lock:
            records = list(self._rings.get(account, ()))
        token = hashed(account)
        return [_entry(Record(*record), token) for record in records]

    def forget(self, account: str) -> None:
        """Keep nothing of an account."""
        self._file()
        with self._lock:
            ring = self._rings.pop(account, None)
            if ring is not None:
                self._size -= ACCOUNT_OVERHEAD + sum(record[-1] for record in ring)

    def _file(self) -> None:
        """Put the fresh records to those of their accounts, and let the oldest go."""
        with self._lock:
            fresh, rings = self._fresh, self._rings
            for _ in range(len(fresh)):
                record = fresh.popleft()
                account = record[0]
                ring = rings.get(account)
                if ring is None:
                    ring = rings[account] = deque()
                    self._size += ACCOUNT_OVERHEAD
                else:
                    rings.move_to_end(account)
                ring.append(record)
                self._size += record[-1]
                if len(ring) > self._entries:
                    self._size -= ring.popleft()[-1]
            if self._size > self._room:
                self._shrink()

    def _shrink(self) -> None:
        while self._size > self._room:
            name, ring = next(iter(self._rings.items()))
            self._size -= ring.popleft()[-1]
            if not ring:
                del self._rings[name]
                self._size -= ACCOUNT_OVERHEAD


def hashed(token: str) -> str:
    """What the journal shows of a token."""
    return f"sha256:{hashlib.sha256(token.encode()).hexdigest()[:16]}"


def _entry(record: Record, token: str) -> Entry:
    return Entry(
        time=datetime.fromtimestamp(record.ended - record.took, UTC),
        operation=record.operation,
        token=token,
        method=record.method,
        path=record.path,
        query=record.query,
        headers={n: v for n, v in zip(HEADERS, record.headers, strict=True) if v is not None},
        body=_text(record.body),
        body_size=record.body_size,
        status=record.status,
        answer_headers=dict(record.answer_headers),
        answer=_text(record.answer),
        answer_size=record.answer_size,
        fault=record.fault,
        milliseconds=round(record.took * 1000, 3),
    )


def _kept(headers: Mapping[str, str]) -> tuple[tuple[str | None, ...], int]:
    """What is kept of the headers, and the bytes that an entry takes with them alone."""
    found = map(headers.get, HEADERS)
    cut = tuple([value and value[:HEADER] for value in found])
    return cut, OVERHEAD + sum(len(value) + TEXT_OVERHEAD for value in cut if value)


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")


def as_json(entries: list[Entry]) -> list[Mapping[str, Any]]:
    """Write entries down as JSON has it."""
    written: list[Mapping[str, Any]] = msgspec.to_builtins(entries)
    return written

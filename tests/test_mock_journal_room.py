"""The journal by itself: what an entry has to the letter, and how much room it counts for."""

from datetime import UTC, datetime
from threading import Lock

import msgspec
import pytest

from scripts.mock_server import journal as module
from scripts.mock_server.journal import (
    ACCOUNT_OVERHEAD,
    BODY,
    BYTES,
    ENTRIES,
    FRESH,
    HEADER,
    HEADERS,
    OVERHEAD,
    TEXT,
    TEXT_OVERHEAD,
    Journal,
    as_json,
)
from scripts.mock_server.reply import Reply
from scripts.mock_server.request import Request

NOW = 1_800_000_000.25
SMALL = Request("GET", "/", {})


def add(journal: Journal, request: Request = SMALL, account: str = "test-1") -> None:
    """Add an entry that took a quarter of a second and a little."""
    journal.add(account, None, request, Reply(200, b""), 0.2504567, None)


def test_the_bounds() -> None:
    """Written down once more: a change of them is meant."""
    assert (ENTRIES, BYTES, BODY, TEXT, HEADER) == (1000, 16_000_000, 4096, 2048, 200)
    assert (OVERHEAD, TEXT_OVERHEAD, ACCOUNT_OVERHEAD, FRESH) == (500, 50, 1200, 64)
    assert HEADERS == ("accept", "client", "content-type", "host", "prefer", "user-agent")


def test_an_entry_to_the_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    """It came when it was answered, less what that took; milliseconds have three digits."""
    monkeypatch.setattr(module, "time", lambda: NOW)
    kept = Journal()
    headers = {name: f"its {name}" for name in HEADERS}
    request = Request("POST", "/a%20b?x=&y=1&y=2", {**headers, "cookie": "c"}, b'{"b": 1}')
    reply = Reply(299, b"[1]", (("X-A", "1"), ("X-B", "2")))
    kept.add("test-1", "doThing", request, reply, 0.2504567, "the fault")
    (entry,) = kept.entries("test-1")
    assert entry.time == datetime.fromtimestamp(NOW - 0.2504567, UTC)
    assert as_json([entry]) == [
        {
            "time": "2027-01-15T07:59:59.999543Z",
            "operation": "doThing",
            "token": "sha256:ed1e1dcf971990c1",
            "method": "POST",
            "path": "/a b",
            "query": "x=&y=1&y=2",
            "headers": headers,
            "body": '{"b": 1}',
            "body_size": 8,
            "status": 299,
            "answer_headers": {"X-A": "1", "X-B": "2"},
            "answer": "[1]",
            "answer_size": 3,
            "fault": "the fault",
            "milliseconds": 250.457,
        }
    ]
    assert (entry.parameters, entry.json(), entry.answer_json()) == (
        {"x": "", "y": "2"},
        {"b": 1},
        [1],
    )


def test_what_is_no_json() -> None:
    """Reading it raises, and says that it is none."""
    kept = Journal()
    add(kept)
    (entry,) = kept.entries("test-1")
    for read in (entry.json, entry.answer_json):
        with pytest.raises(msgspec.DecodeError):
            read()


def test_the_room_of_an_entry() -> None:
    """Its texts, what each header takes besides, and what all take."""
    kept = Journal()
    headers = {"host": "1234", "accept": "", "user-agent": "u" * 300, "cookie": "none"}
    request = Request("POST", "/path?query=1", headers, b"body")
    kept.add("test-1", None, request, Reply(200, b"answers"), 0.1, None)
    texts = len("/path" + "query=1" + "body" + "answers")
    its_headers = 4 + 200 + 2 * TEXT_OVERHEAD
    assert kept.size == ACCOUNT_OVERHEAD + OVERHEAD + its_headers + texts
    kept.add("test-1", None, request, Reply(200, b"answers"), 0.1, None)
    assert kept.size == ACCOUNT_OVERHEAD + 2 * (OVERHEAD + its_headers + texts)
    (entry, _) = kept.entries("test-1")
    assert entry.headers == {"host": "1234", "accept": "", "user-agent": "u" * 200}


@pytest.mark.parametrize("more", [0, 1])
def test_what_is_cut(more: int) -> None:
    """Path and query are looked at together, a body and an answer each."""
    kept = Journal()
    path = "/" + "p" * (TEXT - 11 + more)
    request = Request("POST", f"{path}?{'q' * 10}", {}, b"b" * (BODY + more))
    kept.add("test-1", None, request, Reply(200, b"a" * (BODY + more)), 0.1, None)
    long = Request("POST", f"/{'p' * TEXT}?{'q' * TEXT}1", {})
    kept.add("test-1", None, long, Reply(200, b""), 0.1, None)
    first, second = kept.entries("test-1")
    assert (first.path, first.query) == (path, "q" * 10)
    assert (len(first.body), len(first.answer)) == (BODY, BODY)
    assert (first.body_size, first.answer_size) == (BODY + more, BODY + more)
    assert (len(second.path), second.query) == (TEXT, "q" * TEXT)


@pytest.mark.parametrize(("body", "answer"), [(BODY + 1, 1), (1, BODY + 1)])
def test_either_is_cut(body: int, answer: int) -> None:
    """The one may be long and the other short."""
    kept = Journal()
    request = Request("POST", "/", {}, b"b" * body)
    kept.add("test-1", None, request, Reply(200, b"a" * answer), 0.1, None)
    (entry,) = kept.entries("test-1")
    assert (len(entry.body), len(entry.answer)) == (min(body, BODY), min(answer, BODY))


def test_headers_that_are_shared() -> None:
    """What is kept of them is worked out once."""
    kept = Journal()
    request = Request("GET", "/", {"host": "a"})
    add(kept, request)
    noted = request.headers.kept
    add(kept, request)
    assert noted is not None
    assert request.headers.kept is noted


def test_when_entries_are_filed(monkeypatch: pytest.MonkeyPatch) -> None:
    """So many together, without being asked; or when somebody asks."""
    filed: list[int] = []
    lock = Lock()

    class Watched:
        def __enter__(self) -> None:
            filed.append(1)
            lock.acquire()

        def __exit__(self, *_: object) -> None:
            lock.release()

    monkeypatch.setattr(module, "Lock", Watched)
    kept = Journal()
    for _ in range(FRESH - 1):
        add(kept)
    assert filed == []
    add(kept)
    assert filed == [1]
    assert len(kept.entries("test-1")) == FRESH


def test_the_entries_of_an_account() -> None:
    """There are at most so many, and what goes is not counted any more."""
    kept = Journal(entries=3)
    for _ in range(3):
        add(kept)
    full = kept.size
    assert (len(kept.entries("test-1")), full) == (3, ACCOUNT_OVERHEAD + 3 * (OVERHEAD + 1))
    add(kept)
    assert (len(kept.entries("test-1")), kept.size) == (3, full)


def test_the_last_of_an_account() -> None:
    """With its last entry the account goes, and its room."""
    entry = OVERHEAD + 1
    kept = Journal(size=2 * (ACCOUNT_OVERHEAD + entry))
    for account in ("test-1", "test-2"):
        add(kept, account=account)
    assert kept.size == 2 * (ACCOUNT_OVERHEAD + entry)
    add(kept, account="test-3")
    assert kept.size == 2 * (ACCOUNT_OVERHEAD + entry)
    assert [len(kept.entries(f"test-{n}")) for n in (1, 2, 3)] == [0, 1, 1]
    kept.forget("test-2")
    kept.forget("test-4")
    assert kept.size == ACCOUNT_OVERHEAD + entry


def test_an_account_that_is_heard_again() -> None:
    """Others go before it."""
    entry = OVERHEAD + 1
    kept = Journal(size=2 * ACCOUNT_OVERHEAD + 3 * entry)
    for account in ("test-1", "test-2", "test-1", "test-3"):
        add(kept, account=account)
    assert [len(kept.entries(f"test-{n}")) for n in (1, 2, 3)] == [2, 0, 1]

"""The way from page to page: by number, with all filters, and never where a page points to."""

import asyncio
import copy
import pickle
from collections.abc import Callable
from typing import Any

import pytest
from plusofon_numbers import (
    AsyncPlusofon,
    BadRequest,
    ConnectionFailed,
    NoAccess,
    Plusofon,
    PlusofonError,
    RateLimited,
    ServerFailed,
    UnreadableAnswer,
    pages,
)

from tests.contract import EXAMPLES
from tests.either import TOKEN, Either, Kind, both_kinds, hurry
from tests.hostile import Hostile, Received, answers, http, json, responds
from tests.lists import LISTS, List, each_list, following, pages_of, start


@each_list
@both_kinds
def test_a_walk(kind: Kind, listed: List) -> None:
    """All items come, in their order; each page is asked for once, by its number and filters."""
    arguments = {name: given for name, (given, _) in listed.filters.items()}
    body = {name: sent for name, (_, sent) in listed.filters.items()}
    with Hostile(answers(http(b""))) as other:
        respond = pages_of(listed, 3, f"{other.base_url}/number?page=7")
        with Hostile(responds(respond)) as server, Either(kind, server.base_url) as caller:
            items = caller.walk(start(caller, listed, **arguments))
    assert [int(item.number) for item in items] == [2, 3, 4, 5, 6, 7]
    bodies = [body or None, body | {"page": 2}, body | {"page": 3}]
    assert [request.body for request in server.requests] == bodies
    assert server.asked == [listed.operation] * 3
    assert {request.path for request in server.requests} == {server.requests[0].path}
    assert other.connections == 0, "the page's own URL was followed"


@each_list
@both_kinds
def test_a_walk_from_the_middle(kind: Kind, listed: List) -> None:
    """It goes on from the page that was asked for."""
    respond = pages_of(listed, 4, "http://localhost/")
    with Hostile(responds(respond)) as server, Either(kind, server.base_url) as caller:
        items = caller.walk(start(caller, listed, page=3))
    assert [int(item.number) for item in items] == [6, 7, 8, 9]
    assert [request.body for request in server.requests] == [{"page": 3}, {"page": 4}]


@each_list
@both_kinds
def test_one_page_after_the_other(kind: Kind, listed: List) -> None:
    """A page leads to the next, the last one to none, and it may be walked more than once."""
    respond = pages_of(listed, 2, "http://localhost/")
    with Hostile(responds(respond)) as server, Either(kind, server.base_url) as caller:
        first = caller.wait(start(caller, listed))
        assert len(server.requests) == 1, "more was asked for than one page"
        for _ in range(2):
            second = caller.wait(first.next_page())
            assert (second.current_page, len(second.data)) == (2, 2)
            assert caller.wait(second.next_page()) is None
        assert hasattr(first, "total") == listed.has_total
        if listed.has_total:
            assert first.total == EXAMPLES[listed.sample]["total"]
        assert len(caller.walk(first)) == len(caller.walk(first)) == 4
        assert "data=<2 items>" in repr(first)
    assert [request.body for request in server.requests[1:]] == [{"page": 2}] * 4


@each_list
@both_kinds
def test_an_empty_list(kind: Kind, listed: List) -> None:
    """It has no items, and nothing behind its only page is asked for."""
    with (
        Hostile(answers(json(listed.page(1, following=None)))) as server,
        Either(kind, server.base_url) as caller,
    ):
        assert caller.walk(start(caller, listed)) == []
    assert len(server.requests) == 1


# What the second and all later pages are, by the number that was asked for.
WRONG: dict[str, tuple[Callable[[List, int], dict[str, Any]], str]] = {
    "the same items again": (
        lambda a, n: a.page(n, a.item(1), following=following(n + 1)),
        "repeats page 1",
    ),
    "the same items, and no more": (
        lambda a, n: a.page(n, a.item(1), following=None),
        "repeats page 1",
    ),
    "the first page again": (
        lambda a, _: a.page(1, a.item(1), following=following(2)),
        "page 2 was asked for, page 1 came",
    ),
    "a number that does not move": (
        lambda a, n: a.page(1, a.item(n), following=following(2)),
        "page 2 was asked for, page 1 came",
    ),
    "a number that runs ahead": (
        lambda a, n: a.page(n + 1, a.item(n), following=following(n + 2)),
        "page 2 was asked for, page 3 came",
    ),
    "a number that runs back": (
        lambda a, n: a.page(-n, a.item(n), following=following(n)),
        "page 2 was asked for, page -2 came",
    ),
    "nothing, but there is more": (
        lambda a, n: a.page(n, following=following(n + 1)),
        "page 2 is empty, and yet names a next one",
    ),
    "two pages that take turns": (
        lambda a, n: a.page(n, a.item(n % 2), following=following(n + 1)),
        "page 3 repeats page 1",
    ),
    "another one for ever": (
        lambda a, n: a.page(n, a.item(n), following=following(n + 1)),
        "no end after 5 pages",
    ),
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
@each_list
@both_kinds
def test_pages_that_go_round_in_a_circle(
    kind: Kind,
    listed: List,
    wrong: tuple[Callable[[List, int], dict[str, Any]], str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The walk ends with an error that says why, after no more requests than it took to see it."""
    monkeypatch.setattr(pages, "MOST_PAGES", 5)
    page, why = wrong

    def respond(request: Received) -> bytes:
        if not request.body:
            return json(listed.page(1, listed.item(1), following=following(2)))
        return json(page(listed, request.body["page"]))

    with (
        Hostile(responds(respond)) as server,
        Either(kind, server.base_url) as caller,
        pytest.raises(UnreadableAnswer, match=why) as caught,
    ):
        caller.walk(start(caller, listed))
    assert caught.value.operation == listed.operation
    assert caught.value.status == 200
    seen = {"page 3 repeats page 1": 3, "no end after 5 pages": 6}
    assert len(server.requests) == seen.get(why, 2)


@each_list
@both_kinds
def test_a_first_page_that_is_empty_and_names_a_next_one(kind: Kind, listed: List) -> None:
    """It cannot be what it says, and is not taken for an empty list."""

    def respond(request: Received) -> bytes:
        number = request.body["page"] if request.body else 1
        return json(listed.page(number, following=following(number + 1)))

    with (
        Hostile(responds(respond)) as server,
        Either(kind, server.base_url) as caller,
        pytest.raises(UnreadableAnswer, match="is empty, and yet names a next one"),
    ):
        caller.walk(start(caller, listed))
    assert len(server.requests) <= 2


@both_kinds
def test_as_many_pages_as_there_may_be(kind: Kind, monkeypatch: pytest.MonkeyPatch) -> None:
    """A list that ends just in time is walked to its end."""
    monkeypatch.setattr(pages, "MOST_PAGES", 5)
    listed = LISTS["numbers"]
    respond = pages_of(listed, 5, following(0))
    with Hostile(responds(respond)) as server, Either(kind, server.base_url) as caller:
        assert len(caller.walk(start(caller, listed))) == 10
    assert len(server.requests) == 5


BROKEN: dict[str, tuple[bytes | None, type[PlusofonError], int]] = {
    "cut": (None, ConnectionFailed, 2),
    "HTML": (http(b"<html>"), UnreadableAnswer, 1),
    "nothing": (http(), UnreadableAnswer, 1),
    "a refusal inside 200": (json(EXAMPLES["RefusedInside200"]), BadRequest, 1),
    "a page that says failure": (
        json(EXAMPLES["NumbersEmpty"] | {"success": False}),
        BadRequest,
        1,
    ),
    "no access": (json(EXAMPLES["NoAccess"], "500 Server Error"), NoAccess, 1),
    "too many": (http(b"", "429 Too Many Requests"), RateLimited, 2),
    "no gateway": (http(b"", "502 Bad Gateway"), ServerFailed, 2),
    "no items": (json(EXAMPLES["NumbersEmpty"] | {"data": None}), UnreadableAnswer, 1),
    "no number": (json(EXAMPLES["NumbersEmpty"] | {"current_page": None}), UnreadableAnswer, 1),
}


@pytest.mark.parametrize("case", BROKEN.values(), ids=BROKEN)
@each_list
@both_kinds
def test_a_second_page_that_fails(
    kind: Kind,
    listed: List,
    case: tuple[bytes | None, type[PlusofonError], int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It fails as a first page would: a list is never shortened in silence."""
    hurry(monkeypatch)
    second, expected, times = case

    def respond(request: Received) -> bytes | None:
        page = listed.page(1, listed.item(1), following=following(2))
        return second if request.body else json(page)

    with (
        Hostile(responds(respond)) as server,
        Either(kind, server.base_url, max_retries=1) as caller,
    ):
        page = caller.wait(start(caller, listed))
        for go_on in (lambda: caller.walk(page), lambda: caller.wait(page.next_page())):
            with pytest.raises(PlusofonError) as caught:
                go_on()
            assert type(caught.value) is expected
            assert caught.value.operation == listed.operation
    assert len(server.requests) == 1 + 2 * times


@both_kinds
def test_a_second_page_that_fails_once(kind: Kind, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is asked for again, and no item is lost or comes twice."""
    hurry(monkeypatch)
    listed, failures = LISTS["offers"], [http(b"", "503 Away"), None]
    whole = pages_of(listed, 3, following(0))

    def respond(request: Received) -> bytes | None:
        return failures.pop() if request.body and failures else whole(request)

    with Hostile(responds(respond)) as server, Either(kind, server.base_url) as caller:
        items = caller.walk(start(caller, listed))
    assert [int(item.number) for item in items] == [2, 3, 4, 5, 6, 7]
    assert len(server.requests) == 5


def pickled(page: Any) -> Any:
    """The same page, after a journey."""
    return pickle.loads(pickle.dumps(page))  # noqa: S301 - our own bytes


@pytest.mark.parametrize("copied", [pickled, copy.deepcopy])
@each_list
@both_kinds
def test_a_page_that_was_copied(kind: Kind, listed: List, copied: Callable[[Any], Any]) -> None:
    """Its items are there, and that its client is not is said."""
    respond = pages_of(listed, 2, following(0))
    with Hostile(responds(respond)) as server, Either(kind, server.base_url) as caller:
        page = caller.wait(start(caller, listed))
        again = copied(page)
        assert again == page
        with pytest.raises(LookupError, match="page="):
            caller.wait(again.next_page())
        with pytest.raises(AttributeError, match="raw: "):
            _ = again.raw
    assert len(server.requests) == 1


def shelf(order: list[int]) -> Callable[[Received], bytes]:
    """A list of numbers that may change, two a page."""
    listed = LISTS["offers"]

    def respond(request: Received) -> bytes:
        number = request.body["page"] if request.body else 1
        items = [listed.item(place) for place in order[2 * number - 2 : 2 * number]]
        behind = following(number + 1) if len(order) > 2 * number else None
        return json(listed.page(number, *items, following=behind))

    return respond


@pytest.mark.parametrize("change", [slice(2, 4), slice(2, 2)], ids=["shorter", "longer"])
@both_kinds
def test_a_list_that_changes_between_two_walks(kind: Kind, change: slice) -> None:
    """The second walk sees what is there now, and takes none of it for a repetition."""
    order = [1, 2, 3, 4, 5, 6, 7, 8]
    with Hostile(responds(shelf(order))) as server, Either(kind, server.base_url) as caller:
        first = caller.wait(start(caller, LISTS["offers"]))
        assert [int(item.number) for item in caller.walk(first)] == order
        order[change] = [] if change.stop > change.start else [9, 10]
        walks = [caller.walk(first) for _ in range(2)]
        again = caller.wait(caller.wait(first.next_page()).next_page())
    for items in walks:
        assert [int(item.number) for item in items] == [1, 2, *order[2:]]
    assert [int(item.number) for item in again.data] == order[4:6]


@both_kinds
def test_a_list_that_becomes_shorter_on_the_way(kind: Kind) -> None:
    """The walk ends where the list does."""
    order = [1, 2, 3, 4, 5, 6]
    with Hostile(responds(shelf(order))) as server, Either(kind, server.base_url) as caller:
        first = caller.wait(start(caller, LISTS["offers"]))
        del order[:2]
        second = caller.wait(first.next_page())
        del order[:]
        third = caller.wait(second.next_page()) if second.next_page_url else None
    assert [int(item.number) for item in second.data] == [5, 6]
    assert third is None


@each_list
@both_kinds
def test_whether_there_is_something(kind: Kind, listed: List) -> None:
    """A page is true where it has items."""
    pages = [json(listed.page(1, *items, following=None)) for items in ([], [listed.item(1)])]
    with Hostile(answers(*pages)) as server, Either(kind, server.base_url) as caller:
        assert [bool(caller.wait(start(caller, listed))) for _ in pages] == [False, True]


def test_a_walk_that_ends_early() -> None:
    """Nothing is asked for that nobody wants to see."""
    respond = pages_of(LISTS["offers"], 9, following(0))
    with (
        Hostile(responds(respond)) as server,
        Plusofon(TOKEN, base_url=server.base_url) as plusofon,
    ):
        for offer in plusofon.search_numbers():
            if offer.number.endswith("4"):
                break
    assert len(server.requests) == 2


def test_a_walk_that_ends_early_and_awaits() -> None:
    """The same, for the client with coroutines; before it is awaited, nothing is asked for."""

    async def use() -> None:
        async with AsyncPlusofon(TOKEN, base_url=server.base_url) as plusofon:
            pending = plusofon.search_numbers()
            assert server.connections == 0
            async for offer in pending:
                if offer.number.endswith("4"):
                    break

    with Hostile(responds(pages_of(LISTS["offers"], 9, following(0)))) as server:
        asyncio.run(use())
    assert len(server.requests) == 2

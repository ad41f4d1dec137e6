"""What can be found out by reading: nothing is changed, nothing is spent."""

import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from .caller import Caller, Exchange
from .cases import allowed, forbidden, sure
from .document import Document, Operation, below, is_list, is_object
from .errors import Elsewhere, Refused
from .facts import OUTSIDE
from .ledger import Ledger, told
from .promises import PAGED
from .reading import brief
from .values import NOTHING

GRADES = ("documented", "sampled", "observed", "inferred")
# A page that no list is as long as.
BEYOND = 1_000_000
NO_PAGE = "none"
NO_ITEM = "the list had no item"
WRONG_PATH = "/no-such-path"


@dataclass
class Run:
    """What all looks share.

    Attributes:
        cases: How many bodies are made up for each operation, of either kind.
        dice: What the dice begin with.
        seen: The first answer of each operation that was carried out.
    """

    document: Document
    caller: Caller
    ledger: Ledger
    cases: int = 2
    dice: int = 1
    seen: dict[str, dict[str, Any]] = field(default_factory=dict[str, dict[str, Any]])

    def operation(self, name: str) -> Operation:
        """An operation by its name."""
        return self.document.operations[name]

    def ask(self, name: str, body: Any = NOTHING, **options: Any) -> Exchange:
        """Call an operation that is expected to be carried out, and take down what it says."""
        exchange = self.caller.call(self.operation(name), body, **options)
        self.ledger.note(exchange)
        return exchange

    def items(self, name: str) -> list[dict[str, Any]]:
        """The items of the first answer of a list."""
        return items(self.seen.get(name, {}))


@dataclass(frozen=True)
class Look:
    """A step of a run: at most so many requests, and what they are for."""

    requests: int
    act: Callable[[Run], None]


def items(answer: Any) -> list[dict[str, Any]]:
    """The items of a page or a list."""
    lists = [value for value in answer.values() if is_list(value)] if is_object(answer) else []
    told = answer["data"] if lists and is_list(answer.get("data")) else [*lists, []][0]
    return [item for item in told if is_object(item)]


def field_of(answer: Mapping[str, Any], name: str) -> str:
    """A field and its value, in a few words."""
    return f"{name} {brief(answer[name])}" if name in answer else f"{name} is missing"


def looks(run: Run) -> Iterator[Look]:
    """All of them, in their order: later ones use what earlier ones have seen."""
    yield Look(1, _enter)  # and one more, where it is not this API
    reading = [each for each in run.document.operations.values() if each.only_reads]
    for operation in reading:
        yield Look(1, partial(_plain, operation=operation))
    for operation in reading:
        yield from _looks_at(run, operation)
    yield Look(4, _query)
    yield Look(1, _without_client)
    yield Look(1, _outside)


def _looks_at(run: Run, operation: Operation) -> Iterator[Look]:
    yield Look(1, partial(_without_token, operation=operation))
    if run.document.body(operation):
        yield Look(run.cases, partial(_made_up, operation=operation))
        yield Look(len(sure(run.document, operation)), partial(_forbidden, operation=operation))
    if operation.name in PAGED:
        yield Look(3, partial(_pages, operation=operation))
    asked = filters(run.document, operation)
    if asked:
        yield Look(sum(map(len, asked.values())), partial(_filters, operation=operation))


def _enter(run: Run) -> None:
    """Find out whether anybody is there who knows the API and the token."""
    exchange = run.caller.call(run.operation("listForwardTypes"))
    if _is_elsewhere(exchange) and _is_elsewhere(run.caller.call(run.operation("listRegions"))):
        raise Elsewhere(
            f"It is not this API: GET {exchange.operation and exchange.operation.path} was answered"
            f" {told(exchange)}. Check BASE_URL; the paths begin with /api/v1."
        )
    if exchange.status == 401:
        raise Refused(
            "The server does not know the token. Set PLUSOFON_TOKEN to one that it knows."
        )


def _is_elsewhere(exchange: Exchange) -> bool:
    """Whether nobody answers so who knows the path."""
    if is_object(exchange.answer):
        return "jsonrpc" in exchange.answer
    return bool(exchange.status) and exchange.status < 500 and exchange.answer is NOTHING


def _plain(run: Run, operation: Operation) -> None:
    exchange = run.caller.call(operation)
    if run.ledger.note(exchange):
        run.seen[operation.name] = exchange.answer


def _made_up(run: Run, operation: Operation) -> None:
    for body in allowed(run.document, operation, run.cases, run.dice):
        exchange = run.caller.call(operation, body)
        carried_out = run.ledger.note(exchange, expects="either" if body else "success")
        tell_parameters(run, operation, body, exchange, carried_out=carried_out)


def tell_parameters(
    run: Run,
    operation: Operation,
    body: Mapping[str, Any],
    exchange: Exchange,
    *,
    carried_out: bool,
) -> None:
    """Take down that parameters were taken; a refusal is told of the one least known."""
    schema = run.document.body(operation) or ""
    places = [below(schema, "properties", name) for name in body]
    if not carried_out and exchange.is_refusal and places:
        least = max(places, key=lambda place: GRADES.index(run.document.grade(place)))
        run.ledger.differ(operation.name, least, "to be taken", told(exchange), exchange.request)
    for place in places if carried_out else ():
        if place.rpartition("/")[2] not in filters(run.document, operation):
            run.ledger.hold(operation.name, place)


def _forbidden(run: Run, operation: Operation) -> None:
    place = below(operation.place, "responses", "400")
    found = forbidden(run.document, operation, run.dice) if run.cases else []
    if not found:
        run.ledger.skip("no value is known to be refused", operation.name, place)
    for body in found:
        exchange = run.caller.call(operation, body)
        if run.ledger.note(exchange, expects="refusal"):
            expected = "a value that the document forbids to be refused"
            run.ledger.differ(operation.name, place, expected, told(exchange), exchange.request)
        elif exchange.status == 400 and operation.name == "searchNumbers":
            message = is_object(exchange.answer) and bool(exchange.answer.get("message"))
            run.ledger.promise(operation.name, "why_400", message, told(exchange), exchange.request)


def _pages(run: Run, operation: Operation) -> None:
    answer = run.seen.get(operation.name)
    if answer is None:
        return
    name, is_full = (
        operation.name,
        "total" in run.document.at(run.document.success(operation))["required"],
    )
    request = f"{operation.method} {operation.path}"
    check_page(run, name, answer, request)
    last = answer.get("last_page")
    if is_full and isinstance(last, int) and last > 1:
        exchange = run.ask(name, {"page": last})
        if is_object(exchange.answer):
            check_page(run, name, exchange.answer, exchange.request)
            _page_number(run, operation, exchange, last)
    else:
        exchange = run.ask(name, {"page": 1})
        _page_number(run, operation, exchange, 1)
    beyond = last + 1 if isinstance(last, int) else BEYOND
    exchange = run.ask(name, {"page": beyond})
    _page_number(run, operation, exchange, beyond)
    page = exchange.answer if is_object(exchange.answer) else {}
    got = ", ".join(field_of(page, key) for key in ("data", "from", "to"))
    is_empty = page.get("data") == [] and page.get("from", 0) is None and page.get("to", 0) is None
    run.ledger.promise(name, "empty", is_empty, got, exchange.request)


def _page_number(run: Run, operation: Operation, exchange: Exchange, page: int) -> None:
    place = below(run.document.body(operation) or "", "properties", "page")
    answer = exchange.answer if is_object(exchange.answer) else {}
    if answer.get("current_page") == page:
        run.ledger.hold(operation.name, place)
    else:
        run.ledger.differ(
            operation.name,
            place,
            f"page {page}",
            field_of(answer, "current_page"),
            exchange.request,
        )


def check_page(run: Run, name: str, page: Mapping[str, Any], request: str) -> None:
    """Check that the figures of a page fit together."""
    size = int(re.findall(r"(\d+) a page", PAGED[name][2])[0])
    count, number = len(items(page)), page.get("current_page")
    first = (number - 1) * size + 1 if count and isinstance(number, int) else None
    end = first + count - 1 if first else None
    figures = f"current_page {number}, per_page {page.get('per_page')}, {count} items"
    is_size = page.get("per_page") == size and count <= size
    run.ledger.promise(name, "size", is_size, figures, request)
    for key, expected in (("from", first), ("to", end)):
        got = f"{figures}, {key} {page.get(key)}"
        run.ledger.promise(name, key, page.get(key, 0) == expected, got, request)
    if isinstance(page.get("total"), int):
        last = max(1, math.ceil(page["total"] / size))
        got = f"total {page['total']}, last_page {page.get('last_page')}"
        run.ledger.promise(name, "last", page.get("last_page") == last, got, request)
        _ends(run, name, page, request, number == last, "next", "next_page_url")
        _ends(run, name, page, request, number == 1, "previous", "prev_page_url")


def _ends(
    run: Run,
    name: str,
    page: Mapping[str, Any],
    request: str,
    is_end: bool,
    promise: str,
    key: str,
) -> None:
    is_kept = (page.get(key, 0) is None) is is_end
    run.ledger.promise(name, promise, is_kept, field_of(page, key), request)


def filters(document: Document, operation: Operation) -> dict[str, tuple[Any, ...]]:
    """The filters of a list, with the values to ask for; those of search by place come empty."""
    body = document.body(operation)
    if body is None or operation.name not in PAGED:
        return {}
    found: dict[str, tuple[Any, ...]] = {}
    for name in document.at(body).get("properties", {}):
        schema = document.at(document.end(below(body, "properties", name)))
        if name != "page":
            found[name] = tuple(schema.get("enum", (None,)))
    return found


def _filters(run: Run, operation: Operation) -> None:
    body = run.document.body(operation) or ""
    for name, values in filters(run.document, operation).items():
        place = below(body, "properties", name)
        chosen = values if values != (None,) else _by_place(run, name)
        run.ledger.skip(NO_ITEM, operation.name, place)
        for value in chosen:
            exchange = run.caller.call(operation, {name: value})
            if not run.ledger.note(exchange, expects="either"):
                tell_parameters(run, operation, {name: value}, exchange, carried_out=False)
                continue
            _judge(run, operation, place, name, value, exchange)


def _judge(
    run: Run, operation: Operation, place: str, name: str, value: Any, exchange: Exchange
) -> None:
    """Check what a filter let through."""
    found = items(exchange.answer)
    others = [item for item in found if not matches(run, name, value, item)]
    seen = [item for item in run.items(operation.name) if matches(run, name, value, item)]
    expected = f"only numbers with {name} {value}"
    if others:
        got = f"{len(others)} of {len(found)} numbers are others"
        run.ledger.differ(operation.name, place, expected, got, exchange.request)
    elif found:
        run.ledger.hold(operation.name, place)
    elif seen:
        got = f"no number, though {len(seen)} were seen without it"
        run.ledger.differ(operation.name, place, expected, got, exchange.request)


def matches(run: Run, name: str, value: Any, item: Mapping[str, Any]) -> bool:
    """Whether an item is one that a filter lets through."""
    number = str(item.get("number", ""))
    if name == "city_code":
        return number.startswith(str(value))
    if name == "region":
        regions = [region for region in _regions(run) if region["id"] == value]
        return any(number.startswith(code) for region in regions for code in region["code"])
    if name == "phone_number":
        return number.endswith(str(value).lstrip("*"))
    return str(item.get(name)) == str(value)


def _regions(run: Run) -> list[dict[str, Any]]:
    """The regions that are as they should be."""
    reader, schema = run.ledger.reader, "#/components/schemas/Region"
    return [each for each in run.items("listRegions") if reader.is_valid(schema, each)]


def _by_place(run: Run, name: str) -> list[Any]:
    """Values for the filters that are no codes, after what was seen."""
    numbers = [str(item.get("number", "")) for item in run.items("searchNumbers")]
    if not numbers:
        return []
    if name == "phone_number":
        return [f"*{numbers[0][-2:]}"]
    near = [
        (region, code)
        for region in _regions(run)
        for code in region["code"]
        if code.isdecimal() and any(number.startswith(code) for number in numbers)
    ][:2]
    found = [region["id"] if name == "region" else int(code) for region, code in near]
    return list(dict.fromkeys(found))


def _query(run: Run) -> None:
    """Find out what the query string does, and what a page that is none."""
    search = run.operation("searchNumbers")
    kinds = {str(item.get("phone_type")) for item in run.items("searchNumbers")}
    kind = "def" if kinds != {"def"} else "abc"
    exchange = run.caller.call(search, query={"phone_type": kind})
    run.ledger.note(exchange, expects="either")
    found = items(exchange.answer)
    is_kept = exchange.status == 200 and all(item.get("phone_type") == kind for item in found)
    run.ledger.promise(search.name, "query", is_kept, told(exchange), exchange.request)
    other = "abc" if kind == "def" else "def"
    exchange = run.caller.call(search, {"phone_type": other}, query={"phone_type": kind})
    run.ledger.note(exchange, expects="either")
    is_kept = exchange.status == 200 and all(
        item.get("phone_type") == other for item in items(exchange.answer)
    )
    run.ledger.promise(search.name, "body_wins", is_kept, told(exchange), exchange.request)
    exchange = run.caller.call(search, {"page": NO_PAGE})
    run.ledger.note(exchange, expects="either")
    is_first = is_object(exchange.answer) and exchange.answer.get("current_page") == 1
    run.ledger.promise(search.name, "page_that_is_none", is_first, told(exchange), exchange.request)
    _last_search(run, search)


def _last_search(run: Run, search: Operation) -> None:
    """Find a page that is the last one: a single number by its digits."""
    numbers = [str(item.get("number", "")) for item in run.items(search.name)]
    if not numbers:
        run.ledger.skip_promise(search.name, "last_search", NO_ITEM)
        return
    exchange = run.ask(search.name, {"phone_number": f"*{numbers[0][-7:]}"})
    page = exchange.answer if is_object(exchange.answer) else {}
    is_last = page.get("next_page_url", 0) is None and len(items(page)) > 0
    got = f"{len(items(page))} numbers, {field_of(page, 'next_page_url')}"
    run.ledger.promise(search.name, "last_search", is_last, got, exchange.request)


def _without_token(run: Run, operation: Operation) -> None:
    exchange = run.caller.call(operation, without="Authorization")
    run.ledger.note(exchange, expects="refusal")
    is_kept = exchange.status == 401
    run.ledger.promise(operation.name, "no_token", is_kept, told(exchange), exchange.request)


def _without_client(run: Run) -> None:
    operation = run.operation("listCallerIdTypes")
    exchange = run.caller.call(operation, without="Client")
    run.ledger.note(exchange, expects="either")
    is_kept = exchange.status == 401
    run.ledger.promise(operation.name, "no_client", is_kept, told(exchange), exchange.request)


def _outside(run: Run) -> None:
    """Find out what is said where no operation is. Another method might change something."""
    exchange = run.caller.call(run.operation("listForwardTypes"), path=WRONG_PATH)
    run.ledger.outside("wrong_path", exchange)
    place = below("#", "x-outside-operations", "wrong_method")
    run.ledger.skip("another method might change something", OUTSIDE, place)

"""What can go wrong on order: an answer of the document in the place of another, or a broken wire.

The three ways to order it (a control call, the header Prefer, a magic number) all make an Order,
and what comes of an Order for an operation is an Effect.
"""

import gzip
from collections.abc import Callable, Mapping
from typing import Annotated, Any, NamedTuple

import msgspec
from msgspec import Meta
from msgspec.structs import replace

from .answers import Answers, Documented
from .refusals import either, shown
from .reply import JSON_TYPE, Reply, Wire, head

# Seconds that an answer is late, and between its bytes, where the order does not say.
DELAY = 1.0
PAUSE = 0.005
GARBAGE = b"\x16\x03\x01\x00\xa5 this is no HTTP \xff\xfe\r\n\r\n"
NOTICE = (
    b"<br />\n<b>Notice</b>:  Undefined index: number in <b>index.php</b> on line <b>1</b><br />\n"
)
# The last of three bits say how a block is compressed, and no block may say 11.
NO_BLOCK = b"\xff"
GZIP_HEAD = 10

_Seconds = Annotated[float, Meta(ge=0, le=60)]


class Order(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """What shall go wrong, and when.

    operation: an operationId; None is every operation that can be answered so. What: `example` and
    `status` name an answer of the document, `fault` one of the wire (see WIRE), and `delay` alone
    is enough as well. after_change: the operation is carried out first, and its answer replaced.
    retry_after: seconds, for too_many_requests. delay: seconds before the answer. bytes: how many
    leave before reset_in_answer (of the whole answer) or cut_body (of the body). pause: seconds
    between the bytes of trickled.

    When: `every` n-th call, or a `share` of them, by dice of its own, which begin with `seed`;
    otherwise the next call. `times` is how often at most: once, or without an end with `every` or
    `share`.
    """

    operation: str | None = None
    example: str | None = None
    status: Annotated[int, Meta(ge=100, le=599)] | None = None
    fault: str | None = None
    after_change: bool = False
    retry_after: Annotated[int, Meta(ge=0, le=86_400)] | None = None
    delay: _Seconds | None = None
    bytes: Annotated[int, Meta(ge=0, le=1_000_000)] | None = None
    pause: _Seconds | None = None
    every: Annotated[int, Meta(ge=1, le=1_000_000)] | None = None
    share: Annotated[float, Meta(gt=0, le=1)] | None = None
    seed: Annotated[int, Meta(ge=0, le=2**53 - 1)] = 0
    times: Annotated[int, Meta(ge=1, le=1_000_000)] | None = None

    @property
    def most(self) -> int | None:
        """How often it may be met, None without an end."""
        if self.times is None and self.every is None and self.share is None:
            return 1
        return self.times


class Effect(NamedTuple):
    """What an order does to a call.

    runs: whether the operation is carried out. spoil: what its answer becomes. applied: the
    preferences that were heeded, as the header Preference-Applied has them.
    """

    name: str
    runs: bool
    spoil: Callable[[Reply], Reply]
    applied: str = ""


class WireFault(NamedTuple):
    """A fault of the wire. `takes` are the settings of an order that mean something to it."""

    summary: str
    spoil: Callable[[Reply, Order], Reply]
    runs: bool = True
    takes: tuple[str, ...] = ()


def _reset(reply: Reply, _: Order) -> Reply:
    return replace(reply, wire=Wire(reset_after=0))


def _reset_in_answer(reply: Reply, order: Order) -> Reply:
    middle = len(head(reply)) + len(reply.content) // 2
    return replace(reply, wire=Wire(reset_after=middle if order.bytes is None else order.bytes))


def _cut_body(reply: Reply, order: Order) -> Reply:
    half = len(reply.content) // 2
    return replace(reply, wire=Wire(cut_after=half if order.bytes is None else order.bytes))


def _trickled(reply: Reply, order: Order) -> Reply:
    return replace(reply, wire=Wire(trickle=PAUSE if order.pause is None else order.pause))


def _delayed(reply: Reply, _: Order) -> Reply:
    # Where the order names a delay, it takes the place of this one, as with all faults.
    return replace(reply, wire=Wire(delay=DELAY))


def _wrong_type(reply: Reply, _: Order) -> Reply:
    if reply.headers[: len(JSON_TYPE)] != JSON_TYPE:
        return reply
    return replace(
        reply, content=msgspec.json.encode(_mistyped(msgspec.json.decode(reply.content)))
    )


def _not_json(reply: Reply, _: Order) -> Reply:
    return replace(reply, content=NOTICE + reply.content)


def _empty_body(reply: Reply, _: Order) -> Reply:
    return replace(reply, content=b"")


def _broken_gzip(reply: Reply, _: Order) -> Reply:
    packed = gzip.compress(reply.content, mtime=0)
    broken = packed[:GZIP_HEAD] + NO_BLOCK + packed[GZIP_HEAD + 1 :]
    return replace(reply, content=broken, headers=(*reply.headers, ("Content-Encoding", "gzip")))


def _not_http(reply: Reply, _: Order) -> Reply:
    return replace(reply, wire=Wire(raw=GARBAGE))


# Magic numbers count them: new ones go to the end.
WIRE: Mapping[str, WireFault] = {
    "reset_before_change": WireFault(
        "The connection is reset, and the operation was never carried out.", _reset, runs=False
    ),
    "reset_in_answer": WireFault(
        "The operation is carried out, the connection is reset in the middle of the answer.",
        _reset_in_answer,
        takes=("bytes",),
    ),
    "reset_after_change": WireFault(
        "The operation is carried out, the connection is reset before the answer.", _reset
    ),
    "cut_body": WireFault(
        "The connection ends after a part of the body.", _cut_body, takes=("bytes",)
    ),
    "trickled": WireFault("The answer comes byte by byte.", _trickled, takes=("pause",)),
    "delayed": WireFault("The answer is late.", _delayed),
    "wrong_type": WireFault("A value of the answer has a type that it may not have.", _wrong_type),
    "not_json": WireFault("A notice in HTML stands before the JSON.", _not_json),
    "empty_body": WireFault("The answer has no body.", _empty_body),
    "broken_gzip": WireFault("The body says it is compressed, and cannot be read.", _broken_gzip),
    "not_http": WireFault("Bytes come that are no HTTP.", _not_http),
}
NOTHING = Reply(0, b"", ())


class Faults:
    """What can be ordered of the operations of a document.

    dice: what the dice of all orders begin with.
    """

    def __init__(self, answers: Answers, dice: int) -> None:
        self.answers = answers
        self.dice = dice

    def check(self, order: Order) -> None:
        """Raise ValueError, one sentence, for an order that nothing can come of."""
        try:
            msgspec.convert(msgspec.to_builtins(order), Order)
        except msgspec.ValidationError as error:
            raise ValueError(f"The order is wrong: {error}.") from None
        self._check_operation(order)
        _check_what(order)
        _check_when(order)
        self._check_known(order)
        self._check_settings(order)

    def effect(self, order: Order, operation: str) -> Effect | None:
        """What an order does to a call of an operation; None where it has no such answer."""
        if order.example is not None or order.status is not None:
            found = self.answers.list(operation, order.status, order.example)
            return _answered(found[0], order) if found else None
        return _on_the_wire(order.fault or "delayed", order)

    def _check_operation(self, order: Order) -> None:
        known = self.answers.operations
        if order.operation is not None and order.operation not in known:
            raise _wrong("operation", known, order.operation)

    def _check_known(self, order: Order) -> None:
        if order.fault is not None and order.fault not in WIRE:
            raise _wrong("fault", WIRE, order.fault)
        answers = self.answers
        of = f" of {order.operation}" if order.operation else ""
        if order.status is not None and not answers.list(order.operation, order.status):
            statuses = sorted({answer.status for answer in answers.of(order.operation)})
            raise _wrong(f"status{of}", statuses, order.status)
        if order.example and not answers.list(order.operation, order.status, order.example):
            with_status = answers.list(order.operation, order.status)
            names = dict.fromkeys(answer.name for answer in with_status)
            raise _wrong(f"example{of}", names, order.example)

    def _check_settings(self, order: Order) -> None:
        takes = WIRE[order.fault].takes if order.fault else ()
        for name in ("bytes", "pause"):
            if getattr(order, name) is not None and name not in takes:
                able = either(fault for fault, row in WIRE.items() if name in row.takes)
                raise ValueError(f"{name}: it goes with the fault {able}. Leave it out.")
        if order.retry_after is not None and not self._can_wait(order):
            raise ValueError(
                "retry_after: it goes with the example too_many_requests. Leave it out."
            )

    def _can_wait(self, order: Order) -> bool:
        if order.example is None and order.status is None:
            return False
        found = self.answers.list(order.operation, order.status, order.example)
        return all("Retry-After" in dict(answer.reply.headers) for answer in found)


def _check_what(order: Order) -> None:
    answer = order.example is not None or order.status is not None
    if answer and order.fault is not None:
        raise ValueError("An order has either a fault, or an example and a status. Choose.")
    if not answer and order.fault is None and order.delay is None:
        raise ValueError("An order needs an example, a status, a fault or a delay. Add one.")
    if order.after_change and not answer:
        raise ValueError("after_change: it goes with an example or a status. Leave it out.")


def _check_when(order: Order) -> None:
    if order.every is not None and order.share is not None:
        raise ValueError("An order is met every n-th time, or in a share of cases. Choose.")
    if order.seed and order.share is None:
        raise ValueError("seed: it goes with share. Leave it out.")


def _answered(answer: Documented, order: Order) -> Effect:
    reply = answer.reply
    if order.retry_after is not None:
        seconds = str(order.retry_after)
        headers = ((name, seconds if name == "Retry-After" else v) for name, v in reply.headers)
        reply = replace(reply, headers=tuple(headers))
    if order.delay is not None:
        reply = replace(reply, wire=Wire(delay=order.delay))

    def answered(_: Reply) -> Reply:
        return reply

    return Effect(answer.name, order.after_change, answered)


def _on_the_wire(name: str, order: Order) -> Effect:
    fault = WIRE[name]

    def spoil(reply: Reply) -> Reply:
        spoilt = fault.spoil(reply, order)
        if order.delay is None:
            return spoilt
        return replace(spoilt, wire=(spoilt.wire or Wire())._replace(delay=order.delay))

    return Effect(name, fault.runs, spoil)


def _mistyped(value: Any) -> Any:
    """Give a value another type: the first of a list's first item, or the first there is."""
    if not isinstance(value, dict) or not value:
        return _other(value)
    items: dict[str, Any] = value  # pyright: ignore[reportUnknownVariableType] - JSON is any type
    lists = (name for name, inside in items.items() if isinstance(inside, list))
    name = next(lists, next(iter(items)))
    inside: Any = items[name]
    if isinstance(inside, list) and inside:
        mistyped: list[Any] = [_mistyped(inside[0]), *inside[1:]]
        return {**items, name: mistyped}
    return {**items, name: _other(inside)}


def _other(value: Any) -> Any:
    match value:
        case bool():
            return str(value).lower()
        case int() | float():
            return str(value)
        case str():
            return len(value)
        case None:
            return []
        case _:
            return "something else"


def _wrong(name: str, known: Any, came: object) -> ValueError:
    expected = either(known)
    return ValueError(f"{name}: {expected} was expected, {shown(came)} came. Correct it.")

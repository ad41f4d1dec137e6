"""What a test says that shall go wrong: the order that it gives, and how it is told afterwards."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from scripts.mock_server import Sandbox, create_sandbox
from scripts.mock_server.faults import Order
from scripts.mock_server.misfortune import Misfortune
from scripts.mock_server.orders import OrderedFault

SAID = 'plusofon_mock.next("buyNumbers")'
WHEN = Order(operation="buyNumbers", times=1)


class Orderer:
    """Takes every order down."""

    def __init__(self) -> None:
        self.sandbox: Sandbox = create_sandbox()
        self.orders: list[Order] = []

    def order(self, misfortune: Misfortune, order: Order) -> OrderedFault:
        """Take it down."""
        assert str(misfortune) == SAID
        self.orders.append(order)
        return OrderedFault(len(self.orders), order)


CALLS: list[tuple[str, Callable[[Misfortune], object], Order]] = [
    (
        "refuse('not_reserved')",
        lambda it: it.refuse("not_reserved"),
        Order(example="not_reserved"),
    ),
    (
        "refuse('not_reserved', after_commit=True)",
        lambda it: it.refuse("not_reserved", after_commit=True),
        Order(example="not_reserved", after_change=True),
    ),
    ("fail_inside_200()", lambda it: it.fail_inside_200(), Order(example="refused_inside_200")),
    (
        "fail_inside_200(after_commit=True)",
        lambda it: it.fail_inside_200(after_commit=True),
        Order(example="refused_inside_200", after_change=True),
    ),
    ("page_not_found()", lambda it: it.page_not_found(), Order(example="page_not_found")),
    (
        "page_not_found(after_commit=True)",
        lambda it: it.page_not_found(after_commit=True),
        Order(example="page_not_found", after_change=True),
    ),
    ("html(502)", lambda it: it.html(), Order(example="bad_gateway")),
    (
        "html(504, after_commit=True)",
        lambda it: it.html(504, after_commit=True),
        Order(example="gateway_timeout", after_change=True),
    ),
    ("rate_limit()", lambda it: it.rate_limit(), Order(example="too_many_requests")),
    (
        "rate_limit(retry_after=7, after_commit=True)",
        lambda it: it.rate_limit(7, after_commit=True),
        Order(example="too_many_requests", after_change=True, retry_after=7),
    ),
    ("disconnect()", lambda it: it.disconnect(), Order(fault="reset_before_change")),
    (
        "disconnect(after_commit=True)",
        lambda it: it.disconnect(after_commit=True),
        Order(fault="reset_after_change"),
    ),
    (
        "disconnect_in_the_middle()",
        lambda it: it.disconnect_in_the_middle(),
        Order(fault="reset_in_answer"),
    ),
    (
        "disconnect_in_the_middle(9)",
        lambda it: it.disconnect_in_the_middle(9),
        Order(fault="reset_in_answer", bytes=9),
    ),
    ("delay(0.5)", lambda it: it.delay(0.5), Order(delay=0.5)),
    ("cut()", lambda it: it.cut(), Order(fault="cut_body")),
    ("cut(9)", lambda it: it.cut(9), Order(fault="cut_body", bytes=9)),
    ("trickle()", lambda it: it.trickle(), Order(fault="trickled")),
    ("trickle(0.1)", lambda it: it.trickle(0.1), Order(fault="trickled", pause=0.1)),
    ("wrong_type()", lambda it: it.wrong_type(), Order(fault="wrong_type")),
    ("not_json()", lambda it: it.not_json(), Order(fault="not_json")),
    ("empty_body()", lambda it: it.empty_body(), Order(fault="empty_body")),
    ("broken_gzip()", lambda it: it.broken_gzip(), Order(fault="broken_gzip")),
    ("not_http()", lambda it: it.not_http(), Order(fault="not_http")),
]


@pytest.mark.parametrize(("said", "call", "order"), CALLS, ids=[said for said, _, _ in CALLS])
def test_what_is_said(said: str, call: Callable[[Misfortune], object], order: Order) -> None:
    """It orders what it says, and is told as it was said."""
    orderer = Orderer()
    misfortune = Misfortune(orderer, SAID, WHEN)
    call(misfortune)
    assert orderer.orders == [replace(order, operation="buyNumbers", times=1)]
    assert str(misfortune) == f"{SAID}.{said}"


def test_a_word_that_is_none() -> None:
    """It says what there is; what begins with an underscore is Python's own affair."""
    misfortune = Misfortune(Orderer(), SAID, WHEN)
    with pytest.raises(AttributeError) as unknown:
        looked_up(misfortune, "explode")
    assert str(unknown.value).startswith(f"{SAID} cannot explode. Choose refuse, fail_inside_200, ")
    assert str(unknown.value).endswith(", broken_gzip or not_http.")
    assert (unknown.value.name, unknown.value.obj) == ("explode", misfortune)
    with pytest.raises(AttributeError) as private:
        looked_up(misfortune, "_repr_html_")
    assert str(private.value) == "_repr_html_"


def looked_up(misfortune: Misfortune, name: str) -> object:
    """What it has under a name."""
    return getattr(misfortune, name)

"""What a number may cost: a limit is held against a fresh price before anything is spent."""

import math
import time
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from plusofon_numbers import (
    ConnectionFailed,
    InvalidRequest,
    NotSent,
    OutcomeUnknown,
    PlusofonError,
    PriceUnknown,
    PurchaseUnsettled,
    ServerFailed,
    TimedOut,
    TooExpensive,
    UnreadableAnswer,
)
from plusofon_numbers.purchases import require_price

from tests.bridge import snake_case
from tests.contract import EXAMPLES, OPERATIONS
from tests.either import Either, Kind, both_kinds, example_of, hurry
from tests.hostile import Hostile, Received, http, json, responds
from tests.hostile_account import (
    DONE,
    LOST,
    ONE,
    OTHER,
    Account,
    buy,
    lose,
    offered,
    owned,
    reserve,
    reserved,
)

SPENDING: dict[str, Callable[..., Any]] = {"buyNumbers": buy, "reserveNumber": reserve}
spending = pytest.mark.parametrize("operation", SPENDING)


def shelf(*offers: dict[str, Any]) -> Account:
    """An account that owns nothing yet, before a shelf."""
    return Account(answers=[DONE], lists={"searchNumbers": [list(offers)]})


TOO_MUCH: dict[str, tuple[Account, Any, Decimal]] = {
    "by a rouble": (shelf(offered(ONE)), 197, Decimal(198)),
    "by a kopeck": (shelf(offered(ONE, buy_price="0.01", period_price=0)), 0, Decimal("0.01")),
    "by less than a float can tell": (
        shelf(offered(ONE, buy_price="9007199254740993.00", period_price=0)),
        9007199254740992.0,
        Decimal(9007199254740993),
    ),
    "the rent alone": (shelf(offered(ONE, buy_price=0, period_price=500)), 499, Decimal(500)),
    "the connection alone": (shelf(offered(ONE, buy_price=500, period_price=0)), 1, Decimal(500)),
    "on the second page": (
        Account(lists={"searchNumbers": [[offered(OTHER, buy_price=0)], [offered(ONE)]]}),
        197,
        Decimal(198),
    ),
    "beside a cheaper one": (
        shelf(offered(OTHER, buy_price=0, period_price=0), offered(ONE)),
        197,
        Decimal(198),
    ),
    "reserved": (
        Account(lists={"listReservations": [[reserved(ONE, 5, buy_price=790)]]}),
        500,
        Decimal(889),
    ),
    "reserved, and another is offered": (
        Account(
            lists={
                "searchNumbers": [[offered(OTHER, buy_price=0, period_price=0)]],
                "listReservations": [[reserved(OTHER, 6, buy_price=0), reserved(ONE, 5)]],
            }
        ),
        197,
        Decimal(198),
    ),
}


@spending
@pytest.mark.parametrize("case", TOO_MUCH.values(), ids=TOO_MUCH)
@both_kinds
def test_a_number_that_costs_too_much(
    kind: Kind, case: tuple[Account, Any, Decimal], operation: str
) -> None:
    """It is neither reserved nor bought, and the error names its price."""
    account, limit, price = case
    with (
        Hostile(responds(account)) as server,
        Either(kind, server.base_url) as caller,
        pytest.raises(TooExpensive) as caught,
    ):
        SPENDING[operation](caller, ONE, max_price=limit)
    assert caught.value.price == price
    assert isinstance(caught.value, NotSent)
    assert server.counts[operation] == 0
    assert server.counts["searchNumbers"] >= 1
    assert caller.unsettled == ()


ENOUGH: list[Any] = [198, 198.0, Decimal("198.00"), Decimal(10) ** 400, 10**400]


@spending
@pytest.mark.parametrize("limit", ENOUGH, ids=["int", "float", "Decimal", "a lot", "10**400"])
@both_kinds
def test_a_number_that_costs_no_more(kind: Kind, limit: Any, operation: str) -> None:
    """It is asked for once, after one fresh search."""
    with Hostile(responds(shelf(offered(ONE)))) as server, Either(kind, server.base_url) as caller:
        SPENDING[operation](caller, ONE, max_price=limit)
        SPENDING[operation](caller, ONE, max_price=limit)
    assert server.asked == ["searchNumbers", operation] * 2
    search = {"owner_type": "personal", "phone_number": f"*{ONE[-5:]}"}
    assert server.requests[0].body == server.requests[2].body == search


@spending
@both_kinds
def test_a_limit_in_kopecks(kind: Kind, operation: str) -> None:
    """A float is meant as it is written, although no float is exactly that much."""
    account = shelf(offered(ONE, buy_price="0.29", period_price=0))
    with Hostile(responds(account)) as server, Either(kind, server.base_url) as caller:
        SPENDING[operation](caller, ONE, max_price=0.29)
    assert server.counts[operation] == 1


@spending
@both_kinds
def test_a_price_that_nobody_limits(kind: Kind, operation: str) -> None:
    """Without a limit nothing is looked up."""
    with Hostile(responds(shelf(offered(ONE)))) as server, Either(kind, server.base_url) as caller:
        SPENDING[operation](caller, ONE, max_price=None)
    assert server.asked == [operation]


@both_kinds
def test_what_several_numbers_cost(kind: Kind) -> None:
    """The limit is for all of them together, wherever their prices stand."""
    account = Account(
        answers=[DONE],
        lists={"searchNumbers": [[offered(ONE)]], "listReservations": [[reserved(OTHER, 5)]]},
    )
    with Hostile(responds(account)) as server, Either(kind, server.base_url) as caller:
        with pytest.raises(TooExpensive) as caught:
            buy(caller, ONE, OTHER, max_price=395)
        assert caught.value.price == 396
        assert server.counts["buyNumbers"] == 0
        buy(caller, ONE, OTHER, max_price=396)
    assert server.counts["buyNumbers"] == 1


UNPRICED: dict[str, Account] = {
    "nowhere": Account(answers=[DONE]),
    "like another": shelf(offered("4951332212"), offered("4950332211")),
    "owned": Account(answers=[DONE], lists={"listNumbers": [[owned(ONE, 31)]]}),
}


@spending
@pytest.mark.parametrize("account", UNPRICED.values(), ids=UNPRICED)
@both_kinds
def test_a_number_without_a_price(kind: Kind, account: Account, operation: str) -> None:
    """What cannot be compared is not spent."""
    with (
        Hostile(responds(account)) as server,
        Either(kind, server.base_url) as caller,
        pytest.raises(PriceUnknown, match=ONE),
    ):
        SPENDING[operation](caller, ONE, max_price=10_000)
    assert server.counts[operation] == 0
    assert server.counts["searchNumbers"] == server.counts["listReservations"] == 1


@both_kinds
def test_one_of_several_numbers_without_a_price(kind: Kind) -> None:
    """None of them is bought."""
    with (
        Hostile(responds(shelf(offered(ONE)))) as server,
        Either(kind, server.base_url) as caller,
        pytest.raises(PriceUnknown, match=OTHER),
    ):
        buy(caller, ONE, OTHER, max_price=10_000)
    assert server.counts["buyNumbers"] == 0


UNREADABLE: dict[str, tuple[bytes | None, type[PlusofonError]]] = {
    "cut": (LOST, ConnectionFailed),
    "no gateway": (http(b"", "502 Bad Gateway"), ServerFailed),
    "HTML": (http(b"<html>"), UnreadableAnswer),
    "a price below nothing": (
        json(EXAMPLES["OffersEmpty"] | {"data": [offered(ONE, buy_price="-99.00")]}),
        UnreadableAnswer,
    ),
    "a price that is null": (
        json(EXAMPLES["OffersEmpty"] | {"data": [offered(ONE, buy_price=None)]}),
        UnreadableAnswer,
    ),
    "a price that is no number": (
        json(EXAMPLES["OffersEmpty"] | {"data": [offered(ONE, buy_price="NaN")]}),
        UnreadableAnswer,
    ),
}


@spending
@pytest.mark.parametrize("case", UNREADABLE.values(), ids=UNREADABLE)
@both_kinds
def test_a_price_that_cannot_be_looked_up(
    kind: Kind,
    case: tuple[bytes | None, type[PlusofonError]],
    operation: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The search fails under its own name, and nothing is spent."""
    hurry(monkeypatch)
    answer, expected = case

    def respond(request: Received) -> bytes | None:
        return answer if request.method == "GET" else DONE

    with (
        Hostile(responds(respond)) as server,
        Either(kind, server.base_url) as caller,
        pytest.raises(PlusofonError) as caught,
    ):
        SPENDING[operation](caller, ONE, max_price=10_000)
    assert type(caught.value) is expected
    assert caught.value.operation == "searchNumbers"
    assert server.counts[operation] == 0
    assert caller.unsettled == ()


NO_PRICES: dict[str, Any] = {
    "below nothing": -1,
    "a kopeck below nothing": Decimal("-0.01"),
    "a text": "100",
    "True": True,
    "False": False,
    "a list": [100],
    "a complex number": 100 + 0j,
    "infinity": math.inf,
    "infinity below nothing": -math.inf,
    "no number": math.nan,
    "infinity, as a Decimal": Decimal("Infinity"),
    "no number, as a Decimal": Decimal("NaN"),
    "no number that signals": Decimal("sNaN"),
    "very far below nothing": -(10**5000),
    "any object": object(),
}


@spending
@pytest.mark.parametrize("limit", NO_PRICES.values(), ids=NO_PRICES)
@both_kinds
def test_a_limit_that_is_no_price(kind: Kind, limit: Any, operation: str) -> None:
    """It is refused, also where nothing would be sent, and nothing is looked up."""
    with Hostile(responds(shelf(offered(ONE)))) as server, Either(kind, server.base_url) as caller:
        with pytest.raises(InvalidRequest, match="max_price"):
            SPENDING[operation](caller, ONE, max_price=limit)
        positional, named = example_of(OPERATIONS[operation])
        dry = caller.client.with_options(dry_run=True)
        with pytest.raises(InvalidRequest, match="max_price"):
            caller.wait(getattr(dry, snake_case(operation))(*positional, **named, max_price=limit))
    assert server.connections == 0


@both_kinds
def test_an_unsettled_number_that_has_no_price_any_more(kind: Kind) -> None:
    """That it is unsettled is told, and not that it has no price: it may have been bought."""
    with Hostile(responds(Account())) as server, Either(kind, server.base_url) as caller:
        lose(caller)
        with pytest.raises(PurchaseUnsettled):
            buy(caller, max_price=10_000)
        with pytest.raises(PurchaseUnsettled):
            buy(caller, OTHER, ONE, max_price=10_000)
    assert server.asked == ["buyNumbers"]


@spending
@both_kinds
def test_prices_that_take_too_long(kind: Kind, operation: str) -> None:
    """The time is that of the whole call, with all pages of all searches."""
    pages = [[reserved(f"4951{page:06}", page)] for page in range(1, 100)]
    account = Account(lists={"listReservations": pages})

    def respond(request: Received) -> bytes | None:
        server.over.wait(0.1)
        return account(request)

    with (
        Hostile(responds(respond)) as server,
        Either(kind, server.base_url, timeout=0.6) as caller,
    ):
        begin = time.monotonic()
        with pytest.raises(TimedOut):
            SPENDING[operation](caller, ONE, max_price=10_000)
    assert time.monotonic() - begin < 1.5
    assert server.counts[operation] == 0


@pytest.mark.parametrize("late", ["searchNumbers", "listReservations"])
@both_kinds
def test_prices_that_leave_no_time(kind: Kind, late: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A purchase that would begin after the end of the call is not sent, and leaves no doubt."""
    lists = {"searchNumbers": [[offered(ONE)]], "listReservations": [[reserved(OTHER, 5)]]}
    account = Account(answers=[DONE], lists=lists)

    def check(*given: Any) -> None:
        require_price(*given)
        time.sleep(0.5)

    monkeypatch.setattr("plusofon_numbers.client.require_price", check)
    with (
        Hostile(responds(account)) as server,
        Either(kind, server.base_url, timeout=0.4) as caller,
        pytest.raises(TimedOut) as caught,
    ):
        buy(caller, ONE if late == "searchNumbers" else OTHER, max_price=10_000)
    assert not caught.value.sent
    assert caller.unsettled == ()
    assert server.counts["buyNumbers"] == 0


@both_kinds
def test_a_purchase_within_the_limit_that_is_lost(kind: Kind) -> None:
    """A limit changes nothing of what a lost answer means."""
    account = Account(lists={"searchNumbers": [[offered(ONE)]]})
    with Hostile(responds(account)) as server, Either(kind, server.base_url) as caller:
        with pytest.raises(OutcomeUnknown):
            buy(caller, max_price=198)
        with pytest.raises(PurchaseUnsettled):
            buy(caller, max_price=198)
        assert server.counts["buyNumbers"] == 1
        assert caller.settle().missing == (ONE,)
        buy(caller, max_price=198)
    assert server.counts["buyNumbers"] == 2

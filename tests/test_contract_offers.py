"""What is on the shelf, what an answer has, and what a request may do."""

from decimal import Decimal
from typing import Any

import pytest

from scripts.contract.caller import Caller, Permit, needed
from scripts.contract.document import DOCUMENT, Document
from scripts.contract.ledger import Ledger
from scripts.contract.looks import Run, field_of, items
from scripts.contract.offers import Allowance, Offer, offers, price_of

CONTRACT = Document.load(DOCUMENT)
URL = "https://host/api/v1"


@pytest.mark.parametrize(
    ("item", "price"),
    [
        ({"buy_price": 99, "period_price": "150.50"}, Decimal("249.50")),
        ({"buy_price": 0, "period_price": 0}, Decimal(0)),
        ({"buy_price": 99}, None),
        ({"buy_price": "x", "period_price": 1}, None),
        ({"buy_price": "NaN", "period_price": 1}, None),
        ({"buy_price": -5, "period_price": 1}, None),
        ({"buy_price": None, "period_price": 1}, None),
    ],
)
def test_the_price_of_a_number(item: dict[str, Any], price: Decimal | None) -> None:
    """Connection and first rent together, where both are prices."""
    assert price_of(item) == price


def test_what_a_run_may_do() -> None:
    """Nothing, unless somebody says so."""
    assert Allowance() == Allowance(
        changes=False, roubles=None, numbers=0, number_id=None, destination=None
    )


def test_offers() -> None:
    """The cheapest first; what is no offer is left out."""
    prices = {"buy_price": 2, "period_price": 1}
    good = {"number": 4951332210, "owner_type": "personal", **prices}
    caller: Any = None
    run = Run(CONTRACT, caller, Ledger(CONTRACT))
    assert offers(run) == []
    run.seen["searchNumbers"] = {
        "data": [
            good,
            good | {"number": "4951332211", "buy_price": 1},
            good | {"number": "495133221"},
            good | {"number": "x4951332210"},
            good | {"owner_type": None},
            good | {"buy_price": "?"},
            {},
            5,
        ]
    }
    assert offers(run) == [
        Offer(4951332211, "personal", Decimal(2)),
        Offer(4951332210, "personal", Decimal(3)),
    ]


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        ({"data": [{"a": 1}, 2], "other": [{"b": 1}]}, [{"a": 1}]),
        ({"other": [{"b": 1}], "more": []}, [{"b": 1}]),
        ({"other": [{"b": 1}], "data": 5}, [{"b": 1}]),
        ({"a": 1}, []),
        ([{"a": 1}], []),
        (None, []),
    ],
)
def test_the_items_of_an_answer(answer: Any, found: list[dict[str, Any]]) -> None:
    """Those of data, or of the first list."""
    assert items(answer) == found


def test_a_field_in_a_few_words() -> None:
    """Its value, or that it is missing."""
    assert field_of({"to": None}, "to") == "to null"
    assert field_of({}, "to") == "to is missing"


def test_what_a_request_may_do() -> None:
    """Reading, changing, and buying, which alone is spending."""
    permits = {name: needed(each) for name, each in CONTRACT.operations.items()}
    assert [name for name, permit in permits.items() if permit is Permit.SPEND] == ["buyNumbers"]
    assert {name for name, permit in permits.items() if permit is Permit.CHANGE} == {
        *("reserveNumber", "cancelReservation", "forwardNumbers", "assignBlackList"),
        "releaseNumber",
    }
    caller = Caller(CONTRACT, URL, {}, 1.0)
    with pytest.raises(AssertionError, match="buyNumbers was not allowed"):
        caller.call(CONTRACT.operations["buyNumbers"], {})
    caller.permit = Permit.CHANGE
    with pytest.raises(AssertionError, match="buyNumbers was not allowed"):
        caller.call(CONTRACT.operations["buyNumbers"], {})

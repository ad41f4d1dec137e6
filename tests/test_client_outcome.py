"""What is known of a purchase whose answer was lost, and what a number may cost."""

import pickle
from collections.abc import Callable
from typing import Any

import pytest
from plusofon_numbers import (
    BadRequest,
    ConnectionFailed,
    NoAccess,
    OutcomeUnknown,
    PlusofonError,
    PurchaseUnsettled,
    RateLimited,
    Settlement,
)

from tests.contract import EXAMPLES, OPERATIONS, Operation
from tests.either import TOKEN, Either, Kind, both_kinds, hurry, only_reads
from tests.hostile import Hostile, Received, breaks_off, http, json, responds
from tests.hostile_account import (
    DONE,
    LOST,
    ONE,
    OTHER,
    Account,
    buy,
    lose,
    owned,
    reserve,
    reserved,
    with_sms,
)

CHANGES = [operation for operation in OPERATIONS.values() if not only_reads(operation)]


@pytest.mark.parametrize("operation", CHANGES, ids=lambda operation: operation.name)
@both_kinds
def test_an_outcome_that_is_unknown(kind: Kind, operation: Operation) -> None:
    """It says what was asked for, what happened, and how to find out what came of it."""
    looked_up = {"buyNumbers": (ONE,), "reserveNumber": ("4951332210",)}
    with Hostile(breaks_off()) as server, Either(kind, server.base_url) as caller:
        with pytest.raises(OutcomeUnknown) as caught:
            caller.perform(operation)
        unknown = caught.value
        if operation.name not in looked_up:
            with pytest.raises(ValueError, match="nothing to look up"):
                caller.settle(unknown)
    assert server.asked == [operation.name]
    assert unknown.operation == operation.name
    assert isinstance(unknown.failure, ConnectionFailed)
    assert unknown.numbers == looked_up.get(operation.name, ())
    assert "list" in unknown.message
    assert ("settle()" in unknown.message) == (operation.name in looked_up)
    assert "Do not repeat it" in str(unknown)


@both_kinds
def test_a_service_that_talks_too_much(kind: Kind) -> None:
    """However long its words are, what to do next still stands in the one line."""
    answer = json({"message": "no " * 1000}, "500 Server Error")
    with (
        Hostile(responds(lambda _: answer)) as server,
        Either(kind, server.base_url) as caller,
        pytest.raises(OutcomeUnknown) as caught,
    ):
        buy(caller)
    assert "status 500: " in str(caught.value)
    assert "list_numbers" in str(caught.value)
    assert "settle() does it" in str(caught.value)
    assert len(str(caught.value)) < 600


WAYS: dict[str, Callable[[Either, OutcomeUnknown], Settlement]] = {
    "the error settles": lambda caller, unknown: caller.wait(unknown.settle()),
    "the client settles it": lambda caller, unknown: caller.settle(unknown),
    "the client settles all": lambda caller, _: caller.settle(),
}
settled_each_way = pytest.mark.parametrize("settle", WAYS.values(), ids=WAYS)

# Where the number is found, and what is then known of it: done, undone or missing.
FOUND: dict[str, tuple[Account, tuple[dict[str, int], dict[str, int], tuple[str, ...]]]] = {
    "owned": (Account(lists={"listNumbers": [[owned(ONE, 31)]]}), ({ONE: 31}, {}, ())),
    "owned, on the second page": (
        Account(lists={"listNumbers": [[owned(OTHER, 8)], [owned(ONE, 31)]]}),
        ({ONE: 31}, {}, ()),
    ),
    "owned, with SMS": (
        Account(lists={"listSmsNumbers": [[with_sms(ONE, 22)]]}),
        ({ONE: 22}, {}, ()),
    ),
    "owned, and still reserved": (
        Account(
            lists={"listNumbers": [[owned(ONE, 31)]], "listReservations": [[reserved(ONE, 42)]]}
        ),
        ({ONE: 31}, {}, ()),
    ),
    "reserved": (
        Account(lists={"listReservations": [[reserved(OTHER, 5), reserved(ONE, 42)]]}),
        ({}, {ONE: 42}, ()),
    ),
    "nowhere": (Account(lists={"listNumbers": [[owned(OTHER, 8)]]}), ({}, {}, (ONE,))),
}


@settled_each_way
@pytest.mark.parametrize("found", FOUND)
@both_kinds
def test_a_purchase_that_is_settled(
    kind: Kind, found: str, settle: Callable[[Either, OutcomeUnknown], Settlement]
) -> None:
    """Until it is, the number is not bought again; then it may be, whatever was found."""
    known, (done, undone, missing) = FOUND[found]
    account = Account(lists=known.lists)
    with Hostile(responds(account)) as server, Either(kind, server.base_url) as caller:
        unknown = lose(caller)
        assert caller.unsettled == (ONE,)
        with pytest.raises(PurchaseUnsettled, match=ONE) as caught:
            buy(caller)
        assert caught.value.numbers == (ONE,)
        assert server.counts["buyNumbers"] == 1
        settlement = settle(caller, unknown)
        assert (settlement.done, settlement.undone, settlement.missing) == (done, undone, missing)
        assert settlement.operation == "buyNumbers"
        assert bool(settlement) == (not undone and not missing)
        assert caller.unsettled == ()
        assert server.counts["buyNumbers"] == 1
        buy(caller)
    assert server.counts["buyNumbers"] == 2


@both_kinds
def test_a_purchase_of_several_numbers(kind: Kind) -> None:
    """Each number has a fate of its own."""
    third = "4951919031"
    lists = {"listNumbers": [[owned(ONE, 31)]], "listReservations": [[reserved(OTHER, 5)]]}
    account = Account(lists=lists)
    with Hostile(responds(account)) as server, Either(kind, server.base_url) as caller:
        unknown = lose(caller, ONE, OTHER, third)
        assert set(caller.unsettled) == {ONE, OTHER, third} == set(unknown.numbers)
        settlement = caller.wait(unknown.settle())
    assert (settlement.done, settlement.undone) == ({ONE: 31}, {OTHER: 5})
    assert settlement.missing == (third,)
    assert not settlement


@both_kinds
def test_a_purchase_of_which_one_number_is_unsettled(kind: Kind) -> None:
    """None of its numbers is bought, and the others can still be bought without that one."""
    with Hostile(responds(Account())) as server, Either(kind, server.base_url) as caller:
        lose(caller)
        for numbers in ((ONE, OTHER), (OTHER, ONE)):
            with pytest.raises(PurchaseUnsettled) as caught:
                buy(caller, *numbers)
            assert caught.value.numbers == (ONE,)
        assert caller.unsettled == (ONE,)
        buy(caller, OTHER)
        assert caller.unsettled == (ONE,)
    assert [request.body["numbers"] for request in server.requests] == [[int(ONE)], [int(OTHER)]]


@both_kinds
def test_two_purchases_that_are_unsettled(kind: Kind) -> None:
    """Settling one leaves the other as it was; settling all leaves none."""
    account = Account(answers=[LOST])
    with Hostile(responds(account)) as server, Either(kind, server.base_url) as caller:
        first, second = lose(caller, ONE), lose(caller, OTHER)
        caller.settle(first)
        assert caller.unsettled == (OTHER,)
        lose(caller, ONE)
        settlement = caller.settle()
        assert set(settlement.missing) == {ONE, OTHER}
        assert caller.unsettled == ()
        caller.wait(second.settle())
    assert server.counts["buyNumbers"] == 3


@both_kinds
def test_nothing_to_settle(kind: Kind) -> None:
    """Nothing is asked, and nothing is amiss."""
    with Hostile(responds(Account())) as server, Either(kind, server.base_url) as caller:
        assert caller.settle()
    assert server.connections == 0


UNANSWERED: dict[str, bytes | None] = {
    "cut": LOST,
    "no gateway": http(b"", "502 Bad Gateway"),
    "HTML": http(b"<html>"),
    "no access": json(EXAMPLES["NoAccess"], "500 Server Error"),
    "a page that says failure": json(EXAMPLES["NumbersEmpty"] | {"success": False}),
}


@settled_each_way
@pytest.mark.parametrize("answer", UNANSWERED.values(), ids=UNANSWERED)
@pytest.mark.parametrize("where", ["listNumbers", "listSmsNumbers", "listReservations"])
@both_kinds
def test_looking_fails(
    kind: Kind,
    where: str,
    answer: bytes | None,
    settle: Callable[[Either, OutcomeUnknown], Settlement],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As long as nobody could look in every list, the outcome is as unknown as before."""
    hurry(monkeypatch)
    account = Account()

    def respond(request: Received) -> bytes | None:
        return answer if request.operation == where and failing else account(request)

    failing = True
    with (
        Hostile(responds(respond)) as server,
        Either(kind, server.base_url, max_retries=1) as caller,
    ):
        unknown = lose(caller)
        with pytest.raises(PlusofonError) as caught:
            settle(caller, unknown)
        assert not isinstance(caught.value, OutcomeUnknown)
        assert caller.unsettled == (ONE,)
        with pytest.raises(PurchaseUnsettled):
            buy(caller)
        failing = False
        assert settle(caller, unknown).missing == (ONE,)
        buy(caller)
    assert server.counts["buyNumbers"] == 2


@both_kinds
def test_clones_share_what_is_unsettled(kind: Kind) -> None:
    """Whichever of them lost an answer, and whichever settles it."""
    account = Account(answers=[LOST, LOST, DONE])
    with Hostile(responds(account)) as server, Either(kind, server.base_url) as caller:
        before = caller.client.with_options(max_retries=0)
        lose(caller)
        after = caller.client.with_options(timeout=5)
        for clone in (before, after):
            assert clone.unsettled == (ONE,)
            with pytest.raises(PurchaseUnsettled):
                caller.wait(clone.buy_numbers(numbers=[ONE], owner_type="personal"))
        caller.wait(after.settle())
        assert caller.unsettled == before.unsettled == ()
        with pytest.raises(OutcomeUnknown):
            caller.wait(before.buy_numbers(numbers=[ONE], owner_type="personal"))
        assert caller.unsettled == (ONE,)
        assert caller.client.with_options(dry_run=True).unsettled == (ONE,)
    assert server.counts["buyNumbers"] == 2


@both_kinds
def test_another_client_knows_nothing_of_it(kind: Kind) -> None:
    """What is unsettled is that client's own."""
    with (
        Hostile(responds(Account())) as server,
        Either(kind, server.base_url) as caller,
        Either(kind, server.base_url) as another,
    ):
        lose(caller)
        assert another.unsettled == ()
        buy(another)


@both_kinds
def test_a_number_in_another_form(kind: Kind) -> None:
    """Digits or an integer, it is the same number."""
    with Hostile(responds(Account())) as server, Either(kind, server.base_url) as caller:
        lose(caller)
        for number in (ONE, int(ONE)):
            with pytest.raises(PurchaseUnsettled):
                caller.buy_numbers(numbers=[number], owner_type="business")
    assert server.counts["buyNumbers"] == 1


REFUSED: dict[str, tuple[bytes, type[PlusofonError]]] = {
    "a wrong parameter": (json(EXAMPLES["WrongParameter"], "400 Bad Request"), BadRequest),
    "inside 200": (json(EXAMPLES["RefusedInside200"]), BadRequest),
    "too many requests": (http(b"", "429 Too Many Requests"), RateLimited),
    "no access": (json(EXAMPLES["NoAccess"], "500 Server Error"), NoAccess),
}


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED)
@both_kinds
def test_a_purchase_that_was_refused(kind: Kind, case: tuple[bytes, type[PlusofonError]]) -> None:
    """Nothing is unknown of it, and it can be tried again."""
    answer, expected = case
    account = Account(answers=[answer, DONE])
    with Hostile(responds(account)) as server, Either(kind, server.base_url) as caller:
        with pytest.raises(expected):
            buy(caller)
        assert caller.unsettled == ()
        buy(caller)
    assert server.counts["buyNumbers"] == 2


RESERVATIONS: dict[str, tuple[list[Any], tuple[dict[str, int], tuple[str, ...]]]] = {
    "reserved": ([[reserved(OTHER, 5)], [reserved(ONE, 42)]], ({ONE: 42}, ())),
    "nowhere": ([[reserved(OTHER, 5)]], ({}, (ONE,))),
}


@pytest.mark.parametrize("way", ["the error settles", "the client settles it"])
@pytest.mark.parametrize("found", RESERVATIONS)
@both_kinds
def test_a_reservation_that_is_settled(kind: Kind, found: str, way: str) -> None:
    """A reservation is looked up where reservations stand, and spends nothing meanwhile."""
    pages, (done, missing) = RESERVATIONS[found]
    account = Account(lists={"listReservations": pages})
    with Hostile(responds(account)) as server, Either(kind, server.base_url) as caller:
        with pytest.raises(OutcomeUnknown) as caught:
            reserve(caller)
        assert caught.value.numbers == (ONE,)
        settlement = WAYS[way](caller, caught.value)
        assert (settlement.done, settlement.undone, settlement.missing) == (done, {}, missing)
        assert settlement.operation == "reserveNumber"
        assert bool(settlement) == (not missing)
        reserve(caller)
    assert server.counts["reserveNumber"] == 2
    assert server.counts["buyNumbers"] == 0


@both_kinds
def test_a_reservation_does_not_settle_a_purchase(kind: Kind) -> None:
    """That a number is reserved, or not, says nothing of its purchase."""
    account = Account(answers=[LOST, LOST, DONE])
    with Hostile(responds(account)) as server, Either(kind, server.base_url) as caller:
        lose(caller)
        with pytest.raises(OutcomeUnknown) as caught:
            reserve(caller)
        caller.wait(caught.value.settle())
        assert caller.unsettled == (ONE,)
        with pytest.raises(PurchaseUnsettled):
            buy(caller)
    assert server.counts["buyNumbers"] == 1


@both_kinds
def test_an_error_that_was_pickled(kind: Kind) -> None:
    """It has lost its client, and that client settles it all the same."""
    with Hostile(responds(Account())) as server, Either(kind, server.base_url) as caller:
        unknown = lose(caller)
        again = pickle.loads(pickle.dumps(unknown))  # noqa: S301 - our own bytes
        assert (str(again), again.numbers) == (str(unknown), unknown.numbers)
        assert str(again.failure) == str(unknown.failure)
        with pytest.raises(LookupError, match="settle"):
            again.settle()
        assert caller.settle(again).missing == (ONE,)
        assert caller.unsettled == ()


@both_kinds
def test_a_client_that_was_pickled(kind: Kind, monkeypatch: pytest.MonkeyPatch) -> None:
    """It still knows what is unsettled."""
    monkeypatch.setenv("PLUSOFON_TOKEN", TOKEN)
    with (
        Hostile(responds(Account())) as server,
        Either(kind, server.base_url, token=None) as caller,
    ):
        lose(caller)
        again = pickle.loads(pickle.dumps(caller.client))  # noqa: S301 - our own bytes
        assert again.unsettled == (ONE,)
        with pytest.raises(PurchaseUnsettled):
            caller.wait(again.buy_numbers(numbers=[ONE], owner_type="personal"))
    assert server.counts["buyNumbers"] == 1

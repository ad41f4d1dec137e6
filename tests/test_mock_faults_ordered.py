"""Faults on order: which call meets one, what it is, and what is said of an order that is none."""

from typing import Any

import msgspec
import pytest

from scripts.mock_server import create_app, create_sandbox
from scripts.mock_server.accounts import Accounts
from scripts.mock_server.faults import WIRE, Faults, Order
from scripts.mock_server.handle import AccountHandle
from scripts.mock_server.orders import MOST, Orders
from scripts.mock_server.reply import Reply
from scripts.mock_server.request import Request
from tests.control_caller import CONTROL
from tests.mock_caller import FREE, Account


def statuses(account: Account, count: int, path: str = "/number") -> list[int]:
    """Ask some times, and tell the statuses."""
    return [account.ask("GET", path).status_code for _ in range(count)]


# When.


def test_the_next_call(account: Account, handle: AccountHandle) -> None:
    """It meets the fault, and the one after it does not."""
    handle.order(Order(example="server_error"))
    assert statuses(account, 3) == [500, 200, 200]
    (fault,) = handle.faults()
    assert (fault.calls, fault.met, fault.spent) == (1, 1, True)


def test_what_is_told_of_an_order(account: Account, handle: AccountHandle) -> None:
    """What was ordered and what came of it, and no dice; the answer names no preference."""
    ordered = handle.order(Order(status=500))
    assert handle.faults() == [ordered]
    assert "dice" not in repr(ordered)
    answer = account.send("GET", "/number")
    assert answer.status_code == 500
    assert "Preference-Applied" not in answer.headers


def test_the_next_calls(account: Account, handle: AccountHandle) -> None:
    """As many as were ordered."""
    handle.order(Order(status=503, times=2))
    answers = [account.send("GET", "/number") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [503, 503, 200]


def test_every_third_call(account: Account, handle: AccountHandle) -> None:
    """It goes on so, for as long as nobody says how often."""
    handle.order(Order(example="forbidden", every=3))
    assert statuses(account, 7) == [200, 200, 403, 200, 200, 403, 200]
    handle.withdraw()
    handle.order(Order(example="forbidden", every=2, times=1))
    assert statuses(account, 5) == [200, 403, 200, 200, 200]


def test_a_share_of_the_calls(account: Account, handle: AccountHandle) -> None:
    """The dice fall the same for the same seed, about as often as was said, else otherwise."""
    runs: list[list[int]] = []
    for seed in (7, 7, 8):
        handle.withdraw()
        handle.order(Order(example="forbidden", share=0.25, seed=seed))
        runs.append(statuses(account, 200, "/number/cli-types"))
    assert runs[0] == runs[1] != runs[2]
    assert 30 <= runs[0].count(403) <= 70


def test_a_mock_with_dice_of_its_own() -> None:
    """They decide how those of all its orders fall."""

    def run(dice: int) -> list[int]:
        orders = Orders(Faults(create_app().sandbox.faults.answers, dice))
        orders.order(Order(example="forbidden", share=0.25))
        return [call for call in range(200) if orders.meet("listNumbers")]

    assert run(1) == run(1) != run(0)


def test_two_shares_of_the_calls(account: Account, handle: AccountHandle) -> None:
    """Each has dice of its own, so that both are met, each about as often as was said."""
    for example in ("forbidden", "no_access"):
        handle.order(Order(example=example, share=0.25))
    met = statuses(account, 400, "/number/cli-types")
    assert 70 <= met.count(403) <= 130
    assert 45 <= met.count(500) <= 105, "A quarter of what the first one leaves."


def test_one_operation(account: Account, handle: AccountHandle) -> None:
    """The others neither meet the fault nor count as calls."""
    handle.order(Order(operation="reserveNumber", example="server_error"))
    assert statuses(account, 3) == [200, 200, 200]
    assert account.reserve(FREE).status_code == 500
    assert account.reserve(FREE).json() == {"success": True}
    assert handle.faults()[0].calls == 1


def test_an_answer_that_few_operations_have(account: Account, handle: AccountHandle) -> None:
    """Ordered for all, it waits for one of these."""
    handle.order(Order(example="reservation_not_found"))
    assert statuses(account, 2) == [200, 200]
    assert account.ask("DELETE", "/number/reserve/1").status_code == 404
    assert handle.faults()[0].calls == 1


def test_two_faults_for_the_next_call(account: Account, handle: AccountHandle) -> None:
    """The one ordered first is met first; the other waits."""
    handle.order(Order(example="forbidden"))
    handle.order(Order(example="server_error"))
    assert statuses(account, 3) == [403, 500, 200]


def test_faults_of_one_account(account: Account, handle: AccountHandle) -> None:
    """Nobody else meets them, not even on the same shelf."""
    other = Account(account.mock, f"{account.token}:other")
    handle.order(Order(example="forbidden"))
    assert (statuses(other, 1), statuses(account, 1)) == ([200], [403])


def test_withdrawing(account: Account, handle: AccountHandle) -> None:
    """What was withdrawn is not met; ids are not used again."""
    first, second = handle.order(Order(status=403)), handle.order(Order(status=500))
    handle.withdraw(first.id)
    assert [fault.id for fault in handle.faults()] == [second.id]
    with pytest.raises(LookupError, match=f"^{first.id}$"):
        handle.withdraw(first.id)
    handle.withdraw()
    assert (handle.faults(), statuses(account, 1)) == ([], [200])
    assert handle.order(Order(status=403)).id == 3


# What.


def test_a_refusal_changes_nothing(account: Account, handle: AccountHandle) -> None:
    """The operation is not carried out, however right the request is."""
    handle.order(Order(example="refused_inside_200"))
    assert account.reserve(FREE).json()["success"] is False
    assert account.held() == ({}, {}, 0)


def test_a_proxy_that_waited_in_vain(account: Account, handle: AccountHandle) -> None:
    """The change was made all the same, if that was ordered."""
    handle.order(Order(status=504, after_change=True))
    body = {"number": FREE, "owner_type": "personal"}
    answer = account.send("POST", "/number/reserve", body)
    assert (answer.status_code, answer.headers["Content-Type"]) == (504, "text/html")
    assert [held["number"] for held in handle.reserved] == [f"7{FREE}"]


def test_seconds_to_wait(account: Account, handle: AccountHandle) -> None:
    """The header Retry-After says what was ordered; the others stay as documented."""
    handle.order(Order(example="too_many_requests", retry_after=7))
    answer = account.ask("GET", "/number")
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "7")
    assert answer.headers["X-RateLimit-Limit"] == "60"


# Orders that nothing can come of.


@pytest.mark.parametrize(
    ("order", "part"),
    [
        (Order(operation="buy", status=400), "operation: listNumbers, "),
        (Order(example="not_fre"), "wrong_parameter, "),
        (Order(operation="listNumbers", example="not_free"), "example of listNumbers: sample, "),
        (Order(status=418), "status: 200, 201, 400, 401, 403, 404, 422, "),
        (Order(status=404, operation="listNumbers"), "status of listNumbers: 200, 400"),
        (Order(status=404, example="not_free"), "example: number_not_found, "),
        (Order(fault="reset"), "fault: reset_before_change, reset_in_answer, "),
        (Order(), "needs an example, a status, a fault or a delay"),
        (Order(times=3), "needs an example"),
        (Order(status=400, fault="cut_body"), "either a fault, or an example"),
        (Order(status=500, every=2, share=0.5), "every n-th time, or in a share"),
        (Order(status=500, seed=3), "seed: it goes with share"),
        (Order(fault="cut_body", after_change=True), "after_change: it goes with"),
        (Order(status=500, retry_after=3), "retry_after: it goes with"),
        (Order(delay=1, retry_after=3), "retry_after: it goes with"),
        (Order(fault="delayed", retry_after=3), "retry_after: it goes with"),
        (Order(fault="cut_body", pause=0.1), "pause: it goes with the fault trickled"),
        (Order(status=500, bytes=3), "bytes: it goes with the fault reset_in_answer or cut_body"),
        (Order(status=500, times=0), "`int` >= 1"),
        (Order(status=500, share=1.5), "`float` <= 1"),
        (Order(status="500"), "Expected `int | null`, got `str`"),  # type: ignore[arg-type]
        (Order(delay=61), "`float` <= 60"),
    ],
)
def test_an_order_that_nothing_can_come_of(handle: AccountHandle, order: Order, part: str) -> None:
    """It is refused in a sentence that says what there is, and nothing is ordered."""
    with pytest.raises(ValueError, match=r"\.$") as caught:
        handle.order(order)
    assert part in str(caught.value)
    assert handle.faults() == []


def test_an_order_with_what_it_does_not_have() -> None:
    """A property that no order has is no part of one."""
    with pytest.raises(msgspec.ValidationError, match="unknown field `often`"):
        msgspec.convert({"status": 500, "often": 3}, Order)


def test_too_many_orders(handle: AccountHandle) -> None:
    """An account has so many at most, so that nobody fills the memory."""
    assert MOST == 100
    for _ in range(MOST):
        handle.order(Order(status=500))
    with pytest.raises(ValueError, match="withdraw some"):
        handle.order(Order(status=500))


# The other two ways.


@pytest.mark.parametrize(
    ("header", "status", "applied"),
    [
        ("code=403", 403, "code=403"),
        ("example=server_error", 500, "example=server_error"),
        ('Code="500"; example="no_access"', 500, "code=500, example=no_access"),
        ("return=minimal, code = 403, code=500", 403, "code=403"),
        ("code=200, example=empty", 200, "code=200, example=empty"),
        ("respond-async, wait=10", 200, None),
        ("dynamic=true", 200, None),
        ("", 200, None),
        ('=;,"', 200, None),
    ],
)
def test_the_header_prefer(account: Account, header: str, status: int, applied: str | None) -> None:
    """It is read as RFC 7240 has it; what is not ours is ignored, and not said to be applied."""
    answer = account.ask("GET", "/number", headers={"Prefer": header})
    assert (answer.status_code, answer.headers.get("Preference-Applied")) == (status, applied)


@pytest.mark.parametrize(
    ("header", "parts"),
    [
        ("code=418", ["Prefer: code of listNumbers: 200, 400, 401, ", ' "418" came']),
        ("code=404", ["504 was expected"]),
        ("code=", ["200, 400"]),
        ("code=400, example=not_free", ["wrong_parameter, unknown_parameter or broken_body was"]),
        ("example=number_not_found", ["sample, empty, refused_inside_200"]),
        ("fault=reset", [*WIRE, '"reset" came']),
        ("fault=cut_body, code=400", ["either fault alone, or code and example"]),
    ],
)
def test_a_preference_that_cannot_be_had(account: Account, header: str, parts: list[str]) -> None:
    """It is a documented 400 that lists what there is."""
    answer = account.ask("GET", "/number", headers={"Prefer": header})
    assert answer.status_code == 400
    for part in parts:
        assert part in answer.json()["message"]


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/number?page=1999500002", None),
        ("GET", "/number/search?city_code=1999500002", None),
        ("GET", "/number/search", {"region": 1999500002}),
        ("GET", "/number/search", {"phone_number": "1999500002"}),
        ("POST", "/number/reserve", {"number": 1999500002, "owner_type": "personal"}),
        ("POST", "/number/reserve", {"number": 71999500002}),
        ("POST", "/number/buy", {"numbers": [FREE, 1999500002], "owner_type": "personal"}),
        ("POST", "/number/follow", {"destination_number": "+71999500002", "type": "number"}),
        ("DELETE", "/number/1999500002", None),
        ("DELETE", "/number/reserve/1999500002", {}),
    ],
)
def test_a_magic_number(account: Account, method: str, path: str, body: Any) -> None:
    """As any value of a request it is the answer that its digits say, and nothing changes."""
    answer = account.ask(method, path, body)
    assert (answer.status_code, answer.json()) == (500, {"message": "Server Error"})
    assert account.held() == ({}, {}, 0)


@pytest.mark.parametrize(
    "value", ["19995000021", "x1999500002", "1999500002.bitrix24.ru", "199950000", "81999500002"]
)
def test_digits_that_are_no_magic_number(account: Account, value: str) -> None:
    """Only the ten digits alone, or behind a 7, are one."""
    assert account.ask("GET", "/number/code-regions", {"type": value}).status_code == 200


def test_a_magic_number_that_the_operation_does_not_have(account: Account) -> None:
    """It is a documented 400 that lists those it has."""
    answer = account.ask("GET", "/number", {"page": 1999404001})
    assert answer.status_code == 400
    text = answer.json()["message"]
    assert "1999200001, 1999200002" in text
    assert "1999404001 came" in text
    assert "/_mock/magic-numbers" in text


def test_a_body_that_is_no_json(account: Account) -> None:
    """A magic number inside it is not looked for; the body is refused as ever."""
    content = b'{"page": 1999500002'
    answer = account.ask("GET", "/number", content=content, headers={"Content-Type": "text/plain"})
    assert answer.status_code == 400
    deep = b"[" * 100_000 + b"1999500002"
    assert account.ask("GET", "/number", content=deep).status_code == 400


def test_all_three_ways_at_once(account: Account, handle: AccountHandle) -> None:
    """An ordered fault comes before Prefer, and Prefer before a magic number."""
    handle.order(Order(example="forbidden"))
    headers = {"Prefer": "code=401", "Client": "1999422001"}
    seen = [account.ask("GET", "/number", headers=headers).status_code for _ in range(2)]
    seen.append(account.ask("GET", "/number", headers={"Client": "1999422001"}).status_code)
    assert seen == [403, 401, 422]


def test_the_order_of_the_checks(account: Account, handle: AccountHandle) -> None:
    """Route, account, fault, parameters: what is refused earlier meets no fault."""
    handle.order(Order(example="server_error"))
    assert account.ask("GET", "/nothing").json()["jsonrpc"] == "2.0"
    assert account.ask("PUT", "/number").status_code == 405
    assert account.ask("GET", "/number", headers={"Client": ""}).status_code == 401
    handle.put_into("forbidden")
    assert statuses(account, 1) == [403]
    handle.take_out()
    assert handle.faults()[0].calls == 0
    assert account.ask("GET", "/number", {"colour": "red"}).status_code == 500


def test_the_same_calls_and_the_same_seed() -> None:
    """With a clock that stands still they have the same bytes, faults and all."""

    def bytes_of_a_run() -> list[tuple[int, bytes, str]]:
        account = Account(token="test-same")
        handle = account.mock.sandbox.account(account.token)
        handle.freeze("2026-01-01T12:00:00Z")
        handle.order(Order(example="not_free", share=0.5, seed=3))
        answers = [account.reserve(number) for number in range(FREE, FREE + 20)]
        answers += [account.ask("GET", path) for path in ("/number/reserve", "/number/search")]
        return [(a.status_code, a.content, str(sorted(a.headers.items()))) for a in answers]

    first = bytes_of_a_run()
    assert first == bytes_of_a_run()
    assert {status for status, *_ in first} == {200, 400}


def test_the_bounds_of_an_order_are_told_once() -> None:
    """The document of the control API has the properties and the bounds that the code has."""
    (written,) = msgspec.json.schema(Order)["$defs"].values()
    documented = CONTROL["components"]["schemas"]["Order"]["properties"]
    assert documented.keys() == written["properties"].keys()
    for name, told in written["properties"].items():
        (kind,) = [k for k in told.get("anyOf", [told]) if k.get("type") != "null"]
        for bound in ("minimum", "maximum"):
            assert documented[name].get(bound) == kind.get(bound) or name in {"share", "seed"}


def test_an_idle_account_goes_first() -> None:
    """So many accounts have orders at most; who has asked for nothing the longest loses them."""
    accounts = Accounts(Account().mock.sandbox.faults, room=2)
    for name in ("test-a", "test-b", "test-a", "test-c"):
        accounts.of(name)
    assert [name for name in ("test-a", "test-b", "test-c") if accounts.find(name)] == [
        "test-a",
        "test-c",
    ]


def test_the_header_of_a_status(account: Account, handle: AccountHandle) -> None:
    """An order by status alone may set it, too."""
    handle.order(Order(status=429, retry_after=7))
    assert account.send("GET", "/number").headers["Retry-After"] == "7"


def test_no_answer_in_the_journal() -> None:
    """What never ran has none: no status, no header, no byte."""
    replies: list[Reply] = []
    mock = create_sandbox()
    handle = mock.account("test-1")
    handle.order(Order(fault="reset_before_change"))
    headers = {"authorization": "Bearer test-1", "client": "1"}
    mock.handle(Request("GET", "/api/v1/number", headers), replies.append)
    (entry,) = handle.requests()
    assert (entry.status, entry.answer, entry.answer_size, entry.answer_headers) == (0, "", 0, {})

"""The control API over HTTP: a thin face of the account's handle, as its own document has it."""

from importlib.metadata import version
from typing import Any

import httpx2
import openapi_spec_validator
import pytest

from scripts.mock_server.conditions import CONDITIONS
from scripts.mock_server.faults import WIRE
from scripts.mock_server.stores import StoreFailed
from tests.contract import DOCUMENT, OPERATIONS
from tests.control_caller import CONTROL, Controller, resolve
from tests.mock_caller import FREE, HOST, OTHER, Account

OPEN = ["/health", "/openapi.json", "/number-api.json", "/magic-numbers", "/conditions"]


@pytest.fixture
def control(account: Account) -> Controller:
    """The control of the same account."""
    return Controller(account)


def held(control: Controller) -> tuple[int, int]:
    """Count what the account has reserved and what it owns."""
    data = [control.account.data(path) for path in ("/number/reserve", "/number")]
    return len(data[0]), len(data[1])


# The document.


def test_the_document_is_valid() -> None:
    """It is OpenAPI 3.1."""
    assert version("openapi-spec-validator")
    openapi_spec_validator.validate(CONTROL)


def test_the_documents_are_served(control: Controller) -> None:
    """Both, whole, as JSON."""
    assert control.get("/openapi.json") == CONTROL
    assert control.get("/number-api.json") == DOCUMENT


def test_the_names_in_the_document() -> None:
    """The conditions and the faults of the wire that it tells of are those that there are."""
    schemas = CONTROL["components"]["schemas"]
    assert schemas["ConditionName"]["enum"] == list(CONDITIONS)
    told = schemas["Order"]["properties"]["fault"]["description"]
    assert all(fault in told for fault in WIRE)


def test_the_examples_of_the_document(control: Controller) -> None:
    """Each example of a request is one that is taken."""
    for path, item in CONTROL["paths"].items():
        for method, operation in item.items():
            media = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
            for example in media.get("examples", {}).values():
                control.tell(method.upper(), path, resolve(example)["value"])


# Who asks, and for what.


@pytest.mark.parametrize("path", OPEN)
def test_what_needs_no_token(control: Controller, path: str) -> None:
    """It is answered to everybody."""
    assert control.ask("GET", path, headers={"Authorization": ""}).status_code == 200


@pytest.mark.parametrize("token", ["", "Bearer live-1", "Basic test-1"])
def test_an_unknown_token(control: Controller, token: str) -> None:
    """It is a 401 that shows one which works, and does not repeat it."""
    answer = control.ask("GET", "/clock", headers={"Authorization": token})
    text = answer.json()["message"]
    assert answer.status_code == 401
    assert "Bearer test-1" in text
    assert "live" not in text


def test_another_path_or_method(control: Controller) -> None:
    """They are named as what they are, and not as the provider names its own."""
    assert "/_mock/openapi.json" in control.refused("GET", "/nothing", status=404)
    answer = control.ask("POST", "/clock")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, PUT")


@pytest.mark.parametrize(
    ("method", "path", "body", "part"),
    [
        (
            "POST",
            "/faults",
            {"operation": "buyNumbers", "exampel": "x"},
            "exampel: the operation has",
        ),
        ("POST", "/faults", {"status": "500"}, "status: an integer was expected"),
        ("POST", "/faults", {"fault": "reset"}, "fault: reset_before_change, "),
        ("POST", "/faults", {}, "1 or more properties"),
        ("PUT", "/clock", {}, "at: a value was expected, nothing came"),
        ("PUT", "/clock", {"at": "noon"}, "at: "),
        ("PUT", "/clock", {"at": "2300-01-01T00:00:00Z"}, "from 1970 until 2200"),
        ("POST", "/clock/advance", {"hours": -1}, "hours: 0 or more was expected, -1 came"),
        ("POST", "/clock/advance", {"days": 100_000}, "cannot go so far"),
        ("PUT", "/condition", {"condition": "tired"}, "condition: no_access, expired, "),
        ("POST", "/seed", {"free": [5]}, "free.0: "),
        ("POST", "/seed", {"free": [FREE, FREE]}, "named twice"),
        ("PUT", "/snapshot", {"owned": [{"id": 1}]}, "owned.0"),
        ("PUT", "/snapshot", {"ranges": None, "last_ids": {"test-1": -1}}, "last_ids"),
        ("PUT", "/snapshot", {"clock": {"type": "clock_set", "on": 1}}, "an object without on was"),
        ("DELETE", "/faults/first", None, "fault_id: an integer was expected"),
        ("POST", "/reset", {"hard": True}, "hard: the operation has no such parameter"),
        ("GET", "/clock?page=1", None, "page: the operation has no such parameter"),
    ],
)
def test_a_wrong_request(control: Controller, method: str, path: str, body: Any, part: str) -> None:
    """It is a 400 that says what was expected."""
    path, _, query = path.partition("?")
    answer = control.ask(method, path, body, params=query or None)
    assert answer.status_code == 400, answer.text
    assert part in answer.json()["message"]


def test_a_body_that_is_too_large(account: Account) -> None:
    """The limit is the same as elsewhere."""
    http = httpx2.Client(transport=httpx2.WSGITransport(account.mock), base_url=HOST)
    headers = {"Authorization": f"Bearer {account.token}", "Content-Type": "application/json"}
    answer = http.put("/_mock/snapshot", content=b" " * 1_000_001, headers=headers)
    assert (answer.status_code, "up to 1000000 bytes" in answer.text) == (400, True)


def test_a_store_that_fails(control: Controller, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is a 503 with the store's sentence, here and in the number API, and then goes on."""
    sandbox = control.mock.sandbox

    def fail(job: Any) -> None:
        job.finish(StoreFailed("The disk is full."))

    with monkeypatch.context() as patch:
        patch.setattr(sandbox.store, "submit", fail)
        assert control.refused("POST", "/reset", status=503) == "The disk is full."
        answer = control.account.send("GET", "/number")
        assert (answer.status_code, answer.headers["Content-Type"]) == (503, "text/html")
        assert "<p>The disk is full.</p>" in answer.text
    assert control.tell("POST", "/reset") == {"success": True}


# What it does.


def test_health(control: Controller) -> None:
    """It is there, and says which version."""
    assert control.get("/health") == {"status": "ok", "version": DOCUMENT["info"]["version"]}


def test_seeding_and_resetting(control: Controller) -> None:
    """What is named is held, until everything is as new."""
    control.tell("POST", "/seed", {"reserved": [FREE], "owned": [f"7{OTHER}"]})
    assert held(control) == (1, 1)
    control.tell("POST", "/seed", {"free": [FREE]})
    assert control.account.free() == [FREE]
    control.tell("POST", "/reset")
    assert held(control) == (0, 0)
    control.tell("POST", "/seed")
    assert len(control.account.free()) == 20


def test_a_snapshot(control: Controller) -> None:
    """What was taken can be put back as it came, here or elsewhere."""
    control.tell("POST", "/seed", {"reserved": [FREE], "owned": [OTHER]})
    control.tell("POST", "/clock/freeze", {"at": "2026-01-01T12:00:00Z"})
    snapshot = control.get("/snapshot")
    control.tell("POST", "/reset")
    control.tell("PUT", "/snapshot", snapshot)
    assert (held(control), control.get("/snapshot")) == ((1, 1), snapshot)
    elsewhere = Controller(Account(control.mock))
    elsewhere.tell("PUT", "/snapshot", snapshot)
    assert held(elsewhere) == (1, 1)


def test_the_clock(control: Controller) -> None:
    """Each operation tells what the clock shows afterwards."""
    assert control.get("/clock") == {"now": "2026-03-01T12:00:00Z", "frozen": False}
    steps = [
        ("POST", "/clock/freeze", {"at": "2026-01-01T12:00:00Z"}, "2026-01-01T12:00:00Z", True),
        ("POST", "/clock/advance", {"hours": 1.5, "days": 1}, "2026-01-02T13:30:00Z", True),
        (
            "PUT",
            "/clock",
            {"at": "2026-05-01T00:00:00.25+03:00"},
            "2026-04-30T21:00:00.250000Z",
            True,
        ),
        ("POST", "/clock/run", None, "2026-04-30T21:00:00.250000Z", False),
        ("POST", "/clock/freeze", None, "2026-04-30T21:00:00.250000Z", True),
    ]
    for method, path, body, now, frozen in steps:
        assert control.tell(method, path, body) == {"now": now, "frozen": frozen}
        assert control.get("/clock") == {"now": now, "frozen": frozen}


def test_a_reservation_that_ends(control: Controller) -> None:
    """An hour later by the account's clock nothing is reserved."""
    control.account.reserve(FREE, short=1)
    control.tell("POST", "/clock/advance", {"hours": 1})
    assert held(control) == (0, 0)


def test_the_journal(control: Controller) -> None:
    """It lists what was asked, until it is emptied."""
    control.account.reserve(FREE)
    (request,) = control.get("/journal")["requests"]
    assert (request["operation"], request["status"]) == ("reserveNumber", 200)
    assert len(control.get("/journal/har")["log"]["entries"]) == 1
    control.tell("DELETE", "/journal")
    assert control.get("/journal") == {"requests": []}


def test_faults(control: Controller) -> None:
    """They are taken, met, listed with how often, and withdrawn."""
    order = {"operation": "reserveNumber", "example": "not_free", "times": 2}
    ordered = control.tell("POST", "/faults", order)
    assert ordered == {"id": 1, "order": order, "calls": 0, "met": 0, "spent": False}
    second = control.tell("POST", "/faults", {"fault": "reset_after_change", "delay": 0.1})
    assert second["order"] == {"fault": "reset_after_change", "delay": 0.1}
    assert control.account.reserve(FREE).status_code == 400
    assert control.get("/faults")["faults"][0] == ordered | {"calls": 1, "met": 1}
    control.tell("DELETE", "/faults/2")
    assert "no ordered fault 2" in control.refused("DELETE", "/faults/2", status=404)
    assert [fault["id"] for fault in control.get("/faults")["faults"]] == [1]
    control.tell("DELETE", "/faults")
    assert control.get("/faults") == {"faults": []}


def test_an_account_that_has_ordered_nothing(control: Controller) -> None:
    """It has no faults, and none to withdraw."""
    assert control.get("/faults") == {"faults": []}
    control.refused("DELETE", "/faults/1", status=404)
    control.tell("DELETE", "/faults")


def test_the_magic_numbers(control: Controller) -> None:
    """The table has each number of each operation once."""
    table = control.get("/magic-numbers")["magic_numbers"]
    keys = [(row["operation"], row["number"]) for row in table]
    assert len(set(keys)) == len(keys) > 200
    assert {row["operation"] for row in table} == set(OPERATIONS)


def test_a_condition(control: Controller) -> None:
    """The number API refuses, the control API goes on, until the account is taken out."""
    assert control.get("/condition") == {"condition": None}
    told = control.tell("PUT", "/condition", {"condition": "throttled", "calls_per_minute": 1})
    assert (told["condition"], told["calls_per_minute"]) == ("throttled", 1)
    control.tell("PUT", "/condition", {"condition": "forbidden"})
    assert control.account.ask("GET", "/number").status_code == 403
    assert control.get("/condition")["condition"] == "forbidden"
    assert control.tell("DELETE", "/condition") == {"condition": None}
    assert control.account.ask("GET", "/number").status_code == 200


def test_the_conditions(control: Controller) -> None:
    """An account with one of the names that are listed is in the condition."""
    for row in control.get("/conditions")["conditions"]:
        named = Controller(Account(control.mock, row["token"]))
        told = named.get("/condition")
        assert told["condition"] == row["condition"]
        assert "use another" in named.tell("DELETE", "/condition")["why"]

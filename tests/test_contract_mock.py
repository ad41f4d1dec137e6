"""plusofon-contract against the mock: healthy, and with each fault that can be ordered."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from scripts.contract.command import exit_code
from scripts.contract.offers import Allowance
from scripts.mock_server import AccountHandle, Order, Sandbox, create_sandbox
from scripts.mock_server.conditions import CONDITIONS
from scripts.mock_server.faults import WIRE
from scripts.mock_server.server import Server
from tests.contract import BASE_PATH
from tests.contract_runs import SPENDING, differing, held, run

SEARCH = "#/paths/~1number~1search/get"
# The answer is as it should be, in the end.
HARMLESS = {"delayed", "trickled"}


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[str, Sandbox]]:
    """A mock that tolerates what the document says the provider does."""
    sandbox = create_sandbox(lenient=True)
    with Server(sandbox) as serving:
        yield serving.url + BASE_PATH, sandbox


@pytest.fixture
def account(server: tuple[str, Sandbox], request: pytest.FixtureRequest) -> AccountHandle:
    """An account that holds something of each kind."""
    handle = server[1].account(f"test-{abs(hash(request.node.name))}")
    handle.seed(owned=[4951332210, 9301112233], reserved=[4951332211])
    return handle


@pytest.mark.parametrize("allowance", [Allowance(), SPENDING])
def test_a_healthy_mock(
    server: tuple[str, Sandbox], account: AccountHandle, tmp_path: Path, allowance: Allowance
) -> None:
    """All that is tried holds, and the account has afterwards what it had before."""
    before = (account.owned, account.reserved)
    findings = run(server[0], tmp_path, token=account.token, allowance=allowance)
    assert differing(findings) == {}
    assert exit_code(findings) == 0
    assert (account.owned, account.reserved) == before
    assert len(held(findings)) > (200 if allowance.roubles else 150)
    assert [*tmp_path.iterdir()] == []


def test_what_is_sent_without_permission(
    server: tuple[str, Sandbox], account: AccountHandle, tmp_path: Path
) -> None:
    """Nothing but operations that read, and what no operation is."""
    run(server[0], tmp_path, token=account.token)
    sent = {(entry.method, entry.operation) for entry in account.requests()}
    assert {method for method, _ in sent} == {"GET"}
    assert {"listNumbers", "searchNumbers"} < {operation for _, operation in sent}


def test_a_mock_that_refuses_what_the_provider_presumably_tolerates(tmp_path: Path) -> None:
    """That is news, since it is inferred, and no broken promise."""
    with Server(create_sandbox()) as serving:
        findings = run(serving.url + BASE_PATH, tmp_path, token="test-strict")
    assert list(differing(findings)) == [("searchNumbers", "#/info", "page_that_is_none")]
    assert exit_code(findings) == 3


@pytest.mark.parametrize("fault", WIRE)
def test_a_fault_of_the_wire(
    server: tuple[str, Sandbox], account: AccountHandle, tmp_path: Path, fault: str
) -> None:
    """It is found where it happens and nowhere else; an answer that is merely late is none."""
    pause = 0.0001 if fault == "trickled" else None
    delay = 0.01 if fault == "delayed" else None
    account.order(Order(operation="listRegions", fault=fault, every=1, pause=pause, delay=delay))
    findings = run(server[0], tmp_path, token=account.token)
    operations = {operation for operation, _, _ in differing(findings)}
    if findings.stopped:
        assert "answers in a row were lost" in findings.stopped
    assert operations == (set() if fault in HARMLESS else {"listRegions"})


@pytest.mark.parametrize("condition", sorted({*CONDITIONS} - {"throttled", "unprocessable"}))
def test_an_account_in_a_condition(
    server: tuple[str, Sandbox], account: AccountHandle, tmp_path: Path, condition: str
) -> None:
    """A service that refuses everything keeps no promise; another token or API ends the run."""
    account.put_into(condition)
    findings = run(server[0], tmp_path, token=account.token)
    if condition == "expired":
        assert "does not know the token" in findings.stopped
        assert len(account.requests()) == 1
    elif condition == "page_not_found":
        assert "It is not this API" in findings.stopped
        assert (exit_code(findings), len(account.requests())) == (4, 2)
    else:
        assert {("searchNumbers", SEARCH, ""), ("listNumbers", "#/paths/~1number/get", "")} <= set(
            differing(findings)
        )
        assert exit_code(findings) == 1


def test_the_first_429(server: tuple[str, Sandbox], account: AccountHandle, tmp_path: Path) -> None:
    """It is the last answer."""
    account.put_into("throttled", calls_per_minute=9)
    findings = run(server[0], tmp_path, token=account.token)
    assert [entry.status for entry in account.requests()].count(429) == 1
    assert account.requests()[-1].status == 429
    assert (exit_code(findings), "429" in findings.stopped) == (4, True)
    why = findings.ledger.standings["listReservations", "#/paths/~1number~1reserve/get", ""].why
    assert why == "no answer had it before the run ended"


def test_the_rate(server: tuple[str, Sandbox], account: AccountHandle, tmp_path: Path) -> None:
    """Requests are as far apart as it says, at least."""
    account.put_into("throttled", calls_per_minute=6)
    run(server[0], tmp_path, token=account.token, rate=5.0)
    times = [entry.time for entry in account.requests()]
    apart = [(later - sooner).total_seconds() for sooner, later in pairwise(times)]
    assert len(apart) >= 5
    assert min(apart) > 0.15  # of 0.2; the way here takes its time


def test_a_number_beyond_the_budget(
    server: tuple[str, Sandbox], account: AccountHandle, tmp_path: Path
) -> None:
    """Nothing is bought, and the report says why."""
    allowance = Allowance(
        changes=True, roubles=SPENDING.roubles and SPENDING.roubles / 50, numbers=1
    )
    findings = run(server[0], tmp_path, token=account.token, allowance=allowance)
    assert "buyNumbers" not in {entry.operation for entry in account.requests()}
    why = findings.ledger.standings["buyNumbers", "#/paths/~1number~1buy/post", ""].why
    assert why.startswith("no number within 10 roubles")

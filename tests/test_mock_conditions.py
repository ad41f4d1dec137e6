"""Conditions: what is refused to an account, whatever it asks for."""

import pytest

from scripts.mock_server.conditions import CONDITIONS, prefix
from scripts.mock_server.handle import AccountHandle
from tests.mock_caller import FREE, OTHER, Account


def statuses(account: Account, count: int) -> list[int]:
    """Ask some times, and tell the statuses."""
    return [account.ask("GET", "/number").status_code for _ in range(count)]


def test_names_of_conditions_are_whole_words(account: Account) -> None:
    """An account that merely begins like one is an account like others."""
    for more, expected in (("", 403), ("-7", 403), ("7", 403), (":bob", 403), ("er", 200)):
        asking = Account(account.mock, prefix("forbidden") + more)
        assert statuses(asking, 1) == [expected], more
    assert account.held() == ({}, {}, 0)


def test_a_throttled_account(account: Account, handle: AccountHandle) -> None:
    """Its calls are counted by its own clock, wrong ones included, and let in again in time."""
    handle.freeze("2026-01-01T12:00:00Z")
    handle.put_into("throttled", calls_per_minute=2)
    assert account.reserve(FREE).status_code == 200
    assert account.reserve(FREE, "company").status_code == 400
    handle.advance(seconds=20.5)
    refused = account.reserve(OTHER)
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "40")
    assert (refused.headers["X-RateLimit-Limit"], len(handle.reserved)) == ("2", 1)
    handle.advance(seconds=39.5)
    assert statuses(account, 3) == [200, 200, 429]


def test_a_clock_that_goes_back(account: Account, handle: AccountHandle) -> None:
    """A minute that has not begun yet is over, so that nobody waits for a year."""
    handle.freeze("2026-01-01T12:00:00Z")
    handle.put_into("throttled", calls_per_minute=1)
    assert statuses(account, 2) == [200, 429]
    handle.freeze("2025-01-01T12:00:00Z")
    assert statuses(account, 2) == [200, 429]


def test_getting_out_of_a_condition(account: Account, handle: AccountHandle) -> None:
    """Who was put there gets out; who is there by name stays."""
    handle.put_into("no_access")
    assert "DELETE /_mock/condition" in account.ask("GET", "/number").json()["message"]
    handle.take_out()
    assert statuses(account, 1) == [200]
    named = Account(account.mock, "test-no-access-9")
    behind = account.mock.sandbox.account(named.token)
    behind.take_out()
    assert "use another" in named.ask("GET", "/number").json()["message"]


def test_a_condition_that_there_is_not(handle: AccountHandle) -> None:
    """The sentence lists those that there are."""
    with pytest.raises(ValueError, match=", ".join(CONDITIONS)):
        handle.put_into("tired")


def test_a_token_that_has_expired(account: Account) -> None:
    """The 401 is the documented one, says why, and does not repeat the token."""
    expired = Account(account.mock, "test-expired-secret")
    text = expired.ask("GET", "/number").json()["message"]
    assert "has expired" in text
    assert "test-expired-secret" not in text


@pytest.mark.parametrize("token", ["live-secret", "test", "Test-1", "secret" * 60])
def test_a_token_of_the_real_service(account: Account, token: str) -> None:
    """It is told that it does not belong here, and is not repeated, neither there nor later."""
    stranger = Account(account.mock, token)
    answer = stranger.ask("GET", "/number")
    text = answer.json()["message"]
    assert "sandbox, where no real token belongs" in text
    assert "Bearer test-1 and Client: 10553" in text
    assert token not in answer.text.replace("test-1", "").replace("with test-", "")
    assert account.mock.sandbox.journal.entries(token) == []

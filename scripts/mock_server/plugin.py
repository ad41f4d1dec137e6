"""The pytest plugin: a sandbox for each test, without any configuration.

    def test_buying(plusofon_mock):
        plusofon_mock.seed(free=[4951234567])
        my_code_that_buys()
        assert plusofon_mock.owned == ["74951234567"]

Code under test needs no change: the environment variables PLUSOFON_TOKEN and PLUSOFON_BASE_URL
lead to the sandbox while the test runs. Each test has an account of its own, so that tests may run
at the same time. Every run of pytest imports this module, so it imports the sandbox only when it is
needed.
"""

from __future__ import annotations

import itertools
import os
import secrets
from collections.abc import Generator
from typing import TYPE_CHECKING, Any, TypeVar

import pytest

if TYPE_CHECKING:
    from .sandbox import Sandbox
    from .testing import MockInProcess, PlusofonMock

Mock = TypeVar("Mock", bound="PlusofonMock")
_MOCKS = pytest.StashKey["list[PlusofonMock]"]()
_PROXIED = ("no_proxy", "NO_PROXY")


@pytest.fixture(scope="session")
def _plusofon_sandbox() -> Generator[Sandbox]:
    """The sandbox of this run; each worker of pytest-xdist has one."""
    from .sandbox import create_sandbox

    sandbox = create_sandbox()
    yield sandbox
    sandbox.close()


@pytest.fixture(scope="session")
def _plusofon_server(_plusofon_sandbox: Sandbox) -> Generator[str]:
    """A server in a thread of this process, on a free port of this machine: its URL."""
    from .server import Server

    with Server(_plusofon_sandbox) as server:
        yield server.url + _plusofon_sandbox.document.prefix


@pytest.fixture(scope="session")
def _plusofon_tokens() -> Generator[str]:
    """Tokens that no other test, worker or run uses."""
    run = secrets.token_hex(4)
    return (f"test-{run}-{number}:me" for number in itertools.count(1))


@pytest.fixture
def plusofon_mock(
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    _plusofon_sandbox: Sandbox,
    _plusofon_server: str,
    _plusofon_tokens: Generator[str],
) -> Generator[PlusofonMock]:
    """A sandbox with an account of its own for this test, behind a real socket."""
    from .testing import PlusofonMock

    mock = PlusofonMock(_plusofon_sandbox, next(_plusofon_tokens), _plusofon_server)
    yield from _lent(mock, request, monkeypatch)


@pytest.fixture
def plusofon_mock_app(
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    _plusofon_sandbox: Sandbox,
    _plusofon_tokens: Generator[str],
) -> Generator[MockInProcess]:
    """The same without a socket: `.app` is a WSGI application, for a transport that takes one."""
    from .testing import MockInProcess

    mock = MockInProcess(_plusofon_sandbox, next(_plusofon_tokens))
    yield from _lent(mock, request, monkeypatch)


def _lent(
    mock: Mock, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Generator[Mock]:
    monkeypatch.setenv("PLUSOFON_TOKEN", mock.token)
    monkeypatch.setenv("PLUSOFON_BASE_URL", mock.url)
    # A proxy of the environment would be asked for 127.0.0.1 by clients that heed it.
    direct = next((hosts for name in _PROXIED if (hosts := os.environ.get(name))), "")
    for name in _PROXIED:
        monkeypatch.setenv(name, f"{direct},127.0.0.1".lstrip(","))
    request.node.stash.setdefault(_MOCKS, []).append(mock)
    yield mock
    mock.reset()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, Any, Any]:
    """Fail a test that passed, and never met a fault which it had ordered."""
    outcome = yield
    mocks = item.stash.get(_MOCKS, list["PlusofonMock"]())
    unmet = [sentence for mock in mocks for sentence in mock.unmet()]
    if unmet:
        pytest.fail("\n".join(unmet), pytrace=False)
    return outcome

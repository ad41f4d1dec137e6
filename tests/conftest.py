"""What all tests share: how many cases are made up, and the count of them at the end."""

import os
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from hypothesis import HealthCheck, Phase

from scripts.mock_server import AccountHandle
from tests import reach, tally
from tests.mock_caller import Account
from tests.postgresql import Postgresql, running_postgresql

# What looks at the documentation needs tools that make test-docs installs.
collect_ignore = [] if find_spec("playwright") and find_spec("zensical") else ["site"]

# Generation may filter much, and the machine may be busy: neither says anything of the code.
SILENCED = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]

hypothesis.settings.register_profile(
    "fixed",
    max_examples=40,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=SILENCED,
)
hypothesis.settings.register_profile(
    "deep", max_examples=500, database=None, deadline=None, suppress_health_check=SILENCED
)
# For planted faults: that there is one is enough to know.
hypothesis.settings.register_profile(
    "hunt",
    hypothesis.settings.get_profile("fixed"),
    phases=[Phase.explicit, Phase.generate],
    report_multiple_bugs=False,
)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fixed"))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hand a worker's count to the main process; there, write down what all have reached."""
    output: dict[str, Any] | None = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["cases"] = tally.told()
        output["reached"] = reach.told()
    else:
        reach.write()


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take a worker's count."""
    output: dict[str, Any] = getattr(node, "workeroutput", {})
    tally.add(output.get("cases", []))
    reach.add(output.get("reached", []))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many cases were made up."""
    if tally.CASES:
        terminalreporter.write_sep("-", f"{tally.CASES.total()} property cases")
        for line in tally.summary():
            terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Postgresql]:
    """A PostgreSQL, where there is one, for databases that nobody stops."""
    with running_postgresql(synchronizes=False) as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where there is no store yet."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/store.db"
    database: str = request.getfixturevalue("postgresql").database()
    return database


@pytest.fixture
def account() -> Account:
    """Make an account of a mock that holds nothing."""
    return Account()


@pytest.fixture
def handle(account: Account) -> AccountHandle:
    """The same account, from behind."""
    return account.mock.sandbox.account(account.token)

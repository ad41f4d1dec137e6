"""What runs the workflows: Redocly's runner, on Node, and a sandbox behind a real socket."""

import itertools
import os
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

from scripts.mock_server import PlusofonMock, create_sandbox
from scripts.mock_server.server import Server
from scripts.workflows.document import load_workflows
from scripts.workflows.files import write_twin, write_workflows
from scripts.workflows.runner import REDOCLY


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files that the runner reads; where it is an obligation, insist on the runner."""
    if not REDOCLY.exists():
        reason = "the Node tools that run the workflows are not installed (make lint does)"
        if os.environ.get("REQUIRE_NODE"):
            pytest.fail(reason)
        pytest.skip(reason)  # People need no Node for the rest; make lint insists.
    folder = tmp_path_factory.mktemp("workflows")
    write_twin(folder)
    write_workflows(load_workflows(), folder)
    return folder


@pytest.fixture(scope="session")
def mocks() -> Generator[Iterator[PlusofonMock]]:
    """Accounts that nobody else uses, of a sandbox in a thread of this process."""
    sandbox = create_sandbox()
    with Server(sandbox) as server:
        url = server.url + sandbox.document.prefix
        yield (PlusofonMock(sandbox, f"test-{count}:me", url) for count in itertools.count())
    sandbox.close()


@pytest.fixture
def mock(mocks: Iterator[PlusofonMock]) -> PlusofonMock:
    """A fresh account."""
    return next(mocks)

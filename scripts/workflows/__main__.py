"""Run the workflows of workflows.arazzo.yaml against a sandbox on this machine.

usage: python -m scripts.workflows

Each situation is run with `redocly respect`, and compared with what it must lead to: the steps that
are taken, the calls that arrive, and what the account holds in the end. Nothing leaves the machine
and nothing is charged.
"""

import itertools
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from scripts.mock_server import PlusofonMock, create_sandbox
from scripts.mock_server.server import Server
from scripts.workflows.document import load_workflows
from scripts.workflows.files import write_twin, write_workflows
from scripts.workflows.runner import REDOCLY, RunnerFailed
from scripts.workflows.scenarios import SCENARIOS, Scenario, problems


def main() -> None:
    """Run all scenarios, and say of each whether it went as it must.

    Raises:
        SystemExit: One did not, or cannot be run.
    """
    if sys.argv[1:]:
        sys.exit(__doc__)
    if not REDOCLY.exists():
        sys.exit("make workflows: the Node tools are not installed; make workflows installs them")
    began = time.monotonic()
    sandbox = create_sandbox()
    try:
        with TemporaryDirectory() as folder, Server(sandbox) as server:
            write_twin(Path(folder))
            write_workflows(load_workflows(), Path(folder))
            url = server.url + sandbox.document.prefix
            mocks = (PlusofonMock(sandbox, f"test-{count}:me", url) for count in itertools.count())
            failed = [not went_well(each, next(mocks), Path(folder)) for each in SCENARIOS]
    except RunnerFailed as error:
        sys.exit(f"make workflows: {error}")
    print(f"{len(SCENARIOS)} situations in {time.monotonic() - began:.1f} seconds")
    if any(failed):
        sys.exit(f"make workflows: {sum(failed)} did not go as they must")


def went_well(scenario: Scenario, mock: PlusofonMock, folder: Path) -> bool:
    """Run a scenario, and print what there is to say."""
    found = [*problems(scenario, load_workflows(), mock, folder)]
    print(f"{'✗' if found else '✓'} {scenario.name}", *found, sep="\n    ", flush=True)
    return not found


if __name__ == "__main__":
    main()

"""What runs the tests of a copy: the copy's own, each time anew, and none without an end."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fork_server import ForkServer, Run


@pytest.fixture(scope="module")
def server() -> Iterator[ForkServer]:
    """One for all runs."""
    with ForkServer() as server:
        yield server


def carry_out(
    server: ForkServer, root: Path, test: str, seconds: float = 60, **more: str
) -> tuple[int, str]:
    """Run one test in a folder, where it stands beside a module of its own."""
    (root / "test_it.py").write_text(test)
    output = root / "output"
    code = server.run(Run(str(root), ["-q", "test_it.py"], more, str(output), seconds))
    return code, output.read_text()


@pytest.mark.parametrize(("value", "expected"), [(1, 0), (2, 1)])
def test_a_run(server: ForkServer, tmp_path: Path, value: int, expected: int) -> None:
    """Its exit code is pytest's, and what it imports is what stands in its folder."""
    package = tmp_path / "tests"
    package.mkdir()
    (package / "contract.py").write_text(f"VALUE = {value}")
    code, told = carry_out(
        server, tmp_path, "from tests.contract import VALUE\ndef test_it(): assert VALUE == 1"
    )
    assert code == expected
    assert ("1 failed" if expected else "1 passed") in told


def test_what_a_run_leaves_behind(server: ForkServer, tmp_path: Path) -> None:
    """The next one does not see it."""
    first, second = tmp_path / "1", tmp_path / "2"
    for folder in (first, second):
        folder.mkdir()
    left = "import os, sys\ndef test_it(): assert os.environ.pop('A', None) == sys.modules.get('a')"
    assert carry_out(server, first, "import sys\nsys.modules['a'] = 'x'\n" + left, A="x")[0] == 0
    assert carry_out(server, second, left)[0] == 0


def test_a_run_without_an_end(server: ForkServer, tmp_path: Path) -> None:
    """It is ended, with what it has started, and the next one goes on."""
    sleeping = "import subprocess\ndef test_it(): subprocess.run(['sleep', '600'])"
    with pytest.raises(TimeoutError, match="took longer than 2 s"):
        carry_out(server, tmp_path, sleeping, seconds=2)
    assert carry_out(server, tmp_path, "def test_it(): pass")[0] == 0

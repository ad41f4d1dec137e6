"""The programs of the written pages run as they stand there, against the mock."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest
import yaml
from plusofon_numbers import Plusofon

from scripts.show_demo import running_mock
from tests.contract import BASE_PATH, ROOT

FOLDER = ROOT / "docs" / "examples"
# What each must print; all of it is what the page around it says.
PRINTS = {
    "buy_a_number.py": r"bought: 7495\d{7} id \d+\n",
    "first_call.py": r"(495\d{7} [\d.]+ [\d.]+\n)+",
    "first_call.sh": r'\{.*"number": ?"495\d{7}".*\}',
    "forward_and_back.py": r"7\d{10} goes to Following\(.*\)\n7\d{10} goes to None\n",
    "lost_answer.py": r"bought: \d{10}\n",
    "release_a_number.py": r"released: 7\d{10}\n",
    "walk_all_pages.py": r"(495\d{7} [\d.]+\n)+",
    "walk_page_by_page.py": r"(page \d+ has \d+ numbers\n){2,}",
    "sandbox/condition.sh": r'\{"message":"Unauthenticated\. The token has expired\..*"\}',
    "sandbox/end_a_reservation.sh": r'\{"success":true\}\{"now":.*\}\{.*"data":\[\].*\}',
    "sandbox/journal.sh": r'\{.*\}\{"requests":\[\{"time":.*"operation":"listNumbers".*\}\]\}',
    "sandbox/magic_number.sh": r'\{"success":false,"error":"The shelf has no number .*"\}',
    "sandbox/order_a_fault.sh": r'\{"id":1,.*\}HTTP/1\.1 429 .*Retry-After: 2\n.*',
    "sandbox/prefer.sh": r"HTTP/1\.1 503 .*Preference-Applied: code=503\n.*",
    "sandbox/rivals.sh": r'\{"success":true\}\{"success":false,.*is already reserved\..*\}',
    "sandbox/seed.sh": r'\{"success":true\}\{.*"number":"79309992501".*\}',
    "sandbox/snapshot.sh": r'\{"success":true\}',
}
# Those that begin with a number that the account owns.
OWNERS = {"forward_and_back.py", "release_a_number.py"}
# Those that serve until they are ended, those that are for a shell to remember, and those that
# install: the last are run where nothing is installed, tests/test_recipe.py.
SERVERS = {"sandbox/serve.sh", "sandbox/serve_from_a_file.sh", "sandbox/serve_seeded.sh"}
ENVIRONMENT = "sandbox/environment.sh"
ALONE = {"sandbox/install.sh", *(f"shop/{it.name}" for it in (FOLDER / "shop").iterdir())}
EXAMPLES = {
    path.relative_to(FOLDER).as_posix(): path
    for path in sorted(FOLDER.rglob("*"))
    if path.suffix in (".py", ".sh")
}


@pytest.fixture(scope="module")
def mock() -> Generator[str]:
    """The URL of a mock."""
    with running_mock() as url:
        yield url


def buy_one(token: str, url: str) -> None:
    """Let an account own a number."""
    with Plusofon(token, base_url=url) as plusofon:
        number = plusofon.search_numbers(owner_type="personal").data[0].number
        plusofon.reserve_number(number=number, owner_type="personal")
        plusofon.buy_numbers(numbers=[number], owner_type="personal")


@pytest.mark.parametrize("name", sorted(EXAMPLES.keys() - SERVERS - ALONE - {ENVIRONMENT}))
def test_an_example(name: str, mock: str, tmp_path: Path) -> None:
    """It ends well, and prints what it is there to show."""
    path = EXAMPLES[name]
    token = f"test-{path.stem}"
    if name in OWNERS:
        buy_one(token, mock)
    command = [sys.executable, "-W", "error"] if path.suffix == ".py" else ["sh", "-e"]
    told = {
        "PLUSOFON_TOKEN": token,
        "PLUSOFON_BASE_URL": mock,
        "PLUSOFON_CONTROL_URL": mock.replace(BASE_PATH, "/_mock"),
        "PYTHONPATH": str(ROOT / "generated" / "python"),
    }
    done = subprocess.run(
        [*command, str(path)],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], **told},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(PRINTS[name], done.stdout, re.S), done.stdout


@contextmanager
def serving(path: Path, folder: Path) -> Generator[str]:
    """The line that a command prints when it serves; its port is another, which nobody has."""
    command = folder / "bin" / "plusofon-mock"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m scripts.mock_server "$@" --port 0\n')
    command.chmod(0o755)
    told = {"PATH": f"{command.parent}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        ["sh", str(path)],
        cwd=folder,
        env=told,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            yield process.stdout.readline() if process.stdout else ""
        finally:
            os.killpg(process.pid, signal.SIGTERM)


@pytest.mark.parametrize("name", sorted(SERVERS))
def test_a_command_that_serves(name: str, tmp_path: Path) -> None:
    """It says where it is, and a sample of the same page gets its answer there."""
    with serving(EXAMPLES[name], tmp_path) as line:
        (url,) = re.findall(r"http://\S+", line)
        test_an_example("sandbox/magic_number.sh", url, tmp_path)
    assert (tmp_path / "sandbox.db").exists() is ("from_a_file" in name)


def test_the_variables_that_are_set() -> None:
    """They lead to where the sandbox is by default, and to its control API."""
    script = f". {EXAMPLES[ENVIRONMENT]}; env"
    done = subprocess.run(["sh", "-c", script], env={}, capture_output=True, text=True, check=True)
    told = dict(line.split("=", 1) for line in done.stdout.splitlines())
    control = yaml.safe_load((ROOT / "scripts/mock_server/control.yaml").read_text("utf-8"))
    url = control["servers"][0]["url"]
    assert told["PLUSOFON_CONTROL_URL"] == url
    assert told["PLUSOFON_BASE_URL"] == url.replace("/_mock", BASE_PATH)
    assert told["PLUSOFON_TOKEN"].startswith("test-")


def test_each_example_is_on_a_page() -> None:
    """None is written for nobody."""
    pages = "".join(path.read_text("utf-8") for path in (ROOT / "docs" / "en").rglob("*.md"))
    assert [name for name in EXAMPLES if f'example("{name}")' not in pages] == []

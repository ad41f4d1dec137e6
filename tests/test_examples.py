"""The programs of the written pages run as they stand there, against the mock."""

import os
import re
import subprocess
import sys
from collections.abc import Generator
from pathlib import Path

import pytest
from plusofon_numbers import Plusofon

from scripts.show_demo import running_mock
from tests.contract import ROOT

EXAMPLES = sorted(path for path in (ROOT / "docs" / "examples").iterdir() if path.is_file())
# What each must print; all of it is what the page around it says.
PRINTS = {
    "buy_a_number.py": r"bought: 7495\d{7} id \d+\n",
    "first_call.py": r"(495\d{7} [\d.]+ [\d.]+\n)+",
    "first_call.sh": r'\{.*"number": ?"495\d{7}".*\}',
    "forward_and_back.py": r"7\d{10} goes to Following\(.*\)\n7\d{10} goes to None\n",
    "lost_answer.py": r"bought: \d{10}\n",
    "walk_all_pages.py": r"(495\d{7} [\d.]+\n)+",
    "walk_page_by_page.py": r"(page \d+ has \d+ numbers\n){2,}",
}
# Those that begin with a number that the account owns.
OWNERS = {"forward_and_back.py"}


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


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_an_example(path: Path, mock: str) -> None:
    """It ends well, and prints what it is there to show."""
    token = f"test-{path.stem}"
    if path.name in OWNERS:
        buy_one(token, mock)
    command = [sys.executable, "-W", "error"] if path.suffix == ".py" else ["sh"]
    told = {
        "PLUSOFON_TOKEN": token,
        "PLUSOFON_BASE_URL": mock,
        "PYTHONPATH": str(ROOT / "generated" / "python"),
    }
    done = subprocess.run(
        [*command, str(path)],
        env={"PATH": os.environ["PATH"], **told},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(PRINTS[path.name], done.stdout, re.S), done.stdout


def test_each_example_is_on_a_page() -> None:
    """None is written for nobody."""
    pages = "".join(path.read_text("utf-8") for path in (ROOT / "docs" / "en").rglob("*.md"))
    assert [path.name for path in EXAMPLES if f'example("{path.name}")' not in pages] == []

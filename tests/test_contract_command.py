"""The command plusofon-contract, by its process: what it prints, writes and leaves."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.etree import ElementTree

import pytest

from scripts.mock_server import AccountHandle, Sandbox, create_sandbox
from scripts.mock_server.server import Server
from tests.contract import BASE_PATH, ROOT
from tests.rogue_server import TOKEN, rogue

COMMAND = [sys.executable, "-m", "scripts.contract"]
NOWHERE = "http://127.0.0.1:1/api/v1"
CHANGES = ("--allow-changes", "--yes")
FORMS = ("junit", "json", "html")


@pytest.fixture
def server() -> Iterator[tuple[str, Sandbox]]:
    """A mock behind a socket."""
    sandbox = create_sandbox(lenient=True)
    with Server(sandbox) as serving:
        yield serving.url + BASE_PATH, sandbox


def environment(token: str) -> dict[str, str]:
    """What the command sees."""
    others = {name: os.environ[name] for name in os.environ if not name.startswith("HYPOTHESIS")}
    return {**others, "PLUSOFON_TOKEN": token, "PYTHONPATH": str(ROOT)}


def told(
    folder: Path, *arguments: str, token: str = TOKEN, answer: str | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the command to its end."""
    return subprocess.run(
        [*COMMAND, *arguments],
        cwd=folder,
        env=environment(token),
        input=answer,
        stdin=subprocess.DEVNULL if answer is None else None,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "the following arguments are required: BASE_URL"),
        (["nonsense"], "nonsense is no URL"),
        (["ftp://host/api"], "is no URL"),
        (["http://me:secret@host/api"], "neither a user nor a query"),
        ([NOWHERE, "--rate", "0"], '"0" is no number of requests a second'),
        ([NOWHERE, "--rate", "nan"], '"nan" is no number'),
        ([NOWHERE, "--allow-changes"], "say --yes as well"),
        ([NOWHERE, "--allow-spending", "--yes"], "needs a budget"),
        ([NOWHERE, "--max-roubles", "5"], "go with --allow-spending"),
        (
            [NOWHERE, "--allow-spending", "--max-roubles", "5", "--max-numbers", "1"],
            "goes with --allow-changes",
        ),
        ([NOWHERE, "--destination", "79161234567"], "go with --allow-changes"),
        ([NOWHERE, *CHANGES, "--destination", "79161234567"], "goes with --number-id"),
        ([NOWHERE, "--html", "no/such/folder/page.html"], "cannot be written"),
        ([NOWHERE, *CHANGES, "--journal", "no/such/folder/it"], "cannot be written"),
        ([NOWHERE, "--document", "no-such.yaml"], "cannot be read"),
        ([NOWHERE, "--document", "/dev/null"], "is no contract"),
        (["undo", NOWHERE], "There is no journal"),
        (["learn"], "the following arguments are required: FILE"),
        (["learn", "no-such.har"], "cannot be read"),
        (["learn", "/dev/null"], "is neither an HTTP Archive nor a cassette"),
    ],
)
def test_misuse(tmp_path: Path, arguments: list[str], sentence: str) -> None:
    """It is told in one sentence; nothing is sent, and no traceback comes."""
    done = told(tmp_path, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert sentence in done.stderr
    assert done.stderr.count("\n") == 1
    assert "secret" not in done.stderr


@pytest.mark.parametrize("token", ["", "two words", "токен"])
def test_a_token_that_is_none(tmp_path: Path, token: str) -> None:
    """It is told in one sentence, without the token."""
    done = told(tmp_path, NOWHERE, token=token)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "PLUSOFON_TOKEN" in done.stderr
    assert not token or token not in done.stderr


def test_nobody_there(tmp_path: Path) -> None:
    """The report says so, and the exit code."""
    done = told(tmp_path, NOWHERE)
    assert done.returncode == 4
    assert "Nobody answers at http://127.0.0.1:1/api/v1." in done.stdout


def test_nothing_that_was_tried(server: tuple[str, Sandbox], tmp_path: Path) -> None:
    """Where the address is wrong or the token is not known, the report is a few lines."""
    wrong = server[0].removesuffix(BASE_PATH)
    for url, token, reason in (
        (wrong, "test-1", "It is not this API: GET /number/follow-types was answered 200, error:"),
        (server[0], "live-1", "The server does not know the token."),
    ):
        done = told(tmp_path, url, "--rate", "1000", token=token)
        assert (done.returncode, done.stdout.count("\n")) == (4, 5)
        assert f"It ended early. {reason}" in done.stdout


def test_what_is_left_behind(tmp_path: Path) -> None:
    """Nothing is, where no report was asked for."""
    with rogue() as (url, _):
        done = told(tmp_path, url, "--rate", "1000", "--cases", "1")
    assert done.returncode == 0
    assert [*tmp_path.iterdir()] == []


def test_what_is_never_tried(server: tuple[str, Sandbox], tmp_path: Path) -> None:
    """It is told once, and not for each operation."""
    done = told(tmp_path, server[0], "--rate", "1000", "--cases", "0", token="test-1")
    assert done.returncode == 0
    assert done.stdout.count("needs a failure of the server") == 1
    assert "\n  503: needs a failure of the server\n" in done.stdout


def test_a_server_that_echoes_the_token(tmp_path: Path) -> None:
    """The token is in no form of the report, however it came back."""
    written = [argument for form in FORMS for argument in (f"--{form}", f"report.{form}")]
    with rogue("EchoesTheToken") as (url, _):
        done = told(tmp_path, url, "--rate", "1000", "--verbose", "--cases", "0", *written)
    assert "[hidden] may not search" in done.stdout
    reports = [(tmp_path / f"report.{form}").read_text(encoding="utf-8") for form in FORMS]
    assert not [text for text in (done.stdout, done.stderr, *reports) if TOKEN in text]


def test_the_forms_of_a_report(tmp_path: Path) -> None:
    """They agree: each has all facts, and the same differences."""
    written = [argument for form in FORMS for argument in (f"--{form}", f"report.{form}")]
    with rogue("NumbersWithDashes") as (url, _):
        done = told(tmp_path, url, "--rate", "1000", "--cases", "0", *written)
    assert done.returncode == 1
    told_json = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    differing = [fact for fact in told_json["facts"] if fact["state"] == "differs"]
    place = "#/components/schemas/Offer/properties/number"
    assert [(fact["place"], fact["kind"]) for fact in differing] == [(place, "broken promise")]
    assert differing[0]["differences"][0]["expected"] == "string like ^[0-9]{10}$"
    root = ElementTree.parse(tmp_path / "report.junit").getroot()  # noqa: S314 - it is ours
    assert (
        len(root.findall(".//testcase")) == len(told_json["facts"]) == int(root.get("tests") or 0)
    )
    assert [each.get("type") for each in root.iter("failure")] == ["broken promise"]
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert page.count("<tr class") == len(told_json["facts"])
    assert page.count('<tr class="broken">') == 1
    assert not re.search(r"<(script|link|img|iframe)|(src|href)=|url\(", page)
    for text in (done.stdout, page.replace("<wbr>", "")):
        assert place in text
        assert "string like ^[0-9]{10}$" in text


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_while_a_number_is_reserved(
    server: tuple[str, Sandbox], tmp_path: Path, number: signal.Signals
) -> None:
    """The reservation is cancelled all the same, and the exit code tells the signal."""
    account = server[1].account("test-signal")
    with running(server[0], tmp_path, account) as process:
        process.send_signal(number)
        output, errors = process.communicate(timeout=60)
    assert process.returncode == 128 + number
    assert "It ended early. The run was interrupted." in output
    assert "Traceback" not in errors
    assert account.reserved == []
    assert not (tmp_path / "plusofon-contract.journal").exists()


def test_a_run_that_was_killed(server: tuple[str, Sandbox], tmp_path: Path) -> None:
    """Its journal keeps others from starting, and undo does what it could not."""
    account = server[1].account("test-killed")
    with running(server[0], tmp_path, account) as process:
        process.kill()
        process.communicate()
    assert account.reserved
    fast = ("--rate", "1000", "--cases", "0")
    again = told(tmp_path, server[0], *CHANGES, *fast, token=account.token)
    assert (again.returncode, again.stdout) == (2, "")
    assert "plusofon-contract undo" in again.stderr
    undone = told(tmp_path, "undo", server[0], "--rate", "100", token=account.token)
    assert (undone.returncode, undone.stdout) == (0, "All is undone.\n")
    assert account.reserved == []
    assert not (tmp_path / "plusofon-contract.journal").exists()


@contextmanager
def running(url: str, folder: Path, account: AccountHandle) -> Generator[subprocess.Popen[str]]:
    """A run that was started, and has reserved a number."""
    process = subprocess.Popen(
        [*COMMAND, url, *CHANGES, "--rate", "20", "--cases", "0"],
        cwd=folder,
        env=environment(account.token),
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        end = time.monotonic() + 60
        while not account.reserved:
            assert time.monotonic() < end, "it never reserved a number"
            time.sleep(0.005)
        yield process
    finally:
        process.kill()
        process.communicate()


def test_the_target_of_make(server: tuple[str, Sandbox]) -> None:
    """It does the same, and shows the token to nobody."""
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    options = "OPTIONS=--rate 1000 --cases 0"
    make = ["make", "contract", "TEST=", f"PATH={path}", f"BASE_URL={server[0]}", options]
    done = subprocess.run(
        [*make, "TOKEN=test-by-make"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "0 broken promises" in done.stdout
    assert "test-by-make" not in done.stdout

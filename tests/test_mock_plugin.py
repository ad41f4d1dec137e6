"""The pytest plugin, by runs of pytest inside this one."""

import os
import re
import subprocess
import sys

import pytest

from tests.contract import ROOT

pytest_plugins = ["pytester"]

BUYING = """
import json, os, urllib.request

def call(method, path, **asked):
    token = f"Bearer {os.environ['PLUSOFON_TOKEN']}"
    headers = {"Authorization": token, "Client": "10553", "Content-Type": "application/json"}
    url = os.environ["PLUSOFON_BASE_URL"] + path
    request = urllib.request.Request(url, json.dumps(asked).encode(), headers, method=method)
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)

def buy(number):
    call("POST", "/number/reserve", number=number, owner_type="personal")
    call("POST", "/number/buy", numbers=[number], owner_type="personal")
"""


@pytest.fixture
def ran(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> "Ran":
    """Runs of pytest in a folder of their own, with the plugin."""
    monkeypatch.delenv("PLUSOFON_TOKEN", raising=False)
    monkeypatch.delenv("PLUSOFON_BASE_URL", raising=False)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    pytester.makepyfile(buying=BUYING)
    return Ran(pytester)


class Ran:
    """A run of pytest, and what it printed."""

    def __init__(self, pytester: pytest.Pytester) -> None:
        self._pytester = pytester

    def __call__(self, tests: str, **outcomes: int) -> str:
        """Run tests; fail unless they end like this. Answer what was printed."""
        self._pytester.makepyfile(test_inside=f"import pytest\nfrom buying import *\n{tests}")
        options = ["-p", "scripts.mock_server.plugin", "-p", "no:cacheprovider", "-p", "no:xdist"]
        result = self._pytester.runpytest_subprocess(*options, "-W", "error")
        result.assert_outcomes(**outcomes)
        return "\n".join(result.outlines)


def test_an_account_for_each_test(ran: Ran) -> None:
    """What one test bought, the next one may buy; the server is the same."""
    ran(
        """
        SEEN = []

        @pytest.mark.parametrize("nth", range(3))
        def test_buying(plusofon_mock, nth):
            assert plusofon_mock.owned == []
            buy(4951332210)
            assert plusofon_mock.owned == ["74951332210"]
            SEEN.append((plusofon_mock.url, plusofon_mock.token))

        def test_that_they_differed():
            urls, tokens = map(set, zip(*SEEN))
            assert (len(urls), len(tokens)) == (1, 3)
        """.replace("\n        ", "\n"),
        passed=4,
    )


def test_the_environment(ran: Ran, monkeypatch: pytest.MonkeyPatch) -> None:
    """It leads to the sandbox, past any proxy, as long as the test runs."""
    monkeypatch.setenv("no_proxy", "example.com")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    ran(
        """
import urllib.request

def test_inside(plusofon_mock):
    assert os.environ["PLUSOFON_TOKEN"] == plusofon_mock.token
    assert os.environ["PLUSOFON_BASE_URL"] == plusofon_mock.url
    assert plusofon_mock.url.startswith("http://127.0.0.1:")
    assert plusofon_mock.url.endswith("/api/v1")
    assert urllib.request.proxy_bypass("example.com")
    buy(4951332210)

def test_outside():
    assert not [name for name in os.environ if name.startswith("PLUSOFON_")]
    assert os.environ["no_proxy"] == "example.com"
    assert "NO_PROXY" not in os.environ
""",
        passed=2,
    )
    assert "PLUSOFON_TOKEN" not in os.environ


def test_a_fault_that_was_never_met(ran: Ran) -> None:
    """It fails the test that ordered it, for a rival too, and is named with what was asked.

    One that says nothing fails its test as well: who wrote it meant something.
    """
    output = ran(
        """
def test_inside(plusofon_mock):
    plusofon_mock.next("releaseNumber").refuse("number_not_found")
    call("GET", "/number")

def test_of_a_rival(plusofon_mock):
    plusofon_mock.rival().every(2).not_json()

def test_that_says_nothing(plusofon_mock):
    plusofon_mock.next("buyNumbers")
""",
        failed=3,
    )
    assert "next('releaseNumber').refuse('number_not_found') was ordered and never met" in output
    assert "1. listNumbers: GET /api/v1/number {} -> 200" in output
    assert "every(2).not_json() was ordered and never met" in output
    assert "next('buyNumbers') says when, and not what goes wrong. Choose refuse, " in output
    assert "Traceback" not in output
    assert "During handling" not in output


def test_a_fault_that_was_met(ran: Ran) -> None:
    """The test passes."""
    ran(
        """
def test_inside(plusofon_mock):
    plusofon_mock.next("buyNumbers").disconnect(after_commit=True)
    with pytest.raises(ConnectionError):
        buy(4951332210)
    assert plusofon_mock.owned == ["74951332210"]
""",
        passed=1,
    )


def test_an_end_that_is_none_of_a_fault(ran: Ran) -> None:
    """A test that fails, is skipped or expected to fail does so for its own reason."""
    output = ran(
        """
def test_failing(plusofon_mock):
    plusofon_mock.next("buyNumbers").not_json()
    raise KeyError("mine")

def test_skipping(plusofon_mock):
    plusofon_mock.next("buyNumbers").not_json()
    pytest.skip("mine")

@pytest.mark.xfail(raises=KeyError, reason="mine")
def test_expected(plusofon_mock):
    plusofon_mock.next("buyNumbers").not_json()
    raise KeyError("mine")
""",
        failed=1,
        skipped=1,
        xfailed=1,
    )
    assert "KeyError: 'mine'" in output
    assert "never met" not in output


def test_a_fault_of_the_test_before(ran: Ran) -> None:
    """It is gone, and fails nobody else."""
    ran(
        """
def test_failing(plusofon_mock):
    plusofon_mock.every(1).not_json()
    raise KeyError

def test_passing(plusofon_mock):
    buy(4951332210)
""",
        failed=1,
        passed=1,
    )


def test_what_a_test_leaves(ran: Ran) -> None:
    """Its account, and those of its rivals, are as new: the memory of a long run does not grow."""
    ran(
        """
former = []

def test_buying(plusofon_mock):
    buy(4951332210)
    plusofon_mock.rival().every(1).not_json()
    with pytest.raises(ValueError):
        plusofon_mock.rival().call("listNumbers")
    former.extend([plusofon_mock, plusofon_mock.rival()])

def test_afterwards():
    for mock in former:
        assert mock.owned == mock.requests == mock.account.faults() == []
""",
        passed=2,
    )


def test_other_calls_than_expected(ran: Ran) -> None:
    """What was expected and what came stand there, and the journal, as a person reads it."""
    output = ran(
        """
def test_inside(plusofon_mock):
    buy(4951332210)
    plusofon_mock.next("buyNumbers").refuse("not_reserved")
    try:
        call("POST", "/number/buy", numbers=[4951332211], owner_type="personal")
    except OSError:
        pass
    call("GET", "/nowhere")
    plusofon_mock.assert_calls("reserveNumber", "buyNumbers")
""",
        failed=1,
    )
    assert "calls: reserveNumber, buyNumbers\n" in output
    came = "reserveNumber, buyNumbers, buyNumbers, GET /api/v1/nowhere\n"
    assert re.search(rf"were expected, {came}E +came. The journal of test-", output)
    lines = [
        '1. reserveNumber: POST /api/v1/number/reserve {"number": 4951332210, "owner_type":'
        ' "personal"} -> 200 {"success":true}',
        '3. buyNumbers: POST /api/v1/number/buy {"numbers": [4951332211], "owner_type":'
        ' "personal"} -> 400 [not_reserved] {"success":false,',
        '4. no operation: GET /api/v1/nowhere {} -> 200 {"jsonrpc":"2.0",',
    ]
    assert [line for line in lines if line not in output] == []


def test_a_mistake_in_a_test(ran: Ran) -> None:
    """It is reported where it was made: nothing of the sandbox's inside is shown."""
    statements = [
        'next("buyNumber")',
        'next("buyNumbers").refuse("no_such")',
        "next().delay(1000)",
        "seed(free=[1])",
        'rival("me")',
        "advance(hours=-1)",
    ]
    tests = "\n".join(
        f"def test_{nth}(plusofon_mock): plusofon_mock.{statement}"
        for nth, statement in enumerate(statements)
    )
    output = ran(tests, failed=len(statements))
    assert re.findall(r"^test_inside\.py:(\d+): ValueError$", output, re.M) == [*"345678"]
    assert "mock_server" not in output


def test_the_variant_without_a_socket(ran: Ran) -> None:
    """Its application stands for the sandbox, and its URL leads nowhere."""
    ran(
        """
import io

def ask(mock, path):
    told = []
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "wsgi.input": io.BytesIO(),
               "SERVER_NAME": "localhost", "SERVER_PORT": "80", "HTTP_CLIENT": "10553",
               "HTTP_AUTHORIZATION": f"Bearer {os.environ['PLUSOFON_TOKEN']}"}
    body = b"".join(mock.app(environ, lambda *head: told.append(head)))
    return told[0][0], body

def test_inside(plusofon_mock_app):
    assert os.environ["PLUSOFON_BASE_URL"] == "https://plusofon.invalid/api/v1"
    plusofon_mock_app.seed(owned=[4951332210])
    status, body = ask(plusofon_mock_app, "/api/v1/number")
    assert status == "200 OK"
    assert b"74951332210" in body
    plusofon_mock_app.next("listNumbers").disconnect()
    with pytest.raises(ConnectionResetError):
        ask(plusofon_mock_app, "/api/v1/number")
    plusofon_mock_app.assert_calls("listNumbers", "listNumbers")

def test_that_never_meets_its_fault(plusofon_mock_app):
    plusofon_mock_app.next().html()

def test_both(plusofon_mock_app, plusofon_mock):
    assert plusofon_mock.token != plusofon_mock_app.token
    plusofon_mock_app.next().html()
    buy(4951332210)
""",
        passed=1,
        failed=2,
    )


def test_a_run_without_the_fixtures() -> None:
    """It has imported the plugin alone: nothing of the sandbox, nor what that needs."""
    program = (
        "import pytest, sys; before = set(sys.modules);"
        " import scripts.mock_server.plugin; print(*sorted(set(sys.modules) - before))"
    )
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    brought = {name for name in done.stdout.split() if name not in sys.stdlib_module_names}
    assert brought == {"scripts", "scripts.mock_server", "scripts.mock_server.plugin"}

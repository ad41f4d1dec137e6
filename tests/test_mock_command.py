"""The command, by its process: what it prints, how it ends, and real HTTP."""

import json
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2
import pytest

from scripts.mock_server.server import Guard
from tests.contract import EXAMPLES
from tests.mock_caller import FREE, check

ROOT = Path(__file__).resolve().parents[1]
COMMAND = [sys.executable, "-m", "scripts.mock_server"]
PREFIX = "/api/v1"
BODY = b'{"number": %d, "owner_type": "personal"}' % FREE


@contextmanager
def running() -> Generator[tuple[subprocess.Popen[str], str]]:
    """Run the command on a free port; give the process and the URL that it prints."""
    process = subprocess.Popen(
        [*COMMAND, "--port", "0"],
        cwd=ROOT,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        assert process.stdout is not None
        found = re.search(r"http://127\.0\.0\.1:\d+/\S+", process.stdout.readline())
        assert found, "The first line has the URL."
        yield process, found[0]
    finally:
        process.kill()
        process.communicate()


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """Run one mock for all tests that leave it running."""
    with running() as (_, url):
        yield url


def sent(url: str, data: bytes, *, end: bool = False) -> bytes:
    """Send bytes as they are, and read until the mock closes the connection."""
    address = httpx2.URL(url)
    with socket.create_connection((address.host, address.port or 0), timeout=10) as connection:
        connection.sendall(data)
        if end:
            connection.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: connection.recv(65536), b""))


def head(line: str, token: str, *more: str) -> bytes:
    """Write the head of a request."""
    fixed = ("Host: localhost", f"Authorization: Bearer {token}", "Client: 10553")
    lines = (line, *fixed, "Content-Type: application/json", "Connection: close", *more, "", "")
    return "\r\n".join(lines).encode("latin-1")


def status(answer: bytes) -> int:
    """Read the status of an answer; there is always one."""
    return int(answer.split(b" ", 2)[1])


def reserved(url: str, token: str) -> int:
    """Count the reservations of an account."""
    headers = {"Authorization": f"Bearer {token}", "Client": "10553"}
    answer = httpx2.get(f"{url}/number/reserve", headers=headers, trust_env=False)
    check("GET", "/number/reserve", answer)
    total: int = answer.json()["total"]
    return total


def test_what_it_prints() -> None:
    """A URL that answers, a token to use, and how to stop; nothing else until it is stopped."""
    with running() as (process, url):
        assert process.stdout is not None
        rest = process.stdout.readline() + process.stdout.readline()
        assert "Bearer test-1" in rest
        assert "Client: 10553" in rest
        assert "Ctrl+C" in rest
        headers = {"Authorization": "Bearer test-1", "Client": "10553"}
        page = httpx2.get(f"{url}/number", headers=headers, trust_env=False).json()
        assert page["path"] == f"{url}/number"
        process.send_signal(signal.SIGTERM)
        assert process.communicate(timeout=10) == ("", "")
        assert process.returncode == 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_while_a_request_is_half_sent(number: signal.Signals) -> None:
    """It ends in a second or so, quietly, with 0."""
    with running() as (process, url):
        address = httpx2.URL(url)
        with socket.create_connection((address.host, address.port or 0)) as connection:
            whole = head(f"GET {PREFIX}/number HTTP/1.1", "test-half")
            line = f"POST {PREFIX}/number/reserve HTTP/1.1"
            half = head(line, "test-half", "Content-Length: 60") + b"{"
            connection.sendall(whole.replace(b"Connection: close\r\n", b"") + half)
            assert connection.recv(65536), "The whole one is answered, the half one is there."
            process.send_signal(number)
            _, errors = process.communicate(timeout=5)
        assert (process.returncode, errors) == (0, "")


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["--seed", "gone.yaml"], "gone.yaml cannot be read"),
        (["--document", "pyproject.toml"], "pyproject.toml"),
        (["--port", "70000"], "70000 is not a port"),
    ],
)
def test_a_start_that_fails(arguments: list[str], part: str) -> None:
    """One sentence, no trace, exit code 2."""
    done = subprocess.run(
        [*COMMAND, *arguments], cwd=ROOT, capture_output=True, text=True, check=False, timeout=20
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert part in done.stderr
    assert "Traceback" not in done.stderr


def test_a_port_in_use(url: str) -> None:
    """A second mock does not take the first one's requests away."""
    port = str(httpx2.URL(url).port)
    done = subprocess.run(
        [*COMMAND, "--port", port],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=20,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert re.fullmatch(rf"Port {port} is in use: .*\n", done.stderr)


def test_a_filter_in_the_body_of_a_get(url: str) -> None:
    """It arrives over HTTP."""
    headers = {"Authorization": "Bearer test-get", "Client": "10553"}
    with httpx2.Client(headers=headers, trust_env=False) as client:
        answer = client.request("GET", f"{url}/number/search", json={"phone_type": "800"})
    check("GET", "/number/search", answer)
    assert {offer["phone_type"] for offer in answer.json()["data"]} == {"800"}


@pytest.mark.parametrize("tail", [b"0\r\n\r\n", b"", b"zz\r\n"], ids=["whole", "cut", "broken"])
def test_a_body_in_chunks(url: str, tail: bytes) -> None:
    """It is refused, since one that was cut cannot be told from one that ended."""
    data = head(
        f"POST {PREFIX}/number/reserve HTTP/1.1", "test-chunks", "Transfer-Encoding: chunked"
    )
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (BODY[:9], BODY[9:]))
    assert status(sent(url, data + chunks + tail)) == 400
    assert reserved(url, "test-chunks") == 0


def test_a_failure_of_the_mock_itself(capsys: pytest.CaptureFixture[str]) -> None:
    """It is answered as the document has it, and told on stderr without a traceback."""

    def broken(_environ: Any, _start: Any) -> Any:
        raise KeyError("oops")

    transport = httpx2.WSGITransport(app=Guard(broken))
    with httpx2.Client(transport=transport, base_url="http://localhost") as client:
        answer = client.get("/")
    assert (answer.status_code, answer.json()) == (500, EXAMPLES["ServerError"])
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize("length", ["-5", "abc", "9" * 30, "3", str(len(BODY) + 9), "3000000"])
def test_a_length_that_lies(url: str, length: str) -> None:
    """It is a 400, and nothing was reserved."""
    data = head(
        f"POST {PREFIX}/number/reserve HTTP/1.1", "test-length", f"Content-Length: {length}"
    )
    assert status(sent(url, data + BODY, end=True)) == 400
    assert reserved(url, "test-length") == 0


@pytest.mark.parametrize("depth", [900, 5000, 100_000])
def test_a_deep_body(url: str, depth: int) -> None:
    """It is a 400, and the mock lives on."""
    body = b"[" * depth + b"]" * depth
    line, length = f"POST {PREFIX}/number/buy HTTP/1.1", f"Content-Length: {len(body)}"
    answer = sent(url, head(line, "test-deep", length) + body)
    assert status(answer) == 400
    assert json.loads(answer.partition(b"\r\n\r\n")[2])["success"] is False
    assert reserved(url, "test-deep") == 0


def test_a_large_body(url: str) -> None:
    """It is refused at its announcement: the answer does not wait for the rest."""
    line, length = f"POST {PREFIX}/number/buy HTTP/1.1", "Content-Length: 3000000"
    assert status(sent(url, head(line, "test-large", length) + b"{")) == 400


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("DELETE /api/v1/number/%FF%00 HTTP/1.1", 400),
        ("DELETE /api/v1/number/\xff HTTP/1.1", 400),
        ("GET /api/v1/number?page=%FF HTTP/1.1", 400),
        ("GET /api/v1/number?page=\xff HTTP/1.1", 400),
        ('GET /api/v1/number?{"phone_type":"def"} HTTP/1.1', 400),
        ("GET /api/v1/number?{%22phone_type%22:%22def%22} HTTP/1.1", 400),
        ("TRACE /api/v1/number HTTP/1.1", 405),
        ("HEAD /api/v1/number HTTP/1.1", 405),
        ("BREW /api/v1/number HTTP/1.1", 405),
        ("NONSENSE", 400),
    ],
)
def test_a_strange_request_line(url: str, line: str, expected: int) -> None:
    """It is a documented refusal, or what the HTTP layer has for what is no HTTP."""
    assert status(sent(url, head(line, "test-line"))) == expected


@pytest.mark.parametrize("line", ["DELETE /api/v1/number/1%2F2 HTTP/1.1", "OPTIONS * HTTP/1.1"])
def test_a_path_that_leads_nowhere(url: str, line: str) -> None:
    """It is answered with the envelope."""
    answer = sent(url, head(line, "test-path"))
    assert json.loads(answer.partition(b"\r\n\r\n")[2]) == EXAMPLES["PageNotFound"]


def test_a_token_with_odd_bytes(url: str) -> None:
    """It is unknown."""
    answer = sent(url, head(f"GET {PREFIX}/number HTTP/1.1", "test-\xff\xfe"))
    assert status(answer) == 401

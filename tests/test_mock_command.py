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

import httpx2
import pytest

from scripts.mock_server.server import Server
from tests.contract import DOCUMENT, EXAMPLES
from tests.echo_server import Echo
from tests.mock_caller import FREE, check

ROOT = Path(__file__).resolve().parents[1]
COMMAND = [sys.executable, "-m", "scripts.mock_server"]
PREFIX = "/api/v1"
BODY = b'{"number": %d, "owner_type": "personal"}' % FREE


def told(arguments: list[str]) -> subprocess.CompletedProcess[str]:
    """Run the command to its end."""
    return subprocess.run(
        [*COMMAND, *arguments], cwd=ROOT, capture_output=True, text=True, check=False, timeout=20
    )


@contextmanager
def running(*arguments: str) -> Generator[tuple[subprocess.Popen[str], str]]:
    """Run the command on a free port; give the process and the line that it prints."""
    process = subprocess.Popen(
        [*COMMAND, "--port", "0", *arguments],
        cwd=ROOT,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        assert process.stdout is not None
        yield process, process.stdout.readline()
    finally:
        process.kill()
        process.communicate()


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """Run one mock for all tests that leave it running."""
    with running() as (_, line):
        yield url_in(line)


def url_in(line: str) -> str:
    """The URL in the line that the command prints."""
    (url,) = re.findall(r"http://127\.0\.0\.1:\d+/\S+", line)
    return str(url)


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
    """One line: a URL that answers, a token to use and how to stop; then nothing until the end."""
    with running() as (process, line):
        url, token = re.findall(r"http://\S+|test-\w+", line)
        assert line.endswith(f" until Ctrl+C; a token to use is {token}.\n")
        headers = {"Authorization": f"Bearer {token}", "Client": "10553"}
        page = httpx2.get(f"{url}/number", headers=headers, trust_env=False).json()
        assert page["path"] == f"{url}/number"
        process.send_signal(signal.SIGTERM)
        assert process.communicate(timeout=10) == ("", "")
        assert process.returncode == 0


def test_its_help(monkeypatch: pytest.MonkeyPatch) -> None:
    """It says what each option does, and what it is without it."""
    monkeypatch.setenv("COLUMNS", "200")
    done = told(["--help"])
    assert done.returncode == 0
    for option in ("port", "host", "store", "seed", "latency", "lenient", "version"):
        assert re.search(rf"^  --{option}\b.* {{2,}}\S.{{15,}}", done.stdout, re.M), option
    assert "(default: 8080)" in done.stdout
    assert told(["--version"]).stdout == f"plusofon-mock {DOCUMENT['info']['version']}\n"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_while_a_request_is_half_sent(number: signal.Signals) -> None:
    """It ends in a second or so, quietly, with 0."""
    with running() as (process, line):
        address = httpx2.URL(url_in(line))
        with socket.create_connection((address.host, address.port or 0)) as connection:
            whole = head(f"GET {PREFIX}/number HTTP/1.1", "test-half")
            asked = f"POST {PREFIX}/number/reserve HTTP/1.1"
            half = head(asked, "test-half", "Content-Length: 60") + b"{"
            connection.sendall(whole.replace(b"Connection: close\r\n", b"") + half)
            assert connection.recv(65536), "The whole one is answered, the half one is there."
            process.send_signal(number)
            _, errors = process.communicate(timeout=5)
        assert (process.returncode, errors) == (0, "")


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["--seed", "gone.yaml"], "gone.yaml cannot be read"),
        (["--seed", "/"], "/ cannot be read"),
        (["--seed", "1234567890"], '"1234567890" is no number from 0 to 999999999'),
        (["--seed=-1"], '"-1" is no number'),
        (["--seed", ""], '"" is no number'),
        (["--seed", "pyproject.toml"], "pyproject.toml is not YAML"),
        (["--seed", "openapi.yaml"], "The seed openapi.yaml is wrong"),
        (["--store", "paper"], "paper came"),
        (["--store", "sqlite:////nowhere/at.db"], "sqlite:////nowhere/at.db cannot be made"),
        (["--store", "sqlite:///README.md"], "README.md"),
        (["--document", "pyproject.toml"], "pyproject.toml"),
        (["--document", "package.json"], "The document lacks something"),
        (["--port", "70000"], "70000 is not a port"),
        (["--port", "-1"], "-1 is not a port"),
        (["--port", "http"], "http is not a port"),
        (["--host", "nowhere.invalid"], "cannot listen on nowhere.invalid, port 0: "),
        (["--host", "192.0.2.1"], "cannot listen on 192.0.2.1, port 0: cannot assign"),
        (["--host", "a" * 300], "is no host"),
        (["--host", ""], "--host"),
        (["--latency", "fast"], "fast is not a number of milliseconds"),
        (["--latency", "300-100"], "300-100 is not a number of milliseconds"),
        (["--latency", "-5"], "-5 is not a number of milliseconds"),
        (["--allow-origin", "me"], '"me" is no origin'),
        (["--allow-host", "a/b"], '"a/b" is no host'),
        (["--lenience"], "--lenience"),
        (["everything"], "everything"),
    ],
)
def test_a_start_that_fails(arguments: list[str], part: str) -> None:
    """One sentence, no trace, exit code 2."""
    done = told(["--port", "0", *arguments])
    assert (done.returncode, done.stdout) == (2, "")
    assert part in done.stderr
    assert re.fullmatch(r"[^\n]{10,300}\.\n", done.stderr), done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="it is Linux that has /dev/full")
def test_an_output_that_cannot_be_written() -> None:
    """Nobody would learn where it is: it ends with one sentence and exit code 2."""
    with Path("/dev/full").open("w", encoding="utf-8") as output:
        done = subprocess.run(
            [*COMMAND, "--port", "0"],
            cwd=ROOT,
            stdout=output,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            timeout=20,
        )
    assert done.returncode == 2
    assert re.fullmatch(r"The sandbox cannot tell its address: [^\n]+\.\n", done.stderr), (
        done.stderr
    )


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no 127.0.0.2 by themselves")
def test_another_address_of_this_machine(url: str) -> None:
    """Only 127.0.0.1 is listened on, by the command and by a server in a test; not each address."""
    with Server(Echo()) as server, running("--host", "0.0.0.0") as (_, line):  # noqa: S104 - asked
        for address in (url, server.url):
            with pytest.raises(ConnectionRefusedError):
                socket.create_connection(("127.0.0.2", httpx2.URL(address).port or 0))
        # Who is told to listen everywhere does, which shows that there is something to refuse.
        socket.create_connection(("127.0.0.2", httpx2.URL(url_in(line)).port or 0)).close()


def test_a_port_in_use(url: str) -> None:
    """A second mock does not take the first one's requests away."""
    port = str(httpx2.URL(url).port)
    done = told(["--port", port])
    assert (done.returncode, done.stdout) == (2, "")
    assert re.fullmatch(rf"Port {port} is in use: .*\n", done.stderr)


def test_a_filter_in_the_body_of_a_get(url: str) -> None:
    """It arrives over HTTP."""
    headers = {"Authorization": "Bearer test-get", "Client": "10553"}
    with httpx2.Client(headers=headers, trust_env=False) as client:
        answer = client.request("GET", f"{url}/number/search", json={"phone_type": "800"})
    check("GET", "/number/search", answer)
    assert {offer["phone_type"] for offer in answer.json()["data"]} == {"800"}


@pytest.mark.parametrize(
    ("tail", "expected"),
    [(b"0\r\n\r\n", 200), (b"", 400), (b"zz\r\n", 400)],
    ids=["whole", "cut", "broken"],
)
def test_a_body_in_chunks(url: str, tail: bytes, expected: int) -> None:
    """It is taken when it is whole; from one that was cut nothing follows."""
    token = f"test-chunks-{len(tail)}"
    data = head(f"POST {PREFIX}/number/reserve HTTP/1.1", token, "Transfer-Encoding: chunked")
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (BODY[:9], BODY[9:]))
    assert status(sent(url, data + chunks + tail, end=True)) == expected
    assert reserved(url, token) == (expected == 200)


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

"""What the READMEs say is what happens."""

import inspect
import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx2
import plusofon_numbers
import pytest
from plusofon_numbers import Plusofon, PlusofonError, Timeout

from scripts.show_demo import running_mock
from tests.bridge import snake_case
from tests.contract import OPERATIONS, ROOT
from tests.type_checker import told_by_pyright

SOURCE = ROOT / "generated" / "python"
READMES = {"repository": ROOT / "README.md", "client": SOURCE / "README.md"}


@dataclass(frozen=True)
class Example:
    """A Python example of a README.

    Attributes:
        name: Whose README it is in, under which heading, and the how manieth it is.
        code: What it says.
    """

    name: str
    code: str

    def __str__(self) -> str:
        return self.name


def examples(name: str) -> list[Example]:
    """The Python examples of a README."""
    text = READMES[name].read_text(encoding="utf-8")
    found: list[Example] = []
    for match in re.finditer(r"^```python\n(.*?)^```", text, re.M | re.S):
        heading = re.findall(r"^#+ (.*)$", text[: match.start()], re.M)[-1]
        found.append(Example(f"{name}-{heading}-{len(found) + 1}", match[1]))
    return found


EXAMPLES = [example for name in READMES for example in examples(name)]
each_example = pytest.mark.parametrize("example", EXAMPLES, ids=str)


@pytest.fixture(scope="module")
def mock() -> Generator[str]:
    """The URL of a mock."""
    with running_mock() as url:
        yield url


def ran(example: Example, token: str, url: str, folder: Path) -> str:
    """Run an example as it stands, in a process of its own; answer what it prints."""
    script = folder / "example.py"
    script.write_text(example.code, encoding="utf-8")
    told = {"PLUSOFON_TOKEN": token, "PLUSOFON_BASE_URL": url, "PYTHONPATH": str(SOURCE)}
    done = subprocess.run(
        [sys.executable, "-W", "error", str(script)],
        cwd=folder,
        env={"PATH": os.environ["PATH"], **told},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    logged = [line for line in done.stderr.splitlines() if not line.startswith("DEBUG:plusofon_")]
    assert logged == []
    return done.stdout


def owned(token: str, url: str) -> list[str]:
    """The numbers that an account has bought."""
    with Plusofon(token, base_url=url) as plusofon:
        return [number.number for number in plusofon.list_numbers()]


@each_example
def test_an_example(example: Example, mock: str, tmp_path: Path) -> None:
    """It runs without a warning, prints something, and buys what it says: one number, or none."""
    token = f"test-{EXAMPLES.index(example)}"
    printed = ran(example, token, mock, tmp_path)
    assert printed
    bought = owned(token, mock)
    assert len(bought) == example.code.count("plusofon.buy_numbers(")
    assert all(number[1:] in printed for number in bought)


def test_the_examples_are_well_typed(tmp_path: Path) -> None:
    """To pyright at its strictest, nothing is wrong with any of them."""
    settings = {"typeCheckingMode": "strict", "extraPaths": [str(SOURCE)]}
    (tmp_path / "pyrightconfig.json").write_text(json.dumps(settings))
    for number, example in enumerate(EXAMPLES):
        (tmp_path / f"example_{number}.py").write_text(example.code, encoding="utf-8")
    found = told_by_pyright(tmp_path, Path(sys.executable))
    assert found["summary"]["filesAnalyzed"] == len(EXAMPLES)
    assert [finding["message"] for finding in found["generalDiagnostics"]] == []


@contextmanager
def losing(url: str) -> Generator[str]:
    """A way to the mock on which the answer to a purchase is lost."""

    class Handler(BaseHTTPRequestHandler):
        def forward(self) -> None:
            """Pass the request on, and the answer back unless it is about a purchase."""
            content = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            address = str(httpx2.URL(url).join(self.path))
            answer = httpx2.request(
                self.command,
                address,
                headers=list(self.headers.items()),
                content=content,
                trust_env=False,
            )
            if not self.path.endswith("/number/buy"):
                self.send_response(answer.status_code)
                self.send_header("Content-Type", answer.headers["Content-Type"])
                self.end_headers()
                self.wfile.write(answer.content)

        do_GET = do_POST = forward  # noqa: N815 - the names are http.server's

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the same
            """Stay silent."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{httpx2.URL(url).path}"
        finally:
            server.shutdown()
            thread.join()


def test_the_example_of_a_lost_answer(mock: str, tmp_path: Path) -> None:
    """It finds out that the number was bought, and under which id."""
    (example,) = (each for each in EXAMPLES if "settle()" in each.code)
    with losing(mock) as url:
        printed = ran(example, "test-lost", url, tmp_path)
    (number,) = owned("test-lost", mock)
    assert re.fullmatch(rf"bought: {{'{number[1:]}': \d+}} not bought: {{}} \(\)\n", printed)


def test_the_defaults_are_those_of_the_client() -> None:
    """Timeouts and retries that the README calls the defaults are what the client does."""
    told = Timeout()
    shown = f"Timeout(total={told.total:g}, connect={told.connect:g}, read={told.read:g})"
    retries = inspect.signature(Plusofon).parameters["max_retries"].default
    assert f"timeout={shown}, max_retries={retries})" in READMES["client"].read_text("utf-8")


def test_every_method_and_error_is_named() -> None:
    """The README of the client leaves out no method, and no failure."""
    text = READMES["client"].read_text(encoding="utf-8")
    methods = [snake_case(operation) for operation in OPERATIONS]
    exported = vars(plusofon_numbers).values()
    failures = [
        kind.__name__
        for kind in exported
        if isinstance(kind, type) and issubclass(kind, PlusofonError)
    ]
    assert len(failures) > 10
    assert [name for name in methods if f"| `{name}` |" not in text] == []
    assert [name for name in failures if not re.search(rf"^\W*{name}\b", text, re.M)] == []


def test_the_readmes_are_short() -> None:
    """The repository's stays below 500 words, the client's below 900 without code and tables."""
    assert len(READMES["repository"].read_text(encoding="utf-8").split()) < 500
    text = READMES["client"].read_text(encoding="utf-8")
    prose = re.sub(r"^```.*?^```|^\|.*?$", "", text, flags=re.M | re.S)
    assert 600 <= len(prose.split()) < 900


def test_the_targets_that_are_named_exist() -> None:
    """Each make target that the README and CONTRIBUTING name is one that make lists."""
    listed = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in ("README.md", "CONTRIBUTING.md"):
        for target in re.findall(r"`?make ([a-z-]+)`?", (ROOT / name).read_text(encoding="utf-8")):
            assert re.search(rf"^  {target} ", listed, re.M) or target == "lists", target


def test_the_demonstration() -> None:
    """It buys and forwards a number, says so, ends its mock, and exits with 0."""
    done = subprocess.run(
        [sys.executable, "-m", "scripts.show_demo"],
        cwd=ROOT,
        env={"PYTHONPATH": "generated/python"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    for words in ("Searching", "Reserving", "Buying", "Forwarding", "forwarded: ", "Done"):
        assert words in done.stdout
    (url,) = set(re.findall(r"http://127\.0\.0\.1:\d+", done.stdout))
    with pytest.raises(httpx2.ConnectError):
        httpx2.get(url)

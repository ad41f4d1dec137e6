"""The life of one number, in each language, against the sandbox: money is never moved.

The runner prints a line for each step, and says what it saw; the sandbox's journal is the witness.
"""

import json
import re
import subprocess
import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.request import Request, urlopen
from uuid import uuid4

from tests.clients.languages import Project
from tests.clients.trial import lines_of
from tests.contract import ROOT

STEPS = ["search", "reserve", "buy", "list", "forward", "unforward", "release"]
# What the sandbox must have carried out, in this order; lists may be asked for in between.
CHANGES = [
    ("POST", "/number/reserve"),
    ("POST", "/number/buy"),
    ("POST", "/number/follow"),
    ("POST", "/number/follow"),
    ("DELETE", "/number/"),
]


@contextmanager
def running_sandbox() -> Generator[str]:
    """The base URL of a sandbox that runs as long as it is needed.

    Raises:
        RuntimeError: It did not start; its own words are on stderr.
    """
    command = [sys.executable, "-m", "scripts.mock_server", "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            line = process.stdout.readline() if process.stdout else ""
            url = re.search(r"http://\S+", line)
            if not url:
                raise RuntimeError("the sandbox did not start")
            yield url[0]
        finally:
            process.terminate()


def flow_differences(project: Project, url: str) -> list[str]:
    """What is wrong with a language's flow: a fresh account, and all steps."""
    token = f"test-{uuid4().hex}"
    told = {"FLOW": "1", "BASE_URL": url, "PLUSOFON_BASE_URL": url, "PLUSOFON_TOKEN": token}
    lines, wrong = lines_of(project.run(told))
    if [line.get("step") for line in lines] != STEPS:
        came = ", ".join(str(line.get("step")) for line in lines) or "none"
        return [*wrong, f"expected the steps {', '.join(STEPS)}, {came} came"]
    return [*wrong, *_said({line["step"]: line for line in lines}), *_seen(url, token)]


def _said(steps: dict[str, dict[str, Any]]) -> Iterator[str]:
    """What is wrong with what the runner saw."""
    number = str(steps["search"].get("number"))
    if not re.fullmatch("495[0-9]{7}", number):
        yield f"search: expected a number of Moscow, {number} came"
    for step in ("reserve", "buy", "list"):
        came = str(steps[step].get("number"))
        if came[-10:] != number:
            yield f"{step}: expected the number {number}, {came} came"
    if not isinstance(steps["list"].get("id"), int):
        yield f"list: expected the id of the number, {steps['list'].get('id')} came"
    if "79161234567" not in str(steps["forward"].get("following")):
        yield f"forward: expected calls to go to 79161234567, {steps['forward']} came"
    if steps["unforward"].get("following") is not None:
        yield f"unforward: expected no forwarding, {steps['unforward']} came"
    if steps["release"].get("owned") != 0:
        yield f"release: expected 0 owned numbers, {steps['release']} came"


def _seen(url: str, token: str) -> Iterator[str]:
    """What is wrong with what the sandbox saw."""
    journal = _asked(re.sub("/api/v1$", "/_mock", url) + "/journal", token)["requests"]
    for entry in journal:
        if entry["status"] != 200 or entry["headers"].get("accept") != "application/json":
            yield f"{entry['method']} {entry['path']}: {entry['status']} {entry['answer']}"
    changes = [
        (each["method"], re.sub("[0-9]+$", "", each["path"]).removeprefix("/api/v1"))
        for each in journal
        if each["method"] != "GET"
    ]
    if changes != CHANGES:
        yield f"expected the sandbox to see {CHANGES}, {changes} came"
    for path in ("/number", "/number/reserve"):
        left = _asked(url + path, token)["data"]
        if left:
            yield f"GET {path}: expected nothing to be left, {left} came"


def _asked(url: str, token: str) -> dict[str, Any]:
    headers = {"Authorization": f"Bearer {token}", "Client": "10553", "Accept": "application/json"}
    with urlopen(Request(url, headers=headers)) as answer:  # noqa: S310 - our own sandbox
        found: dict[str, Any] = json.load(answer)
    return found

"""The answer leaves after the disk has what it promises: seen by the system calls of the mock."""

import os
import re
import shutil
import time
from pathlib import Path

import httpx2
import pytest

from tests.crowd import FIRST, serving

TRACED = "trace=fsync,fdatasync,pwrite64,sendto,sendmsg,write,writev"
# What a line of the trace is, where it is one of these: the log is written, then synchronized.
KINDS = (
    ("W", re.compile(r"pwrite64\(\d+<[^>]*store\.db-wal>")),
    ("S", re.compile(r"f(data)?sync\(\d+<[^>]*store\.db-wal>.*= 0$")),
    ("A", re.compile(r'(send|write)\w*\(.*"HTTP/1\.1 200')),
)


@pytest.fixture
def strace() -> str:
    """The program that traces system calls; where it is an obligation, insist on it."""
    program = shutil.which("strace")
    if program is None:
        reason = "strace is not installed (on Debian: the package strace)"
        if os.environ.get("REQUIRE_STRACE"):
            pytest.fail(reason)
        pytest.skip(reason)
    return program


def traced(strace: str, folder: Path, *arguments: str) -> str:
    """What a mock does while somebody reserves five numbers, a letter for each system call."""
    trace = folder / "trace"
    # -D: the mock stays the child that is killed in the end.
    options = (strace, "-D", "-f", "-y", "-qq", "-s", "16", "-e", TRACED, "-o", str(trace))
    store = f"sqlite:///{folder}/store.db"
    with serving("--store", store, *arguments, under=options) as (_, url):
        headers = {"Authorization": "Bearer test-a", "Client": "10553"}
        with httpx2.Client(headers=headers, trust_env=False, timeout=30) as client:
            for number in range(FIRST, FIRST + 5):
                body = {"number": number, "owner_type": "personal"}
                assert client.post(f"{url}/number/reserve", json=body).status_code == 200
    lines: list[str] = []
    while not lines or "+++ killed" not in lines[-1]:
        time.sleep(0.05)
        lines = trace.read_text(encoding="utf-8", errors="replace").splitlines()
    (start,) = (n for n, line in enumerate(lines) if "The mock listens" in line)
    return "".join(
        kind for line in joined(lines[start:]) for kind, text in KINDS if text.search(line)
    )


def joined(lines: list[str]) -> list[str]:
    """Put the two halves together of a call that another thread's came between, where it ended."""
    begun: dict[str, str] = {}
    whole: list[str] = []
    for line in lines:
        thread, _, call = line.partition(" ")
        if call.endswith("<unfinished ...>"):
            begun[thread] = call.removesuffix("<unfinished ...>")
        elif "resumed>" in call:
            whole.append(begun.pop(thread, "") + call.partition("resumed>")[2])
        else:
            whole.append(call)
    return whole


def test_an_answer(strace: str, tmp_path: Path) -> None:
    """It leaves after its change was written to the log, and the log was synchronized."""
    calls = traced(strace, tmp_path)
    assert re.fullmatch("(W+SA){5}", calls), calls


def test_an_answer_that_leaves_first(strace: str, tmp_path: Path) -> None:
    """The test above finds it."""
    calls = traced(strace, tmp_path, "--answer-first")
    assert not re.fullmatch("(W+SA){5}W*S*", calls), calls
    assert calls.count("A") == 5

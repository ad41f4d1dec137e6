"""What the READMEs say is what happens."""

import re
import subprocess
import sys
from pathlib import Path

import httpx2
import plusofon_numbers
import pytest

from scripts.mock_server import create_app
from tests.contract import ROOT

READMES = [ROOT / "README.md", ROOT / "generated" / "python" / "README.md"]


def examples(readme: Path) -> list[str]:
    """The Python examples of a README."""
    return re.findall(r"^```python\n(.*?)^```", readme.read_text(encoding="utf-8"), re.M | re.S)


@pytest.mark.parametrize("readme", READMES, ids=["repository", "client"])
def test_the_examples_run(
    readme: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each Python example runs as it stands, against a mock, and prints a telephone number."""
    transport = httpx2.WSGITransport(app=create_app())

    class InProcess(plusofon_numbers.Plusofon):
        def __init__(self, token: str, base_url: str = "http://localhost/api/v1") -> None:
            token = token if token.startswith("test-") else "test-readme"
            super().__init__(token, base_url=base_url, transport=transport)

    monkeypatch.setattr(plusofon_numbers, "Plusofon", InProcess)
    found = examples(readme)
    assert found
    for example in found:
        exec(compile(example, str(readme), "exec"), {})  # noqa: S102 - it is our own text
        assert re.search(r"\b[0-9]{10,11}\b", capsys.readouterr().out)


def test_the_readme_is_short() -> None:
    """It stays below 500 words."""
    assert len(READMES[0].read_text(encoding="utf-8").split()) < 500


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

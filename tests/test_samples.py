"""Each code sample runs as it stands on the page, and sends what the page says it does."""

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Generator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml

from scripts.build_docs.document import Document
from scripts.build_docs.language import load_languages
from scripts.write_samples import LANGUAGES, OVERLAY, written
from tests.contract import DOCUMENT, OPERATIONS, ROOT, resolve

TOKEN = "test-samples"
LABELS = [label for _, _, label in LANGUAGES]
# How a sample is run: the name of its file, the programs that it needs, and the command.
RUNNERS: dict[str, tuple[str, list[str]]] = {
    "curl": ("sample.sh", ["sh", "sample.sh"]),
    "Python": ("sample.py", [sys.executable, "sample.py"]),
    "JavaScript": ("sample.mjs", ["node", "sample.mjs"]),
    "PHP": ("sample.php", ["php", "sample.php"]),
    "Go": ("sample.go", ["go", "run", "sample.go"]),
    "Java": ("Sample.java", ["java", "Sample.java"]),
}
NEEDED = {"curl": "curl", "Python": sys.executable} | {
    label: command[0] for label, (_, command) in RUNNERS.items() if label not in ("curl", "Python")
}


@dataclass(frozen=True)
class Sample:
    """A sample of an operation."""

    operation: str
    label: str
    source: str
    sends: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.operation}-{self.label}"


@dataclass
class Recorder:
    """A server that answers each operation with the document's example, and keeps what came."""

    url: str = ""
    received: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])


def samples() -> list[Sample]:
    """All samples, as the English page has them."""
    document = Document(load_languages()[0].document)
    return [
        Sample(each.name, sample["label"], sample["source"], sample["x-sends"])
        for each in document.operations
        for sample in each.definition["x-codeSamples"]
    ]


SAMPLES = samples()


def fits(pattern: list[str], steps: list[str]) -> bool:
    """Whether a path is one of those that a template stands for."""
    return len(pattern) == len(steps) and all(
        part.startswith("{") or part == step for part, step in zip(pattern, steps, strict=True)
    )


def answer_to(method: str, path: str) -> Any:
    """The example of what an operation answers."""
    steps = path.split("?")[0].removeprefix("/api/v1").split("/")
    fixed_first = sorted(OPERATIONS.values(), key=lambda operation: "{" in operation.path)
    operation = next(
        each for each in fixed_first if each.method == method and fits(each.path.split("/"), steps)
    )
    examples = operation.response(200)["content"]["application/json"]["examples"]
    return resolve(examples["sample"])["value"]


@pytest.fixture(scope="module")
def recorder() -> Generator[Recorder]:
    """A recorder on a free port."""
    recorder = Recorder()

    class Handler(BaseHTTPRequestHandler):
        def keep(self) -> None:
            """Keep the request, and answer it."""
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            recorder.received.append(
                {
                    "method": self.command,
                    "target": self.path.removeprefix("/api/v1"),
                    "headers": {name.lower(): value for name, value in self.headers.items()},
                    "body": body,
                }
            )
            content = json.dumps(answer_to(self.command, self.path)).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PATCH = do_DELETE = keep  # noqa: N815 - the names are http.server's

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the same
            """Stay silent."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        recorder.url = f"http://127.0.0.1:{server.server_port}/api/v1"
        yield recorder
        server.shutdown()
        thread.join()


def run(sample: Sample, url: str, folder: Path) -> str:
    """Run a sample, byte for byte as it stands; answer what it prints."""
    file, command = RUNNERS[sample.label]
    if shutil.which(NEEDED[sample.label]) is None:
        if os.environ.get("CI"):
            pytest.fail(f"{NEEDED[sample.label]} is not installed")
        pytest.skip(f"{NEEDED[sample.label]} is not installed")  # People need not have them all.
    (folder / file).write_text(sample.source, encoding="utf-8")
    told = {"PLUSOFON_TOKEN": TOKEN, "PLUSOFON_BASE_URL": url}
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **told, "PYTHONPATH": str(ROOT / "generated" / "python")},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("sample", SAMPLES, ids=str)
def test_a_sample(sample: Sample, recorder: Recorder, tmp_path: Path) -> None:
    """It sends one request, with the method, target, headers and body that the page says."""
    recorder.received.clear()
    assert run(sample, recorder.url, tmp_path).strip()
    (received,) = recorder.received
    headers = received["headers"]
    assert headers["authorization"] == f"Bearer {TOKEN}"
    assert headers["client"] == "10553"
    assert headers["accept"] == "application/json"
    assert (received["method"], received["target"]) == (
        sample.sends["method"],
        sample.sends["target"],
    )
    if "body" in sample.sends:
        assert headers["content-type"] == "application/json"
        assert json.loads(received["body"]) == sample.sends["body"]
    else:
        assert received["body"] in (b"", b"{}")


def test_the_samples_are_those_of_the_document() -> None:
    """The Overlay is what its templates and the document make of it."""
    assert OVERLAY.read_text(encoding="utf-8") == written(Document(DOCUMENT))


def test_every_operation_has_a_sample_in_each_language() -> None:
    """None is left out, and none is there twice."""
    told = [(sample.operation, sample.label) for sample in SAMPLES]
    assert sorted(told) == sorted((name, label) for name in OPERATIONS for label in LABELS)


def test_what_a_sample_sends_obeys_the_document() -> None:
    """The body that stands beside it is one of the document's examples."""
    for sample in SAMPLES:
        body = OPERATIONS[sample.operation].definition.get("requestBody", {})
        examples = body.get("content", {}).get("application/json", {}).get("examples", {})
        values = [resolve(example)["value"] for example in examples.values()]
        assert sample.sends.get("body") in [*values, None], str(sample)


def test_the_samples_are_short() -> None:
    """The longest has 40 lines; curl and Python have 10."""
    longest = {label: 10 if label in ("curl", "Python") else 40 for label in LABELS}
    for sample in SAMPLES:
        assert len(sample.source.splitlines()) <= longest[sample.label], str(sample)


def test_the_overlay_is_plain_yaml() -> None:
    """Each sample stands there line by line, so that a change of it can be read."""
    text = OVERLAY.read_text(encoding="utf-8")
    assert "\\n" not in text.replace('"\\n', "")
    assert len(yaml.safe_load(text)["actions"]) == len(OPERATIONS)

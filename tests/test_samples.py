"""Each code sample runs as it stands on the page, against the sandbox, which carries it out."""

import os
import runpy
import shutil
import subprocess
import sys
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from jinja2 import UndefinedError

from scripts import write_samples
from scripts.build_docs.document import Document
from scripts.build_docs.language import load_languages
from scripts.mock_server import PlusofonMock, Sandbox, create_sandbox
from scripts.mock_server.journal import Entry
from scripts.mock_server.server import Server
from scripts.write_samples import (
    ENVIRONMENT,
    LANGUAGES,
    OVERLAY,
    formatted,
    javascript_literal,
    json_literal,
    php_literal,
    python_value,
    type_name,
    written,
)
from tests.contract import BASE_PATH, DOCUMENT, OPERATIONS, ROOT, check_answer, resolve

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
# What a sample prints of an answer: all of it behind its status, or what the language makes of it,
# which begins so and shows a name so.
WHOLE = {"curl": "{answer}", "Go": "{status} OK {answer}\n", "Java": "{status} {answer}\n"}
SHOWN = {
    "Python": ("", "{name}="),
    "JavaScript": ("{status} {{", "{name}: "),
    "PHP": ("Array\n(\n", "[{name}] => "),
}
# What the account holds when a sample is run, by the ids that the examples of the document name.
RESERVED = {42: 4951332211}
OWNED = {15: 9309993750, 22: 9309992501, 31: 4951332212}


@dataclass(frozen=True)
class Sample:
    """A sample of an operation."""

    operation: str
    label: str
    source: str
    sends: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.operation}-{self.label}"


def samples() -> list[Sample]:
    """All samples, as the English page has them."""
    document = Document(load_languages()[0].document)
    return [
        Sample(each.name, sample["label"], sample["source"], sample["x-sends"])
        for each in document.operations
        for sample in each.definition["x-codeSamples"]
    ]


SAMPLES = samples()


@pytest.fixture(scope="module")
def sandbox() -> Generator[tuple[Sandbox, str]]:
    """A sandbox, and the base URL under which it is reached."""
    sandbox = create_sandbox()
    with Server(sandbox) as server:
        yield sandbox, server.url + BASE_PATH
    sandbox.close()


@pytest.fixture
def mock(sandbox: tuple[Sandbox, str]) -> PlusofonMock:
    """An account that holds what the samples name, and has asked for nothing yet."""
    made, url = sandbox
    mock = PlusofonMock(made, TOKEN, url)
    mock.reset()
    mock.seed(reserved=RESERVED.values(), owned=OWNED.values())
    world = mock.snapshot()
    held = [*world["reserved"], *world["owned"]]
    for each, id_ in zip(held, [*RESERVED, *OWNED], strict=True):
        each["id"] = id_
    mock.restore(world)
    return mock


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
def test_a_sample(sample: Sample, mock: PlusofonMock, tmp_path: Path) -> None:
    """It sends the one request that the page says, the sandbox carries it out, and it tells so."""
    printed = run(sample, mock.url, tmp_path)
    # The journal is the account's: what is in it came with the token.
    (entry,) = mock.requests
    check_request(sample, entry)
    check_success(sample, entry)
    check_printed(sample, entry, printed)


def check_request(sample: Sample, entry: Entry) -> None:
    """Demand that the sandbox received what stands beside the sample."""
    sends = sample.sends
    target = f"{entry.path}?{entry.query}" if entry.query else entry.path
    assert (entry.method, target) == (sends["method"], BASE_PATH + sends["target"])
    assert entry.headers["client"] == "10553"
    assert entry.headers["accept"] == "application/json"
    if "body" in sends:
        assert entry.headers["content-type"] == "application/json"
        assert entry.json() == sends["body"]
    else:
        assert entry.body in ("", "{}")


def check_success(sample: Sample, entry: Entry) -> None:
    """Demand that the sandbox took it for the operation, and did what was asked."""
    assert (entry.operation, entry.status) == (sample.operation, 200), entry.answer
    operation = OPERATIONS[sample.operation]
    check_answer(operation, entry.status, entry.answer_json())
    # Two lists have no `success`, as on the provider's page.
    examples = operation.response(200)["content"]["application/json"]["examples"]
    told = resolve(examples["sample"])["value"].get("success")
    assert entry.answer_json().get("success") is told


def check_printed(sample: Sample, entry: Entry, printed: str) -> None:
    """Demand that it prints the answer."""
    if sample.label in WHOLE:
        assert printed == WHOLE[sample.label].format(status=entry.status, answer=entry.answer)
        return
    beginning, shown = SHOWN[sample.label]
    answer = entry.answer_json()
    assert printed.startswith(beginning.format(status=entry.status))
    for name in ["data"] if "data" in answer else answer:
        assert shown.format(name=name) in printed


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


def test_values_in_each_language() -> None:
    """Letters stand there as they are, and lists have their commas."""
    value = {"name": "Имя", "ids": [1, 2]}
    assert json_literal(value) == '{"name": "Имя", "ids": [1, 2]}'
    assert javascript_literal(value) == '{ name: "Имя", ids: [1, 2] }'
    assert php_literal(value) == "['name' => 'Имя', 'ids' => [1, 2]]"
    assert python_value(Document(DOCUMENT), {"items": {}}, [1, "a"], set()) == "[1, 'a']"


def test_the_type_of_an_id() -> None:
    """It is the one at the end of a row of references."""
    schemas = {"Id": {"type": "integer"}, "OneId": {"$ref": "#/components/schemas/Id"}}
    document = Document(DOCUMENT | {"components": {"schemas": schemas}})
    assert type_name(document, {"$ref": "#/components/schemas/OneId"}) == "Id"


def test_python_that_is_none() -> None:
    """It is not written down."""
    with pytest.raises(subprocess.CalledProcessError):
        formatted("def")


def test_a_template_that_asks_for_more() -> None:
    """What it does not get is an error, not an empty text; its last line is whole."""
    with pytest.raises(UndefinedError):
        ENVIRONMENT.from_string("{{ unheard_of }}").render()
    assert ENVIRONMENT.from_string("line\n").render() == "line\n"


def test_the_command(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """It writes the Overlay where it belongs, and explains itself where it is asked for more."""
    assert write_samples.OVERLAY == OVERLAY
    path = tmp_path / "samples.yaml"
    monkeypatch.setattr(write_samples, "OVERLAY", path)
    write_samples.main()
    assert path.read_bytes() == OVERLAY.read_bytes()
    monkeypatch.setattr(sys, "argv", ["write_samples", "--help"])
    with pytest.raises(SystemExit) as left:
        runpy.run_path(write_samples.__file__, run_name="__main__")
    assert left.value.code == write_samples.__doc__
    written: list[str] = []

    def write(path: Path, text: str, encoding: str) -> int:
        written.append(f"{path.name} {encoding}")
        return len(text)

    monkeypatch.setattr(sys, "argv", ["write_samples"])
    monkeypatch.setattr(Path, "write_text", write)
    runpy.run_path(write_samples.__file__, run_name="__main__")
    assert written == ["samples.yaml utf-8"]

"""The Python client stands to all vectors, and no runner gets away with less."""

import json
import subprocess
import sys
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from tests.clients import __main__ as driver
from tests.clients import languages
from tests.clients.corruption import CORRUPTIONS
from tests.clients.flow import STEPS, flow_differences, running_sandbox
from tests.clients.languages import Language, Project, Unready, load_projects
from tests.clients.table import Column, as_json, as_markdown
from tests.clients.trial import tried
from tests.clients.vectors import load_vectors
from tests.contract import ROOT

VECTORS = load_vectors()
FEW = {name: each for name, each in VECTORS.items() if name.startswith("cancelReservation")}
PYTHON = ["python", "python-async"]


@pytest.fixture(scope="module")
def sandbox() -> Generator[str]:
    """A sandbox of its own."""
    with running_sandbox() as url:
        yield url


@pytest.fixture
def runners(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Folders for runners and for what is built, in which there is nothing yet."""
    monkeypatch.setattr(languages, "RUNNERS", tmp_path / "runners")
    monkeypatch.setattr(languages, "RECIPES", tmp_path / "recipes")
    monkeypatch.setattr(languages, "BUILD", tmp_path / "build")
    monkeypatch.setattr(driver, "BUILD", tmp_path / "build")
    return tmp_path / "runners"


def add(runners: Path, name: str, **command: Any) -> Path:
    """Add a language; its folder."""
    folder = runners / name
    folder.mkdir(parents=True)
    whole: dict[str, Any] = {"title": name.capitalize(), "run": [], **command}
    (folder / "command.json").write_text(json.dumps(whole), encoding="utf-8")
    return folder


def pretending(mischief: str = "") -> Project:
    """A runner that pretends."""
    run = [sys.executable, "-m", "tests.pretending_runner", mischief]
    return Project("pretending", Language(title="Pretending", run=run), ROOT)


def flowing(lines: str) -> Project:
    """A runner that asks for nothing, and says these lines of its flow."""
    run = [sys.executable, "-c", f"print({lines!r})"]
    return Project("saying", Language(title="Saying", run=run), ROOT)


def run_driver(*arguments: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Run the command in this process; its exit status, or its last words."""
    monkeypatch.setattr(sys, "argv", ["tests.clients", *arguments])
    with pytest.raises(SystemExit) as end:
        driver.main()
    return end.value.code


def installed(name: str, folder: Path) -> Project:
    """A language, installed where nobody else is."""
    (project,) = load_projects([name])
    own = Project(name, project.language, folder / "project")
    own.install()
    return own


@pytest.mark.parametrize("name", PYTHON)
def test_the_python_client(name: str, tmp_path: Path) -> None:
    """It sends what each vector waits for, and delivers what each vector expects."""
    results, wrong = tried(installed(name, tmp_path), VECTORS)
    assert not wrong
    assert not {name: wrong for name, wrong in results.items() if wrong}
    assert results.keys() == VECTORS.keys()


@pytest.mark.parametrize("kind", CORRUPTIONS)
def test_a_corrupted_vector(kind: str, tmp_path: Path) -> None:
    """It turns the client red, whichever vector it is."""
    assert not driver.unnoticed(installed("python", tmp_path), VECTORS, kind)


@pytest.mark.parametrize("name", PYTHON)
def test_the_flow(name: str, sandbox: str, tmp_path: Path) -> None:
    """A number is searched for, reserved, bought, listed, forwarded and released."""
    assert not flow_differences(installed(name, tmp_path), sandbox)


def test_a_runner_that_pretends() -> None:
    """It passes, until an answer is corrupted."""
    results, wrong = tried(pretending(), FEW)
    assert not wrong
    assert not any(results.values())
    assert driver.unnoticed(pretending(), FEW, "another answer is given") == list(FEW)
    assert not driver.unnoticed(pretending(), FEW, "another request is expected")


@pytest.mark.parametrize(
    ("mischief", "words"),
    [
        ("sends nothing", "expected one request, 0 came"),
        ("sends twice", "expected one request, 2 came"),
        ("says nothing", "expected one line, 0 came"),
        ("says twice", "expected one line, 2 came"),
        ("says no JSON", "expected one line, 0 came"),
        ("names another vector", "expected one line, 0 came"),
    ],
)
def test_a_runner_with_a_mischief(mischief: str, words: str) -> None:
    """Each vector is red, and says why."""
    results, _ = tried(pretending(mischief), FEW)
    assert all(results[name] == [words] for name in FEW)


@pytest.mark.parametrize(
    ("mischief", "words"),
    [
        ("fails at the end", "expected exit status 0, 1 came: it broke"),
        ("says no JSON", "expected a line with a JSON object, 'Done.' came"),
        ("names another vector", "expected the id of a vector, another came"),
    ],
)
def test_a_runner_that_is_wrong_as_a_whole(mischief: str, words: str) -> None:
    """It is told once."""
    _, wrong = tried(pretending(mischief), FEW)
    assert words in wrong


def test_what_a_runner_gets_to_know() -> None:
    """The calls, and nothing of what is expected of it."""
    for vector in VECTORS.values():
        assert vector.call.keys() <= {"id", "operation", "arguments", "client"}


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ("", "expected the steps search, reserve, "),
        ("\n".join(json.dumps({"step": step}) for step in STEPS[1:]), "expected the steps"),
    ],
)
def test_a_flow_that_lacks_a_step(lines: str, words: str, sandbox: str) -> None:
    """It is red."""
    assert words in flow_differences(flowing(lines), sandbox)[0]


def test_a_flow_that_did_not_happen(sandbox: str) -> None:
    """What a runner says is not enough: the sandbox has seen none of it."""
    said: list[dict[str, Any]] = [
        {"step": "search", "number": "4951332210"},
        {"step": "reserve", "number": "74951332210"},
        {"step": "buy", "number": "4951332210"},
        {"step": "list", "number": "74951332210", "id": 1},
        {"step": "forward", "following": "Номер 79161234567"},
        {"step": "unforward", "following": None},
        {"step": "release", "owned": 0},
    ]
    (line,) = flow_differences(flowing("\n".join(map(json.dumps, said))), sandbox)
    assert line.startswith("expected the sandbox to see ")
    for position, step in enumerate(STEPS):
        wrong = [*said]
        wrong[position] = {"step": step, "number": "4951332211", "following": "?", "owned": 1}
        lines = flow_differences(flowing("\n".join(map(json.dumps, wrong))), sandbox)
        assert len(lines) > 1, step


def test_a_language_whose_tools_are_missing(
    runners: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """People may be without, and are told in one line what to install; REQUIRE_CLIENTS insists."""
    add(runners, "cobol", needs=["no-such-compiler"], hint="install a compiler")
    monkeypatch.delenv("REQUIRE_CLIENTS", raising=False)
    assert not run_driver("cobol", monkeypatch=monkeypatch)
    said = "Cobol: not tried: no-such-compiler not found on PATH; install a compiler\n"
    assert capsys.readouterr().out == said
    monkeypatch.setenv("REQUIRE_CLIENTS", "1")
    assert run_driver("cobol", monkeypatch=monkeypatch)


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ({"package": "cobol"}, "is not there; run make clients"),
        ({"install": [[sys.executable, "-c", "exit('no compiler')"]]}, "failed:\nno compiler"),
        ({"install": [["no-such-program"]]}, "`no-such-program` failed"),
    ],
)
def test_a_client_that_cannot_be_installed(
    command: dict[str, Any], words: str, runners: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is a failure, and says what to do."""
    add(runners, "cobol", **command)
    (project,) = load_projects([])
    with pytest.raises(Unready, match="(?s)" + words) as failure:
        project.install()
    assert not failure.value.is_missing
    monkeypatch.delenv("REQUIRE_CLIENTS", raising=False)
    assert run_driver("cobol", monkeypatch=monkeypatch)


def test_an_empty_project(runners: Path) -> None:
    """It has the runner's files, what the commands make of them, and nothing of an earlier run."""
    folder = add(
        runners,
        "cobol",
        package="cobol",
        environment={"PLACE": "{package}"},
        install=[["sh", "-c", "echo $PLACE > {project}/installed"]],
        run=["sh", "-c", "cat installed; echo $TOLD"],
    )
    (folder / "run.cob").write_text("runs", encoding="utf-8")
    (languages.BUILD / "cobol").mkdir(parents=True)
    (project,) = load_projects(["cobol"])
    project.folder.mkdir(parents=True)
    (project.folder / "left").touch()
    project.install()
    assert {path.name for path in project.folder.iterdir()} == {"run.cob", "installed"}
    assert project.run({"TOLD": "told"}).stdout == f"{languages.BUILD}/cobol\ntold\n"


def test_a_client_without_a_runner(runners: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It cannot be left out unseen."""
    add(runners, "cobol")
    recipe = runners.parent / "recipes" / "fortran"
    recipe.mkdir(parents=True)
    (recipe / "recipe.yaml").touch()
    assert "fortran has none" in run_driver(monkeypatch=monkeypatch)
    assert "ada has none" in run_driver("ada", monkeypatch=monkeypatch)


def test_a_command_that_is_none(runners: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is named."""
    add(runners, "cobol", runs=[])
    assert "cobol/command.json: " in run_driver("cobol", monkeypatch=monkeypatch)


def test_the_table(runners: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The run writes it: for each language what is wrong with which vector."""
    add(runners, "cobol", run=["true"])
    add(runners, "ada", needs=["no-such-compiler"])
    monkeypatch.setattr(driver, "load_vectors", lambda: FEW)
    assert run_driver(monkeypatch=monkeypatch)
    table = (runners.parent / "build" / "table.md").read_text(encoding="utf-8")
    assert table.startswith("| operation | Ada | Cobol |\n| --- | --- | --- |\n")
    assert f"| `cancelReservation` | – | ✗ 0/{len(FEW)} |" in table
    assert "| **the flow in the sandbox** | – | ✗ |" in table
    whole = json.loads((runners.parent / "build" / "table.json").read_bytes())
    assert whole["titles"] == ["Ada", "Cobol"]
    assert whole["rows"][-1] == {"name": "flow", "cells": ["–", "✗"]}
    ada, cobol = whole["languages"]
    assert (ada["name"], cobol["name"]) == ("ada", "cobol")
    assert cobol["results"].keys() == FEW.keys()


def test_the_table_where_all_is_right() -> None:
    """Each operation has a line with its count, each vector one of its own."""
    column = Column(
        name="ada",
        title="Ada",
        results={name: [] for name in FEW},
        unnoticed={"a": [], "b": ["c"]},
        flow=[],
    )
    table = as_markdown(FEW, [column])
    assert f"| `cancelReservation` | ✓ {len(FEW)} |" in table
    assert f"| **all vectors** | ✓ {len(FEW)} |" in table
    assert "| **the flow in the sandbox** | ✓ |" in table
    assert all(f"| `{name}` | {each.about} | ✓ |" in table for name, each in FEW.items())
    assert f"| **corrupted vectors noticed** | ✗ {2 * len(FEW) - 1}/{2 * len(FEW)} |" in table
    assert not column.is_right
    assert Column(name="ada", title="Ada", results={"a": []}, flow=[]).is_right
    assert json.loads(as_json(FEW, [column]))["languages"][0]["results"] == column.results
    assert not Column(name="ada", title="Ada", results={"a": ["wrong"]}, flow=[]).is_right
    assert not Column(name="ada", title="Ada", unnoticed={"a": ["b"]}, flow=[]).is_right
    assert not Column(name="ada", title="Ada", flow=["wrong"]).is_right
    assert not Column(name="ada", title="Ada", flow=[], wrong=["wrong"]).is_right


def test_a_runner_that_is_still_being_written(tmp_path: Path) -> None:
    """It runs where its author is."""
    command = f"{sys.executable} -c \"open('here', 'w')\""
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "tests.clients",
            "--runner",
            command,
            "--no-flow",
            "--only",
            "listR",
        ],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert (tmp_path / "here").exists()
    assert "✗ 0/" in done.stdout

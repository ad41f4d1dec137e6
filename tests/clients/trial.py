"""One language with all vectors: what each call came to, beside what was expected."""

import json
from collections.abc import Mapping
from pathlib import Path
from subprocess import CompletedProcess
from tempfile import TemporaryDirectory
from typing import Any

from tests.clients.comparison import outcome_differences, shown
from tests.clients.languages import Project
from tests.clients.server import VectorServer, serving
from tests.clients.vectors import Vector
from tests.contract import is_object

Results = dict[str, list[str]]
"""What is wrong with each vector, by its id; nothing, where all is right."""
LAST_WORDS = 2000


def tried(
    project: Project, vectors: Mapping[str, Vector], served: Mapping[str, Vector] | None = None
) -> tuple[Results, list[str]]:
    """Run a language's runner.

    Args:
        project: The language, its client installed.
        vectors: The vectors.
        served: What the server has instead of them, to see what is noticed.

    Returns:
        What is wrong with each vector, and what with the runner as a whole.
    """
    with serving(served or vectors) as server, TemporaryDirectory() as folder:
        calls = Path(folder) / "vectors.json"
        calls.write_text(json.dumps([each.call for each in vectors.values()]), encoding="utf-8")
        done = project.run({"VECTORS": str(calls), "BASE_URL": server.url, "FLOW": ""})
        lines, wrong = lines_of(done)
        return _results(vectors, lines, server, wrong), wrong + server.notes.strangers


def lines_of(done: "CompletedProcess[str]") -> tuple[list[dict[str, Any]], list[str]]:
    """The lines that a runner has printed, and what is wrong with it as a whole."""
    lines, wrong = list[dict[str, Any]](), list[str]()
    for text in done.stdout.splitlines():
        try:
            line = json.loads(text)
        except ValueError:
            line = None
        if is_object(line):
            lines.append(line)
        elif text.strip():
            wrong.append(f"expected a line with a JSON object, {shown(text)} came")
    if done.returncode:
        said = done.stderr[-LAST_WORDS:].strip()
        wrong.append(f"expected exit status 0, {done.returncode} came: {said}")
    return lines, wrong


def _results(
    vectors: Mapping[str, Vector],
    lines: list[dict[str, Any]],
    server: VectorServer,
    wrong: list[str],
) -> Results:
    told = dict[str, list[dict[str, Any]]]()
    for line in lines:
        told.setdefault(str(line.get("id")), []).append(line)
    wrong += [f"expected the id of a vector, {name} came" for name in told if name not in vectors]
    return {
        name: [*_said(vector, told.get(name, [])), *server.notes.about(name)]
        for name, vector in vectors.items()
    }


def _said(vector: Vector, lines: list[dict[str, Any]]) -> list[str]:
    if len(lines) != 1:
        return [f"expected one line, {len(lines)} came"]
    return outcome_differences(vector, lines[0])

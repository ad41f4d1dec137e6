"""The languages: what each needs, how its client gets into an empty project, how its runner runs.

`runners/<language>/command.json` says it; all other files of the folder are the runner. In commands
and in the environment stand `{package}` for the client in build/clients/, `{project}` for the
project that the runner's files were copied to and in which all commands run, `{root}` for the
repository, and `{python}` for this Python.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import msgspec

from tests.contract import ROOT

RUNNERS = ROOT / "tests" / "clients" / "runners"
RECIPES = ROOT / "scripts" / "generators"
BUILD = ROOT / "build" / "clients"
LONGEST = 600
"""For how many seconds a command may run."""
LAST_WORDS = 2000


class Unready(Exception):
    """A language cannot be tried; the message says why, and what to do.

    Attributes:
        is_missing: Whether it is the machine that lacks something, which people may do without.
    """

    def __init__(self, message: str, *, is_missing: bool) -> None:
        super().__init__(message)
        self.is_missing = is_missing


class Language(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A column of the table.

    Attributes:
        title: What people call it.
        needs: The programs that must be on PATH.
        hint: How to get them.
        package: The folder in build/clients/ that must be there; nothing, where none is needed.
        install: The commands that bring the client into the project, and compile the runner.
        run: The command that runs it.
        environment: What both find in their environment besides.
    """

    title: str
    needs: list[str] = []
    hint: str = ""
    package: str = ""
    install: list[list[str]] = []
    run: list[str]
    environment: dict[str, str] = {}


class Project:
    """A language with a folder of its own, in which its client is installed.

    Args:
        name: The name of the language: that of its folder.
        language: What is to be done.
        folder: Where to do it.
    """

    def __init__(self, name: str, language: Language, folder: Path) -> None:
        self.name = name
        self.language = language
        self.folder = folder

    def install(self) -> None:
        """Make the project anew.

        Raises:
            Unready: Something is missing, or a command fails.
        """
        self.require_tools()
        shutil.rmtree(self.folder, ignore_errors=True)
        source = RUNNERS / self.name
        shutil.copytree(
            source, self.folder, ignore=shutil.ignore_patterns("command.json", "__pycache__")
        )
        for command in self.language.install:
            done = self._run(command, {})
            if done.returncode:
                said = (done.stdout + done.stderr)[-LAST_WORDS:]
                raise Unready(f"`{' '.join(done.args)}` failed:\n{said}", is_missing=False)

    def require_tools(self) -> None:
        """Demand what must be there before anything can be done.

        Raises:
            Unready: It is not.
        """
        missing = [each for each in self.language.needs if shutil.which(each) is None]
        if missing:
            hint = f"; {self.language.hint}" if self.language.hint else ""
            raise Unready(f"{', '.join(missing)} not found on PATH{hint}", is_missing=True)
        package = BUILD / self.language.package
        if self.language.package and not package.is_dir():
            raise Unready(f"{package} is not there; run make clients", is_missing=False)

    def run(self, told: dict[str, str]) -> "subprocess.CompletedProcess[str]":
        """Run the runner.

        Args:
            told: What it finds in its environment.
        """
        return self._run(self.language.run, told)

    def _run(self, command: list[str], told: dict[str, str]) -> "subprocess.CompletedProcess[str]":
        places = {
            "{package}": str(BUILD / self.language.package),
            "{project}": str(self.folder),
            "{root}": str(ROOT),
            "{python}": sys.executable,
        }
        environment = {
            name: filled(text, places) for name, text in self.language.environment.items()
        }
        filled_in = [filled(part, places) for part in command]
        try:
            return subprocess.run(
                filled_in,
                cwd=self.folder,
                env={**os.environ, **environment, **told},
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                timeout=LONGEST,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            return subprocess.CompletedProcess(filled_in, 1, "", f"{error}")


def filled(text: str, places: dict[str, str]) -> str:
    """A text with its places filled in; other braces stay, since languages have some."""
    for name, value in places.items():
        text = text.replace(name, value)
    return text


def load_projects(names: list[str]) -> list[Project]:
    """The languages of these names; all, where none is named.

    Raises:
        ValueError: There is no such language, a client has no runner, or a command.json is none.
    """
    known = sorted(path.parent.name for path in RUNNERS.glob("*/command.json"))
    made = [path.parent.name for path in RECIPES.glob("*/recipe.yaml")]
    unknown = [name for name in names or made if name not in known]
    if unknown:
        raise ValueError(f"expected a runner in {RUNNERS}/, {', '.join(unknown)} has none")
    return [Project(name, _language(name), BUILD / "projects" / name) for name in names or known]


def _language(name: str) -> Language:
    path = RUNNERS / name / "command.json"
    try:
        return msgspec.json.decode(path.read_bytes(), type=Language)
    except msgspec.DecodeError as error:
        raise ValueError(f"{path}: {error}") from None

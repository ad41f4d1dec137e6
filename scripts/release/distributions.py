"""The distributions of a release: wheels and sdists, built twice, each to the same bytes."""

import hashlib
import subprocess
import sys
from pathlib import Path

from scripts.compatibility.step import CheckFailed

# One for each distribution, with the folder of its pyproject.toml.
SOURCES = {"plusofon-numbers": "generated/python", "plusofon-numbers-mock": "."}
KINDS = ("wheel", "sdist")
BUILD = "import sys, hatchling.build as b; print(getattr(b, f'build_{sys.argv[1]}')(sys.argv[2]))"


def build_all(root: Path, into: Path) -> list[Path]:
    """Build every distribution of a checkout.

    Raises:
        CheckFailed: One cannot be built, or a second build has other bytes.
    """
    again = into / ".again"
    built: list[Path] = []
    for folder in SOURCES.values():
        for kind in KINDS:
            first, second = (build(root / folder, kind, each) for each in (into, again))
            if first.read_bytes() != second.read_bytes():
                raise CheckFailed(
                    f"{first.name} is not built reproducibly: two builds of the same files have"
                    " other bytes; find what puts a time or a path of this machine into it"
                )
            built.append(first)
    for path in again.iterdir():
        path.unlink()
    again.rmdir()
    return built


def build(source: Path, kind: str, into: Path) -> Path:
    """Build a wheel or an sdist by the pinned build backend.

    Raises:
        CheckFailed: It cannot be built.
    """
    into.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-c", BUILD, kind, str(into.resolve())]
    done = subprocess.run(command, cwd=source, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CheckFailed(f"the {kind} of {source} cannot be built: {done.stderr.strip()[-400:]}")
    return into / done.stdout.split()[-1]


def checksums(files: list[Path]) -> str:
    """The lines that sha256sum -c takes."""
    rows = [(hashlib.sha256(path.read_bytes()).hexdigest(), path.name) for path in sorted(files)]
    return "".join(f"{digest}  {name}\n" for digest, name in rows)

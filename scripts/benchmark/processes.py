"""The processes that the benchmark starts, and what is said when one of them fails."""

import subprocess
from collections.abc import Mapping
from pathlib import Path


class CannotMeasure(Exception):
    """There is nothing to compare; the text is one sentence for whoever started the benchmark."""


def run(
    command: list[str], remedy: str, *, cwd: Path, environment: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end.

    Raises:
        CannotMeasure: It failed; the text is the remedy with the last thing that the command said.
    """
    try:
        done = subprocess.run(
            command, check=False, capture_output=True, text=True, cwd=cwd, env=environment
        )
    except OSError as error:
        raise CannotMeasure(f"{remedy}: {error}") from None
    if done.returncode:
        words = (done.stderr.strip() or done.stdout.strip() or "it said nothing").splitlines()
        raise CannotMeasure(f"{remedy}: {words[-1].strip()} (exit status {done.returncode})")
    return done

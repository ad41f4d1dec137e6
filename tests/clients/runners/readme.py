"""Run the examples of a client's README against the sandbox, as they stand there.

usage: readme.py FENCE README NAME [COMMAND ...]

Each example, a block that begins with ```FENCE, is written to a file in this folder: NAME, with the
number of the example in the place of {n}. With a COMMAND, each is run by that, in the place of {n}
its number again, with an account of its own; what fails, or says something on stderr, is a failure.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent.parent
sys.path.insert(0, str(ROOT))

from tests.clients.flow import running_sandbox  # noqa: E402 - its folder is on no path before


def examples(fence: str, readme: Path) -> list[str]:
    """The examples of a README.

    Raises:
        SystemExit: It has none.
    """
    text = readme.read_text(encoding="utf-8")
    found = re.findall(rf"^```{re.escape(fence)}\n(.*?)^```", text, re.M | re.S)
    if not found:
        sys.exit(f"{readme}: expected a block that begins with ```{fence}, none is there")
    return found


def run(command: list[str], number: int, url: str) -> None:
    """Run an example.

    Raises:
        SystemExit: It fails, or complains.
    """
    filled = [part.replace("{n}", str(number)) for part in command]
    account = {"PLUSOFON_TOKEN": f"test-readme-{number}", "PLUSOFON_BASE_URL": url}
    done = subprocess.run(
        filled,
        env=os.environ | account,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    if done.returncode or done.stderr or not done.stdout:
        said = (done.stdout + done.stderr).strip() or "nothing was printed"
        sys.exit(f"example {number} ended with {done.returncode}: {said}")


def main() -> None:
    """Write the examples, and run them if a command says how."""
    fence, readme, name, *command = sys.argv[1:]
    found = examples(fence, Path(readme))
    for number, text in enumerate(found, start=1):
        Path(name.replace("{n}", str(number))).write_text(text, encoding="utf-8")
    if command:
        with running_sandbox() as url:
            for number in range(1, len(found) + 1):
                run(command, number, url)


if __name__ == "__main__":
    main()

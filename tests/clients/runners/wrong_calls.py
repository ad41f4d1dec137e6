"""Compile a file of wrong calls, and demand that the compiler refuses each, and nothing else.

usage: wrong_calls.py FILE COMMAND ...

A wrong call stands on one line, which ends in a comment that begins with `wrong`. A compiler
names a line as FILE:LINE.
"""

import re
import subprocess
import sys
from pathlib import Path


def marked(path: Path) -> set[int]:
    """The numbers of the lines that are marked as wrong.

    Raises:
        SystemExit: There are none.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    found = {number for number, line in enumerate(lines, 1) if re.search("// wrong", line)}
    if not found:
        sys.exit(f"{path}: expected lines that are marked as wrong, there are none")
    return found


def refused(path: Path, command: list[str]) -> set[int]:
    """The numbers of the lines that a compiler complains of."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    said = done.stdout + done.stderr
    return {int(line) for line in re.findall(rf"{re.escape(path.name)}:(\d+)", said)}


def main() -> None:
    """Compare them.

    Raises:
        SystemExit: They differ.
    """
    path, command = Path(sys.argv[1]), sys.argv[2:]
    wrong, seen = marked(path), refused(path, command)
    if wrong != seen:
        sys.exit(f"{path}: expected lines {sorted(wrong)} to be refused, {sorted(seen)} were")


if __name__ == "__main__":
    main()

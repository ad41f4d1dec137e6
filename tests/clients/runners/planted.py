"""Plant faults in an installed client, one after the other, and demand that each is noticed.

usage: planted.py FAULTS FOLDER COMMAND [ARGUMENT ...]

FAULTS is a JSON list of {"fault", "file", "replace", "by"}: what goes wrong, and which text of
which file in FOLDER has to be replaced for that, all of its places. The COMMAND must be content
before, and must fail with each of them. Where a fault has "only", which of the command's checks is
enough to find it, that stands in the place of {only}.
"""

import json
import subprocess
import sys
from pathlib import Path


def fails(command: list[str], only: str = "", most: int = 25) -> bool:
    """Whether a command fails; one that never ends has noticed something as well."""
    filled = [part.replace("{only}", only) for part in command]
    try:
        done = subprocess.run(filled, capture_output=True, timeout=most, check=False)
    except subprocess.TimeoutExpired:
        return True
    return done.returncode != 0


def is_noticed(fault: dict[str, str], folder: Path, command: list[str]) -> bool:
    """Plant a fault, run the command, and take the fault out again.

    Raises:
        SystemExit: There is nowhere to plant it.
    """
    path = folder / fault["file"]
    sound = path.read_text(encoding="utf-8")
    if fault["replace"] not in sound:
        sys.exit(f"{fault['fault']}: {path} has no {fault['replace']!r}; mend the fault")
    try:
        path.write_text(sound.replace(fault["replace"], fault["by"]), encoding="utf-8")
        return fails(command, fault.get("only", ""))
    finally:
        path.write_text(sound, encoding="utf-8")


def main() -> None:
    """Plant each of them.

    Raises:
        SystemExit: One was not noticed, or the command fails without any.
    """
    faults, folder, *command = sys.argv[1:]
    if fails(command, most=200):
        sys.exit(f"{' '.join(command)} fails without any fault")
    planted: list[dict[str, str]] = json.loads(Path(faults).read_text(encoding="utf-8"))
    missed = [each["fault"] for each in planted if not is_noticed(each, Path(folder), command)]
    if missed:
        sys.exit(f"nobody noticed: {', '.join(missed)}")


if __name__ == "__main__":
    main()

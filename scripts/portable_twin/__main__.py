"""Write the portable twin of openapi.yaml, for the code generators of other languages.

Writes openapi-3.1 and openapi-3.0.3, each as YAML and as JSON. An --overlay is applied to the twin
before it takes the older form: there a language asks for something of its own, and may depart from
the rules of the twin.
"""

import argparse
import sys
from pathlib import Path

from scripts.overlay import OverlayRefused, apply_overlay, load_overlay
from scripts.plain_yaml import load_yaml
from scripts.portable_twin.references import TwinRefused
from scripts.portable_twin.twin import portable_twin, twin_files, write

ROOT = Path(__file__).parent.parent.parent
OVERLAY = ROOT / "scripts" / "overlays" / "portable.yaml"
FOLDER = ROOT / "build" / "twin"


def parse() -> argparse.Namespace:
    """What the command was asked to do."""
    parser = argparse.ArgumentParser(prog="python -m scripts.portable_twin", description=__doc__)
    parser.add_argument(
        "--into",
        type=Path,
        default=FOLDER,
        metavar="FOLDER",
        help="where to; build/twin by default",
    )
    parser.add_argument(
        "--overlay",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="an Overlay of a language's own; may be given several times",
    )
    return parser.parse_args()


def main() -> None:
    """Write the files.

    Raises:
        SystemExit: The twin cannot be derived; the message says why.
    """
    asked = parse()
    contract = load_yaml((ROOT / "openapi.yaml").read_text(encoding="utf-8"))
    try:
        twin = portable_twin(contract, load_overlay(OVERLAY))
        for overlay in asked.overlay:
            twin = apply_overlay(twin, load_overlay(overlay))
        write(twin_files(twin), asked.into)
    except (OverlayRefused, TwinRefused, OSError) as error:
        sys.exit(f"make twin: {error}")


if __name__ == "__main__":
    main()

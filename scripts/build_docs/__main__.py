"""Build the documentation from openapi.yaml, in English and Russian.

usage: python -m scripts.build_docs [FOLDER]

Writes en/, ru/ and a page that leads to them into FOLDER, build/docs if none is named.
"""

import sys
import time
from pathlib import Path

from scripts.build_docs.language import ROOT, BuildFailed, load_languages
from scripts.build_docs.site import build_site
from scripts.overlay import OverlayRefused


def main() -> None:
    """Build the site.

    Raises:
        SystemExit: It cannot be built; the message says why.
    """
    if len(sys.argv) > 2 or sys.argv[1:2] in (["-h"], ["--help"]):
        sys.exit(__doc__)
    output = Path(sys.argv[1]) if sys.argv[1:] else ROOT / "build" / "docs"
    began = time.monotonic()
    try:
        build_site(load_languages(), output)
    except (BuildFailed, OverlayRefused) as error:
        sys.exit(f"make docs: {error}")
    print(f"{output}: built in {time.monotonic() - began:.1f} seconds")


if __name__ == "__main__":
    main()

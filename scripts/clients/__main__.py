"""Make the clients in other languages, each a package that its ecosystem takes.

usage: python -m scripts.clients [LANGUAGE ...] [--into FOLDER]

A language is a folder of scripts/generators/ with a recipe.yaml. Without one named, all are made.
The package goes to build/clients/LANGUAGE; where it cannot be made, the former one stays. A
language whose tools are not on this machine is left out, unless REQUIRE_CLIENTS is set.
"""

import argparse
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from scripts.clients.build import ROOT, Outcome, build, documents
from scripts.clients.recipe import RecipeRefused, languages, load_recipe
from scripts.overlay import OverlayRefused
from scripts.portable_twin.references import TwinRefused


def parse() -> argparse.Namespace:
    """What the command was asked to do."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    known = languages(ROOT / "scripts" / "generators")
    parser.add_argument("languages", nargs="*", metavar="LANGUAGE", help=f"of {', '.join(known)}")
    parser.add_argument("--into", type=Path, default=ROOT / "build" / "clients", metavar="FOLDER")
    asked = parser.parse_args()
    if strangers := [name for name in asked.languages if name not in known]:
        parser.error(f"expected languages of {', '.join(known)}, {', '.join(strangers)} came")
    asked.languages = asked.languages or known
    return asked


def main() -> None:
    """Make them, as many at once as there are processors.

    Raises:
        SystemExit: One of them could not be made; the message says why.
    """
    asked = parse()
    try:
        recipes = [load_recipe(ROOT / "scripts" / "generators" / name) for name in asked.languages]
        sources = documents(ROOT / "build" / "twin")
    except (RecipeRefused, OverlayRefused, TwinRefused, OSError) as error:
        sys.exit(f"make clients: {error}")
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        made = [pool.submit(build, recipe, sources, asked.into) for recipe in recipes]
    outcomes = [each.result() for each in made]
    report(outcomes)


def report(outcomes: list[Outcome]) -> None:
    """Tell what became of each.

    Raises:
        SystemExit: One of them could not be made, or was left out where none may be.
    """
    must_be_whole = bool(os.environ.get("REQUIRE_CLIENTS"))
    for outcome in outcomes:
        stream = sys.stderr if outcome.failure or outcome.missing else sys.stdout
        print(f"make clients: {outcome}", file=stream)
    if any(outcome.failure or (must_be_whole and outcome.missing) for outcome in outcomes):
        sys.exit(1)


if __name__ == "__main__":
    main()

"""The same Markdown under Material for MkDocs, the other generator that reads it.

It is no tool of this repository: `make test-material` installs it elsewhere, and says where.
"""

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from scripts.build_docs.language import Language, load_languages
from scripts.build_docs.site import write_sources
from tests.site import checks

MKDOCS = os.environ.get("MKDOCS", "")
pytestmark = pytest.mark.skipif(not MKDOCS, reason="make test-material looks at it")
# What is not made by the site generator is not looked at: the search, twins, and links to these.
OF_THE_GENERATOR = [
    checks.anchors_that_are_not_there_once,
    checks.ids_that_are_there_twice,
    checks.pages_without_their_other_language,
    checks.grades_that_are_told_wrongly,
    checks.samples_that_were_not_run,
    checks.examples_that_were_not_run,
]


def build(language: Language, work: Path, output: Path) -> None:
    """Write the site of one language as Material makes it."""
    write_sources(language, work)
    command = [MKDOCS, "build", "--strict", "-f", str(work / "mkdocs.yml"), "-d", str(output)]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
    )
    assert done.returncode == 0, done.stderr
    # It has links that begin at the root of a server.
    (output / "404.html").unlink()


@pytest.fixture(scope="module")
def material(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site in both languages."""
    folder = tmp_path_factory.mktemp("material")
    for language in load_languages():
        build(language, folder / "source" / language.code, folder / "docs" / language.code)
    return folder / "docs"


@pytest.mark.parametrize("check", OF_THE_GENERATOR)
def test_the_site(check: Callable[[Path], Iterator[str]], material: Path) -> None:
    """It has what the site has, byte for byte where that is code."""
    assert [*check(material)] == []


def test_its_links(material: Path) -> None:
    """Each leads to a page and a place, but for those to what the build adds afterwards."""
    added = (".md: is no file", "llms.txt: is no file", "assets/site.css: is no file")
    found = checks.links_that_lead_nowhere(material)
    assert [problem for problem in found if not problem.endswith(added)] == []

"""The documentation as readers meet it: every promise of the site, on all its pages."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from scripts.build_docs.downloads import download_files
from scripts.build_docs.language import LABELS, load_labels, load_languages
from scripts.build_docs.site import all_pages
from tests.contract import ROOT
from tests.site import sight
from tests.site.checks import CHECKS, links_that_lead_nowhere
from tests.site.conftest import OLDER, Built, served

PAGES = sorted(
    f"{language.code}/{Path(place).with_suffix('.html').as_posix()}"
    for language in load_languages()
    for place in all_pages(language, download_files(language))
)
# Labels whose names are put together: what the document names, and a word in front of it.
MADE = ("words for ", "client ", "control ", "type ", "search")


@pytest.mark.parametrize("check", CHECKS)
def test_the_files_of_the_site(check: Callable[[Path], Iterator[str]], site: Path) -> None:
    """Nothing is found by any of the checks that need no browser."""
    assert [*check(site)] == []


def test_a_link_to_an_operation(browser: Browser, address: str) -> None:
    """It brings the operation into view, in both languages, on a desk and on a phone."""
    assert [*sight.operations_out_of_view(browser, address)] == []


def test_the_reference_without_javascript(browser: Browser, address: str) -> None:
    """Every operation, parameter, field and status can be seen."""
    assert [*sight.hidden_without_scripts(browser, address)] == []


def test_requests_to_other_hosts(browser: Browser, address: str, site: Path) -> None:
    """There are none, on any page."""
    assert [*sight.requests_elsewhere(browser, address, site)] == []


@pytest.mark.parametrize("place", ["index.html", *PAGES])
def test_barriers(place: str, browser: Browser, address: str) -> None:
    """Axe finds nothing, light and dark, wide and narrow; nothing sticks out sideways."""
    assert [*sight.barriers(browser, address, place)] == []


@pytest.mark.parametrize("place", PAGES)
def test_a_page_on_paper(place: str, browser: Browser, address: str) -> None:
    """It is printed without controls, with all its code, and each sample below its name."""
    assert [*sight.faults_on_paper(browser, address, place)] == []


def test_the_other_language(browser: Browser, address: str) -> None:
    """Its link keeps the page and the operation, without JavaScript."""
    assert [*sight.languages_that_lose_the_place(browser, address)] == []


def test_the_search(browser: Browser, address: str) -> None:
    """It finds operations by English and by Russian words."""
    assert [*sight.words_that_find_nothing(browser, address)] == []


def test_the_index_of_the_search(browser: Browser, address: str) -> None:
    """It is a quarter of what a page would weigh, and loaded once somebody searches."""
    assert [*sight.indexes_that_nobody_asked_for(browser, address)] == []


def test_the_versions(browser: Browser, published: Path) -> None:
    """Wherever the site is served, and without JavaScript, each leads to the others."""
    with served(published.parent) as address:
        at = f"{address}/{published.name}"
        assert [*sight.switchers_that_lead_astray(browser, at, [OLDER, "latest"])] == []
        assert [*sight.switchers_that_lead_astray(browser, at, ["latest", OLDER])] == []


@pytest.mark.parametrize("place", ["index.html", "latest/en/index.html", f"{OLDER}/ru/index.html"])
def test_the_barriers_of_a_published_page(place: str, browser: Browser, published: Path) -> None:
    """Axe finds nothing in its switcher either, opened or not."""
    with served(published) as address:
        assert [*sight.barriers(browser, address, place)] == []


def test_the_links_of_the_versions(published: Path) -> None:
    """Each leads somewhere, in all versions, though one of them lacks a page."""
    gone = "evidence.html"
    found = [*links_that_lead_nowhere(published)]
    assert [each for each in found if not (each.startswith(OLDER) and gone in each)] == []
    assert (published / "latest" / "en" / gone).exists()


def test_the_weight_of_a_page(browser: Browser, address: str, site: Path) -> None:
    """Each is at most 150 KB with all that it loads, compressed."""
    told = dict(sight.weights(browser, address, site))
    place = max(told, key=told.__getitem__)
    print(f"the heaviest page: {told[place] / 1024:.0f} KB, {place}")
    assert told[place] <= sight.HEAVIEST


def test_the_time_of_a_build(built: Built) -> None:
    """It takes less than 30 seconds of one processor."""
    print(f"built in {built.seconds:.1f} seconds of a processor")
    assert built.seconds < 30


def test_the_pages_are_all_there(site: Path) -> None:
    """Each page that is written down is one of the site, and the site has no other."""
    found = {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
    assert found == {"index.html", *PAGES}


def test_both_languages_have_the_same_labels() -> None:
    """None is missing, none is empty, and each is used somewhere."""
    english, russian = load_labels("en"), load_labels("ru")
    assert english.keys() == russian.keys()
    assert all(str(text).strip() for text in (*english.values(), *russian.values()))
    source = "".join(path.read_text("utf-8") for path in LABELS.parent.glob("*.py"))
    named = [name for name in english if not name.startswith(MADE)]
    assert [name for name in named if not re.search(rf"[\"']{name}[\"']", source)] == []


def test_both_languages_have_the_same_examples() -> None:
    """A written page asks for the same programs, lists and limits in both, in the same order."""
    for english in (ROOT / "docs" / "en").rglob("*.md"):
        russian = ROOT / "docs" / "ru" / english.relative_to(ROOT / "docs" / "en")
        asked = [
            re.findall(r"\{\{ .*? \}\}", path.read_text("utf-8")) for path in (english, russian)
        ]
        assert asked[0] == asked[1], english.name

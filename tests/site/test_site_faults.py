"""Each check of the site finds a fault that is planted in what was built."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.site import checks, sight
from tests.site.conftest import OLDER, served

BUY = "en/reference/purchase.html"
STYLE = "en/assets/site.css"
Plant = Callable[[Path], None]
Check = Callable[[Browser, str, Path], Iterator[str]]


def changed(place: str, old: str, new: str) -> Plant:
    """A fault that puts other text into a file."""

    def plant(site: Path) -> None:
        text = (site / place).read_text(encoding="utf-8")
        assert old in text, f"{place} has no {old}"
        (site / place).write_text(text.replace(old, new), encoding="utf-8")

    return plant


def styled(rule: str) -> Plant:
    """A fault in the looks of the English pages."""

    def plant(site: Path) -> None:
        with (site / STYLE).open("a", encoding="utf-8") as style:
            style.write(rule)

    return plant


def deleted(place: str) -> Plant:
    """A fault that takes a file away."""
    return lambda site: (site / place).unlink()


def bloated(site: Path) -> None:
    """A page that carries what cannot be compressed."""
    with (site / BUY).open("a", encoding="utf-8") as page:
        page.write(f"<!-- {os.urandom(60_000).hex()} -->")


def files(check: Callable[[Path], Iterator[str]]) -> Check:
    """A check of files, called as one in a browser."""
    return lambda _browser, _address, site: check(site)


def pages(check: Callable[[Browser, str], Iterator[str]]) -> Check:
    """A check in a browser that needs no files."""
    return lambda browser, address, _site: check(browser, address)


def barriers(browser: Browser, address: str, site: Path) -> Iterator[str]:
    """The check for barriers, of one page."""
    assert site.exists()
    return sight.barriers(browser, address, "en/sandbox.html")


def on_paper(browser: Browser, address: str, site: Path) -> Iterator[str]:
    """The check of what is printed, of one page."""
    assert site.exists()
    return sight.faults_on_paper(browser, address, BUY)


def hasty(site: Path) -> None:
    """A script that loads the index of the search with every page."""
    (script,) = (site / "ru" / "assets" / "javascripts").glob("bundle.*.js")
    text = script.read_text(encoding="utf-8")
    assert 'b(window,"keydown")' in text
    script.write_text(text.replace('b(window,"keydown")', 'b(window,"load")'), encoding="utf-8")


LOST_IN_THE_INDEX = changed("en/search.json", "purchase.html#searchNumbers", "purchase.html#x")
FAULTS: dict[str, tuple[Plant, Check]] = {
    "MisspellsAnAnchor": (
        changed(BUY, 'id="buyNumbers"', 'id="buy-numbers"'),
        files(checks.anchors_that_are_not_there_once),
    ),
    "RepeatsAnAnchor": (
        changed(BUY, 'id="listRegions"', 'id="buyNumbers"'),
        files(checks.ids_that_are_there_twice),
    ),
    "HidesAnOperation": (
        styled("#buyNumbers { position: absolute; top: -99rem; }"),
        pages(sight.operations_out_of_view),
    ),
    "NeedsJavaScript": (
        styled(".no-js dl { display: none; }"),
        pages(sight.hidden_without_scripts),
    ),
    "LosesAField": (
        changed(BUY, 'id="buyNumbers.owner_type"', 'id="buyNumbers.owner"'),
        pages(sight.hidden_without_scripts),
    ),
    "AsksAnotherHost": (
        changed(BUY, "</article>", '<img src="http://192.0.2.1/pixel.png" alt=""></article>'),
        sight.requests_elsewhere,
    ),
    "NamesAnotherHost": (
        styled('@import "https://fonts.example/roboto.css";'),
        files(checks.other_hosts),
    ),
    "IsTooFaint": (styled(".md-typeset p { color: #aaa; }"), barriers),
    "SticksOut": (styled(".md-typeset p { min-width: 120rem; }"), barriers),
    "PrintsTheNavigation": (
        styled("@media print { .md-header { display: block !important; } }"),
        on_paper,
    ),
    "PrintsOneSampleOfSix": (
        styled("@media print { .tabbed-block:nth-child(2) { display: none !important; } }"),
        on_paper,
    ),
    "PrintsSamplesWithoutTheirNames": (
        styled("@media print { .md-typeset .tabbed-content { display: block !important; } }"),
        on_paper,
    ),
    "CutsCodeOffOnPaper": (
        styled("@media print { .md-typeset pre > code { white-space: pre; overflow: hidden; } }"),
        on_paper,
    ),
    "LinksToNowhere": (deleted("en/errors.html"), files(checks.links_that_lead_nowhere)),
    "LosesAFragment": (
        changed("en/errors.html", 'id="NotFree"', 'id="not-free"'),
        files(checks.links_that_lead_nowhere),
    ),
    "LeadsToTheStartOfTheOtherLanguage": (
        changed("en/quick-start.html", "../ru/quick-start.html", "../ru/index.html"),
        pages(sight.languages_that_lose_the_place),
    ),
    "ForgetsTheOtherLanguage": (
        changed("en/sandbox.html", "hreflang", "data-language"),
        files(checks.pages_without_their_other_language),
    ),
    "ForgetsALesserGrade": (
        changed("ru/evidence.html", "#listReservations.200.data.id", "#listReservations"),
        files(checks.grades_that_are_told_wrongly),
    ),
    "ShowsTheLimitsOfAType": (
        changed("en/python-client/requests.md", "list[NumberId]", "list[Annotated[NumberId, 1]]"),
        files(checks.types_with_their_limits),
    ),
    "LosesAPlaceOfATwin": (
        changed("en/reference/purchase.md", '<a id="listRegions"></a>', ""),
        files(checks.links_of_twins_that_lead_nowhere),
    ),
    "RefersToAnotherFile": (
        changed("ru/downloads/openapi.json", "#/components/schemas/Done", "done.json"),
        files(checks.documents_that_are_not_bundled),
    ),
    "LeadsAssistantsToNoLanguage": (
        changed("llms.txt", "ru/llms.txt", "russian/llms.txt"),
        files(checks.twins_that_are_missing),
    ),
    "LosesATwin": (deleted("ru/errors.md"), files(checks.twins_that_are_missing)),
    "ShowsAnotherSample": (
        changed(BUY, "PLUSOFON_TOKEN", "PLUSOFON_KEY"),
        files(checks.samples_that_were_not_run),
    ),
    "ShowsAnotherExample": (
        changed("ru/recipes/buy-a-number.html", "LIMIT", "MAXIMUM"),
        files(checks.examples_that_were_not_run),
    ),
    "ShowsACommandThatNobodyHasRun": (
        changed("en/sandbox.html", "sqlite:///sandbox.db", "sqlite:///box.db"),
        files(checks.examples_that_were_not_run),
    ),
    "LosesAControl": (
        changed("ru/control-api.html", 'id="advanceClock.hours"', 'id="advanceClock.hour"'),
        files(checks.controls_that_are_missing),
    ),
    "HidesAControl": (
        styled("#advanceClock { display: none; }"),
        pages(sight.hidden_without_scripts),
    ),
    "LosesAnOption": (
        changed("ru/sandbox.html", 'id="option-lenient"', 'id="option-strict"'),
        files(checks.parts_of_the_sandbox_that_are_missing),
    ),
    "MistakesAMagicNumber": (
        changed("en/sandbox.html", "1999000003", "1999000004"),
        files(checks.parts_of_the_sandbox_that_are_missing),
    ),
    "MistakesACondition": (
        changed("en/sandbox.html", "test-gateway-timeout", "test-timeout"),
        files(checks.parts_of_the_sandbox_that_are_missing),
    ),
    "LoadsTheIndexWithEveryPage": (hasty, pages(sight.indexes_that_nobody_asked_for)),
    "ForgetsAnOperationInTheIndex": (LOST_IN_THE_INDEX, files(checks.search_index_problems)),
    "FindsNothing": (LOST_IN_THE_INDEX, pages(sight.words_that_find_nothing)),
    "IsTooHeavy": (bloated, sight.heavy_pages),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault(name: str, browser: Browser, site: Path, tmp_path: Path) -> None:
    """The check that is there for it finds it."""
    plant, check = FAULTS[name]
    copy = tmp_path / "docs"
    shutil.copytree(site, copy)
    plant(copy)
    with served(copy) as address:
        assert [*check(browser, address, copy)], f"{name} was not found"


PUBLISHED_FAULTS: dict[str, Plant] = {
    "NeedsJavaScriptToSwitch": changed(
        f"{OLDER}/en/reference/purchase.html", "<details>", '<details inert class="js-only">'
    ),
    "HidesTheSwitcherOnAPhone": lambda site: styled(
        "@media (max-width: 400px) { .versions { display: none; } }"
    )(site / OLDER),
    "LosesThePlaceInAnotherVersion": changed(
        f"{OLDER}/ru/sandbox.html", "latest/ru/sandbox.html", "latest/ru/index.html"
    ),
}


@pytest.mark.parametrize("name", PUBLISHED_FAULTS)
def test_a_planted_fault_of_what_is_published(
    name: str, browser: Browser, published: Path, tmp_path: Path
) -> None:
    """The check of the switcher finds it."""
    copy = tmp_path / "root"
    shutil.copytree(published, copy)
    PUBLISHED_FAULTS[name](copy)
    with served(copy) as address:
        found = sight.switchers_that_lead_astray(browser, address, [OLDER, "latest"])
        assert [*found], f"{name} was not found"

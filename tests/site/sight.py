"""The checks of the site in a browser; each tells what it finds, and can find a planted fault."""

import gzip
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, Request, Route
from playwright.sync_api import TimeoutError as NothingFound

from tests.contract import OPERATIONS, ROOT
from tests.site.pages import html_pages
from tests.site.promises import LANGUAGES, anchors, control_anchors, page_of

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
WIDTHS = (1280, 390)
SCHEMES = ("light", "dark")
HEAVIEST = 150 * 1024
# A4 within its margins, in pixels of CSS.
PAPER = {"width": 718, "height": 1047}
# A word that a reader would look for, in each language, and the operation that it must lead to,
# by one of the first results.
FIRST = 5
LOOKED_FOR = {
    "en": {"shelf": "searchNumbers", "black list": "assignBlackList", "forward": "forwardNumbers"},
    "ru": {
        "витрина": "searchNumbers",
        "чёрный список": "assignBlackList",
        "переадресация": "forwardNumbers",
        "резерв": "reserveNumber",
        "поиск": "searchNumbers",
    },
}
VISIBLE = """names => names.filter(name => {
    const element = document.getElementById(name);
    return !element || !element.checkVisibility({checkOpacity: true, checkVisibilityCSS: true})
        || !element.getBoundingClientRect().height;
})"""
IN_VIEW = """name => {
    const box = document.getElementById(name).getBoundingClientRect();
    return box.height > 0 && box.top >= 0 && box.bottom <= innerHeight;
}"""
ON_PAPER = """() => {
    const box = element => element.getBoundingClientRect();
    const shown = element => element.checkVisibility() && box(element).height > 0;
    const words = element => element.textContent.trim().slice(0, 40);
    const found = [];
    for (const element of document.querySelectorAll("header, nav, button, .md-sidebar"))
        if (shown(element)) found.push(`a control is printed: ${element.outerHTML.slice(0, 80)}`);
    for (const code of document.querySelectorAll("pre > code")) {
        if (!shown(code)) found.push(`code is not printed: ${words(code)}`);
        const room = box(code.closest("article")).right;
        if (code.scrollWidth > code.clientWidth || box(code).right > room)
            found.push(`code is cut off: ${words(code)}`);
    }
    for (const set of document.querySelectorAll(".tabbed-set")) {
        const [labels, blocks] = [".tabbed-labels > label", ".tabbed-content > .tabbed-block"]
            .map(part => [...set.querySelectorAll(`:scope > ${part}`)]);
        blocks.forEach((block, n) => {
            const above = n ? box(blocks[n - 1]).bottom : box(set).top;
            if (!shown(labels[n]) || box(labels[n]).top < above
                || box(labels[n]).bottom > box(block).top + 1)
                found.push(`a sample has no name above it: ${words(labels[n])}`);
        });
    }
    return found;
}"""
VIOLATIONS = """() => axe.run({resultTypes: ["violations"]}).then(found => found.violations.flatMap(
    rule => rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 120)}`)))"""


@contextmanager
def page_in(browser: Browser, **options: object) -> Generator[Page]:
    """A page in a context of its own, closed at the end."""
    context: BrowserContext = browser.new_context(**options)  # type: ignore[arg-type]
    try:
        yield context.new_page()
    finally:
        context.close()


def operations_out_of_view(browser: Browser, address: str) -> Iterator[str]:
    """A link to an operation brings it into view, on a desk and on a phone."""
    for width in WIDTHS:
        with page_in(browser, viewport={"width": width, "height": 800}) as page:
            for language in LANGUAGES:
                for operation in OPERATIONS.values():
                    page.goto("about:blank")
                    page.goto(f"{address}/{page_of(operation, language)}#{operation.name}")
                    if not page.evaluate(IN_VIEW, operation.name):
                        yield f"{language}, {width} pixels: {operation.name} is not in view"


def hidden_without_scripts(browser: Browser, address: str) -> Iterator[str]:
    """Without JavaScript every operation, parameter, field and status can be seen."""
    with page_in(browser, java_script_enabled=False) as page:
        for language in LANGUAGES:
            for operation in OPERATIONS.values():
                page.goto(f"{address}/{page_of(operation, language)}")
                for name in page.evaluate(VISIBLE, [*anchors(operation)]):
                    yield f"{language}: {name} cannot be seen"
            page.goto(f"{address}/{language}/control-api.html")
            for name in page.evaluate(VISIBLE, [*control_anchors()]):
                yield f"{language}: {name} cannot be seen"


def requests_elsewhere(browser: Browser, address: str, site: Path) -> Iterator[str]:
    """No page asks another host for anything; what it would ask is not sent, and told."""
    asked: list[str] = []
    host = urlsplit(address).netloc

    def judge(route: Route, request: Request) -> None:
        if urlsplit(request.url).netloc == host:
            route.continue_()
        else:
            asked.append(request.url)
            route.abort()

    with page_in(browser) as page:
        page.route("**/*", judge)
        for path in html_pages(site):
            page.goto(f"{address}/{path.relative_to(site)}", wait_until="load")
            page.wait_for_timeout(50)
            yield from (f"{path.relative_to(site)} asks for {url}" for url in asked)
            asked.clear()


def barriers(browser: Browser, address: str, place: str) -> Iterator[str]:
    """On a page axe finds nothing, and nothing sticks out sideways: in every width and colour."""
    for width in WIDTHS:
        for scheme in SCHEMES:
            with page_in(
                browser, viewport={"width": width, "height": 800}, color_scheme=scheme
            ) as page:
                page.goto(f"{address}/{place}")
                page.wait_for_timeout(200)  # for what scripts add, the copy buttons
                page.evaluate(AXE.read_text(encoding="utf-8"))
                for found in page.evaluate(VIOLATIONS):
                    yield f"{place}, {width} pixels, {scheme}: {found}"
                room = page.evaluate("document.documentElement.scrollWidth - innerWidth")
                if room > 0:
                    yield f"{place}, {width} pixels, {scheme}: {room} pixels stick out"


def languages_that_lose_the_place(browser: Browser, address: str) -> Iterator[str]:
    """Without JavaScript, the language link of a page and of an operation keeps the place."""
    with page_in(browser, java_script_enabled=False) as page:
        for language, other in (LANGUAGES, LANGUAGES[::-1]):
            for place in ("quick-start.html", "python-client/errors.html"):
                page.goto(f"{address}/{language}/{place}")
                page.locator(f"header a[hreflang={other}]").click()
                if page.url != f"{address}/{other}/{place}":
                    yield f"{language}: from {place} the language link leads to {page.url}"
            for operation in OPERATIONS.values():
                page.goto(f"{address}/{page_of(operation, language)}")
                page.locator(f"p a[hreflang={other}][href$='#{operation.name}']").click()
                if page.url != f"{address}/{page_of(operation, other)}#{operation.name}":
                    yield f"{language}: from {operation.name} the link leads to {page.url}"


def words_that_find_nothing(browser: Browser, address: str) -> Iterator[str]:
    """The search leads from a word of the language to its operation."""
    for language, words in LOOKED_FOR.items():
        for word, name in words.items():
            with page_in(browser) as page:
                page.goto(f"{address}/{language}/index.html")
                page.locator(".md-search__button").first.click()
                page.locator("input:focus").wait_for()  # What is typed before is lost.
                page.keyboard.type(word)
                first = f"[role=listbox] > li:nth-child(-n+{FIRST})"
                result = page.locator(f"{first} > a[href$='#{name}']")
                try:
                    result.wait_for(timeout=10_000)
                except NothingFound:
                    yield f"{language}: {word} does not find {name}"


def indexes_that_nobody_asked_for(browser: Browser, address: str) -> Iterator[str]:
    """The index of the search is loaded when somebody searches, and not before."""
    for language in LANGUAGES:
        with page_in(browser) as page:
            page.goto(f"{address}/{language}/index.html", wait_until="load")
            page.wait_for_timeout(300)
            asked = page.evaluate("performance.getEntriesByType('resource').map(it => it.name)")
            if any("search.json" in url for url in asked):
                yield f"{language}: the index of the search is loaded before anybody searches"


def switchers_that_lead_astray(
    browser: Browser, address: str, versions: list[str]
) -> Iterator[str]:
    """Without JavaScript, the switcher of a page leads to the same page of each other version."""
    for width in WIDTHS:
        with page_in(
            browser, java_script_enabled=False, viewport={"width": width, "height": 800}
        ) as page:
            for place in ("ru/sandbox.html", "en/reference/purchase.html"):
                for there in versions:
                    page.goto(f"{address}/{versions[0]}/{place}")
                    try:
                        page.locator(".versions summary").click(timeout=3000)
                    except NothingFound:
                        yield f"{place}, {width} pixels: the switcher does not open"
                        continue
                    link = page.locator(f".versions a[href*='/{there}/']")
                    if not link.is_visible():
                        yield f"{place}, {width} pixels: no way to {there}"
                        continue
                    link.click()
                    if page.url != f"{address}/{there}/{place}":
                        yield f"{place}, {width} pixels: {there} is said to be at {page.url}"


def weights(browser: Browser, address: str, site: Path) -> Iterator[tuple[str, int]]:
    """What each page weighs with all that it loads, compressed, in bytes."""
    with page_in(browser) as page:
        loaded: set[str] = set()
        page.on("request", lambda request: loaded.add(request.url))
        for path in html_pages(site):
            loaded.clear()
            page.goto("about:blank")
            page.goto(f"{address}/{path.relative_to(site)}", wait_until="load")
            page.wait_for_timeout(300)  # for what scripts load, the index of the search
            files = {site / urlsplit(url).path.lstrip("/") for url in loaded if address in url}
            weight = sum(
                len(gzip.compress(file.read_bytes(), 6)) for file in files if file.is_file()
            )
            yield path.relative_to(site).as_posix(), weight


def heavy_pages(browser: Browser, address: str, site: Path) -> Iterator[str]:
    """No page weighs more than its limit."""
    for place, weight in weights(browser, address, site):
        if weight > HEAVIEST:
            yield f"{place} weighs {weight} bytes, {HEAVIEST} are allowed"


def faults_on_paper(browser: Browser, address: str, place: str) -> Iterator[str]:
    """On paper a page is its text: no controls, all code in full, each sample below its name."""
    with page_in(browser, viewport=PAPER) as page:
        page.emulate_media(media="print")
        page.goto(f"{address}/{place}")
        page.wait_for_timeout(200)  # for what scripts add, the copy buttons
        for found in page.evaluate(ON_PAPER):
            yield f"{place}: {found}"

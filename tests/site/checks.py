"""The checks of the site as files; each tells what it finds, and can find a planted fault."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import yaml

from scripts.mock_server import create_app
from scripts.mock_server.__main__ import OPTIONS
from tests.contract import DOCUMENT, OPERATIONS, ROOT
from tests.control_caller import Controller
from tests.mock_caller import Account
from tests.site.pages import html_pages, read
from tests.site.promises import (
    LANGUAGES,
    anchors,
    control_anchors,
    grade,
    page_of,
    parts,
    samples_on_the_site,
)

EXAMPLES = ROOT / "docs" / "examples"
MARKDOWN_LINK = re.compile(r"\]\(((?:[^()\s#:]+\.md)?)#([^()\s]+)\)")
REFERENCE = re.compile(r"""["']?\$ref["']?: *["']?([^"'\s}]+)""")


def anchors_that_are_not_there_once(site: Path) -> Iterator[str]:
    """Each operation has its anchor on one page of each language, and each part of it one too."""
    for language in LANGUAGES:
        everywhere = Counter(
            name for page in html_pages(site / language) for name in read(page).ids
        )
        for operation in OPERATIONS.values():
            there = Counter(read(site / page_of(operation, language)).ids)
            if (times := everywhere[operation.name]) != 1:
                yield f"{language}: {operation.name} is an anchor {times} times"
            for anchor in anchors(operation):
                if there[anchor] != 1:
                    yield f"{language}: {anchor} is an anchor {there[anchor]} times"


def ids_that_are_there_twice(site: Path) -> Iterator[str]:
    """An anchor of a page leads to one place."""
    for path in html_pages(site):
        for name, times in Counter(read(path).ids).items():
            if times > 1:
                yield f"{path.relative_to(site)}: {name} is an anchor {times} times"


def links_that_lead_nowhere(site: Path) -> Iterator[str]:
    """Each link is relative, its file exists, and its fragment too."""
    for path in html_pages(site):
        for tag, address in read(path).links:
            for problem in link_problem(path, address):
                yield f"{path.relative_to(site)}: <{tag}> {address}: {problem}"


def link_problem(path: Path, address: str) -> Iterator[str]:
    """What is wrong with a link of a page."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or address.startswith("/"):
        yield "is not relative"
        return
    there = (path.parent / unquote(parts.path)).resolve() if parts.path else path
    if there.is_dir() or not there.exists():
        yield "is no file"
    elif parts.fragment and unquote(parts.fragment) not in read(there).ids:
        yield "has no such place"


def pages_without_their_other_language(site: Path) -> Iterator[str]:
    """Each page links to the same page in the other language, and each operation to its place."""
    for language, other in (LANGUAGES, LANGUAGES[::-1]):
        for path in html_pages(site / language):
            place = path.relative_to(site / language)
            meant = (site / other / place).resolve()
            leads_to = {(path.parent / urlsplit(a).path).resolve() for a in read(path).alternates}
            if meant not in leads_to:
                yield f"{language}/{place}: no link to the same page in {other}"
        for operation in OPERATIONS.values():
            page = read(site / page_of(operation, language))
            if not any(a.endswith(f"#{operation.name}") for a in page.alternates):
                yield f"{language}: {operation.name} has no link to itself in {other}"


def twins_that_are_missing(site: Path) -> Iterator[str]:
    """Each page has its Markdown beside it, llms.txt names it, and what that names exists."""
    for folder in (site, *(site / language for language in LANGUAGES)):
        for target in listed(folder):
            if not (folder / target).exists():
                yield f"{folder.name}/llms.txt: {target} is no file"
    for language in LANGUAGES:
        folder = site / language
        for path in html_pages(folder):
            name = path.relative_to(folder).with_suffix(".md").as_posix()
            if not (folder / name).exists() or name not in listed(folder):
                yield f"{language}: {name} is missing, beside the page or in llms.txt"


def listed(folder: Path) -> list[str]:
    """What llms.txt leads to."""
    found: list[str] = re.findall(
        r"\]\(([^)]+)\)", (folder / "llms.txt").read_text(encoding="utf-8")
    )
    return found


def links_of_twins_that_lead_nowhere(site: Path) -> Iterator[str]:
    """Each link from one Markdown page to another finds its place there, as Markdown."""
    for path in sorted(site.rglob("*.md")):
        for there, fragment in MARKDOWN_LINK.findall(path.read_text(encoding="utf-8")):
            target = (path.parent / there).resolve() if there else path
            if not target.exists() or f'<a id="{fragment}"></a>' not in text_of(target):
                yield f"{path.relative_to(site)}: {there}#{fragment} has no such place"


@cache
def text_of(path: Path) -> str:
    """A file, read once."""
    return path.read_text(encoding="utf-8")


def documents_that_are_not_bundled(site: Path) -> Iterator[str]:
    """All references of a document to download lead inside it."""
    for path in sorted(site.glob("*/downloads/*openapi*")):
        for reference in REFERENCE.findall(path.read_text(encoding="utf-8")):
            if not reference.startswith("#/"):
                yield f"{path.relative_to(site)}: {reference} is another file"


def grades_that_are_told_wrongly(site: Path) -> Iterator[str]:
    """The page of evidence leads to all that is less than documented, and to nothing else."""
    for language in LANGUAGES:
        found = {
            address
            for _, address in read(site / language / "evidence.html").links
            if re.match(r"reference/.*#.*\.", address)
        }
        told = {
            f"{page_of(operation, language).partition('/')[2]}#{anchor}"
            for operation in OPERATIONS.values()
            for anchor, node in parts(operation)
            if grade(node) != DOCUMENT["x-evidence"]["default"]
        }
        yield from (f"{language}: {address} is not told of" for address in sorted(told - found))
        yield from (f"{language}: {address} is documented" for address in sorted(found - told))


def types_with_their_limits(site: Path) -> Iterator[str]:
    """The client's reference names types; what msgspec is told beside them is for machines."""
    for path in sorted(site.glob("*/python-client/*.md")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if re.search(r"\bAnnotated\[|\bMeta\(", line):
                yield f"{path.relative_to(site)}: {line:.80}"


def other_hosts(site: Path) -> Iterator[str]:
    """No page loads anything from elsewhere."""
    pattern = re.compile(r"""(?:src|href|url|@import)\s*[=(]?\s*["']?((?:https?:)?//[^"'\s)]+)""")
    for path in sorted(site.rglob("*")):
        if path.suffix in (".html", ".css"):
            for address in pattern.findall(path.read_text(encoding="utf-8")):
                yield f"{path.relative_to(site)}: {address}"


def samples_that_were_not_run(site: Path) -> Iterator[str]:
    """What stands on the page is what is run, byte for byte, and all of it is there."""
    overlay = yaml.safe_load((ROOT / "scripts/overlays/samples.yaml").read_text(encoding="utf-8"))
    told = [
        sample["source"]
        for action in overlay["actions"]
        for sample in action["update"]["x-codeSamples"]
    ]
    for language in LANGUAGES:
        pages = {page_of(operation, language) for operation in OPERATIONS.values()}
        shown = Counter(code for page in pages for code in read(site / page).code)
        found = [source for source in told if shown[source] == told.count(source)]
        if not len(found) == len(told) == samples_on_the_site():
            yield f"{language}: {len(found)} of {samples_on_the_site()} samples are shown as run"


def examples_that_were_not_run(site: Path) -> Iterator[str]:
    """Each block of code of a written page that can be run is one of the files that are run."""
    run = {path.read_text(encoding="utf-8") for path in EXAMPLES.rglob("*.*") if path.is_file()}
    overlay = (ROOT / "scripts/overlays/samples.yaml").read_text(encoding="utf-8")
    for language in LANGUAGES:
        written = [
            site / language / "quick-start.html",
            *(site / language / "recipes").glob("*.html"),
        ]
        for path in written:
            for code in read(path).code:
                is_program = "\n" in code.strip() and not code.startswith(("export ", "make "))
                if is_program and code not in run and code not in overlay:
                    yield f"{path.relative_to(site)}: nobody has run {code[:40]!r}"
        for code in read(site / language / "sandbox.html").code:
            if code not in run:
                yield f"{language}/sandbox.html: nobody has run {code[:40]!r}"


def controls_that_are_missing(site: Path) -> Iterator[str]:
    """The control API's page has each operation, parameter, field and status once."""
    for language in LANGUAGES:
        there = Counter(read(site / language / "control-api.html").ids)
        for anchor in control_anchors():
            if there[anchor] != 1:
                yield f"{language}: {anchor} is an anchor {there[anchor]} times"


def parts_of_the_sandbox_that_are_missing(site: Path) -> Iterator[str]:
    """The sandbox's page has each option, fault, magic number and condition that there is."""
    controller = Controller(Account(create_app(), "test-site"))
    numbers = controller.get("/magic-numbers")["magic_numbers"]
    conditions = controller.get("/conditions")["conditions"]
    wanted = [
        *((f"option{name[1:]}", {name}) for name in OPTIONS),
        *((f"fault-{each['fault']}", {each["number"]}) for each in numbers if "fault" in each),
        *((f"magic-{each['number']}", {each["example"]}) for each in numbers if "status" in each),
        *((f"condition-{it['condition']}", {it["token"], it["example"]}) for it in conditions),
    ]
    for language in LANGUAGES:
        html = (site / language / "sandbox.html").read_text(encoding="utf-8")
        told = {
            name: f"{name} {text}"
            for name, text in re.findall(r'<dt id="([^"]+)">(.*?</dd>)', html, re.S)
        }
        for anchor, words in wanted:
            if missing := [word for word in words if word not in told.get(anchor, "")]:
                yield f"{language}: {anchor} does not tell {', '.join(missing)}"


def search_index_problems(site: Path) -> Iterator[str]:
    """The index has each operation once, under its title."""
    for language in LANGUAGES:
        index = json.loads((site / language / "search.json").read_text(encoding="utf-8"))
        places = Counter(item["location"] for item in index["items"])
        for operation in OPERATIONS.values():
            place = f"{page_of(operation, language).partition('/')[2]}#{operation.name}"
            if places[place] != 1:
                yield f"{language}: the search knows {place} {places[place]} times"


CHECKS = [
    anchors_that_are_not_there_once,
    ids_that_are_there_twice,
    links_that_lead_nowhere,
    pages_without_their_other_language,
    twins_that_are_missing,
    links_of_twins_that_lead_nowhere,
    documents_that_are_not_bundled,
    grades_that_are_told_wrongly,
    types_with_their_limits,
    other_hosts,
    samples_that_were_not_run,
    examples_that_were_not_run,
    controls_that_are_missing,
    parts_of_the_sandbox_that_are_missing,
    search_index_problems,
]

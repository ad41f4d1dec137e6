"""The site: pages into Markdown, Markdown into HTML, and what stands around it."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from scripts.build_docs.client import ORDER, client_pages
from scripts.build_docs.clients import clients_page
from scripts.build_docs.control import control_page
from scripts.build_docs.document import Document
from scripts.build_docs.downloads import FOLDER, download_files, downloads_page
from scripts.build_docs.errors import error_page
from scripts.build_docs.evidence import evidence_page
from scripts.build_docs.files import ASSETS, THEME, write
from scripts.build_docs.language import BuildFailed, Language
from scripts.build_docs.pages import prose_pages
from scripts.build_docs.reference import reference_pages
from scripts.build_docs.script import mended
from scripts.build_docs.search import slimmed
from scripts.build_docs.versions import Version, switch, ways
from scripts.overlay import is_list

RECIPES = (
    *("buy-a-number", "walk-all-pages", "forward-and-back", "release-a-number", "lost-answer"),
    "test-your-code",
)
OWN_LINE = re.compile(r"\n *\{: \.about \}(?=\n|$)")
ANCHOR = re.compile(r" ?\{:? ?#([^{}\s]+)[^{}\n]*\}")
ATTRIBUTES = re.compile(r" ?\{:? ?\.[^{}\n]*\}|\{ hreflang=[^}]*\}")


def build_site(languages: list[Language], output: Path) -> None:
    """Write the site of each language, and the page that leads to them.

    Args:
        languages: All of them.
        output: The folder; what is in it is replaced.

    Raises:
        BuildFailed: The site generator failed, or had something to remark.
    """
    shutil.rmtree(output, ignore_errors=True)
    work = output.with_name(f"{output.name}-source")
    shutil.rmtree(work, ignore_errors=True)
    for language in languages:
        build_language(language, work / language.code, output / language.code)
    write(output / "index.html", choice(languages))
    write(output / "llms.txt", ways())
    write(output / ".nojekyll", "")
    switch(output, [Version(languages[0].document["info"]["version"])])


def build_language(language: Language, work: Path, output: Path) -> None:
    """Write the site of one language."""
    pages = write_sources(language, work)
    run_generator(work / "mkdocs.yml")
    shutil.copytree(work / "site", output)
    # A page for what is not there would have to know under which path the site stands.
    (output / "404.html").unlink()
    write(output / "assets" / "site.css", (ASSETS / "site.css").read_text("utf-8") + dark(output))
    index = output / "search.json"
    write(index, slimmed(index.read_text(encoding="utf-8"), words(language)))
    for script in (output / "assets" / "javascripts").glob("bundle.*.js"):
        write(script, mended(script.read_text(encoding="utf-8"), language))
    for path, text in pages.items():
        write(output / path, twin(text))
    write(output / "llms.txt", contents(language, pages))


def write_sources(language: Language, work: Path) -> dict[str, str]:
    """Write what the site generator reads; answer the Markdown of every page."""
    files = download_files(language)
    pages = all_pages(language, files)
    for path, text in pages.items():
        write(work / "docs" / path, f"{text}\n")
    for name, content in files.items():
        write(work / "docs" / FOLDER / name, content)
    shutil.copytree(THEME, work / "theme")
    write(work / "mkdocs.yml", json.dumps(settings(language)))
    return pages


def words(language: Language) -> dict[str, str]:
    """The words under which each operation is found besides its own."""
    names = [each.name for each in Document(language.document).operations]
    return {name: language.say(f"words for {name}") for name in names}


def all_pages(language: Language, files: dict[str, str]) -> dict[str, str]:
    """The Markdown of every page, by its path below the language."""
    return {
        **prose_pages(language),
        **reference_pages(language),
        **client_pages(language),
        "clients.md": clients_page(language),
        "errors.md": error_page(language),
        "evidence.md": evidence_page(language),
        "control-api.md": control_page(language),
        "downloads.md": downloads_page(language, files),
    }


def navigation(language: Language) -> list[Any]:
    """What stands in the navigation, in its order."""
    tags = {tag["name"]: tag["x-displayName"] for tag in language.document["tags"]}
    reference = [{name: f"reference/{tag}.md"} for tag, name in tags.items()]
    client = [{language.say(f"client {page}"): f"python-client/{page}.md"} for page in ORDER]
    whole = language.say("overview")
    using, control = language.say("using the sandbox"), language.say("control api")
    return [
        {whole: "index.md"},
        {language.say("quick start"): "quick-start.md"},
        {language.say("recipes"): [f"recipes/{name}.md" for name in RECIPES]},
        {language.say("reference"): [{whole: "reference/index.md"}, *reference]},
        {language.say("errors"): "errors.md"},
        {language.say("get with a body"): "get-with-a-body.md"},
        {language.say("evidence"): "evidence.md"},
        {language.say("python client"): [{whole: "python-client/index.md"}, *client]},
        {language.say("clients"): "clients.md"},
        {language.say("sandbox"): [{using: "sandbox.md"}, {control: "control-api.md"}]},
        {language.say("changelog"): "changelog.md"},
        {language.say("downloads"): "downloads.md"},
    ]


def settings(language: Language) -> dict[str, Any]:
    """What the site generator is told; Zensical and Material for MkDocs read the same."""
    return {
        "site_name": language.say("site name"),
        "site_description": language.say("site description"),
        "docs_dir": "docs",
        "site_dir": "site",
        "use_directory_urls": False,
        "copyright": language.say("not the provider's"),
        "theme": {
            "name": "material",
            "custom_dir": "theme",
            "language": language.code,
            "font": False,
            "palette": {"scheme": "default", "primary": "indigo", "accent": "indigo"},
            "features": [
                *("content.code.copy", "content.tabs.link", "navigation.footer"),
                *("navigation.top", "search.highlight"),
            ],
        },
        "extra": {
            "generator": False,
            "other": language.other,
            # Anything but a list of languages: of one, the theme's script would look for sitemaps.
            "alternate": True,
            "other_language": language.say("other language"),
            "this_page_in_the_other_language": language.say("this page in the other language"),
            "as_markdown": language.say("as Markdown"),
        },
        "extra_css": ["assets/site.css"],
        "plugins": ["search"],
        # Links to the other language leave the folder: tests look after them.
        "validation": {"links": {"not_found": "info"}},
        "markdown_extensions": [
            *("attr_list", "def_list", "admonition", "md_in_html", "sane_lists"),
            {
                "toc": {
                    "permalink": "#",
                    "permalink_title": language.say("permalink"),
                    "toc_depth": 3,
                }
            },
            {"pymdownx.highlight": {"use_pygments": True}},
            {"pymdownx.superfences": {"preserve_tabs": True}},
            {"pymdownx.tabbed": {"alternate_style": True}},
        ],
        "nav": navigation(language),
    }


def run_generator(config: Path) -> None:
    """Turn Markdown into HTML.

    Raises:
        BuildFailed: It failed, or found a link that leads nowhere.
    """
    command = [
        str(Path(sys.executable).parent / "zensical"),
        "build",
        "--strict",
        "-f",
        str(config),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=config.parent)
    if done.returncode:
        raise BuildFailed(f"zensical: {done.stdout}{done.stderr}")


def dark(output: Path) -> str:
    """The theme's own dark colours, chosen by the reader's system and by no script."""
    found: list[str] = []
    for sheet in sorted((output / "assets" / "stylesheets" / "modern").glob("*.css")):
        found += re.findall(
            r"[^{}]*\[data-md-color-scheme=slate\][^{}]*\{[^{}]*\}", sheet.read_text()
        )
    rules = "\n".join(found).replace("slate", "default")
    return f"\n@media screen and (prefers-color-scheme: dark) {{\n{rules}\n}}\n"


def twin(text: str) -> str:
    """A page as Markdown for assistants: its anchors as HTML, and nothing of the site generator."""
    anchored = ANCHOR.sub(r' <a id="\1"></a>', OWN_LINE.sub("", text))
    return ATTRIBUTES.sub("", anchored).strip() + "\n"


def contents(language: Language, pages: dict[str, str]) -> str:
    """llms.txt: what there is, for assistants."""
    ordered = {path: pages[path] for path in places(navigation(language))}
    lines = "".join(f"- [{title}]({path})\n" for path, title in titles(ordered))
    return f"# {language.say('site name')}\n\n> {language.say('site description')}\n\n{lines}"


def places(navigation: list[Any]) -> Iterator[str]:
    """The paths of a navigation, in its order."""
    for each in navigation:
        if isinstance(each, str):
            yield each
        else:
            (inner,) = each.values()
            yield from places(inner if is_list(inner) else [inner])


def titles(pages: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The path and the title of each page."""
    for path, text in pages.items():
        yield path, ANCHOR.sub("", text.splitlines()[0]).removeprefix("# ")


def choice(languages: list[Language]) -> str:
    """The page in front of all languages."""
    links = "".join(
        f'<li><a href="{each.code}/index.html" lang="{each.code}" hreflang="{each.code}">'
        f"{each.say('language')}</a> — {each.say('site name')}</li>"
        for each in languages
    )
    template = (ASSETS / "choice.html").read_text(encoding="utf-8")
    return template.replace("<!-- links -->", links)

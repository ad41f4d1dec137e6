"""Publishing: a folder for each version, `latest`, and a switcher that every page has."""

import json
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from scripts.build_docs.versions import Version, in_order, latest_of
from scripts.publish_docs import CannotPublish, publish
from tests.contract import ROOT

PAGES = ("index.html", "reference/purchase.html")
SWITCHER = "<!-- versions -->{shown}<!-- /versions -->"


def built(folder: Path, version: str, *pages: str) -> Path:
    """A site as `make docs` leaves it, as far as publishing looks at it."""
    for language in ("en", "ru"):
        for page in pages or PAGES:
            path = folder / language / page
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"<p>{version}</p>{SWITCHER.format(shown=version)}")
        downloads = folder / language / "downloads"
        downloads.mkdir()
        (downloads / "openapi.json").write_text(json.dumps({"info": {"version": version}}))
    (folder / "index.html").write_text("the languages")
    return folder


def publish_all(tmp_path: Path, *versions: str) -> Path:
    """A folder into which versions were published, one after the other."""
    site = tmp_path / "site"
    for number, version in enumerate(versions):
        publish(built(tmp_path / f"built-{number}", version), site)
    return site


def links(page: Path) -> dict[str, str]:
    """The versions that the switcher of a page shows, and where each leads."""
    (shown,) = re.findall(r"<!-- versions -->(.*)<!-- /versions -->", page.read_text())
    found = re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)</a>', shown)
    return {name: address for address, name in found}


def of_version(page: Path) -> str:
    """The version that a page was built from."""
    (version,) = re.findall(r"^<p>(.*?)</p>", page.read_text())
    return str(version)


def test_a_first_version(tmp_path: Path) -> None:
    """It has its folder and is the latest; its pages show it, and no other to switch to."""
    site = publish_all(tmp_path, "0.1.0")
    assert {path.name for path in site.iterdir()} == {
        *("0.1.0", "latest", "index.html", "llms.txt", ".nojekyll")
    }
    for folder in ("0.1.0", "latest"):
        assert of_version(site / folder / "ru" / "index.html") == "0.1.0"
        assert links(site / folder / "ru" / "index.html") == {}
    assert "0.1.0" in (site / "0.1.0" / "en" / "index.html").read_text()


def test_one_more_version(tmp_path: Path) -> None:
    """What was published before stays, each page of it knows the new one, and keeps its place."""
    site = publish_all(tmp_path, "0.1.0", "0.2.0")
    assert of_version(site / "0.1.0" / "en" / "index.html") == "0.1.0"
    assert of_version(site / "latest" / "en" / "index.html") == "0.2.0"
    for folder in ("0.1.0", "0.2.0", "latest"):
        for language in ("en", "ru"):
            for name in PAGES:
                page = site / folder / language / name
                found = links(page)
                assert len(found) == 2
                leads_to = [(page.parent / address).resolve() for address in found.values()]
                expected = [site / each / language / name for each in ("latest", "0.1.0")]
                assert leads_to == expected


def test_a_switcher_without_javascript(tmp_path: Path) -> None:
    """It is what HTML has for it, says which version the page is of, and names no host."""
    site = publish_all(tmp_path, "0.1.0", "0.2.0")
    text = (site / "0.1.0" / "ru" / "index.html").read_text()
    assert "<details><summary><span>Версия </span>0.1.0</summary>" in text
    assert re.search(r'<a href="[^"]*" aria-current="true">0\.1\.0</a>', text)
    assert "<script" not in text
    addresses = links(site / "0.1.0" / "ru" / "index.html").values()
    assert [each for each in addresses if urlsplit(each).netloc or each.startswith("/")] == []


def test_a_page_that_another_version_does_not_have(tmp_path: Path) -> None:
    """Its switcher leads to the first page of that version."""
    site = tmp_path / "site"
    publish(built(tmp_path / "old", "0.1.0", "index.html", "gone.html"), site)
    publish(built(tmp_path / "new", "0.2.0"), site)
    page = site / "0.1.0" / "en" / "gone.html"
    assert [(page.parent / it).resolve() for it in links(page).values()] == [
        site / "latest" / "en" / "index.html",
        page,
    ]


def test_a_version_that_is_published_again(tmp_path: Path) -> None:
    """It is replaced as a whole; the others are not touched but for their switchers."""
    site = publish_all(tmp_path, "0.1.0", "0.2.0")
    publish(built(tmp_path / "again", "0.2.0", "index.html"), site)
    assert not (site / "0.2.0" / "en" / "reference").exists()
    assert not (site / "latest" / "en" / "reference").exists()
    assert (site / "0.1.0" / "en" / "reference" / "purchase.html").exists()


def test_an_older_version_that_is_published_later(tmp_path: Path) -> None:
    """The latest is the highest, not the last that came."""
    site = publish_all(tmp_path, "0.10.0", "0.9.1")
    assert of_version(site / "latest" / "en" / "index.html") == "0.10.0"
    assert [*links(site / "0.9.1" / "en" / "index.html")] == ["0.10.0, the latest", "0.9.1"]


def test_the_order_of_versions() -> None:
    """By numbers, the newest first; what comes before a release is latest only without one."""
    names = ["0.9.0", "1.0.0-rc.2", "0.10.0", "1.0.0-rc.10", "0.10.0-rc.1"]
    shown = [each.name for each in in_order([Version(name) for name in names])]
    assert shown == ["0.10.0", "1.0.0-rc.10", "1.0.0-rc.2", "0.10.0-rc.1", "0.9.0"]
    assert latest_of([Version("1.0.0-rc.2"), Version("1.0.0-rc.10")]).name == "1.0.0-rc.10"


def test_the_front_page(tmp_path: Path) -> None:
    """It leads to the latest version in both languages, and to the others."""
    site = publish_all(tmp_path, "0.1.0", "0.2.0")
    addresses = re.findall(r'<a href="([^"]+)"', (site / "index.html").read_text())
    assert addresses == [
        *("latest/en/index.html", "latest/ru/index.html"),
        *("0.1.0/en/index.html", "0.1.0/ru/index.html"),
    ]


def test_what_a_host_has_beside_the_versions(tmp_path: Path) -> None:
    """The name of the host and the history of the branch stay."""
    site = tmp_path / "site"
    (site / ".git").mkdir(parents=True)
    (site / "CNAME").write_text("docs.example")
    publish(built(tmp_path / "built", "0.1.0"), site)
    assert (site / ".git").exists()
    assert (site / "CNAME").read_text() == "docs.example"


@pytest.mark.parametrize("place", ["folder", "inside", "file"])
def test_a_folder_that_is_for_something_else(place: str, tmp_path: Path) -> None:
    """Nothing is written there, and the sentence says what to choose."""
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "to-whom.txt").write_text("Dear Sir or Madam")
    site = built(tmp_path / "built", "0.1.0")
    places = {
        "folder": tmp_path / "letters",
        "inside": site / "site",
        "file": tmp_path / "letters" / "to-whom.txt",
    }
    with pytest.raises(CannotPublish, match="choose"):
        publish(site, places[place])
    assert [path.name for path in (tmp_path / "letters").iterdir()] == ["to-whom.txt"]
    assert not (site / "site").exists()


def test_nothing_to_publish(tmp_path: Path) -> None:
    """The sentence says what to do first."""
    with pytest.raises(CannotPublish, match="run make docs first"):
        publish(tmp_path / "built", tmp_path / "site")


def test_the_command() -> None:
    """Without a folder it explains itself."""
    command = [sys.executable, "-m", "scripts.publish_docs"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "usage: python -m scripts.publish_docs SITE" in done.stderr
    assert "Traceback" not in done.stderr

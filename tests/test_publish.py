"""Publishing: a folder for each version, `latest`, and a switcher that every page has."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from scripts import publish_docs
from scripts.build_docs import versions
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
    (shown,) = re.findall(
        r"<!-- versions -->(.*)<!-- /versions -->", page.read_text(encoding="utf-8")
    )
    found = re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)</a>', shown)
    return {name: address for address, name in found}


def of_version(page: Path) -> str:
    """The version that a page was built from."""
    (version,) = re.findall(r"^<p>(.*?)</p>", page.read_text(encoding="utf-8"))
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


@pytest.mark.parametrize("given", [(), ("-h",), ("--help",), ("here", "there")], ids=str)
def test_the_command(given: tuple[str, ...], tmp_path: Path) -> None:
    """With anything but a folder it explains itself, and writes nothing."""
    command = [sys.executable, "-m", "scripts.publish_docs", *given]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.strip() == (publish_docs.__doc__ or "").strip()
    assert [*tmp_path.iterdir()] == []


def told(monkeypatch: pytest.MonkeyPatch, *given: Path) -> object:
    """Run the command in this process, and tell the code or the message that it exits with."""
    monkeypatch.setattr(sys, "argv", ["publish_docs", *map(str, given)])
    try:
        publish_docs.main()
    except SystemExit as left:
        return left.code
    return None


@pytest.mark.parametrize("given", [(), ("-h",), ("--help",), ("here", "there")], ids=str)
def test_what_the_command_says(
    given: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With anything but a folder it ends with what it is for."""
    monkeypatch.setattr(publish_docs, "BUILT", tmp_path)
    assert told(monkeypatch, *map(Path, given)) == publish_docs.__doc__


def test_a_command_that_publishes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It takes what was built, puts it where it is told, and says so."""
    monkeypatch.setattr(publish_docs, "BUILT", built(tmp_path / "built", "0.1.0"))
    site = tmp_path / "new" / "site"
    assert told(monkeypatch, site) is None
    assert capsys.readouterr().out == f"{site}: has version 0.1.0 now\n"
    assert (site / "0.1.0" / "en" / "index.html").exists()


def test_a_command_that_cannot_publish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says why, in a sentence."""
    monkeypatch.setattr(publish_docs, "BUILT", tmp_path / "built")
    assert told(monkeypatch, tmp_path / "site") == (
        f"make docs-publish: there is nothing in {tmp_path / 'built'}; run make docs first"
    )
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setattr(publish_docs, "BUILT", built(tmp_path / "site", "0.1.0"))
    refused = told(monkeypatch, tmp_path / "file" / "site")
    assert isinstance(refused, str)
    assert refused.startswith("make docs-publish: ")


def test_where_it_is_built() -> None:
    """It takes what `make docs` leaves behind."""
    assert publish_docs.BUILT == ROOT / "build" / "docs"


def test_a_version_that_is_none(tmp_path: Path) -> None:
    """It would be no folder that is understood: the sentence says what is expected."""
    site = built(tmp_path / "built", "draft")
    with pytest.raises(CannotPublish) as refused:
        publish(site, tmp_path / "site")
    assert str(refused.value) == (
        "a version such as 0.2.0 was expected in the document, draft is there"
    )
    assert not (tmp_path / "site").exists()


def test_a_folder_that_is_for_something_else_is_named(tmp_path: Path) -> None:
    """The sentence says what was found there, and what to choose."""
    site = tmp_path / "letters"
    site.mkdir()
    for name in ("b.txt", "a.txt", "README.md", "LICENSE", "CNAME", ".git"):
        (site / name).write_text("", encoding="utf-8")
    with pytest.raises(CannotPublish) as refused:
        publish(built(tmp_path / "built", "0.1.0"), site)
    assert str(refused.value) == (
        f"{site} has something else in it (a.txt); choose an empty folder, or one that was"
        " published into before"
    )
    for name in ("a.txt", "b.txt"):
        (site / name).unlink()
    publish(tmp_path / "built", site)
    assert (site / ".nojekyll").read_text(encoding="utf-8") == ""


def test_a_copy_that_broke_off(tmp_path: Path) -> None:
    """What it left is not in the way, and does not stay."""
    site = tmp_path / "site"
    (site / ".0.1.0.new").mkdir(parents=True)
    (site / ".0.1.0.new" / "half.html").write_text("", encoding="utf-8")
    publish(built(tmp_path / "built", "0.1.0"), site)
    assert not (site / ".0.1.0.new").exists()
    assert not (site / "0.1.0" / "half.html").exists()


def test_the_way_to_a_version(tmp_path: Path) -> None:
    """The front page names each, once; English is the language of one that has no choice."""
    front = (publish_all(tmp_path, "0.1.0", "0.2.0", "0.3.0") / "index.html").read_text("utf-8")
    items = re.findall("<li>(.*?)</li>", front)
    assert len(items) == 4
    assert f"</li><li>{items[-1]}" in front
    assert re.sub("<[^>]+>", "", items[2]) == "0.2.0: English, Русский"
    assert 'href="latest/en/' in front
    assert 'href="en/' not in front


def test_a_folder_that_is_no_version(tmp_path: Path) -> None:
    """A name without pages in English, or pages without such a name, are none."""
    site = publish_all(tmp_path, "0.1.0")
    (site / "0.0.9" / "ru").mkdir(parents=True)
    (site / "0.0.9" / "ru" / "index.html").write_text("", encoding="utf-8")
    publish(built(tmp_path / "again", "0.2.0"), site)
    assert set(links(site / "latest" / "en" / "index.html").values()) == {
        "../../latest/en/index.html",
        "../../0.1.0/en/index.html",
    }


def test_the_version_that_is_shown(tmp_path: Path) -> None:
    """The switcher marks it, and no other."""
    site = publish_all(tmp_path, "0.1.0", "0.2.0")
    page = (site / "0.1.0" / "en" / "index.html").read_text("utf-8")
    assert re.findall(r'<a href="([^"]+)" aria-current="true">', page) == [
        "../../0.1.0/en/index.html"
    ]
    assert page.count("<a ") == 2
    assert '<li><a href="../../latest/en/index.html">0.2.0, the latest</a></li>' in page
    assert '">0.1.0</a></li></ul></details>' in page
    assert "</li><li>" in page


def test_a_switcher_of_several_lines(tmp_path: Path) -> None:
    """It is replaced as a whole."""
    site = built(tmp_path / "built", "0.1.0")
    page = site / "en" / "index.html"
    page.write_text("<p>0.1.0</p><!-- versions -->a\nb<!-- /versions -->", encoding="utf-8")
    publish(site, tmp_path / "site")
    text = (tmp_path / "site" / "latest" / "en" / "index.html").read_text("utf-8")
    assert re.fullmatch(
        "<p>0.1.0</p><!-- versions --><span>Version </span>0.1.0<!-- /versions -->", text
    )


def test_the_way_for_machines(tmp_path: Path) -> None:
    """llms.txt is headed in English, and leads to that of each language."""
    site = publish_all(tmp_path, "0.1.0")
    title, empty, *ways = (site / "llms.txt").read_text("utf-8").splitlines()
    english = versions.labels("en")["site name"]
    assert (title, empty) == (f"# {english}", "")
    assert ways[0] == f"- [{english}](latest/en/llms.txt): English"
    assert ways[1].startswith("- [")
    assert ways[1].endswith("](latest/ru/llms.txt): Русский")
    assert versions.ways().count("](en/llms.txt)") == 1


def test_what_comes_before_a_release() -> None:
    """Numbers are less than words, and compared as numbers."""
    names = ["1.0.0-rc.1", "1.0.0-1", "1.0.0-rc.x", "1.0.0-0", "1.0.0-beta"]
    shown = [each.name for each in in_order([Version(name) for name in names])]
    assert shown == ["1.0.0-rc.x", "1.0.0-rc.1", "1.0.0-beta", "1.0.0-1", "1.0.0-0"]

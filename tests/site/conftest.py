"""The site, built once, served on this machine, and looked at with the system's Chromium."""

import json
import os
import resource
import shutil
import threading
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from scripts.build_docs.language import load_languages
from scripts.build_docs.site import build_site
from scripts.publish_docs import publish
from scripts.serve_docs import listening

OLDER = "0.0.1"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@dataclass(frozen=True)
class Built:
    """A site that was built.

    Attributes:
        folder: Where it is.
        seconds: The time of a processor that it took.
    """

    folder: Path
    seconds: float


def processor_time() -> float:
    """The seconds of a processor that this process and those that it started have used."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The site of this checkout."""
    folder = tmp_path_factory.mktemp("site") / "docs"
    began = processor_time()
    build_site(load_languages(), folder)
    return Built(folder, processor_time() - began)


@pytest.fixture(scope="session")
def site(built: Built) -> Path:
    """The folder of the site."""
    return built.folder


@pytest.fixture(scope="session")
def published(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with this site as two versions, the older one without a page that the other has."""
    folder = tmp_path_factory.mktemp("published")
    older = folder / "older"
    shutil.copytree(site, older)
    for language in ("en", "ru"):
        document = older / language / "downloads" / "openapi.json"
        told = json.loads(document.read_text(encoding="utf-8"))
        told["info"]["version"] = OLDER
        document.write_text(json.dumps(told), encoding="utf-8")
        (older / language / "evidence.html").unlink()
    publish(older, folder / "root")
    publish(site, folder / "root")
    return folder / "root"


@contextmanager
def served(folder: Path) -> Generator[str]:
    """The address of a folder that is served as long as it is needed."""
    with listening(folder, 0) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture(scope="session")
def address(site: Path) -> Generator[str]:
    """Where the site is served."""
    with served(site) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Generator[Browser]:
    """A Chromium without a window."""
    if CHROMIUM is None:
        reason = "Chromium is not installed (on Debian and Ubuntu: apt install chromium)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)  # People may have another browser only; continuous integration insists.
    with sync_playwright() as playwright:
        # As root, as in a container, Chromium has no sandbox of its own; it sees our pages only.
        options = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=options)
        yield browser
        browser.close()

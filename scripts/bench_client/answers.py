"""The bodies that the server answers with, made from the document's own examples."""

import json
from pathlib import Path
from typing import Any

import yaml

Page = dict[str, Any]

OFFERS = 1000
ESCAPED = 1000


class Answers:
    """Bodies in files, so that the server and the measured processes read the same bytes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.done = folder / "done.json"
        self.offers = folder / f"offers-{OFFERS}.json"
        self.escaped = folder / f"escaped-{ESCAPED}.json"

    def numbers(self, size: int) -> Path:
        """The file with a page of so many numbers."""
        return self.folder / f"numbers-{size}.json"

    def write(self, document: Path, sizes: tuple[int, ...]) -> None:
        """Make the files up from the examples of a document."""
        whole = yaml.load(document.read_text(encoding="utf-8"), yaml.CSafeLoader)
        examples: dict[str, Any] = whole["components"]["examples"]
        self.folder.mkdir(parents=True, exist_ok=True)
        self.done.write_bytes(_written(examples["Done"]["value"]))
        self.offers.write_bytes(_written(_page(examples["OffersSample"]["value"], OFFERS)))
        for size in sizes:
            page = _page(examples["NumbersSample"]["value"], size)
            self.numbers(size).write_bytes(_written(page))
        self.escaped.write_bytes(_escaped(_page(examples["NumbersSample"]["value"], ESCAPED)))


def _page(sample: Page, size: int) -> Page:
    """A page of so many items, each with a number of its own, so that nobody gains by caching."""
    items: list[Page] = sample["data"]
    first = items[0]
    data = [_renumbered(items[place % len(items)], first, place) for place in range(size)]
    return sample | {"data": data, "per_page": size, "to": sample["from"] + size - 1}


def _renumbered(item: Page, first: Page, place: int) -> Page:
    """The item as the one at a place, numbered on from the first."""
    number = str(int(first["number"]) + place)
    return item | {"number": number} | ({"id": first["id"] + place} if "id" in item else {})


def _written(body: Page) -> bytes:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def _escaped(body: Page) -> bytes:
    """JSON as PHP writes it by itself: in ASCII, and with a backslash before each slash."""
    return json.dumps(body, separators=(",", ":")).replace("/", "\\/").encode()

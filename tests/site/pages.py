"""The site as files: what each page is made of, read without a browser."""

from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

# Where a page names another file.
REFERENCES = {"a": "href", "link": "href", "script": "src", "img": "src"}


@dataclass
class Page(HTMLParser):
    """A page of the site.

    Attributes:
        ids: The anchors that it has, as often as they are there.
        links: What its elements refer to: the element and the address.
        code: The text of each block of code, without the line break at its end.
        alternates: The addresses of the links that name another language.
    """

    ids: list[str] = field(default_factory=list[str])
    links: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    code: list[str] = field(default_factory=list[str])
    alternates: list[str] = field(default_factory=list[str])
    _block: list[str] | None = None
    _in_pre: bool = False

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note anchors, links and the beginning of code."""
        told = dict(attrs)
        if told.get("id"):
            self.ids.append(str(told["id"]))
        address = told.get(REFERENCES.get(tag, ""))
        if address is not None:
            self.links.append((tag, address))
        if tag == "a" and told.get("hreflang"):
            self.alternates.append(str(address))
        self._in_pre = tag == "pre" or (self._in_pre and self._block is None)
        if tag == "code" and self._in_pre:
            self._block = []

    def handle_data(self, data: str) -> None:
        """Note code."""
        if self._block is not None:
            self._block.append(data)

    def handle_endtag(self, tag: str) -> None:
        """Note the end of code."""
        if tag == "code" and self._block is not None:
            self.code.append("".join(self._block))
            self._block, self._in_pre = None, False


@cache
def read(path: Path) -> Page:
    """A page."""
    page = Page()
    page.feed(path.read_text(encoding="utf-8"))
    return page


def html_pages(site: Path) -> list[Path]:
    """All pages of a site."""
    return sorted(site.rglob("*.html"))

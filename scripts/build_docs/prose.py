"""Texts of the document on a page: the operations that they name become links."""

import re
from collections.abc import Mapping
from typing import Any

from scripts.build_docs.document import Document
from scripts.build_docs.language import Language

CODE = re.compile(r"(```.*?```|`[^`]*`)", re.S)


def linked(text: str, language: Language, folder: str = "") -> str:
    """A text of the document whose operationIds are links.

    Args:
        text: The text, in Markdown.
        language: Of the text.
        folder: The way from the page to the folder of the reference: "" inside it.
    """
    return linked_to(operation_places(language, folder), text)


def operation_places(language: Language, folder: str = "") -> dict[str, str]:
    """Where each operation is told of, from a page that is `folder` away from the reference."""
    operations = Document(language.document).operations
    return {each.name: f"{folder}{each.tag}.md#{each.name}" for each in operations}


def linked_to(places: Mapping[str, str], text: str) -> str:
    """A text in Markdown, in which the names that have a place are links."""
    names = "|".join(map(re.escape, places))

    def link(match: re.Match[str]) -> str:
        name = match[2]
        return f"[{match[1]}{name}{match[1]}]({places[name]})"

    plain = re.compile(rf"(`?)\b({names})\b\1")
    return plain.sub(link, text.strip())


def heading_texts(text: str) -> list[tuple[str, str]]:
    """A text of several sections: the headings, and what stands below each.

    The first heading is empty if something stands above it.
    """
    parts = re.split(r"^## (.*)$", text, flags=re.M)
    pairs: list[Any] = [("", parts[0]), *zip(parts[1::2], parts[2::2], strict=True)]
    return [(str(title), str(below).strip()) for title, below in pairs if str(below).strip()]

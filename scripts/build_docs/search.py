"""The index that the search loads: one entry per operation, and no code.

Every page loads the index, so that its weight counts for each. What the site generator writes has
an entry for each heading ("Request body", thirteen times) and all samples in it.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

# How many characters of a section are searched. The client's reference repeats in the main what the
# reference of the operations says.
LENGTH = 1200
LENGTH_OF_CLIENT = 200
# The methods of the asynchronous client are those of the other, and would be found twice.
TWICE = "python-client/async-plusofon.html#AsyncPlusofon."
CODE = re.compile(r"<pre.*?</pre>", re.S)
TAG = re.compile(r"<[^>]+>")


def slimmed(index: str, words: Mapping[str, str]) -> str:
    """The index without code, markup and the headings below that of an operation.

    Args:
        index: As the site generator writes it.
        words: What else an operation is found by: the search knows no forms of a word.
    """
    content: dict[str, Any] = json.loads(index)
    content["items"] = merged(content["items"])
    for item in content["items"]:
        page, _, anchor = item["location"].partition("#")
        if page.startswith("reference/") and anchor in words:
            # In front: what comes late in a text counts for less.
            item["text"] = f"{words[anchor]} · {item['text']}"
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def merged(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The entries, those inside an operation merged into its own."""
    kept: list[dict[str, Any]] = []
    for item in items:
        text = plain(item["text"])
        if item["location"].startswith("reference/") and item["level"] > 2:
            kept[-1]["text"] += f" {text}"
        elif not item["location"].startswith(TWICE):
            kept.append({**item, "text": text})
    return [{**item, "text": item["text"][: length(item)]} for item in kept]


def length(item: dict[str, Any]) -> int:
    """How much of an entry is kept."""
    if item["location"].startswith("control-api."):
        return 0  # It names the shelf everywhere, and would stand before what puts it to use.
    return LENGTH_OF_CLIENT if item["location"].startswith("python-client/") else LENGTH


def plain(html: str) -> str:
    """What a reader sees of a piece of a page, without its code."""
    return " ".join(TAG.sub(" ", CODE.sub("", html)).split())

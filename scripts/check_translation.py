"""Check that all that is said in English is said in Russian, and nothing else.

usage: python -m scripts.check_translation

Applies each Overlay of the Russian language to what it translates: the document, what its portable
twin has of its own, the workflows, the control API of the sandbox, the words of the sandbox's code.
Prints a line for each text that is not translated or was translated from other words, that lost a
number or a piece of code, or has no English; and for each written page whose Russian is missing, or
was made from another English page.
"""

import hashlib
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from scripts.build_docs.pages import written_pages
from scripts.overlay import (
    Action,
    OverlayRefused,
    apply_overlay,
    find,
    is_list,
    is_object,
    key_of,
    load_overlay,
)
from scripts.people_text import DATA, Place, UnknownKeyword, leaves, people_texts, spelt
from scripts.plain_yaml import load_yaml
from scripts.sandbox_words import sandbox_words

ROOT = Path(__file__).parent.parent
OVERLAYS = ROOT / "scripts" / "overlays"
NOWHERE: Mapping[Place, str] = MappingProxyType({})

# Texts that are the same in both languages: identifiers and names only.
SAME = {"amoCRM"}
# Names in Latin letters that Russian sentences use besides those of the document.
NAMES = {
    *("API", "amoCRM", "Flash Call", "HTML", "HTTP", "JavaScript", "JSON", "JSON-RPC"),
    *("HAR", "HTTP Archive", "ISO", "OpenAPI", "SHA-256", "UTC"),
    *("Laravel", "PHP", "Plusofon", "Python", "SIP", "SMS", "URL", "UTF-8", "GET", "curl"),
    *("int64", "null", "true", "false", "Retry-After"),
}
CODE = re.compile(r"`[^`]+`")
URL = re.compile(r"\b[a-z.]+\.ru\b|/api/v1")
LATIN = re.compile(r"[A-Za-z][\w-]*[A-Za-z\d]")
DIGITS = re.compile(r"\d+")
STAMP = re.compile(r'\{# x-english: "([0-9a-f]{12})" #\}\n')


@dataclass(frozen=True)
class Translation:
    """A document, and the Overlay that says it in Russian.

    Attributes:
        overlay: The name of the Overlay's file.
        document: What it translates.
        named: A document whose identifiers its sentences may use besides their own.
        elsewhere: The texts that another Overlay translates, by the place where they stand.
    """

    overlay: str
    document: dict[str, Any]
    named: dict[str, Any]
    elsewhere: Mapping[Place, str] = field(default_factory=dict[Place, str])

    @property
    def actions(self) -> list[Action]:
        """The actions of the Overlay."""
        return load_overlay(OVERLAYS / self.overlay)

    def findings(self) -> Iterator[str]:
        """What is wrong with it, a sentence each."""
        for finding in findings(self.document, self.actions, self.named, self.elsewhere):
            yield f"{self.overlay}: {finding}"


def translations() -> list[Translation]:
    """All that an Overlay translates."""
    document = loaded("openapi.yaml")
    portable = apply_overlay(document, load_overlay(OVERLAYS / "portable.yaml"))
    return [
        Translation("ru.yaml", document, document),
        Translation("portable.ru.yaml", portable, document, people_texts(document)),
        Translation("workflows.ru.yaml", loaded("workflows.arazzo.yaml"), document),
        Translation("control.ru.yaml", loaded("scripts/mock_server/control.yaml"), document),
        Translation("sandbox.ru.yaml", sandbox_words(), document),
    ]


def loaded(path: str) -> dict[str, Any]:
    """A document of the repository."""
    document: dict[str, Any] = load_yaml((ROOT / path).read_text(encoding="utf-8"))
    return document


def findings(
    document: Mapping[str, Any],
    actions: list[Action],
    named: Mapping[str, Any],
    elsewhere: Mapping[Place, str] = NOWHERE,
) -> Iterator[str]:
    """What is wrong with a translation, a sentence each; all is as in Translation.

    Raises:
        OverlayRefused: The Overlay cannot be applied.
        UnknownKeyword: The document has a string of which nobody has said whether it is for people.
    """
    texts = people_texts(document)
    english = {place: text for place, text in texts.items() if elsewhere.get(place) != text}
    russian = people_texts(apply_overlay(document, actions))
    yield from stale(document, english, actions)
    names = {*NAMES, *identifiers(document), *identifiers(named)}
    for place, text in english.items():
        if place in russian:
            yield from differing(spelt(place), text, russian[place], names)
        else:
            yield f"{spelt(place)}: the Russian text is missing"


def stale(
    document: Mapping[str, Any], english: Mapping[Place, str], actions: list[Action]
) -> Iterator[str]:
    """The actions that translate other words than the document has now, or nothing."""
    translated: Counter[Place] = Counter()
    for action in (action for action in actions if not action.remove):
        places = [place for place, _ in leaves(action.update, place_of(find(action, document)))]
        translated.update(places)
        for place in places:
            if place not in english:
                yield f"{action.place}: {spelt(place)} is no text of the document: drop it"
        now = stamp(text for place, text in english.items() if place in places)
        if action.extensions.get("x-english") != now:
            yield f'{action.place}: the English has changed; translate it, then x-english: "{now}"'
    for place, times in translated.items():
        if times > 1:
            yield f"{spelt(place)}: translated {times} times"


def stamp(texts: Iterator[str]) -> str:
    """Twelve digits that change whenever one of the texts does."""
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:12]


def place_of(match: Any) -> Place:
    """Where a match stands in its document."""
    return () if match.context is None else (*place_of(match.context), key_of(match))


def identifiers(node: Any) -> Iterator[str]:
    """The keys and the codes inside a node."""
    if is_object(node):
        for key, inner in node.items():
            yield str(key)
            codes = {
                "workflowId": [inner],
                "operationId": [inner],
                "const": [inner],
                "enum": inner,
                "name": [inner],
            }
            yield from (code for code in codes.get(key, []) if isinstance(code, str))
            if key not in DATA:
                yield from identifiers(inner)
    elif is_list(node):
        for inner in node:
            yield from identifiers(inner)


def differing(place: str, english: str, russian: str, names: set[str]) -> Iterator[str]:
    """What a translation lost, and what it left in English."""
    if english in SAME:
        return
    if russian == english or not re.search("[а-яё]", russian, re.I):
        yield f"{place}: not translated: {one_line(english)}"
    for kind, lost in lost_parts(english, russian).items():
        if lost:
            yield f"{place}: the Russian text lost the {kind} {', '.join(lost)}"
    prose = URL.sub("", CODE.sub("", russian))
    for name in sorted(names, key=len, reverse=True):
        prose = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "", prose) if name in prose else prose
    if left := LATIN.findall(prose):
        yield f"{place}: left in English: {', '.join(left)}"


def lost_parts(english: str, russian: str) -> dict[str, list[str]]:
    """The code and the numbers of a text that its translation does not have."""
    patterns = {"code": CODE, "number": DIGITS}
    return {
        kind: [*(Counter(pattern.findall(english)) - Counter(pattern.findall(russian)))]
        for kind, pattern in patterns.items()
    }


def one_line(text: str) -> str:
    """The beginning of a text, for a message."""
    return f"{' '.join(text.split()):.60}"


def stale_pages(english: Mapping[str, str], russian: Mapping[str, str]) -> Iterator[str]:
    """What is wrong with the Russian of written pages, each page by its path below the language."""
    for path, text in english.items():
        now = stamp(iter([text]))
        if path not in russian:
            yield f"docs/ru/{path}: the Russian page is missing"
        elif not (found := STAMP.match(russian[path])) or found[1] != now:
            yield (
                f"docs/ru/{path}: the English page has changed; translate it, then let the first"
                f' line be {{# x-english: "{now}" #}}'
            )
    for path in russian.keys() - english.keys():
        yield f"docs/ru/{path}: there is no such page in English: drop it"


def main() -> None:
    """Print the findings.

    Raises:
        SystemExit: There are some.
    """
    try:
        found = [finding for each in translations() for finding in each.findings()]
    except (OverlayRefused, UnknownKeyword) as error:
        found = [str(error)]
    found += stale_pages(written_pages("en"), written_pages("ru"))
    sys.exit("\n".join(found) or None)


if __name__ == "__main__":
    main()

"""Check that the document says in Russian all that it says in English, and nothing else.

usage: python -m scripts.check_translation

Applies scripts/overlays/ru.yaml to openapi.yaml, and portable.ru.yaml to what portable.yaml makes
of it. Prints a line for each text that is not translated or was translated from other words, that
lost a number or a piece of code, or has no English.
"""

import hashlib
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

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

ROOT = Path(__file__).parent.parent
DOCUMENT = ROOT / "openapi.yaml"
OVERLAYS = ROOT / "scripts" / "overlays"
OVERLAY = OVERLAYS / "ru.yaml"

# Texts that are the same in both languages: identifiers and names only.
SAME = {"amoCRM"}
# Names in Latin letters that Russian sentences use besides those of the document.
NAMES = {
    *("API", "amoCRM", "Flash Call", "HTML", "JavaScript", "JSON", "JSON-RPC"),
    *("Laravel", "PHP", "Plusofon", "Python", "SIP", "SMS", "URL", "UTF-8", "GET", "curl"),
    *("int64", "null", "true", "false", "Retry-After"),
}
CODE = re.compile(r"`[^`]+`")
URL = re.compile(r"\b[a-z.]+\.ru\b|/api/v1")
LATIN = re.compile(r"[A-Za-z][\w-]*[A-Za-z\d]")
DIGITS = re.compile(r"\d+")


def findings(
    document: Mapping[str, Any],
    actions: list[Action],
    elsewhere: Mapping[Place, str] | None = None,
) -> Iterator[str]:
    """What is wrong with a translation, a sentence each.

    Args:
        document: The document in English.
        actions: The Overlay with the Russian.
        elsewhere: The texts that another Overlay translates, by the place where they stand.

    Raises:
        OverlayRefused: The Overlay cannot be applied.
        UnknownKeyword: The document has a string of which nobody has said whether it is for people.
    """
    known = elsewhere or {}
    english = {
        place: text for place, text in people_texts(document).items() if known.get(place) != text
    }
    russian = people_texts(apply_overlay(document, actions))
    yield from stale(document, english, actions)
    names = known_names(document)
    for place, text in english.items():
        if place in russian:
            yield from differing(spelt(place), text, russian[place], names)
        else:
            yield f"{spelt(place)}: the Russian text is missing"


def portable_findings(contract: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with the Russian of the texts that the portable twin has of its own."""
    document = apply_overlay(contract, load_overlay(OVERLAYS / "portable.yaml"))
    actions = load_overlay(OVERLAYS / "portable.ru.yaml")
    return findings(document, actions, elsewhere=people_texts(contract))


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


def known_names(document: Mapping[str, Any]) -> set[str]:
    """The identifiers of the document: its keys, its codes and the names of its operations."""
    return {*NAMES, *identifiers(document)}


def identifiers(node: Any) -> Iterator[str]:
    """The keys and the codes inside a node."""
    if is_object(node):
        for key, inner in node.items():
            yield str(key)
            codes = {"operationId": [inner], "const": [inner], "enum": inner, "name": [inner]}
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


def main() -> None:
    """Print the findings.

    Raises:
        SystemExit: There are some.
    """
    document = yaml.safe_load(DOCUMENT.read_text(encoding="utf-8"))
    try:
        found = [*findings(document, load_overlay(OVERLAY)), *portable_findings(document)]
    except (OverlayRefused, UnknownKeyword) as error:
        found = [str(error)]
    sys.exit("\n".join(found) or None)


if __name__ == "__main__":
    main()

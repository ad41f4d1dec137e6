"""A language of the site: the document in it, and the labels that the document does not have."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.overlay import apply_overlay, load_overlay
from scripts.plain_yaml import load_yaml
from scripts.sandbox_words import sandbox_words
from scripts.workflows.document import load_workflows

ROOT = Path(__file__).parent.parent.parent
LABELS = Path(__file__).parent / "labels"
PROSE = ROOT / "docs"
OVERLAYS = ROOT / "scripts" / "overlays"
CONTROL = ROOT / "scripts" / "mock_server" / "control.yaml"


class BuildFailed(Exception):
    """The documentation cannot be built; the text says why, in a sentence."""


class LabelMissing(BuildFailed):
    """A language has no word for something that the site shows."""


@dataclass(frozen=True)
class Language:
    """One of the languages of the site.

    Attributes:
        code: As HTML names it: "en".
        labels: What the site says that the document does not, by name.
        document: The document, its texts for people in this language.
        control: The document of the sandbox's control API, the same.
        workflows: The document of the workflows, the same.
        words: What the code of the sandbox says, the same: see scripts/sandbox_words.py.
        other: The code of the other language.
    """

    code: str
    labels: Mapping[str, str]
    document: dict[str, Any]
    control: dict[str, Any]
    workflows: dict[str, Any]
    words: dict[str, Any]
    other: str

    def say(self, name: str, **facts: object) -> str:
        """A label, with its facts filled in.

        Raises:
            LabelMissing: The language does not have it.
        """
        if name not in self.labels:
            raise LabelMissing(f"scripts/build_docs/labels/{self.code}.yaml: no label {name}")
        return self.labels[name].format(**facts)


def load_languages() -> list[Language]:
    """English, as the documents are written, and Russian, as the Overlays have them."""
    raw = load_yaml((ROOT / "openapi.yaml").read_text(encoding="utf-8"))
    control = load_yaml(CONTROL.read_text(encoding="utf-8"))
    workflows = load_workflows().raw
    words = sandbox_words()
    english = Language(
        "en",
        load_labels("en"),
        overlaid(raw, "samples.yaml"),
        control,
        workflows,
        words,
        other="ru",
    )
    russian = Language(
        "ru",
        load_labels("ru"),
        overlaid(english.document, "ru.yaml"),
        overlaid(control, "control.ru.yaml"),
        overlaid(workflows, "workflows.ru.yaml"),
        overlaid(words, "sandbox.ru.yaml"),
        other="en",
    )
    return [english, russian]


def overlaid(document: dict[str, Any], overlay: str) -> dict[str, Any]:
    """A document as an Overlay changes it."""
    return apply_overlay(document, load_overlay(OVERLAYS / overlay))


def load_labels(code: str) -> dict[str, str]:
    """The labels of a language."""
    labels: dict[str, str] = load_yaml((LABELS / f"{code}.yaml").read_text(encoding="utf-8"))
    return labels

"""The pages that people write: Markdown in docs/, with examples and the document's words in it."""

from functools import partial
from typing import Any

from jinja2 import Environment, StrictUndefined

from scripts.build_docs.document import Document
from scripts.build_docs.language import PROSE, ROOT, BuildFailed, Language
from scripts.build_docs.markdown import code, heading, paragraphs, tabs
from scripts.build_docs.prose import heading_texts, linked
from scripts.build_docs.sandbox import sandbox_parts
from scripts.build_docs.workflows import workflow_parts

EXAMPLES = PROSE / "examples"
# The language that pages are written in first, and the page of it that is kept elsewhere.
ORIGINAL = "en"
CHANGELOG = ROOT / "CHANGELOG.md"
HIGHLIGHTED = {".py": "python", ".sh": "sh"}
# The sections of the document's own description, by their order: anchors are the same everywhere.
SECTIONS = ("about", "money", "life-of-a-number", "how-to-call", "how-to-read", "how-far-to-trust")


class ExampleMissing(BuildFailed):
    """A page asks for an example that is not there."""


def written_pages(code: str) -> dict[str, str]:
    """Each page as people wrote it in a language, by its path below the language."""
    folder = PROSE / code
    files = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*.md"))}
    if code == ORIGINAL:
        files[CHANGELOG.name.lower()] = CHANGELOG
    return {name: path.read_text(encoding="utf-8") for name, path in files.items()}


def prose_pages(language: Language) -> dict[str, str]:
    """The Markdown of each page that people wrote, by its path below the language."""
    written = written_pages(language.code)
    return {name: rendered(text, language) for name, text in written.items()}


def rendered(text: str, language: Language) -> str:
    """A page with its examples and what it takes from the document."""
    environment = Environment(undefined=StrictUndefined, autoescape=False)  # noqa: S701 - it is Markdown
    document = Document(language.document)
    known: dict[str, Any] = {
        "example": example,
        "samples": partial(samples, document),
        "document_sections": partial(document_sections, language),
        "base_url": document.raw["servers"][0]["url"],
        **sandbox_parts(language),
        **workflow_parts(language),
    }
    return environment.from_string(text).render(known).strip()


def example(name: str) -> str:
    """An example as a block of code, byte for byte the file that is run.

    Raises:
        ExampleMissing: There is no such file.
    """
    path = EXAMPLES / name
    if not path.exists():
        raise ExampleMissing(f"docs/examples has no {name}")
    return code(path.read_text(encoding="utf-8"), HIGHLIGHTED[path.suffix])


def samples(document: Document, name: str) -> str:
    """The samples of an operation, one tab per language."""
    (operation,) = [each for each in document.operations if each.name == name]
    written = operation.definition["x-codeSamples"]
    return tabs((each["label"], code(each["source"], each["lang"])) for each in written)


def document_sections(language: Language) -> str:
    """The description of the document, a section each."""
    sections = heading_texts(language.document["info"]["description"])
    return paragraphs(
        *(
            paragraphs(
                heading(2, title, anchor) if title else "", linked(text, language, "reference/")
            )
            for anchor, (title, text) in zip(SECTIONS, sections, strict=True)
        )
    )

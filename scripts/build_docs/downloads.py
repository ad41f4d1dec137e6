"""The files to download: the document in its forms, the collection, the Overlays."""

import json
from collections.abc import Iterator

from scripts.build_docs.document import Document
from scripts.build_docs.language import OVERLAYS, ROOT, Language
from scripts.build_docs.markdown import definition, definitions, heading, inline, link, paragraphs
from scripts.build_docs.postman import postman_collection
from scripts.overlay import load_overlay
from scripts.plain_yaml import plain_yaml
from scripts.portable_twin.twin import portable_twin, twin_files
from scripts.workflows.document import FILE, Workflows
from scripts.workflows.portable import SOURCE, portable_workflows

FOLDER = "downloads"


def download_files(language: Language) -> dict[str, str]:
    """The content of each file, by its name."""
    document = language.document
    as_json = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    collection = json.dumps(postman_collection(Document(document)), ensure_ascii=False, indent=2)
    return {
        "openapi.yaml": plain_yaml(document, width=100),
        "openapi.json": as_json,
        "postman.json": collection + "\n",
        **{f"portable.{name}": text for name, text in portable_files(language).items()},
        FILE: plain_yaml(language.workflows, width=100),
        f"portable.{FILE}": portable_workflow_file(language),
        "openapi.source.yaml": (ROOT / "openapi.yaml").read_text(encoding="utf-8"),
        "overlay.ru.yaml": (OVERLAYS / "ru.yaml").read_text(encoding="utf-8"),
        "overlay.workflows.ru.yaml": (OVERLAYS / "workflows.ru.yaml").read_text(encoding="utf-8"),
        "overlay.samples.yaml": (OVERLAYS / "samples.yaml").read_text(encoding="utf-8"),
    }


def portable_files(language: Language) -> dict[str, str]:
    """The twin for code generators, in the language's words."""
    translation = OVERLAYS / f"portable.{language.code}.yaml"
    actions = load_overlay(OVERLAYS / "portable.yaml")
    actions += load_overlay(translation) if translation.exists() else []
    return twin_files(portable_twin(language.document, actions))


def portable_workflow_file(language: Language) -> str:
    """The workflows for that twin, in the language's words."""
    workflows = Workflows(language.workflows)
    made = portable_workflows(workflows, language.document, f"portable.{SOURCE}")
    return plain_yaml(made, width=100)


# The label of each file.
LABELS = {
    "openapi.yaml": "openapi yaml",
    "openapi.json": "openapi json",
    "postman.json": "postman",
    "portable.openapi-3.1.yaml": "portable 3.1 yaml",
    "portable.openapi-3.1.json": "portable 3.1 json",
    "portable.openapi-3.0.3.yaml": "portable 3.0.3 yaml",
    "portable.openapi-3.0.3.json": "portable 3.0.3 json",
    FILE: "workflows",
    f"portable.{FILE}": "portable workflows",
    "openapi.source.yaml": "openapi original",
    "overlay.ru.yaml": "overlay ru",
    "overlay.workflows.ru.yaml": "overlay workflows ru",
    "overlay.samples.yaml": "overlay samples",
}

# What there is to know about some of them.
NOTES = {
    "postman.json": "postman note",
    "portable.openapi-3.1.yaml": "portable note",
    FILE: "workflows note",
    f"portable.{FILE}": "portable workflows note",
}


def downloads_page(language: Language, files: dict[str, str]) -> str:
    """The Markdown of the page that lists the files."""
    return paragraphs(
        heading(1, language.say("downloads"), "downloads"),
        language.say("downloads intro"),
        definitions(entries(language, files)),
    )


def entries(language: Language, files: dict[str, str]) -> Iterator[str]:
    """Each file: what it is, its name, its size."""
    for name, content in files.items():
        size = language.say("size", size=f"{len(content.encode()) / 1024:.0f}")
        note = language.say(NOTES[name]) if name in NOTES else ""
        shown = f"{link(inline(name), f'{FOLDER}/{name}')} · {size}"
        yield definition(language.say(LABELS[name]), shown, note)
        if name == "openapi.json":
            other = f"../{language.other}/{FOLDER}/openapi.yaml"
            yield definition(language.say("openapi other"), link(inline("openapi.yaml"), other))

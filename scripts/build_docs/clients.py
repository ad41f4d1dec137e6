"""The clients in all languages: what became of the vectors, as the last run wrote it."""

import json
from pathlib import Path

from scripts.build_docs.language import ROOT, BuildFailed, Language
from scripts.build_docs.markdown import heading, paragraphs
from scripts.build_docs.prose import linked

TABLE = ROOT / "build" / "clients" / "table.json"
# The labels of the lines below those of the operations.
WHOLE = {"all": "clients all", "corrupted": "clients corrupted", "flow": "clients flow"}


def clients_page(language: Language, table: Path = TABLE) -> str:
    """The Markdown of the page; without a table, where make test-clients has not run.

    Raises:
        BuildFailed: The file is no table.
    """
    return paragraphs(
        heading(1, language.say("clients"), "clients"),
        language.say("clients intro"),
        heading(2, language.say("clients table"), "vectors"),
        *(table_of(language, table) if table.exists() else [language.say("clients no table")]),
    )


def table_of(language: Language, path: Path) -> list[str]:
    """What became of each language, and what the signs mean."""
    try:
        table = json.loads(path.read_bytes())
        head = [language.say("clients operation"), *table["titles"]]
        rows = [[name_of(language, row["name"]), *row["cells"]] for row in table["rows"]]
    except (ValueError, KeyError, TypeError) as error:
        raise BuildFailed(
            f"{path}: expected what make test-clients writes; run it again"
        ) from error
    lines = [head, ["---"] * len(head), *rows]
    return [language.say("clients signs"), "\n".join(f"| {' | '.join(line)} |" for line in lines)]


def name_of(language: Language, row: str) -> str:
    """The name of a line: a link to the operation, or words for the whole."""
    if row in WHOLE:
        return f"**{language.say(WHOLE[row])}**"
    return linked(row, language, "reference/")

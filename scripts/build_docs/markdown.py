"""Markdown that Zensical and Material for MkDocs read alike."""

import json
from collections.abc import Iterable
from typing import Any


def paragraphs(*parts: str) -> str:
    """Blocks with an empty line between them; empty ones are left out."""
    return "\n\n".join(part.strip("\n") for part in parts if part.strip())


def indented(text: str) -> str:
    """A block inside another: four spaces deeper."""
    return "\n".join(f"    {line}" if line.strip() else "" for line in text.splitlines())


def definition(term: str, *parts: str) -> str:
    """A term and what is to be said about it; definitions may hold definitions."""
    return f"{term}\n:{indented(paragraphs(*parts))[1:]}"


def definitions(items: Iterable[str]) -> str:
    """A list of definitions, one after the other."""
    return paragraphs(*items)


def small(text: str) -> str:
    """A line about a line: type, limits, grade."""
    return f"{text}\n{{: .about }}"


def heading(level: int, text: str, anchor: str) -> str:
    """A heading whose anchor is the same in every language."""
    return f"{'#' * level} {text} {{ #{anchor} }}"


def code(text: str, language: str = "") -> str:
    """A block of code."""
    return f"```{language}\n{text.rstrip()}\n```"


def json_block(value: Any) -> str:
    """A value as a block of JSON, as it travels but with line breaks."""
    return code(json.dumps(value, ensure_ascii=False, indent=2), "json")


def inline(text: str) -> str:
    """A piece of code inside a sentence, whatever backticks it holds."""
    fence = "``" if "`" in text else "`"
    return f"{fence}{text}{fence}"


def inline_json(value: Any) -> str:
    """A value as a piece of JSON inside a sentence."""
    return inline(json.dumps(value, ensure_ascii=False))


def tabs(named: Iterable[tuple[str, str]]) -> str:
    """Blocks of which the reader chooses one, without JavaScript."""
    return paragraphs(*(f'=== "{name}"\n\n{indented(text)}' for name, text in named))


def admonition(kind: str, title: str, text: str) -> str:
    """A block that stands out."""
    return f'!!! {kind} "{title}"\n\n{indented(text)}'


def link(text: str, target: str) -> str:
    """A link."""
    return f"[{text}]({target})"

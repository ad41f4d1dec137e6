"""A YAML text that is changed at places, and the shapes of values that are written there."""

import difflib
from typing import Any

import pytest
import yaml

from scripts.contract.learning.shapes import SEEN, quoted, schema_lines, shape
from scripts.contract.learning.source import CannotEdit, Source

TEXT = """\
# A comment.
schemas:
  Thing:
    type: object  # It is one.
    required: [id, name, size]
    x-evidence: inferred
    properties:
      id: {type: integer, minimum: 1}
      name:
        type: [string, "null"]

      a/b:
        anyOf:
          - type: string
      ref: {$ref: "#/schemas/Code"}
      told: {$ref: '#/schemas/Code', description: Why, x-evidence: observed}
      long:
        $ref: "#/schemas/Code"
        description: Long
      flow: {anyOf: [{type: string}, {type: integer}]}
  Code:
    description: |
      A code
      of things.
    enum: [a, b]
    x-enum-varnames: [A, B]
    x-enum-descriptions: [The first, "The second"]
  Lines:
    required:
      - one
      - two
    enum:
      - a
    x-enum-varnames:
      - A
    x-enum-descriptions:
      - The first
    properties: {}
end: true
"""
PROPERTIES = "#/schemas/Thing/properties/"


def edited(*edits: tuple[str, Any]) -> str:
    """What the lines become that are changed, one below the other."""
    source = Source(TEXT)
    for name, given in edits:
        getattr(source, name)(*given)
    changed = source.changed()
    yaml.safe_load(changed)
    told = difflib.unified_diff(TEXT.splitlines(), changed.splitlines(), n=0, lineterm="")
    return "\n".join(line[1:] for line in [*told][2:] if line.startswith("+"))


@pytest.mark.parametrize(
    ("name", "given", "lines"),
    [
        ("grade", ("#/schemas/Thing", "observed"), "    x-evidence: observed"),
        (
            "add_kind",
            (f"{PROPERTIES}id", "null"),
            '      id: {type: [integer, "null"], minimum: 1}',
        ),
        ("add_kind", (f"{PROPERTIES}name", "integer"), '        type: [string, "null", integer]'),
        ("add_kind", (f"{PROPERTIES}a~1b", "null"), '          - type: "null"'),
        (
            "add_kind",
            (f"{PROPERTIES}flow", "null"),
            '      flow: {anyOf: [{type: string}, {type: integer}, {type: "null"}]}',
        ),
        (
            "add_kind",
            (f"{PROPERTIES}ref", "null"),
            '      ref:\n        description: "A code of things."\n        anyOf:\n'
            '          - $ref: "#/schemas/Code"\n          - type: "null"',
        ),
        (
            "add_kind",
            (f"{PROPERTIES}told", "integer"),
            "      told:\n        description: Why\n        x-evidence: observed\n        anyOf:\n"
            "          - $ref: '#/schemas/Code'\n          - type: integer",
        ),
        (
            "add_kind",
            (f"{PROPERTIES}long", "null"),
            '        anyOf:\n          - $ref: "#/schemas/Code"\n          - type: "null"',
        ),
        (
            "add_code",
            ("#/schemas/Code", "c-d", "Seen."),
            '    enum: [a, b, "c-d"]\n    x-enum-varnames: [A, B, C_D]\n'
            '    x-enum-descriptions: [The first, "The second", Seen.]',
        ),
        (
            "add_code",
            ("#/schemas/Code", 7, "Seen, once."),
            "    enum: [a, b, 7]\n    x-enum-varnames: [A, B, CODE_7]\n"
            '    x-enum-descriptions: [The first, "The second", "Seen, once."]',
        ),
        ("add_code", ("#/schemas/Lines", "no", "It."), '      - "no"\n      - NO\n      - It.'),
        ("drop_required", (f"{PROPERTIES}name",), "    required: [id, size]"),
        (
            "add_property",
            (f"{PROPERTIES}new", ["type: string", "description: It."]),
            "      new:\n        type: string\n        description: It.",
        ),
        (
            "add_property",
            (f"{PROPERTIES}x~1y", ["type: string"]),
            '      "x/y":\n        type: string',
        ),
    ],
)
def test_a_change(name: str, given: Any, lines: str) -> None:
    """The lines that it is about are others, and all else stays."""
    assert edited((name, given)) == lines


def test_where_a_property_goes() -> None:
    """Below the last one, and all that is in it."""
    source = Source(TEXT)
    source.add_property(f"{PROPERTIES}new", ["type: string"])
    before, after = TEXT.split("  Code:\n")
    assert source.changed() == f"{before}      new:\n        type: string\n  Code:\n{after}"
    source = Source("a:\n  properties:\n    b:\n      c: 1")
    source.add_property("#/a/properties/d", ["e: 2"])
    assert source.changed() == "a:\n  properties:\n    b:\n      c: 1\n    d:\n      e: 2"


def test_several_changes() -> None:
    """They are made at once, wherever they are."""
    assert (
        edited(
            ("drop_required", (f"{PROPERTIES}name",)),
            ("grade", ("#/schemas/Thing", "observed")),
            ("drop_required", (f"{PROPERTIES}id",)),
        )
        == "    required: [size]\n    x-evidence: observed"
    )
    source = Source(TEXT)
    source.drop_required("#/schemas/Lines/properties/one")
    assert source.changed() == TEXT.replace("      - one\n", "")


UNCHANGED: list[tuple[str, Any, str]] = [
    ("grade", ("#/schemas/Code", "observed"), "x-evidence"),
    ("grade", ("#/end", "observed"), "x-evidence"),
    ("grade", ("#/schemas/None", "observed"), "None"),
    ("add_kind", ("#/schemas/Code", "null"), "#/schemas/Code"),
    ("add_kind", ("#/end", "null"), "#/end"),
    ("add_code", (f"{PROPERTIES}id", "a", "b"), "enum"),
    ("add_property", ("#/schemas/Lines/properties/x", []), "#/schemas/Lines/properties"),
    ("add_property", (f"{PROPERTIES}id/properties/x", []), "properties"),
    ("drop_required", (f"{PROPERTIES}none",), f"{PROPERTIES}none"),
]


@pytest.mark.parametrize(("name", "given", "place"), UNCHANGED)
def test_a_form_that_is_not_changed(name: str, given: Any, place: str) -> None:
    """It is refused, by its place, and nothing is changed."""
    source = Source(TEXT)
    with pytest.raises(CannotEdit) as refused:
        getattr(source, name)(*given)
    assert str(refused.value) == place
    assert source.changed() == TEXT


def test_the_last_that_is_required() -> None:
    """A list without any is no list."""
    source = Source(TEXT)
    source.drop_required("#/schemas/Lines/properties/one")
    with pytest.raises(CannotEdit):
        source.drop_required("#/schemas/Lines/properties/two")


# Shapes.


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("abc_1", "abc_1"),
        ("No", '"No"'),
        ("y", '"y"'),
        ("null", '"null"'),
        ("1a", '"1a"'),
        ("a b", '"a b"'),
        ("ä", '"ä"'),
        (1, "1"),
        (True, "true"),
        (None, "null"),
    ],
)
def test_a_value_as_yaml(value: Any, written: str) -> None:
    """It is in quotes where it would be read as something else."""
    assert quoted(value) == written
    assert yaml.safe_load(written) == value


def test_the_shape_of_a_text() -> None:
    """Letters and digits go, and it is short."""
    assert shape("Анна Smith_7, a@b.c:8/9 (x)-") == "Xxxx Xxxxx_0- x@x.x:0/0 -x--"
    assert shape("a" * 41) == "x" * 40


VALUES: list[tuple[list[Any], list[str]]] = [
    (["Ab1"], ["type: string", 'examples: ["Xx0"]']),
    ([5, None], ['type: [integer, "null"]', "format: int64", "examples: [1]"]),
    ([None, 5], ['type: [integer, "null"]', "format: int64", "examples: [1]"]),
    ([5, 1.5], ["type: number", "examples: [1.5]"]),
    ([True], ["type: boolean", "examples: [true]"]),
    ([None], ['type: "null"', "examples: [null]"]),
    ([[]], ["type: array", "examples: [[]]"]),
    ([None, "a", 1], ['type: [string, integer, "null"]', "format: int64", 'examples: ["x"]']),
]


@pytest.mark.parametrize(("values", "lines"), VALUES)
def test_the_schema_of_values(values: list[Any], lines: list[str]) -> None:
    """Their types, null last, and a sample of the first."""
    told = ["description: Why.", "x-evidence: observed"]
    at = 2 if "format: int64" in lines else 1
    assert schema_lines(values, "Why.") == [*lines[:at], *told, *lines[at:]]
    assert schema_lines(values, "") == lines


def test_the_schema_of_objects_and_lists() -> None:
    """With all that is inside; a name that is hidden stays hidden."""
    values = [{"a": 1, "79161234567": 2}, {"b": [["x"], ["y"]]}]
    assert schema_lines(values) == [
        "type: object",
        f"description: {SEEN}",
        "x-evidence: observed",
        "properties:",
        "  a:",
        "    type: integer",
        "    format: int64",
        f"    description: {SEEN}",
        "    x-evidence: observed",
        "    examples: [1]",
        "  b:",
        "    type: array",
        f"    description: {SEEN}",
        "    x-evidence: observed",
        "    items:",
        "      type: array",
        "      items:",
        "        type: string",
        '        examples: ["x"]',
        "      examples: [[]]",
        "    examples: [[]]",
        "examples: [{}]",
    ]
    assert schema_lines([{}], "") == ["type: object", "examples: [{}]"]

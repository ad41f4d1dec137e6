"""What becomes of a schema in the portable twin, and how its files are written."""

from pathlib import Path
from typing import Any

import pytest

from scripts.portable_twin.references import TwinRefused
from scripts.portable_twin.schemas import Schemas, Side
from scripts.portable_twin.twin import without_unused, write

INTEGER: dict[str, Any] = {"type": "integer"}
CODES: dict[str, Any] = {"type": "string", "enum": ["a", "b"]}
NULL: dict[str, Any] = {"type": "null"}
NAMED: dict[str, Any] = {
    "Codes": CODES,
    "Thing": {"type": "object", "properties": {"id": INTEGER}},
    "Any": {"description": "Anything"},
}


def reference(name: str) -> dict[str, str]:
    """A reference to a named schema."""
    return {"$ref": f"#/components/schemas/{name}"}


def schemas() -> Schemas:
    """Of a document with the named ones."""
    return Schemas({"components": {"schemas": NAMED}})


@pytest.mark.parametrize(
    ("union", "plain"),
    [
        ([CODES, {"type": "string"}], {"type": "string"}),
        ([CODES, CODES], {"type": "string"}),
        ([{"type": "string"}, {"type": "string", "format": "uri"}], {"type": "string"}),
        ([INTEGER, {"type": "string"}], {}),
        ([INTEGER, {"description": "Anything"}], {}),
        ([reference("Codes"), {"type": "string"}], {"type": "string"}),
        ([INTEGER, NULL], {"type": ["integer", "null"]}),
        ([CODES, {"type": "string"}, NULL], {"type": ["string", "null"]}),
        ([CODES, NULL], {"type": ["string", "null"]}),
        ([CODES], {"type": "string"}),
        ([reference("Any"), reference("Any")], {}),
    ],
)
def test_a_union_of_an_answer(union: list[Any], plain: dict[str, Any]) -> None:
    """It is what generators have a word for; what stands beside it stays."""
    schema = {"anyOf": union, "description": "Why"}
    assert schemas().portable(schema, Side.ANSWER) == {"description": "Why"} | plain


def test_a_thing_or_null() -> None:
    """It is a reference to the thing, which may be null."""
    of = schemas()
    assert of.portable({"anyOf": [reference("Thing"), NULL]}, Side.ANSWER) == reference("Thing")
    assert of.named["Thing"]["type"] == ["object", "null"]


@pytest.mark.parametrize(
    "keyword",
    [
        *("required", "enum", "pattern", "minLength", "maxLength", "minimum", "maximum"),
        *("minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties"),
        *("x-enum-varnames", "x-enum-descriptions"),
    ],
)
def test_a_demand(keyword: str) -> None:
    """A request keeps it, an answer loses it."""
    schema = {"type": "string", keyword: 1}
    assert schemas().inline(schema, Side.REQUEST) == schema
    assert schemas().inline(schema, Side.ANSWER) == {"type": "string"}


def test_what_is_said_of_a_value() -> None:
    """The format of a request stays, of an answer only that of a long integer; const is a code."""
    schema = {"type": "string", "format": "uri", "const": "a", "examples": [None, "b", "c"]}
    asked = {"type": "string", "format": "uri", "enum": ["a"], "examples": ["b"]}
    assert schemas().inline(schema, Side.REQUEST) == asked
    assert schemas().inline(schema, Side.ANSWER) == {"type": "string", "examples": ["b"]}
    assert schemas().inline({"format": "int64"}, Side.ANSWER) == {"format": "int64"}
    assert schemas().inline({"examples": [None], "x-distinct": True}, Side.REQUEST) == {}


def test_keywords_that_are_not_known() -> None:
    """All of them are named, with the schema that has them."""
    with pytest.raises(TwinRefused) as refused:
        schemas().inline({"not": {}, "if": {}}, Side.REQUEST)
    assert str(refused.value) == (
        "if, not: what becomes of this keyword is not known; say so in"
        " scripts/portable_twin/schemas.py: {'not': {}, 'if': {}}"
    )


def test_a_schema_of_both_sides() -> None:
    """It has to become two."""
    of = schemas()
    of.portable(reference("Thing"), Side.REQUEST)
    with pytest.raises(TwinRefused) as refused:
        of.portable(reference("Thing"), Side.ANSWER)
    assert str(refused.value) == (
        "#/components/schemas/Thing: requests and answers use it; make it two schemas"
    )


def test_a_schema_that_refers_to_itself() -> None:
    """It is put down once, as a whole."""
    tree = {"type": "object", "properties": {"inner": reference("Tree")}}
    of = Schemas({"components": {"schemas": {"Tree": tree}}})
    assert of.portable(reference("Tree"), Side.ANSWER) == reference("Tree")
    assert of.named == {"Tree": tree}


def test_what_nothing_refers_to() -> None:
    """It goes, with all that only it refers to."""
    components = {
        "responses": {"R": {"schema": reference("A")}},
        "schemas": {"A": {"items": reference("B")}, "B": INTEGER, "C": {"items": reference("D")}},
        "examples": {},
    }
    components["schemas"]["D"] = INTEGER
    document = {"paths": {"$ref": "#/components/responses/R"}, "components": components}
    assert [*without_unused(document)["components"]["schemas"]] == ["A", "B"]


def test_files(tmp_path: Path) -> None:
    """They are put into a folder, which may be there or not."""
    folder = tmp_path / "build" / "twin"
    write({"a.yaml": "ä\n"}, folder)
    write({"b.yaml": "b\n"}, folder)
    assert (folder / "a.yaml").read_bytes() == "ä\n".encode()
    assert sorted(path.name for path in folder.iterdir()) == ["a.yaml", "b.yaml"]

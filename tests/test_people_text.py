"""What a document says to people: found under each keyword, and nowhere else."""

from typing import Any

import pytest

from scripts.people_text import UnknownKeyword, people_texts, spelt

# A name of a document's own, which would be skipped or taken for a text where it was a keyword.
NAME = "value"


@pytest.mark.parametrize(
    "keyword",
    [
        *("properties", "dependentSchemas", "schemas", "responses", "securitySchemes", "headers"),
        *("paths", "content", "links", "examples", "x-outside-operations"),
        *("options", "faults", "failureActions"),
    ],
)
def test_names_under_a_keyword(keyword: str) -> None:
    """What is called like a keyword is none there."""
    document = {keyword: {NAME: {"description": "a text"}}}
    assert people_texts(document) == {(keyword, NAME, "description"): "a text"}


@pytest.mark.parametrize(
    "keyword",
    [
        *("value", "example", "const", "enum", "default", "x-default", "required", "mapping"),
        *("security", "x-enum-varnames", "x-telephone-numbers", "payload", "outputs"),
    ],
)
def test_data(keyword: str) -> None:
    """Nothing in it is for people."""
    for inside in ("a text", ["a text"], {"description": "a text"}):
        assert people_texts({keyword: inside}) == {}


@pytest.mark.parametrize(
    "keyword",
    [
        *("openapi", "version", "name", "url", "$ref", "operationId", "in", "scheme"),
        *("type", "format", "pattern", "propertyName", "x-same-digits-as", "x-ends-with"),
        *("x-evidence", "evidence", "may", "where", "tags"),
        *("arazzo", "workflowId", "stepId", "contentType", "context", "condition", "reference"),
    ],
)
def test_strings_for_machines(keyword: str) -> None:
    """They are no texts; what stands in an object below is looked at."""
    assert people_texts({keyword: "a code"}) == {}
    assert people_texts({keyword: ["a code"]}) == {}
    assert people_texts({keyword: {"summary": "a text"}}) == {(keyword, "summary"): "a text"}


@pytest.mark.parametrize(
    ("keyword", "data", "texts"),
    [
        ("examples", [{"summary": "data"}], {"one": {"summary": "a text"}}),
        ("parameters", {"summary": "data"}, [{"summary": "a text"}]),
        ("requestBody", {"summary": "data"}, {"summary": "a text", "content": {}}),
    ],
)
def test_data_by_its_form(keyword: str, data: Any, texts: Any) -> None:
    """The same keyword has data in one place, and texts in another."""
    assert people_texts({keyword: data}) == {}
    assert list(people_texts({keyword: texts}).values()) == ["a text"]


def test_a_string_that_nobody_knows() -> None:
    """It is asked about, with the place where it stands."""
    with pytest.raises(UnknownKeyword) as unknown:
        people_texts({"paths": {"/number": {"colour": ["red"]}}})
    assert str(unknown.value) == (
        "$.paths['/number'].colour[0]: is this text for people? Say so in scripts/people_text.py"
    )


def test_how_a_place_is_spelt() -> None:
    """As a JSONPath: with brackets around what is no name."""
    assert spelt(("info", "x-y", 0, "_a1", "1a")) == "$.info['x-y'][0]._a1['1a']"

"""Where things stand in a document, and what stands there, as the portable twin looks for them."""

from typing import Any

import pytest

from scripts.portable_twin.places import (
    answer_schemas,
    answers,
    operations,
    parameters,
    schemas,
    successes,
)
from scripts.portable_twin.references import TwinRefused, resolved, schema_name, target

JSON = "application/json"
ONE: dict[str, Any] = {"type": "integer"}
DOCUMENT: dict[str, Any] = {
    "paths": {
        "/number/{id}": {
            "summary": "A number",
            "post": {
                "parameters": [{"name": "id", "schema": ONE}],
                "requestBody": {"content": {JSON: {"schema": ONE}}},
                "responses": {
                    "200": {
                        "content": {JSON: {"schema": {"$ref": "#/components/schemas/a~1b"}}},
                        "headers": {"Retry-After": {"schema": ONE}},
                    },
                    "204": {},
                    "502": {"$ref": "#/components/responses/Page"},
                },
            },
        }
    },
    "components": {
        "responses": {"Page": {"content": {"text/html": {"schema": ONE}}}},
        "schemas": {"a/b": {"items": {"$ref": "#/components/schemas/a~1b"}}},
    },
}
POST = "#/paths/~1number~1{id}/post"


def places(found: Any) -> list[str]:
    """Only where it stands."""
    return [place for place, _ in found]


@pytest.mark.parametrize(
    "method", ["get", "put", "post", "delete", "options", "head", "patch", "trace"]
)
def test_operations(method: str) -> None:
    """Each method of HTTP is one; what else a path has is none."""
    document: dict[str, Any] = {"paths": {"/a~b": {"parameters": [], method: {"operationId": "a"}}}}
    assert [*operations(document)] == [(f"#/paths/~1a~0b/{method}", {"operationId": "a"})]


def test_parameters_and_answers() -> None:
    """Those of operations, and answers that they share."""
    assert places(parameters(DOCUMENT)) == [f"{POST}/parameters/0"]
    assert places(answers(DOCUMENT)) == [
        *(f"{POST}/responses/{status}" for status in (200, 204, 502)),
        "#/components/responses/Page",
    ]
    assert places(successes(DOCUMENT)) == [f"{POST}/responses/200"]


def test_schemas() -> None:
    """Wherever one is written down, and each once."""
    answered = [
        f"{POST}/responses/200/content/application~1json/schema",
        f"{POST}/responses/200/headers/Retry-After/schema",
        "#/components/responses/Page/content/text~1html/schema",
    ]
    assert places(schemas(DOCUMENT)) == [
        "#/components/schemas/a~1b",
        "#/components/schemas/a~1b/items",
        f"{POST}/parameters/0/schema",
        f"{POST}/requestBody/content/application~1json/schema",
        *answered,
    ]
    assert places(answer_schemas(DOCUMENT)) == [
        *answered,
        "#/components/schemas/a~1b",
        "#/components/schemas/a~1b/items",
    ]


@pytest.mark.parametrize(
    ("keyword", "value", "steps"),
    [
        *((k, {"a/b": ONE, "c": True}, ["/a~1b"]) for k in ("properties", "patternProperties")),
        ("dependentSchemas", {"a/b": ONE}, ["/a~1b"]),
        *((k, [True, ONE], ["/1"]) for k in ("oneOf", "anyOf", "allOf", "prefixItems")),
        *((k, ONE, [""]) for k in ("items", "additionalProperties", "not")),
        ("additionalProperties", False, []),
        ("enum", [ONE], []),
        ("const", ONE, []),
    ],
)
def test_schemas_in_schemas(keyword: str, value: Any, steps: list[str]) -> None:
    """Under each keyword that holds some, and under no other."""
    document = {"paths": {}, "components": {"schemas": {"A": {keyword: value}}}}
    assert places(schemas(document)) == [
        "#/components/schemas/A",
        *(f"#/components/schemas/A/{keyword}{step}" for step in steps),
    ]


def test_a_document_that_shares_nothing() -> None:
    """It has no components."""
    assert [*answers({"paths": {}}), *schemas({"paths": {}})] == []
    assert [
        *answers({"paths": {}, "components": {}}),
        *schemas({"paths": {}, "components": {}}),
    ] == []


SHARED: dict[str, Any] = {
    "components": {
        "schemas": {
            "a/~b": {"type": "integer", "description": "Theirs"},
            "Row": {"$ref": "#/components/schemas/a~1~0b"},
        }
    },
    "list": [1],
}


def test_what_a_reference_points_to() -> None:
    """A step may have slashes and tildes in its name."""
    schema = SHARED["components"]["schemas"]["a/~b"]
    assert target(SHARED, "#/components/schemas/a~1~0b") is schema
    assert target(SHARED, "#/components")["schemas"] is SHARED["components"]["schemas"]


@pytest.mark.parametrize("reference", ["#/components/none", "#/list/name"])
def test_a_reference_that_leads_nowhere(reference: str) -> None:
    """It is told, in a sentence."""
    with pytest.raises(TwinRefused) as refused:
        target(SHARED, reference)
    assert str(refused.value) == f"{reference}: the document has no such place"


def test_what_stands_beside_a_reference() -> None:
    """It prevails, through a row of references; and nothing is changed."""
    node = {"$ref": "#/components/schemas/Row", "description": "Ours"}
    assert resolved(SHARED, node) == {"type": "integer", "description": "Ours"}
    assert node == {"$ref": "#/components/schemas/Row", "description": "Ours"}
    assert resolved(SHARED, {"type": "string"}) == {"type": "string"}
    assert resolved(SHARED, node) is not node


def test_the_name_at_the_end() -> None:
    """It is the one of the schema that is written down."""
    assert schema_name(SHARED, {"$ref": "#/components/schemas/Row"}) == "a~1~0b"

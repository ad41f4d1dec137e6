"""What becomes of an operation in the portable twin, and of a document in the words of 3.0.3."""

import copy
import json
from typing import Any

import pytest

from scripts.plain_yaml import plain_yaml
from scripts.portable_twin import twin as module
from scripts.portable_twin.form_3_0 import form_3_0
from scripts.portable_twin.operations import portable_answers, portable_operations
from scripts.portable_twin.references import TwinRefused
from scripts.portable_twin.schemas import Schemas
from scripts.portable_twin.twin import portable_twin, twin_files

JSON = "application/json"
CODE: dict[str, Any] = {"type": "string", "enum": ["a"], "description": "A code."}
SCHEMAS: dict[str, Any] = {
    "Code": CODE,
    "Filter": {
        "type": "object",
        "properties": {
            "code": {
                "$ref": "#/components/schemas/Code",
                "description": "Which code.",
                "x-evidence": "observed",
            },
            "size": {"type": "integer", "minimum": 1},
        },
    },
    "Thing": {
        "type": "object",
        "required": ["id"],
        "properties": {
            "id": {"type": "integer", "description": "Its id. "},
            "success": {"type": "boolean", "description": "Whether."},
            "note": {"type": "string", "description": "A note."},
            "state": {"description": "A state.", "type": "string"},
        },
    },
    "Failed": {
        "type": "object",
        "x-failure": True,
        "properties": {
            "id": {"type": "string", "description": " Why."},
            "success": {"type": "boolean", "description": "That it failed."},
            "state": {"description": "Which state."},
        },
    },
    "Either": {
        "anyOf": [
            {"$ref": "#/components/schemas/Failed"},
            {"$ref": "#/components/schemas/Thing"},
        ]
    },
}
DOCUMENT: dict[str, Any] = {
    "paths": {
        "/things/{id}": {
            "get": {
                "x-codeSamples": [{"lang": "shell"}],
                "parameters": [{"name": "id", "in": "path", "schema": {"type": "integer"}}],
                "requestBody": {
                    "content": {JSON: {"schema": {"$ref": "#/components/schemas/Filter"}}}
                },
                "responses": {
                    "200": {
                        "links": {"next": {}},
                        "headers": {"Retry-After": {"schema": {"type": "integer", "minimum": 0}}},
                        "content": {JSON: {"schema": {"$ref": "#/components/schemas/Either"}}},
                    },
                    "404": {"$ref": "#/components/responses/Page"},
                },
            },
            "post": {
                "requestBody": {
                    "content": {
                        JSON: {
                            "schema": {"type": "object", "minProperties": 1},
                            "examples": {"one": {"value": {}}},
                        }
                    }
                },
                "responses": {"204": {}},
            },
            "put": {
                "requestBody": {"content": {JSON: {"schema": {"type": "integer"}}}},
                "responses": {"204": {}},
            },
            "delete": {"responses": {"204": {}}},
        }
    },
    "components": {
        "schemas": SCHEMAS,
        "responses": {
            "Page": {"content": {"text/html": {"schema": {"type": "string", "maxLength": 9}}}}
        },
    },
}


@pytest.fixture
def made() -> dict[str, Any]:
    """The document with portable operations and answers, and the schemas that they name."""
    document = copy.deepcopy(DOCUMENT)
    schemas = Schemas(document)
    portable_operations(document, schemas)
    portable_answers(document, schemas)
    return document | {"named": schemas.named}


def test_the_filters_of_a_get(made: dict[str, Any]) -> None:
    """They are in the query, with their notes, behind what the path has."""
    asked = made["paths"]["/things/{id}"]["get"]
    assert set(asked) == {"parameters", "responses"}
    assert asked["parameters"] == [
        {"name": "id", "in": "path", "schema": {"type": "integer"}},
        {
            "name": "code",
            "in": "query",
            "required": False,
            "description": "Which code.",
            "x-evidence": "observed",
            "schema": {"$ref": "#/components/schemas/Code"},
        },
        {
            "name": "size",
            "in": "query",
            "required": False,
            "schema": {"type": "integer", "minimum": 1},
        },
    ]
    assert made["named"]["Code"] == CODE


def test_a_body_that_stays(made: dict[str, Any]) -> None:
    """It keeps its limits, and loses its examples."""
    changed = made["paths"]["/things/{id}"]["post"]
    schema = {"type": "object", "minProperties": 1}
    assert changed["requestBody"] == {"content": {JSON: {"schema": schema}}}
    other = made["paths"]["/things/{id}"]["put"]["requestBody"]
    assert other == {"content": {JSON: {"schema": {"type": "integer"}}}}
    assert "parameters" not in changed
    assert made["paths"]["/things/{id}"]["delete"] == {"responses": {"204": {}}}


def test_an_answer(made: dict[str, Any]) -> None:
    """It is what was asked for, with all that a failure may have besides."""
    answers = made["paths"]["/things/{id}"]["get"]["responses"]
    assert answers == {
        "200": {
            "headers": {"Retry-After": {"schema": {"type": "integer"}}},
            "content": {JSON: {"schema": {"$ref": "#/components/schemas/Thing"}}},
        },
        "404": {"$ref": "#/components/responses/Page"},
    }
    assert made["components"]["responses"]["Page"] == {
        "content": {"text/html": {"schema": {"type": "string"}}}
    }
    assert made["named"]["Thing"] == {
        "type": "object",
        "properties": {
            "id": {"description": "Its id. Why."},
            "success": {"type": "boolean", "description": "Whether."},
            "note": {"type": "string", "description": "A note."},
            "state": {"description": "A state. Which state."},
        },
    }
    assert "Failed" not in made["named"]


def test_a_contract_that_breaks_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each breach has a line."""

    def two(_: object) -> list[str]:
        return ["one", "two"]

    monkeypatch.setattr(module, "broken_rules", two)
    document = copy.deepcopy(DOCUMENT)
    document["components"]["examples"] = {}
    with pytest.raises(TwinRefused) as refused:
        portable_twin(document, [])
    assert str(refused.value) == "one\ntwo"


SMALL: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Ä", "version": "1", "description": "d " * 200},
    "paths": {},
}


def test_the_files_of_a_twin() -> None:
    """YAML for people, and JSON that they can read too, each in both versions."""
    files = twin_files(SMALL)
    assert [*files] == [
        *("openapi-3.1.yaml", "openapi-3.1.json", "openapi-3.0.3.yaml", "openapi-3.0.3.json")
    ]
    assert files["openapi-3.1.yaml"] == plain_yaml(SMALL, width=100)
    assert files["openapi-3.1.json"] == json.dumps(SMALL, ensure_ascii=False, indent=2) + "\n"
    assert '\n  "info": {\n    "title": "Ä",\n' in files["openapi-3.0.3.json"]
    assert files["openapi-3.0.3.json"].endswith("\n}\n")
    assert '"openapi": "3.0.3"' in files["openapi-3.0.3.json"]


# In the words of 3.0.3.


def older(**operation: Any) -> Any:
    """An operation, PUT /a, as 3.0.3 has it."""
    document = {"openapi": "3.1.0", "paths": {"/a": {"put": operation}}}
    return form_3_0(document)["paths"]["/a"]["put"]


def older_schema(schema: Any) -> Any:
    """A schema of a parameter as 3.0.3 has it."""
    (parameter,) = older(parameters=[{"name": "a", "in": "query", "schema": schema}])["parameters"]
    return parameter["schema"]


def refused(schema: Any) -> str:
    """Why 3.0.3 has no such schema."""
    with pytest.raises(TwinRefused) as why:
        older_schema(schema)
    return str(why.value)


def test_an_operation_in_older_words() -> None:
    """Data stays as it is, security too."""
    operation: dict[str, Any] = {
        "operationId": "a",
        "tags": ["b"],
        "summary": "c",
        "description": "d",
        "security": [{"token": []}],
        "x-ours": {"e": 1},
        "parameters": [],
        "requestBody": {"required": True, "content": {}},
        "responses": {"200": {"description": "f", "headers": {}}},
    }
    assert older(**operation) == operation


def test_a_schema_in_older_words() -> None:
    """A null and an example have words of their own; the rest has the same."""
    same = {
        "type": "array",
        "minItems": 1,
        "maxItems": 2,
        "uniqueItems": True,
        "items": {"type": "object", "additionalProperties": False, "required": ["a"]},
    }
    assert older_schema(same) == same
    assert older_schema({"type": ["string", "null"], "maxLength": 1, "examples": ["a"]}) == {
        "type": "string",
        "nullable": True,
        "maxLength": 1,
        "example": "a",
    }
    assert older_schema({"$ref": "#/components/schemas/A"}) == {"$ref": "#/components/schemas/A"}


WHERE = "#/paths//a/put/parameters/0/schema"


@pytest.mark.parametrize(
    ("schema", "why"),
    [
        (
            {"contains": {}},
            "what contains is in OpenAPI 3.0.3 is not known; say so in"
            " scripts/portable_twin/form_3_0.py",
        ),
        ({"$ref": "#/a", "description": "b"}, "OpenAPI 3.0.3 reads nothing beside a $ref"),
        ({"type": ["string"]}, "one type, or one and null, was expected, ['string'] came"),
        (
            {"type": ["string", "integer"]},
            "one type, or one and null, was expected, ['string', 'integer'] came",
        ),
        ({"examples": [1, 2]}, "one example was expected, 2 came"),
        ([], "an object was expected, list came"),
        ("a", "an object was expected, str came"),
    ],
)
def test_what_has_no_older_word(schema: Any, why: str) -> None:
    """It is refused, with its place."""
    assert refused(schema) == f"{WHERE}: {why}"


def test_a_list_that_is_none() -> None:
    """It is refused where a list belongs."""
    with pytest.raises(TwinRefused, match="#/paths//a/put/parameters: an object was expected, str"):
        older(parameters="a")

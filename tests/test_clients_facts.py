"""What the templates of clients know of a document, to the letter."""

from typing import Any

import pytest
from jinja2 import UndefinedError

from scripts.clients.facts import (
    environment,
    facts,
    first_sentence,
    kinds,
    pascal,
    pattern,
    snake,
    without_failures,
)

JSON = "application/json"
REFERENCE = "#/components/schemas/"


def answer(name: str, *examples: str) -> dict[str, Any]:
    """An answer with a named schema."""
    shown = {each: {"$ref": f"#/components/examples/{each}"} for each in examples}
    return {"content": {JSON: {"schema": {"$ref": REFERENCE + name}, "examples": shown}}}


def operation(name: str, may: str, **repetition: str) -> dict[str, Any]:
    """An operation that answers with a thing."""
    return {
        "operationId": name,
        "tags": [f"tag of {name}", "other"],
        "summary": f"Do {name}",
        "x-repetition": {"may": may, **repetition},
        "responses": {"200": answer("Thing", "done", "failed"), "404": {"description": "none"}},
    }


ID: dict[str, Any] = {
    "anyOf": [{"type": "integer"}, {"$ref": REFERENCE + "Text"}, {"type": ["null"]}]
}
CONTRACT: dict[str, Any] = {
    "components": {
        "schemas": {
            "Text": {"type": "string"},
            "Thing": {
                "required": ["id"],
                "properties": {"id": ID, "note": {"type": ["string", "null"]}},
            },
            "Other": {"properties": {"id": {"type": "integer"}}},
        }
    }
}
TWIN: dict[str, Any] = {
    "info": {
        "title": "Things",
        "version": "1.2.3",
        "description": "Of\n  things. And of others.",
        "contact": {"name": "things"},
        "license": {"name": "MIT"},
    },
    "servers": [{"url": "https://host/api"}, {"url": "https://other"}],
    "paths": {
        "/a": {
            "delete": operation("deleteA", "never"),
            "post": operation("postA", "never", outcome="listA"),
            "get": operation("getA", "always"),
            "parameters": [],
        },
        "/b/{id}": {"put": operation("putB", "never"), "patch": operation("patchB", "settled")},
        "/c": {"get": {**operation("getC", "always"), "responses": {"200": {"$ref": "#/shared"}}}},
    },
    "shared": answer("Other", "done"),
    "components": {
        "securitySchemes": {"client": {"name": "Client", "x-default": "10553"}},
        "schemas": {
            "Thing": {
                "type": "object",
                "properties": {"id": {}, "note": {}, "message": {"type": "string"}},
            },
            "Other": {"properties": {"id": {}}},
        },
        "examples": {
            "done": {"value": {"id": 1}},
            "whole": {"value": {"id": 1, "note": None}},
            "failed": {"value": {"id": 1, "message": "No"}},
        },
    },
}


def test_the_facts_of_a_document() -> None:
    """Texts out of it, by shorter names, and the document itself."""
    found = facts(CONTRACT, TWIN)
    assert found.pop("document") is TWIN
    assert len(found.pop("operations")) == 6
    assert found == {
        "name": "things",
        "version": "1.2.3",
        "title": "Things",
        "summary": "Of things.",
        "license": "MIT",
        "base_url": "https://host/api",
        "client_header": "Client",
        "client_code": "10553",
    }
    info = {**TWIN["info"], "summary": "In short."}
    assert facts(CONTRACT, {**TWIN, "info": info})["summary"] == "In short."


def test_the_operations() -> None:
    """Each, path by path, and the methods of one in a fixed order."""
    found = facts(CONTRACT, TWIN)["operations"]
    assert [each["name"] for each in found] == [
        *("getA", "postA", "deleteA", "putB", "patchB", "getC")
    ]
    assert [each["method"] for each in found] == ["GET", "POST", "DELETE", "PUT", "PATCH", "GET"]
    assert [each["only_reads"] for each in found] == [True, False, False, False, False, True]
    assert [each["outcome"] for each in found] == ["", "listA", "", "", "", ""]
    assert [each["answer"] for each in found] == [*["Thing"] * 5, "Other"]
    demands = [
        {"name": "id", "required": True, "kinds": ["integer", "string", "null"]},
        {"name": "note", "required": False, "kinds": ["string", "null"]},
    ]
    assert found[3] == {
        "name": "putB",
        "method": "PUT",
        "path": "/b/{id}",
        "tag": "tag of putB",
        "summary": "Do putB",
        "only_reads": False,
        "outcome": "",
        "answer": "Thing",
        "demands": demands,
        "operation": TWIN["paths"]["/b/{id}"]["put"],
    }
    assert found[5]["demands"] == [{"name": "id", "required": False, "kinds": ["integer"]}]


def test_the_types_of_a_value() -> None:
    """Those of all branches, and of what a reference leads to."""
    schemas = CONTRACT["components"]["schemas"]
    assert kinds(schemas, ID) == ["integer", "string", "null"]
    assert kinds(schemas, {"$ref": REFERENCE + "Text"}) == ["string"]


def test_answers_without_failures() -> None:
    """Only what the contract has in them, and only the examples of that; the twin stays."""
    twin = {**TWIN, "paths": {"/a": {"get": operation("getA", "always")}}}
    shown = twin["paths"]["/a"]["get"]["responses"]["200"]["content"][JSON]["examples"]
    shown["whole"] = {"$ref": "#/components/examples/whole"}
    changed = without_failures(CONTRACT, twin)
    media = changed["paths"]["/a"]["get"]["responses"]["200"]["content"][JSON]
    assert [*media["examples"]] == ["done", "whole"]
    assert changed["components"]["schemas"]["Thing"] == {
        "type": "object",
        "properties": {"id": {}, "note": {}},
    }
    assert [*shown] == ["done", "failed", "whole"]
    assert [*TWIN["components"]["schemas"]["Thing"]["properties"]] == ["id", "note", "message"]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("One. Two.", "One."),
        ("One\n  and a half.\nTwo.", "One and a half."),
        ("Version 1.2 of it. Two.", "Version 1.2 of it."),
        ("No end", "No end"),
    ],
)
def test_the_first_sentence(text: str, first: str) -> None:
    """It is on one line."""
    assert first_sentence(text) == first


@pytest.mark.parametrize(
    ("name", "in_snake", "in_pascal"),
    [
        ("buyNumbers", "buy_numbers", "BuyNumbers"),
        ("BuyNumbers", "buy_numbers", "BuyNumbers"),
        ("buy-numbers", "buy_numbers", "BuyNumbers"),
        ("buy_numbers", "buy_numbers", "BuyNumbers"),
        ("listSms2Numbers", "list_sms2_numbers", "ListSms2Numbers"),
        ("id", "id", "Id"),
    ],
)
def test_names(name: str, in_snake: str, in_pascal: str) -> None:
    """They are written as the languages do."""
    assert (snake(name), pascal(name)) == (in_snake, in_pascal)


def test_the_pattern_of_a_path() -> None:
    """Anything may stand for a parameter."""
    assert pattern("/number/{number_id}/x/{b}") == "/number/[^/]+/x/[^/]+"


def test_what_renders_templates() -> None:
    """Blocks leave no lines, the end of a line stays, and what is not known is a mistake."""
    template = "{% for each in [1] %}\n  {% if each %}\n{{ each }}\n  {% endif %}\n{% endfor %}\n"
    assert environment().from_string(template).render() == "1\n"
    filters = "{{ 'aB' | snake }} {{ 'a_b' | pascal }} {{ '/{a}' | pattern }} {{ 'ä' | json }}\n"
    assert environment().from_string(filters).render() == 'a_b AB /[^/]+ "ä"\n'
    with pytest.raises(UndefinedError):
        environment().from_string("{{ nothing }}").render()

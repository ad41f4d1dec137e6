"""The facts of a small document, where the page says them, and the ledger of both."""

from typing import Any

import pytest

from scripts.build_docs.document import Document
from scripts.evidence import page
from scripts.evidence.facts import LIMITS, OF_OBJECTS, Fact, facts_of, spelt, type_of
from scripts.evidence.ledger import Entry, Ledger, ledger_of
from scripts.evidence.page import Found, on_the_page
from scripts.evidence.parts import Part, parts_of

JSON = "application/json"
REFERENCE = "#/components/schemas/"
DOCUMENT: dict[str, Any] = {
    "x-evidence": {"default": "documented"},
    "x-repetition": {"evidence": "inferred"},
    "x-outside-operations": {"elsewhere": {"$ref": "#/components/responses/Gone"}},
    "paths": {
        "/thing/{id}": {
            "put": {
                "operationId": "putThing",
                "x-evidence": "observed",
                "x-repetition": {"may": "never"},
                "parameters": [
                    {"name": "id", "required": True, "schema": {"$ref": f"{REFERENCE}Id"}},
                    {"name": "in", "required": False, "schema": {"type": "string"}},
                ],
                "requestBody": {
                    "required": True,
                    "content": {JSON: {"schema": {"$ref": f"{REFERENCE}Wish"}}},
                },
                "responses": {
                    "200": {"content": {JSON: {"schema": {"$ref": f"{REFERENCE}Thing"}}}},
                    "404": {"$ref": "#/components/responses/Gone"},
                },
            }
        }
    },
    "components": {
        "securitySchemes": {"token": {"type": "http", "x-evidence": "sampled"}},
        "schemas": {
            "Id": {"type": "integer", "exclusiveMinimum": 0, "exclusiveMaximum": 9},
            "Wish": {
                "minProperties": 1,
                "maxProperties": 3,
                "additionalProperties": False,
                "dependentSchemas": {"kind": {}, "note": {}},
                "required": ["kind"],
                "properties": {
                    "kind": {"enum": ["ä", 1], "x-evidence": "inferred"},
                    "one": {"const": 1, "type": ["integer", "null"]},
                    "either": {
                        "anyOf": [{"type": "integer", "maximum": 5}, {"$ref": f"{REFERENCE}Text"}]
                    },
                    "list": {
                        "maxItems": 2,
                        "items": {"type": "string", "minLength": 1, "x-evidence": "observed"},
                    },
                },
            },
            "Text": {"type": "string", "enum": ["a"], "x-evidence": "sampled"},
            "Thing": {
                "properties": {"inner": {"items": {"properties": {"deep": {"type": "null"}}}}}
            },
            "Failed": {
                "type": "object",
                "x-failure": True,
                "properties": {"why": {"type": "string"}},
            },
        },
        "responses": {
            "Gone": {
                "x-evidence": "inferred",
                "headers": {"Retry-After": {"schema": {"type": "integer"}}},
                "content": {JSON: {"schema": {"$ref": f"{REFERENCE}Failed"}}},
            }
        },
        "examples": {"Done": {"summary": "It is done", "x-evidence": "observed"}},
    },
}
FACTS = [
    ("credential", "token", "http", "sampled"),
    ("operation", "putThing", "PUT /thing/{id}", "observed"),
    ("limit", "putThing.request", "additionalProperties false", "documented"),
    ("limit", "putThing.request", "minProperties 1", "documented"),
    ("limit", "putThing.request", "maxProperties 3", "documented"),
    ("limit", "putThing.request", "dependentSchemas kind, note", "documented"),
    ("parameter", "putThing.id", "integer", "documented"),
    ("limit", "putThing.id", "required", "documented"),
    ("limit", "putThing.id", "exclusiveMinimum 0", "documented"),
    ("limit", "putThing.id", "exclusiveMaximum 9", "documented"),
    ("parameter", "putThing.in", "string", "documented"),
    ("request", "putThing.request", "", "documented"),
    ("limit", "putThing.request", "required", "documented"),
    ("field", "putThing.kind", "", "inferred"),
    ("limit", "putThing.kind", "required", "inferred"),
    ("value", "putThing.kind", '"ä"', "inferred"),
    ("value", "putThing.kind", "1", "inferred"),
    ("field", "putThing.one", "integer|null", "documented"),
    ("value", "putThing.one", "1", "documented"),
    ("field", "putThing.either", "integer|string", "documented"),
    ("limit", "putThing.either", "maximum 5", "documented"),
    ("value", "putThing.either", '"a"', "sampled"),
    ("field", "putThing.list", "", "documented"),
    ("limit", "putThing.list", "maxItems 2", "documented"),
    ("field", "putThing.list[]", "string", "observed"),
    ("limit", "putThing.list[]", "minLength 1", "observed"),
    ("answer", "putThing.200", "", "documented"),
    ("field", "putThing.200.inner", "", "documented"),
    ("field", "putThing.200.inner.deep", "null", "documented"),
    ("answer", "putThing.404", "", "inferred"),
    ("repetition", "putThing", "never", "inferred"),
    ("failure", "Failed", "object", "documented"),
    ("field", "Failed.why", "string", "documented"),
    ("answer", "elsewhere", "", "inferred"),
    ("header", "Gone.Retry-After", "integer", "documented"),
    ("wording", "Done", "It is done", "observed"),
]


def test_the_facts_of_a_document() -> None:
    """Each, in its order, with what the document says of it and its grade."""
    found = [*facts_of(Document(DOCUMENT))]
    assert [(each.kind, each.place, each.told, each.grade) for each in found] == FACTS


def test_the_limits_that_are_facts() -> None:
    """All that JSON Schema has for values and for objects."""
    assert {*LIMITS} == {
        *("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
        *("minLength", "maxLength", "pattern", "minItems", "maxItems", "uniqueItems"),
    }
    assert {*OF_OBJECTS} == {
        *("additionalProperties", "minProperties", "maxProperties", "dependentSchemas"),
    }
    assert spelt("pattern", "ä") == 'pattern "\\u00e4"'
    assert type_of(Document(DOCUMENT), {"anyOf": [{"type": "null"}] * 2}) == "null"


def test_what_a_caller_sends() -> None:
    """It is told from what is answered, which stands below its status."""
    (operation,) = Document(DOCUMENT).operations
    sent = {each.anchor: each.requested for each in parts_of(operation)}
    assert sent == {
        **dict.fromkeys(("id", "in", "request", "kind", "one", "either", "list"), True),
        **dict.fromkeys(("200", "200.inner", "200.inner.deep", "404"), False),
    }
    required = {each.anchor: each.required for each in parts_of(operation)}
    assert (required["id"], required["in"], required["request"]) == (True, False, True)
    assert (required["kind"], required["one"], required["200"]) == (True, False, None)
    assert Part("field", "40.x", {}).requested


# Where the page says something.

PAGE: dict[str, Any] = {
    "putThing": {
        "method": "PUT",
        "path": "/api/v1/thing",
        "path_parameters": {"id": "string"},
        "parameters": {"kind": "string*", "list": "array"},
        "parameter_items": {},
        "sample_parameters": ["pin"],
        "parameter_values": {"kind": ["a"]},
        "answer": ["name", "inner/deep"],
        "answer_values": {"name": ["b"]},
        "sample_answer": {
            "data": [{"name": "b", "size": 0}, {"name": "c", "size": 3}],
            "outer": {"x": 1, "none": None},
        },
    },
    "getThing": {
        "method": "GET",
        "path": "/api/v1/other",
        "path_parameters": {},
        "parameters": {},
        "parameter_items": {},
        "sample_parameters": [],
        "parameter_values": {},
        "answer": ["outer/x"],
        "answer_values": {},
        "sample_answer": {"outer": {"x": 1}},
    },
}
SAMPLE = "PUT api/v1/thing, sample of the answer"
LOOKED_UP: list[tuple[str, str, str, Found | None]] = [
    ("operation", "putThing", "", Found("page", "PUT api/v1/thing")),
    ("operation", "otherThing", "", None),
    ("wording", "putThing", "", None),
    ("answer", "putThing.200", "", Found("page", SAMPLE)),
    ("answer", "putThing.404", "", None),
    ("request", "putThing.request", "", Found("page", "PUT api/v1/thing, Body")),
    ("request", "getThing.request", "", None),
    ("parameter", "putThing.id", "string", Found("page", "PUT api/v1/thing, Path: id")),
    ("limit", "putThing.id", "required", Found("page", "PUT api/v1/thing, Path: id")),
    ("limit", "putThing.id", "maximum 9", None),
    ("field", "putThing.kind", "string", Found("page", "PUT api/v1/thing, Body: kind")),
    ("limit", "putThing.kind", "required", Found("page", "PUT api/v1/thing, Body: kind")),
    ("limit", "putThing.list", "required", None),
    ("limit", "putThing.kind", "maxLength 9", None),
    ("value", "putThing.kind", '"a"', Found("page", "PUT api/v1/thing, Body: kind")),
    ("value", "putThing.kind", '"b"', None),
    ("field", "putThing.list[]", "string", None),
    ("field", "putThing.pin", "string", Found("samples", "PUT api/v1/thing, samples: pin")),
    ("limit", "putThing.pin", "required", None),
    ("field", "putThing.gone", "string", None),
    ("field", "putThing.200.data.name", "string", Found("page", "PUT api/v1/thing, answer: name")),
    ("value", "putThing.200.data.name", '"b"', Found("page", "PUT api/v1/thing, answer: name")),
    ("value", "putThing.200.data.name", '"c"', Found("sample_answers", f"{SAMPLE}: data.name")),
    ("value", "putThing.200.data.name", '"d"', None),
    ("value", "putThing.200.data.size", "3", Found("sample_answers", f"{SAMPLE}: data.size")),
    (
        "field",
        "putThing.200.data[].size",
        "integer",
        Found("sample_answers", f"{SAMPLE}: data.size"),
    ),
    ("limit", "putThing.200.data.size", "required", Found("sample_values", f"{SAMPLE}: data.size")),
    (
        "limit",
        "putThing.200.data.size",
        "minimum 0",
        Found("sample_values", f"{SAMPLE}: data.size"),
    ),
    ("limit", "putThing.200.data.size", "maximum 9", None),
    (
        "limit",
        "putThing.200.outer.none",
        "required",
        Found("sample_values", f"{SAMPLE}: outer.none"),
    ),
    ("limit", "putThing.200.outer.none", "minimum 0", None),
    ("limit", "putThing.200.outer.gone", "required", None),
    (
        "field",
        "putThing.200.inner.deep",
        "string",
        Found("page", "PUT api/v1/thing, answer: inner/deep"),
    ),
    (
        "field",
        "getThing.200.outer.x",
        "integer",
        Found("page", "GET api/v1/other, answer: outer/x"),
    ),
]


@pytest.mark.parametrize(("kind", "place", "told", "found"), LOOKED_UP)
def test_where_the_page_says_it(
    kind: str, place: str, told: str, found: Found | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its prose first, then its samples; what it does not say is not found."""
    monkeypatch.setattr(page, "sections", lambda: PAGE)
    assert on_the_page(Fact(kind, place, told, "")) == found


# The ledger.


def ledger(claims: list[dict[str, Any]]) -> Ledger:
    """The ledger of a document that only has a credential and a wording, and a value."""
    document = {
        **DOCUMENT,
        "paths": {},
        "x-outside-operations": {},
        "components": {
            **DOCUMENT["components"],
            "responses": {},
            "schemas": {
                "Failed": {"x-failure": True, "type": "object", "properties": {"a": {"const": 1}}}
            },
        },
    }
    sources = {
        "ours": {"is": {"en": "us", "ru": "мы"}, "grades": ["inferred", "observed"]},
        "them": {"is": {"en": "them", "ru": "они"}, "grades": ["sampled"]},
    }
    return ledger_of(Document(document), {"sources": sources, "claims": claims}, "ru")


def test_claims() -> None:
    """Each gives its facts a source, and values and limits their grade."""
    made = ledger(
        [
            {"fact": "credential *", "source": "them", "where": "each call"},
            {"fact": "value Failed.a", "source": "ours", "values": [1]},
            {"fact": "field Failed.a", "source": "ours"},
            {"fact": "wording *", "source": "ours"},
        ]
    )
    told = [(each.fact.place, each.grade, each.source, each.told) for each in made.entries]
    assert told == [
        ("token", "sampled", "them", "они, each call"),
        ("Failed", "documented", "", ""),
        ("Failed.a", "documented", "ours", "мы"),
        ("Failed.a", "inferred", "ours", "мы"),
        ("Done", "observed", "ours", "мы"),
    ]
    assert made.entries[4].where == ""
    assert made.faults == [
        "failure Failed: where does it come from? The provider's page does not have it; add it to"
        " provider_page.json if it does, or say what else has it in sources.yaml",
        "field Failed.a: inferred or observed was expected, since its source is мы; the document"
        " says documented",
    ]


def test_facts_without_a_claim() -> None:
    """They have no source; a value has no grade then either."""
    made = ledger([{"fact": "value Failed.a", "source": "ours", "values": [2]}])
    value = made.entries[3]
    assert value == Entry(Fact("value", "Failed.a", "1", "documented"), "", "", "", "")
    assert made.entries[0] == Entry(
        Fact("credential", "token", "http", "sampled"), "sampled", "", "", ""
    )
    assert made.faults[-1] == "sources.yaml: value Failed.a: no fact needs it; drop it"


def test_a_grade_that_nobody_gave() -> None:
    """It is called nothing."""
    document = {
        "x-repetition": {"evidence": "inferred"},
        "x-outside-operations": {},
        "paths": {},
        "components": {
            "securitySchemes": {"token": {"type": "http"}},
            "schemas": {},
            "responses": {},
            "examples": {},
        },
    }
    sources = {"ours": {"is": {"en": "us"}, "grades": ["sampled"]}}
    claims = [{"fact": "credential token", "source": "ours"}]
    (fault,) = ledger_of(Document(document), {"sources": sources, "claims": claims}).faults
    assert fault.endswith("since its source is us; the document says nothing")

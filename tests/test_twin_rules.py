"""Each rule of the portable twin flags the document that breaks it, and the twin breaks none."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from scripts.overlay import apply_overlay, load_overlay
from scripts.portable_twin.rules import RULES, broken_rules
from tests import twin_documents as documents
from tests.contract import ROOT

FIXTURES = ROOT / "tests" / "twin_rules"
CLEAN = FIXTURES / "clean.yaml"


def read(path: Path) -> dict[str, Any]:
    """A file of YAML."""
    content: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return content


def test_a_rule_comes_with_a_bad_document() -> None:
    """Each rule has a document of its name, and each document has a rule."""
    names = [rule.name for rule in RULES]
    assert sorted([*names, CLEAN.stem]) == sorted(path.stem for path in FIXTURES.iterdir())


@pytest.mark.parametrize("rule", RULES, ids=[rule.name for rule in RULES])
def test_a_document_that_breaks_one_rule(rule: Any) -> None:
    """It is flagged by that rule at every place that it names, and nowhere and by no other rule."""
    path = FIXTURES / f"{rule.name}.yaml"
    found = broken_rules(apply_overlay(read(CLEAN), load_overlay(path)))
    assert sorted((each.place, each.rule.name) for each in found) == sorted(
        (place, rule.name) for place in read(path)["x-flagged"]
    )
    assert all(str(each).startswith(f"{each.place}: {rule.name}: ") for each in found)


def test_a_document_that_breaks_no_rule() -> None:
    """It is flagged by none."""
    assert broken_rules(read(CLEAN)) == []


def test_a_client_that_is_no_key() -> None:
    """The scheme is looked at, not its name: each operation is flagged."""
    document = read(CLEAN)
    document["components"]["securitySchemes"]["client"]["in"] = "query"
    assert [each.rule.name for each in broken_rules(document)] == ["client-header"] * 3


@pytest.mark.parametrize("form", documents.FORMS)
def test_the_twin(form: str) -> None:
    """It breaks no rule in either form."""
    assert [*map(str, broken_rules(documents.form(form)))] == []


SAID = {
    "union-discriminated": (
        "a union must be a oneOf with a discriminator whose mapping names each branch: without it"
        " TypeScript does not compile, and Go cannot send it"
    ),
    "no-base": (
        "write the properties out instead of an allOf: PHP sends the name of its class, and Go"
        " loses properties"
    ),
    "one-type": (
        "a schema must have one type, or one and null: generators make nothing of several"
    ),
    "integer-int64": (
        "a number must be an integer of format int64, and so must an id: else it may end at"
        " 2147483647"
    ),
    "schema-named": (
        "an object, a union or an enumeration must be named under components/schemas: generators"
        " invent names that change"
    ),
    "query-zero-inline": (
        'an enumeration with the value "0" must be written inside its query parameter: PHP does'
        " not send the value otherwise"
    ),
    "answer-uncoded": (
        "an answer must have the plain type of a code: PHP, Go and Java throw at a new one"
    ),
    "answer-undemanding": (
        "an answer must demand nothing of its values and properties: PHP, Go and Java throw where"
        " they are others"
    ),
    "failure-declared": (
        "an answer of success must be an object with success, message, error, code, jsonrpc: a"
        " failure may come with status 200"
    ),
    "query-undefaulted": "a query parameter must have no default: Go sends it always",
    "filter-in-query": "a GET must have no body: fetch refuses it, and Ruby drops it",
    "client-header": (
        "each operation must demand the header Client as an apiKey: else it is no configuration"
    ),
    "operation-named": (
        "an operation must have an operationId in camelCase, and one tag: they are names in code"
    ),
}


def test_what_a_rule_says() -> None:
    """It says what must be, and why."""
    assert {rule.name: rule.demand for rule in RULES} == SAID


@pytest.mark.parametrize(
    "keyword",
    [
        *("required", "pattern", "minLength", "maxLength", "minimum", "maximum", "uniqueItems"),
        *("exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minItems", "maxItems"),
        *("minProperties", "maxProperties", "dependentRequired"),
    ],
)
def test_a_demand_on_an_answer(keyword: str) -> None:
    """Each keyword that refuses values is one."""
    document = read(CLEAN)
    document["components"]["schemas"]["Thing"][keyword] = 1
    found = [(each.place, each.rule.name) for each in broken_rules(document)]
    assert ("#/components/schemas/Thing/" + keyword, "answer-undemanding") in found


def test_a_document_that_says_next_to_nothing() -> None:
    """What is missing is flagged, and is no accident."""
    document: dict[str, Any] = {"paths": {"/": {"get": {"responses": {"200": {}}}}}}
    found = {(each.place, each.rule.name) for each in broken_rules(document)}
    assert found == {("#/paths/~1/get", name) for name in ("client-header", "operation-named")}
    document["paths"]["/"]["get"]["responses"]["200"] = {
        "content": {"application/json": {"schema": {}}}
    }
    found = {(each.place, each.rule.name) for each in broken_rules(document)}
    assert ("#/paths/~1/get/responses/200", "failure-declared") in found


def test_a_union_without_a_name() -> None:
    """It wants one, wherever it stands; a reference to an id is no short integer."""
    document = read(CLEAN)
    things = document["components"]["schemas"]["Thing"]["properties"]
    things["union"] = {"oneOf": [{"type": "string"}]}
    things["inner"] = {"properties": {"big_id": {"$ref": "#/components/schemas/Kind"}}}
    found = {(each.place, each.rule.name) for each in broken_rules(document)}
    place = "#/components/schemas/Thing/properties/"
    assert (f"{place}union", "schema-named") in found
    assert not any(rule == "integer-int64" for _, rule in found)
    things["inner"]["properties"]["small_id"] = {"type": "string"}
    found = {(each.place, each.rule.name) for each in broken_rules(document)}
    assert (f"{place}inner/properties/small_id", "integer-int64") in found

"""What the checks of workflows say of a small document, to the letter."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from scripts.build_docs.document import Document
from scripts.workflows.checks import Checks, findings, without_discriminator
from scripts.workflows.document import Step, WorkflowMissing, Workflows

JSON = "application/json"
OK = {"condition": "$statusCode == 200"}
SUCCEEDED = {"condition": "$response.body#/success == true"}
ANSWER: dict[str, Any] = {
    "properties": {
        "success": {"type": "boolean"},
        "data": {"type": "array", "items": {"properties": {"id": {"type": "integer"}}}},
    }
}


def operation(name: str, may: str, **more: Any) -> dict[str, Any]:
    """An operation of the contract."""
    answers: dict[str, Any] = {
        "200": {"content": {JSON: {"schema": ANSWER}}},
        "404": {"content": {JSON: {"schema": {}}}},
    }
    return {"operationId": name, "x-repetition": {"may": may}, "responses": answers, **more}


BODY = {
    "type": "object",
    "additionalProperties": False,
    "properties": {"number": {"type": "integer"}, "list": {"type": "array", "items": {"const": 1}}},
}
CONTRACT: dict[str, Any] = {
    "info": {"version": "1"},
    "paths": {
        "/a": {
            "get": operation("readA", "always"),
            "post": operation(
                "makeA",
                "never",
                requestBody={"required": False, "content": {JSON: {"schema": BODY}}},
                parameters=[{"name": "x", "in": "path", "required": True}],
            ),
        }
    },
}
GOOD: dict[str, Any] = {
    "info": {"version": "1"},
    "workflows": [
        {
            "workflowId": "all",
            "inputs": {
                "required": ["b", "a"],
                "properties": {"a": {"type": "integer", "examples": [7]}, "b": {}, "c": {}},
            },
            "steps": [
                {
                    "stepId": "read",
                    "operationId": "readA",
                    "successCriteria": [OK, SUCCEEDED],
                    "outputs": {"id": "$response.body#/data/0/id"},
                },
                {
                    "stepId": "make",
                    "operationId": "makeA",
                    "parameters": [{"name": "x", "in": "path", "value": "$inputs.a"}],
                    "requestBody": {"payload": {"number": "$inputs.a", "list": [1]}},
                    "successCriteria": [OK, SUCCEEDED],
                    "onSuccess": [{"name": "done", "type": "goto", "stepId": "last"}],
                    "x-outcomes": {"done": "It is done."},
                },
                {"stepId": "last", "operationId": "readA", "successCriteria": [OK, SUCCEEDED]},
            ],
        },
        {
            "workflowId": "caller",
            "inputs": {"properties": {}},
            "steps": [
                {
                    "stepId": "call",
                    "workflowId": "all",
                    "parameters": [{"name": "a", "value": 1}, {"name": "b", "value": 1}],
                }
            ],
        },
    ],
}


def found(change: Callable[[dict[str, Any]], object]) -> list[str]:
    """What is wrong once the document is changed: its steps by their names, and itself."""
    document = copy.deepcopy(GOOD)
    steps = {each["stepId"]: each for one in document["workflows"] for each in one["steps"]}
    change({**steps, "document": document})
    return findings(Workflows(document), CONTRACT)


def test_a_good_document() -> None:
    """Nothing is wrong with it; a body may be left out where the operation can do without."""
    assert found(lambda _: None) == []
    assert found(lambda it: it["make"].pop("requestBody")) == []


BAD: list[tuple[Callable[[dict[str, Any]], object], list[str]]] = [
    (
        lambda it: it["call"].update(parameters=[]),
        ["caller.call: all needs a, b"],
    ),
    (
        lambda it: it["call"]["parameters"].extend([{"name": "z"}, {"name": "y"}]),
        ["caller.call: all takes no input y, z"],
    ),
    (
        lambda it: it["call"].update(workflowId="none"),
        ["caller.call: no workflow none; there are all, caller"],
    ),
    (
        lambda it: it["call"].update(outputs={"a": "$outputs.a"}),
        ["caller.call: all does not tell $outputs.a"],
    ),
    (
        lambda it: it["read"].update(requestBody={"payload": {}}),
        ["all.read: readA takes no body"],
    ),
    (
        lambda it: it["make"].update(requestBody={"payload": {"list": ["$inputs.a", "$inputs.b"]}}),
        [
            "all.make: makeA does not take this body: 1 was expected",
            "all.make: makeA does not take this body: 1 was expected",
        ],
    ),
    (
        lambda it: it["make"].update(parameters=[{"name": "y", "in": "query"}, {"name": "w"}]),
        [
            "all.make: makeA has no parameter w in None",
            "all.make: makeA has no parameter y in query",
            "all.make: makeA needs the parameter x in path",
        ],
    ),
    (
        lambda it: it["read"].update(onFailure=[{"reference": "$components.failureActions.no"}]),
        ["all.read: an action refers to one that there is not"],
    ),
    (
        lambda it: it["read"].update(outputs={"a": "$response.body#/data/0/id/1"}),
        ["all.read: the answer to readA has no /data/0/id/1"],
    ),
    (
        lambda it: it["read"].update(outputs={"a": "$response.body#/data/id"}),
        ["all.read: the answer to readA has no /data/id"],
    ),
    (
        lambda it: it["read"].update(outputs={"a": "$workflows.caller.inputs.a"}),
        ["all.read: the workflow takes no input a"],
    ),
    (
        lambda it: it["read"].update(outputs={"a": "$workflows.all.inputs.d"}),
        ["all.read: the workflow takes no input d"],
    ),
    (
        lambda it: it["last"].update(
            onFailure=[{"name": "again", "type": "goto", "stepId": "read", "x-outcome": "Again."}]
        ),
        ["all.make: last leads back to it, and it may be sent once"],
    ),
    (
        lambda it: it["last"].update(
            onFailure=[{"name": "again", "type": "goto", "stepId": "make", "x-outcome": "Again."}]
        ),
        ["all.make: last leads back to it, and it may be sent once"],
    ),
    (
        lambda it: it["document"]["info"].update(version="2"),
        ["info.version: 1 was expected, as in openapi.yaml, 2 came"],
    ),
    (
        lambda it: it["read"].update(
            successCriteria=[OK, SUCCEEDED, {"condition": "$[?@.id == 1 && @.size]", "type": "x"}]
        ),
        [
            "all.read: x-outcomes: success has no words",
            "all.read: the answer to readA has no size",
        ],
    ),
]


@pytest.mark.parametrize(("change", "told"), BAD, ids=[told[0] for _, told in BAD])
def test_a_bad_document(change: Callable[[dict[str, Any]], object], told: list[str]) -> None:
    """Each mistake has a sentence, with its place in front."""
    assert found(change) == told


def test_what_only_openapi_knows() -> None:
    """A discriminator goes, at every depth; all else stays."""
    schema: dict[str, Any] = {
        "oneOf": [{"discriminator": {}, "const": 1}],
        "discriminator": {},
        "enum": ["a"],
    }
    assert without_discriminator(schema) == {"oneOf": [{"const": 1}], "enum": ["a"]}


def test_an_input_without_an_example() -> None:
    """It is checked as it stands."""
    workflows = Workflows(GOOD)
    checks = Checks(workflows, Document(CONTRACT))
    (first, _) = workflows.all
    sent = {"a": "$inputs.a", "b": ["$inputs.b"], "c": "$inputs.z", "d": 1}
    assert checks.filled(first, sent) == {"a": 7, "b": ["$inputs.b"], "c": "$inputs.z", "d": 1}


def test_what_a_step_leaves_out() -> None:
    """It is empty."""
    step = Step("all", {"stepId": "a"})
    assert (step.operation, step.called, step.parameters, step.payload) == ("", "", [], None)
    assert (step.criteria, step.outputs, step.outcomes, step.actions) == ([], {}, {}, [])
    full = Step("all", {"stepId": "a", "onSuccess": [{"name": "b"}], "onFailure": [{"name": "c"}]})
    assert full.actions == [{"name": "b"}, {"name": "c"}]


def test_shared_actions() -> None:
    """They stand in the place of what refers to them, after a success and after a failure."""
    document = copy.deepcopy(GOOD)
    reference = {"reference": "$components.failureActions.again"}
    step = document["workflows"][0]["steps"][0]
    step.update(onSuccess=[reference], onFailure=[{"name": "own"}, reference])
    again = {"name": "again", "type": "end"}
    shared = {**document, "components": {"failureActions": {"again": again}}}
    assert Workflows(shared).all[0].steps[0].actions == [again, {"name": "own"}, again]
    nothing: list[dict[str, Any]] = [{}, {"components": {}}]
    for components in nothing:
        actions = Workflows({**document, **components}).all[0].steps[0].actions
        assert actions == [{}, {"name": "own"}, {}]
    with pytest.raises(WorkflowMissing, match="no workflow none; there are all, caller"):
        Workflows(document).of("none")

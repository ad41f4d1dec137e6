"""The document against the provider's page, and against itself.

`scripts/evidence/provider_page.json` holds what the page of 2023-02-13 says: names, types, codes
and sample answers, written down from the page and not from the document. A star marks what the page
calls required.
"""

import json
from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from tests.contract import (
    DOCUMENT,
    EXAMPLES,
    OPERATIONS,
    ROOT,
    Operation,
    check_answer,
    is_list,
    is_object,
    items,
    resolve,
    target,
)

PAGE: dict[str, Any] = json.loads(
    (ROOT / "scripts/evidence/provider_page.json").read_text(encoding="utf-8")
)
# Each departs from the page for a reason that `x-differences` gives.
DIFFERENT_TYPES = {("buyNumbers", "numbers"), ("forwardNumbers", "type")}
NOT_REQUIRED = {("assignBlackList", "contact_list_id")}

each_operation = pytest.mark.parametrize("operation", OPERATIONS.values(), ids=OPERATIONS)


def bodies(operation: Operation) -> list[dict[str, Any]]:
    """The schemas of the bodies that an operation takes: one, or one for each type."""
    schema = operation.body_schema or {}
    return [resolve(branch) for branch in schema.get("oneOf", [schema])]


def properties(operation: Operation) -> dict[str, Any]:
    """All properties that a body of an operation may have."""
    found: dict[str, Any] = {}
    for body in bodies(operation):
        found |= body.get("properties", {})
    return found


def plain_type(schema: Any) -> str:
    """The JSON type of a schema; of several, the first."""
    schema = resolve(schema)
    return str(schema["type"] if "type" in schema else plain_type(schema["anyOf"][0]))


def nodes(node: Any, pointer: str = "#") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every mapping of the document, with where it stands."""
    if is_object(node):
        yield pointer, node
    for key, item in items(node):
        if is_object(item) or is_list(item):
            step = str(key).replace("~", "~0").replace("/", "~1")
            yield from nodes(item, f"{pointer}/{step}")


def answer_item(operation: Operation, path: str) -> Any:
    """The schema of a property of an answer, named as the page does: `following/name`.

    The page names the properties of what is listed, and leaves the list itself out.
    """
    branch = operation.response(200)["content"]["application/json"]["schema"]["anyOf"][0]
    declared = resolve(branch)["properties"]
    listed = [resolve(schema) for name, schema in declared.items() if name != "links"]
    (items,) = [schema["items"] for schema in listed if "items" in schema] or [branch]
    node = items
    for step in path.split("/"):
        node = inner(node)["properties"][step]
    return node


def inner(schema: Any) -> Any:
    """The object that a schema is about: of an array its items, of an anyOf its first branch."""
    schema = resolve(schema)
    if "items" in schema:
        return inner(schema["items"])
    return inner(schema["anyOf"][0]) if "anyOf" in schema else schema


def test_the_document_is_openapi() -> None:
    """It is valid OpenAPI 3.1.0."""
    assert DOCUMENT["openapi"] == "3.1.0"
    OpenAPIV31SpecValidator(DOCUMENT).validate()


def test_the_operations_of_the_page() -> None:
    """All of them are there, by method and path, and no other."""
    page = {(name, row["method"], row["path"]) for name, row in PAGE.items()}
    assert {(o.name, o.method, f"/api/v1{o.path}") for o in OPERATIONS.values()} == page


@each_operation
def test_the_parameters_of_the_page(operation: Operation) -> None:
    """Each is there with its type, and is required if the page says so."""
    declared = properties(operation)
    for name, kind in PAGE[operation.name]["parameters"].items():
        assert name in declared
        if (operation.name, name) not in DIFFERENT_TYPES:
            assert plain_type(declared[name]) == kind.rstrip("*"), name
        required = [name in body.get("required", []) for body in bodies(operation)]
        if (operation.name, name) == ("forwardNumbers", "cli_type"):
            assert required.count(False) == 1, "for all types but empty"
        elif (operation.name, name) not in NOT_REQUIRED and kind.endswith("*"):
            assert all(required), name


@each_operation
def test_the_parameters_that_only_samples_show(operation: Operation) -> None:
    """Each is there, optional, and graded sampled."""
    row = PAGE[operation.name]
    for name in set(row["sample_parameters"]) - row["parameters"].keys():
        (body,) = bodies(operation)
        assert body["properties"][name]["x-evidence"] == "sampled"
        assert name not in body.get("required", [])


@each_operation
def test_no_parameter_is_invented(operation: Operation) -> None:
    """What the page does not have is `page`, and that is graded inferred."""
    row = PAGE[operation.name]
    invented = properties(operation).keys() - row["parameters"].keys() - {*row["sample_parameters"]}
    assert invented <= {"page"}
    assert all(resolve(properties(operation)[n])["x-evidence"] == "inferred" for n in invented)


@each_operation
def test_the_answer_of_the_page(operation: Operation) -> None:
    """Every property that the page describes is there, and described here too."""
    for path in PAGE[operation.name]["answer"]:
        schema = answer_item(operation, path)
        assert schema.get("description") or resolve(schema)["description"], path


@each_operation
def test_the_sample_answer_of_the_page(operation: Operation) -> None:
    """It stands in the document as an example of the operation's answer, value for value."""
    sample = PAGE[operation.name]["sample_answer"]
    examples = operation.response(200)["content"]["application/json"]["examples"]
    assert json.dumps(resolve(examples["sample"])["value"]) == json.dumps(sample)
    check_answer(operation, 200, sample)


@each_operation
def test_every_example_obeys_its_schema(operation: Operation) -> None:
    """Requests and answers alike."""
    for status, response in operation.definition["responses"].items():
        (media,) = resolve(response)["content"].values()
        for example in media["examples"].values():
            check_answer(operation, int(status), resolve(example)["value"])
    body: Any = operation.definition.get("requestBody")
    examples: dict[str, Any] = body["content"]["application/json"]["examples"] if body else {}
    for example in examples.values():
        check_request(operation, resolve(example)["value"])


def check_request(operation: Operation, value: Any) -> None:
    """Demand that a body is one that the document allows."""
    schema = operation.definition["requestBody"]["content"]["application/json"]["schema"]
    whole = {**schema, "components": DOCUMENT["components"]}
    jsonschema_rs.Draft202012Validator(whole).validate(value)


SCHEMAS = DOCUMENT["components"]["schemas"]


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_examples_of_a_schema_obey_it(name: str) -> None:
    """Its own, and those of its properties."""
    schema = SCHEMAS[name]
    for owner in (schema, *schema.get("properties", {}).values()):
        whole = {**owner, "components": DOCUMENT["components"]}
        for example in owner.get("examples", []):
            jsonschema_rs.Draft202012Validator(whole).validate(example)


FORWARDINGS: dict[str, set[str]] = {
    "sip": {"sip_id", "cli_type"},
    "number": {"destination_number", "cli_type"},
    "group": {"group_id", "cli_type"},
    "scenario": {"scenario_id", "cli_type"},
    "call_queue": {"call_queue_id", "cli_type"},
    "sip_uri": {"destination_uri", "cli_type"},
    "bitrix": {"host", "type_default", "cli_type", "cli_type_default"},
    "amo": {"host", "type_default", "cli_type", "cli_type_default"},
    "empty": set(),
}
TARGETS: dict[str, dict[str, Any]] = {
    "sip": {"sip_id": 73},
    "number": {"destination_number": "79161234567"},
    "group": {"group_id": 16},
    "scenario": {"scenario_id": 5},
    "call_queue": {"call_queue_id": 4},
    "sip_uri": {"destination_uri": "office@example.com"},
}


@pytest.mark.parametrize("kind", FORWARDINGS)
def test_a_type_of_forwarding(kind: str) -> None:
    """Its object is closed and has exactly what it needs."""
    schema = target(SCHEMAS["ForwardRequest"]["discriminator"]["mapping"][kind])
    assert schema["additionalProperties"] is False
    assert schema["properties"]["type"]["const"] == kind
    assert set(schema["required"]) == {"type", "numbers", *FORWARDINGS[kind]}
    targets = {name for one in TARGETS.values() for name in one}
    spare = targets if "type_default" in schema["required"] else set[str]()
    assert set(schema["properties"]) == {*schema["required"], *spare}


@pytest.mark.parametrize("given", [*TARGETS, "nothing", "everything"])
@pytest.mark.parametrize("default", TARGETS)
@pytest.mark.parametrize("kind", ["bitrix", "amo"])
def test_the_target_of_a_default_type(kind: str, default: str, given: str) -> None:
    """The one that it calls for is demanded, and no other is taken."""
    every = {name: value for one in TARGETS.values() for name, value in one.items()}
    body = {
        "type": kind,
        "numbers": [15],
        "host": "test.amocrm.ru",
        "cli_type": "Y",
        "type_default": default,
        "cli_type_default": "N",
        **({"nothing": {}, "everything": every} | TARGETS)[given],
    }
    whole = {**SCHEMAS["ForwardRequest"], "components": DOCUMENT["components"]}
    valid = jsonschema_rs.Draft202012Validator(whole).is_valid(body)
    assert valid == (given == default)


FLOWS = {
    ("searchNumbers", "reserveNumber"),
    ("reserveNumber", "buyNumbers"),
    ("buyNumbers", "listNumbers"),
    ("listReservations", "cancelReservation"),
    ("listRegions", "searchNumbers"),
    *(
        (producer, consumer)
        for producer in ("listNumbers", "listSmsNumbers")
        for consumer in ("forwardNumbers", "assignBlackList", "releaseNumber")
    ),
}


def test_the_links_from_producers_to_consumers() -> None:
    """A machine can walk from each producer of an id or a number to what takes it."""
    links = {
        (operation.name, link["operationId"])
        for operation in OPERATIONS.values()
        for link in operation.response(200).get("links", {}).values()
    }
    assert links >= FLOWS


def test_every_grade_is_a_known_one() -> None:
    """Each operation has one, and each is among those that the document explains."""
    grades = DOCUMENT["x-evidence"]["grades"]
    assert DOCUMENT["x-evidence"]["default"] in grades
    found = {p: n["x-evidence"] for p, n in nodes(DOCUMENT) if p != "#" and "x-evidence" in n}
    assert set(found.values()) <= grades.keys()
    assert all("x-evidence" in operation.definition for operation in OPERATIONS.values())


def test_the_grades_beyond_the_page() -> None:
    """What the page does not list is graded below documented."""
    responses = DOCUMENT["components"]["responses"]
    grades = {name: response.get("x-evidence") for name, response in responses.items()}
    assert (grades["Unauthenticated"], grades["WrongPath"]) == ("observed", "observed")
    framework = ("Forbidden", "Unprocessable", "TooManyRequests", "MethodNotAllowed", "BadGateway")
    assert {grades[name] for name in framework} == {"inferred"}
    assert SCHEMAS["RefusalInside200"]["x-evidence"] == "observed"
    assert SCHEMAS["PageLinks"]["x-evidence"] == SCHEMAS["PageRequest"]["x-evidence"] == "inferred"


@each_operation
def test_how_an_operation_may_be_repeated(operation: Operation) -> None:
    """What only reads may be sent again; what changes something says what a second one would do."""
    repetition = operation.definition["x-repetition"]
    assert repetition["may"] in DOCUMENT["x-repetition"]["may"]
    if operation.method == "GET":
        assert repetition == {"may": "always"}
    else:
        assert repetition.keys() == {"may", "twice", "outcome"}
        assert repetition["may"] == "unsent"
        assert any(name in repetition["outcome"] for name in OPERATIONS), "no operation to look at"


def test_which_operations_name_telephone_numbers() -> None:
    """Their property is there and takes 10 digits, their lists are, and one of them spends."""
    named = {
        name: operation.definition["x-telephone-numbers"]
        for name, operation in OPERATIONS.items()
        if "x-telephone-numbers" in operation.definition
    }
    for name, numbers in named.items():
        schema = resolve(properties(OPERATIONS[name])[numbers["property"]])
        digits = resolve(schema["items"]) if schema["type"] == "array" else schema
        assert digits["maximum"] == 10**10 - 1
        lists = [*numbers["prices"], *numbers["done"], *numbers.get("undone", [])]
        assert {OPERATIONS[each].method for each in lists} == {"GET"}
    assert [name for name, numbers in named.items() if numbers.get("once")] == ["buyNumbers"]
    assert named.keys() == {"buyNumbers", "reserveNumber"}


def test_each_difference_from_the_page_is_somewhere() -> None:
    """What is listed as different points to a node of the document."""
    for difference in DOCUMENT["x-differences"]:
        node: Any = DOCUMENT
        for step in difference["where"].removeprefix("#/").split("/"):
            key = step.replace("~1", "/").replace("~0", "~")
            node = node[int(key) if isinstance(node, list) else key]
        assert difference.keys() == {"where", "page", "here", "why"}


def test_every_named_example_is_used() -> None:
    """The catalogue of errors has no entry that no answer shows."""
    text = json.dumps(
        {key: DOCUMENT[key] for key in ("paths", "x-outside-operations", "components")}
    )
    for name in EXAMPLES:
        assert f'"#/components/examples/{name}"' in text, name


def test_every_failure_says_what_to_do() -> None:
    """Each example of a failure has a remedy, and no other example has one."""
    failures = {"RefusedInside200", "PageNotFound"}
    for name, response in DOCUMENT["components"]["responses"].items():
        if name not in ("Reserved", "Bought"):
            (media,) = response["content"].values()
            failures |= {e["$ref"].rpartition("/")[2] for e in media["examples"].values()}
    examples = DOCUMENT["components"]["examples"]
    assert {name for name, example in examples.items() if "x-remedy" in example} == failures


def test_failures_with_status_200_are_in_every_200() -> None:
    """Each operation shows both, as named examples."""
    for operation in OPERATIONS.values():
        examples = operation.response(200)["content"]["application/json"]["examples"]
        assert {"refused_inside_200", "page_not_found"} <= examples.keys()


def test_every_operation_tells_how_it_fails() -> None:
    """Each has the statuses that a proxy, the framework and the provider may answer."""
    for operation in OPERATIONS.values():
        statuses = operation.definition["responses"].keys()
        assert {"200", "400", "401", "403", "429", "500", "502", "503", "504"} <= statuses
        has_target = operation.method != "GET"
        assert ("404" in statuses) == has_target, operation.name


def test_ids_and_numbers_are_wide_enough() -> None:
    """Every integer is an int64, and no id ends before the exact integers of JavaScript do."""
    for pointer, node in nodes(DOCUMENT["components"]["schemas"]):
        if node.get("type") in ("integer", ["integer", "null"]):
            assert node.get("format") == "int64", pointer
    for name in ("number_id", "reserve_number_id"):
        (schema,) = [
            resolve(parameter["schema"])
            for operation in OPERATIONS.values()
            for parameter in operation.definition.get("parameters", [])
            if parameter["name"] == name
        ]
        assert (schema["minimum"], schema["maximum"]) == (1, 2**53 - 1)


def test_the_paginators() -> None:
    """The simple one has neither a total nor a last page; both take an empty page."""
    full, simple = SCHEMAS["NumberPage"]["required"], SCHEMAS["OfferPage"]["required"]
    assert set(full) - set(simple) == {"last_page", "last_page_url", "total"}
    for name in ("SmsNumberPage", "ReservationPage"):
        assert SCHEMAS[name]["required"] == full

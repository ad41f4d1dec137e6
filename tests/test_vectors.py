"""The vectors are those that the document makes, obey it, and leave nothing out that has hurt."""

import re
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import jsonschema_rs
import pytest

from tests.clients.make_vectors import files
from tests.clients.vectors import FOLDER, Vector, load_vectors
from tests.contract import (
    BASE_PATH,
    DOCUMENT,
    OPERATIONS,
    Operation,
    check_answer,
    is_list,
    is_object,
    items,
    resolve,
)

VECTORS = load_vectors()
NAMES = sorted(OPERATIONS)
DEFAULTS: list[str] = DOCUMENT["components"]["schemas"]["ForwardTypeDefault"]["enum"]
# What the issues of other clients were about, and how to know it.
HURTS: dict[str, Callable[[Vector], Any]] = {
    "number_type 0": lambda it: it.arguments.get("number_type") == "0",
    "short": lambda it: it.arguments.get("short") == 1,
    "pin": lambda it: "pin" in it.arguments,
    "Cyrillic on the way there": lambda it: re.search("[а-я]", str(it.arguments)),
    "Cyrillic on the way back": lambda it: re.search("[а-я]", str(it.answer.body)),
    "another client code": lambda it: it.client,
    "an id beyond 32 bits on the way there": lambda it: any(
        isinstance(value, int) and value > 2**32 for _, value in leaves(it.arguments)
    ),
    "an id beyond 32 bits on the way back": lambda it: any(
        name == "id" and value > 2**32 for name, value in leaves(it.answer.body)
    ),
    "an unknown property": lambda it: it.expect.delivered and "x_new" in str(it.answer.body),
    "an unknown code": lambda it: "новый_код" in str(it.answer.body),
    "an unknown class": lambda it: ("number_type", 77) in leaves(it.answer.body),
    "no forwarding": lambda it: ("following", None) in leaves(it.answer.body),
    "a price as an integer": lambda it: ("buy_price", 99) in leaves(it.answer.body),
    "a price as a text": lambda it: ("buy_price", "99.00") in leaves(it.answer.body),
    "401": lambda it: it.expect.error == "NotAuthenticated",
    "404 with error": lambda it: it.answer.status == 404 and "error" in it.answer.body,
    "422": lambda it: it.answer.status == 422 and "errors" in it.answer.body,
    "429 with Retry-After": lambda it: it.expect.error == "RateLimited" and it.expect.retry_after,
    "500, no access": lambda it: it.answer.status == 500 and it.expect.error == "NoAccess",
    "500, its own": lambda it: it.answer.status == 500 and it.expect.error == "ServerFailed",
    "502 with HTML": lambda it: it.answer.status == 502 and "<html>" in it.answer.text,
    "a purchase behind a gateway": lambda it: (
        it.operation == "buyNumbers"
        and it.answer.status == 504
        and it.expect.error == "OutcomeUnknown"
    ),
    "200 with success: false": lambda it: (
        it.answer.status == 200 and it.expect.error == "BadRequest"
    ),
    "201 with success: true": lambda it: it.answer.status == 201 and it.expect.delivered,
    "page not found": lambda it: it.answer.status == 200 and it.expect.error == "NotFound",
    "200 with HTML": lambda it: it.answer.status == 200 and it.answer.text.startswith("<!DOCTYPE"),
    "an empty body": lambda it: it.answer.status == 200 and not it.answer.content,
    "no JSON": lambda it: it.answer.status == 200 and it.answer.text == "OK",
    "a redirect": lambda it: it.answer.status == 302,
    "no answer": lambda it: it.answer.status == 0,
}


def leaves(node: Any, name: Any = "") -> Iterator[tuple[Any, Any]]:
    """Each value that is neither object nor list, with the name of its property."""
    if is_object(node) or is_list(node):
        for key, value in items(node):
            yield from leaves(value, key if is_object(node) else name)
    else:
        yield name, node


def of(operation: str) -> list[Vector]:
    """The vectors of an operation."""
    return [vector for vector in VECTORS.values() if vector.operation == operation]


def test_the_files() -> None:
    """They are what make vectors writes, byte for byte, and no others."""
    made = files()
    there = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.iterdir()}
    assert there.keys() == made.keys()
    wrong = [name for name in made if made[name] != there[name]]
    assert not wrong, f"{wrong} are not what the document makes: run make vectors"


@pytest.mark.parametrize("name", NAMES)
def test_a_request_obeys_the_document(name: str) -> None:
    """Its arguments are allowed, and what is expected on the wire is all of them, once."""
    operation = OPERATIONS[name]
    for vector in of(name):
        parameters = path_of(operation, vector)
        assert vector.request.method == operation.method, vector.id
        sent = vector.request.filters or vector.request.body
        assert bool(vector.request.filters) <= (operation.method == "GET"), vector.id
        assert parameters | sent == vector.arguments, vector.id
        body = operation.body_schema
        schema = {**(body or {"maxProperties": 0}), "components": DOCUMENT["components"]}
        jsonschema_rs.Draft202012Validator(schema).validate(sent)


def path_of(operation: Operation, vector: Vector) -> dict[str, Any]:
    """The parameters that stand in the path, each held against its schema."""
    pattern = re.sub(r"\\{(\w+)\\}", r"(?P<\1>[^/]+)", re.escape(BASE_PATH + operation.path))
    found = re.fullmatch(pattern, vector.request.path)
    assert found, f"{vector.id}: {vector.request.path}"
    parameters = {name: int(text) for name, text in found.groupdict().items()}
    for parameter in operation.definition.get("parameters", []):
        schema = {**resolve(parameter["schema"]), "components": DOCUMENT["components"]}
        jsonschema_rs.Draft202012Validator(schema).validate(parameters[parameter["name"]])
    return parameters


@pytest.mark.parametrize("name", NAMES)
def test_an_answer_obeys_the_document(name: str) -> None:
    """It is one that the operation has, unless the vector says that it is none."""
    for vector in of(name):
        obeys = not vector.answer.is_cut
        try:
            status, answer = vector.answer.status, vector.answer
            body = answer.text if answer.text or not answer.content else answer.body
            check_answer(OPERATIONS[name], status, body)
        except AssertionError:
            obeys = False
        assert obeys == (not vector.strays), f"{vector.id}: {vector.strays or 'not marked'}"


def test_what_there_must_be() -> None:
    """Each operation, each type of forwarding with each default, each filter with each code."""
    assert len(VECTORS) >= 150
    forwarded = [vector.arguments for vector in of("forwardNumbers")]
    types = {each["type"] for each in forwarded}
    assert types == set(DOCUMENT["components"]["schemas"]["ForwardType"]["enum"])
    defaults = {(each["type"], each.get("type_default")) for each in forwarded}
    assert defaults >= set(product(("bitrix", "amo"), DEFAULTS))
    for name, operation in OPERATIONS.items():
        used = [vector.arguments for vector in of(name)]
        assert used, name
        for wire, definition in properties_of(operation):
            sent = [each[wire] for each in used if wire in each]
            assert sent, f"{name}: {wire} is never sent"
            missing = [code for code in resolve(definition).get("enum", []) if code not in sent]
            assert not missing, f"{name}: {wire} is never {missing}"


def properties_of(operation: Operation) -> Iterator[tuple[str, Any]]:
    """The properties that a body may have."""
    schema = operation.body_schema or {}
    for each in [resolve(part) for part in schema.get("oneOf", [schema])]:
        yield from each.get("properties", {}).items()


@pytest.mark.parametrize("hurt", HURTS, ids=str)
def test_what_has_hurt(hurt: str) -> None:
    """There is a vector for it."""
    assert any(HURTS[hurt](vector) for vector in VECTORS.values())


@pytest.mark.parametrize("name", NAMES)
def test_each_example_is_used(name: str) -> None:
    """Each example of a request and of an answer stands in a vector of its operation."""
    vectors = of(name)
    operation = OPERATIONS[name]
    body = operation.definition.get("requestBody", {}).get("content", {})
    for media in body.values():
        for example in media["examples"].values():
            value = resolve(example)["value"]
            assert any(value.items() <= each.arguments.items() for each in vectors)
    for status in operation.definition["responses"]:
        for media in operation.response(int(status))["content"].values():
            for example in media["examples"].values():
                answers = [it.answer for it in vectors if it.answer.status == int(status)]
                value = resolve(example)["value"]
                assert any(value in (each.body, each.text) for each in answers), status

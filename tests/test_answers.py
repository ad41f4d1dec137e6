"""Answers made up from the document's answer schemas, read by the client."""

import itertools
import json
from collections.abc import Iterator
from typing import Any

import httpx2
import jsonschema_rs
import msgspec
import pytest
import schemathesis
from hypothesis import given, strategies
from plusofon_numbers import (
    BadRequest,
    NoAccess,
    NotAuthenticated,
    NotFound,
    OutcomeUnknown,
    Plusofon,
    PlusofonError,
    RateLimited,
    RefusedAnswer,
    ServerFailed,
    UnreadableAnswer,
)
from schemathesis import GenerationMode

from tests import reach, tally
from tests.bridge import BASE_URL, arguments, snake_case, whole
from tests.contract import (
    DOCUMENT,
    EXAMPLES,
    OPERATIONS,
    Operation,
    is_list,
    is_object,
    items,
    resolve,
)

pytestmark = pytest.mark.properties

SCHEMAS = DOCUMENT["components"]["schemas"]
TOO_LONG = 10**23

REFUSALS: dict[int, type[RefusedAnswer] | tuple[type[RefusedAnswer], ...]] = {
    400: BadRequest,
    401: NotAuthenticated,
    403: NoAccess,
    404: NotFound,
    422: BadRequest,
    429: RateLimited,
    500: (NoAccess, ServerFailed),
    502: ServerFailed,
    503: ServerFailed,
    504: ServerFailed,
}


def answer_schema(operation: Operation) -> str:
    """The name of the schema of the answer that is asked for."""
    branches = operation.response(200)["content"]["application/json"]["schema"]["anyOf"]
    (name,) = [b["$ref"].rsplit("/", 1)[-1] for b in branches if "x-failure" not in resolve(b)]
    return str(name)


def made_up(name: str, mode: GenerationMode) -> Any:
    """Values of a named schema: obeying ones, or ones that do not.

    schemathesis makes request bodies, so the schema is put where one stands.
    """
    body = {
        "required": True,
        "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}},
    }
    operation = {"requestBody": body, "responses": {"200": {"description": "Any."}}}
    schema: Any = schemathesis.openapi.from_dict(
        {
            "openapi": "3.1.0",
            "info": {"title": "Answers", "version": "1"},
            "paths": {"/answer": {"post": operation}},
            "components": {"schemas": DOCUMENT["components"]["schemas"]},
        }
    )
    return schema["/answer"]["POST"].as_strategy(generation_mode=mode).map(body_of)


def body_of(case: Any) -> Any:
    """The body of a case."""
    return case.body


def read(operation: Operation, status: int, content: bytes) -> Any:
    """What the client makes of an answer to a plain request of an operation.

    Where it does not know whether a change was carried out, it says why: that is what is raised.
    """
    tally.count(f"{operation.name}, answers made up", status)
    reach.note_answer("answers", operation.name, status)
    transport = httpx2.MockTransport(lambda _: httpx2.Response(status, content=content))
    parameters = [1 for _ in operation.definition.get("parameters", [])]
    body = operation.definition.get("requestBody", {}).get("content", {}).get("application/json")
    example = next(iter(body["examples"].values()))["value"] if body else None
    positional, named = arguments(operation, example)
    with Plusofon("test", base_url=BASE_URL, transport=transport, max_retries=0) as client:
        try:
            return getattr(client, snake_case(operation.name))(*parameters, *positional, **named)
        except OutcomeUnknown as unknown:
            failure = unknown.failure
    assert operation.method != "GET", "a request that only reads leaves nothing in doubt"
    assert failure
    raise failure


def integral(value: Any) -> Any:
    """The same JSON with 1.0 as 1 at every depth."""
    if is_object(value):
        return {name: integral(item) for name, item in value.items()}
    return [integral(item) for item in value] if is_list(value) else whole(value)


def listed(schema: Any, value: Any) -> Any:
    """The value without the properties that the document does not list."""
    schema = resolve(schema)
    for branch in schema.get("anyOf", []):
        if resolve(branch).get("type") == "object" and is_object(value):
            return listed(branch, value)
    if is_object(value) and "properties" in schema:
        known = schema["properties"]
        return {name: listed(known[name], value[name]) for name in known if name in value}
    if is_list(value) and "items" in schema:
        return [listed(schema["items"], item) for item in value]
    return value


def leaves(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where the values of an answer stand, those inside others included."""
    if path:
        yield path
    for key, item in items(node):
        if is_object(item) or is_list(item):
            yield from leaves(item, (*path, key))
        else:
            yield (*path, key)


def changed(node: Any, path: tuple[Any, ...], value: Any) -> Any:
    """The same answer with another value at one place."""
    key, *rest = path
    copy: Any = dict(node) if is_object(node) else list(node)
    copy[key] = changed(node[key], tuple(rest), value) if rest else value
    return copy


each_operation = pytest.mark.parametrize("operation", OPERATIONS.values(), ids=OPERATIONS)


@each_operation
def test_a_valid_answer_is_read_and_encodes_back(operation: Operation) -> None:
    """Nothing of a valid answer is lost or changed, but for properties that are not listed."""

    @given(answer=made_up(answer_schema(operation), GenerationMode.POSITIVE))
    def check(answer: Any) -> None:
        outcome = read(operation, 200, json.dumps(answer).encode())
        check_read(operation, outcome, answer)

    check()


def check_read(operation: Operation, outcome: Any, answer: Any) -> None:
    """Demand that all that is listed in an answer was read, as it came."""
    read_back = msgspec.json.decode(msgspec.json.encode(outcome))
    schema = {"$ref": f"#/components/schemas/{answer_schema(operation)}"}
    expected = listed(schema, integral(answer))
    assert read_back == expected, f"{read_back!r} was read from {answer!r}"


OTHER_VALUES: list[Any] = [
    *(None, True, False, 0, -1, 1.0, 1.5, TOO_LONG),
    *(
        "",
        "15",
        "4951332210",
        "74951332210\n",
        "99.0",
        "99.00\n",
        "1.00\n2.00",
        "NaN",
        "unheard of",
    ),
    *([], {}, [None], [15], {"id": "15"}),
]


@each_operation
def test_an_answer_with_one_other_value(operation: Operation) -> None:
    """Where the document allows the value it is read, and where it does not it is an error."""
    sample = operation.response(200)["content"]["application/json"]["examples"]["sample"]
    whole = {**SCHEMAS[answer_schema(operation)], "components": DOCUMENT["components"]}
    validator = jsonschema_rs.Draft202012Validator(whole)
    answer = resolve(sample)["value"]
    for path, value in itertools.product(leaves(answer), OTHER_VALUES):
        other = changed(answer, path, value)
        # Every integer is an int64, a format that the validator does not know.
        if validator.is_valid(other) and value != TOO_LONG:
            check_read(operation, read(operation, 200, json.dumps(other).encode()), other)
        else:
            with pytest.raises(PlusofonError):
                read(operation, 200, json.dumps(other).encode())


@each_operation
def test_a_wrong_answer_is_an_error_of_the_client(operation: Operation) -> None:
    """What the document forbids never becomes a value, nor an exception of another kind."""

    @given(answer=made_up(answer_schema(operation), GenerationMode.NEGATIVE))
    def check(answer: Any) -> None:
        content = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        with pytest.raises(PlusofonError):
            read(operation, 200, content)

    check()


@pytest.mark.parametrize(
    ("schema", "expected"), [("RefusalInside200", BadRequest), ("PageNotFound", NotFound)]
)
def test_a_failure_inside_a_200_is_refused(schema: str, expected: type[RefusedAnswer]) -> None:
    """A 200 that says failure is raised as a refusal, never returned, whatever was asked for."""

    @given(
        operation=strategies.sampled_from(list(OPERATIONS.values())),
        answer=made_up(schema, GenerationMode.POSITIVE),
    )
    def check(operation: Operation, answer: Any) -> None:
        with pytest.raises(expected) as caught:
            read(operation, 200, json.dumps(answer).encode())
        assert caught.value.status == 200

    check()


@each_operation
def test_an_answer_that_is_both_success_and_failure(operation: Operation) -> None:
    """Neither is believed; without a word of success it is the failure."""
    media = operation.response(200)["content"]["application/json"]
    body = resolve(next(iter(media["examples"].values())))["value"]
    both = {**body, "success": True, **EXAMPLES["PageNotFound"]}
    failure = NotFound if "success" not in body else UnreadableAnswer
    for answer, expected in ((both, UnreadableAnswer), (body | EXAMPLES["PageNotFound"], failure)):
        with pytest.raises(expected):
            read(operation, 200, json.dumps(answer).encode())


@given(
    status=strategies.sampled_from(list(REFUSALS)),
    answer=made_up("Refusal", GenerationMode.POSITIVE),
)
def test_a_refusal_is_named_by_its_status(status: int, answer: Any) -> None:
    """Each documented refusal has its own name, whatever its body has or lacks."""
    with pytest.raises(REFUSALS[status]) as caught:
        read(OPERATIONS["buyNumbers"], status, json.dumps(answer).encode())
    assert caught.value.status == status


@given(
    status=strategies.sampled_from(list(REFUSALS)),
    answer=made_up("Refusal", GenerationMode.NEGATIVE),
)
def test_a_refusal_with_a_wrong_body_keeps_its_name(status: int, answer: Any) -> None:
    """A refusal whose body is not what the document says is a refusal all the same."""
    content = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
    with pytest.raises(REFUSALS[status]) as caught:
        read(OPERATIONS["buyNumbers"], status, content)
    assert caught.value.content == content


@each_operation
def test_every_answer_example_of_the_document_is_understood(operation: Operation) -> None:
    """Each named example is read as what its status and content say that it is."""
    for status, response in operation.definition["responses"].items():
        (media,) = resolve(response)["content"].values()
        for name, example in media["examples"].items():
            value = resolve(example)["value"]
            content = value.encode() if isinstance(value, str) else json.dumps(value).encode()
            failed = int(status) >= 400 or name in ("refused_inside_200", "page_not_found")
            if failed:
                with pytest.raises(RefusedAnswer):
                    read(operation, int(status), content)
            else:
                outcome = read(operation, int(status), content)
                assert msgspec.json.decode(msgspec.json.encode(outcome)) == value, name


@pytest.mark.parametrize(
    "content", [b"", b"<html>", b"null", b'"ok"', b"[]", b"{}", b"\xff", b"1e999"]
)
@each_operation
def test_a_body_that_is_no_answer_is_unreadable(operation: Operation, content: bytes) -> None:
    """A 2xx that cannot be understood is an error, never an empty answer."""
    with pytest.raises(UnreadableAnswer):
        read(operation, 200, content)


def test_a_new_code_is_delivered() -> None:
    """A coded set that has grown breaks nothing: the new code arrives as it was sent."""
    answer = json.loads(json.dumps(EXAMPLES["OffersSample"]))
    answer["data"][0] |= {"phone_type": "sat", "number_type": 9, "owner_type": "robot", "new": [1]}
    offer = read(OPERATIONS["searchNumbers"], 200, json.dumps(answer).encode()).data[0]
    assert (offer.phone_type, offer.number_type, offer.owner_type) == ("sat", 9, "robot")

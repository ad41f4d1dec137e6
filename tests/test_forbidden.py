"""Requests that the document forbids, sent to the listening mock as plain HTTP."""

import inspect
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import httpx2
import jsonschema_rs
import pytest
import requests
import schemathesis
from hypothesis import assume, given
from plusofon_numbers import InvalidRequest, Plusofon
from schemathesis import GenerationMode
from schemathesis.core import NOT_SET

from scripts.mock_server import create_app
from scripts.mock_server.stock import snapshot
from tests import reach, tally
from tests.bridge import arguments, snake_case
from tests.callers import Caller, furnish
from tests.contract import DOCUMENT, OPERATIONS, ROOT, Operation, check_answer, is_object

pytestmark = pytest.mark.properties

TOKEN = "test-negative"
HEADERS = {"Authorization": f"Bearer {TOKEN}", "Client": "10553"}
FORBIDDABLE = {
    name: operation
    for name, operation in OPERATIONS.items()
    if operation.definition.keys() & {"requestBody", "parameters"}
}


def broken() -> Any:
    """The operations that take something, with a mock as the app that the document describes.

    schemathesis breaks each keyword of a request once; chance has no part in it.
    """
    schema: Any = schemathesis.openapi.from_dict(DOCUMENT)
    schema.config.generation.update(modes=[GenerationMode.NEGATIVE])
    schema.config.phases.fuzzing.enabled = False
    schema.app = create_app()
    furnish(schema.app, TOKEN)
    return schema.include(operation_id=[*FORBIDDABLE])


breaking = broken()


@pytest.fixture(scope="module")
def base_url() -> Iterator[str]:
    """A mock that listens, with an account that holds something."""
    command = [sys.executable, "-m", "scripts.mock_server", "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        found = re.search(r"http://127\.0\.0\.1:\d+/\S*", process.stdout.readline())
        assert found, "the mock prints no URL"
        furnish(found[0], TOKEN)
        yield found[0]
        process.terminate()


def is_forbidden(operation: Operation, case: Any) -> bool:
    """Whether the document forbids the path or the body of a case.

    schemathesis may have broken nothing but a header, and the caller's own headers replace those.
    """
    for parameter in operation.definition.get("parameters", []):
        if not obeys(parameter["schema"], case.path_parameters[parameter["name"]]):
            return True
    body = operation.definition.get("requestBody")
    if body is None or case.body is NOT_SET:
        return bool(body and body.get("required"))
    return not obeys(body["content"]["application/json"]["schema"], decoded(case.body))


def obeys(schema: dict[str, Any], value: Any) -> bool:
    """Whether a value is one that the schema allows, int64 included."""
    validator = jsonschema_rs.Draft202012Validator({**schema, "components": DOCUMENT["components"]})
    return validator.is_valid(value)


def decoded(body: Any) -> Any:
    """The JSON of a body; bytes that are none stand for themselves, and no schema allows them."""
    if not isinstance(body, bytes):
        return body
    try:
        return json.loads(body)
    except ValueError:
        return repr(body)


@pytest.mark.parametrize("operation", FORBIDDABLE.values(), ids=FORBIDDABLE)
def test_a_request_that_the_document_forbids(operation: Operation, base_url: str) -> None:
    """It is refused as documented, and changes nothing."""
    schema: Any = schemathesis.openapi.from_dict(DOCUMENT)
    strategy = schema[operation.path][operation.method].as_strategy(
        generation_mode=GenerationMode.NEGATIVE
    )

    @given(case=strategy)
    def check(case: Any) -> None:
        assume(is_forbidden(operation, case))
        response = case.call(base_url=base_url, headers=caller.headers, session=session)
        tally.count(f"{operation.name} with what is forbidden", response.status_code)
        check_refusal(operation, case, response.status_code, response.json())
        assert caller.everything() == before, f"{operation.name}: {case.body!r} changed something"

    with Caller(base_url, TOKEN) as caller, requests.Session() as session:
        before = caller.everything()
        check()


@breaking.parametrize()  # type: ignore[untyped-decorator] # schemathesis gives it no type
def test_a_request_that_breaks_a_keyword(case: Any) -> None:
    """Whichever it is, the mock refuses the request as documented, and nothing is changed."""
    operation = OPERATIONS[case.operation.definition.raw["operationId"]]
    body = {} if case.body is NOT_SET else {"body": decoded(case.body)}
    if body and operation.body_schema and not obeys(operation.body_schema, body["body"]):
        # One mistake at a time: a wrong id would be refused before the body is looked at.
        case.path_parameters = dict.fromkeys(case.path_parameters, "15")
    assume(case.method == operation.method and is_forbidden(operation, case))
    world = breaking.app.sandbox.world(TOKEN)
    before = snapshot(world)
    response = case.call(headers=HEADERS)
    tally.count(f"{operation.name} with one keyword broken", response.status_code)
    reach.note_answer("breaking", operation.name, response.status_code)
    if response.status_code != 401:  # or else it was refused for a header that is missing too
        reach.note_request(operation.name, case.path_parameters, **body)
    check_refusal(operation, case, response.status_code, response.json())
    assert snapshot(world) == before, f"{operation.name}: {case.body!r} changed something"


@pytest.mark.parametrize("operation", FORBIDDABLE.values(), ids=FORBIDDABLE)
def test_the_client_does_not_send_what_is_forbidden(operation: Operation) -> None:
    """It refuses it by name, before anything goes out; what Python itself refuses is left out."""
    schema: Any = schemathesis.openapi.from_dict(DOCUMENT)
    strategy = schema[operation.path][operation.method].as_strategy(
        generation_mode=GenerationMode.NEGATIVE
    )
    sent: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        sent.append(request)
        return httpx2.Response(500)

    client = Plusofon(TOKEN, transport=httpx2.MockTransport(answer))
    method = getattr(client, snake_case(operation.name))

    @given(case=strategy)
    def check(case: Any) -> None:
        body = None if case.body is NOT_SET else case.body
        assume(is_forbidden(operation, case) and (body is case.body) == is_object(body))
        try:
            positional, named = arguments(operation, body)
            inspect.signature(method).bind(*case.path_parameters.values(), *positional, **named)
        except (TypeError, KeyError, AttributeError):
            assume(False)
            raise
        tally.count(f"{operation.name} not sent", 0)
        with pytest.raises(InvalidRequest):
            method(*case.path_parameters.values(), *positional, **named)
        assert sent == []

    with client:
        check()


def check_refusal(operation: Operation, case: Any, status: int, body: Any) -> None:
    """Demand a refusal that the document has.

    Raises:
        AssertionError: It is no refusal, or not a documented one.
    """
    shown = f"{operation.name} {case.path_parameters} {case.body!r:.200}: {status} {body}"
    if operation.definition.get("parameters") and (status == 405 or "jsonrpc" in body):
        # A wrong id may make another path of it, one without this operation or none at all.
        assert "message" in body or body["error"]["message"] == "Page not found.", shown
        return
    assert 400 <= status < 500, shown
    check_answer(operation, status, body)
    assert "message" in body or "error" in body, shown

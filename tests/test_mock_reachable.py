"""Every documented answer of every operation can be had: by Prefer, by magic number, by state."""

import json
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import httpx2
import pytest

from scripts.mock_server import create_app
from scripts.mock_server.conditions import CONDITIONS, prefix
from scripts.mock_server.faults import WIRE
from scripts.mock_server.magic import magic_numbers
from tests.contract import OPERATIONS, Operation, check_answer, resolve
from tests.mock_caller import BUSINESS, FREE, HOST, MOBILE, OTHER, PREFIX, Account

MOCK = create_app()
OWN = {"type": "number", "numbers": [2], "destination_number": "79161234567", "cli_type": "Y"}


class Documented(NamedTuple):
    """An answer of the document: that of an example of one status of an operation."""

    operation: Operation
    status: int
    name: str
    place: int

    @property
    def id(self) -> str:
        """What a test of it is called."""
        return f"{self.operation.name}-{self.status}-{self.name}"

    @property
    def media(self) -> tuple[str, Any]:
        """Its content type, and the content that the document has under it."""
        ((media, content),) = self.operation.response(self.status)["content"].items()
        return media, content

    @property
    def value(self) -> Any:
        """Its body."""
        return resolve(self.media[1]["examples"][self.name])["value"]

    @property
    def magic(self) -> str:
        """Its magic number, as the documentation counts it."""
        return f"1999{self.status}{self.place:03}"


def documented() -> Iterator[Documented]:
    """All that the document has, in its order."""
    for operation in OPERATIONS.values():
        for status, response in operation.definition["responses"].items():
            (content,) = resolve(response)["content"].values()
            for place, name in enumerate(content["examples"], 1):
                yield Documented(operation, int(status), name, place)


ALL = list(documented())
INSIDE_200 = {"refused_inside_200", "page_not_found"}
# Nobody has seen a 201, so nothing but Prefer and magic numbers makes one.
REFUSALS = [
    one for one in ALL if one.status >= 400 or (one.status == 200 and one.name in INSIDE_200)
]
each = pytest.mark.parametrize("one", ALL, ids=[one.id for one in ALL])
each_refusal = pytest.mark.parametrize("one", REFUSALS, ids=[one.id for one in REFUSALS])


class Caller(Account):
    """An account that sends what an operation needs, whether that makes sense or not."""

    def perform(
        self, operation: Operation, path_id: Any = 1, body: Any = None, **headers: str
    ) -> httpx2.Response:
        """Send a request of an operation as it is, and take what comes."""
        path = PREFIX + operation.path.replace("{number_id}", str(path_id))
        path = path.replace("{reserve_number_id}", str(path_id))
        url = HOST + path
        content = None if body is None else json.dumps(body)
        kind = {} if body is None else {"Content-Type": "application/json"}
        transport = httpx2.WSGITransport(self.mock)
        with httpx2.Client(transport=transport) as client:
            sent = self.headers | kind | headers
            return client.request(operation.method, url, content=content, headers=sent)


def check(one: Documented, answer: httpx2.Response) -> Any:
    """Fail unless status, content type, headers and schema are the documented ones."""
    assert answer.status_code == one.status, answer.text
    media, _ = one.media
    assert answer.headers["Content-Type"] == media
    assert set(one.operation.response(one.status).get("headers", {})) <= {
        name.title().replace("Ratelimit", "RateLimit") for name in answer.headers
    }
    body = answer.json() if media == "application/json" else answer.text
    check_answer(one.operation, one.status, body)
    return body


def check_example(one: Documented, answer: httpx2.Response) -> None:
    """Fail unless it is the very example, with the headers of the document."""
    assert check(one, answer) == one.value
    for name, header in one.operation.response(one.status).get("headers", {}).items():
        assert answer.headers[name] == str(header["example"])


@each
def test_by_prefer(one: Documented) -> None:
    """Prefer: code, example has the documented answer, and says that it was heeded."""
    preference = f"code={one.status}, example={one.name}"
    answer = Caller(MOCK).perform(one.operation, Prefer=preference)
    check_example(one, answer)
    assert answer.headers["Preference-Applied"] == preference


@each
def test_by_magic_number_as_the_client_code(one: Documented) -> None:
    """Every operation has its magic numbers, those without parameters too."""
    check_example(one, Caller(MOCK).perform(one.operation, Client=one.magic))


@each
def test_by_magic_number_as_a_parameter(one: Documented) -> None:
    """A magic number in the path or the body does the same."""
    sent: dict[str, Any]
    if one.operation.definition.get("parameters"):
        sent = {"path_id": one.magic}
    else:
        sent = {"body": {"numbers": [15, int(one.magic)]}}
    check_example(one, Caller(MOCK).perform(one.operation, **sent))


def test_the_table_of_magic_numbers() -> None:
    """It has each answer that the document has, and each fault of the wire, of each operation."""
    table = [
        (magic.operation, magic.number, magic.status, magic.example)
        for magic in magic_numbers(MOCK.sandbox.answers)
        if magic.fault is None
    ]
    assert table == [(one.operation.name, one.magic, one.status, one.name) for one in ALL]
    faults = [(m.operation, m.fault) for m in magic_numbers(MOCK.sandbox.answers) if m.fault]
    assert faults == [(name, fault) for name in OPERATIONS for fault in WIRE]


# By state: what the account is, or what it asks for.

CONDITION_OF = {example: name for name, example in CONDITIONS.items()}


def by_condition(one: Documented) -> Iterator[httpx2.Response]:
    """Ask as an account of the name, and as one that was put into the condition."""
    condition = CONDITION_OF[one.name]
    named = Caller(MOCK, f"{prefix(condition)}-{one.id}")
    put = Caller(MOCK)
    put.mock.sandbox.account(put.token).put_into(condition, calls_per_minute=1)
    for caller, calls in ((named, 61), (put, 2)):
        answers = [caller.perform(one.operation, **wrong(one)) for _ in range(calls)]
        yield answers[-1] if condition == "throttled" else answers[0]


def wrong(one: Documented) -> dict[str, Any]:
    """What to send so that the parameters matter only where the condition is about them."""
    return {"body": {"colour": "red"}} if one.name == "unprocessable" else {}


def furnished() -> Caller:
    """An account that has reserved 3 and 4, and owns 2, which is for one person."""
    caller = Caller()
    caller.own(FREE)
    caller.reserve(OTHER)
    caller.reserve(BUSINESS, "business")
    return caller


NO_BRACES = str.maketrans("", "", "{}")
Ask = Callable[[Caller, Operation], httpx2.Response]
ASKED: dict[str, Ask] = {
    "wrong_parameter": lambda c, o: c.send(o.method, f"{o.path.translate(NO_BRACES)}?a=%ff"),
    "unknown_parameter": lambda c, o: c.perform(o, 3, {"colour": "red"} | named_type(o)),
    "broken_body": lambda c, o: c.perform(o, 3, ["red"]),
    "not_free": lambda c, _: c.reserve(OTHER),
    "not_reserved": lambda c, _: c.buy(MOBILE),
    "other_owner_type": lambda c, o: (
        c.reserve(BUSINESS + 1) if o.name == "reserveNumber" else c.buy(BUSINESS)
    ),
    "type_not_open": lambda c, o: c.perform(
        o, body={"type": "group", "numbers": [2], "group_id": 16, "cli_type": "Y"}
    ),
    "number_not_found": lambda c, o: c.perform(
        o, 99, None if o.method == "DELETE" else named_type(o) | {"numbers": [99]}
    ),
    "target_not_found": lambda c, o: c.perform(
        o, body={"type": "sip", "numbers": [2], "sip_id": 99, "cli_type": "Y"}
    ),
    "caller_id_type_not_found": lambda c, o: c.perform(o, body=OWN | {"cli_type": "Q"}),
    "black_list_not_found": lambda c, o: c.perform(o, body={"numbers": [2], "contact_list_id": 99}),
    "reservation_not_found": lambda c, o: c.perform(o, 99),
    "not_on_the_shelf": lambda c, o: (
        c.reserve(4950000000) if o.name == "reserveNumber" else c.buy(4950000000)
    ),
}


def named_type(operation: Operation) -> dict[str, str]:
    """What names the branch of a body that has branches."""
    return {"type": "empty"} if operation.name == "forwardNumbers" else {}


def test_what_is_reached_by_state() -> None:
    """Each refusal of the document is the account's or the request's, none is both or neither."""
    assert CONDITION_OF.keys() | ASKED.keys() == {one.name for one in REFUSALS}
    assert not CONDITION_OF.keys() & ASKED.keys()


@each_refusal
def test_by_state(one: Documented) -> None:
    """The account or what it asks for has it refused so, without anything being ordered."""
    if one.name in ASKED:
        answers = [ASKED[one.name](furnished(), one.operation)]
    else:
        answers = list(by_condition(one))
    for answer in answers:
        body = check(one, answer)
        text = body if isinstance(body, str) else (body.get("message") or body.get("error"))
        expected = one.value if isinstance(one.value, str) else one.value.get("message", "")
        assert one.name in ASKED or one.name == "page_not_found" or text.startswith(expected)


@pytest.mark.parametrize("name", ["listForwardTypes", "listCallerIdTypes"])
def test_a_condition_that_the_document_does_not_have(name: str) -> None:
    """Where nothing can be unprocessable, a wrong parameter stays a 400."""
    account = Caller(MOCK, "test-unprocessable")
    assert account.perform(OPERATIONS[name], body={"colour": "red"}).status_code == 400


def test_what_the_framework_says_of_parameters() -> None:
    """Its 422 names them under errors, each with what was expected."""
    answer = Caller(MOCK, "test-unprocessable").reserve(FREE, "company")
    (text,) = answer.json()["errors"]["owner_type"]
    assert text.startswith("owner_type: business or personal was expected")
    refused = Caller(MOCK, "test-unprocessable:two")
    refused.reserve(FREE)
    assert refused.reserve(FREE).status_code == 400, "What the account holds is no such thing."

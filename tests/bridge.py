"""The generated client as a WSGI app, so that schemathesis tests it with its public API.

A request comes in that schemathesis made from the document. It is turned into arguments, the
client's own method is called with them over a transport that records, into the mock. What went out
must be what came in; what came back must be what the client says came back. The mock's bytes are
then handed to schemathesis, which holds them against the document.
"""

import asyncio
import builtins
import inspect
import keyword
import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import httpx2
import msgspec
import plusofon_numbers
from plusofon_numbers import AsyncPlusofon, Plusofon, PlusofonError, RefusedAnswer

from tests import reach, tally
from tests.contract import BASE_PATH, OPERATIONS, Operation, is_list

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

BASE_URL = f"http://localhost{BASE_PATH}"


class Recorder(httpx2.BaseTransport, httpx2.AsyncBaseTransport):
    """A transport into a WSGI app that remembers what went over it, last."""

    request: httpx2.Request
    response: httpx2.Response
    content: bytes

    def __init__(self, app: "WSGIApplication") -> None:
        self._inner = httpx2.WSGITransport(app=app)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Pass a request on and its answer back."""
        self.request = request
        self.response = self._inner.handle_request(request)
        self.content = self.response.read()
        return httpx2.Response(
            self.response.status_code, headers=self.response.headers, content=self.content
        )

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Do the same for a client that awaits."""
        return self.handle_request(request)


class ClientBridge:
    """A WSGI app that answers what the client, called for the same thing, was answered.

    Args:
        mock: The server behind the client.
        token: The caller's token. A request with another one is none that this client can make, so
            it goes to the mock directly.
        awaits: Whether the client with coroutines is the one to test.
        before: What is to be done before each case.
    """

    def __init__(
        self,
        mock: "WSGIApplication",
        token: str,
        *,
        awaits: bool,
        before: Callable[[], None] = lambda: None,
    ) -> None:
        self.mock = mock
        self._before = before
        self._token = token
        self._name = "awaiting" if awaits else "waiting"
        self._recorder = Recorder(mock)
        self._client: Plusofon | AsyncPlusofon
        kind = AsyncPlusofon if awaits else Plusofon
        self._client = kind(token, base_url=BASE_URL, transport=self._recorder, max_retries=0)

    def headers(self) -> dict[str, str]:
        """What a request must carry to be taken for the client's own."""
        return {"Authorization": f"Bearer {self._token}", "Client": "10553"}

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer a request through the client."""
        if any(environ.get(f"HTTP_{n.upper()}") != v for n, v in self.headers().items()):
            return self.mock(environ, start_response)
        self._before()
        response = self.drive(environ)
        status = f"{response.status_code} {response.reason_phrase}"
        start_response(status, [(name, value) for name, value in response.headers.items()])
        return [self._recorder.content]

    def drive(self, environ: "WSGIEnvironment") -> httpx2.Response:
        """Call the client for a request, and hold both against what went over the wire.

        Raises:
            AssertionError: The client sent, or understood, something else.
        """
        operation, parameters = routed(environ["REQUEST_METHOD"], environ["PATH_INFO"])
        content = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        body = msgspec.json.decode(content) if content else None
        try:
            outcome: Any = self.perform(operation, parameters, body)
        except PlusofonError as error:
            outcome = error
        self.compare_request(operation, environ, body)
        status = self._recorder.response.status_code
        compare_outcome(operation, outcome, status, self._recorder.content)
        tally.count(f"{operation.name} through the client", status)
        reach.note_answer(self._name, operation.name, status)
        sent = {"body": body} if content else {}
        reach.note_request(operation.name, parameters, **sent)
        return self._recorder.response

    def perform(self, operation: Operation, parameters: dict[str, int], body: Any) -> Any:
        """Call the client's method of an operation, as a user would."""
        method = getattr(self._client, snake_case(operation.name))
        positional, named = arguments(operation, body)
        return awaited(method(*parameters.values(), *positional, **named))

    def compare_request(self, operation: Operation, environ: "WSGIEnvironment", body: Any) -> None:
        """Demand that the request which went out is the one that came in."""
        sent = self._recorder.request
        assert sent.method == environ["REQUEST_METHOD"], f"{operation.name}: another method"
        assert sent.url.path == environ["PATH_INFO"], f"{operation.name}: another path"
        assert sent.url.query == b"", f"{operation.name}: a query"
        expected = self.headers() | {"Accept": "application/json"}
        assert expected.items() <= titled(sent.headers).items(), f"{operation.name}: other headers"
        sent_body = msgspec.json.decode(sent.content) if sent.content else None
        if sent_body is not None:
            assert sent.headers["Content-Type"] == "application/json", f"{operation.name}: no JSON"
        if not operation.definition.get("requestBody", {}).get("required"):
            # Where a body is optional, none and an empty object say the same thing: nothing.
            sent_body, body = sent_body or None, body or None
        assert sent_body == body, f"{operation.name}: {sent_body!r} was sent for {body!r}"


def awaited(outcome: Any) -> Any:
    """What a method of either client answers in the end."""

    async def wait() -> Any:
        return await outcome

    return asyncio.run(wait()) if inspect.isawaitable(outcome) else outcome


def compare_outcome(operation: Operation, outcome: Any, status: int, content: bytes) -> None:
    """Demand that the client says what the answer says.

    Raises:
        AssertionError: It says something else.
    """
    answer = msgspec.json.decode(content)
    if isinstance(outcome, PlusofonError):
        assert isinstance(outcome, RefusedAnswer), f"{operation.name}: {outcome!r} for {answer!r}"
        assert status >= 400 or answer.get("success") is not True, f"{operation.name}: {outcome!r}"
        assert (outcome.status, outcome.content) == (status, content), f"{operation.name}: changed"
        words = answer.get("message") or answer.get("error")
        assert outcome.message == words, f"{operation.name}: {outcome.message!r} for {answer!r}"
    else:
        assert status < 300, f"{operation.name}: {status} was taken for success"
        encoded = msgspec.json.decode(msgspec.json.encode(outcome))
        assert encoded == answer, f"{operation.name}: {encoded!r} was read from {answer!r}"


def arguments(operation: Operation, body: Any) -> tuple[list[Any], dict[str, Any]]:
    """What a user passes to the client's method to have this body sent."""
    if body is None:
        return [], {}
    fields = {python_name(name): whole(value) for name, value in body.items()}
    schema = operation.body_schema
    assert schema is not None, f"{operation.name}: a body where the document has none"
    if "oneOf" not in schema:
        return [], fields
    model = schema["discriminator"]["mapping"][fields.pop("type_")].rsplit("/", 1)[-1]
    return [getattr(plusofon_numbers, model)(**fields)], {}


def routed(method: str, path: str) -> tuple[Operation, dict[str, int]]:
    """The operation of a method and path, and the parameters in the path.

    Raises:
        AssertionError: There is none.
    """
    for operation in OPERATIONS.values():
        pattern = re.sub(r"\{(\w+)\}", r"(?P<\1>[0-9]+)", BASE_PATH + operation.path)
        match = re.fullmatch(pattern, path)
        if match and operation.method == method:
            return operation, {name: int(value) for name, value in match.groupdict().items()}
    raise AssertionError(f"no operation has {method} {path}")


def whole(value: Any) -> Any:
    """The same value with 1.0 as 1: one value in JSON Schema, two types in Python."""
    if is_list(value):
        return [whole(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def snake_case(name: str) -> str:
    """The client's name of an operation."""
    return re.sub(r"([A-Z])", r"_\1", name).lower()


def python_name(name: str) -> str:
    """The client's name of a property."""
    reserved = keyword.iskeyword(name) or (name in dir(builtins) and name != "id")
    return f"{name}_" if reserved else name


def titled(headers: httpx2.Headers) -> dict[str, str]:
    """Headers by their names as people write them."""
    return {name.title(): value for name, value in headers.items()}

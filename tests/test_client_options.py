"""How a client is made, changed, shared and closed."""

from typing import Any

import httpx2
import pytest
from plusofon_numbers import (
    InvalidRequest,
    ServerFailed,
    Timeout,
)

from tests.bridge import BASE_URL, snake_case
from tests.contract import DOCUMENT, EXAMPLES, Operation
from tests.either import (
    TOKEN,
    TRUSTS_NOBODY,
    Either,
    Kind,
    both_kinds,
    each_operation,
    example_of,
    hurry,
    sample_of,
)
from tests.hostile import Hostile, answers, http, json, responds
from tests.hostile_account import whatever

REGIONS = json(EXAMPLES["RegionsSample"])


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment that says nothing about the client."""
    for name in ("PLUSOFON_TOKEN", "PLUSOFON_BASE_URL", "PLUSOFON_CLIENT"):
        monkeypatch.delenv(name, raising=False)


# What a client is made of.

NO_TOKENS: dict[str, Any] = {
    "none": None,
    "an empty one": "",
    "a space": " ",
    "two words": "two words",
    "a line break": "token\n",
    "a header more": "token\r\nX-Injected: 1",
    "a tab": "token\t",
    "a letter that is not ASCII": "tokеn",
    "bytes": b"token",
    "a number": 4711,
}


@pytest.mark.parametrize("token", NO_TOKENS.values(), ids=NO_TOKENS)
@both_kinds
def test_a_token_that_cannot_be_one(
    kind: Kind, token: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is refused at once, with what was expected and where to look."""
    with pytest.raises(ValueError, match=r"token: expected .*PLUSOFON_TOKEN") as caught:
        kind(token)
    assert not isinstance(token, str) or not token.strip() or token not in str(caught.value)
    if isinstance(token, str):
        monkeypatch.setenv("PLUSOFON_TOKEN", token)
        with pytest.raises(ValueError, match="token: expected"):
            kind()


NO_URLS: dict[str, Any] = {
    "nothing": "",
    "no scheme": "restapi.plusofon.ru/api/v1",
    "no host": "https://",
    "another scheme": "ftp://restapi.plusofon.ru/api/v1",
    "a file": "file:///etc/passwd",
    "a path": "/api/v1",
    "a password": "https://me:secret@restapi.plusofon.ru/api/v1",
    "a query": "https://restapi.plusofon.ru/api/v1?a=b",
    "a fragment": "https://restapi.plusofon.ru/api/v1#a",
    "an empty query": "https://restapi.plusofon.ru/api/v1?",
    "an empty fragment": "https://restapi.plusofon.ru/api/v1#",
    "a space behind": "https://restapi.plusofon.ru/api/v1 ",
    "a space in the path": "https://restapi.plusofon.ru/api /v1",
    "a line break": "https://restapi.plusofon.ru/api/v1\r\nX: 1",
    "a space in the host": "https://restapi plusofon.ru",
    "a port that is none": "https://restapi.plusofon.ru:port/",
    "a port that is too high": "https://restapi.plusofon.ru:65536000/",
    "no text": 8080,
}


@pytest.mark.parametrize("base_url", NO_URLS.values(), ids=NO_URLS)
@both_kinds
def test_a_base_url_that_cannot_be_one(
    kind: Kind, base_url: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is refused at once, given or from the environment, and no password is repeated."""
    with pytest.raises(ValueError, match="base_url: expected") as caught:
        kind(TOKEN, base_url=base_url)
    assert "secret" not in str(caught.value)
    if isinstance(base_url, str):
        monkeypatch.setenv("PLUSOFON_BASE_URL", base_url)
        with pytest.raises(ValueError, match="base_url: expected"):
            kind(TOKEN)


@pytest.mark.parametrize(
    "host",
    [
        *("restapi.plusofon.ru", "10.0.0.1", "127.0.0.1.example.com"),
        *("0.0.0.0", "localhost.example", "notlocalhost"),  # noqa: S104 - nothing is bound
    ],
)
@both_kinds
def test_http_to_another_machine(kind: Kind, host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would show the token to everybody on the way, and is refused unless it is meant."""
    base_url = f"http://{host}/api/v1"
    with pytest.raises(ValueError, match="insecure_http=True"):
        kind(TOKEN, base_url=base_url)
    monkeypatch.setenv("PLUSOFON_BASE_URL", base_url)
    for not_meant in (False, None, 1, "yes"):
        insecure: Any = not_meant
        with pytest.raises(ValueError, match="insecure_http=True"):
            kind(TOKEN, insecure_http=insecure)
    with Either(kind, base_url, insecure_http=True) as caller:
        assert caller.client.configuration.base_url == base_url


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1.2.3", "[::1]", "localhost", "a.localhost"])
@both_kinds
def test_http_to_this_machine(kind: Kind, host: str) -> None:
    """It goes past nobody, and needs no leave."""
    with Either(kind, f"http://{host}:8080/api/v1") as caller:
        assert caller.client.configuration.base_url == f"http://{host}:8080/api/v1"
        assert not caller.client.configuration.insecure_http


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "a client code with a space": ({"client_code": "a b"}, "client_code"),
    "a client code with a header more": ({"client_code": "1\r\nX: 1"}, "client_code"),
    "an empty client code": ({"client_code": ""}, "client_code"),
    "no time": ({"timeout": 0}, "timeout"),
    "less than no time": ({"timeout": -1}, "timeout"),
    "time without end": ({"timeout": float("inf")}, "timeout"),
    "no number of seconds": ({"timeout": float("nan")}, "timeout"),
    "more seconds than a clock has": ({"timeout": 10**400}, "timeout"),
    "True seconds": ({"timeout": True}, "timeout"),
    "seconds in a text": ({"timeout": "5"}, "timeout"),
    "no retries but one less": ({"max_retries": -1}, "max_retries"),
    "half a retry": ({"max_retries": 0.5}, "max_retries"),
    "True retries": ({"max_retries": True}, "max_retries"),
    "a token in the headers": ({"headers": {"Authorization": "Bearer x"}}, "token="),
    "a token in the headers, in capitals": ({"headers": {"AUTHORIZATION": "x"}}, "token="),
    "a client code in the headers": ({"headers": {"client": "1"}}, "client_code="),
    "a host in the headers": ({"headers": {"Host": "example.com"}}, "base_url="),
    "what is accepted": ({"headers": {"Accept": "text/html"}}, "JSON"),
    "an encoding that is accepted": ({"headers": {"Accept-Encoding": "br"}}, "JSON"),
    "the type of the body": ({"headers": {"Content-Type": "text/plain"}}, "JSON"),
    "the length of the body": ({"headers": {"Content-Length": "0"}}, "transport"),
    "the transfer of the body": ({"headers": {"Transfer-Encoding": "chunked"}}, "transport"),
    "the connection": ({"headers": {"connection": "close"}}, "transport"),
    "a name with a space": ({"headers": {"X Y": "1"}}, "headers"),
    "a name with a line break": ({"headers": {"X\n": "1"}}, "headers"),
    "no name": ({"headers": {"": "1"}}, "headers"),
    "a value with a line break": ({"headers": {"X": "1\r\nY: 2"}}, "headers"),
    "a value that ends with a line break": ({"headers": {"X": "1\n"}}, "headers"),
    "a value that is not ASCII": ({"headers": {"X": "я"}}, "headers"),
    "a value that is no text": ({"headers": {"X": 1}}, "headers"),
    "a list of headers": ({"headers": [("X", "1")]}, "headers"),
}


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED)
@both_kinds
def test_an_option_that_cannot_be_one(kind: Kind, case: tuple[dict[str, Any], str]) -> None:
    """It is refused when the client is made, and also when it is changed."""
    options, words = case
    with pytest.raises(ValueError, match=words):
        kind(TOKEN, base_url=BASE_URL, **options)
    if "client_code" not in options:
        with Either(kind, BASE_URL) as caller, pytest.raises(ValueError, match=words):
            caller.client.with_options(**options)


@pytest.mark.parametrize("part", ["total", "connect", "read"])
@pytest.mark.parametrize("seconds", [0, -1, float("inf"), float("nan"), True, "5", None])
def test_a_part_of_a_timeout_that_cannot_be_one(part: str, seconds: Any) -> None:
    """It is named."""
    with pytest.raises(ValueError, match=part):
        Timeout(**{part: seconds})


@both_kinds
def test_what_the_environment_says(kind: Kind, monkeypatch: pytest.MonkeyPatch) -> None:
    """Token, base URL and client code come from there, unless they are given."""
    with Hostile(answers(REGIONS)) as server, Hostile(answers(REGIONS)) as other:
        monkeypatch.setenv("PLUSOFON_TOKEN", "test-environment")
        monkeypatch.setenv("PLUSOFON_BASE_URL", f"{server.base_url}/")
        monkeypatch.setenv("PLUSOFON_CLIENT", "4711")
        with Either(kind, None, token=None) as caller:
            caller.list_regions()
        with Either(kind, other.base_url, token="test-given", client_code="1") as caller:
            caller.list_regions()
    said = [(r.headers["authorization"], r.headers["client"]) for r in server.requests]
    given = [(r.headers["authorization"], r.headers["client"]) for r in other.requests]
    assert said == [("Bearer test-environment", "4711")]
    assert given == [("Bearer test-given", "1")]


@both_kinds
def test_what_the_client_calls_itself(kind: Kind) -> None:
    """It tells the service its name and its version, installed or not."""
    with Hostile(answers(REGIONS)) as server, Either(kind, server.base_url) as caller:
        caller.list_regions()
    agent = server.requests[0].headers["user-agent"]
    assert agent == f"plusofon-numbers/{DOCUMENT['info']['version']}"


@both_kinds
def test_headers_of_the_callers_own(kind: Kind) -> None:
    """They go along, those of the options besides, and none of them twice."""
    with (
        Hostile(answers(REGIONS)) as server,
        Either(kind, server.base_url, headers={"X-One": "1", "user-agent": "mine"}) as caller,
    ):
        caller.list_regions()
        caller.wait(caller.client.with_options(headers={"x-one": "2", "X-Two": "2"}).list_regions())
    first, second = (request.lines for request in server.requests)
    assert [line for line in first if line.lower().startswith("x-")] == ["X-One: 1"]
    assert sorted(line.lower() for line in second if line.lower().startswith("x-")) == [
        "x-one: 2",
        "x-two: 2",
    ]
    agents = [line for line in first if line.lower().startswith("user-agent:")]
    assert [line.split(": ")[1] for line in agents] == ["mine"]


# What can be changed afterwards.


@each_operation
@both_kinds
def test_a_dry_run(kind: Kind, operation: Operation) -> None:
    """It answers the request that would be sent, to the letter, and sends nothing."""
    with Hostile(responds(whatever)) as server, Either(kind, server.base_url) as caller:
        dry = caller.client.with_options(dry_run=True, headers={"X-One": "1"})
        positional, named = example_of(operation)
        method = getattr(dry, snake_case(operation.name))
        request = caller.wait(method(*positional, **named))
        assert server.connections == 0
        assert isinstance(request, httpx2.Request)
        assert str(request.url).startswith(server.base_url)
        told = caller.client.with_options(headers={"X-One": "1"})
        caller.wait(getattr(told, snake_case(operation.name))(*positional, **named))
    (sent,) = server.requests
    assert (request.method, request.url.path, request.content) == (
        sent.method,
        sent.path,
        sent.content,
    )
    assert dict(request.headers) == sent.headers
    assert "authorization" in sent.headers


@each_operation
@both_kinds
def test_a_dry_run_can_be_sent_by_other_means(kind: Kind, operation: Operation) -> None:
    """The request is a whole one."""
    with (
        Hostile(responds(whatever)) as server,
        Either(kind, server.base_url) as caller,
        httpx2.Client(verify=TRUSTS_NOBODY) as http_client,
    ):
        dry = caller.client.with_options(dry_run=True)
        positional, named = example_of(operation)
        request = caller.wait(getattr(dry, snake_case(operation.name))(*positional, **named))
        assert http_client.send(request).json() == sample_of(operation)
    assert server.asked == [operation.name]


@both_kinds
def test_a_dry_run_checks_its_arguments(kind: Kind) -> None:
    """What could not be sent cannot be made either."""
    with Either(kind, BASE_URL) as caller:
        dry = caller.client.with_options(dry_run=True)
        with pytest.raises(InvalidRequest):
            caller.wait(dry.buy_numbers(numbers=[], owner_type="personal"))


@both_kinds
def test_options_of_one_call(kind: Kind, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are another client's: this one stays as it was, and both share their connections."""
    hurry(monkeypatch)
    with (
        Hostile(answers(REGIONS, REGIONS, REGIONS, http(b"", "503 Away"))) as server,
        Either(kind, server.base_url, timeout=9, max_retries=1) as caller,
    ):
        other = caller.client.with_options(timeout=Timeout(total=3, read=2), max_retries=3)
        assert type(other) is type(caller.client)
        assert other.configuration.timeout == Timeout(total=3, connect=10, read=2)
        assert caller.client.configuration.timeout == Timeout(9, 9, 9)
        for client in (caller.client, other, caller.client):
            caller.wait(client.list_regions())
        for client in (caller.client, other):
            with pytest.raises(ServerFailed):
                caller.wait(client.list_regions())
    assert len(server.requests) == 3 + 2 + 4
    assert server.connections == 1

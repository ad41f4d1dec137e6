"""Whatever is sent, the mock answers what the document has, and changes nothing."""

import io
from collections.abc import Callable
from typing import Any
from wsgiref.types import WSGIEnvironment

import httpx2
import pytest

from scripts.mock_server.request import BODY_LIMIT
from tests.contract import EXAMPLES, OPERATIONS
from tests.mock_caller import FREE, HOST, PREFIX, Account, check, refused

JSON = {"Content-Type": "application/json"}


@pytest.fixture
def account() -> Account:
    """Make an account that has one of each."""
    account = Account()
    account.own(FREE)
    account.reserve(FREE + 1)
    return account


def nested(depth: int, inside: str) -> bytes:
    """Write lists in lists, in an object."""
    return inside.replace("?", "[" * depth + "]" * depth).encode()


BODIES: dict[str, bytes] = {
    "broken": b'{"numbers": [',
    "only space": b" ",
    "a list": b"[]",
    "a text": b'"text"',
    "null": b"null",
    "a number": b"1",
    "two objects": b"{} {}",
    "NaN": b'{"numbers": NaN, "page": NaN}',
    "Infinity": b'{"page": Infinity}',
    "1e400": b'{"numbers": [1e400], "page": 1e400, "owner_type": "personal"}',
    "1e300": b'{"numbers": [1e300], "owner_type": "personal"}',
    "23 digits": b'{"numbers": [12345678901234567890123], "owner_type": "personal"}',
    "6000 digits": b'{"numbers": [' + b"1" * 6000 + b'], "owner_type": "personal"}',
    "a boolean": b'{"numbers": [true], "owner_type": "personal"}',
    "a page that is a boolean": b'{"page": true}',
    "not UTF-8": b'{"owner_type": "\xff"}',
    "not UTF-8 in a name": b'{"\xff": 1}',
    "UTF-16": '{"page": 1}'.encode("utf-16"),
    "a byte order mark": b"\xef\xbb\xbf{}",
    "a lone surrogate": b'{"owner_type": "\\ud800"}',
    "a lone surrogate as a name": b'{"\\udfff": 1}',
    "NUL": b'{"owner_type": "personal\x00"}',
    "an escaped NUL": b'{"owner_type": "personal\\u0000"}',
    "900 deep": nested(900, '{"numbers": ?, "owner_type": "personal"}'),
    "5000 deep": nested(5000, '{"numbers": ?, "owner_type": "personal"}'),
    "100000 deep": nested(100_000, "?"),
    "100000 deep and broken": b'{"a":' * 100_000,
    "a long name": b'{"' + b"a" * 10_000 + b'": 1}',
    "many names": b"{" + b",".join(b'"%d": 1' % n for n in range(5000)) + b"}",
    "another prototype": b'{"__proto__": {}, "__class__": 1}',
    "placeholders": b'{"{0.__class__}": 1, "{name}": "{number}"}',
}
UNSURE = [o for o in OPERATIONS.values() if o.method != "DELETE"]


@pytest.mark.parametrize("operation", UNSURE, ids=lambda o: o.name)
@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
def test_a_bad_body(operation: Any, body: bytes) -> None:
    """Each operation refuses it in a line of a few hundred characters."""
    account = Account()
    before = account.held()
    answer = account.ask(operation.method, operation.path, content=body, headers=JSON)
    assert answer.status_code == 400
    assert len(answer.content) < 1000
    assert account.held() == before


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
def test_a_bad_body_for_what_is_held(account: Account, body: bytes) -> None:
    """Nothing is released or cancelled by a request whose body is broken."""
    before = account.held()
    for path in ("/number/2", "/number/reserve/3"):
        assert account.ask("DELETE", path, content=body, headers=JSON).status_code == 400
    assert account.held() == before


QUERIES = [
    "page=%FF",
    "%FF=1",
    "page=%ED%A0%80",
    "page=1%00",
    "%00",
    "page=",
    "page",
    "page=1e5",
    "page=1.0",
    "page=-1",
    "page=%2B1",
    "page=%D9%A1",
    "page=12345678901234567890123",
    "page=" + "9" * 5000,
    "page[]=1",
    "phone_type[abc]=1",
    "&".join(f"a{n}=1" for n in range(2000)),
    "=" * 50,
    "{0.__class__}=1",
]


@pytest.mark.parametrize("query", QUERIES, ids=lambda q: q[:20])
def test_a_bad_query(account: Account, query: str) -> None:
    """It is refused wherever there is a page to ask for."""
    for path in ("/number", "/number/sms", "/number/search", "/number/reserve"):
        answer = account.ask("GET", f"{path}?{query}")
        assert answer.status_code == 400
        assert len(answer.content) < 1000


def test_an_empty_query(account: Account) -> None:
    """Separators alone ask for nothing in particular."""
    assert account.ask("GET", "/number?&&").status_code == 200


# Where it goes.


@pytest.mark.parametrize("path", ["/number/external", "/numbers", "/number/", "/number/reserve/x"])
def test_an_unknown_path(account: Account, path: str) -> None:
    """It is answered with the JSON-RPC envelope of the document, even to nobody."""
    answer = account.ask("GET", path, headers={"Authorization": ""})
    assert answer.status_code == 200
    assert answer.json() == EXAMPLES["PageNotFound"]


@pytest.mark.parametrize("method", ["HEAD", "PUT", "OPTIONS", "TRACE", "POST", "BREW"])
def test_another_method(account: Account, method: str) -> None:
    """A known path tells the methods that it has."""
    answer = account.ask(method, "/number")
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET"
    if method != "HEAD":
        refused(answer, "method_not_allowed")


@pytest.mark.parametrize(
    ("method", "path", "allow"),
    [
        ("DELETE", "/number/reserve", "GET, POST"),
        ("GET", "/number/15", "DELETE"),
        ("POST", "/number/reserve/7", "DELETE"),
    ],
)
def test_a_fixed_path_and_one_with_an_id(
    account: Account, method: str, path: str, allow: str
) -> None:
    """`reserve` is a path and no id; an id is known by its digits."""
    answer = account.ask(method, path)
    refused(answer, "method_not_allowed")
    assert answer.headers["Allow"] == allow


@pytest.mark.parametrize("text", ["abc", "%00", "0", "-1", "1.5", "99999999999999999999999", "%D0"])
def test_a_path_that_has_no_id(account: Account, text: str) -> None:
    """Where the method is the template's own, the id is wrong; no other path is meant."""
    refused(account.ask("DELETE", f"/number/{text}"), "wrong_parameter")
    answer = account.ask("GET", f"/number/{text}")
    assert answer.json() == EXAMPLES["PageNotFound"]


PATHS = ["%00", "a%00b", "%FF", "%ED%A0%80", "-0", "+1", "1e3", "1.0", "٣", "9" * 23, "9" * 5000]


@pytest.mark.parametrize("text", PATHS, ids=lambda t: t[:10])
def test_a_bad_id(account: Account, text: str) -> None:
    """A text that is no id is a wrong parameter."""
    before = account.held()
    refused(account.ask("DELETE", f"/number/{text}"), "wrong_parameter")
    refused(account.ask("DELETE", f"/number/reserve/{text}"), "wrong_parameter")
    assert account.held() == before


def test_an_unknown_id(account: Account) -> None:
    """The largest id that there can be is as good as any."""
    for number_id in (99, 2**53 - 1):
        refused(account.ask("DELETE", f"/number/{number_id}"), "number_not_found")
    refused(account.ask("DELETE", f"/number/{2**53}"), "wrong_parameter")


@pytest.mark.parametrize("path", ["/number/%2F", "/number/2%2F", "/%2e%2e", "//number", "/%FF"])
def test_a_path_that_leads_nowhere(account: Account, path: str) -> None:
    """It is one that the service does not know, and that only."""
    before = account.held()
    assert account.ask("DELETE", path).json() == EXAMPLES["PageNotFound"]
    assert account.held() == before


def raw(
    account: Account, body: bytes = b"", stream: io.BytesIO | None = None, **changes: str
) -> httpx2.Response:
    """Call the mock as a server would, with an environment that no client would make."""
    environ: WSGIEnvironment = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": f"{PREFIX}/number/reserve",
        "QUERY_STRING": "",
        "SERVER_NAME": "numbers.test",
        "SERVER_PORT": "80",
        "CONTENT_TYPE": "application/json",
        "HTTP_HOST": HOST,
        "HTTP_AUTHORIZATION": f"Bearer {account.token}",
        "HTTP_CLIENT": "10553",
        "wsgi.url_scheme": "http",
        "wsgi.input": stream or io.BytesIO(body),
        **changes,
    }
    seen: list[Any] = []

    def start(status: str, headers: list[tuple[str, str]], _: Any = None) -> Callable[..., Any]:
        seen.extend((int(status[:3]), headers))
        return seen.append

    content = b"".join(account.mock(environ, start))
    answer = httpx2.Response(seen[0], headers=seen[1], content=content)
    check(environ["REQUEST_METHOD"], environ["PATH_INFO"].removeprefix(PREFIX), answer)
    return answer


GOOD = b'{"number": %d, "owner_type": "personal"}' % (FREE + 2)


@pytest.mark.parametrize(
    "length", ["-5", "abc", "1.0", "+3", "0x10", "9" * 30, "\xb2", str(len(GOOD) + 1), "3"]
)
def test_a_length_that_lies(account: Account, length: str) -> None:
    """A body of another length than was said is no body."""
    before = account.held()
    refused(raw(account, GOOD, CONTENT_LENGTH=length), "broken_body")
    assert account.held() == before
    assert raw(account, GOOD, CONTENT_LENGTH=str(len(GOOD))).status_code == 200


class Untouchable(io.BytesIO):
    """A body that must not be read."""

    def read(self, _size: int | None = -1) -> bytes:
        """Fail the test."""
        raise AssertionError("The body was read.")


def test_a_body_that_is_too_large(account: Account) -> None:
    """It is refused before it is read, and so is one of unknown length."""
    answer = raw(account, stream=Untouchable(), CONTENT_LENGTH=str(BODY_LIMIT + 1))
    assert str(BODY_LIMIT) in refused(answer, "broken_body")
    answer = raw(account, stream=Untouchable(), HTTP_TRANSFER_ENCODING="chunked")
    assert "Content-Length" in refused(answer, "broken_body")


def test_too_many_parameters(account: Account) -> None:
    """They are refused, with a remedy that helps."""
    answer = raw(account, REQUEST_METHOD="GET", QUERY_STRING="page=1&" * 101)
    assert "send each once" in refused(answer, "wrong_parameter")


def test_a_body_at_the_limit(account: Account) -> None:
    """A body of exactly the limit is read."""
    body = GOOD.ljust(BODY_LIMIT)
    assert raw(account, body, CONTENT_LENGTH=str(len(body))).status_code == 200


def test_a_connection_that_breaks(account: Account) -> None:
    """What came until then is not acted on."""

    class Broken(io.BytesIO):
        def read(self, _size: int | None = -1) -> bytes:
            raise ConnectionResetError

    answer = raw(account, stream=Broken(), CONTENT_LENGTH="5")
    refused(answer, "broken_body")


@pytest.mark.parametrize(
    "token", ["test-\xff\xfe", "test-\x00", "test-a b", "test-" + "a" * 500, "test-\u20ac", "\x00"]
)
def test_a_token_with_odd_bytes(account: Account, token: str) -> None:
    """It is unknown, and makes no account."""
    count = len(account.mock.sandbox.store)
    answer = raw(account, GOOD, HTTP_AUTHORIZATION=f"Bearer {token}")
    refused(answer, "unauthenticated")
    assert len(account.mock.sandbox.store) == count


@pytest.mark.parametrize("path", ["\xff\xfe", "\xd0\xb6", "\udcff", "\u0436", "\x00"])
def test_a_path_with_odd_bytes(account: Account, path: str) -> None:
    """It is refused as a wrong id, in text that is valid."""
    answer = raw(account, REQUEST_METHOD="DELETE", PATH_INFO=f"{PREFIX}/number/{path}")
    refused(answer, "wrong_parameter")


@pytest.mark.parametrize("query", ["page=\xff", "\xd0=1", "page=\udcff", "page=\u0436"])
def test_a_query_with_odd_bytes(account: Account, query: str) -> None:
    """It is refused."""
    answer = raw(account, REQUEST_METHOD="GET", QUERY_STRING=query)
    refused(answer, "wrong_parameter")

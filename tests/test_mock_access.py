"""Who may ask: this machine, and no page that a browser shows unless it was named."""

from collections.abc import Iterator

import pytest

from scripts.mock_server.access import Access
from scripts.mock_server.rejections import Rejected
from scripts.mock_server.server import Server
from tests.echo_server import Caller, Echo, asked, request

PAGE = "http://localhost:3000"


def verdict(access: Access, **headers: str) -> str:
    """Ask with these headers; "in", or why not."""
    written = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        access.check({"host": "localhost", **written})
    except Rejected as rejected:
        return rejected.name
    return "in"


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("localhost", "in"),
        ("LocalHost:8080", "in"),
        ("localhost.", "in"),
        ("api.localhost:8080", "in"),
        ("127.0.0.1", "in"),
        ("127.0.0.1:", "in"),
        ("127.9.9.9:8080", "in"),
        ("[::1]:8080", "in"),
        ("[::ffff:127.0.0.1]", "in"),
        ("evil.example", "foreign_host"),
        ("localhost.evil.example", "foreign_host"),
        ("evillocalhost", "foreign_host"),
        ("127.0.0.1.evil.example", "foreign_host"),
        ("127.0.0.1@evil.example", "foreign_host"),
        ("evil.example#localhost", "foreign_host"),
        ("192.168.1.5", "foreign_host"),
        ("0.0.0.0", "foreign_host"),  # noqa: S104 - nothing listens
        ("[::2]", "foreign_host"),
        ("[::ffff:10.0.0.1]", "foreign_host"),
        ("127.1", "foreign_host"),
        ("2130706433", "foreign_host"),
        ("localhost:80:80", "foreign_host"),
        ("localhost:port", "foreign_host"),
        ("::1", "foreign_host"),
        (".localhost evil", "foreign_host"),
        ("\xe9", "foreign_host"),
        ("x" * 10_000, "foreign_host"),
        ("", "no_host"),
        ("localhost, localhost", "no_host"),
    ],
)
def test_a_host(host: str, expected: str) -> None:
    """Names of this machine are let in; a name that somebody else can lead here is not."""
    assert verdict(Access(), host=host) == expected


def test_the_address_that_was_asked_for() -> None:
    """It is let in; where that is any, addresses are, and names still are not."""
    assert verdict(Access("192.168.1.5"), host="192.168.1.5:8080") == "in"
    assert verdict(Access("Mock.Test"), host="mock.test") == "in"
    for anywhere in ("0.0.0.0", "::"):  # noqa: S104 - nothing listens
        assert verdict(Access(anywhere), host="192.168.1.5") == "in"
        assert verdict(Access(anywhere), host="[2001:db8::1]:80") == "in"
        assert verdict(Access(anywhere), host="evil.example") == "foreign_host"


def test_a_host_that_was_named() -> None:
    """It is let in, whatever its port and its case, and no other."""
    access = Access(hosts=frozenset({"Mock.Test", "2001:db8::1"}))
    assert verdict(access, host="mock.test:8080") == "in"
    assert verdict(access, host="[2001:DB8::1]:80") == "in"
    assert verdict(access, host="other.test") == "foreign_host"


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, "in"),
        ({"sec_fetch_site": "none"}, "in"),
        ({"sec_fetch_site": "same-origin"}, "in"),
        ({"origin": "http://localhost"}, "in"),
        ({"host": "127.0.0.1:8080", "origin": "http://127.0.0.1:8080"}, "in"),
        ({"origin": "http://localhost:8080"}, "foreign_origin"),
        ({"origin": "https://localhost"}, "foreign_origin"),
        ({"origin": "http://evil.example"}, "foreign_origin"),
        ({"origin": "null"}, "foreign_origin"),
        ({"origin": ""}, "foreign_origin"),
        ({"origin": "http://localhost, http://evil.example"}, "foreign_origin"),
        ({"sec_fetch_site": "cross-site"}, "foreign_site"),
        ({"sec_fetch_site": "same-site"}, "foreign_site"),
        ({"sec_fetch_site": "new-kind"}, "foreign_site"),
        ({"origin": "http://localhost", "sec_fetch_site": "cross-site"}, "foreign_site"),
    ],
)
def test_a_page(headers: dict[str, str], expected: str) -> None:
    """The mock's own is let in, one of another origin or site is not, on another port neither."""
    assert verdict(Access(), **headers) == expected


def test_a_page_that_was_named() -> None:
    """It is let in from another site; another is not, nor is one that does not say its name."""
    access = Access(origins=frozenset({PAGE, "https://App.Example/"}))
    assert verdict(access, origin=PAGE, sec_fetch_site="same-site") == "in"
    assert verdict(access, origin="https://app.example", sec_fetch_site="cross-site") == "in"
    assert verdict(access, origin="http://localhost:3001") == "foreign_origin"
    assert verdict(access, origin="http://app.example") == "foreign_origin"
    assert verdict(access, sec_fetch_site="cross-site") == "foreign_site"


def test_http_1_0() -> None:
    """It needs no Host; one that it has is looked at."""
    Access().check({}, old=True)
    with pytest.raises(Rejected):
        Access().check({"host": "evil.example"}, old=True)


@pytest.mark.parametrize("origin", ["null", "*", "localhost:3000", "http://a/b", "http://a b", ""])
def test_an_origin_that_is_none(origin: str) -> None:
    """It cannot be named; any page could be one of those."""
    with pytest.raises(ValueError, match="is no origin: write one like http://localhost:3000"):
        Access(origins=frozenset({origin}))


@pytest.mark.parametrize("host", ["*", "http://a", "a:80", "a b", ""])
def test_a_host_that_is_none(host: str) -> None:
    """It cannot be named."""
    with pytest.raises(ValueError, match="is no host: write a name or an address"):
        Access(hosts=frozenset({host}))


@pytest.fixture(scope="module")
def engine() -> Echo:
    """The engine behind the URL."""
    return Echo()


@pytest.fixture(scope="module")
def url(engine: Echo) -> Iterator[str]:
    """A server that one page may ask."""
    with Server(engine, Access(origins=frozenset({PAGE}))) as server:
        yield server.url


def sent(line: str, *headers: str) -> bytes:
    """Write a request without a Host of its own."""
    return "\r\n".join([line, *headers, "", ""]).encode("latin-1")


@pytest.mark.parametrize(
    ("data", "status", "part"),
    [
        (sent("GET / HTTP/1.1"), 400, "none came"),
        (sent("GET / HTTP/1.1", "Host:"), 400, "none came"),
        (sent("GET / HTTP/1.1", "Host: localhost", "Host: localhost"), 400, "several came"),
        (sent("GET http://localhost/ HTTP/1.1"), 400, "none came"),
        (sent("GET / HTTP/1.1", "Host: evil.example:80"), 403, "--allow-host evil.example"),
        (sent("GET http://evil.example/ HTTP/1.1", "Host: localhost"), 403, "evil.example"),
        (request("POST / HTTP/1.1", "Origin: null", body=b"{}"), 403, "--allow-origin"),
        (request("GET / HTTP/1.1", "Sec-Fetch-Site: cross-site"), 403, "--allow-origin"),
        (request("OPTIONS / HTTP/1.1", "Origin: http://evil.example"), 403, "--allow-origin"),
    ],
)
def test_a_request_that_is_turned_away(
    engine: Echo, url: str, data: bytes, status: int, part: str
) -> None:
    """A sentence says what to do, which no page may read; the engine hears nothing of it."""
    with Caller(url) as caller:
        assert caller.send(request("GET /before HTTP/1.1")).answer().status == 200
        engine.seen.clear()
        got = caller.send(data).answer()
        assert (got.status, got.told["success"]) == (status, False)
        assert part in got.told["message"]
        assert not [name for name in got.headers if name.startswith("access-control")]
        assert caller.rest() == b""
    assert not engine.seen


def test_a_body_of_who_is_turned_away(engine: Echo, url: str) -> None:
    """It is not waited for."""
    engine.seen.clear()
    with Caller(url) as caller:
        head = request("POST / HTTP/1.1", "Origin: null", "Content-Length: 9")
        assert caller.send(head).answer().status == 403
    assert not engine.seen


def test_no_page_was_named() -> None:
    """There is not one header for pages, and the engine answers OPTIONS."""
    with Server(Echo()) as server:
        got = asked(
            server.url, request("OPTIONS /x HTTP/1.1", "Access-Control-Request-Method: GET")
        )
    assert got.told["path"] == "/x"
    assert not [name for name in got.headers if name.startswith("access-control")]


def test_a_browser_that_asks_first(engine: Echo, url: str) -> None:
    """It is told that the named page may send what it wants to, and the connection stays."""
    engine.seen.clear()
    with Caller(url) as caller:
        asks = (
            f"Origin: {PAGE}",
            "Access-Control-Request-Method: DELETE",
            "Access-Control-Request-Headers: authorization, client",
            "Access-Control-Request-Private-Network: true",
            "Sec-Fetch-Site: same-site",
        )
        got = caller.send(request("OPTIONS /number/1 HTTP/1.1", *asks)).answer(body=False)
        assert got.status == 204
        assert got.headers["access-control-allow-origin"] == PAGE
        assert got.headers["access-control-allow-methods"] == "DELETE"
        assert got.headers["access-control-allow-headers"] == "authorization, client"
        assert got.headers["access-control-allow-private-network"] == "true"
        assert got.headers["vary"] == "Origin"
        assert "content-length" not in got.headers
        assert not engine.seen
        got = caller.send(request("DELETE /number/1 HTTP/1.1", f"Origin: {PAGE}")).answer()
        assert got.told["method"] == "DELETE"
        assert got.headers["access-control-allow-origin"] == PAGE
        got = caller.send(request("GET / HTTP/1.1")).answer()
        assert "access-control-allow-origin" not in got.headers


def test_options_that_ask_for_nothing(url: str) -> None:
    """They are the engine's, and the named page may read the answer."""
    got = asked(url, request("OPTIONS /x HTTP/1.1", f"Origin: {PAGE}"))
    assert (got.told["method"], got.headers["access-control-allow-origin"]) == ("OPTIONS", PAGE)

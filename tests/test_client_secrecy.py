"""The token appears nowhere: not in what is shown, logged, pickled or traced, whoever says it."""

import copy
import gzip
import json as plain_json
import logging
import pickle
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

import pytest
from plusofon_numbers import (
    AsyncPlusofon,
    Plusofon,
    PlusofonError,
)
from plusofon_numbers.configuration import Token

from tests.bridge import BASE_URL
from tests.contract import EXAMPLES, OPERATIONS
from tests.either import Either, Kind, both_kinds, hurry
from tests.hostile import (
    Hostile,
    Peer,
    answers,
    breaks_off,
    chunks,
    http,
    json,
)
from tests.secrecy import (
    TOKENS,
    bearer,
    check_hidden,
    each_token,
    escaped,
    lower_quoted,
    texts_of,
    told_by,
)

HEAD = b"HTTP/1.1 200 OK\r\n"

# What a server answers with that repeats the token.
ECHOES: dict[str, Callable[[str], bytes]] = {
    "the message": lambda t: json({"success": False, "message": f"Bearer {t}?"}, "400 Bad"),
    "the message, as PHP writes it": lambda t: http(
        escaped({"success": False, "message": f"Bearer {t}?"}), "401 Unauthorized"
    ),
    "the message, as a URL": lambda t: json({"message": f"/?t={quote(t, safe='')}"}, "403 No"),
    "the message, as a URL in small letters": lambda t: json(
        {"message": f"/?t={lower_quoted(t)}"}, "403 No"
    ),
    "the message, as a path": lambda t: json({"message": f"/{quote(t)}"}, "404 Not Found"),
    "the message, as a form": lambda t: json({"message": f"t={quote(t, safe='*-._')}"}, "400 Bad"),
    "the message, with backslashes": lambda t: json(
        {"message": "\\\\" + "\\\\\\".join(t)}, "400 Bad"
    ),
    "the message, cut": lambda t: json({"message": "x" * 390 + t}, "400 Bad"),
    "a property": lambda t: json({"message": "no", "errors": {t: [t]}}, "422 Unprocessable"),
    "a property nobody knows": lambda t: json({"message": "no", "debug": {t: [t]}}, "500 Oh"),
    "a refusal inside 200": lambda t: json({"success": False, "error": [t]}),
    "a wrong path inside 200": lambda t: json({"jsonrpc": "2.0", "error": {"message": t}}),
    "JSON of a wrong type": lambda t: json({"success": t, "code_regions": t, t: t}),
    "a page": lambda t: http(f"<html>{t}</html>".encode(), "502 Bad Gateway"),
    "a page with a link": lambda t: http(f"<a href='?{quote(t, safe='')}'>".encode(), "502 Bad"),
    "a page where none is due": lambda t: http(f"<html>{t}</html>".encode()),
    "a page, packed": lambda t: http(gzip.compress(t.encode()), "500 Oh", "Content-Encoding: gzip"),
    "a page in chunks": lambda t: chunks(t[:7].encode(), t[7:].encode()) + b"0\r\n\r\n",
    "a body that is cut": lambda t: http(t.encode(), length=len(t) + 1),
    "no gzip": lambda t: http(t.encode(), "200 OK", f"X-T: {t}", "Content-Encoding: gzip"),
    "a header": lambda t: http(b"", "502 Bad Gateway", f"X-Authorization: Bearer {t}"),
    "a header, as a URL": lambda t: http(b"", "302 Found", f"Location: /?t={quote(t, safe='')}"),
    "a header, as PHP writes it": lambda t: http(
        b"", "403 No", f"X-Context: {escaped([t]).decode()}"
    ),
    "a header, as a cookie": lambda t: http(b"", "401 No", f"Set-Cookie: token={t}; HttpOnly"),
    "a header of a body that is cut": lambda t: http(b"", "200 OK", f"X-T: {t}", length=1),
    "the reason": lambda t: http(b"", f"500 {t}"),
    "a status that is none": lambda t: http(b"", f"{t} OK"),
    "a header that is none": lambda t: http(b"", "200 OK", t),
    "the name of a header": lambda t: http(b"", "200 OK", f"{t}: x"),
    "a length": lambda t: HEAD + f"Content-Length: {t}\r\n\r\n".encode(),
    "an encoding": lambda t: HEAD + f"Transfer-Encoding: {t}\r\n\r\n".encode(),
    "the size of a chunk": lambda t: chunks() + f"{t}\r\n".encode(),
    "the request itself": lambda t: (
        f"POST / HTTP/1.1\r\nAuthorization: Bearer {t}\r\n\r\n".encode()
    ),
    "a time to wait": lambda t: http(b"", "429 Too Many", f"Retry-After: {t}"),
}


@pytest.mark.parametrize("echo", ECHOES.values(), ids=ECHOES)
@each_token
@both_kinds
def test_a_server_that_repeats_it(
    kind: Kind,
    token: str,
    echo: Callable[[str], bytes],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Wherever it does, the token is taken out before anybody sees it."""
    hurry(monkeypatch)
    caplog.set_level(logging.DEBUG)

    def script(peer: Peer) -> None:
        if request := peer.receive():
            peer.send(echo(bearer(request)))

    for operation in ("listRegions", "buyNumbers"):
        with (
            Hostile(script) as server,
            Either(kind, server.base_url, token=token, max_retries=1) as caller,
            pytest.raises(PlusofonError) as caught,
        ):
            caller.perform(OPERATIONS[operation])
        assert bearer(server.requests[0]) == token
        check_hidden(token, told_by(caught.value))
        again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - our own bytes
        check_hidden(token, told_by(again))
    check_hidden(token, logged(caplog))


def logged(caplog: pytest.LogCaptureFixture) -> Iterator[str]:
    """What the client logged, with all that the records hold."""
    for record in caplog.records:
        if record.name.startswith("plusofon_numbers"):
            yield from texts_of([record.getMessage(), record.args, vars(record)])


def test_what_is_taken_out_is_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the token was, there is a mark, and the rest is as it came."""
    hurry(monkeypatch)
    token = TOKENS["of a framework"]
    answer = json({"message": f"Bearer {token} is old"}, "401 No", f"X-Echo: <{token}>", "X-One: 1")
    with (
        Hostile(answers(answer)) as server,
        Either(Plusofon, server.base_url, token=token) as caller,
        pytest.raises(PlusofonError) as caught,
    ):
        caller.list_regions()
    error = caught.value
    assert error.message == "Bearer [token] is old"
    assert error.content == b'{"message":"Bearer [token] is old"}'
    assert error.raw is not None
    assert (error.raw.headers["X-Echo"], error.raw.headers["X-One"]) == ("<[token]>", "1")


@each_token
@pytest.mark.parametrize("before", [20, 40, 60, 75, 2000])
def test_an_answer_that_is_wrong_where_it_stands(token: str, before: int) -> None:
    """However much of a wrong text is shown, no half of the token stands at its end."""
    offer = EXAMPLES["OffersSample"]["data"][0] | {"buy_price": "x" * before + token}
    with (
        Hostile(answers(json(EXAMPLES["OffersSample"] | {"data": [offer]}))) as server,
        Either(Plusofon, server.base_url, token=token) as caller,
        pytest.raises(PlusofonError, match="buy_price") as caught,
    ):
        caller.search_numbers()
    check_hidden(token, told_by(caught.value))


def test_a_token_that_begins_with_a_backslash() -> None:
    """It is found however often that is doubled, and a long row of others takes no time."""
    token = Token("\\a\\\\b")
    for text in (r"\a\\b", r"\\a\\\\b", "%5ca%5C%5Cb"):
        assert token.redact(text) == "[token]"
    begin = time.monotonic()
    token.redact_bytes(b"\\" * 2**20)
    assert time.monotonic() - begin < 1


@each_token
def test_a_failure_that_is_long(token: str) -> None:
    """It is kept up to a mebibyte, and no half of the token stands at its end."""
    for spaces in range(0, len(token) + 8, 3):
        page = f"{'x ' * (2**19 - len(token) - 4)}{' ' * spaces}{token} {'x ' * 99}".encode()
        with (
            Hostile(answers(http(page, "502 Away"))) as server,
            Either(Plusofon, server.base_url, token=token, max_retries=0) as caller,
            pytest.raises(PlusofonError) as caught,
        ):
            caller.list_numbers()
        assert 2**19 < len(caught.value.content) <= 2**20
        check_hidden(token, iter([caught.value.content.decode()]))


LONG: dict[str, bytes] = {
    "backslashes": b"\\" * 40_000,
    "letters of it": b"4711" * 10_000_000,
    "its beginning": b"Zq4711" * 1_000_000,
    "a refusal": b'{"success":false,"message":"' + b"4711" * 10_000_000 + b'"}',
}


@pytest.mark.parametrize("status", ["500 Oh", "200 OK"])
@pytest.mark.parametrize("content", LONG.values(), ids=LONG)
@each_token
def test_an_answer_in_which_it_is_hard_to_find(token: str, content: bytes, status: str) -> None:
    """Looking for it takes no longer than the call may, since little of a failure is kept."""
    packed = http(gzip.compress(content, 1), status, "Content-Encoding: gzip")
    with (
        Hostile(answers(packed)) as server,
        Either(Plusofon, server.base_url, token=token, timeout=3) as caller,
    ):
        begin = time.monotonic()
        with pytest.raises(PlusofonError) as caught:
            caller.perform(OPERATIONS["buyNumbers"])
    assert time.monotonic() - begin < 3
    # On a quick machine the clock does not tell: what is not kept need not be looked at.
    assert len(caught.value.content) <= 1024 * 1024


@each_token
@both_kinds
def test_a_success_that_repeats_it_in_a_header(kind: Kind, token: str) -> None:
    """Showing the answer, and what it came from, does not show it either."""
    answer = json(EXAMPLES["NumbersSample"], "200 OK", f"X-Echo: Bearer {token}")
    with (
        Hostile(answers(answer)) as server,
        Either(kind, server.base_url, token=token) as caller,
    ):
        page = caller.list_numbers()
        check_hidden(token, iter([repr(page), str(page), repr(page.raw), str(page.raw)]))
        check_hidden(token, texts_of(pickle.dumps(page)))


@each_token
@both_kinds
def test_a_walk_that_repeats_it(kind: Kind, token: str) -> None:
    """A page that is not the next one shows nothing of it."""
    page = EXAMPLES["NumbersSample"] | {"next_page_url": f"http://localhost/?token={token}"}
    with (
        Hostile(answers(json(page, "200 OK", f"X-Echo: Bearer {token}"))) as server,
        Either(kind, server.base_url, token=token) as caller,
        pytest.raises(PlusofonError) as caught,
    ):
        caller.walk(caller.client.list_numbers())
    assert len(server.requests) == 2
    check_hidden(token, told_by(caught.value))


@each_token
@both_kinds
def test_a_failure_without_an_echo(
    kind: Kind, token: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """No logger of any library shows the token by itself, and no frame of theirs is left."""
    hurry(monkeypatch)
    caplog.set_level(logging.DEBUG)
    for script in (breaks_off(), answers(http(b"", "503 Away"))):
        for operation in OPERATIONS.values():
            with (
                Hostile(script) as server,
                Either(kind, server.base_url, token=token, max_retries=1) as caller,
                pytest.raises(PlusofonError) as caught,
            ):
                caller.perform(operation)
            check_hidden(token, told_by(caught.value))
    assert {record.name for record in caplog.records} >= {"plusofon_numbers"}
    check_hidden(token, (text for record in caplog.records for text in texts_of(vars(record))))


@each_token
@both_kinds
def test_what_is_shown_of_a_client(kind: Kind, token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the client, nor what it is made of, nor what is made of it shows its token."""
    monkeypatch.setenv("PLUSOFON_TOKEN", token)
    for given in (token, None):
        with Either(kind, BASE_URL, token=given) as caller:
            client = caller.client
            clones: list[Any] = [client.with_options(timeout=1)]
            clones.append(client.with_options(dry_run=True))
            for one in (client, *clones):
                check_hidden(token, iter([str(one), repr(one), repr(one.__dict__)]))
            dry = caller.wait(clones[1].list_numbers())
            check_hidden(token, iter([repr(dry), str(dry), repr(dry.headers), repr(dry.__dict__)]))
            assert dry.headers["Authorization"] == f"Bearer {token}"
            check_hidden(token, texts_of(client.configuration))
            check_hidden(token, texts_of(pickle.dumps(client.configuration)))
            pending = client.list_numbers() if kind is AsyncPlusofon else None
            check_hidden(token, texts_of(pending))


@pytest.mark.parametrize("copied", [pickle.dumps, copy.copy, copy.deepcopy])
@each_token
@both_kinds
def test_a_client_is_not_copied_with_its_token(
    kind: Kind, token: str, copied: Callable[[Any], Any]
) -> None:
    """Its refusal says what to do instead, and does not show it."""
    with Either(kind, BASE_URL, token=token) as caller:
        with pytest.raises(TypeError, match="PLUSOFON_TOKEN") as caught:
            copied(caller.client)
        check_hidden(token, told_by(caught.value))
        dry = caller.client.with_options(dry_run=True)
        try:
            check_hidden(token, texts_of(pickle.dumps(dry)))
        except TypeError as error:
            check_hidden(token, told_by(error))


WRONG: dict[str, dict[str, Any]] = {
    "a base URL": {"base_url": "restapi.plusofon.ru"},
    "http to another machine": {"base_url": "http://restapi.plusofon.ru/api/v1"},
    "a client code": {"client_code": "two words"},
    "a timeout": {"timeout": -1},
    "a count": {"max_retries": -1},
    "a header": {"headers": {"X": "\n"}},
    "a header of the client's own": {"headers": {"Authorization": "x"}},
    "headers that are none": {"headers": ["X"]},
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
@each_token
@both_kinds
def test_a_client_that_cannot_be_made(kind: Kind, token: str, wrong: dict[str, Any]) -> None:
    """Nothing of what is told about the mistake shows the good token beside it."""
    options: dict[str, Any] = {"base_url": BASE_URL, **wrong}
    with pytest.raises(ValueError, match=next(iter(wrong))) as caught:
        kind(token, **options)
    check_hidden(token, told_by(caught.value))


NO_TOKENS = ["a space", "a\nline", "a\ttab", "кириллица", "\x00", "\x7f", "é", "trailing "]


@pytest.mark.parametrize("wrong", NO_TOKENS, ids=ascii)
@pytest.mark.parametrize("from_environment", [False, True], ids=["given", "in the environment"])
@both_kinds
def test_a_token_that_cannot_be_one(
    kind: Kind, from_environment: bool, wrong: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is refused without being shown: most of it may be a token after all."""
    token = f"Zq4711secret{wrong}Zq4711secret"
    if from_environment and "\x00" not in wrong:
        monkeypatch.setenv("PLUSOFON_TOKEN", token)
    with pytest.raises(ValueError, match="token") as caught:
        kind(None if from_environment and "\x00" not in wrong else token)
    check_hidden(token, told_by(caught.value))


def test_the_tests_can_see_a_token() -> None:
    """What the tests above demand is broken by any spelling of it."""
    for token in TOKENS.values():
        seen = [token, repr(token), plain_json.dumps(token), escaped(token).decode()]
        seen += [quote(token), quote(token, safe=""), lower_quoted(token), repr(token.encode())]
        for text in seen:
            with pytest.raises(AssertionError, match="of the token"):
                check_hidden(token, iter([f"... {text} ..."]))

"""What a token is, where it could show, and in what spelling."""

import json as plain_json
import pickle
import re
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import httpx2
import pytest
from plusofon_numbers import (
    PlusofonError,
    RawAnswer,
)

from tests.hostile import (
    Received,
)

TOKENS: dict[str, str] = {
    "of letters": "Zq4711eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJhdWQiOiIxIn0.Xq4711-_Zq",
    "of a framework": "4711|Zq/wvJ+Kx9/BpZ2hK7sRtQ4vT1cN8mXy3fLg/6dEoUa0=Zq",
    "of everything": "Zq4711/a+b=c|d\"e\\f'g<h>i&j;k~l`m{n}o[p]q^r(s)t*u!v@w#x$y:z?Zq",
}
each_token = pytest.mark.parametrize("token", TOKENS.values(), ids=TOKENS)
TESTS = str(Path(__file__).parent)


def chain(error: BaseException) -> Iterator[BaseException]:
    """An exception and all that it drags along, also what a traceback would not print."""
    seen: list[BaseException] = []
    left: list[BaseException | None] = [error]
    while left:
        one = left.pop()
        if one is not None and one not in seen:
            seen.append(one)
            left += [one.__cause__, one.__context__]
            left += getattr(one, "exceptions", [])  # of a group
            yield one


def texts_of(value: Any) -> Iterator[str]:
    """What somebody could read in a value, who looks inside."""
    match value:
        case bytes() | bytearray():
            yield value.decode("latin-1")
        case RawAnswer():
            yield from texts_of([value.status, value.headers, value.content])
        case httpx2.Headers():
            yield from texts_of(value.raw)
        case dict():
            yield from texts_of(list(value.items()))  # pyright: ignore[reportUnknownArgumentType]
        case list() | tuple():
            for item in value:  # pyright: ignore[reportUnknownVariableType]
                yield from texts_of(item)
        case BaseException():
            yield from texts_of([value.args, vars(value)])
        case _:
            pass
    yield repr(value)  # pyright: ignore[reportUnknownArgumentType]
    yield str(value)  # pyright: ignore[reportUnknownArgumentType]


def told_by(error: BaseException) -> Iterator[str]:
    """All that an exception tells: by itself, by its traceback with local variables, in a pickle.

    The frames of the tests are left out: theirs is the token.
    """
    for one in chain(error):
        yield from texts_of(one)
        told = traceback.TracebackException.from_exception(one, capture_locals=True)
        for frame in told.stack:
            if not frame.filename.startswith(TESTS):
                yield f"{frame.filename}: {frame.locals}"
        if isinstance(one, PlusofonError):
            yield from texts_of(pickle.dumps(one))


def readings(text: str) -> Iterator[str]:
    """A text as it stands, and as those read it who undo what JSON, a repr or a URL did to it."""
    yield text
    yield text.replace("\\", "")
    yield unquote(text).replace("\\", "")


def check_hidden(token: str, texts: Iterator[str]) -> None:
    """Demand that a token cannot be read in texts, neither its beginning nor its end.

    Raises:
        AssertionError: It can, or there is no text.
    """
    parts = {
        part for whole in (token, token.replace("\\", "")) for part in (whole[:10], whole[-10:])
    }
    count = 0
    for count, text in enumerate(texts, 1):  # noqa: B007 - the last one counts
        for reading in readings(text):
            found = [part for part in parts if part in reading]
            assert not found, f"{found} of the token {token!r} in {text[:2000]!r}"
    assert count


def bearer(request: Received) -> str:
    """The token of a request."""
    return request.headers["authorization"].removeprefix("Bearer ")


def escaped(value: Any) -> bytes:
    """JSON as PHP writes it, with a backslash before each slash."""
    return plain_json.dumps(value).replace("/", "\\/").encode()


def lower_quoted(text: str) -> str:
    """A text percent-encoded with small letters."""
    return re.sub("%..", lambda match: match[0].lower(), quote(text, safe=""))

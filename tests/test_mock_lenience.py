"""What is taken on demand, one parameter at a time: where it begins, and where it ends."""

from typing import Any

import pytest

from scripts.mock_server.lenience import FIELDS, FORM, form, is_json, shortened
from scripts.mock_server.request import Request
from tests.one_operation import EITHER_PART, SEND, sent, taken, told, with_x


def easily(schema: dict[str, Any], request: Request) -> dict[str, Any]:
    """What is read of a request with --lenient."""
    return taken(schema, request, lenient=True)


ANY: dict[str, Any] = {"properties": {"x": {}, "y": {}}}


@pytest.mark.parametrize(
    ("request_", "read_"),
    [
        (sent('{"x": 1}', "x=2&y=3"), {"x": 1, "y": "3"}),
        (sent("x=1", "x=2&y=3", FORM), {"x": "1", "y": "3"}),
        (sent("x=1&y=%FF", "", FORM), {"x": "1", "y": "\ufffd"}),
        (sent(b"x=\xff", "", FORM), {"x": "\ufffd"}),
        (sent("", "x=\xff"), {"x": "\ufffd"}),
        (sent("", "x=\xc3\xa9"), {"x": "\xe9"}),
        (sent('{"x": 1}', "y=2", "text/plain"), {"y": "2"}),
        (sent('{"x": 1}', "y=2", ""), {"y": "2"}),
        (sent("[1]", "y=2"), {"y": "2"}),
        (sent('{"x": 1}', "", "text/json"), {"x": 1}),
        (sent("", "x[]=1&x[1]=2&y[]=3&y=4"), {"x": ["1", "2"], "y": "4"}),
        (sent("", "x=&y=1"), {"y": "1"}),
        (sent('{"x": null, "y": ""}', "x=1&y=1"), {}),
        (sent('{"x": " a ", "y": 0}'), {"x": "a", "y": 0}),
        (sent('{"x": 1, "z": 1}'), {"x": 1}),
    ],
)
def test_what_is_taken_on_demand(request_: Request, read_: dict[str, Any]) -> None:
    """A form, a query, broken UTF-8; what cannot be read is passed over."""
    assert easily(ANY, request_) == read_


@pytest.mark.parametrize(
    ("schema", "value", "taken_"),
    [
        ({"type": "integer"}, '"12"', 12),
        ({"type": "integer"}, f'"{"9" * 18}"', int("9" * 18)),
        ({"type": "integer"}, "true", 1),
        ({"type": "integer"}, "0", 0),
        ({"type": "integer", "const": 1}, "1", 1),
        ({"type": "string"}, "5", "5"),
        ({"type": "array", "items": {"type": "integer"}}, '["1", 1, " 2 "]', [1, 2]),
        ({"type": "array", "items": {}}, '["1", 1]', ["1", 1]),
    ],
)
def test_a_value_on_demand(schema: dict[str, Any], value: str, taken_: Any) -> None:
    """Digits are a number, a number its digits, and a list has each once."""
    assert easily(with_x(**schema), sent(f'{{"x": {value}}}')) == {"x": taken_}


@pytest.mark.parametrize("off", ["0", "false", '"0"', '""', "null"])
def test_a_switch_that_is_off(off: str) -> None:
    """What may only be 1 is left out then."""
    assert easily(with_x(type="integer", const=1), sent(f'{{"x": {off}}}')) == {}


@pytest.mark.parametrize(
    ("schema", "value", "said"),
    [
        ({"type": "integer"}, f'"{"9" * 19}"', f'x: an integer was expected, "{"9" * 19}" came.'),
        ({"type": "integer"}, '"-1"', 'x: an integer was expected, "-1" came.'),
        ({"type": "string"}, "true", "x: a text was expected, true came."),
        ({"type": "string"}, "1.5", "x: a text was expected, 1.5 came."),
        ({"type": "array", "items": {}}, '"a"', 'x: a list was expected, "a" came.'),
    ],
)
def test_a_value_even_then_wrong(schema: dict[str, Any], value: str, said: str) -> None:
    """What the provider would not take either is refused."""
    request = sent(f'{{"x": {value}}}')
    assert told(with_x(**schema), request, lenient=True) == f"{said} {SEND}"


@pytest.mark.parametrize(
    ("page", "taken_"),
    [("2", 2), ('"3"', 3), ("0", 1), ("-1", 1), ("1.5", 1), ('"a"', 1), ("[]", 1), ("1", 1)],
)
def test_a_page_on_demand(page: str, taken_: int) -> None:
    """One that is none is the first."""
    schema = {"properties": {"page": {"type": "integer"}}}
    assert easily(schema, sent(f'{{"page": {page}}}')) == {"page": taken_}


def test_a_branch_on_demand() -> None:
    """Only what it has is taken; without one it is asked for."""
    assert easily(EITHER_PART, sent('{"kind": " b ", "n": 1, "m": 2}')) == {"kind": "b", "m": "2"}
    assert told(EITHER_PART, sent('{"n": 1}'), lenient=True).startswith(
        "kind: a or b was expected, nothing came."
    )


def test_too_many_fields() -> None:
    """A form has its bound, and more of it is broken, wherever it stands."""
    fields = "&".join(["x=1"] * FIELDS)
    assert (FIELDS, form(fields)) == (1000, {"x": "1"})
    with pytest.raises(ValueError, match="fields"):
        form(f"{fields}&x=1")
    for request in (sent("", f"{fields}&x=1"), sent(f"{fields}&x=1", "", FORM)):
        assert told(with_x(), request, lenient=True).startswith(
            f'A JSON object was expected as the body, "{fields[:39]}…" came.'
        )


@pytest.mark.parametrize(
    ("text", "read_"),
    [
        ("a=&b", {"a": "", "b": ""}),
        ("a[]=1&a[7]=2", {"a": ["1", "2"]}),
        ("a[x]=1", {"a[x]": "1"}),
        ("[]=1", {"[]": "1"}),
        ("a%0Ab[]=1", {"a\nb": ["1"]}),
    ],
)
def test_a_form(text: str, read_: dict[str, Any]) -> None:
    """Names with brackets are lists."""
    assert form(text) == read_


@pytest.mark.parametrize(
    ("media", "is_it"),
    [
        ("application/json", True),
        ("application/vnd.api+json", True),
        ("json", False),
        ("text/plain", False),
        ("text/plain; a=/json", False),
    ],
)
def test_a_type_of_json(media: str, is_it: bool) -> None:
    """It has json in its name."""
    assert is_json(media) is is_it


def test_slashes_at_the_end() -> None:
    """They are passed over, and nothing else is."""
    assert [shortened(path) for path in ("/a", "/aX/", "/a/b//", "/")] == ["/a", "/aX", "/a/b", ""]

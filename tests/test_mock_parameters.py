"""What callers are told of a wrong parameter, word for word, and what is read at the edges."""

from typing import Any

import pytest

from scripts.mock_server.parameters import accepts, read
from scripts.mock_server.request import Request
from tests.one_operation import EITHER_PART, SEND, operation, sent, taken, told, with_x

WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({"type": "integer"}, '"a"', 'x: an integer was expected, "a" came.'),
    ({"type": "number"}, "null", "x: a number was expected, null came."),
    ({"type": "string"}, "1", "x: a text was expected, 1 came."),
    ({"type": "boolean"}, "1.5", "x: true or false was expected, 1.5 came."),
    ({"type": "null"}, "false", "x: null was expected, false came."),
    ({"type": "array"}, "{}", "x: a list was expected, an object of 0 came."),
    ({"type": "object"}, "[1]", "x: an object was expected, a list of 1 came."),
    ({"type": ["integer", "string"]}, "{}", "x: an integer or a text was expected, {} came."),
    ({"enum": ["a", "b", "c"]}, '"d"', 'x: a, b or c was expected, "d" came.'),
    ({"const": 1}, "2", "x: 1 was expected, 2 came."),
    (
        {"anyOf": [{"type": "integer"}, {"const": "b"}]},
        '"c"',
        'x: an integer or b was expected, "c" came.',
    ),
    ({"minimum": 3}, "2", "x: 3 or more was expected, 2 came."),
    ({"maximum": 3}, "4", "x: 3 or less was expected, 4 came."),
    ({"minLength": 2}, '"a"', 'x: 2 or more characters was expected, "a" came.'),
    ({"maxLength": 2}, '"abc"', 'x: 2 or fewer characters was expected, "abc" came.'),
    ({"pattern": "^b"}, '"a"', 'x: a text that matches ^b was expected, "a" came.'),
    ({"minItems": 2}, "[1]", "x: a list of 2 or more was expected, a list of 1 came."),
    ({"maxItems": 1}, "[1, 2]", "x: a list of 1 or fewer was expected, a list of 2 came."),
    (
        {"minProperties": 1},
        "{}",
        "x: an object of 1 or more properties was expected, an object of 0 came.",
    ),
    (
        {"maxProperties": 1},
        '{"a": 1, "b": 2}',
        "x: an object of 1 or fewer properties was expected, an object of 2 came.",
    ),
    (
        {"uniqueItems": True},
        "[1, 1]",
        "x: a list without repetitions was expected, a list of 2 came.",
    ),
    (
        {"properties": {"c": {}}, "additionalProperties": False},
        '{"a": 1, "b": 2, "c": 3}',
        "x: an object without a, b was expected, an object of 3 came.",
    ),
    (
        {"dependentSchemas": {"a": {"required": ["b"]}}, "required": ["c"]},
        '{"a": 1}',
        "x.c: a value was expected, nothing came.",
    ),
    (
        {"oneOf": [{"type": "string"}, {"type": "integer"}]},
        "null",
        "x: what the document describes was expected, null came.",
    ),
    ({"items": {"type": "integer"}}, '[1, "a"]', 'x.1: an integer was expected, "a" came.'),
]


@pytest.mark.parametrize(("schema", "value", "said"), WRONG, ids=lambda v: str(v)[:30])
def test_a_wrong_value(schema: dict[str, Any], value: str, said: str) -> None:
    """It is told by its name: what was expected, what came, and what to do."""
    said = said.replace("{} came", "an object of 0 came")
    assert told(with_x(**schema), sent(f'{{"x": {value}}}')) == f"{said} {SEND}"


def test_a_wrong_object() -> None:
    """Of the whole body it is told what it is."""
    schema: dict[str, Any] = {"type": "object", "minProperties": 1, "properties": {"x": {}}}
    said = "the body: an object of 1 or more properties was expected, an object of 0 came."
    assert told(schema, sent("{}")) == f"{said} {SEND}"


def test_long_names() -> None:
    """A name that the caller has chosen is cut."""
    long = "n" * 200
    said = told(with_x(**with_x()), sent(f'{{"x": {{"{long}": 1}}}}'))
    assert said.startswith(f"x: an object without {'n' * 59}… was expected, an object of 1 came.")
    said = told(
        with_x(additionalProperties={"type": "integer"}), sent(f'{{"x": {{"{long}": ""}}}}')
    )
    assert said.startswith(f"x.{'n' * 57}…: an integer was expected")
    said = told(with_x(required=[long]), sent('{"x": {}}'))
    assert said.startswith(f"x.{'n' * 57}…: a value was expected")
    said = told(with_x(), sent("{}", content_type=long))
    assert said.startswith(f"A JSON object was expected as the body, {'n' * 59}… came.")


def test_what_is_missing_before_what_follows() -> None:
    """Of several mistakes the missing value is told."""
    schema: dict[str, Any] = {**with_x(type="integer"), "required": ["y"]}
    schema["properties"]["y"] = {"type": "integer"}
    assert told(schema, sent('{"x": "a"}')).startswith("y: a value was expected, nothing came.")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('{"a": 1}', "a: the operation has no such parameter. It has x."),
        (
            '{"a": 1, "b": 1, "x": 1, "c": 1, "d": 1}',
            "a, b, c: the operation has no such parameter. It has x.",
        ),
    ],
)
def test_unknown_names(body: str, said: str) -> None:
    """The first three are told, and what there is."""
    assert told(with_x(), sent(body)) == f"{said} Correct the name or leave it out."


def test_an_operation_without_parameters() -> None:
    """It says that it has none."""
    schema = {"type": "object", "additionalProperties": False}
    assert told(schema, sent('{"a": 1}')).startswith(
        "a: the operation has no such parameter. It has none."
    )


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("{}", "kind: a or b was expected, nothing came."),
        ('{"kind": null}', "kind: a or b was expected, null came."),
        ('{"kind": ["a"]}', "kind: a or b was expected, a list of 1 came."),
        ('{"kind": "c"}', 'kind: a or b was expected, "c" came.'),
        ('{"kind": "a"}', "n: a value was expected, nothing came."),
        ('{"kind": "b", "n": 1}', "n: the operation has no such parameter. It has kind, m."),
    ],
)
def test_the_branch_of_a_body(body: str, said: str) -> None:
    """The discriminator decides which properties there are."""
    assert told(EITHER_PART, sent(body)).startswith(said)


BROKEN: list[tuple[Request, str]] = [
    (sent(""), "nothing came. Send one object"),
    (sent("[1, 2]"), "a list of 2 came. Send one object"),
    (sent("{1"), '"{1" came. Send one object'),
    (sent(b'{"x": "\xff"}'), '"{"x": "\ufffd"}" came. Send one object'),
    (sent("z" * 100), f'"{"z" * 39}…" came. Send one object'),
    (sent("{}", content_type=""), "a body without a type came. "),
    (sent("{}", content_type="text/plain"), "text/plain came. "),
    (sent("[object Object]"), "[object Object] came. "),
    (sent(" [object Object]\n", content_type="text/plain"), "[object Object] came. "),
    (sent('{"x": 1e999999999}'), '"{"x": 1e999999999}" came. Send one object'),
]


@pytest.mark.parametrize(("request_", "said"), BROKEN)
def test_a_broken_body(request_: Request, said: str) -> None:
    """It is told how it began."""
    message = told(with_x(), request_).replace("\\", "")
    assert message.startswith(f"A JSON object was expected as the body, {said}")


def test_a_body_nested_too_deep() -> None:
    """The validator gives up first, and that is said."""
    deep = '{"x": ' + "[" * 900 + "]" * 900 + "}"
    message = told(with_x(items={"type": "integer"}), sent(deep))
    said = "A JSON object was expected as the body, one that is nested too deep came. Send one"
    assert message.startswith(said)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.0", 1),
        ("1.5", 1.5),
        ("1e2", 100),
        ("1e300", 10**300),
        ("9e300", 9 * 10**300),
        ("1.5e-400", 0.0),
        ("-2.0", -2),
    ],
)
def test_a_number_with_a_point(text: str, value: float) -> None:
    """It is an integer where it is one."""
    x = taken(with_x(), sent(f'{{"x": {text}}}'))["x"]
    assert (x, type(x)) == (value, type(value))


def test_a_number_out_of_range() -> None:
    """It has no place in memory."""
    assert "came. Send one object" in told(with_x(), sent('{"x": 1e301}'))


def test_a_body_that_is_not_needed() -> None:
    """Without one the query is read; where both name a parameter, the body wins."""
    schema = {"properties": {name: {"type": "integer"} for name in "xyz"}}
    assert taken(schema, sent("", "x=1&y=-20", method="GET")) == {"x": 1, "y": -20}
    assert taken(schema, sent('{"x": 3}', "x=1&y=2", method="GET")) == {"x": 3, "y": 2}
    assert taken({"type": "object"}, sent("", content_type="")) == {}


@pytest.mark.parametrize(
    ("schema", "query", "said"),
    [
        ({"type": "integer"}, "x=1e3", 'x: an integer was expected, "1e3" came.'),
        ({"type": "integer"}, f"x={'9' * 21}", f'x: an integer was expected, "{"9" * 21}" came.'),
        ({"type": "integer"}, "x=", 'x: an integer was expected, "" came.'),
        ({"type": ["integer"]}, "x=1", 'x: an integer was expected, "1" came.'),
        ({"type": "string", "enum": ["a"]}, "x=1", 'x: a was expected, "1" came.'),
        ({}, "a=1", "a: the operation has no such parameter. It has x."),
        ({}, "%20{a=1", " {a: the operation has no such parameter. It has x. "),
        ({}, f"[{'a' * 80}", f"[{'a' * 58}…: the operation has no such parameter. It has x. "),
    ],
)
def test_a_wrong_query(schema: dict[str, Any], query: str, said: str) -> None:
    """It is told like a body."""
    assert told(with_x(**schema), sent("", query, method="GET"), needed=False).startswith(said)


@pytest.mark.parametrize("query", ["%20{a=1", "{%22x%22:1}", "[1]", "+[1]"])
def test_json_in_a_query(query: str) -> None:
    """That is a mistake that we know, and what to do is said."""
    message = told(with_x(), sent("", query, method="GET"), needed=False)
    assert " It has x. JSON text came as the query string, where it is lost" in message


def test_the_names_that_there_are() -> None:
    """They are told by the alphabet."""
    schema: dict[str, Any] = {"properties": {"z": {}, "a": {}}, "additionalProperties": False}
    for request in (sent("", "{b=1", method="GET"), sent('{"b": 1}')):
        assert " It has a, z. " in told(schema, request, needed=False)


def test_a_query_of_a_change() -> None:
    """It is refused by the first of its names."""
    said = told(with_x(), sent("{}", f"{'y' * 80}=1&x=2"))
    assert said.startswith(f"{'y' * 59}…: the operation has no such parameter. It has x. ")


def test_the_path() -> None:
    """Digits are a number; what it must be is the document's."""
    asked = operation(with_x(), needed=False)
    (parameter,) = asked.parameters.values()
    assert [accepts(parameter, text) for text in ("7", "999", "1000", "x", "")] == [
        *(True, True, False, False, False)
    ]
    for lenient in (False, True):
        assert read(asked, {"id": "7"}, sent('{"x": 1}'), lenient=lenient) == {"id": 7, "x": 1}
        assert read(asked, {"id": "7"}, sent(""), lenient=lenient) == {"id": 7}
    for text, said in [
        ("1000", "id: 999 or less was expected, 1000 came."),
        ("x", 'id: an integer was expected, "x" came.'),
    ]:
        assert told(with_x(), sent("{}"), texts={"id": text}) == f"{said} {SEND}"

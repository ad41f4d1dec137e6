"""How an answer is read against a schema, what is shown of it, and what is hidden."""

from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from scripts.contract import masks
from scripts.contract.document import Document
from scripts.contract.masks import HIDDEN, keep_secret, masked, masked_text
from scripts.contract.reading import Reader, brief, is_marked, kind_of, shown, words
from scripts.contract.values import NOTHING, read_json

SCHEMAS = "#/components/schemas/"
TREE: dict[str, Any] = {
    "openapi": "3.1.0",
    "x-evidence": {"default": "documented"},
    "paths": {},
    "components": {
        "schemas": {
            "Thing": {
                "type": "object",
                "required": ["id", "name"],
                "properties": {
                    "id": {"type": "integer", "minimum": 1},
                    "name": {"type": ["string", "null"]},
                    "code": {"$ref": f"{SCHEMAS}Code"},
                    "inner": {"anyOf": [{"$ref": f"{SCHEMAS}Inner"}, {"type": "null"}]},
                    "list": {"type": "array", "items": {"type": "integer", "maximum": 5}},
                    "things": {"type": "array", "items": {"$ref": f"{SCHEMAS}Inner"}},
                    "any": {"type": "array"},
                    "map": {"type": "object", "additionalProperties": {"type": "string"}},
                },
            },
            "Code": {"anyOf": [{"type": "string", "enum": ["a", "b"]}, {"type": "string"}]},
            "Inner": {"type": "object", "properties": {"deep": {"const": 1}}},
            "Failed": {
                "required": ["success", "error"],
                "properties": {"success": {"const": False}, "error": {"type": "string"}},
            },
            "Answer": {"anyOf": [{"$ref": f"{SCHEMAS}Thing"}, {"$ref": f"{SCHEMAS}Failed"}]},
        }
    },
}
DOCUMENT = Document(yaml.safe_dump(TREE, sort_keys=False))
READER = Reader(DOCUMENT)
THING, PROPERTIES = f"{SCHEMAS}Thing", f"{SCHEMAS}Thing/properties/"
GOOD = {"id": 1, "name": None}


def readings(value: Any, schema: str = THING) -> list[tuple[str, str, str, str]]:
    """What does not hold of a value: where, how, what was expected, what came."""
    return [
        (each.place.removeprefix(SCHEMAS), each.kind, each.expected, each.got)
        for each in READER.read(schema, value)
        if each.kind != "held"
    ]


def test_an_answer_that_holds() -> None:
    """Each place that it has, holds, from the outside to the inside."""
    value: dict[str, Any] = {
        **GOOD,
        "code": "a",
        "inner": {"deep": 1},
        "list": [1, 2],
        "things": [{}],
        "any": ["x"],
        "map": {"k": "v"},
    }
    found = [*READER.read(THING, value)]
    assert {each.kind for each in found} == {"held"}
    assert [each.place.removeprefix(SCHEMAS) for each in found] == [
        "Thing",
        "Thing/properties/id",
        "Thing/properties/name",
        "Thing/properties/code",
        "Thing/properties/inner",
        "Inner/properties/deep",
        "Thing/properties/list",
        "Thing/properties/list",
        "Thing/properties/list",
        "Thing/properties/things",
        "Thing/properties/things",
        "Thing/properties/any",
        "Thing/properties/map",
        "Thing/properties/map/additionalProperties",
    ]
    scalar = found[1]
    assert (scalar.value, scalar.expected, scalar.got) == (1, "", "")


AT = "Thing/properties/"
WRONG: list[tuple[Any, list[tuple[str, str, str, str]]]] = [
    ([1], [("Thing", "wrong", "an object", "array [1]")]),
    (
        {},
        [
            (f"{AT}id", "missing", "to be there always", "no such property"),
            (f"{AT}name", "missing", "to be there always", "no such property"),
        ],
    ),
    (GOOD | {"id": 0}, [(f"{AT}id", "wrong", "integer from 1", "integer 0")]),
    (GOOD | {"id": True}, [(f"{AT}id", "wrong", "integer from 1", "boolean true")]),
    (GOOD | {"name": 1.5}, [(f"{AT}name", "wrong", "string or null", "number 1.5")]),
    (GOOD | {"code": 1}, [(f"{AT}code", "wrong", 'one of "a", "b" or string', "integer 1")]),
    (GOOD | {"code": "c"}, [("Code/anyOf/0", "new code", 'one of "a", "b"', 'string "c"')]),
    (GOOD | {"inner": 1}, [(f"{AT}inner", "wrong", "object or null", "integer 1")]),
    (GOOD | {"inner": {"deep": 2}}, [("Inner/properties/deep", "wrong", "1", "integer 2")]),
    (GOOD | {"list": {}}, [(f"{AT}list", "wrong", "an array", "object {}")]),
    (
        GOOD | {"list": [1, 6, "x"]},
        [
            (f"{AT}list", "wrong item", "items: integer to 5", "integer 6"),
            (f"{AT}list", "wrong item", "items: integer to 5", 'string "x"'),
        ],
    ),
    (GOOD | {"things": [1]}, [(f"{AT}things", "wrong item", "items: an object", "integer 1")]),
    (
        GOOD | {"things": [{"deep": 2}]},
        [("Inner/properties/deep", "wrong", "1", "integer 2")],
    ),
    (
        GOOD | {"map": {"k": 1}},
        [(f"{AT}map/additionalProperties", "wrong", "string", "integer 1")],
    ),
    (GOOD | {"a/b": [1]}, [(f"{AT}a~1b", "unlisted", "", "array [1]")]),
]


@pytest.mark.parametrize(("value", "told"), WRONG, ids=lambda each: str(each)[:40])
def test_an_answer_that_differs(value: Any, told: list[tuple[str, str, str, str]]) -> None:
    """Where, what was expected, and what came."""
    assert readings(value) == told


def test_what_was_asked_for_and_failures() -> None:
    """An answer with all marks of a failure is read as that."""
    answer, failed = f"{SCHEMAS}Answer", f"{SCHEMAS}Failed"
    assert READER.branch(answer, {"success": False, "error": "x"}) == failed
    others: list[Any] = [{"success": True, "error": "x"}, {"success": False}, GOOD, [], None]
    for other in others:
        assert READER.branch(answer, other) == THING
    assert READER.branch(f"{SCHEMAS}Inner", {}) == f"{SCHEMAS}Inner"
    assert not is_marked(TREE["components"]["schemas"]["Failed"], "text")
    assert READER.is_valid(answer, GOOD)
    assert not READER.is_valid(THING, {})


@pytest.mark.parametrize(
    ("schema", "said"),
    [
        ({"const": "ä"}, '"ä"'),
        ({"enum": ["a", 1]}, 'one of "a", 1'),
        ({}, "anything"),
        ({"type": ["integer", "null"]}, "integer or null"),
        ({"type": "string", "pattern": "^a"}, "string like ^a"),
        ({"maximum": 5, "minimum": 1, "type": "number"}, "number from 1 to 5"),
    ],
)
def test_what_a_schema_wants(schema: dict[str, Any], said: str) -> None:
    """It is said for people."""
    assert words(schema) == said


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ({}, "object"),
        ([], "array"),
        ("", "string"),
        (True, "boolean"),
        (None, "null"),
        (1, "integer"),
        (1.5, "number"),
    ],
)
def test_the_type_of_a_value(value: Any, kind: str) -> None:
    """It is called as schemas call it."""
    assert kind_of(value) == kind


def test_what_is_shown_of_a_value() -> None:
    """It is short, and has nobody's number in it."""
    assert shown("ä") == 'string "ä"'
    assert brief("a" * 58) == f'"{"a" * 58}"'
    assert brief("a" * 59) == f'"{"a" * 59}…'
    assert brief({"number": 79161234567}) == '{"number": "•••••••••67"}'


# What is hidden.


@pytest.fixture(autouse=True)
def no_secrets(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing is a secret from before."""
    kept = set[str]()
    monkeypatch.setattr(masks, "_SECRETS", kept)
    yield
    assert not kept - {"s3cr", "s3cret"}


@pytest.mark.parametrize(
    ("text", "masked_"),
    [
        ("79161234567", "•••••••••67"),
        ("+7 (916) 123-45-67 and 5", "•••••••••67 and 5"),
        ("123456", "123456"),
        ("1234567", "•••••67"),
        ("at 2026-01-02 03:04:05", "at 2026-01-02 03:04:05"),
        ("on 2026-01-02", "on 2026-01-02"),
        ("at 2026-01-02T03:04", "at 2026-01-02T03:04"),
        ("2026-01-02 5555", "••••••••••55"),
        ("Authorization: Bearer abc", f"Authorization: Bearer {HIDDEN}"),
        ("basic abc, token x;y", f"basic {HIDDEN}, token {HIDDEN};y"),
        ("a" * 31 + "1", HIDDEN),
        ("a" * 40, "a" * 40),
        ("a" * 30 + "1", "a" * 30 + "1"),
        ("eyJhb.eyJz.c-_ end", f"{HIDDEN} end"),
        ("x-" + "a1" * 16 + ".b.c!", f"{HIDDEN}!"),
    ],
)
def test_a_text_with_secrets(text: str, masked_: str) -> None:
    """Tokens go, telephone numbers keep two digits, times stay."""
    assert masked_text(text) == masked_


@pytest.mark.parametrize(
    "name",
    [
        *("token", "access_token", "client_secret", "Password", "Authorization", "authorisation"),
        *("Set-Cookie", "api-key", "apikey", "session_id", "csrf", "PIN"),
    ],
)
def test_a_value_with_a_secret_name(name: str) -> None:
    """It is nobody's business, whatever it is."""
    assert masked({name: [1, {"a": 2}]}) == {name: HIDDEN}


def test_a_value_with_secrets() -> None:
    """Inside of all that it has, names too; other values stay as they are."""
    value = {"79161234567": [9161234567, 10**9, -(10**9), 999999999, True, None, 1.5], "pins": 1}
    assert masked(value) == {
        "•••••••••67": ["••••••••67", "••••••••00", "-••••••••00", 999999999, True, None, 1.5],
        "pins": 1,
    }


def test_a_secret_that_is_known() -> None:
    """It is hidden wherever it stands, the longest first; a text too short is no secret."""
    for text in ("s3cr", "s3cret", "abc"):
        keep_secret(text)
    assert masked_text("a s3cret, s3cr and abc") == f"a {HIDDEN}, {HIDDEN} and abc"


# JSON of others.


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": ["\\ud800", 1]}', {"a": ["?", 1]}),
        ('{"\\udc00": "ä"}', {"?": "ä"}),
        ("null", None),
        ("1.5", 1.5),
    ],
)
def test_json_of_others(text: str, value: Any) -> None:
    """Halves of characters are replaced, so that it can be written."""
    assert read_json(text) == value


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, "<html>"])
def test_what_is_no_json(text: str) -> None:
    """It is nothing."""
    assert read_json(text) is NOTHING

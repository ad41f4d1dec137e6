"""A small contract by its places: what stands there, its grade, its facts, and what is promised."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from scripts.contract import codes
from scripts.contract import document as module
from scripts.contract.document import Document, Operation, below, is_list, is_object, one_line
from scripts.contract.errors import (
    CannotRun,
    Elsewhere,
    Interrupted,
    NothingToLearn,
    Refused,
    Stopped,
    TooManyRequests,
    Unreachable,
)
from scripts.contract.facts import (
    ENDED_BEFORE,
    NOTHING_LIKE_IT,
    OUTSIDE,
    UNPROVOKED,
    Difference,
    Fact,
    Standing,
    State,
    facts_of,
    fields,
)
from scripts.contract.promises import PROMISES, Promise
from tests.contract import DOCUMENT as CONTRACT
from tests.contract import ROOT

JSON = "application/json"
SCHEMAS = "#/components/schemas/"
TREE: dict[str, Any] = {
    "openapi": "3.1.0",
    "servers": [{"url": "https://live.example:443/api/v1"}, {"url": "http://other.example/x"}],
    "x-evidence": {"default": "documented"},
    "number": 5,
    "c~d": {"$ref": f"{SCHEMAS}Text", "x-evidence": "observed"},
    "x-outside-operations": {"no/where": {"$ref": "#/components/responses/Gone"}},
    "paths": {
        "/thing/{id}": {
            "delete": {
                "operationId": "dropThing",
                "summary": "Drop it",
                "x-evidence": "observed",
                "x-repetition": {"may": "never"},
                "responses": {"200": {"$ref": "#/components/responses/Done"}},
            },
            "get": {
                "operationId": "readThing",
                "summary": "Read\n  it",
                "x-repetition": {"may": "always"},
                "requestBody": {"content": {JSON: {"schema": {"$ref": f"{SCHEMAS}Wish"}}}},
                "responses": {
                    "200": {
                        "description": "It.\n",
                        "content": {JSON: {"schema": {"$ref": f"{SCHEMAS}Answer"}}},
                    },
                    "404": {"$ref": "#/components/responses/Gone"},
                },
            },
            "post": {
                "operationId": "makeThing",
                "summary": "Make it",
                "x-repetition": {"may": "never"},
                "requestBody": {"content": {JSON: {"schema": {"$ref": f"{SCHEMAS}Kinds"}}}},
                "responses": {"200": {"$ref": "#/components/responses/Done"}},
            },
        }
    },
    "components": {
        "responses": {
            "Gone": {"x-evidence": "inferred", "summary": "Gone (why, sampled)", "description": ""},
            "Done": {
                "description": "Done.",
                "content": {JSON: {"schema": {"properties": {"ok": {"const": True}}}}},
            },
        },
        "schemas": {
            "Wish": {"properties": {"x": {"$ref": f"{SCHEMAS}Text"}, "y": {"type": "integer"}}},
            "Text": {"type": "string", "description": "A text.", "x-evidence": "sampled"},
            "Kinds": {
                "oneOf": [{"$ref": f"{SCHEMAS}Wish"}, {"$ref": f"{SCHEMAS}Text"}],
                "properties": {"kind": {"description": "Which."}},
            },
            "Answer": {"anyOf": [{"$ref": f"{SCHEMAS}Thing"}, {"$ref": f"{SCHEMAS}Text"}]},
            "Thing": {
                "properties": {
                    "list": {"items": {"properties": {"a": {}}}},
                    "or": {"anyOf": [{"properties": {"b": {"summary": "B."}}}, {"type": "null"}]},
                    "flag": {},
                }
            },
        },
    },
}
DOCUMENT = Document(yaml.safe_dump(TREE, sort_keys=False), "small.yaml")
READ = "#/paths/~1thing~1{id}/get"


def test_the_operations() -> None:
    """Each path by path, in a fixed order of methods, with its place."""
    assert [*DOCUMENT.operations] == ["readThing", "makeThing", "dropThing"]
    read = DOCUMENT.operations["readThing"]
    assert read == Operation(
        "readThing", "GET", "/thing/{id}", READ, TREE["paths"]["/thing/{id}"]["get"]
    )
    assert [each.only_reads for each in DOCUMENT.operations.values()] == [True, False, False]
    assert module.METHODS == ("get", "post", "patch", "put", "delete")


def test_where_it_is_served() -> None:
    """The path of the first server, and the hosts of all."""
    assert (DOCUMENT.prefix, DOCUMENT.hosts) == ("/api/v1", ["live.example", "other.example"])


def test_places() -> None:
    """A place is a JSON Pointer; what is not there is a KeyError."""
    assert below("#", "a/b", "c~d", 0) == "#/a~1b/c~0d/0"
    assert DOCUMENT.at("#/servers/1/url") == "http://other.example/x"
    assert DOCUMENT.at("#/x-outside-operations/no~1where") == {
        "$ref": "#/components/responses/Gone"
    }
    assert DOCUMENT.at("#") == TREE
    with pytest.raises(KeyError):
        DOCUMENT.at("#/paths/none")
    assert DOCUMENT.end(f"{READ}/responses/404") == "#/components/responses/Gone"
    assert DOCUMENT.end(READ) == READ
    assert (is_object({}), is_object([]), is_list([]), is_list({})) == (True, False, True, False)


@pytest.mark.parametrize(
    ("place", "grade"),
    [
        (READ, "documented"),
        ("#/paths/~1thing~1{id}/delete", "observed"),
        (f"{READ}/responses/404", "inferred"),
        (f"{SCHEMAS}Wish/properties/x", "sampled"),
        ("#/openapi", "documented"),
        ("#/number", "documented"),
        ("#/c~0d", "observed"),
    ],
)
def test_a_grade(place: str, grade: str) -> None:
    """Its own, that of what it refers to, or that of all."""
    assert DOCUMENT.grade(place) == grade


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (READ, "Read it"),
        (f"{READ}/responses/200", "It."),
        (f"{READ}/responses/404", ""),
        (f"{SCHEMAS}Wish/properties/x", "A text."),
        (f"{SCHEMAS}Wish/properties/y", ""),
        ("#/openapi", "3.1.0"),
        (f"{SCHEMAS}Thing/properties/or/anyOf/0/properties/b", "B."),
    ],
)
def test_what_stands_there(place: str, said: str) -> None:
    """In one line: a description before a summary, here or where it refers to."""
    assert DOCUMENT.describe(place) == said
    assert one_line(" a\n  b\t") == "a b"


def test_bodies_and_answers() -> None:
    """At the ends of references; success comes first."""
    read, make, drop = DOCUMENT.operations.values()
    assert [DOCUMENT.body(each) for each in (read, make, drop)] == [
        *(f"{SCHEMAS}Wish", f"{SCHEMAS}Kinds", None)
    ]
    done = f"#/components/responses/Done/content/{JSON.replace('/', '~1')}/schema"
    assert [DOCUMENT.success(each) for each in (read, drop)] == [f"{SCHEMAS}Thing", done]
    assert DOCUMENT.branches(f"{SCHEMAS}Answer") == [f"{SCHEMAS}Thing", f"{SCHEMAS}Text"]
    assert DOCUMENT.branches("#/openapi") == ["#/openapi"]


def test_fields() -> None:
    """At every depth, through lists and choices."""
    inside = f"{SCHEMAS}Thing/properties/"
    assert [*fields(DOCUMENT, f"{SCHEMAS}Thing")] == [
        f"{inside}list",
        f"{inside}list/items/properties/a",
        f"{inside}or",
        f"{inside}or/anyOf/0/properties/b",
        f"{inside}flag",
    ]


@pytest.mark.parametrize("text", ["a: [", "[]", "openapi: 3.1.0", "openapi: 1\npaths: {}"])
def test_what_is_no_contract(text: str, tmp_path: Path) -> None:
    """The sentence names it, and what was expected."""
    path = tmp_path / "other.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CannotRun) as refused:
        Document.load(path)
    assert str(refused.value) == (
        f"{path} is no contract: openapi, paths and x-evidence were expected."
    )


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    """It is not there, or no text."""
    binary = tmp_path / "binary"
    binary.write_bytes(b"\xff\xfe\x00")
    for path in (tmp_path / "none", binary):
        with pytest.raises(CannotRun) as refused:
            Document.load(path)
        assert str(refused.value) == f"{path} cannot be read as text. Name the contract."
    assert module.DOCUMENT == ROOT / "openapi.yaml"
    installed = ROOT / "scripts" / "plusofon_numbers_mock" / "openapi.yaml"
    assert (ROOT / "openapi.yaml", installed) == module.PLACES


# Facts.

KEPT = Promise("kept", "readThing", READ, "Read it")


def test_the_facts() -> None:
    """Operation by operation: itself, what it takes, its answers, their fields; then the rest."""
    told = [(each.operation, each.claim, each.grade) for each in facts_of(DOCUMENT, [KEPT])]
    assert told == [
        ("readThing", "Read\n  it: GET /thing/{id}", "documented"),
        ("readThing", "x: A text.", "sampled"),
        ("readThing", "y:", "documented"),
        ("readThing", "200: It.", "documented"),
        ("readThing", "404: ", "inferred"),
        ("readThing", "list:", "documented"),
        ("readThing", "a:", "documented"),
        ("readThing", "or:", "documented"),
        ("readThing", "b: B.", "documented"),
        ("readThing", "flag:", "documented"),
        ("makeThing", "Make it: POST /thing/{id}", "documented"),
        ("makeThing", "Wish:", "documented"),
        ("makeThing", "Text: A text.", "sampled"),
        ("makeThing", "kind: Which.", "documented"),
        ("makeThing", "200: Done.", "documented"),
        ("makeThing", "ok:", "documented"),
        ("dropThing", "Drop it: DELETE /thing/{id}", "observed"),
        ("dropThing", "200: Done.", "documented"),
        ("dropThing", "ok:", "documented"),
        (OUTSIDE, "", "inferred"),
        ("readThing", "Read it", "documented"),
    ]
    *_, outside, promise = facts_of(DOCUMENT, [KEPT])
    assert outside.key == ("outside operations", "#/x-outside-operations/no~1where", "")
    assert promise.key == ("readThing", READ, "kept")


def test_the_facts_of_little() -> None:
    """A contract may have nothing outside of its operations, and a body without fields."""
    with pytest.raises(CannotRun, match=r"^the document is no contract: "):
        Document("[]")
    assert [*facts_of(Document("openapi: 1\npaths: {}\nx-evidence: {}"), [])] == []
    put = TREE["paths"]["/thing/{id}"]["get"] | {
        "requestBody": {"content": {JSON: {"schema": {"type": "object"}}}}
    }
    small = {**TREE, "paths": {"/a": {"put": put}}}
    del small["x-outside-operations"]
    claims = [each.claim for each in facts_of(Document(yaml.safe_dump(small)), [])]
    assert claims[:2] == ["Read\n  it: PUT /a", "200: It."]


def test_what_became_of_a_fact() -> None:
    """One difference weighs more than any number of times that it held."""
    fact = Fact("a", f"{READ}/responses/403", "c", "inferred")
    standing = Standing(fact)
    assert (standing.state, standing.why, standing.is_news) == (
        State.NOT_TRIED,
        NOTHING_LIKE_IT,
        True,
    )
    assert not standing.is_unprovoked
    standing.why = UNPROVOKED["403"]
    assert standing.is_unprovoked
    standing.held = 3
    assert standing.state is State.HELD
    standing.differences.append(Difference("a", "b", "c"))
    assert standing.state is State.DIFFERS
    assert not Standing(Fact("a", "b", "c", "observed")).is_news
    assert [state.value for state in State] == ["held", "differs", "not tried"]
    assert ENDED_BEFORE == "no answer had it before the run ended"
    assert NOTHING_LIKE_IT == "no answer had it"
    between = "needs a failure between here and the server"
    assert {
        "401": "tried with operations that read only",
        "403": "needs a token that lacks the right",
        "422": "no request is known that is answered so",
        "429": "would need too many requests",
        "500": "needs a token without access, or a failure of the server",
        "502": between,
        "503": "needs a failure of the server",
        "504": between,
        "201": "the server decides between 200 and 201",
    } == UNPROVOKED


# Promises.


@pytest.mark.parametrize(
    ("words", "means", "claim", "grade"),
    [
        ("A text.", "", "A text.", "sampled"),
        ("A text.", "That.", "That.", "sampled"),
    ],
)
def test_a_promise(words: str, means: str, claim: str, grade: str) -> None:
    """It has the grade of its place."""
    promise = Promise("p", "readThing", f"{SCHEMAS}Text", words, means)
    assert (promise.claim, promise.grade(DOCUMENT)) == (claim, grade)


@pytest.mark.parametrize("grade", ["inferred", "observed", "sampled", "documented"])
@pytest.mark.parametrize("before", ["", "as clients do, "])
def test_a_promise_with_a_grade_of_its_own(grade: str, before: str) -> None:
    """It stands in brackets at the end, and is no part of the claim."""
    words = f"It is so ({before}{grade})"
    tree = {**TREE, "info": {"description": f"First. {words}. Then."}}
    document = Document(yaml.safe_dump(tree))
    promise = Promise("p", "readThing", "#/info", words)
    assert (promise.claim, promise.grade(document)) == ("It is so", grade)


@pytest.mark.parametrize("place", [READ, "#/none", "#/servers/9", "#/servers/x"])
def test_words_that_do_not_stand_there(place: str) -> None:
    """They stop the start."""
    with pytest.raises(CannotRun) as refused:
        Promise("p", "readThing", place, "Not there").grade(DOCUMENT)
    assert str(refused.value) == (
        f'{place} does not say "Not there" (any more): look at promises.py.'
    )


def test_the_promises() -> None:
    """No two have one name, and each stands in the contract."""
    keys = [(each.operation, each.name) for each in PROMISES]
    assert len(keys) == len({*keys}) > 50
    contract = Document(yaml.safe_dump(CONTRACT, allow_unicode=True))
    assert {each.grade(contract) for each in PROMISES} == {"documented", "observed", "inferred"}


# How it ends.


def test_what_ends_a_run() -> None:
    """Misuse is no end of a run; a 429 says how long to wait, a signal which it was."""
    assert issubclass(NothingToLearn, CannotRun)
    assert not issubclass(CannotRun, Stopped)
    assert all(issubclass(each, Stopped) for each in (Refused, Elsewhere, Unreachable))
    waited = TooManyRequests(2.5)
    assert waited.wait == 2.5
    assert str(waited) == (
        "The server answered 429, too many requests. Wait, then run it with a smaller --rate."
    )
    interrupted = Interrupted(15)
    assert (interrupted.signal, str(interrupted)) == (15, "The run was interrupted.")


def test_the_exit_codes() -> None:
    """Each is told."""
    assert (*(0, 1, 2, 3, 4, 5),) == (
        codes.HELD,
        codes.BROKEN,
        codes.MISUSE,
        codes.NEWS,
        codes.ENDED,
        codes.LEFT,
    )
    assert codes.FAILED == 70
    assert codes.told_codes() == (
        "exit codes:\n"
        "  0    all that was tried held\n"
        "  1    a promise of the provider is broken\n"
        "  2    misuse, or a file that cannot be read or written\n"
        "  3    no promise is broken, and there is news about the provider\n"
        "  4    it ended early: a 429, an unknown token, another API, or nobody there\n"
        "  5    something could not be undone; the report says what\n"
        "  70   a mistake of this program\n"
        "  130  interrupted (terminated: 143); what was done is undone"
    )

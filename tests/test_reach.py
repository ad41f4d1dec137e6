"""What property tests reach of the document: how it is noted, and how it is judged."""

import runpy
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from scripts.build_docs.document import Document, Operation
from scripts.score import reach as judge
from scripts.score.keywords import APPLIES, MISSING, places, verdicts
from scripts.score.reach import Reached, Reason, everything, figures, gaps, last_run, reasons
from tests import reach
from tests.contract import DOCUMENT, ROOT

OPERATIONS = reach.OPERATIONS
CODE = {"anyOf": [{"type": "string", "enum": ["Y"]}, {"type": "string", "maxLength": 2}]}
KINDS = {
    "oneOf": [{"$ref": "#/components/schemas/Sip"}, {"$ref": "#/components/schemas/Off"}],
    "discriminator": {
        "propertyName": "type",
        "mapping": {"sip": "#/components/schemas/Sip", "off": "#/components/schemas/Off"},
    },
}
SCHEMAS = {
    "Sip": {"type": "object", "required": ["id"], "properties": {"type": {"const": "sip"}}},
    "Off": {"type": "object", "properties": {"type": {"const": "off"}}},
}


def document(schema: dict[str, Any], *, required: bool = False) -> Document:
    """A document of one operation that takes a body."""
    body = {"required": required, "content": {"application/json": {"schema": schema}}}
    answer: dict[str, Any] = {"content": {"application/json": {"schema": {}}}}
    operation: dict[str, Any] = {
        "operationId": "ask",
        "requestBody": body,
        "responses": {"200": answer},
    }
    return Document({"paths": {"/ask": {"post": operation}}, "components": {"schemas": SCHEMAS}})


def taking(schema: dict[str, Any], *, required: bool = False) -> Operation:
    """Its operation."""
    (operation,) = document(schema, required=required).operations
    return operation


def judged(schema: dict[str, Any], body: Any, *, required: bool = False) -> dict[str, bool]:
    """What a body does to the keywords of a schema."""
    return {
        each.place: each.is_kept for each in verdicts(taking(schema, required=required), {}, body)
    }


@pytest.mark.parametrize(
    ("schema", "body", "expected"),
    [
        ({"type": "integer"}, True, {"body type": False}),
        ({"type": "integer"}, 1.0, {"body type": True}),
        ({"minimum": 1}, 0, {"body minimum": False}),
        ({"minimum": 1}, "0", {}),
        ({"maxLength": 2}, "abc", {"body maxLength": False}),
        ({"maxLength": 2}, 123, {}),
        ({"uniqueItems": True}, [1, 1], {"body uniqueItems": False}),
        ({"required": ["a"]}, {}, {"body required a": False}),
        ({"required": ["a"]}, {"a": 1}, {"body required a": True}),
        ({"additionalProperties": False}, {"a": 1}, {"body additionalProperties": False}),
        ({"items": {"minimum": 1}}, [1], {"body[] minimum": True}),
        (
            {"properties": {"a": {"const": 1}}},
            {"a": 2},
            {"body.a property": False, "body.a const": False},
        ),
        ({"properties": {"a": {"const": 1}}}, {}, {}),
        (
            {"dependentSchemas": {"a": {"properties": {"b": {"const": 1}}}}},
            {"a": 1, "b": 2},
            {"body dependentSchemas a": False},
        ),
        ({"dependentSchemas": {"a": {"required": ["b"]}}}, {}, {}),
        (
            CODE,
            "Q",
            {
                "body anyOf": True,
                "body|1 type": True,
                "body|1 enum": False,
                "body|2 type": True,
                "body|2 maxLength": True,
            },
        ),
        (
            KINDS,
            {"type": "sip"},
            {
                "body oneOf": True,
                "body<sip> type": True,
                "body<sip> required id": False,
                "body<sip>.type property": True,
                "body<sip>.type const": True,
            },
        ),
        (KINDS, {"type": "none"}, {"body oneOf": False}),
        (KINDS, [], {"body oneOf": False}),
    ],
)
def test_a_keyword(schema: dict[str, Any], body: Any, expected: dict[str, bool]) -> None:
    """It is kept or broken by a value that it says something of, and only by that."""
    assert judged(schema, body) == expected
    assert expected.keys() <= {*places(taking(schema))}


def test_a_body_that_is_left_out() -> None:
    """Where it is required, that breaks what says so, and nothing else."""
    assert judged({"type": "object"}, MISSING, required=True) == {"body required": False}
    assert judged({"type": "object"}, MISSING) == {}


def test_a_keyword_that_nobody_knows() -> None:
    """It stops the count, or else it would never be missed."""
    with pytest.raises(ValueError, match="body: what keeps multipleOf"):
        list(places(taking({"multipleOf": 2})))
    assert [*places(taking({"x-distinct": True, "description": "A number."}))] == []


def test_the_requests_that_the_document_shows() -> None:
    """They break nothing that decides, and touch nothing that is not counted."""
    for operation in OPERATIONS.values():
        counted = [*places(operation)]
        assert len({*counted}) == len(counted)
        for example in operation.body_content.get("examples", {}).values():
            found = verdicts(operation, {}, example["value"])
            assert [each for each in found if each.decides and not each.is_kept] == []
            assert {each.place for each in found} <= {*counted}


@pytest.fixture
def noted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a test note something without anybody believing it."""
    for name in ("STATUSES", "KEPT", "BROKEN", "RAN"):
        monkeypatch.setattr(reach, name, set[tuple[str, str]]())


@pytest.mark.usefixtures("noted")
def test_a_request_that_is_allowed() -> None:
    """What it keeps is noted; that another branch of a choice would not take it is no mistake."""
    body = {"type": "sip", "numbers": [15], "sip_id": 73, "cli_type": "Q"}
    reach.note_request("forwardNumbers", {}, body)
    assert ("forwardNumbers", "body<sip>.sip_id maximum") in reach.KEPT
    assert {("forwardNumbers", "body<sip>.cli_type|1 enum")} == reach.BROKEN


@pytest.mark.usefixtures("noted")
def test_a_request_that_is_wrong_in_one_place() -> None:
    """What it breaks is noted, and nothing is that it keeps."""
    reach.note_request("releaseNumber", {"number_id": "15"}, {"pin": ""})
    broken = {("releaseNumber", f"body.pin {what}") for what in ("property", "minLength")}
    assert broken == reach.BROKEN
    assert not reach.KEPT


@pytest.mark.usefixtures("noted")
def test_a_request_that_is_wrong_in_two_places() -> None:
    """Nothing is noted: it is refused for one of them, whichever."""
    reach.note_request("releaseNumber", {"number_id": "0"}, {"pin": ""})
    reach.note_request("reserveNumber", {}, {"number": 1, "owner_type": "company"})
    assert not reach.KEPT | reach.BROKEN


@pytest.mark.usefixtures("noted")
def test_a_part_of_the_tests(tmp_path: Path) -> None:
    """Nothing is written down before each has run for each operation."""
    runs = [(test, name) for test, names in reach.NOTING.items() for name in sorted(names)]
    for test, name in runs[:-1]:
        reach.note_answer(test, name, 200)
    reach.write(tmp_path / "reached.json")
    assert [*tmp_path.iterdir()] == []
    reach.add([[], [], [["ask", "body type"]], [[*runs[-1]]]])
    reach.write(tmp_path / "reached.json")
    text = (ROOT / "openapi.yaml").read_text(encoding="utf-8")
    written = last_run(text, tmp_path / "reached.json")
    assert written
    assert written.broken == {("ask", "body type")}
    assert last_run(f"{text}\n", tmp_path / "reached.json") is None
    assert last_run(text, tmp_path / "no-such.json") is None


SMALL = document({"type": "object"})
NOT_BROKEN = Reached("", {("ask", "200")}, {("ask", "body type")}, set())
ALL = Reached("", {("ask", "200")}, {("ask", "body type")}, {("ask", "body type")})


@pytest.mark.parametrize(
    ("reached", "known", "told"),
    [
        (ALL, [], []),
        (NOT_BROKEN, [], ["ask: no property test has broken body type"]),
        (NOT_BROKEN, [Reason("ask", "broken", "body type", "So it is.")], []),
        (NOT_BROKEN, [Reason("ask", "broken", "*", "So it is.")], []),
        (NOT_BROKEN, [Reason("ask", "kept", "body type", "?")], ["no property test", "is reached"]),
        (ALL, [Reason("ask", "broken", "body *", "So it was.")], ["body type is reached"]),
        (ALL, [Reason("ask", "answered", "404", "So it was.")], ["nothing like it"]),
        (ALL, [Reason("tell", "broken", "*", "So it was.")], ["nothing like it"]),
    ],
)
def test_what_is_not_reached(reached: Reached, known: list[Reason], told: list[str]) -> None:
    """It has a reason, and what has one is not reached."""
    found = [*gaps(SMALL, reached, known)]
    assert len(found) == len(told)
    assert all(part in line for part, line in zip(told, found, strict=True)), found


def test_the_figures() -> None:
    """Each keyword counts twice, kept and broken; what was called is what has answered."""
    counted = {name: (count.found, count.of) for name, count in figures(SMALL, NOT_BROKEN).items()}
    assert counted == {
        judge.OPERATIONS: (1, 1),
        judge.STATUSES: (1, 1),
        judge.PROPERTIES: (0, 0),
        judge.KEYWORDS: (1, 2),
    }


def test_the_reasons() -> None:
    """Each is of something that the document has, and says why."""
    wanted = everything(Document(DOCUMENT))
    for reason in reasons(judge.UNREACHED.read_text(encoding="utf-8")):
        assert len(reason.why.split()) > 5
        assert any(reason.covers(reason.side, pair) for pair in wanted[reason.side])


def test_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It fails where no run was complete, and where there are gaps; else it tells the figures."""
    path = tmp_path / "reached.json"
    monkeypatch.setattr(judge, "REACHED", str(path))
    monkeypatch.setattr("sys.argv", ["reach"])
    with pytest.raises(SystemExit, match="run make test"):
        judge.main()
    text = (ROOT / "openapi.yaml").read_text(encoding="utf-8")
    wanted = everything(Document(yaml.safe_load(text)))
    path.write_text(Reached(judge.digest(text), **wanted).encoded(), encoding="utf-8")
    with pytest.raises(SystemExit, match="is reached; take the line out"):
        judge.main()
    assert capsys.readouterr().out.startswith("operations called by property tests: 13 of 13\n")


# To the letter.


def test_the_keywords_and_the_types_that_they_are_about() -> None:
    """A keyword says nothing of other values, by JSON Schema."""
    numbers, texts, lists, objects = {"integer", "number"}, {"string"}, {"array"}, {"object"}
    assert {
        **{key: set[str]() for key in ("type", "enum", "const")},
        **dict.fromkeys(("minimum", "maximum"), numbers),
        **dict.fromkeys(("minLength", "maxLength", "pattern"), texts),
        **dict.fromkeys(("minItems", "uniqueItems"), lists),
        **dict.fromkeys(("minProperties", "maxProperties"), objects),
    } == APPLIES


def test_the_keywords_of_a_path() -> None:
    """They are places, too."""
    raw = document({"type": "object"}).raw
    asked = raw["paths"]["/ask"]["post"]
    asked["parameters"] = [{"name": "id", "in": "path", "schema": {"type": "integer"}}]
    (operation,) = Document(raw).operations
    assert [*places(operation)] == ["path.id type", "body type"]


SEEN = Reached("d", {("ä", "200")}, {("ask", "body type")}, set())


def test_how_it_is_written_down() -> None:
    """As JSON that people can read, and read again as it was."""
    assert SEEN.encoded() == (
        '{\n "document": "d",\n "answered": [\n  [\n   "ä",\n   "200"\n  ]\n ],\n'
        ' "kept": [\n  [\n   "ask",\n   "body type"\n  ]\n ],\n "broken": []\n}'
    )
    assert Reached.decoded(SEEN.encoded()) == SEEN


def test_what_is_said_of_gaps() -> None:
    """What was not reached, what is explained in vain, what nobody has."""
    known = [
        Reason("ask", "kept", "body type", "Why."),
        Reason("ask", "heard", "body type", "Why."),
        Reason("gone", "answered", "*", "Why."),
    ]
    assert [*gaps(document({"type": "object", "properties": {"a": {}}}), SEEN, known)] == [
        "ask: no property test has answered 200, and unreached.yaml has no reason",
        "ask: no property test has kept body.a property, and unreached.yaml has no reason",
        "ask: no property test has broken body type, and unreached.yaml has no reason",
        "ask: no property test has broken body.a property, and unreached.yaml has no reason",
        "unreached.yaml, ask kept body type: body type is reached; take the line out",
        "unreached.yaml, ask heard body type: the document has nothing like it; take the line out",
        "unreached.yaml, gone answered *: the document has nothing like it; take the line out",
    ]


def test_the_figures_that_are_counted() -> None:
    """Operations, statuses, properties and keywords, each by its name."""
    found = figures(document({"type": "object", "properties": {"a": {}}}), SEEN)
    assert {name: (count.found, count.of) for name, count in found.items()} == {
        "operations called by property tests": (0, 1),
        "documented statuses reached by them": (0, 1),
        "properties sent by them, right and wrong": (0, 2),
        "keywords kept and broken by them": (1, 2),
    }


class Told:
    """The command, run in this process, on a document and a note of the test's own."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.note = folder / judge.REACHED
        self.note.parent.mkdir()
        self.text = yaml.safe_dump(document({"type": "object"}).raw)
        (folder / "openapi.yaml").write_text(self.text, encoding="utf-8")
        (folder / "unreached.yaml").write_text("[]", encoding="utf-8")
        monkeypatch.setattr(judge, "ROOT", folder)
        monkeypatch.setattr(judge, "DOCUMENT", folder / "openapi.yaml")
        monkeypatch.setattr(judge, "UNREACHED", folder / "unreached.yaml")
        self._monkeypatch = monkeypatch

    def __call__(self, *arguments: str) -> object:
        """What it exits with."""
        self._monkeypatch.setattr(sys, "argv", ["reach", *arguments])
        with pytest.raises(SystemExit) as left:
            runpy.run_path(judge.__file__, run_name="__main__") if arguments else judge.main()
        return left.value.code


def test_the_command_by_its_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It says what was reached, and ends with what was not."""
    told = Told(tmp_path, monkeypatch)
    assert judge.REACHED == "build/coverage-of-the-document.json"
    missing = (
        "build/coverage-of-the-document.json is not there, or of another openapi.yaml: not all"
        " property tests have run; run make test"
    )
    assert told() == missing
    other = Reached("another", set(), set(), set())
    told.note.write_text(other.encoded(), encoding="utf-8")
    assert told() == missing
    own = judge.digest(told.text)
    seen = Reached(own, {("ask", "200")}, set(), set())
    told.note.write_text(seen.encoded(), encoding="utf-8")
    assert told() == (
        "ask: no property test has kept body type, and unreached.yaml has no reason\n"
        "ask: no property test has broken body type, and unreached.yaml has no reason"
    )
    assert capsys.readouterr().out == (
        "operations called by property tests: 1 of 1\n"
        "documented statuses reached by them: 1 of 1\n"
        "properties sent by them, right and wrong: 0 of 0\n"
        "keywords kept and broken by them: 0 of 2\n"
    )
    whole = Reached(own, {("ask", "200")}, {("ask", "body type")}, {("ask", "body type")})
    told.note.write_text(whole.encoded(), encoding="utf-8")
    assert told() is None


def test_the_help_of_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It says what it is for."""
    assert Told(tmp_path, monkeypatch)("--help") == 0
    out = capsys.readouterr().out
    assert out.startswith("usage: python -m scripts.score.reach [-h]\n\nSay what the property")

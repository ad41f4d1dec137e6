"""What property tests reach of the document: how it is noted, and how it is judged."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from scripts.build_docs.document import Document, Operation
from scripts.score import reach as judge
from scripts.score.keywords import MISSING, places, verdicts
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

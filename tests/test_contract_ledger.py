"""What becomes of an answer in the ledger: what holds, and what differs."""

from typing import Any

import pytest
import yaml

from scripts.contract.caller import Exchange
from scripts.contract.document import Document
from scripts.contract.facts import OUTSIDE, State
from scripts.contract.ledger import Ledger, told
from scripts.contract.promises import Promise
from scripts.contract.values import NOTHING

JSON = "application/json"
SCHEMAS = "#/components/schemas/"
POST = "#/paths/~1a/post"
TREE: dict[str, Any] = {
    "openapi": "3.1.0",
    "x-evidence": {"default": "documented"},
    "x-outside-operations": {"nowhere": {"$ref": "#/components/responses/Nowhere"}},
    "paths": {
        "/a": {
            "post": {
                "operationId": "makeA",
                "summary": "Make it",
                "x-repetition": {"may": "never"},
                "responses": {
                    "200": {
                        "description": "Made.",
                        "content": {JSON: {"schema": {"$ref": f"{SCHEMAS}Either"}}},
                    },
                    "400": {
                        "description": "Wrong.",
                        "x-evidence": "inferred",
                        "content": {JSON: {"schema": {"$ref": f"{SCHEMAS}Failed"}}},
                    },
                    "502": {"description": "A page.", "content": {"text/html": {"schema": {}}}},
                },
            }
        }
    },
    "components": {
        "responses": {
            "Nowhere": {
                "description": "Nothing.",
                "x-evidence": "observed",
                "content": {JSON: {"schema": {"$ref": f"{SCHEMAS}Failed"}}},
            }
        },
        "schemas": {
            "Either": {"anyOf": [{"$ref": f"{SCHEMAS}Made"}, {"$ref": f"{SCHEMAS}Failed"}]},
            "Made": {
                "type": "object",
                "required": ["success"],
                "properties": {
                    "success": {"const": True},
                    "id": {"type": "integer"},
                    "code": {"$ref": f"{SCHEMAS}Code"},
                },
            },
            "Code": {"anyOf": [{"type": "string", "enum": ["a"]}, {"type": "string"}]},
            "Failed": {
                "type": "object",
                "description": "A failure.",
                "required": ["message"],
                "properties": {"message": {"type": "string", "x-evidence": "inferred"}},
            },
        },
    },
}
PROMISE = Promise("again", "makeA", POST, "Make it", "It is made again")


@pytest.fixture
def ledger() -> Ledger:
    """Of a small contract, with one promise in words."""
    return Ledger(Document(yaml.safe_dump(TREE, sort_keys=False)), [PROMISE])


def exchange(ledger: Ledger, status: int, answer: Any, **others: Any) -> Exchange:
    """An answer to the operation."""
    facts: dict[str, Any] = {
        "operation": ledger.document.operations["makeA"],
        "request": "POST /a",
        "asked": {},
        "status": status,
        "media": JSON,
        "answer": answer,
        "text": "",
        "failure": "",
        "doubts": (),
        "headers": {},
    }
    return Exchange(**facts | others)


def held(ledger: Ledger) -> dict[str, int]:
    """How often facts held, by their places."""
    return {key[1] + key[2]: each.held for key, each in ledger.standings.items() if each.held}


def differing(ledger: Ledger) -> list[tuple[str, str, str]]:
    """What differs: where, what was expected, what came."""
    return [
        (key[1] + key[2], one.expected, one.got)
        for key, each in ledger.standings.items()
        for one in each.differences
    ]


MADE = f"{SCHEMAS}Made/properties/"


def test_a_success(ledger: Ledger) -> None:
    """The operation, its answer and all fields of it hold, each time."""
    assert ledger.note(exchange(ledger, 200, {"success": True, "id": 5}))
    assert ledger.note(exchange(ledger, 200, {"success": True}))
    assert held(ledger) == {
        POST: 2,
        f"{POST}/responses/200": 2,
        f"{MADE}success": 2,
        f"{MADE}id": 1,
    }
    assert differing(ledger) == []
    assert ledger.beyond == {}
    assert [each.fact.place for each in ledger.those(State.HELD)] == [*held(ledger)]


def test_a_refusal(ledger: Ledger) -> None:
    """It holds where one is expected, and otherwise the operation differs."""
    refused = exchange(ledger, 400, {"message": "No"})
    for expects in ("refusal", "either"):
        assert not ledger.note(refused, expects=expects)
    assert held(ledger) == {f"{POST}/responses/400": 2}
    assert differing(ledger) == []
    assert not ledger.note(refused)
    expected = "the operation to be carried out"
    assert differing(ledger) == [(POST, expected, '400, message: string "No"')]
    assert ledger.broken == [ledger.standings["makeA", POST, ""]]
    assert ledger.news == []
    assert not ledger.note(exchange(ledger, 200, {"message": "No"}), expects="either")
    assert held(ledger)[f"{POST}/responses/200"] == 1


def test_a_wrong_answer(ledger: Ledger) -> None:
    """Its place differs, and the answer does not hold; the same difference is told once."""
    for _ in range(2):
        assert ledger.note(exchange(ledger, 200, {"success": True, "id": "7"}))
    assert differing(ledger) == [(f"{MADE}id", "integer", 'string "7"')]
    assert held(ledger) == {POST: 2, f"{MADE}success": 2}
    assert ledger.note(exchange(ledger, 200, {"success": True, "id": "8"}))
    assert [got for _, _, got in differing(ledger)] == ['string "7"', 'string "8"']
    standing = ledger.standings["makeA", f"{MADE}id", ""]
    assert standing.differences[0].request == "POST /a"
    assert ledger.those(State.DIFFERS) == [standing]


def test_what_the_document_leaves_open(ledger: Ledger) -> None:
    """It is noted, and the answer holds all the same."""
    answer = {"success": True, "more": 1, "79161234567": 2, "code": "c"}
    assert ledger.note(exchange(ledger, 200, answer))
    assert ledger.beyond == {
        ("makeA", f"{SCHEMAS}Code/anyOf/0"): 'new code: string "c"',
        ("makeA", f"{MADE}more"): "unlisted: integer 1",
        ("makeA", f"{MADE}•••••••••67"): "unlisted: integer 2",
    }
    assert held(ledger)[f"{POST}/responses/200"] == 1


WHOLE: list[tuple[int, Any, dict[str, Any], str, str, str]] = [
    (0, NOTHING, {"failure": "it ended"}, "/200", "a whole answer", "it ended"),
    (418, {}, {}, "", "one of the statuses 200, 400, 502", "418"),
    (200, NOTHING, {}, "/200", f"a body of {JSON}", f"{JSON} that cannot be read"),
    (200, NOTHING, {"media": "text/html"}, "/200", f"a body of {JSON}", "text/html"),
    (200, NOTHING, {"media": ""}, "/200", f"a body of {JSON}", "no media type"),
    (502, {}, {}, "/502", "a body of text/html", JSON),
]


@pytest.mark.parametrize(("status", "answer", "others", "where", "expected", "got"), WHOLE)
def test_an_answer_that_is_none(
    ledger: Ledger,
    status: int,
    answer: Any,
    others: dict[str, Any],
    where: str,
    expected: str,
    got: str,
) -> None:
    """It is told of its status, or of all."""
    assert not ledger.note(exchange(ledger, status, answer, **others), expects="either")
    assert differing(ledger) == [(f"{POST}/responses{where}", expected, got)]
    assert held(ledger) == {}


def test_a_status_that_is_not_documented(ledger: Ledger) -> None:
    """Nobody has said that there are no others, so it is news."""
    ledger.note(exchange(ledger, 418, {}), expects="either")
    (standing,) = ledger.news
    fact = standing.fact
    assert (fact.claim, fact.grade) == ("no other status is answered", "inferred")
    assert ledger.broken == []


def test_a_page(ledger: Ledger) -> None:
    """Its status and its type are all that is looked at."""
    page = exchange(ledger, 502, NOTHING, media="text/html")
    assert not ledger.note(page, expects="refusal")
    assert held(ledger) == {f"{POST}/responses/502": 1}


def test_doubts(ledger: Ledger) -> None:
    """What schemathesis says is told where nothing else was found."""
    fine = exchange(ledger, 200, {"success": True}, doubts=("odd", "odder"))
    assert ledger.note(fine)
    place = f"{POST}/responses/200"
    assert differing(ledger) == [
        (place, "schemathesis agrees", "odd"),
        (place, "schemathesis agrees", "odder"),
    ]
    other = Ledger(ledger.document, [PROMISE])
    other.note(exchange(other, 200, {"success": True, "id": ""}, doubts=("odd",)))
    assert [expected for _, expected, _ in differing(other)] == ["integer"]


def test_an_answer_of_no_operation(ledger: Ledger) -> None:
    """It is noted elsewhere."""
    with pytest.raises(AssertionError, match=r"^an answer outside operations is no operation's$"):
        ledger.note(exchange(ledger, 200, {}, operation=None))
    place = "#/x-outside-operations/nowhere"
    ledger.outside("nowhere", exchange(ledger, 200, {"message": "x"}, operation=None))
    assert ledger.standings[OUTSIDE, place, ""].held == 1
    ledger.outside("nowhere", exchange(ledger, 404, {"message": "x"}, operation=None))
    ledger.outside("nowhere", exchange(ledger, 200, {"error": "y"}, operation=None))
    ledger.outside("nowhere", exchange(ledger, 200, NOTHING, operation=None))
    assert differing(ledger) == [
        (place, "200 and A failure.", '404, message: string "x"'),
        (place, "200 and A failure.", '200, error: string "y"'),
        (place, "200 and A failure.", f"200 {JSON}"),
    ]


def test_what_was_answered(ledger: Ledger) -> None:
    """In a few words."""
    assert told(exchange(ledger, 0, NOTHING, failure="it ended")) == "it ended"
    assert told(exchange(ledger, 200, {"message": "", "error": {}}, media="")) == "200"
    assert told(exchange(ledger, 200, [1])) == f"200 {JSON}"


# Promises in words, and what is not tried.


def test_a_promise(ledger: Ledger) -> None:
    """It was kept, or what came is told."""
    ledger.promise("makeA", "again", True, "", "")
    assert held(ledger) == {f"{POST}again": 1}
    ledger.promise("makeA", "again", False, "Bearer abcdef", "POST /a")
    assert differing(ledger) == [(f"{POST}again", "It is made again", "Bearer [hidden]")]


def why(ledger: Ledger) -> dict[str, str]:
    """Why facts were not tried."""
    return {key[1] + key[2]: each.why for key, each in ledger.standings.items()}


NOTHING_LIKE_IT = "no answer had it"


def test_why_a_fact_is_not_tried(ledger: Ledger) -> None:
    """One, or all of an operation that have no reason of their own; a promise by its name."""
    page = "needs a failure between here and the server"
    before = why(ledger)
    assert before[f"{POST}/responses/502"] == page
    assert set(before.values()) == {NOTHING_LIKE_IT, page}
    ledger.skip("first", "makeA", f"{MADE}id")
    assert {place for place, reason in why(ledger).items() if reason == "first"} == {f"{MADE}id"}
    ledger.skip("second", "other")
    assert "second" not in why(ledger).values()
    ledger.skip_promise("makeA", "again", "third")
    assert why(ledger)[f"{POST}again"] == "third"
    assert why(ledger)[POST] == NOTHING_LIKE_IT
    ledger.end()
    ended = "no answer had it before the run ended"
    assert (why(ledger)[POST], why(ledger)[f"{MADE}id"]) == (ended, "first")
    ledger.skip("fourth", "makeA")
    after = why(ledger)
    assert after.pop(f"{POST}/responses/502") == page
    assert after.pop("#/x-outside-operations/nowhere") == ended
    assert set(after.values()) == {"fourth"}


def test_facts_that_were_not_foreseen(ledger: Ledger) -> None:
    """They are made when something is said of them."""
    ledger.hold("makeA", f"{SCHEMAS}Failed/properties/message")
    fact = ledger.standings["makeA", f"{SCHEMAS}Failed/properties/message", ""].fact
    assert (fact.claim, fact.grade) == ("message:", "inferred")
    ledger.hold("makeA", f"{SCHEMAS}Failed", "by name")
    assert ledger.standings["makeA", f"{SCHEMAS}Failed", "by name"].fact.name == "by name"

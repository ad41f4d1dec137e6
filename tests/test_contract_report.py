"""The report of a run, as text, JSON and JUnit XML, to the letter."""

from typing import Any
from xml.etree import ElementTree

import pytest
import yaml

from scripts.contract.command import exit_code
from scripts.contract.document import Document
from scripts.contract.journal import Step
from scripts.contract.ledger import Ledger
from scripts.contract.promises import Promise
from scripts.contract.report.findings import Findings, as_json
from scripts.contract.report.junit import as_junit
from scripts.contract.report.page import as_page
from scripts.contract.report.text import as_text

JSON = "application/json"
THING = "#/components/schemas/Thing"
GET = "#/paths/~1a/get"
TREE: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"version": 1.5, "title": "Small", "description": "It."},
    "x-evidence": {"default": "documented"},
    "paths": {
        "/a": {
            "get": {
                "operationId": "readA",
                "summary": "Read it",
                "x-repetition": {"may": "always"},
                "responses": {
                    "200": {
                        "description": "It.",
                        "content": {JSON: {"schema": {"$ref": THING}}},
                    },
                    "404": {"description": "Not there.", "x-evidence": "inferred"},
                    "502": {"description": "A page."},
                    "503": {"description": "Busy."},
                },
            },
        },
        "/b": {
            "get": {
                "operationId": "readB",
                "summary": "Read another",
                "x-repetition": {"may": "always"},
                "responses": {
                    "200": {
                        "description": "It.",
                        "content": {JSON: {"schema": {"properties": {"z": {}}}}},
                    },
                    "502": {"description": "A page."},
                },
            }
        },
    },
    "components": {
        "schemas": {
            "Thing": {
                "properties": {
                    "id": {"type": "integer", "description": "The " + "i" * 90},
                    "name": {"type": "string", "description": "n" * 70},
                    "list": {"items": {"properties": {"deep": {}}}},
                }
            }
        }
    },
}
PROMISES = [Promise("twice", "readA", GET, "Read it", "The same twice")]
SERVER = "https://host/api"


def findings() -> Findings:
    """Of a run that has found one of each."""
    ledger = Ledger(Document(yaml.safe_dump(TREE, sort_keys=False)), PROMISES)
    ledger.hold("readA", GET)
    ledger.hold("readA", GET)
    ledger.hold("readA", f"{GET}/responses/200")
    ledger.differ("readA", f"{THING}/properties/id", "integer", 'string "<7>"', "GET /a")
    ledger.differ("readA", f"{THING}/properties/id", "integer", "null null", "GET /a {}")
    ledger.differ("readA", f"{GET}/responses/404", "a\x00body", "none", "GET /a")
    ledger.skip("needs luck", "readB")
    ledger.beyond["readA", f"{THING}/properties/more"] = "unlisted: integer 1"
    return Findings(SERVER, ledger, "2026-01-02T03:04:05+00:00", 12.36, 7)


SHORT = "id: The " + "i" * 68 + "…"
TEXT = f"""\
https://host/api against the contract 1.5
7 requests in 12 seconds

readA: 2 held, 2 differ, 6 not tried
  NEWS ABOUT THE PROVIDER: 404: Not there.
    where:    #/paths/~1a/get/responses/404 (inferred)
    expected: a\x00body
    got:      none
    request:  GET /a
  BROKEN PROMISE: {SHORT}
    where:    #/components/schemas/Thing/properties/id (documented)
    expected: integer
    got:      string "<7>"
    request:  GET /a
    expected: integer
    got:      null null
    request:  GET /a {{}}
  not tried, no answer had it: Thing.name, Thing.list, items.deep, twice

readB: 4 not tried
  not tried, needs luck: itself, 200, schema.z

Not tried, of any operation above that has it:
  502: needs a failure between here and the server
  503: needs a failure of the server

What the document allows and does not know (plusofon-contract learn makes a patch):
  readA: #/components/schemas/Thing/properties/more: unlisted: integer 1

2 held, 1 broken promise, 1 news about the provider, 10 not tried
"""


def test_the_text() -> None:
    """Operation by operation, what differs in full, what was not tried by its reason."""
    assert as_text(findings()) == TEXT
    verbose = TEXT.replace(
        "not tried\n  NEWS",
        "not tried\n  held, 2 times: Read it: GET /a\n  held, 1 times: 200: It.\n  NEWS",
    )
    assert as_text(findings(), verbose=True) == verbose


def test_the_text_of_a_run_that_ended_early() -> None:
    """Why, and what was not undone; nothing else where nothing was tried."""
    ledger = Ledger(Document(yaml.safe_dump(TREE)), [])
    found = Findings(SERVER, ledger, "", stopped="Nobody answers.", left=[Step("bought", "123")])
    assert not found.has_tried
    assert as_text(found) == (
        "https://host/api against the contract 1.5\n0 requests in 0 seconds\n\n"
        "0 held, 0 broken promises, 0 news about the provider, 13 not tried\n"
        "It ended early. Nobody answers.\n"
        "NOT UNDONE: release the number 123, which was bought.\n"
    )


def test_the_json() -> None:
    """All of it, for programs."""
    told = as_json(findings())
    facts = told.pop("facts")
    assert told == {
        "server": SERVER,
        "document": {"version": "1.5"},
        "started": "2026-01-02T03:04:05+00:00",
        "seconds": 12.4,
        "requests": 7,
        "stopped": None,
        "left": [],
        "counts": {
            "held": 2,
            "broken promise": 1,
            "news about the provider": 1,
            "not tried": 10,
        },
        "beyond": [
            {
                "operation": "readA",
                "place": f"{THING}/properties/more",
                "what": "unlisted: integer 1",
            }
        ],
    }
    assert len(facts) == 14
    assert facts[0] == {
        "operation": "readA",
        "place": GET,
        "promise": None,
        "claim": "Read it: GET /a",
        "grade": "documented",
        "state": "held",
        "held": 2,
    }
    (news,) = [each for each in facts if each.get("kind") == "news about the provider"]
    assert news["differences"] == [{"expected": "a\x00body", "got": "none", "request": "GET /a"}]
    (broken,) = [each for each in facts if each.get("kind") == "broken promise"]
    assert [each["got"] for each in broken["differences"]] == ['string "<7>"', "null null"]
    (promise,) = [each for each in facts if each["promise"]]
    assert (promise["promise"], promise["why"]) == ("twice", "no answer had it")
    found = findings()
    found.stopped, found.left = "It ended.", [Step("reserved", "5")]
    told = as_json(found)
    assert (told["stopped"], told["left"]) == ("It ended.", ["cancel the reservation of 5"])


def junit(found: Findings) -> ElementTree.Element:
    """The report, read again."""
    text = as_junit(found)
    assert text.startswith(b"<?xml version='1.0' encoding='utf-8'?>\n")
    return ElementTree.fromstring(text)  # noqa: S314 - our own text


def test_junit() -> None:
    """A suite for each operation, a case for each fact."""
    root = junit(findings())
    assert root.attrib == {
        "tests": "14",
        "failures": "2",
        "skipped": "10",
        "errors": "0",
        "name": "plusofon-contract",
        "time": "12.4",
    }
    assert {each.tag for each in root.iter()} == {
        *("testsuites", "testsuite", "testcase", "skipped", "failure"),
    }
    first, second = root
    started = "2026-01-02T03:04:05+00:00"
    assert first.attrib == {
        "tests": "10",
        "failures": "2",
        "skipped": "6",
        "errors": "0",
        "name": "readA",
        "timestamp": started,
    }
    assert (second.get("name"), second.get("skipped")) == ("readB", "4")
    cases = {case.get("name"): case for case in first}
    assert {case.get("classname") for case in first} == {"readA"}
    first_name, *_, last_name = cases
    assert (first_name, last_name) == (GET, f"{GET} twice")
    assert [*cases[GET]] == []
    (skipped,) = cases[f"{GET} twice"]
    assert (skipped.tag, skipped.attrib) == ("skipped", {"message": "no answer had it"})
    (broken,) = cases[f"{THING}/properties/id"]
    assert broken.attrib == {
        "type": "broken promise",
        "message": f"broken promise (documented): id: The {'i' * 90}",
    }
    assert broken.text == (
        'expected: integer\ngot: string "<7>"\nrequest: GET /a\n'
        "expected: integer\ngot: null null\nrequest: GET /a {}"
    )
    (news,) = cases[f"{GET}/responses/404"]
    assert news.get("message") == "news about the provider (inferred): 404: Not there."
    assert news.text == "expected: a\ufffdbody\ngot: none\nrequest: GET /a"


def test_junit_of_a_run_that_ended_early() -> None:
    """That is an error, so that nobody takes it for a good one."""
    found = findings()
    found.stopped, found.left = "It ended\x01.", [Step("reserved", "5"), Step("bought", "6")]
    root = junit(found)
    assert root.get("errors") == "3"
    *_, suite = root
    assert [suite.tag, *(case.tag for case in suite)] == ["testsuite", *["testcase"] * 3]
    assert [case.get("name") for case in suite] == [case[0].get("message") for case in suite]
    assert suite.attrib == {"name": "the run", "tests": "3", "errors": "3"}
    assert [(case.get("classname"), case[0].tag, case[0].get("message")) for case in suite] == [
        ("run", "error", "It ended\ufffd."),
        ("run", "error", "not undone: cancel the reservation of 5"),
        ("run", "error", "not undone: release the number 6, which was bought"),
    ]


def test_the_page() -> None:
    """What came from the server is escaped; each fact that differs is there."""
    page = as_page(findings())
    assert "&lt;7&gt;" in page
    assert "<7>" not in page
    assert "\n\n\n" not in page
    for text in ("readA", "readB", "broken promise", "news about the provider", "needs luck"):
        assert text in page


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, 1),
        ({"code": 4}, 4),
        ({"left": [Step("reserved", "5")], "code": 4}, 5),
    ],
)
def test_how_the_command_ends(changes: dict[str, Any], code: int) -> None:
    """What is worst counts."""
    found = findings()
    for name, value in changes.items():
        setattr(found, name, value)
    assert exit_code(found) == code


def test_how_the_command_ends_without_a_broken_promise() -> None:
    """With news, or with nothing to say."""
    ledger = Ledger(Document(yaml.safe_dump(TREE)), [])
    found = Findings(SERVER, ledger, "")
    assert exit_code(found) == 0
    ledger.differ("readA", f"{GET}/responses/404", "a", "b", "c")
    assert exit_code(found) == 3

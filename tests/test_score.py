"""The scorecard of the document: what it counts, and its floors."""

import copy
import os
import re
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
import yaml

from scripts.build_docs.document import Document
from scripts.score.__main__ import FIGURES, REDOCLY, floored, loaded, scorecard
from scripts.score.measures import MEASURES
from scripts.score.reach import REACH
from scripts.score.redocly import PROGRAM, redocly_score
from tests.compatibility_cases import one_more_code
from tests.contract import ROOT

KNOWN: dict[str, Any] = yaml.safe_load(FIGURES.read_text(encoding="utf-8"))
PUBLISHED = loaded()
NUMBER = ("paths", "/number", "get")
ANSWER = (*NUMBER, "responses", "200")


def without(*place: str) -> Callable[[dict[str, Any]], object]:
    """Takes something out of a document."""

    def change(document: dict[str, Any]) -> None:
        node = document
        for step in place[:-1]:
            node = node[step]
        del node[place[-1]]

    return change


def schema(*place: str) -> Callable[[dict[str, Any]], object]:
    """Takes something out of a named schema."""
    return without("components", "schemas", *place)


def example(document: dict[str, Any]) -> None:
    """Makes an example one that the document forbids."""
    document["components"]["examples"]["NumbersEmpty"]["value"]["data"] = None


# What the document loses, and the figure that falls by it.
LOSSES: list[tuple[str, Callable[[dict[str, Any]], object]]] = [
    ("operations with summary and description", without(*NUMBER, "summary")),
    ("operations with summary and description", without(*NUMBER, "description")),
    ("operations graded", without(*NUMBER, "x-evidence")),
    ("operations with links", without(*ANSWER, "links")),
    ("operations with code samples", without(*NUMBER, "x-codeSamples")),
    ("properties described", schema("Total", "description")),
    ("scalar properties with example", schema("Total", "examples")),
    ("strings sent, bounded", schema("ReleaseNumberRequest", "properties", "pin", "maxLength")),
    ("numbers sent, bounded", schema("PageRequest", "minimum")),
    ("numbers sent, bounded", schema("NationalNumberInteger", "maximum")),
    ("request objects closed", schema("SipForward", "additionalProperties")),
    ("answers described", without("components", "responses", "Forbidden", "description")),
    (
        "answers exampled",
        without("components", "responses", "Forbidden", "content", "application/json", "examples"),
    ),
    ("facts graded, with their source", one_more_code),
    ("examples valid", example),
]


@pytest.mark.parametrize(("figure", "loss"), LOSSES, ids=[figure for figure, _ in LOSSES])
def test_a_loss(figure: str, loss: Callable[[dict[str, Any]], object]) -> None:
    """The figure falls, and with it the scorecard."""
    document = copy.deepcopy(PUBLISHED)
    loss(document)
    before, after = (MEASURES[figure](Document(each)) for each in (PUBLISHED, document))
    assert after.percent < before.percent
    if figure != "operations with links":
        rows = scorecard(document, KNOWN["figures"])
        assert figure in [row.name for row in rows if row.is_low]


def test_an_operation_that_says_only_one_way_to_fail() -> None:
    """It counts as one that does not say how it fails."""
    document = copy.deepcopy(PUBLISHED)
    responses = document["paths"]["/number"]["get"]["responses"]
    for status in [each for each in responses if each.startswith("5")]:
        del responses[status]
    count = MEASURES["operations with a 4xx and a 5xx"](Document(document))
    assert (count.found, count.of) == (12, 13)


def test_a_parameter_without_an_example() -> None:
    """It counts as one that is not told of."""
    document = copy.deepcopy(PUBLISHED)
    (parameter,) = document["paths"]["/number/{number_id}"]["delete"]["parameters"]
    del parameter["examples"]
    count = MEASURES["parameters described and exampled"](Document(document))
    assert (count.found, count.of) == (1, 2)


def test_the_document() -> None:
    """It keeps every floor, and each figure counts something."""
    rows = scorecard(PUBLISHED, KNOWN["figures"])
    assert [row for row in rows if row.is_low] == []
    assert {*MEASURES, *REACH, REDOCLY} == KNOWN["figures"].keys()
    assert all(measure(Document(PUBLISHED)).of for measure in MEASURES.values())


def test_a_share_that_is_nearly_whole() -> None:
    """It is not told as whole."""
    assert floored(99.96) == "99.9"
    assert floored(100.0) == "100"


def test_what_redocly_says() -> None:
    """It keeps its floor; a document without descriptions scores less."""
    if not PROGRAM.exists():
        reason = "the Node tools that score the document are not installed (make lint does)"
        if os.environ.get("REQUIRE_NODE"):
            pytest.fail(reason)
        pytest.skip(reason)  # People need no Node for the rest.
    score = redocly_score(ROOT / "openapi.yaml")
    rows = scorecard(PUBLISHED, KNOWN["figures"], score)
    assert score
    assert [row for row in rows if row.is_low] == []
    assert [row for row in scorecard(PUBLISHED, KNOWN["figures"], score - 5) if row.is_low]


def test_the_command() -> None:
    """It prints each figure with its floor, and those of others with their date."""
    command = [sys.executable, "-m", "scripts.score"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    head, *rows = done.stdout.splitlines()
    assert re.fullmatch(r" +openapi\.yaml +floor +best of others \(20\d\d-\d\d-\d\d\)", head)
    assert len(rows) == len(KNOWN["figures"])
    described = next(row for row in rows if row.startswith("properties described"))
    assert re.fullmatch(r"properties described +100 % of \d+ +100 +91", described)

"""Each fact of the document has a grade and a source, and the documentation tells the same."""

import copy
import json
import re
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from scripts.build_docs.document import Document
from scripts.build_docs.evidence import evidence_page
from scripts.build_docs.language import Language, load_languages
from scripts.evidence.ledger import ledger_of, load_sources
from tests.contract import DOCUMENT, OPERATIONS, ROOT

LANGUAGES = {each.code: each for each in load_languages()}


def faults_once(change: Callable[[dict[str, Any]], object]) -> list[str]:
    """What is wrong once the document is changed."""
    document = copy.deepcopy(DOCUMENT)
    change(document)
    return ledger_of(Document(document)).faults


@pytest.fixture(scope="module")
def printed() -> list[dict[str, str]]:
    """What the command prints for programs."""
    command = [sys.executable, "-m", "scripts.evidence", "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    rows: list[dict[str, str]] = json.loads(done.stdout)
    return rows


def test_the_document() -> None:
    """Each fact has a source, and the grade that its source gives."""
    assert ledger_of(Document(DOCUMENT)).faults == []


def test_the_table(printed: list[dict[str, str]]) -> None:
    """It has every operation, field, value and answer, with a grade and a source."""
    places = {row["place"] for row in printed}
    assert {
        *OPERATIONS,
        *(f"{n}.{s}" for n, o in OPERATIONS.items() for s in statuses(o)),
    } <= places
    assert all(
        row["grade"] in DOCUMENT["x-evidence"]["grades"] and row["source"] for row in printed
    )
    told = {(row["place"], row["told"]): row for row in printed}
    classes = [told["searchNumbers.number_type", f'"{code}"'] for code in "051234"]
    assert {row["source"] for row in classes} == {
        "the provider's page of 2023-02-13, GET api/v1/number/search, Body: number_type"
    }
    limit = told["searchNumbers.city_code", "maximum 99999"]
    assert (limit["kind"], limit["grade"]) == ("limit", "inferred")
    assert limit["source"].startswith("ours")


def statuses(operation: Any) -> list[str]:
    """The statuses that an operation may answer with."""
    return [*operation.definition["responses"]]


def test_the_table_for_people() -> None:
    """It ends with how many facts there are of each grade."""
    command = [sys.executable, "-m", "scripts.evidence"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    *rows, _, last = done.stdout.splitlines()
    count, counted = last.split(" facts: ")
    assert int(count) == len(rows) - 1
    assert sum(map(int, re.findall(r"\d+", counted))) == int(count)


def test_a_reader_who_has_seen_enough() -> None:
    """The command ends in silence when nobody reads on."""
    command = [sys.executable, "-m", "scripts.evidence"]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == ""
    assert process.returncode == 0


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=LANGUAGES)
def test_the_documentation(language: Language, printed: list[dict[str, str]]) -> None:
    """Its page of evidence has what is less than documented, with the same grades and sources."""
    section = evidence_page(language).partition("{ #below-documented }")[2].partition("\n## ")[0]
    names = {
        source["is"][language.code]: source["is"]["en"]
        for source in load_sources()["sources"].values()
    }
    shown = {
        (place, grade, names[source])
        for grade, source, line in re.findall(r"^[: ] +- (\w+), (.*?): (\[.*)$", section, re.M)
        for place in re.findall(r"\.md#([^)]+)\)", line)
    }
    sources = sorted(names.values(), key=len, reverse=True)
    expected = {
        (
            row["place"],
            row["grade"],
            next(each for each in sources if row["source"].startswith(each)),
        )
        for row in printed
        if row["kind"] in ("parameter", "request", "field", "answer")
        and row["place"].partition(".")[0] in OPERATIONS
        and row["grade"] != "documented"
        and not row["place"].endswith("[]")
    }
    assert shown == expected
    assert len(shown) > 100


def add_a_field(document: dict[str, Any]) -> None:
    """A filter that nobody has heard of."""
    request = document["components"]["schemas"]["SearchNumbersRequest"]
    request["properties"]["colour"] = {"type": "string", "description": "Red.", "maxLength": 9}


def add_an_operation(document: dict[str, Any]) -> None:
    """An operation that the page does not have."""
    operation = copy.deepcopy(document["paths"]["/number/cli-types"]["get"])
    document["paths"]["/number/external"] = {"get": operation | {"operationId": "listExternal"}}


def add_an_answer(document: dict[str, Any]) -> None:
    """A status that nobody has seen."""
    responses = document["paths"]["/number/buy"]["post"]["responses"]
    responses["402"] = responses["403"]


# A change of the document, and the fact that has lost its source or its grade by it.
CHANGES: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "a field": (add_a_field, "field searchNumbers.colour"),
    "an operation": (add_an_operation, "operation listExternal"),
    "an answer": (add_an_answer, "answer buyNumbers.402"),
    "a value": (
        lambda d: d["components"]["schemas"]["OwnerType"]["enum"].append("family"),
        "value buyNumbers.owner_type",
    ),
    "a limit of a new kind": (
        lambda d: d["components"]["schemas"]["PageRequest"].update(multipleOf=2),
        "limit listNumbers.page multipleOf 2",
    ),
    "a field that is required now": (
        lambda d: d["components"]["schemas"]["SearchNumbersRequest"].update(required=["region"]),
        "limit searchNumbers.region required",
    ),
    "a field of an answer": (
        lambda d: d["components"]["schemas"]["Region"]["properties"].update(
            zone={"type": "string", "description": "Its time."}
        ),
        "field listRegions.200.code_regions.zone",
    ),
    "a header": (
        lambda d: d["components"]["responses"]["NoAccess"].update(
            headers={"X-Why": {"schema": {"type": "string"}, "x-evidence": "observed"}}
        ),
        "header NoAccess.X-Why",
    ),
    "a wording": (
        lambda d: d["components"]["examples"].update(
            Unpaid={"summary": "No money", "value": {}, "x-evidence": "observed"}
        ),
        "wording Unpaid",
    ),
    "a grade that was raised": (
        lambda d: d["components"]["schemas"]["PageRequest"].pop("x-evidence"),
        "field listNumbers.page",
    ),
    "a grade that was lowered": (
        lambda d: d["components"]["schemas"]["LocalTime"].update({"x-evidence": "observed"}),
        "field listReservations.200.data.reserved_untill",
    ),
    "an answer that was never graded": (
        lambda d: d["components"]["responses"]["Forbidden"].pop("x-evidence"),
        "answer listNumbers.403",
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_fact_without_a_source_or_its_grade(name: str) -> None:
    """It is named, with what to do about it."""
    change, fact = CHANGES[name]
    found = [fault for fault in faults_once(change) if fault.startswith(f"{fact}:")]
    assert len(found) == 1
    assert re.search("where does it come from|was expected, since its source is", found[0])


def test_a_claim_that_no_fact_needs() -> None:
    """It is named: a source that nothing comes from is an untruth as well."""
    sources = load_sources()
    sources["claims"].append({"fact": "field buyNumbers.discount", "source": "clients"})
    (fault,) = ledger_of(Document(DOCUMENT), sources).faults
    assert fault == "sources.yaml: field buyNumbers.discount: no fact needs it; drop it"

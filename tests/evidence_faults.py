"""Faults in the evidence: facts that nobody asks for their source, grades that pass for others."""

from tests.faults import Fault

FACTS = "scripts/evidence/facts.py"
PAGE = "scripts/evidence/page.py"
LEDGER = "scripts/evidence/ledger.py"
SOURCES = "scripts/evidence/sources.yaml"
BY_CHANGE = "tests/test_evidence.py::test_a_fact_without_a_source_or_its_grade"
BY_DOCUMENT = "tests/test_evidence.py::test_the_document"
BY_DOCUMENTATION = "tests/test_evidence.py::test_the_documentation"

EVIDENCE_FAULTS = [
    Fault(
        name="TakesAnyFieldForThePages",
        file=PAGE,
        healthy='described = name in self.row["answer"]',
        faulty='described = self.row["answer"] != []',
        caught_by=BY_CHANGE,
        only="answer",
    ),
    Fault(
        name="TakesAnyValueForThePages",
        file=PAGE,
        healthy='code(fact) in self.row["parameter_values"].get(bare, [])',
        faulty='bare in self.row["parameters"]',
        caught_by=BY_CHANGE,
        only="value",
    ),
    Fault(
        name="DoesNotAskForASource",
        file=LEDGER,
        healthy="    if found is None:\n        yield (",
        faulty="    if found is None and entry.grade is None:\n        yield (",
        caught_by=BY_CHANGE,
    ),
    Fault(
        name="LetsAnyGradePass",
        file=LEDGER,
        healthy='    elif entry.grade not in sources[found.source]["grades"]:',
        faulty="    elif not entry.grade:",
        caught_by=BY_CHANGE,
        only="grade",
    ),
    Fault(
        name="KeepsAClaimThatNoFactNeeds",
        file=LEDGER,
        healthy='if claim["fact"] not in used)',
        faulty='if claim["fact"] in ())',
        caught_by="tests/test_evidence.py::test_a_claim_that_no_fact_needs",
    ),
    Fault(
        name="LosesTheValuesOfTheDocument",
        file=FACTS,
        healthy='schema.get("enum", [schema["const"]] if "const" in schema else [])',
        faulty='([schema["const"]] if "const" in schema else [])',
        caught_by=BY_DOCUMENT,
    ),
    Fault(
        name="LosesTheLimitsOfTheDocument",
        file=FACTS,
        healthy="        if keyword in schema:\n",
        faulty='        if keyword == "pattern" and keyword in schema:\n',
        caught_by=BY_DOCUMENT,
    ),
    Fault(
        name="LosesTheHeadersOfTheDocument",
        file=FACTS,
        healthy="    yield from headers(document)\n",
        faulty="",
        caught_by=BY_CHANGE,
        only="header",
    ),
    Fault(
        name="ClaimsThatFrameworksAreDocumented",
        file=SOURCES,
        healthy='то, как он читает запросы"\n    grades: [inferred]',
        faulty='то, как он читает запросы"\n    grades: [documented]',
        caught_by=BY_DOCUMENT,
    ),
    Fault(
        name="RaisesAGradeWithoutEvidence",
        file="openapi.yaml",
        healthy="page to answer, from 1.\n      x-evidence: inferred",
        faulty="page to answer, from 1.\n      x-evidence: observed",
        caught_by=BY_DOCUMENT,
    ),
    Fault(
        name="AddsACodeThatNobodyHasSeen",
        file="openapi.yaml",
        healthy='      enum: ["Y", "N"]\n',
        faulty='      enum: ["Y", "N", "Q"]\n',
        caught_by=BY_DOCUMENT,
    ),
    Fault(
        name="TellsNoRequestsInTheDocumentation",
        file="scripts/build_docs/evidence.py",
        healthy='("parameter", "request", "field", "answer")',
        faulty='("parameter", "field", "answer")',
        caught_by=BY_DOCUMENTATION,
    ),
    Fault(
        name="TellsAnotherGradeInTheDocumentation",
        file="scripts/build_docs/evidence.py",
        healthy="setdefault((each.grade, each.name), [])",
        faulty='setdefault(("inferred", each.name), [])',
        caught_by=BY_DOCUMENTATION,
    ),
    Fault(
        name="TellsAnotherSourceInTheDocumentation",
        file="scripts/build_docs/evidence.py",
        healthy="setdefault((each.grade, each.name), [])",
        faulty="setdefault((each.grade, entries[0].name), [])",
        caught_by=BY_DOCUMENTATION,
    ),
    Fault(
        name="ShowsATracebackToWhoeverStopsReading",
        file="scripts/evidence/__main__.py",
        healthy="    except BrokenPipeError:",
        faulty="    except ZeroDivisionError:",
        caught_by="tests/test_evidence.py::test_a_reader_who_has_seen_enough",
    ),
]

"""The report as JUnit XML: a suite for each operation, a case for each fact."""

import re
from xml.etree import ElementTree

from ..facts import Standing, State
from .findings import Findings, kind

# What XML 1.0 has no character for.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_junit(findings: Findings) -> bytes:
    """The report. A difference is a failure with a type; what was not tried is skipped."""
    root = ElementTree.Element("testsuites", _counted([*findings.ledger.standings.values()]))
    root.set("name", "plusofon-contract")
    root.set("time", f"{findings.seconds:.1f}")
    for operation, standings in findings.by_operation.items():
        suite = ElementTree.SubElement(root, "testsuite", _counted(standings))
        suite.set("name", operation)
        suite.set("timestamp", findings.started)
        for standing in standings:
            _case(suite, standing)
    _end(root, findings)
    text: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return text


def _counted(standings: list[Standing]) -> dict[str, str]:
    states = [standing.state for standing in standings]
    return {
        "tests": str(len(states)),
        "failures": str(states.count(State.DIFFERS)),
        "skipped": str(states.count(State.NOT_TRIED)),
        "errors": "0",
    }


def _case(suite: ElementTree.Element, standing: Standing) -> None:
    fact = standing.fact
    name = f"{fact.place} {fact.name}".strip()
    case = ElementTree.SubElement(suite, "testcase", {"classname": fact.operation, "name": name})
    if standing.state is State.NOT_TRIED:
        ElementTree.SubElement(case, "skipped", {"message": _clean(standing.why)})
    if standing.state is State.DIFFERS:
        told = "\n".join(
            f"expected: {each.expected}\ngot: {each.got}\nrequest: {each.request}"
            for each in standing.differences
        )
        message = f"{kind(standing)} ({fact.grade}): {fact.claim}"
        attributes = {"type": kind(standing), "message": _clean(message)}
        failure = ElementTree.SubElement(case, "failure", attributes)
        failure.text = _clean(told)


def _end(root: ElementTree.Element, findings: Findings) -> None:
    """Let a run that ended early be an error, so that nobody takes it for a good one."""
    told = [_clean(findings.stopped)] if findings.stopped else []
    told += [_clean(f"not undone: {step}") for step in findings.left]
    if told:
        root.set("errors", str(len(told)))
        suite = ElementTree.SubElement(
            root,
            "testsuite",
            {"name": "the run", "tests": str(len(told)), "errors": str(len(told))},
        )
        for sentence in told:
            case = ElementTree.SubElement(suite, "testcase", {"classname": "run", "name": sentence})
            ElementTree.SubElement(case, "error", {"message": sentence})


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("�", text)

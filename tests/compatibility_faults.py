"""Faults in what keeps promises: breaks that pass for additions, versions that nobody checks."""

from tests.contract import DOCUMENT
from tests.faults import Fault

VERSION = DOCUMENT["info"]["version"]

STEP = "scripts/compatibility/step.py"
OASDIFF = "scripts/compatibility/oasdiff.py"
RULES = "scripts/compatibility/own_rules.py"
CHANGELOG = "scripts/compatibility/changelog.py"
CHECK = "scripts/compatibility/check.py"
RELEASES = "scripts/compatibility/releases.py"
BY_CASE = "tests/test_compatibility.py::test_a_change"
BY_REFUSAL = "tests/test_compatibility.py::test_a_version_that_says_something_else"


def blind(rule: str, only: str) -> Fault:
    """A fault by which a rule is no longer asked."""
    name = "".join(word.capitalize() for word in rule.split("_"))
    healthy = f"def {rule}(older: Document, newer: Document) -> Iterator[Change]:\n"
    return Fault(
        f"AsksNoLongerFor{name}", RULES, healthy, f"{healthy}    return\n", BY_CASE, only=only
    )


COMPATIBILITY_FAULTS = [
    Fault(
        name="TakesAWarningForAnAddition",
        file=OASDIFF,
        healthy="2: Step.BREAKING, 3",
        faulty="2: Step.ADDITION, 3",
        caught_by=BY_CASE,
        only="pattern",
    ),
    Fault(
        name="LetsAnOperationChangeItsName",
        file=OASDIFF,
        healthy='    "api-operation-id-removed": Step.BREAKING,\n',
        faulty="",
        caught_by="tests/test_compatibility.py::test_what_only_informs",
    ),
    Fault(
        name="TakesANewCodeForABreak",
        file=OASDIFF,
        healthy='    "response-property-enum-value-added": Step.ADDITION,\n',
        faulty="",
        caught_by=BY_CASE,
        only="code and more",
    ),
    Fault(
        name="LetsAnErrorsStatusGo",
        file=OASDIFF,
        healthy='    "response-non-success-status-removed": Step.BREAKING,\n',
        faulty="",
        caught_by="tests/test_compatibility.py::test_what_only_informs",
    ),
    blind("naming", "name or apart"),
    blind("catalogue", "error"),
    blind("outside", "outside"),
    blind("examples", "example"),
    blind("links", "link"),
    blind("closedness", "open or closed"),
    blind("behaviour", "again or twice"),
    blind("addresses", "address or default"),
    blind("examples_refused", "forbidden"),
    blind("words", "description"),
    Fault(
        name="LetsTheFirstNumberStay",
        file=STEP,
        healthy="Step.BREAKING: (major + 1, 0, 0) if major else",
        faulty="Step.BREAKING: (major, minor + 1, 0) if major else",
        caught_by="tests/test_compatibility.py::test_the_version_that_a_step_demands",
    ),
    Fault(
        name="LetsAnyVersionPass",
        file=CHECK,
        healthy="    if found.version != expected and not is_made_stable(found):",
        faulty="    if numbers(found.version) < numbers(expected):",
        caught_by=BY_REFUSAL,
    ),
    Fault(
        name="BelievesTheChangelogAlone",
        file=CHECK,
        healthy="next_version(found.last, max(found.step, claimed))",
        faulty="next_version(found.last, claimed)",
        caught_by=BY_REFUSAL,
    ),
    Fault(
        name="PublishesADraft",
        file=CHANGELOG,
        healthy="        if self.is_draft:",
        faulty="        if self.is_draft and not changes:",
        caught_by=BY_REFUSAL,
    ),
    Fault(
        name="LetsABreakGoUntold",
        file=CHANGELOG,
        healthy="            if found and self.claims < step:",
        faulty="            if found and self.claims < Step.WORDS:",
        caught_by=BY_REFUSAL,
    ),
    Fault(
        name="OrdersReleasesAsText",
        file=RELEASES,
        healthy="key=lambda each: numbers(each.name))",
        faulty="key=lambda each: each.name)",
        caught_by="tests/test_compatibility.py::test_a_release_and_what_came_after",
    ),
    Fault(
        name="LetsAReleaseMoveAlong",
        file=RELEASES,
        healthy="        if told != checksum(self.document):",
        faulty="        if not told:",
        caught_by="tests/test_compatibility.py::test_a_release_that_was_changed",
    ),
    Fault(
        name="TellsAnOlderVersionInRussian",
        file="docs/ru/changelog.md",
        healthy=f"## {VERSION} (",
        faulty="## 0.0.9 (",
        caught_by="tests/test_version.py::test_the_changelog",
    ),
    Fault(
        name="ForgetsTheVersionOfTheControlApi",
        file="scripts/mock_server/control.yaml",
        healthy=f"\n  version: {VERSION}\n",
        faulty="\n  version: 0.0.9\n",
        caught_by="tests/test_version.py::test_the_mock",
    ),
    Fault(
        name="ForgetsTheVersionOfAnOverlay",
        file="scripts/overlays/portable.yaml",
        healthy=f"\n  version: {VERSION}\n",
        faulty="\n  version: 0.0.9\n",
        caught_by="tests/test_version.py::test_an_overlay",
    ),
    Fault(
        name="TellsTheServiceAnotherVersion",
        file="generated/python/plusofon_numbers/configuration.py",
        healthy=f'"plusofon-numbers/{VERSION}"',
        faulty='"plusofon-numbers/0.0.9"',
        caught_by="tests/test_version.py::test_the_client",
    ),
]

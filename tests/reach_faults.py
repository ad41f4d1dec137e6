"""Faults in the count of what property tests reach: what is missed and nobody notices."""

from tests.faults import Fault

KEYWORDS = "scripts/score/keywords.py"
REACH = "scripts/score/reach.py"
NOTES = "tests/reach.py"
BY_KEYWORD = "tests/test_reach.py::test_a_keyword"
BY_GAP = "tests/test_reach.py::test_what_is_not_reached"

REACH_FAULTS = [
    Fault(
        name="CountsALimitThatNoNumberMet",
        file=KEYWORDS,
        healthy="if keyword in schema and (of is ANY or kind in of):",
        faulty="if keyword in schema:",
        caught_by=BY_KEYWORD,
    ),
    Fault(
        name="TakesOneBranchForTheChoice",
        file=KEYWORDS,
        healthy=", decides=False)",
        faulty=")",
        caught_by="tests/test_reach.py::test_a_request_that_is_allowed",
    ),
    Fault(
        name="CountsOnWithAKeywordThatItDoesNotKnow",
        file=KEYWORDS,
        healthy='if any(not each.startswith("x-") for each in unknown):',
        faulty="if not schema:",
        caught_by="tests/test_reach.py::test_a_keyword_that_nobody_knows",
    ),
    Fault(
        name="LooksIntoNoList",
        file=KEYWORDS,
        healthy='    if is_list(value) and "items" in schema:',
        faulty='    if is_list(schema) and "items" in schema:',
        caught_by=BY_KEYWORD,
    ),
    Fault(
        name="ForgivesWhatIsNotReached",
        file=REACH,
        healthy="            if not any(reason.covers(side, pair) for reason in known):",
        faulty="            if not wanted:",
        caught_by=BY_GAP,
    ),
    Fault(
        name="KeepsAReasonThatIsNoLongerTrue",
        file=REACH,
        healthy="sorted(meant - missing.get(reason.side, set()))",
        faulty="sorted(meant - wanted)",
        caught_by=BY_GAP,
    ),
    Fault(
        name="BelievesARunOfAnotherDocument",
        file=REACH,
        healthy="    return reached if reached.document == digest(text) else None",
        faulty="    return reached",
        caught_by="tests/test_reach.py::test_a_part_of_the_tests",
    ),
    Fault(
        name="WritesDownAPartOfTheTests",
        file=NOTES,
        healthy="for name in names} <= RAN:",
        faulty="for name in names} != RAN:",
        caught_by="tests/test_reach.py::test_a_part_of_the_tests",
    ),
    Fault(
        name="BelievesARefusalOfTwoMistakes",
        file=NOTES,
        healthy="    if len(innermost(broken)) < 2:",
        faulty="    if len(innermost(broken)) < 3:",
        caught_by="tests/test_reach.py::test_a_request_that_is_wrong_in_two_places",
    ),
    Fault(
        name="TakesAHostOfAnyLength",
        file="scripts/mock_server/parameters.py",
        healthy="    if validator.is_valid(sent):\n",
        faulty='    if validator.is_valid(sent) or len(str(sent.get("host"))) > 253:\n',
        caught_by="tests/test_forbidden.py::test_a_request_that_breaks_a_keyword",
    ),
]

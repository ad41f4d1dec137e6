"""Faults in the scorecard: figures that cannot fall, floors that nobody keeps."""

from tests.faults import Fault

MEASURES = "scripts/score/measures.py"
COMMAND = "scripts/score/__main__.py"
BY_LOSS = "tests/test_score.py::test_a_loss"

SCORE_FAULTS = [
    Fault(
        name="BoundsANumberOnOneSide",
        file=MEASURES,
        healthy='else {"minimum", "maximum"}',
        faulty='else {"maximum"}',
        caught_by=BY_LOSS,
        only="numbers",
    ),
    Fault(
        name="TakesAnyExampleForValid",
        file=MEASURES,
        healthy=".is_valid(value)",
        faulty=".is_valid(value) or True",
        caught_by=BY_LOSS,
        only="valid",
    ),
    Fault(
        name="CountsTheFirstTypeOfForwarding",
        file=MEASURES,
        healthy="(body for _, body in bodies_of(operation) if body)",
        faulty="(body for _, body in [*bodies_of(operation)][1:] if body)",
        caught_by=BY_LOSS,
        only="closed or strings",
    ),
    Fault(
        name="IsContentWithOneWayToFail",
        file=MEASURES,
        healthy='{"4", "5"} <= {',
        faulty='{"4"} <= {',
        caught_by="tests/test_score.py::test_an_operation_that_says_only_one_way_to_fail",
    ),
    Fault(
        name="LooksBetterThanItIs",
        file=COMMAND,
        healthy="math.floor(percent * 10)",
        faulty="round(percent * 10)",
        caught_by="tests/test_score.py::test_a_share_that_is_nearly_whole",
    ),
    Fault(
        name="KeepsNoFloor",
        file=COMMAND,
        healthy="self.percent < self.floor",
        faulty="self.percent < 0",
        caught_by=BY_LOSS,
    ),
    Fault(
        name="ScoresTheDocumentWithoutItsSamples",
        file=COMMAND,
        healthy="    return apply_overlay(document, load_overlay(SAMPLES))",
        faulty="    return apply_overlay(document, [])",
        caught_by="tests/test_score.py::test_the_document",
    ),
    Fault(
        name="LosesALimitOfWhatIsSent",
        file="openapi.yaml",
        healthy="          maxLength: 64\n          description: Presumably a code",
        faulty="          description: Presumably a code",
        caught_by="tests/test_score.py::test_the_document",
    ),
]

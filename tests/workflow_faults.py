"""Faults in the workflows, in what checks them, and in what makes the guides' steps of them.

Those that only a run can find are planted in tests/workflows/.
"""

from tests.faults import Fault

DOCUMENT = "workflows.arazzo.yaml"
CHECKS = "scripts/workflows/checks.py"
GUIDES = "scripts/build_docs/workflows.py"
BY_DOCUMENT = "tests/test_workflows.py::test_the_document"
BY_WRONG = "tests/test_workflows.py::test_a_document_that_is_wrong"
BY_PAGE = "tests/test_workflows.py::test_the_steps_of_a_page"
BY_COPIES = "tests/test_workflows.py::test_copies_on_written_pages"

WORKFLOW_FAULTS = [
    Fault(
        name="NamesAnOperationThatThereIsNot",
        file=DOCUMENT,
        healthy="operationId: buyNumbers",
        faulty="operationId: buyNumber",
        caught_by=BY_DOCUMENT,
    ),
    Fault(
        name="SendsAnIdAsText",
        file=DOCUMENT,
        healthy="            type: empty\n            numbers:\n              - $inputs.number_id",
        faulty="            type: empty\n            numbers:\n              - '15'",
        caught_by=BY_DOCUMENT,
    ),
    Fault(
        name="OverlooksARepeatedPurchase",
        file=CHECKS,
        healthy='        if action.get("type") == "retry":',
        faulty='        if action.get("type") == "repeat":',
        caught_by=BY_WRONG,
        only="repeated",
    ),
    Fault(
        name="OverlooksARefusalInside200",
        file=CHECKS,
        healthy="    if SUCCEEDED not in conditions:",
        faulty="    if not conditions:",
        caught_by=BY_WRONG,
        only="refusal",
    ),
    Fault(
        name="OverlooksAPlaceThatNoAnswerHas",
        file=CHECKS,
        healthy="            if not all(self.has(schema,",
        faulty="            if not schemas and all(self.has(schema,",
        caught_by=BY_WRONG,
        only="output",
    ),
    Fault(
        name="LeavesAStepOutOfAGuide",
        file=GUIDES,
        healthy="enumerate(self.workflow.steps, 1)",
        faulty="enumerate(self.workflow.steps[:2], 1)",
        caught_by=BY_PAGE,
        only="buyNumber",
    ),
    Fault(
        name="KeepsAFailureFromAGuide",
        file=GUIDES,
        healthy="        for kind, label in ACTIONS.items():",
        faulty="        for kind, label in [*ACTIONS.items()][:1]:",
        caught_by=BY_PAGE,
        only="buyNumber",
    ),
    Fault(
        name="WritesStepsOutOnAPage",
        file="docs/en/recipes/lost-answer.md",
        healthy='{{ workflow("settlePurchase") }}',
        faulty='{{ workflow("settlePurchase") }}\n\n1. Look into listNumbers.',
        caught_by=BY_COPIES,
    ),
    Fault(
        name="ExplainsAStepInEnglishAlone",
        file=DOCUMENT,
        healthy="See what the reserved number costs",
        faulty="See what the reserved number will cost",
        caught_by="tests/test_translation.py::test_a_translation",
        only="workflows",
    ),
]

"""Faults in the document: it promises less, more or something else than was written down of it.

`python -m tests.mutants openapi.yaml` makes all of these kinds; here is one of each, and which test
has it for its own.
"""

from tests.faults import Fault

DOCUMENT = "openapi.yaml"
PROMISE = "tests/test_promises.py::test_a_promise_in_both_readings"

DOCUMENT_FAULTS = [
    Fault(
        name="DropsWhatIsRequired",
        file=DOCUMENT,
        healthy="required: [number, owner_type]",
        faulty="required: [owner_type]",
        caught_by="tests/test_document.py::test_the_parameters_of_the_page",
        only="reserveNumber",
    ),
    Fault(
        name="DropsWhatAnAnswerIsSureToHave",
        file=DOCUMENT,
        healthy="required: [id, title, code]",
        faulty="required: [id, title]",
        caught_by=PROMISE,
        only="objects",
    ),
    Fault(
        name="WidensAnEnumeration",
        file=DOCUMENT,
        healthy="enum: [bitrix, amo]",
        faulty="enum: [bitrix, amo, hubspot]",
        caught_by=PROMISE,
        only="values",
    ),
    Fault(
        name="SwapsTwoExamples",
        file=DOCUMENT,
        healthy=(
            'wrong_parameter: {$ref: "#/components/examples/WrongParameter"}\n'
            '            unknown_parameter: {$ref: "#/components/examples/UnknownParameter"}'
        ),
        faulty=(
            'wrong_parameter: {$ref: "#/components/examples/UnknownParameter"}\n'
            '            unknown_parameter: {$ref: "#/components/examples/WrongParameter"}'
        ),
        caught_by=PROMISE,
        times=4,
        only="answers",
    ),
    Fault(
        name="RenamesAField",
        file=DOCUMENT,
        healthy="        reserved_untill:\n",
        faulty="        reserved_until:\n",
        caught_by="tests/test_document.py::test_the_answer_of_the_page",
        only="listReservations",
    ),
    Fault(
        name="ShiftsABound",
        file=DOCUMENT,
        healthy="maximum: 99999\n",
        faulty="maximum: 9999\n",
        caught_by=PROMISE,
        only="objects",
    ),
    Fault(
        name="DropsAPattern",
        file=DOCUMENT,
        healthy="          pattern: ^[0-9?*]{1,32}$\n",
        faulty="",
        caught_by=PROMISE,
        only="objects",
    ),
    Fault(
        name="DropsALink",
        file=DOCUMENT,
        healthy=(
            "        SeeTheReservation:\n"
            "          operationId: listReservations\n"
            "          description: The list has the reservation's id and its end.\n"
        ),
        faulty="",
        caught_by=PROMISE,
        only="answers",
    ),
]

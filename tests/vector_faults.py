"""Faults of the vectors, of their server and of what compares, and of a client in their eyes."""

from tests.faults import Fault

CLIENTS = "tests/clients/"
RUNNERS = "tests/test_client_runners.py"
SERVER = "tests/test_vector_server.py"
COMPARISON = "tests/test_vector_comparison.py"
VECTORS = "tests/test_vectors.py"
PYTHON = f"{RUNNERS}::test_the_python_client"
WRONG = f"{SERVER}::test_a_wrong_request"
STRAYS = '  "strays": "the document has no such answer",\n'
REDIRECTED = '  "expect": {"error": "UnreadableAnswer", "status": 302}'
MADE = f"{VECTORS}::test_the_files"

VECTOR_FAULTS = [
    # The vectors.
    Fault(
        "AVectorIsEditedByHand",
        "tests/vectors/searchNumbers.json",
        '"id": "searchNumbers-moscow"',
        '"id": "searchNumbers-Moscow"',
        MADE,
    ),
    Fault(
        "AnExampleChangesUnderTheVectors",
        "openapi.yaml",
        'value: {pin: "4711"}',
        'value: {pin: "4712"}',
        MADE,
    ),
    Fault(
        "ForgetsTheOtherDefaults",
        f"{CLIENTS}calls.py",
        "        if name in targets:\n",
        "        if name == 'sip_id':\n",
        MADE,
    ),
    Fault(
        "TakesAStrayForAnAnswerOfTheDocument",
        "tests/vectors/errors.json",
        f"{STRAYS}{REDIRECTED}",
        REDIRECTED,
        f"{VECTORS}::test_an_answer_obeys_the_document",
        times=2,
        only="search",
    ),
    Fault(
        "WaitsForAForbiddenRequest",
        "tests/vectors/reserveNumber.json",
        '{"number": 4951919034, "owner_type": "business"}',
        '{"number": 4951919034, "owner_type": "company"}',
        f"{VECTORS}::test_a_request_obeys_the_document",
        times=2,
        only="reserveNumber",
    ),
    # The server.
    Fault(
        "TakesAnyMethod",
        f"{CLIENTS}wire.py",
        "if received.method != vector.request.method:",
        "if not received.method:",
        WRONG,
        only="method",
    ),
    Fault(
        "TakesAnyPath",
        f"{CLIENTS}wire.py",
        "if received.path != vector.request.path:",
        "if not received.path.endswith(vector.request.path[-8:]):",
        WRONG,
        only="outside",
    ),
    Fault(
        "LooksPastTheClientCode",
        f"{CLIENTS}wire.py",
        '"Client": vector.client or CLIENT, ',
        "",
        WRONG,
        only="client",
    ),
    Fault(
        "LooksPastAccept",
        f"{CLIENTS}wire.py",
        ', "Accept": JSON}',
        "}",
        WRONG,
        only="Accept",
    ),
    Fault(
        "LooksPastTheTypeOfABody",
        f"{CLIENTS}wire.py",
        "if received.body and kind",
        "if not received.body and kind",
        WRONG,
        only="type",
    ),
    Fault(
        "TakesFiltersTwice",
        f"{CLIENTS}wire.py",
        "        if body:\n",
        "        if not body:\n",
        WRONG,
        only="filters",
    ),
    Fault(
        "TakesAQueryBesideABody",
        f"{CLIENTS}wire.py",
        "        if query:\n            yield",
        "        if not query:\n            yield",
        WRONG,
        only="beside",
    ),
    Fault(
        "TakesAnIntegerForAText",
        f"{CLIENTS}comparison.py",
        "    return type(expected) is type(came) and expected == came",
        "    return str(expected) == str(came)",
        WRONG,
        only="type or texts or class",
    ),
    Fault(
        "LooksPastWhatIsTooMuch",
        f"{CLIENTS}comparison.py",
        "for key in {**expected, **came}:",
        "for key in expected:",
        WRONG,
        only="more",
    ),
    Fault(
        "LooksPastARepeatedRequest",
        f"{CLIENTS}server.py",
        "return wrong if count == 1 else",
        "return wrong if count else",
        f"{SERVER}::test_a_request_that_is_repeated",
    ),
    Fault(
        "LooksPastAStranger",
        f"{CLIENTS}server.py",
        '            self.notes.add_stranger(f"{line}: {wrong[0]}")\n',
        "",
        WRONG,
        only="token",
    ),
    Fault(
        "FinishesAnAnswerThatIsToBeCut",
        f"{CLIENTS}server.py",
        "missing = 1000 if answer.is_cut else 0",
        "missing = 0",
        f"{SERVER}::test_the_right_requests",
        only="searchNumbers",
    ),
    # What compares.
    Fault(
        "TakesAnIdForAnAmount",
        f"{CLIENTS}comparison.py",
        "    if name in PRICES:\n",
        "    if name:\n",
        f"{COMPARISON}::test_an_id_and_a_number_of_another_type",
    ),
    Fault(
        "TakesEachPriceForTheSame",
        f"{CLIENTS}comparison.py",
        "return amount is not None and amount == _amount(came)",
        "return amount is not None",
        f"{COMPARISON}::test_a_price_of_another_amount",
    ),
    Fault(
        "TakesZeroForNull",
        f"{CLIENTS}comparison.py",
        "if expected in (None, MISSING) and came in (None, MISSING):",
        "if expected in (None, MISSING) and not came:",
        f"{COMPARISON}::test_null_and_nothing",
    ),
    Fault(
        "LooksPastTheNameOfAnError",
        f"{CLIENTS}comparison.py",
        'if told["error"] != expect.error:',
        "if expect.delivered:",
        f"{COMPARISON}::test_an_error_that_is_another",
    ),
    Fault(
        "LooksPastTheTokenInAMessage",
        f"{CLIENTS}comparison.py",
        "elif vector.id in message:",
        "elif not message:",
        f"{COMPARISON}::test_an_error_that_is_another",
    ),
    # What runs.
    Fault(
        "TellsTheRunnerWhatIsExpected",
        f"{CLIENTS}vectors.py",
        '"arguments": self.arguments, **client}',
        '"arguments": self.arguments, "expect": 1, **client}',
        f"{RUNNERS}::test_what_a_runner_gets_to_know",
    ),
    Fault(
        "TakesTwoLinesForOne",
        f"{CLIENTS}trial.py",
        "if len(lines) != 1:",
        "if not lines:",
        f"{RUNNERS}::test_a_runner_with_a_mischief",
        only="twice",
    ),
    Fault(
        "LooksPastTheExitStatus",
        f"{CLIENTS}trial.py",
        "    if done.returncode:\n",
        "    if done.returncode == 2:\n",
        f"{RUNNERS}::test_a_runner_that_is_wrong_as_a_whole",
        only="fails",
    ),
    Fault(
        "CorruptsNothing",
        f"{CLIENTS}__main__.py",
        "served = {name: CORRUPTIONS[kind](vector)",
        "served = {name: vector",
        f"{RUNNERS}::test_a_runner_that_pretends",
    ),
    Fault(
        "BelievesTheRunnerAboutTheFlow",
        f"{CLIENTS}flow.py",
        "    if changes != CHANGES:\n",
        "    if not CHANGES:\n",
        f"{RUNNERS}::test_a_flow_that_did_not_happen",
    ),
    Fault(
        "DoesWithoutALanguageWhereAllAreRequired",
        f"{CLIENTS}__main__.py",
        'os.environ.get("REQUIRE_CLIENTS")',
        'os.environ.get("REQUIRE_CLIENT")',
        f"{RUNNERS}::test_a_language_whose_tools_are_missing",
    ),
    Fault(
        "TakesAnUnmadeClientForAMissingTool",
        f"{CLIENTS}languages.py",
        'is not there; run make clients", is_missing=False)',
        'is not there; run make clients", is_missing=True)',
        f"{RUNNERS}::test_a_client_that_cannot_be_installed",
    ),
    Fault(
        "LeavesAClientWithoutARunnerOut",
        f"{CLIENTS}languages.py",
        "for name in names or made if",
        "for name in names if",
        f"{RUNNERS}::test_a_client_without_a_runner",
    ),
    # The Python client, as the vectors see it.
    Fault(
        "TheClientLosesAFilter",
        "scripts/generators/python/operations.jinja",
        "{%- for wire in schema.properties %}",
        '{%- for wire in schema.properties if wire != "phone_number" %}',
        PYTHON,
        only="async",
    ),
    Fault(
        "TheClientTakesAFailureInside200ForSuccess",
        "scripts/generators/python/api_init.py.jinja",
        'if body.get("success") is False:',
        'if body.get("success") == "no":',
        PYTHON,
        only="async",
    ),
]

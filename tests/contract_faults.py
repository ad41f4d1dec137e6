"""Faults of plusofon-contract that the tests must find."""

from tests.faults import Fault

CONTRACT = "scripts/contract/"
MOCK = "tests/test_contract_mock.py"
ROGUE = "tests/test_contract_rogue.py"
COMMAND = "tests/test_contract_command.py"
LEARN = "tests/test_contract_learn.py"
DEVIATION = f"{ROGUE}::test_a_deviation"

CONTRACT_FAULTS = [
    Fault(
        "SendsAPurchaseTwice",
        f"{CONTRACT}caller.py",
        "        if self.is_sent:",
        "        if False:",
        f"{ROGUE}::test_a_request_that_is_sent_again",
    ),
    Fault(
        "GoesOnAfterA429",
        f"{CONTRACT}caller.py",
        "if exchange.status == 429:",
        "if exchange.status == 428:",
        f"{MOCK}::test_the_first_429",
    ),
    Fault(
        "JudgesWhatItNeverReached",
        f"{CONTRACT}command.py",
        "            ledger.end()\n",
        "",
        f"{MOCK}::test_the_first_429",
    ),
    Fault(
        "TakesAnotherApiForThisOne",
        f"{CONTRACT}looks.py",
        '        return "jsonrpc" in exchange.answer\n',
        "        return not exchange.answer\n",
        f"{COMMAND}::test_nothing_that_was_tried",
    ),
    Fault(
        "LeavesItsTablesBehind",
        f"{CONTRACT}__main__.py",
        '        os.environ.setdefault("HYPOTHESIS_STORAGE_DIRECTORY", folder)\n',
        "",
        f"{COMMAND}::test_what_is_left_behind",
    ),
    Fault(
        "HurriesThroughTheRequests",
        f"{CONTRACT}caller.py",
        "self._pause = 1 / rate",
        "self._pause = 0 / rate",
        f"{MOCK}::test_the_rate",
    ),
    Fault(
        "LeavesAReservationAtTheEnd",
        f"{CONTRACT}command.py",
        "            if journal and journal.steps:",
        "            if journal and not journal.steps:",
        f"{COMMAND}::test_a_signal_while_a_number_is_reserved",
    ),
    Fault(
        "ForgetsWhatItIsAboutToDo",
        f"{CONTRACT}journal.py",
        "        self.steps.append(step)\n        self._write()\n",
        "        self.steps.append(step)\n",
        f"{COMMAND}::test_a_run_that_was_killed",
    ),
    Fault(
        "TakesNewsForABrokenPromise",
        f"{CONTRACT}facts.py",
        'return self.fact.grade == "inferred"',
        'return self.fact.grade == "guessed"',
        f"{MOCK}::test_a_mock_that_refuses_what_the_provider_presumably_tolerates",
    ),
    Fault(
        "PrintsTheToken",
        f"{CONTRACT}__main__.py",
        "    keep_secret(token)\n",
        "",
        f"{COMMAND}::test_a_server_that_echoes_the_token",
    ),
    Fault(
        "ChangesWithoutPermission",
        f"{CONTRACT}command.py",
        "journal = Journal(order.journal, order.base_url) if order.allowance.changes else None",
        "journal = Journal(order.journal, order.base_url)",
        f"{MOCK}::test_what_is_sent_without_permission",
    ),
    Fault(
        "BuysBeyondTheBudget",
        f"{CONTRACT}plan.py",
        "if not found or (found[0].price or budget) > budget or",
        "if not found or",
        f"{MOCK}::test_a_number_beyond_the_budget",
    ),
    Fault(
        "BelievesAPageThatIsEmpty",
        f"{CONTRACT}looks.py",
        "    others = [item for item in found if not matches(run, name, value, item)]\n",
        "    others = [item for item in found[:0] if not matches(run, name, value, item)]\n",
        DEVIATION,
        only="IgnoresTheKind",
    ),
    Fault(
        "OverlooksWhatIsMissing",
        f"{CONTRACT}reading.py",
        'elif name in node.get("required", ()):',
        'elif name in node.get("needed", ()):',
        DEVIATION,
        only="LosesTheClass",
    ),
    Fault(
        "TakesAnAnswerForACancellation",
        f"{CONTRACT}reserving.py",
        '    if listed(run, "listReservations", step):\n        expected,',
        "    if not step:\n        expected,",
        f"{ROGUE}::test_a_server_that_cancels_nothing",
    ),
    Fault(
        "LearnsFromAMock",
        f"{CONTRACT}learning/command.py",
        "        if operation and entry.host in hosts:",
        "        if operation and hosts:",
        f"{LEARN}::test_traffic_of_another_host",
    ),
    Fault(
        "WritesDownWhatCame",
        f"{CONTRACT}learning/shapes.py",
        "        return shape(next(",
        "        return str(next(",
        f"{LEARN}::test_what_nobody_may_see",
    ),
    Fault(
        "RaisesTheGradeOfAMeaning",
        f"{CONTRACT}learning/lessons.py",
        'is_structure = node.get("type") in ("array", "object")',
        'is_structure = node.get("type") is not None',
        f"{LEARN}::test_a_grade_that_is_raised",
    ),
]

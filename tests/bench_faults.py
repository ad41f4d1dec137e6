"""Faults of the benchmark that the tests must find: with each, a client that costs more passes."""

from tests.faults import Fault

BENCH = "scripts/bench_client/"
TESTS = "tests/test_bench_client.py"
BEYOND = f"{TESTS}::test_a_client_beyond_one_gate"

BENCH_FAULTS = [
    Fault(
        "EndsWellBeyondAGate",
        f"{BENCH}__main__.py",
        "if all(verdict.is_passed for verdict in table.verdicts) else 1",
        "if any(verdict.is_passed for verdict in table.verdicts) else 1",
        BEYOND,
    ),
    Fault(
        "GoesByTheClock",
        f"{BENCH}costs.py",
        "return self.instructions or self.cpu",
        "return self.wall",
        BEYOND,
    ),
    Fault(
        "CountsTheStartOfTheInterpreter",
        f"{BENCH}verdicts.py",
        "(readings.imports[CLIENT] - bare) / (readings.imports[BASE] - bare)",
        "readings.imports[CLIENT] / readings.imports[BASE]",
        BEYOND,
    ),
    Fault(
        "CountsTheStartOfTheProcess",
        f"{BENCH}meter.py",
        "(more - less) / step for less, more in pairwise(counts)",
        "more / (place * step) for place, more in enumerate(counts, 1)",
        f"{TESTS}::test_the_instructions_of_an_action",
    ),
    Fault(
        "RepeatsANumber",
        f"{BENCH}answers.py",
        'str(int(first["number"]) + place)',
        'str(int(item["number"]) + place)',
        f"{TESTS}::test_the_pages_that_are_read",
    ),
]

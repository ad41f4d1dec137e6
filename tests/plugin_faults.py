"""Faults of the mock as a command, as a distribution and in the hands of tests."""

from tests.faults import Fault

COMMAND = "scripts/mock_server/__main__.py"
LENIENCE = "scripts/mock_server/lenience.py"
MISFORTUNE = "scripts/mock_server/misfortune.py"
PARAMETERS = "scripts/mock_server/parameters.py"
PLUGIN = "scripts/mock_server/plugin.py"
SANDBOX = "scripts/mock_server/sandbox.py"
TESTING = "scripts/mock_server/testing.py"

PLUGIN_FAULTS = [
    Fault(
        "ToleratesWithoutBeingAsked",
        SANDBOX,
        "        lenient=lenient,\n",
        "        lenient=True,\n",
        "tests/test_mock_lenient.py::test_a_sloppy_reservation",
    ),
    Fault(
        "LetsTheQueryWin",
        PARAMETERS,
        "return query | (_object(raw) if is_json(request.content_type) else {})",
        "return (_object(raw) if is_json(request.content_type) else {}) | query",
        "tests/test_mock_lenient.py::test_a_sloppy_reservation",
    ),
    Fault(
        "BuysANumberTwice",
        LENIENCE,
        "kept.setdefault(repr(item), item)",
        "kept[str(len(kept))] = item",
        "tests/test_mock_lenient.py::test_a_sloppy_purchase",
    ),
    Fault(
        "ReadsAnyTypeAsJson",
        LENIENCE,
        "return bool(_JSON.match(content_type))",
        "return True",
        "tests/test_mock_lenient.py::test_filters_that_are_lost",
    ),
    Fault(
        "LetsASeededClockRun",
        "scripts/mock_server/seed.py",
        "clock=still if is_still else ClockSet(),",
        "clock=ClockSet(),",
        "tests/test_mock_seed.py::test_the_same_seed_and_the_same_calls",
    ),
    Fault(
        "LetsASeededClockRunAfterAReset",
        "scripts/mock_server/stock.py",
        "world.catalogue.clock if whole.clock is None else whole.clock",
        "ClockSet() if whole.clock is None else whole.clock",
        "tests/test_mock_seed.py::test_a_clock_that_stands_still",
    ),
    Fault(
        "StopsTheClockWithoutASeed",
        SANDBOX,
        "is_still=seed is not None",
        "is_still=True",
        "tests/test_mock_seed.py::test_without_a_seed",
    ),
    Fault(
        "ThrowsTheSameDiceForEachSeed",
        "scripts/mock_server/orders.py",
        'Random(f"{dice} {_encode(self.order)!r}")',
        'Random(f"{_encode(self.order)!r}")',
        "tests/test_mock_seed.py::test_faults_by_chance",
    ),
    Fault(
        "DrawsLatencyFromOtherDice",
        SANDBOX,
        "self.dice = Random(dice)",
        "self.dice = Random()",
        "tests/test_mock_seed.py::test_latency_by_chance",
    ),
    Fault(
        "HoldsNothingBack",
        "scripts/mock_server/exchange.py",
        "self._done(self._sandbox.held_back(reply))",
        "self._done(reply)",
        "tests/test_mock_seed.py::test_the_option_for_latency",
    ),
    Fault(
        "IgnoresTheOptionForLenience",
        COMMAND,
        "        lenient=arguments.lenient,\n",
        "",
        "tests/test_mock_seed.py::test_the_option_for_lenience",
    ),
    Fault(
        "ShowsATracebackForALongName",
        COMMAND,
        "except ValueError:  # It is too long for a name, or has odd letters.",
        "except KeyError:",
        "tests/test_mock_command.py::test_a_start_that_fails",
        only="no and host",
    ),
    Fault(
        "ShowsAllOptionsForAWrongOne",
        COMMAND,
        '        self.exit(2, f"{self.prog}: {message}. See --help.\\n")',
        "        super().error(message)",
        "tests/test_mock_command.py::test_a_start_that_fails",
        only="lenience",
    ),
    Fault(
        "LendsOneAccountToAllTests",
        PLUGIN,
        'f"test-{run}-{number}:me"',
        'f"test-{run}:{number - number}"',
        "tests/test_mock_plugin.py::test_an_account_for_each_test",
    ),
    Fault(
        "ForgetsFaultsThatWereNeverMet",
        PLUGIN,
        "    if unmet:\n",
        "    if not unmet:\n        return outcome\n    if outcome:\n",
        "tests/test_mock_plugin.py::test_a_fault_that_was_never_met",
    ),
    Fault(
        "ForgetsTheFaultsOfRivals",
        TESTING,
        "for rival in self._rivals.values() for sentence in rival.unmet()",
        "for rival in () for sentence in rival.unmet()",
        "tests/test_mock_plugin.py::test_a_fault_that_was_never_met",
    ),
    Fault(
        "LeavesTheProxyInTheWay",
        PLUGIN,
        '_PROXIED = ("no_proxy", "NO_PROXY")',
        '_PROXIED = ("NO_PROXY",)',
        "tests/test_mock_plugin.py::test_the_environment",
    ),
    Fault(
        "ImportsTheSandboxInEachRun",
        PLUGIN,
        "if TYPE_CHECKING:\n",
        "if True:\n",
        "tests/test_mock_plugin.py::test_a_run_without_the_fixtures",
    ),
    Fault(
        "ShowsItsInsideWhereATestIsWrong",
        MISFORTUNE,
        "raise error.with_traceback(None) from None",
        "raise error",
        "tests/test_mock_plugin.py::test_a_mistake_in_a_test",
    ),
    Fault(
        "CommitsWhatItDisconnects",
        MISFORTUNE,
        'fault = "reset_after_change" if after_commit else "reset_before_change"',
        'fault = "reset_after_change"',
        "tests/test_mock_testing.py::test_a_misfortune",
        only="disconnect",
    ),
    Fault(
        "CommitsNothingThatItRefuses",
        MISFORTUNE,
        "example=example, after_change=after_commit, **more",
        "example=example, **more",
        "tests/test_mock_testing.py::test_a_misfortune",
        only="late",
    ),
    Fault(
        "OffersAnswersThatAreNoRefusals",
        MISFORTUNE,
        "for each in self._answers() if each.status >= _REFUSED)",
        "for each in self._answers())",
        "tests/test_mock_testing.py::test_a_mistake",
    ),
    Fault(
        "CountsCallsInAnyOrder",
        TESTING,
        "if called != list(operations):",
        "if sorted(called) != sorted(operations):",
        "tests/test_mock_testing.py::test_calls_in_another_order",
    ),
    Fault(
        "SendsTheRivalElsewhere",
        TESTING,
        'token = f"{self.account.shelf}:{name}"',
        'token = f"{self.account.shelf}-{name}"',
        "tests/test_mock_testing.py::test_a_rival",
    ),
    Fault(
        "KeepsItsTypesToItself",
        "pyproject.toml",
        'only-include = ["scripts/mock_server"]\n',
        'only-include = ["scripts/mock_server"]\nexclude = ["py.typed"]\n',
        "tests/test_mock_package.py::test_the_wheel_is_named_and_typed",
    ),
    Fault(
        "LeavesItsDocumentAtHome",
        "pyproject.toml",
        'force-include = { "openapi.yaml" = "plusofon_numbers_mock/openapi.yaml" }\n',
        "",
        "tests/test_mock_package.py::test_the_wheel_carries_what_it_reads",
    ),
    Fault(
        "HasAnotherVersionForItsControl",
        "scripts/mock_server/control.yaml",
        "sandbox\n  version: ",
        "sandbox\n  version: 9",
        "tests/test_mock_package.py::test_the_version_has_no_second_copy",
    ),
]

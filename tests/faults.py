"""Faults that the tests must find, each named for what goes wrong.

A fault is a change of the product's text. `tests/test_faults.py` plants it in a copy of the
repository and demands that the named test goes red there; the healthy twin is the same test here.
"""

from dataclasses import dataclass

OPERATIONS = "scripts/mock_server/operations.py"
STOCK = "scripts/mock_server/stock.py"
PARAMETERS = "scripts/mock_server/parameters.py"
CLIENT = "generated/python/plusofon_numbers/client.py"
API = "generated/python/plusofon_numbers/api/__init__.py"
TYPES = "generated/python/plusofon_numbers/types.py"
MODELS = "generated/python/plusofon_numbers/models"

WALK = "tests/test_stateful.py::test_a_walk_through_the_operations[waiting]"
AWAITED_WALK = "tests/test_stateful.py::test_a_walk_through_the_operations[awaiting]"
WAITS = "tests/test_properties.py::test_a_request_through_the_client_that_waits"
AWAITS = "tests/test_properties.py::test_a_request_through_the_client_that_awaits"
VALID = "tests/test_answers.py::test_a_valid_answer_is_read_and_encodes_back"
OTHER = "tests/test_answers.py::test_an_answer_with_one_other_value"
WRONG = "tests/test_answers.py::test_a_wrong_answer_is_an_error_of_the_client"
REFUSED_BEFORE = "tests/test_client.py::test_a_value_that_the_document_forbids"
FORBIDDEN = "tests/test_forbidden.py::test_a_request_that_the_document_forbids"


@dataclass(frozen=True)
class Fault:
    """A planted fault.

    Attributes:
        name: What goes wrong.
        file: The file to change.
        healthy: The text that is right; it stands there `times` times.
        faulty: The text to put in its place.
        caught_by: The test that must go red.
        only: Which of its cases are enough to find it, as pytest's -k takes it.
    """

    name: str
    file: str
    healthy: str
    faulty: str
    caught_by: str
    times: int = 1
    only: str = ""


MOCK_FAULTS = [
    Fault(
        "SellsAReservedNumber",
        STOCK,
        '(("reserved", world.reserved), ("owned", world.owned))',
        '(("owned", world.owned),)',
        WALK,
    ),
    Fault(
        "SellsAnOwnedNumber",
        STOCK,
        '(("reserved", world.reserved), ("owned", world.owned))',
        '(("reserved", world.reserved),)',
        WALK,
    ),
    Fault(
        "ForgetsAReservation",
        STOCK,
        "world.reserved[number] = Reservation(",
        "_ = Reservation(",
        WALK,
    ),
    Fault(
        "KeepsACancelledReservation",
        STOCK,
        "            del world.reserved[held.offer.number]\n",
        "            pass\n",
        WALK,
    ),
    Fault(
        "NeverEndsAReservation",
        STOCK,
        "if reservation.until <= now",
        "if False",
        WALK,
    ),
    Fault(
        "EndsAReservationLate",
        STOCK,
        "if reservation.until <= now",
        "if reservation.until < now",
        WALK,
    ),
    Fault(
        "ReservesForADayWhatIsShort",
        OPERATIONS,
        'SHORT if "short" in asked else LONG',
        "LONG",
        WALK,
    ),
    Fault(
        "BuysWhatWasReservedForAnotherUse",
        STOCK,
        '            raise Refused("not_reserved", number=number)\n'
        "        _check_owner_type(offer, owner_type)\n",
        '            raise Refused("not_reserved", number=number)\n',
        WALK,
    ),
    Fault(
        "BuysTheFirstAndRefusesTheRest",
        STOCK,
        "        _check_owner_type(offer, owner_type)\n    for number in numbers:\n        offer",
        "        _check_owner_type(offer, owner_type)\n        offer",
        WALK,
    ),
    Fault(
        "ReservesWhatItRefuses",
        STOCK,
        "    _check_owner_type(offer, owner_type)\n    world.reserved[number] = "
        "Reservation(_next_id(world, account), account, offer, until)\n",
        "    world.reserved[number] = "
        "Reservation(_next_id(world, account), account, offer, until)\n"
        "    _check_owner_type(offer, owner_type)\n",
        WALK,
    ),
    Fault(
        "KeepsAReleasedNumber",
        STOCK,
        "    del world.owned[held.offer.number]\n",
        "    del held\n",
        WALK,
    ),
    Fault(
        "SharesOneShelf",
        "scripts/mock_server/accounts.py",
        "self._worlds.setdefault(account, World(self._catalogue))",
        'self._worlds.setdefault(account := "test-all", World(self._catalogue))',
        WALK,
    ),
    Fault(
        "ForwardsWhereTheTypeIsClosed",
        STOCK,
        "if held.offer.owner_type not in open_to:",
        "if not open_to:",
        WALK,
    ),
    Fault(
        "ForgetsABlackList",
        STOCK,
        "replace(held, black_list=black_list)",
        "replace(held)",
        WALK,
    ),
    Fault(
        "KeepsAnIntegrationThatIsOver",
        STOCK,
        "held, destination=destination, integration=integration",
        "held, destination=destination, integration=integration or held.integration",
        WALK,
    ),
    Fault(
        "DropsTheFilterOnPageTwo",
        OPERATIONS,
        "    asked = call.parameters\n    number_type =",
        "    asked = call.parameters if call.page == 1 else {}\n    number_type =",
        WALK,
    ),
    Fault(
        "DropsTheKindOnPageTwo",
        OPERATIONS,
        'return self.parameters.get("phone_type")',
        'return self.parameters.get("phone_type") if self.page == 1 else None',
        "tests/test_mock_memory.py::test_a_kind_on_the_second_page",
    ),
    Fault(
        "ActsOnAPartOfABody",
        "scripts/mock_server/request.py",
        'if self.header("Transfer-Encoding"):',
        'if self.header("Trailer"):',
        "tests/test_mock_bad_input.py::test_a_body_that_is_too_large",
    ),
    Fault(
        "SkipsANumberBetweenPages",
        "scripts/mock_server/pages.py",
        "    start = (page - 1) * SIMPLE\n",
        "    start = (page - 1) * (SIMPLE + 1)\n",
        WALK,
    ),
    Fault(
        "RepeatsANumberBetweenPages",
        "scripts/mock_server/pages.py",
        "    start = (page - 1) * FULL\n",
        "    start = (page - 1) * (FULL - 1)\n",
        "tests/test_mock_requests.py",
    ),
    Fault(
        "MixesThePricesUp",
        OPERATIONS,
        '        "buy_price": offer.buy_price,\n        "period_price": offer.period_price,\n',
        '        "buy_price": offer.period_price,\n        "period_price": offer.buy_price,\n',
        WALK,
    ),
    Fault(
        "AnswersAClassAsText",
        OPERATIONS,
        '"number_type": offer.number_type',
        '"number_type": str(offer.number_type)',
        WAITS,
        only="search",
    ),
    Fault(
        "AnswersTenDigitsWhereElevenAreDue",
        OPERATIONS,
        'return f"7{offer.number}"',
        'return f"{offer.number}"',
        AWAITS,
        only="sms",
    ),
    Fault(
        "RefusesWithAnUndocumentedStatus",
        "scripts/mock_server/refusals.py",
        '"not_on_the_shelf": Refusal(\n        404,',
        '"not_on_the_shelf": Refusal(\n        409,',
        WAITS,
        only="buy",
    ),
    Fault(
        "PassesAMisspeltFilter",
        PARAMETERS,
        "    _check(operation.body, sent)\n",
        "    sent = {name: sent[name] for name in sent if name in operation.body.properties}\n"
        "    _check(operation.body, sent)\n",
        f"{FORBIDDEN}[searchNumbers]",
    ),
    Fault(
        "ChecksNothing",
        PARAMETERS,
        "    _check(operation.body, sent)\n",
        "",
        f"{FORBIDDEN}[listRegions]",
    ),
]

CLIENT_FAULTS = [
    Fault(
        "LosesAFilter",
        CLIENT,
        "                    region=region,\n",
        "",
        WAITS,
        only="search",
        times=2,
    ),
    Fault(
        "LosesAFilterWhenAwaited",
        CLIENT,
        "                    region=region,\n",
        "",
        AWAITS,
        only="search",
        times=2,
    ),
    Fault(
        "SwapsTwoFilters",
        CLIENT,
        "                    region=region,\n                    city_code=city_code,\n",
        "                    region=city_code,\n                    city_code=region,\n",
        WAITS,
        only="search",
        times=2,
    ),
    Fault("DropsThePage", CLIENT, "                    page=page,\n", "", AWAITED_WALK, times=8),
    Fault(
        "LosesTheClientCode",
        CLIENT,
        '            "Client": self._client_code,\n',
        "",
        WAITS,
        only="search",
    ),
    Fault(
        "SendsAnotherMethod",
        "generated/python/plusofon_numbers/api/purchase/cancel_reservation.py",
        '"DELETE"',
        '"POST"',
        WAITS,
        only="reserve",
    ),
    Fault(
        "SendsAnotherPath",
        "generated/python/plusofon_numbers/api/numbers/list_sms_numbers.py",
        '"/number/sms"',
        '"/number"',
        WAITS,
        only="sms",
    ),
    Fault(
        "SendsNoBodyWhereOneIsDue",
        API,
        'self.needs_body or content != b"{}"',
        'not self.needs_body and content != b"{}"',
        WAITS,
        only="buy",
    ),
    Fault(
        "IgnoresAFailureInside200",
        API,
        'if getattr(answer, "success", True) is False:',
        "if False:",
        "tests/test_answers.py::test_a_failure_inside_a_200_is_refused",
    ),
    Fault(
        "TakesARefusalForSuccess",
        API,
        "if not 200 <= status < 300:",
        "if not 200 <= status < 500:",
        "tests/test_answers.py::test_a_refusal_is_named_by_its_status",
    ),
    Fault(
        "CallsEveryRefusalTheSame",
        "generated/python/plusofon_numbers/errors.py",
        "BY_STATUS.get(status, ",
        "BY_STATUS.get(0, ",
        "tests/test_answers.py::test_a_refusal_is_named_by_its_status",
    ),
    Fault(
        "LosesTheServicesWords",
        API,
        '("message", "error", "errors")',
        '("message",)',
        WAITS,
        only="DELETE",
    ),
    Fault(
        "RefusesANewCode",
        f"{MODELS}/phone_type.py",
        "if type(value) is not str:",
        "if type(value) is str:",
        f"{VALID}[listSmsNumbers]",
    ),
    Fault(
        "RefusesANewProperty",
        TYPES,
        "frozen=True, gc=False):",
        "frozen=True, gc=False, forbid_unknown_fields=True):",
        f"{VALID}[buyNumbers]",
    ),
    Fault(
        "LosesAPropertyOfAnAnswer",
        f"{MODELS}/owned_number.py",
        "    aon_for_sips: list[CallerIdSip]\n",
        "",
        f"{VALID}[listNumbers]",
    ),
    Fault(
        "TakesTextForANumber",
        API,
        "msgspec.json.Decoder(answer)",
        "msgspec.json.Decoder(answer, strict=False)",
        f"{OTHER}[listReservations]",
    ),
    Fault(
        "TakesTenDigitsForEleven",
        f"{MODELS}/owned_number.py",
        'min_length=11, max_length=11, pattern="^[0-9]{11}\\\\Z"',
        "min_length=10, max_length=11",
        f"{OTHER}[listNumbers]",
    ),
    Fault(
        "TakesAnyPrice",
        f"{MODELS}/offer.py",
        'Annotated[str, Meta(pattern="^[0-9]+\\\\.[0-9]{2}\\\\Z")]',
        "str",
        f"{WRONG}[searchNumbers]",
        times=2,
    ),
    Fault(
        "RaisesSomethingElse",
        API,
        "_UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, ArithmeticError, RecursionError)",
        "_UNREADABLE = (msgspec.ValidationError,)",
        "tests/test_answers.py::test_a_body_that_is_no_answer_is_unreadable",
    ),
    Fault(
        "SendsWhatIsForbidden",
        TYPES,
        "    sound.check()\n",
        "",
        REFUSED_BEFORE,
    ),
    Fault(
        "SendsBytesAsText",
        TYPES,
        "builtin_types=_NO_JSON",
        "builtin_types=()",
        REFUSED_BEFORE,
    ),
    Fault(
        "SendsAnotherRequest",
        API,
        "if not isinstance(body, self.requests):",
        "if body is None:",
        REFUSED_BEFORE,
    ),
    Fault(
        "CallsNoAccessAFailure",
        "generated/python/plusofon_numbers/errors.py",
        'if status == 500 and "success" in body:',
        "if not body and status == 500:",
        "tests/test_client_failures.py::test_a_refusal",
    ),
    Fault(
        "ShowsTheToken",
        CLIENT,
        "(token=..., base_url",
        "(token={self._token}, base_url",
        "tests/test_client.py::test_the_token_stays_out_of_sight",
    ),
    Fault(
        "FollowsARedirect",
        CLIENT,
        "follow_redirects=False",
        "follow_redirects=True",
        "tests/test_client.py::test_a_redirect_is_not_followed",
        times=2,
    ),
    Fault(
        "WaitsForEver",
        CLIENT,
        "            extensions=self._extensions,\n",
        "",
        "tests/test_client_failures.py::test_a_server_that_never_answers",
    ),
]

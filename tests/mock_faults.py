"""Faults of the mock that the tests must find."""

from tests.faults import WALK, Fault

OPERATIONS = "scripts/mock_server/operations.py"
STOCK = "scripts/mock_server/stock.py"
PARAMETERS = "scripts/mock_server/parameters.py"
WAITS = "tests/test_properties.py::test_a_request_through_the_client_that_waits"
AWAITS = "tests/test_properties.py::test_a_request_through_the_client_that_awaits"
FORBIDDEN = "tests/test_forbidden.py::test_a_request_that_the_document_forbids"

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

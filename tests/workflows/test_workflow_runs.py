"""The workflows do what they say, against the sandbox; and a run notices if they do not."""

import copy
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scripts.mock_server import Order, PlusofonMock
from scripts.workflows.document import Workflows, load_workflows
from scripts.workflows.files import write_workflows
from scripts.workflows.portable import SOURCE
from scripts.workflows.scenarios import SCENARIOS, problems
from tests.contract import is_list
from tests.workflows.twice import doubling

WORKFLOWS = load_workflows()
BY_NAME = {each.name: each for each in SCENARIOS}
Plant = Callable[[dict[str, Any]], object]

BOUGHT = "a number is found and bought"
LOST = "the purchase is made, and its answer is lost"


@pytest.mark.parametrize("name", BY_NAME)
def test_a_situation(name: str, folder: Path, mock: PlusofonMock) -> None:
    """The steps are those that are due, and so are the calls that arrive and what is held then."""
    assert [*problems(BY_NAME[name], WORKFLOWS, mock, folder)] == []


def steps(document: dict[str, Any], workflow: str) -> list[dict[str, Any]]:
    """The steps of a workflow."""
    (found,) = (each["steps"] for each in document["workflows"] if each["workflowId"] == workflow)
    assert is_list(found)
    return found


def believes_every_answer(document: dict[str, Any]) -> None:
    """The purchase has no criterion but its status."""
    del steps(document, "buyNumber")[2]["successCriteria"][1]


def buys_before_it_reserves(document: dict[str, Any]) -> None:
    """The steps of the purchase are in another order."""
    found = steps(document, "buyNumber")
    found[0], found[2] = found[2], found[0]


def buys_again(document: dict[str, Any]) -> None:
    """A purchase without an answer is sent again."""
    again = {"name": "outcomeUnknown", "type": "retry", "retryLimit": 1}
    steps(document, "buyNumber")[2]["onFailure"][-1] = again


def does_not_look(document: dict[str, Any]) -> None:
    """After a purchase without an answer, all ends."""
    steps(document, "buyNumber")[2]["onFailure"][-1] = {"name": "outcomeUnknown", "type": "end"}


def looks_after_a_refusal(document: dict[str, Any]) -> None:
    """A refusal counts as an unknown outcome."""
    del steps(document, "buyNumber")[2]["onFailure"][0]


def pays_any_price(document: dict[str, Any]) -> None:
    """Nobody compares the price of the connection."""
    del steps(document, "buyNumber")[1]["successCriteria"][2]


def pays_any_rent(document: dict[str, Any]) -> None:
    """Nobody compares the rent."""
    del steps(document, "buyNumber")[1]["successCriteria"][3]


def looks_for_any_number(document: dict[str, Any]) -> None:
    """That the account owns something is taken for a purchase."""
    criterion = steps(document, "settlePurchase")[0]["onSuccess"][0]["criteria"][0]
    criterion["condition"] = "$[?@.data[0]]"


def gives_up(document: dict[str, Any]) -> None:
    """What only reads is not sent again."""
    document["components"]["failureActions"]["lookAgain"] = {"name": "lookAgain", "type": "end"}


def trusts_the_id(document: dict[str, Any]) -> None:
    """Nobody compares the number with the id."""
    del steps(document, "releaseOwnedNumber")[0]["successCriteria"][2]


def forwards_elsewhere(document: dict[str, Any]) -> None:
    """The forwarding is switched off where it should be set."""
    numbers = steps(document, "forwardNumber")[0]["requestBody"]["payload"]["numbers"]
    payload = {"type": "empty", "numbers": numbers}
    steps(document, "forwardNumber")[0]["requestBody"]["payload"] = payload


PLANTED: dict[str, tuple[Plant, str]] = {
    "BelievesEveryAnswer": (
        believes_every_answer,
        "the purchase is refused with status 200",
    ),
    "BuysBeforeItReserves": (buys_before_it_reserves, BOUGHT),
    "BuysAgain": (buys_again, LOST),
    "DoesNotLook": (does_not_look, LOST),
    "LooksAfterARefusal": (looks_after_a_refusal, "the purchase is refused"),
    "PaysAnyPrice": (pays_any_price, "the number has become dearer"),
    "PaysAnyRent": (pays_any_rent, "its rent has gone up"),
    "LooksForAnyNumber": (
        looks_for_any_number,
        "a mobile number was bought that the first page does not show",
    ),
    "GivesUp": (gives_up, "a look fails at first"),
    "TrustsTheId": (trusts_the_id, "the id is that of another number"),
    "ForwardsElsewhere": (forwards_elsewhere, "a number is forwarded"),
}


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault(fault: str, folder: Path, tmp_path: Path, mock: PlusofonMock) -> None:
    """The situation that is there for it goes otherwise than it must."""
    plant, name = PLANTED[fault]
    document = copy.deepcopy(WORKFLOWS.raw)
    plant(document)
    shutil.copy(folder / SOURCE, tmp_path)
    write_workflows(Workflows(document), tmp_path)
    assert [*problems(BY_NAME[name], Workflows(document), mock, tmp_path)] != []


def test_a_service_that_buys_twice(folder: Path, mock: PlusofonMock) -> None:
    """Though all steps go well, the second purchase is seen in the journal."""
    with doubling(mock.url) as url:
        through = PlusofonMock(mock.sandbox, mock.token, url)
        (found,) = problems(BY_NAME[BOUGHT], WORKFLOWS, through, folder)
    assert found.startswith("calls: ")
    assert found.count("buyNumbers") == 3  # One was expected, two came.


def test_a_service_that_sells_nothing(folder: Path, mock: PlusofonMock) -> None:
    """It says that it sold the number; the look for it shows that it did not."""
    mock.account.order(Order(operation="buyNumbers", status=200))
    found = [*problems(BY_NAME[BOUGHT], WORKFLOWS, mock, folder)]
    assert any("settlePurchase.lookAmongReserved" in each for each in found)
    assert any(each.startswith("owned: ") for each in found)

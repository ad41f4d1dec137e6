"""What is run of the workflows: situations, what each must lead to, and what came instead."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scripts.mock_server import Order, PlusofonMock
from scripts.workflows.document import Workflows
from scripts.workflows.runner import Report, run_workflow

NUMBER = 4951332210
OWNED = f"7{NUMBER}"
MOBILE = 9309992501
RIVAL = "rival"
OWNER = {"owner_type": "personal"}
# What the number costs in the sandbox: the connection, and the rent.
PRICES = {"buy_price": 99, "period_price": 99}
PURCHASE = {"number": NUMBER, **OWNER, **PRICES}
# Where a mobile number stands on a second page: behind a page full of others.
PAGE = [4951332211 + count for count in range(15)]

Bodies = dict[str, Any]
Inputs = Callable[[PlusofonMock, Bodies], Mapping[str, Any]]
Before = Callable[[PlusofonMock], object]


@dataclass(frozen=True)
class Run:
    """A run of a workflow.

    Attributes:
        workflow: Its workflowId.
        inputs: What it takes, made of the account and of what was answered in runs before.
        steps: The steps that it must take, in this order; `!` behind one that must not succeed.
    """

    workflow: str
    inputs: Inputs
    steps: str


@dataclass(frozen=True)
class Scenario:
    """A situation.

    Attributes:
        name: What it is.
        runs: The runs, one after the other.
        before: Puts the account into the situation.
        owned: The numbers that the account must own in the end, 11 digits each.
        reserved: The numbers that it must have reserved in the end.
        forwarded: Whether the first of the owned numbers must be forwarded in the end.
    """

    name: str
    runs: list[Run]
    before: Before = PlusofonMock.reset
    owned: list[str] = field(default_factory=list[str])
    reserved: list[str] = field(default_factory=list[str])
    forwarded: bool = False


def given(**inputs: Any) -> Inputs:
    """Inputs that are known beforehand."""
    return lambda _mock, _bodies: inputs


def chosen(_mock: PlusofonMock, bodies: Bodies) -> Mapping[str, Any]:
    """The first number that was found, which may cost what was told."""
    offer = bodies["searchShelf.search"]["data"][0]
    prices = {name: float(offer[name]) for name in PRICES}
    return {"number": int(offer["number"]), "owner_type": offer["owner_type"], **prices}


def of_the_owned(**inputs: Any) -> Inputs:
    """The id of the number that the account owns, and inputs that are known beforehand."""
    return lambda mock, _bodies: {"number_id": mock.account.owned[0]["id"], **inputs}


def owning(*orders: Order) -> Before:
    """The account owns the number, and something shall go wrong."""

    def before(mock: PlusofonMock) -> None:
        mock.seed(owned=[OWNED])
        for order in orders:
            mock.account.order(order)

    return before


def with_fault(operation: str, **what: Any) -> Before:
    """Something shall go wrong with the next call of an operation."""
    return lambda mock: mock.account.order(Order(operation=operation, **what))


def forwarding(mock: PlusofonMock) -> None:
    """The account owns the number, and has it forwarded."""
    mock.seed(owned=[OWNED])
    ids = [mock.account.owned[0]["id"]]
    mock.call(
        "forwardNumbers", type="number", numbers=ids, destination_number="79161234567", cli_type="Y"
    )
    mock.account.forget_requests()


def outrun(mock: PlusofonMock) -> None:
    """Another account has reserved the number."""
    mock.rival(RIVAL).call("reserveNumber", number=NUMBER, owner_type="personal")


SEARCH = given(owner_type="personal", phone_type="abc", city_code=495)
FORWARD = of_the_owned(destination_number="79161234567", cli_type="Y")
BOUGHT = "reserve checkPrice buy settlePurchase.lookAmongOwned"
LOST = "reserve checkPrice buy! settlePurchase.lookAmongOwned"
BUY = given(**PURCHASE)

SCENARIOS = [
    Scenario(
        "a number is found and bought",
        [Run("searchShelf", SEARCH, "search"), Run("buyNumber", chosen, BOUGHT)],
        before=lambda mock: mock.seed(free=[NUMBER]),
        owned=[OWNED],
    ),
    Scenario(
        "nothing is free",
        [Run("searchShelf", SEARCH, "search!")],
        before=lambda mock: mock.seed(free=[]),
    ),
    Scenario(
        "somebody was quicker",
        [Run("buyNumber", BUY, "reserve!")],
        before=outrun,
    ),
    Scenario(
        "the number has become dearer",
        [Run("buyNumber", given(**PURCHASE | {"buy_price": 98}), "reserve checkPrice!")],
        reserved=[OWNED],
    ),
    Scenario(
        "its rent has gone up",
        [Run("buyNumber", given(**PURCHASE | {"period_price": 98}), "reserve checkPrice!")],
        reserved=[OWNED],
    ),
    Scenario(
        "the purchase is refused",
        [Run("buyNumber", BUY, "reserve checkPrice buy!")],
        before=with_fault("buyNumbers", example="not_reserved"),
        reserved=[OWNED],
    ),
    Scenario(
        "the purchase is refused with status 200",
        [Run("buyNumber", BUY, "reserve checkPrice buy!")],
        before=with_fault("buyNumbers", example="refused_inside_200"),
        reserved=[OWNED],
    ),
    Scenario(
        "the purchase is made, and its answer is lost",
        [Run("buyNumber", BUY, LOST)],
        before=with_fault("buyNumbers", fault="reset_after_change"),
        owned=[OWNED],
    ),
    Scenario(
        "the purchase is made, and a proxy answers in its place",
        [Run("buyNumber", BUY, LOST)],
        before=with_fault("buyNumbers", status=504, after_change=True),
        owned=[OWNED],
    ),
    Scenario(
        "the purchase is lost on its way",
        [
            Run(
                "buyNumber",
                BUY,
                f"{LOST} settlePurchase.lookAmongSms settlePurchase.lookAmongReserved",
            )
        ],
        before=with_fault("buyNumbers", fault="reset_before_change"),
        reserved=[OWNED],
    ),
    Scenario(
        "a mobile number was bought that the first page does not show",
        [Run("settlePurchase", given(number=MOBILE), "lookAmongOwned lookAmongSms")],
        before=lambda mock: mock.seed(owned=[*PAGE, MOBILE]),
        owned=[f"7{number}" for number in (*PAGE, MOBILE)],
    ),
    Scenario(
        "a look fails at first",
        [Run("settlePurchase", given(number=NUMBER), "lookAmongOwned! lookAmongOwned")],
        before=owning(Order(operation="listNumbers", example="too_many_requests")),
        owned=[OWNED],
    ),
    Scenario(
        "a number is forwarded",
        [Run("forwardNumber", FORWARD, "forward seeForwarding")],
        before=owning(),
        owned=[OWNED],
        forwarded=True,
    ),
    Scenario(
        "a number is forwarded, and the answer is lost",
        [Run("forwardNumber", FORWARD, "forward! seeForwarding")],
        before=owning(Order(operation="forwardNumbers", fault="reset_after_change")),
        owned=[OWNED],
        forwarded=True,
    ),
    Scenario(
        "a forwarding is lost on its way",
        [Run("forwardNumber", FORWARD, "forward! seeForwarding!")],
        before=owning(Order(operation="forwardNumbers", fault="reset_before_change")),
        owned=[OWNED],
    ),
    Scenario(
        "a number is forwarded no more",
        [Run("stopForwarding", of_the_owned(), "switchOff seeNone")],
        before=forwarding,
        owned=[OWNED],
    ),
    Scenario(
        "a number is released",
        [Run("releaseOwnedNumber", of_the_owned(number=OWNED), "confirm release seeItGone")],
        before=owning(),
    ),
    Scenario(
        "a number is released, and the answer is lost",
        [Run("releaseOwnedNumber", of_the_owned(number=OWNED), "confirm release! seeItGone")],
        before=owning(Order(operation="releaseNumber", fault="reset_after_change")),
    ),
    Scenario(
        "the id is that of another number",
        [Run("releaseOwnedNumber", of_the_owned(number=f"7{MOBILE}"), "confirm!")],
        before=owning(),
        owned=[OWNED],
    ),
]


def problems(
    scenario: Scenario, workflows: Workflows, mock: PlusofonMock, folder: Path
) -> Iterator[str]:
    """Run a scenario; tell what came otherwise than it must, a sentence each.

    Args:
        scenario: The situation.
        workflows: The document.
        mock: An account that nobody else uses.
        folder: Where the document for runners is, and the twin.

    Raises:
        RunnerFailed: The runner did not come to a report.
    """
    scenario.before(mock)
    credentials = {"token": mock.token}
    source: str = workflows.raw["sourceDescriptions"][0]["name"]
    bodies: Bodies = {}
    called: list[str] = []
    for run in scenario.runs:
        inputs = {**run.inputs(mock, bodies), **credentials}
        report = run_workflow(folder, run.workflow, inputs, (source, mock.url))
        bodies |= report.bodies
        called += operations(report, workflows)
        yield from differing("steps", expected_steps(run), taken_steps(report))
    yield from differing("calls", called, [str(entry.operation) for entry in mock.requests])
    yield from differing("owned", scenario.owned, mock.owned)
    yield from differing("reserved", scenario.reserved, mock.reserved)
    forwarded = any(number["following"] for number in mock.account.owned)
    yield from differing("forwarded", scenario.forwarded, forwarded)
    yield from mock.unmet()


def expected_steps(run: Run) -> list[str]:
    """The steps that a run must take, each with its workflow."""
    return [step if "." in step else f"{run.workflow}.{step}" for step in run.steps.split()]


def taken_steps(report: Report) -> list[str]:
    """The steps that a run took, the same."""
    return [f"{taken.name}{'' if taken.passed else '!'}" for taken in report.taken]


def operations(report: Report, workflows: Workflows) -> list[str]:
    """What the steps of a report have called."""
    known = {
        f"{step.workflow}.{step.name}": step.operation
        for workflow in workflows.all
        for step in workflow.steps
    }
    return [known[taken.name] for taken in report.taken]


def differing(what: str, expected: object, came: object) -> Iterator[str]:
    """A sentence, if two things differ."""
    if expected != came:
        yield f"{what}: {expected} was expected, {came} came"

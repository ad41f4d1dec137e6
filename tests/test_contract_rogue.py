"""plusofon-contract against a server that deviates in ways that nobody planned."""

import json
from pathlib import Path
from random import Random
from xml.etree import ElementTree

import pytest
import requests

from scripts.contract.caller import Courier
from scripts.contract.command import exit_code
from scripts.contract.offers import Allowance
from scripts.contract.report.findings import as_json
from scripts.contract.report.junit import as_junit
from scripts.contract.report.page import as_page
from scripts.contract.report.text import as_text
from tests.contract_runs import CHANGES, SPENDING, differing, run
from tests.rogue_server import World, rogue

SCHEMAS = "#/components/schemas/"
RESERVE = "#/paths/~1number~1reserve/post"
# Deviation → what it may do, whose fact differs, the place, the promise, whether that is news.
READING = {
    "PricesAreObjects": ("searchNumbers", f"{SCHEMAS}Offer/properties/buy_price", "", False),
    "NumbersWithDashes": ("searchNumbers", f"{SCHEMAS}Offer/properties/number", "", False),
    "LosesTheClass": ("searchNumbers", f"{SCHEMAS}Offer/properties/number_type", "", False),
    "PageAsText": ("listNumbers", f"{SCHEMAS}NumberPage/properties/current_page", "", False),
    "PagesOfTen": ("searchNumbers", f"{SCHEMAS}OfferPage", "size", False),
    "CountsFromZero": ("searchNumbers", f"{SCHEMAS}FirstPosition", "from", False),
    "IgnoresTheKind": (
        "searchNumbers",
        f"{SCHEMAS}SearchNumbersRequest/properties/phone_type",
        "",
        False,
    ),
    "TakesAnything": ("searchNumbers", "#/paths/~1number~1search/get/responses/400", "", False),
    "NoRegions": ("listRegions", f"{SCHEMAS}RegionList/properties/code_regions", "", False),
    "PlainNotFound": ("outside operations", "#/x-outside-operations/wrong_path", "", False),
    "LetsAnybodyIn": (
        "listForwardTypes",
        "#/components/responses/Unauthenticated",
        "no_token",
        True,
    ),
}
CHANGING = {
    "ReservesForTwentyMinutes": ("reserveNumber", RESERVE, "an_hour", False),
    "ShowsWhatIsReserved": ("reserveNumber", RESERVE, "off_the_shelf", False),
    "NeverCancels": (
        "cancelReservation",
        "#/paths/~1number~1reserve~1{reserve_number_id}/delete",
        "",
        False,
    ),
    "NeverSwitchesOff": ("forwardNumbers", "#/paths/~1number~1follow/post", "off", False),
    "DropsPurchases": ("buyNumbers", "#/paths/~1number~1buy/post/responses/200", "", False),
}
ALL: dict[str, tuple[Allowance, str, str, str, bool]] = {
    **{name: (Allowance(), *expected) for name, expected in READING.items()},
    **{name: (SPENDING, *expected) for name, expected in CHANGING.items()},
}


@pytest.mark.parametrize("allowance", [Allowance(), CHANGES, SPENDING])
def test_a_server_that_deviates_in_nothing(tmp_path: Path, allowance: Allowance) -> None:
    """Nothing differs, and the account is left as it was."""
    with rogue() as (url, world):
        findings = run(url, tmp_path, allowance=allowance)
        assert differing(findings) == {}
        assert exit_code(findings) == 0
        assert findings.ledger.beyond == {}
        assert (world.reserved, world.owned, findings.left) == ({}, {}, [])


@pytest.mark.parametrize("deviation", ALL)
def test_a_deviation(tmp_path: Path, deviation: str) -> None:
    """It is found at its place, and told for what it is: a broken promise, or news."""
    allowance, operation, place, promise, is_news = ALL[deviation]
    with rogue(deviation) as (url, _):
        findings = run(url, tmp_path, allowance=allowance)
    found = differing(findings)
    assert (operation, place, promise) in found, found
    standing = findings.ledger.standings[operation, place, promise]
    assert standing.is_news is is_news
    assert exit_code(findings) == (5 if findings.left else 3 if is_news else 1)


@pytest.mark.parametrize(
    ("deviation", "what"),
    [("NewKinds", 'new code: string "sat"'), ("TellsMore", "unlisted: string")],
)
def test_what_the_document_leaves_open(tmp_path: Path, deviation: str, what: str) -> None:
    """A new code and a new property break nothing; they are told all the same."""
    with rogue(deviation) as (url, _):
        findings = run(url, tmp_path)
    told = findings.ledger.beyond
    assert any(each.startswith(what) for each in told.values()), told
    assert "123-45-67" not in str(told)


@pytest.mark.parametrize("dice", range(8))
def test_a_server_that_talks_nonsense(tmp_path: Path, dice: int) -> None:
    """Whatever comes, there is a report, in each of its forms."""
    world = World(dice=Random(dice))  # noqa: S311 - no secret comes of it
    with rogue(of=world) as (url, _):
        findings = run(url, tmp_path, allowance=SPENDING)
    assert differing(findings)
    assert as_text(findings, verbose=True)
    assert ElementTree.fromstring(as_junit(findings)).findall(".//failure")  # noqa: S314 - it is ours
    assert as_page(findings).encode("utf-8", "replace")
    assert json.dumps(as_json(findings))


def test_a_purchase_whose_answer_is_lost(tmp_path: Path) -> None:
    """It is sent once; the number is found in the list and released."""
    with rogue("DropsPurchases") as (url, world):
        findings = run(url, tmp_path, allowance=SPENDING)
        assert [path for _, path, _ in world.asked].count("/number/buy") == 1
        assert (world.owned, findings.left) == ({}, [])


def test_a_request_that_is_sent_again() -> None:
    """It is not: whoever sends it is told that it was sent."""
    with rogue() as (url, world), Courier() as courier:
        courier.get(f"{url}/number", timeout=5)
        with pytest.raises(requests.exceptions.ConnectionError, match="sent already"):
            courier.get(f"{url}/number", timeout=5)
        assert len(world.asked) == 1


def test_a_server_that_cancels_nothing(tmp_path: Path) -> None:
    """What is left is told, in the report and by the exit code, and stays in the journal."""
    with rogue("NeverCancels") as (url, world):
        findings = run(url, tmp_path, allowance=CHANGES)
        (left,) = findings.left
        assert world.reserved
    assert exit_code(findings) == 5
    assert left.number in (tmp_path / "journal").read_text()


def test_a_429_while_a_number_is_reserved(tmp_path: Path) -> None:
    """No further request but those that undo, after the time that the server asks for."""
    with rogue("HasEnough") as (url, world):
        findings = run(url, tmp_path, allowance=CHANGES)
        assert (world.reserved, findings.left) == ({}, [])
    assert "429" in findings.stopped
    assert exit_code(findings) == 4
    after = world.asked[[path for _, path, _ in world.asked].index("/number/reserve") :]
    assert after[-1][0] in ("GET", "DELETE")
    assert not (tmp_path / "journal").exists()

"""Runs of plusofon-contract in the process of a test."""

from decimal import Decimal
from pathlib import Path
from typing import Any

from scripts.contract.command import Order, carried_out
from scripts.contract.document import DOCUMENT, Document
from scripts.contract.facts import State
from scripts.contract.offers import Allowance
from scripts.contract.report.findings import Findings
from tests.rogue_server import TOKEN

CONTRACT = Document.load(DOCUMENT)
CHANGES = Allowance(changes=True)
SPENDING = Allowance(changes=True, roubles=Decimal(500), numbers=1, destination="79161234567")


def order(url: str, folder: Path, *, token: str = TOKEN, **others: Any) -> Order:
    """What is wanted of a run that goes fast and asks nobody."""
    settings: dict[str, Any] = {
        "rate": 1000.0,
        "cases": 1,
        "dice": 1,
        "allowance": Allowance(),
        "is_sure": True,
    }
    headers = {"Authorization": f"Bearer {token}", "Client": "10553", "Accept": "application/json"}
    return Order(url, headers, journal=folder / "journal", **{**settings, **others})


def run(url: str, folder: Path, **others: Any) -> Findings:
    """A run, and what it finds out."""
    return carried_out(CONTRACT, order(url, folder, **others))


def differing(findings: Findings) -> dict[tuple[str, str, str], str]:
    """The facts that differ, with what came first."""
    found = findings.ledger.those(State.DIFFERS)
    return {each.fact.key: each.differences[0].got for each in found}


def held(findings: Findings) -> set[tuple[str, str, str]]:
    """The facts that held."""
    return {each.fact.key for each in findings.ledger.those(State.HELD)}

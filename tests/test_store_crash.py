"""What was acknowledged is there after the mock was killed, and nothing is there by halves."""

import os
import time
from pathlib import Path
from random import SystemRandom

import pytest

from scripts.mock_server import create_sandbox
from tests.crowd import Buyer, crowd, serving, spending

# make test-crash asks for 100; a planted fault shows in a few more than the healthy twin needs.
KILLS = int(os.environ.get("KILLS", "6"))


def kill_under_load(store: str, buyers: list[Buyer], moment: float, *arguments: str) -> None:
    """Run a mock, let everybody spend, and kill it after so many seconds of that."""
    with serving("--store", store, *arguments) as (process, url), spending(buyers, url):
        time.sleep(moment)
        process.kill()  # SIGKILL


def held(store: str, buyers: list[Buyer]) -> list[dict[int, str]]:
    """What is there for each of them, when the store is opened again."""
    sandbox = create_sandbox(store=store)
    found: list[dict[int, str]] = []
    for buyer in buyers:
        holder = sandbox.world(buyer.token).holder(buyer.token)
        reserved = {r.offer.number: "reserved" for r in holder.reserved.values()}
        found.append(reserved | {n.offer.number: "owned" for n in holder.owned.values()})
    sandbox.store.close()
    return found


def losses(store: str, kills: int, *arguments: str) -> tuple[list[str], int]:
    """Kill a mock so many times, and tell what is not there, and how many answers there were."""
    buyers = crowd(1)
    lost: list[str] = []
    for _ in range(kills):
        kill_under_load(store, buyers, SystemRandom().uniform(0.05, 0.2), *arguments)
        for buyer, found in zip(buyers, held(store, buyers), strict=True):
            if found not in (buyer.held, buyer.perhaps):
                lost.append(f"{buyer.token}: {found}, not {buyer.held} or {buyer.perhaps}")
            assert not buyer.refused, buyer.refused[0]
            # Now it is known what became of the last request.
            buyer.held, buyer.perhaps = dict(found), dict(found)
    return lost, sum(buyer.answered for buyer in buyers)


def test_a_mock_that_is_killed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing that was acknowledged is lost, and no purchase of several is kept in part."""
    lost, answered = losses(f"sqlite:///{tmp_path}/store.db", KILLS)
    with capsys.disabled():
        print(f"\n{KILLS} times killed, {answered} changes acknowledged, {len(lost)} lost")
    assert answered > 10 * KILLS
    assert not lost, f"{len(lost)} of {answered} answers: {lost[0]}"


def test_a_mock_that_answers_first(tmp_path: Path) -> None:
    """The test above finds what is lost, where answers leave before they are kept."""
    store = f"sqlite:///{tmp_path}/store.db"
    for _ in range(40):
        lost, _ = losses(store, 1, "--answer-first")
        if lost:
            return
        Path(tmp_path / "store.db").unlink()
    pytest.fail("Nothing was lost, though answers left before they were kept.")

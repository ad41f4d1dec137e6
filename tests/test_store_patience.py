"""How long a transaction waits for more to come along."""

from queue import Empty
from time import sleep

import pytest

from scripts.mock_server.stores.patience import Patience


def test_the_patience_of_a_transaction() -> None:
    """It waits for as many as were answered just now, half the time of a commit, 10 ms at most."""
    patience = Patience(answered=8, took=0.016)
    assert patience.left(8) == pytest.approx(0.008)
    with pytest.raises(Empty):
        patience.left(16)
    sleep(0.009)
    with pytest.raises(Empty):
        patience.left(15)
    assert Patience(answered=1, took=10.0).left(1) == pytest.approx(0.01)


@pytest.mark.parametrize(("answered", "took"), [(0, 1.0), (8, 0.0)])
def test_nobody_to_wait_for(answered: int, took: float) -> None:
    """A transaction that nobody was answered before, or that cost nothing, waits for nobody."""
    with pytest.raises(Empty):
        Patience(answered, took).left(1)

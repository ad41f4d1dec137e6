"""How long a transaction waits for more to come along."""

from queue import Empty
from time import monotonic

# Seconds at most: a commit that took long is no reason to take long again.
MOST = 0.01


class Patience:
    """How long a transaction waits for more jobs, where callers come again and again.

    Those who were answered just now may ask again at once. Half the time of a commit is well spent
    on waiting for them: else they would wait for the whole of the next one. Who is alone waits for
    nobody.

    Args:
        answered: How many the last transaction answered.
        took: How long its commit took, in seconds; 0 where nothing was written.
    """

    def __init__(self, answered: int, took: float) -> None:
        self._answered = answered
        self._seconds = min(took / 2, MOST)
        self._expected = 0
        self._until = 0.0

    def left(self, taken: int) -> float:
        """Tell how many seconds to wait for the next one; `taken` were there already.

        Raises Empty when all are there that were expected, or it is time.
        """
        now = monotonic()
        if not self._until:
            self._expected, self._until = taken + self._answered, now + self._seconds
        if taken >= self._expected or now >= self._until:
            raise Empty
        return self._until - now

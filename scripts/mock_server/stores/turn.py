"""The jobs that come to a server in one turn of its loop, or in turns that follow at once."""

from collections.abc import Callable

from .interface import Job, Later


class Turn:
    """Gathers the jobs of a thread, and has them carried out together.

    As long as each turn brings more of them it goes on: who was answered just now asks again at
    once, and would else wait for the whole of the next transaction. Who is alone waits for a look
    at an idle loop, which takes microseconds.

    Args:
        later: What calls back when the thread has nothing else at hand.
        serve: What carries jobs out, and finishes them.
        most: How many jobs there are at most; then nothing is waited for.
    """

    def __init__(self, later: Later, serve: Callable[[list[Job]], None], most: int) -> None:
        self._later = later
        self._serve = serve
        self._most = most
        self._jobs: list[Job] = []
        self._seen = 0

    def add(self, job: Job) -> None:
        """Take a job along."""
        jobs = self._jobs
        jobs.append(job)
        if len(jobs) == self._most:
            self.end()
        elif len(jobs) == 1:
            self._later(self._look)

    def _look(self) -> None:
        count = len(self._jobs)
        if count > self._seen:
            self._seen = count
            self._later(self._look)
        else:
            self.end()

    def end(self) -> None:
        """Have them carried out now."""
        jobs, self._jobs, self._seen = self._jobs, [], 0
        self._serve(jobs)

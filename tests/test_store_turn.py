"""What a server hands to its store in one turn of its loop, and in turns that follow at once."""

from collections.abc import Callable, Sequence
from threading import Event, Thread, Timer, get_ident

import pytest

from scripts.mock_server.changes import Change
from scripts.mock_server.stock import World
from scripts.mock_server.stores import Job, Store
from scripts.mock_server.stores.database import Write
from scripts.mock_server.stores.sqlite import Sqlite
from scripts.mock_server.stores.turn import Turn
from tests.store_jobs import Asked, changes_kept, count, reserve, reserving, store_of, submitted


class Loop:
    """What a server's loop does for a store: it calls back when it has done all else."""

    def __init__(self) -> None:
        self.left: list[Callable[[], None]] = []

    def later(self, call: Callable[[], None]) -> None:
        """Call it in the next turn."""
        self.left.append(call)

    def turn(self) -> None:
        """Do what was left by the turn before."""
        calls, self.left = self.left, []
        for call in calls:
            call()

    def run(self) -> None:
        """Turn until there is nothing left."""
        while self.left:
            self.turn()


@pytest.fixture
def loop() -> Loop:
    """A loop that turns when it is told to."""
    return Loop()


@pytest.fixture
def served() -> list[int]:
    """How many jobs were carried out together, each time."""
    return []


@pytest.fixture
def turn(loop: Loop, served: list[int]) -> Turn:
    """At most five jobs together."""

    def serve(jobs: list[Job]) -> None:
        if jobs:
            served.append(len(jobs))

    return Turn(loop.later, serve, 5)


def test_a_job_alone(turn: Turn, loop: Loop, served: list[int]) -> None:
    """It waits for one turn that brings no other, and no longer."""
    turn.add(reserving())
    loop.turn()
    assert served == []
    loop.turn()
    assert served == [1]
    assert not loop.left


def test_jobs_that_follow_at_once(turn: Turn, loop: Loop, served: list[int]) -> None:
    """They go together as long as each turn brings more of them."""
    for number in (2, 1, 1):
        for _ in range(number):
            turn.add(reserving())
        loop.turn()
    loop.turn()
    assert served == [4]
    turn.add(reserving())
    loop.run()
    assert served == [4, 1]


def test_more_jobs_than_go_together(turn: Turn, loop: Loop, served: list[int]) -> None:
    """As many as may go at once; the rest goes on its own."""
    for _ in range(12):
        turn.add(reserving())
    assert served == [5, 5]
    loop.run()
    assert served == [5, 5, 2]


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
    """How many changes each transaction kept, and the thread that did it."""
    kept: list[tuple[int, int]] = []
    keep = Sqlite.keep

    def keeping(self: Sqlite, writes: Sequence[Write]) -> None:
        kept.append((sum(len(write.changes) for write in writes), get_ident()))
        keep(self, writes)

    monkeypatch.setattr(Sqlite, "keep", keeping)
    return kept


in_a_file = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)


@in_a_file
def test_a_turn_in_a_file(store_url: str, loop: Loop, kept: list[tuple[int, int]]) -> None:
    """It is one transaction, kept by the thread of the loop, and answered once it is kept."""
    seen: list[int] = []

    def job(shelf: str) -> Asked:
        return reserving(shelf, finished=lambda: seen.append(changes_kept(store_url)))

    with store_of(store_url) as store:
        store.gather(loop.later)
        jobs = [submitted(store, job(shelf)) for shelf in ("test-a", "test-b", "test-a")]
        assert not kept
        loop.run()
        for each in jobs:
            each.succeed()
        store.gather(None)
        assert kept == [(3, get_ident())]
        assert seen == [2, 2, 2]
        assert (count(store), count(store, "test-b")) == (2, 1)


@in_a_file
def test_jobs_that_go_alone_in_a_file(
    store_url: str, loop: Loop, kept: list[tuple[int, int]]
) -> None:
    """Each of them is kept when it comes, where that was asked for."""
    with store_of(f"{store_url}?batch=1") as store:
        store.gather(loop.later)
        for _ in range(3):
            submitted(store, reserving()).succeed()
        assert kept == [(1, get_ident())] * 3
        store.gather(None)


@in_a_file
def test_jobs_of_other_threads(store_url: str, loop: Loop) -> None:
    """They wait for no turn of a loop that is not theirs, and see what it has kept."""
    with store_of(store_url) as store:
        store.gather(loop.later)
        waiting = submitted(store, reserving())
        thread = Thread(target=reserve, args=(store,), kwargs={"times": 3})
        thread.start()
        thread.join(timeout=30)
        assert not thread.is_alive()
        loop.run()
        waiting.succeed()
        store.gather(None)
        assert count(store) == 4


@in_a_file
def test_a_turn_while_another_thread_works(store_url: str, loop: Loop) -> None:
    """It waits until that one's transaction has ended."""
    begun, go_on = Event(), Event()
    order: list[str] = []

    def slow(_world: World) -> Sequence[Change]:
        begun.set()
        assert go_on.wait(timeout=30)
        order.append("the other thread")
        return ()

    def quick(_world: World) -> Sequence[Change]:
        order.append("the loop")
        return ()

    with store_of(store_url) as store:
        other = submitted(store, Asked("test-a", slow))
        assert begun.wait(timeout=30)
        store.gather(loop.later)
        job = submitted(store, Asked("test-a", quick))
        Timer(0.2, go_on.set).start()
        loop.run()
        job.succeed()
        other.succeed()
        store.gather(None)
    assert order == ["the other thread", "the loop"]


@in_a_file
def test_a_job_that_follows_from_another(store_url: str, loop: Loop) -> None:
    """What is handed in when another one is answered goes with the next turn."""
    with store_of(store_url) as store:
        store.gather(loop.later)
        following = reserving()
        first = submitted(store, reserving(finished=lambda: store.submit(following)))
        loop.run()
        first.succeed()
        following.succeed()
        store.gather(None)


@in_a_file
def test_a_loop_that_ends(store_url: str, loop: Loop) -> None:
    """What it has gathered is carried out, and what comes later goes its former way."""
    with store_of(store_url) as store:
        store.gather(loop.later)
        job = submitted(store, reserving())
        store.gather(None)
        job.succeed()
        reserve(store)
        assert count(store) == 2


@in_a_file
def test_a_store_that_is_closed_meanwhile(store_url: str, loop: Loop) -> None:
    """Who waits for a turn is told."""
    with store_of(store_url) as store:
        store.gather(loop.later)
        job = submitted(store, reserving())
    loop.run()
    assert "closed" in job.fail()
    store.gather(None)
    assert changes_kept(store_url) == 0


@pytest.mark.parametrize("store_url", ["postgresql"], indirect=True)
def test_a_database_that_is_far_away(store_url: str, loop: Loop) -> None:
    """The loop does not wait for it."""
    threads: list[int] = []

    def decide(_world: World) -> Sequence[Change]:
        threads.append(get_ident())
        return ()

    with store_of(store_url) as store:
        store.gather(loop.later)
        submitted(store, Asked("test-a", decide)).succeed()
        assert get_ident() not in threads
        assert not loop.left


def test_a_store_in_memory(loop: Loop) -> None:
    """There is nothing to be gained: each job is carried out at once."""
    with store_of("memory") as store:
        in_memory: Store = store
        in_memory.gather(loop.later)
        submitted(store, reserving()).succeed()
        assert not loop.left

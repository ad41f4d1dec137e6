"""All readings, one after the other."""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field

from ..benchmark.spread import Spread
from .attendance import Attendance
from .calls import search
from .checks import check_searches, reserved_and_cancelled
from .contestants import CONTESTANTS, LARGE_SHELF, MEMORY, Contestant
from .load import Generator, Plan
from .long_run import take_long_run
from .measures import MEASURES, Measure
from .readings import Cost, LongRun, Reading, Readings, Starts
from .server import Server, Start, running
from .shelves import LARGE, SMALL, searches, write_reservations, write_searches, write_seed
from .workplace import Workplace

SAMPLE_SEED = "scripts/mock_server/seed.yaml"

Servers = Mapping[Contestant, Server]


@dataclass(slots=True)
class Survey:
    """Takes the readings.

    Attributes:
        workplace: Where.
        runs: How many of each.
        seconds: How long one of them lasts.
        requests: How many requests the long run has.
    """

    workplace: Workplace
    runs: int
    seconds: int
    requests: int
    _attendance: Attendance = field(default_factory=Attendance)

    def take(self) -> Readings:
        """Take all of them. Raises CannotMeasure."""
        for size in (SMALL, LARGE):
            write_seed(self.workplace.root / SAMPLE_SEED, self.workplace.seed(size), size)
        self._write_answers()
        starts = self._starts()
        generator, costs = Generator(self.workplace), dict[tuple[Measure, Contestant], Cost]()
        with ExitStack() as stack:
            servers = self._servers(stack)
            searched = self._searched(servers)
            for measure in MEASURES:
                costs |= self._costs(generator, measure, servers)
            loaded = {one: server.usage().memory for one, server in servers.items()}
        # It takes long, and starts as often as it is needed.
        starts[LARGE_SHELF] = _starts([servers[LARGE_SHELF].start])
        long_run = self._long_run(generator)
        return Readings(costs, starts, searched, loaded, self._attendance.absent, long_run)

    def _write_answers(self) -> None:
        """Let nginx have what the mock answers."""
        with (
            self._attendance.step("what nginx is to answer", MEMORY),
            running(MEMORY, self.workplace, self.workplace.seed(SMALL)) as server,
        ):
            self.workplace.page.write_bytes(search(server.url, searches(SMALL)[0]).content)
            self.workplace.done.write_bytes(reserved_and_cancelled(server).content)

    def _starts(self) -> dict[Contestant, Starts]:
        found: dict[Contestant, list[Start]] = {one: [] for one in CONTESTANTS}
        for turn in range(self.runs):
            for contestant in self._attendance.present(CONTESTANTS):
                with (
                    self._attendance.step(f"start {turn + 1} of {self.runs}", contestant),
                    running(contestant, self.workplace, None) as server,
                ):
                    found[contestant].append(server.start)
        return {one: _starts(starts) for one, starts in found.items() if starts}

    def _servers(self, stack: ExitStack) -> Servers:
        """Everybody at once: who has nothing to do costs nothing, and all meet the same minutes."""
        found: dict[Contestant, Server] = {}
        for contestant in self._attendance.present((*CONTESTANTS, LARGE_SHELF)):
            seed = self.workplace.seed(contestant.size or SMALL)
            with self._attendance.step("start", contestant):
                server = stack.enter_context(running(contestant, self.workplace, seed))
                found[contestant] = server
        return found

    def _searched(self, servers: Servers) -> dict[Contestant, int]:
        """What a shelf takes, before load adds what has nothing to do with its size."""
        found: dict[Contestant, int] = {}
        for contestant in (MEMORY, LARGE_SHELF):
            with self._attendance.step("each search once", contestant):
                for measure in MEASURES:
                    check_searches(servers[contestant], measure)
                found[contestant] = servers[contestant].usage().memory
        return found

    def _costs(
        self, generator: Generator, measure: Measure, servers: Servers
    ) -> dict[tuple[Measure, Contestant], Cost]:
        attendance, plans = self._attendance, dict[Contestant, Plan]()
        for contestant in attendance.present(measure.contestants):
            with attendance.step(f"{measure.title}, to warm up", contestant):
                plans[contestant] = self._plan(measure, contestant)
                check_searches(servers[contestant], measure)
                generator.load(servers[contestant].url, plans[contestant], self.seconds)
        found: dict[Contestant, list[Reading]] = {contestant: [] for contestant in plans}
        for turn in range(self.runs):
            for contestant in attendance.present(plans):
                with attendance.step(f"{measure.title}, {turn + 1} of {self.runs}", contestant):
                    server, plan = servers[contestant], plans[contestant]
                    found[contestant].append(self._reading(generator, server, plan))
        return {(measure, one): Cost.of(found[one]) for one in attendance.present(found)}

    def _plan(self, measure: Measure, contestant: Contestant) -> Plan:
        folder, size = self.workplace.folder, contestant.size or SMALL
        searches = write_searches(folder, measure.name, size, measure.searches(size))
        return Plan(measure.scenario, searches, write_reservations(folder), contestant.done)

    def _reading(self, generator: Generator, server: Server, plan: Plan) -> Reading:
        before, database_before = server.usage(), server.database_usage()
        load = generator.load(server.url, plan, self.seconds)
        after, database = server.usage(), server.database_usage()
        used = database.cpu - database_before.cpu if database and database_before else None
        return Reading(load, after.cpu - before.cpu, used)

    def _long_run(self, generator: Generator) -> LongRun:
        self._attendance.say(f"the long run of {self.requests:,} requests")
        with running(MEMORY, self.workplace, self.workplace.seed(SMALL)) as server:
            return take_long_run(server, generator, self.workplace.folder, self.requests)


def _starts(starts: Sequence[Start]) -> Starts:
    return Starts(
        Spread.of(start.wall for start in starts),
        Spread.of(start.usage.cpu for start in starts),
        Spread.of(start.usage.memory for start in starts),
    )

"""Faults of the stores that the tests must find."""

from tests.faults import Fault

SQL = "scripts/mock_server/stores/sql.py"
DATABASE = "scripts/mock_server/stores/database.py"
SQLITE = "scripts/mock_server/stores/sqlite.py"
POSTGRESQL = "scripts/mock_server/stores/postgresql.py"
SCHEMA = "scripts/mock_server/stores/schema.py"
TURN = "scripts/mock_server/stores/turn.py"
STOCK = "scripts/mock_server/stock.py"

TURNS = "tests/test_store_turn.py"
KEPT = "tests/test_stores.py"
OPENED = "tests/test_store_opening.py"
FAILING = "tests/test_store_failures.py"
RACE = "tests/test_store_replicas.py::test_a_race"
REPLACED = f"{FAILING}::test_a_file_that_was_replaced"

STORE_FAULTS = [
    Fault(
        "AnswersBeforeCommit",
        SQL,
        "            self._connected().keep(writes)\n",
        "            for job in batch:\n"
        "                _finish(job, None)\n"
        "            self._connected().keep(writes)\n",
        f"{KEPT}::test_what_is_answered",
        only="sqlite",
    ),
    Fault(
        "AnswersBeforeTheDiskHasIt",
        SQL,
        "            self._connected().keep(writes)\n",
        "            for job in batch:\n"
        "                _finish(job, None)\n"
        "            self._connected().keep(writes)\n",
        "tests/test_store_synchronization.py::test_an_answer",
    ),
    Fault(
        "CommitsWithoutTheDisk",
        SQLITE,
        '"PRAGMA synchronous = FULL"',
        '"PRAGMA synchronous = NORMAL"',
        "tests/test_store_synchronization.py::test_an_answer",
    ),
    Fault(
        "ForgetsToLockTheFile",
        SQLITE,
        'self.execute("BEGIN IMMEDIATE")\n            except',
        'self.execute("BEGIN")\n            except',
        RACE,
        only="sqlite",
    ),
    Fault(
        "ForgetsToLockTheShelf",
        POSTGRESQL,
        '_LOCK = "SELECT pg_advisory_xact_lock(key) FROM',
        '_LOCK = "SELECT key FROM',
        RACE,
        only="postgresql",
    ),
    Fault(
        "ReadsAsOfBeforeTheLock",
        POSTGRESQL,
        "IsolationLevel.READ_COMMITTED",
        "IsolationLevel.REPEATABLE_READ",
        RACE,
        only="postgresql",
    ),
    Fault(
        "KeepsItsLocksWhenItStops",
        POSTGRESQL,
        'for setting in ("lock_timeout", "idle_in_transaction_session_timeout"):',
        'for setting in ("lock_timeout",):',
        f"{FAILING}::test_a_mock_that_stops_in_the_middle",
    ),
    Fault(
        "CarriesABatchOutTwice",
        SQL,
        "                    made = carry_out(job, self._worlds[job.shelf])\n",
        "                    carry_out(job, self._worlds[job.shelf])\n"
        "                    made = carry_out(job, self._worlds[job.shelf])\n",
        f"{KEPT}::test_jobs_that_wait",
        only="sqlite",
    ),
    Fault(
        "CarriesTheLastJobOutFirst",
        SQL,
        "            for job in batch:\n                if job.shelf not in",
        "            for job in reversed(batch):\n                if job.shelf not in",
        f"{KEPT}::test_jobs_that_wait",
        only="sqlite",
    ),
    Fault(
        "CommitsEachJobAlone",
        SQL,
        "if len(batch) == self._batch:",
        "if batch:",
        f"{KEPT}::test_jobs_that_wait",
        only="sqlite",
    ),
    Fault(
        "KeepsTheWorldAfterAFailedCommit",
        SQL,
        "        self._worlds.clear()\n",
        "",
        f"{KEPT}::test_a_commit_that_fails",
        only="sqlite",
    ),
    Fault(
        "TakesALostCommitForAFailedOne",
        POSTGRESQL,
        'return bool(status == "committed")',
        "return False",
        f"{FAILING}::test_a_commit_whose_answer_is_lost",
    ),
    Fault(
        "TakesALostCommitForAKeptOne",
        POSTGRESQL,
        'return bool(status == "committed")',
        "return True",
        f"{FAILING}::test_a_commit_whose_answer_is_lost",
    ),
    Fault(
        "LosesTheLastChangeInASnapshot",
        STOCK,
        "            for r in world.reserved.values()\n        ],",
        "            for r in list(world.reserved.values())[:-1]\n        ],",
        f"{KEPT}::test_snapshots",
        only="sqlite",
    ),
    Fault(
        "KeepsChangesForever",
        SQL,
        "every = max(SNAPSHOT_EVERY, len(world.held))",
        "every = 10**9",
        f"{KEPT}::test_snapshots",
        only="sqlite",
    ),
    Fault(
        "OverlooksThatChangesWereDeleted",
        SQL,
        "not versions.snapshot <= world.version <= versions.last",
        "not world.version <= versions.last",
        f"{KEPT}::test_another_mock_that_is_behind_a_snapshot",
        only="sqlite",
    ),
    Fault(
        "OverlooksWhatOthersHaveKept",
        SQL,
        "        if world.version < versions.last:\n",
        "        if not world.version:\n",
        f"{KEPT}::test_two_mocks",
        only="sqlite",
    ),
    Fault(
        "WritesForThoseWhoOnlyAsk",
        SQL,
        "for name, m in changes.items() if m]",
        "for name, m in changes.items()]",
        f"{KEPT}::test_asking_only",
        only="sqlite",
    ),
    Fault(
        "StopsForOneWorldThatCannotBeRead",
        SQL,
        "                unreadable[name] = StoreFailed(_unreadable(name, self.place, error))\n",
        "                raise StoreFailed(_unreadable(name, self.place, error)) from error\n",
        f"{KEPT}::test_changes_that_are_not_understood",
        only="sqlite",
    ),
    Fault(
        "ForgetsTheWorldInUse",
        SQL,
        "self._worlds.popitem(last=False)",
        "self._worlds.clear()",
        f"{KEPT}::test_worlds_that_have_no_room",
        only="sqlite",
    ),
    Fault(
        "PromisesWhatTheStoreRefused",
        "scripts/mock_server/exchange.py",
        "self.answer(self._sandbox.unavailable(failure) if failure else self._reply)",
        "self.answer(self._reply)",
        f"{FAILING}::test_what_is_answered_to_a_change_that_is_not_kept",
    ),
    Fault(
        "WritesToAFileThatIsGone",
        SQLITE,
        "        if not unmoved:\n",
        "        if False:\n",
        f"{FAILING}::test_a_file_that_is_gone",
    ),
    Fault(
        "SpoilsAFileWithTheLogOfAnother",
        SQLITE,
        '            self.execute("PRAGMA wal_checkpoint(TRUNCATE)")\n',
        "",
        REPLACED,
    ),
    Fault(
        "LetsEverybodyReadTheFile",
        SQLITE,
        "os.O_RDWR, 0o600",
        "os.O_RDWR, 0o644",
        f"{OPENED}::test_a_path",
    ),
    Fault(
        "MakesItselfAtHomeInAnotherDatabase",
        SQLITE,
        "if mark != APPLICATION_ID and (mark or tables):",
        "if False:",
        f"{OPENED}::test_a_database_of_another_program",
    ),
    Fault(
        "ForgetsTheSeedOfAStore",
        SCHEMA,
        "    if given not in (None, seed):\n",
        "    if given:\n        return given\n    if False:\n",
        f"{OPENED}::test_another_seed",
        only="sqlite",
    ),
    Fault(
        "SeedsAStoreAnew",
        SCHEMA,
        "    seed = msgspec.json.decode(kept, type=Seed)\n",
        "    seed = given or new()\n",
        f"{OPENED}::test_the_seed_of_a_store",
        only="sqlite",
    ),
    Fault(
        "MigratesByHalves",
        SCHEMA,
        "        step(database)\n",
        "        step(database)\n        database.commit()\n        database.begin_alone()\n",
        f"{OPENED}::test_a_step_that_fails",
        only="sqlite",
    ),
    Fault(
        "TakesAStepAgain",
        SCHEMA,
        "for step in steps[version:]:",
        "for step in steps[version and 1:]:",
        f"{OPENED}::test_a_later_version",
        only="sqlite",
    ),
    Fault(
        "OpensWhatALaterVersionMade",
        SCHEMA,
        "    if version > len(steps):\n",
        "    if False:\n",
        f"{OPENED}::test_a_former_version",
        only="sqlite",
    ),
    Fault(
        "TellsAPassword",
        POSTGRESQL,
        '    return f"postgresql://{user}',
        '    return url or f"postgresql://{user}',
        f"{OPENED}::test_a_database_that_is_not_there",
    ),
    Fault(
        "ChangesTheWorldWhileItDecides",
        STOCK,
        "    return [Reserved(",
        "    insort(world.held, number)\n    return [Reserved(",
        "tests/test_store_equality.py::test_deciding",
    ),
    Fault(
        "ForgetsTheClockOfAWorld",
        STOCK,
        "        clock=world.clock,\n",
        "",
        "tests/test_store_equality.py::test_a_file",
    ),
    Fault(
        "TellsAnotherAddressThanCame",
        "scripts/mock_server/stores/opening.py",
        "sqlite:////absolute.db; {url} came.",
        "sqlite:////absolute.db; {parts.geturl()} came.",
        f"{OPENED}::test_a_url_that_is_none",
        only="came and sqlite",
    ),
    Fault(
        "GoesWithoutThoseWhoFollow",
        TURN,
        "        if count > self._seen:\n",
        "        if False:\n",
        f"{TURNS}::test_jobs_that_follow_at_once",
    ),
    Fault(
        "GathersWithoutAnEnd",
        TURN,
        "if len(jobs) == self._most:",
        "if False:",
        f"{TURNS}::test_more_jobs_than_go_together",
    ),
    Fault(
        "LeavesTheLastTurnUndone",
        SQL,
        "            turn.end()\n",
        "            del turn\n",
        f"{TURNS}::test_a_loop_that_ends",
    ),
    Fault(
        "WorksWhileAnotherThreadDoes",
        SQL,
        "                with self._working:\n                    failures =",
        "                if True:\n                    failures =",
        f"{TURNS}::test_a_turn_while_another_thread_works",
    ),
    Fault(
        "LetsTheLoopWaitForADistantDatabase",
        POSTGRESQL,
        "    is_near = False\n",
        "    is_near = True\n",
        f"{TURNS}::test_a_database_that_is_far_away",
    ),
    Fault(
        "KeepsWhatASnapshotStandsFor",
        SQLITE,
        "                self.execute(_FORGET, write.shelf, 0)\n",
        "",
        f"{KEPT}::test_snapshots",
        only="sqlite",
    ),
    Fault(
        "AppendsWithoutTheChangeBefore",
        SQLITE,
        "changes.append((id, write.shelf, version, last, change))",
        "changes.append((id, write.shelf, version, None, change))",
        f"{KEPT}::test_opening_again",
        only="sqlite",
    ),
]

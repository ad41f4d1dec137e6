"""What a process and everything that it started have used, as Linux tells it in /proc."""

import os
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

TICK = 1 / os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True)
class Usage:
    """What processes have used.

    Attributes:
        cpu: Seconds of the processor, for the program and for the system on its behalf, with those
            of descendants that have ended.
        memory: Bytes that are resident; pages that several of them share count for each.
    """

    cpu: float
    memory: int


@dataclass(frozen=True, slots=True)
class _Process:
    parent: int
    usage: Usage


def usage(pid: int) -> Usage:
    """What a process and its descendants have used since they were started."""
    processes = _processes()
    found = [processes[one].usage for one in _family(pid, processes)]
    return Usage(sum(one.cpu for one in found), sum(one.memory for one in found))


def _family(pid: int, processes: dict[int, _Process]) -> list[int]:
    children: dict[int, list[int]] = defaultdict(list)
    for one, process in processes.items():
        children[process.parent].append(one)
    found = [pid] if pid in processes else []
    for one in found:  # grows on the way
        found.extend(children[one])
    return found


def _processes() -> dict[int, _Process]:
    found: dict[int, _Process] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                found[int(folder.name)] = _read((folder / "stat").read_text("utf-8", "replace"))
            except OSError:  # it has just ended
                continue
    return found


def _read(stat: str) -> _Process:
    # The name of the program comes second, in brackets, and may have anything in it. What follows
    # it begins with the third field of proc_pid_stat(5): state, and then the parent.
    fields = stat.rpartition(")")[2].split()
    own_and_reaped = map(int, fields[11:15])
    return _Process(int(fields[1]), Usage(sum(own_and_reaped) * TICK, int(fields[21]) * PAGE))

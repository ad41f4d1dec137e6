"""Versions of everything that has a part in the numbers, and how fast the disk is."""

import json
import os
import subprocess
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median
from time import perf_counter

import yaml

from ..benchmark.machine import commit, machine, python, said
from .postgresql import Cluster
from .workplace import Workplace

# Those of them that are installed: what the mock is made of is its own business.
DISTRIBUTIONS = ("granian", "uvloop", "httptools", "msgspec", "jsonschema_rs", "psycopg")
PEERS = {"Prism": "@stoplight/prism-cli", "Mockoon": "@mockoon/cli"}
SYNCS = 100
PIECE = b"\0" * 4096


def versions(workplace: Workplace) -> dict[str, str]:
    """Name → version: the machine, the tools, the packages that were installed."""
    document = yaml.load(workplace.document.read_text("utf-8"), yaml.CSafeLoader)
    cluster = workplace.cluster
    return {
        "machine": f"{machine()}; load average at the start {os.getloadavg()[0]:.1f}",
        "disk": f"4 KiB and fdatasync take {_sync_time(workplace.folder) * 1e6:,.0f} µs (median)",
        "this mock": f"{document['info']['version']}, {commit(workplace.root)}",
        "Python": python(),
        **_installed(),
        **{name: _peer(workplace, package) for name, package in PEERS.items()},
        "Node": said([workplace.node, "--version"]),
        "nginx": _told([workplace.nginx, "-v"]).partition("nginx/")[2],
        "wrk": _told([workplace.wrk, "-v"]).partition(" [")[0].removeprefix("wrk "),
        "PostgreSQL": cluster.version if isinstance(cluster, Cluster) else str(cluster),
    }


def _installed() -> dict[str, str]:
    found: dict[str, str] = {}
    for name in DISTRIBUTIONS:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def _peer(workplace: Workplace, package: str) -> str:
    path = workplace.peers / "node_modules" / package / "package.json"
    return str(json.loads(path.read_text("utf-8"))["version"]) if path.exists() else "none"


def _told(command: list[str]) -> str:
    """What a command prints, wherever it prints it to."""
    pipe, both = subprocess.PIPE, subprocess.STDOUT
    return subprocess.run(command, check=False, stdout=pipe, stderr=both, text=True).stdout.strip()


def _sync_time(folder: Path) -> float:
    """How many seconds it takes until 4 KiB more of a file are safe: what a commit waits for."""
    path = folder / "sync"
    taken: list[float] = []
    with path.open("wb", buffering=0) as file:
        for _ in range(SYNCS):
            begin = perf_counter()
            file.write(PIECE)
            os.fdatasync(file.fileno())
            taken.append(perf_counter() - begin)
    path.unlink()
    return median(taken)

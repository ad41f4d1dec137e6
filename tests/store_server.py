"""A mock with a store, served over HTTP by the standard library, for tests to kill.

    python -m tests.store_server --store sqlite:///store.db

With --answer-first it has a fault on purpose: it answers before what it answers is kept.
"""

import argparse
import sys
from collections.abc import Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from scripts.mock_server import Application, CannotStart, create_app
from scripts.mock_server.changes import Change
from scripts.mock_server.request import Request
from scripts.mock_server.stock import World
from scripts.mock_server.stores import Job, StoreFailed
from scripts.mock_server.stores.sql import SqlStore


class AnsweredFirst:
    """A job that does not wait until its changes are kept."""

    def __init__(self, job: Job) -> None:
        self.shelf = job.shelf
        self.due = job.due
        self._job = job

    def decide(self, world: World) -> Sequence[Change]:
        """Decide, and answer at once."""
        changes = self._job.decide(world)
        self._job.finish(None)
        return changes

    def finish(self, failure: StoreFailed | None) -> None:
        """It was answered."""


def answer_first() -> None:
    """Plant the fault."""
    submit = SqlStore.submit
    SqlStore.submit = lambda self, job: submit(self, AnsweredFirst(job))  # type: ignore[method-assign]


class Handler(BaseHTTPRequestHandler):
    """Hands requests to the mock."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    app: Application

    def answer(self) -> None:
        """Answer a request."""
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = self.rfile.read(int(headers.get("content-length", 0)))
        reply = self.app.reply(Request(self.command, self.path, headers, body))
        self.send_response(reply.status)
        for name, value in (*reply.headers, ("Content-Length", str(len(reply.content)))):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(reply.content)

    do_GET = do_POST = do_PATCH = do_DELETE = answer  # noqa: N815 - http.server calls them so

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - so it is called
        """Say nothing."""


def main() -> None:
    """Serve until it is killed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--store", required=True)
    parser.add_argument("--seed", type=Path)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--answer-first", action="store_true")
    arguments = parser.parse_args()
    if arguments.answer_first:
        answer_first()
    try:
        Handler.app = create_app(store=arguments.store, seed=arguments.seed)
    except CannotStart as error:
        sys.exit(str(error))
    server = ThreadingHTTPServer(("127.0.0.1", arguments.port), Handler)
    server.daemon_threads = True
    print(f"The mock listens on http://127.0.0.1:{server.server_address[1]}/api/v1", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()

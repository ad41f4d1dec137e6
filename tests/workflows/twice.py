"""A way to a sandbox on which every purchase arrives twice."""

import threading
from collections.abc import Generator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx2


@contextmanager
def doubling(url: str) -> Generator[str]:
    """The URL of the way to a sandbox; who buys there sees the answer to the first purchase."""

    class Handler(BaseHTTPRequestHandler):
        def forward(self) -> None:
            """Pass the request on, and the answer back."""
            content = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            times = 2 if self.path.endswith("/number/buy") else 1
            answer, *_ = [self.answer(content) for _ in range(times)]
            self.send_response(answer.status_code)
            self.send_header("Content-Type", answer.headers["Content-Type"])
            self.end_headers()
            self.wfile.write(answer.content)

        def answer(self, content: bytes) -> httpx2.Response:
            """Ask the sandbox."""
            return httpx2.request(
                self.command,
                str(httpx2.URL(url).join(self.path)),
                headers=list(self.headers.items()),
                content=content,
                trust_env=False,
            )

        do_GET = do_POST = forward  # noqa: N815 - the names are http.server's

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the same
            """Stay silent."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{httpx2.URL(url).path}"
        finally:
            server.shutdown()
            thread.join()

"""nginx, which answers the same bytes without looking at the request."""

import os
from pathlib import Path

from ..benchmark.processes import CannotMeasure

PREFIX = "/api/v1"
# As it comes, but for what it logs, and for one process as the mocks have. The paths are there
# because those that are compiled in belong to the administrator.
CONFIGURATION = """\
daemon off;
{user}worker_processes 1;
pid {folder}/nginx.pid;
error_log stderr error;
events {{ worker_connections 1024; }}
http {{
  access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 1000000000;
  default_type application/json;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port};
    location = {prefix}/number/search {{ alias {page}; }}
    location {prefix}/number/reserve {{ return 200 '{done}'; }}
  }}
}}
"""


def write_configuration(folder: Path, port: int, page: Path, done: Path) -> Path:
    """Write what nginx is to do. Raises CannotMeasure where an answer cannot be written so.

    Args:
        folder: Where the file goes, and what nginx writes.
        port: Where nginx is to listen.
        page: The file to answer a search with.
        done: The file whose content answers a reservation and a cancellation.
    """
    answer = done.read_text("utf-8")
    if not answer.isprintable() or set(answer) & set("'\\$"):
        raise CannotMeasure(f"nginx cannot be told to answer {answer}")
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "nginx.conf"
    # Its workers would otherwise be somebody who may not read this folder.
    user = "" if os.geteuid() else "user root;\n"
    path.write_text(
        CONFIGURATION.format(
            user=user, folder=folder, port=port, page=page, done=answer, prefix=PREFIX
        ),
        encoding="utf-8",
    )
    return path

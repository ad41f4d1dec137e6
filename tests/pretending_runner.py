"""A runner without a client: it sends what is expected, and says what is expected, whatever comes.

usage: python -m tests.pretending_runner [MISCHIEF]

What it does wrong besides is a mischief.
"""

import json
import os
import sys
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.clients.vectors import Vector, load_vectors
from tests.clients.wire import CLIENT

MISCHIEF = sys.argv[1] if len(sys.argv) > 1 else ""


def send(vector: Vector) -> None:
    """Send the request that the vector waits for, and read what comes."""
    request = vector.request
    body = json.dumps(request.filters or request.body)
    headers = {
        "Authorization": f"Bearer {vector.id}",
        "Client": vector.client or CLIENT,
        "Accept": "application/json",
        "Content-Type": "application/json",
    }
    connection = HTTPConnection(urlsplit(os.environ["BASE_URL"]).netloc, timeout=10)
    try:
        connection.request(request.method, request.path, body, headers)
        connection.getresponse().read()
    except HTTPException:
        pass
    finally:
        connection.close()


def told(vector: Vector) -> dict[str, Any]:
    """What the vector expects."""
    expect = vector.expect
    if expect.delivered:
        return {"id": vector.id, "value": vector.answer.body}
    return {
        "id": vector.id,
        "error": expect.error,
        "status": expect.status,
        "message": expect.message,
        "retry_after": expect.retry_after,
    }


def main() -> None:
    """Pretend."""
    calls = json.loads(Path(os.environ["VECTORS"]).read_text(encoding="utf-8"))
    vectors = load_vectors()
    for call in calls:
        vector = vectors[call["id"]]
        for _ in range({"sends nothing": 0, "sends twice": 2}.get(MISCHIEF, 1)):
            send(vector)
        line = told(vector) | ({"id": "another"} if MISCHIEF == "names another vector" else {})
        for _ in range({"says nothing": 0, "says twice": 2}.get(MISCHIEF, 1)):
            print("Done." if MISCHIEF == "says no JSON" else json.dumps(line))
    if MISCHIEF == "fails at the end":
        sys.exit("it broke")


if __name__ == "__main__":
    main()

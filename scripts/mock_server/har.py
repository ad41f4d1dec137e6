"""The journal as HTTP Archive 1.2, which browsers and proxies import."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import parse_qsl, quote

from .journal import Entry
from .reply import phrase

VERSION = "1.2"
# Sizes that are not known.
UNKNOWN = -1


def archive(entries: Iterable[Entry], creator: str, version: str) -> dict[str, Any]:
    """Write entries down as an archive. Fields that begin with _ are ours, as the format allows."""
    return {
        "log": {
            "version": VERSION,
            "creator": {"name": creator, "version": version},
            "entries": [_entry(entry) for entry in entries],
        }
    }


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "startedDateTime": entry.time.isoformat(timespec="milliseconds"),
        "time": entry.milliseconds,
        "request": _request(entry),
        "response": _response(entry),
        "cache": {},
        "timings": {"send": 0, "wait": entry.milliseconds, "receive": 0},
        "_operation": entry.operation,
        "_fault": entry.fault,
        "_token": entry.token,
    }


def _request(entry: Entry) -> dict[str, Any]:
    host = entry.headers.get("host") or "localhost"
    query = f"?{entry.query}" if entry.query else ""
    request: dict[str, Any] = {
        "method": entry.method,
        "url": f"http://{quote(host, safe=':[].')}{quote(entry.path)}{quote(query, safe='?=&%+')}",
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": _pairs(entry.headers.items()),
        "queryString": _pairs(parse_qsl(entry.query, keep_blank_values=True)),
        "headersSize": UNKNOWN,
        "bodySize": entry.body_size,
    }
    if entry.body:
        media = entry.headers.get("content-type", "")
        request["postData"] = {"mimeType": media, "params": [], "text": entry.body}
    return request


def _response(entry: Entry) -> dict[str, Any]:
    headers: Mapping[str, str] = entry.answer_headers
    return {
        "status": entry.status,
        "statusText": phrase(entry.status) if entry.status else "",
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": _pairs(headers.items()),
        "content": {
            "size": entry.answer_size,
            "mimeType": headers.get("Content-Type", ""),
            "text": entry.answer,
        },
        "redirectURL": "",
        "headersSize": UNKNOWN,
        "bodySize": entry.answer_size,
    }


def _pairs(items: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"name": name, "value": value} for name, value in items]

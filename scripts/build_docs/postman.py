"""The document as a Postman collection, version 2.1."""

import json
import uuid
from typing import Any

from scripts.build_docs.document import Document, Operation

SCHEMA = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"


def postman_collection(document: Document) -> dict[str, Any]:
    """A collection with a folder per tag and a request per example of a body."""
    info = document.raw["info"]
    return {
        "info": {
            "_postman_id": str(uuid.uuid5(uuid.NAMESPACE_URL, info["title"] + info["version"])),
            "name": info["title"],
            "description": info["description"],
            "schema": SCHEMA,
        },
        "auth": {"type": "bearer", "bearer": [{"key": "token", "value": "{{token}}"}]},
        "variable": [
            {"key": "baseUrl", "value": document.raw["servers"][0]["url"]},
            {"key": "token", "value": ""},
        ],
        "item": [
            {
                "name": tag["x-displayName"],
                "description": tag["description"],
                "item": [
                    request
                    for operation in document.operations_of(tag["name"])
                    for request in requests_of(operation)
                ],
            }
            for tag in document.raw["tags"]
        ],
    }


def requests_of(operation: Operation) -> list[dict[str, Any]]:
    """A request for each example of the body; one where there is no body."""
    summary = operation.definition["summary"]
    examples = [
        operation.document.resolve(each)
        for each in operation.body_content.get("examples", {}).values()
    ]
    if not examples:
        return [request_of(operation, summary, None)]
    return [
        request_of(operation, f"{summary}: {each['summary']}", each["value"]) for each in examples
    ]


def request_of(operation: Operation, name: str, body: Any) -> dict[str, Any]:
    """A request of the collection."""
    steps = [step for step in operation.path.split("/") if step]
    values = {
        each["name"]: str(
            operation.document.resolve(next(iter(each["examples"].values())))["value"]
        )
        for each in operation.parameters
    }
    path = [f":{step[1:-1]}" if step.startswith("{") else step for step in steps]
    request: dict[str, Any] = {
        "method": operation.method.upper(),
        "description": operation.definition["description"],
        "header": headers(operation, has_body=body is not None),
        "url": {
            "raw": "{{baseUrl}}/" + "/".join(path),
            "host": ["{{baseUrl}}"],
            "path": path,
            "variable": [{"key": key, "value": value} for key, value in values.items()],
        },
    }
    if body is not None:
        request["body"] = {
            "mode": "raw",
            "raw": json.dumps(body, ensure_ascii=False, indent=2),
            "options": {"raw": {"language": "json"}},
        }
    # Postman drops the body of a GET unless it is told not to.
    return {
        "name": name,
        "protocolProfileBehavior": {"disableBodyPruning": True},
        "request": request,
        "response": [],
    }


def headers(operation: Operation, *, has_body: bool) -> list[dict[str, str]]:
    """The headers that a request carries besides its token."""
    client = operation.document.raw["components"]["securitySchemes"]["client"]
    sent = {client["name"]: client["x-default"], "Accept": "application/json"}
    if has_body:
        sent["Content-Type"] = "application/json"
    return [{"key": key, "value": value} for key, value in sent.items()]

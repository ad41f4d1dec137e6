"""An operation made for a test, with one parameter, and what the mock makes of requests to it."""

from typing import Any

import pytest

from scripts.mock_server.document import JSON, Document, Operation
from scripts.mock_server.parameters import read
from scripts.mock_server.refusals import Refused
from scripts.mock_server.request import Request

SEND = "Correct it and send again."
PARTS = {
    "a": {
        "type": "object",
        "properties": {"kind": {"type": "string", "const": "a"}, "n": {"type": "integer"}},
        "required": ["kind", "n"],
        "additionalProperties": False,
    },
    "b": {
        "type": "object",
        "properties": {"kind": {"type": "string", "const": "b"}, "m": {"type": "string"}},
        "required": ["kind"],
        "additionalProperties": False,
    },
}
EITHER_PART = {
    "oneOf": [{"$ref": "#/components/schemas/a"}, {"$ref": "#/components/schemas/b"}],
    "discriminator": {
        "propertyName": "kind",
        "mapping": {"a": "#/components/schemas/a", "b": "#/components/schemas/b"},
    },
}


def operation(schema: dict[str, Any], method: str = "post", *, needed: bool = True) -> Operation:
    """Make an operation that takes a body of this schema, and an id of one to three digits."""
    parameter = {"name": "id", "in": "path", "schema": {"type": "integer", "maximum": 999}}
    tree = {
        "servers": [{"url": "https://host/api"}],
        "security": [],
        "components": {"schemas": PARTS, "securitySchemes": {}},
        "paths": {
            "/thing/{id}": {
                method: {
                    "operationId": "doThing",
                    "parameters": [parameter],
                    "requestBody": {"required": needed, "content": {JSON: {"schema": schema}}},
                    "responses": {},
                }
            }
        },
    }
    (only,) = Document(tree).operations
    return only


def with_x(**schema: Any) -> dict[str, Any]:
    """An object with one property, x, of this schema."""
    return {"type": "object", "properties": {"x": schema}, "additionalProperties": False}


def sent(
    body: str | bytes = b"", query: str = "", content_type: str = JSON, method: str = "POST"
) -> Request:
    """A request to it."""
    raw = body.encode() if isinstance(body, str) else body
    target = f"/thing/1?{query}" if query else "/thing/1"
    return Request(method, target, {"content-type": content_type} if content_type else {}, raw)


def told(
    schema: dict[str, Any],
    request: Request,
    *,
    lenient: bool = False,
    texts: dict[str, str] | None = None,
    needed: bool = True,
) -> str:
    """What is said of a request that is refused, without the remedy."""
    asked = operation(schema, request.method.lower(), needed=needed)
    with pytest.raises(Refused) as caught:
        read(asked, texts or {}, request, lenient=lenient)
    message: str = caught.value.body()["message"]
    return message


def taken(schema: dict[str, Any], request: Request, *, lenient: bool = False) -> dict[str, Any]:
    """What is read of a request that is not refused."""
    asked = operation(schema, request.method.lower(), needed=False)
    return read(asked, {}, request, lenient=lenient)

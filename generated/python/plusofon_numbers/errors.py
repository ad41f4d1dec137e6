"""What can go wrong, and what each failure is called.

PlusofonError
├── InvalidRequest          not sent: a value that the document forbids (also a ValueError)
├── ConnectionFailed        the service could not be reached, or the line broke
│   └── TimedOut            it did not answer in time
├── UnreadableAnswer        an answer that is not what the document says
└── RefusedAnswer           the service said no; `message` has its words
    ├── BadRequest          400, 422, another 4xx, or `success: false` inside a 2xx
    ├── NotAuthenticated    401
    ├── NoAccess            403, and the provider's own 500
    ├── NotFound            404, and the JSON-RPC envelope for a wrong path
    ├── RateLimited         429
    └── ServerFailed        any other 5xx
"""

from typing import Any


class PlusofonError(Exception):
    """Anything that this client raises on purpose.

    Attributes:
        operation: The operationId of the call that failed.
    """

    def __init__(self, operation: str, text: str) -> None:
        super().__init__(operation, text)
        self.operation = operation
        self.text = text

    def __str__(self) -> str:
        return f"{self.operation}: {self.text}"


class InvalidRequest(PlusofonError, ValueError):
    """The document forbids a value of the request. Nothing was sent."""


class ConnectionFailed(PlusofonError):
    """The service could not be reached, or the line broke before the answer was complete."""


class TimedOut(ConnectionFailed):
    """The service did not answer in time. Whether it carried the request out is unknown."""


class UnreadableAnswer(PlusofonError):
    """The answer is not what the document says.

    Attributes:
        status: The HTTP status of the answer.
        content: The body of the answer as it came.
    """

    def __init__(self, operation: str, status: int, content: bytes, why: str) -> None:
        super().__init__(operation, f"the answer (status {status}) cannot be read: {why}")
        self.args = (operation, status, content, why)
        self.status = status
        self.content = content


class RefusedAnswer(PlusofonError):
    """The service did not carry the request out, and said so.

    Attributes:
        status: The HTTP status of the answer; a refusal may come with 200.
        message: The service's own words, from `message`, `error` or `errors`, whichever came.
        content: The body of the answer as it came.
    """

    def __init__(self, operation: str, status: int, message: str, content: bytes) -> None:
        super().__init__(operation, f"{message} (status {status})")
        self.args = (operation, status, message, content)
        self.status = status
        self.message = message
        self.content = content


class BadRequest(RefusedAnswer):
    """A parameter is wrong, or the state of the account does not allow it."""


class NotAuthenticated(RefusedAnswer):
    """The token is missing, wrong or expired."""


class NoAccess(RefusedAnswer):
    """The token has no access to this method. A token for Flash Call has none."""


class NotFound(RefusedAnswer):
    """The target does not exist, or the host or path is wrong."""


class RateLimited(RefusedAnswer):
    """Too many requests in a short time."""


class ServerFailed(RefusedAnswer):
    """The service, or a proxy in front of it, failed. Whether it carried the request out is unknown."""


BY_STATUS: dict[int, type[RefusedAnswer]] = {
    401: NotAuthenticated,
    403: NoAccess,
    404: NotFound,
    429: RateLimited,
}


def refusal_of(status: int, body: dict[str, Any]) -> type[RefusedAnswer]:
    """The name of a refusal, by its status and its JSON body (empty where it has none)."""
    if status == 500 and "success" in body:
        return NoAccess
    return BY_STATUS.get(status, ServerFailed if status >= 500 else BadRequest)


__all__ = [
    "BadRequest",
    "ConnectionFailed",
    "InvalidRequest",
    "NoAccess",
    "NotAuthenticated",
    "NotFound",
    "PlusofonError",
    "RateLimited",
    "RefusedAnswer",
    "ServerFailed",
    "TimedOut",
    "UnreadableAnswer",
]

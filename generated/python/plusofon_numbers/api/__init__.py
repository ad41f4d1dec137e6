"""What an operation is: how a request of it is made, and how an answer to it is read.

One module per operation holds what is particular to it; nothing here knows how bytes travel.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Generic, TypeVar

import msgspec

from ..errors import (
    BadRequest,
    InvalidRequest,
    NotFound,
    RefusedAnswer,
    UnreadableAnswer,
    refusal_of,
)
from ..types import Answer, Request, checked

AnswerT = TypeVar("AnswerT", bound=Answer)


@dataclass(frozen=True, slots=True)
class Call(Generic[AnswerT]):
    """One request that is ready to be sent.

    Attributes:
        path: The path behind the base URL, with its parameters filled in.
        content: The JSON body, or None when there is nothing to say.
    """

    operation: "Operation[AnswerT]"
    path: str
    content: bytes | None


class Operation(Generic[AnswerT]):
    """An operation of the document.

    Attributes:
        name: Its operationId.
        method: Its HTTP method.
        path: Its path behind the base URL, with parameters in braces.
        requests: What its body may be; nothing, where it has none.
        needs_body: Whether a body goes along even when it is empty.
    """

    def __init__(
        self,
        name: str,
        method: str,
        path: str,
        answer: type[AnswerT],
        *,
        requests: tuple[type[Request], ...],
        needs_body: bool,
    ) -> None:
        self.name = name
        self.method = method
        self.path = path
        self.requests = requests
        self.needs_body = needs_body
        self._answer = msgspec.json.Decoder(answer)

    def call(self, body: Request | None = None, parameters: Request | None = None) -> Call[AnswerT]:
        """A request of this operation.

        Raises:
            InvalidRequest: The document forbids one of the values.
        """
        try:
            path = (
                self.path
                if parameters is None
                else self.path.format_map(_plain(checked(parameters)))
            )
            content = msgspec.json.encode(checked(self._own(body))) if self.requests else None
        except (ValueError, TypeError, RecursionError) as error:
            raise InvalidRequest(self.name, str(error)) from None
        return Call(self, path, content if self.needs_body or content != b"{}" else None)

    def _own(self, body: Request | None) -> Request:
        if not isinstance(body, self.requests):
            wanted = " or ".join(request.__name__ for request in self.requests)
            raise ValueError(f"expected {wanted}, an object of type {type(body).__name__} came")
        return body

    def read(self, status: int, content: bytes) -> AnswerT:
        """The answer that a body stands for.

        Raises:
            RefusedAnswer: The service said no, under whatever status.
            UnreadableAnswer: The body is not what the document says.
        """
        if not 200 <= status < 300:
            raise self._refusal(status, content)
        try:
            answer = _decode(self._answer, content)
        except _UNREADABLE as error:
            raise self._failure_inside(status, content, error) from None
        if getattr(answer, "success", True) is False:
            raise BadRequest(self.name, status, _words(_object(content)), content)
        return answer

    def _refusal(self, status: int, content: bytes) -> RefusedAnswer | UnreadableAnswer:
        if not 400 <= status < 600:
            return UnreadableAnswer(self.name, status, content, "the document has no such status")
        body = _object(content)
        return refusal_of(status, body)(self.name, status, _words(body), content)

    def _failure_inside(
        self, status: int, content: bytes, error: Exception
    ) -> RefusedAnswer | UnreadableAnswer:
        """What a 2xx is that is not the answer that was asked for."""
        body = _object(content)
        if body.get("success") is False:
            return BadRequest(self.name, status, _words(body), content)
        if "jsonrpc" in body and isinstance(body.get("error"), dict):
            return NotFound(self.name, status, _words(body), content)
        return UnreadableAnswer(self.name, status, content, str(error))


def _whole(text: str) -> int | float:
    """A number that is written with a point or an exponent: an integer, if it is a whole one."""
    number = Decimal(text)
    is_whole = number.adjusted() < 30 and number == number.to_integral_value()
    return int(number) if is_whole else float(number)


_WHOLE = msgspec.json.Decoder(float_hook=_whole)
_UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, ArithmeticError, RecursionError)


def _decode(decoder: "msgspec.json.Decoder[AnswerT]", content: bytes) -> AnswerT:
    try:
        return decoder.decode(content)
    except msgspec.ValidationError:
        # To JSON Schema 1.0 is an integer, to msgspec it is not: a second look, at no cost to the first.
        return msgspec.convert(_WHOLE.decode(content), decoder.type)


_OBJECT = msgspec.json.Decoder(dict[str, Any])


def _object(content: bytes) -> dict[str, Any]:
    """The JSON object of a refusal, as it came; an empty one where there is none."""
    try:
        return _OBJECT.decode(content)
    except _UNREADABLE:
        return {}


def _words(body: dict[str, Any]) -> str:
    """The service's own words: `message`, else `error`, else `errors`, of whatever type they are."""
    found = (text for key in ("message", "error", "errors") if (text := _text(body.get(key))))
    return next(found, "the service gave no reason")


def _text(value: Any) -> str:
    match value:
        case str():
            return value
        case {"message": message}:  # JSON-RPC
            return _text(message)
        case {**parameters} if parameters:
            return "; ".join(filter(None, map(_text, parameters.values())))
        case [*lines]:
            return " ".join(filter(None, map(_text, lines)))
        case _:
            return ""


def _plain(parameters: Request) -> dict[str, Any]:
    return {name: getattr(parameters, name) for name in parameters.__struct_fields__}

"""What an operation is: how a request of it is made, and how an answer to it is read.

One module per operation holds what is particular to it; nothing here knows how bytes travel.
"""

from dataclasses import dataclass
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
from ..models import PageNotFound, Refusal, RefusalInside200
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
        needs_body: Whether a body goes along even when it is empty.
    """

    def __init__(
        self, name: str, method: str, path: str, answer: type[AnswerT], *, needs_body: bool
    ) -> None:
        self.name = name
        self.method = method
        self.path = path
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
            content = None if body is None else msgspec.json.encode(checked(body))
        except (ValueError, TypeError) as error:
            raise InvalidRequest(self.name, str(error)) from None
        return Call(self, path, content if self.needs_body or content != b"{}" else None)

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
            raise BadRequest(self.name, status, _words(content), content)
        return answer

    def _refusal(self, status: int, content: bytes) -> RefusedAnswer | UnreadableAnswer:
        if not 400 <= status < 600:
            return UnreadableAnswer(self.name, status, content, "the document has no such status")
        return refusal_of(status, _json(content))(self.name, status, _words(content), content)

    def _failure_inside(
        self, status: int, content: bytes, error: Exception
    ) -> RefusedAnswer | UnreadableAnswer:
        """What a 2xx is that is not the answer that was asked for."""
        failure = _decoded(_REFUSAL_INSIDE, content)
        if failure is not None and failure.success is False:
            return BadRequest(self.name, status, _words(content), content)
        if _decoded(_PAGE_NOT_FOUND, content) is not None:
            return NotFound(self.name, status, _words(content), content)
        return UnreadableAnswer(self.name, status, content, str(error))


def _whole(text: str) -> int | float:
    """A number that is written with a point: an integer, if it is a whole one."""
    number = float(text)
    return int(number) if number.is_integer() else number


_WHOLE = msgspec.json.Decoder(float_hook=_whole)
_UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
_REFUSAL = msgspec.json.Decoder(Refusal)
_REFUSAL_INSIDE = msgspec.json.Decoder(RefusalInside200)
_PAGE_NOT_FOUND = msgspec.json.Decoder(PageNotFound)


def _decode(decoder: "msgspec.json.Decoder[AnswerT]", content: bytes) -> AnswerT:
    try:
        return decoder.decode(content)
    except msgspec.ValidationError:
        # To JSON Schema 1.0 is an integer, to msgspec it is not: a second look, at no cost to the first.
        return msgspec.convert(_WHOLE.decode(content), decoder.type)


def _decoded(decoder: "msgspec.json.Decoder[AnswerT]", content: bytes) -> AnswerT | None:
    try:
        return _decode(decoder, content)
    except _UNREADABLE:
        return None


def _json(content: bytes) -> Any:
    try:
        return msgspec.json.decode(content)
    except _UNREADABLE:
        return None


def _words(content: bytes) -> str:
    """The service's own words in a refusal: `message`, else `error`, else `errors`."""
    refusal = _decoded(_REFUSAL, content)
    if refusal is not None:
        for words in (refusal.message, refusal.error, refusal.errors):
            if words:
                return (
                    words
                    if isinstance(words, str)
                    else "; ".join(" ".join(lines) for lines in words.values())
                )
    envelope = _decoded(_PAGE_NOT_FOUND, content)
    if envelope is not None and envelope.error.message:
        return envelope.error.message
    return "the service gave no reason"


def _plain(parameters: Request) -> dict[str, Any]:
    return {name: getattr(parameters, name) for name in parameters.__struct_fields__}

"""What an operation is: how a request of it is made, and how an answer to it is read.

One module per operation holds what is particular to it; nothing here knows how bytes travel.
Whatever goes wrong with an answer is returned and not raised: an exception that is raised while
another is handled drags that one's frames along, and the token may be in one of them.
"""

from decimal import Decimal
from functools import partial
from typing import Any, Generic, TypeVar

import msgspec

from ..checks import checked, encoded
from ..errors import (
    BadRequest,
    InvalidRequest,
    NotFound,
    PlusofonError,
    RateLimited,
    ServerFailed,
    UnreadableAnswer,
    refusal_of,
)
from ..retries import retry_after
from ..types import RawAnswer, Request, WholeAnswer, WholeAnswerT, require_patterns

OtherT = TypeVar("OtherT", bound=WholeAnswer)


class Call(msgspec.Struct, Generic[WholeAnswerT], frozen=True):
    """One request that is ready to be sent.

    Attributes:
        operation: What it asks for.
        path: The path behind the base URL, with its parameters filled in.
        body: What the JSON body says, or None where the operation has none.
        content: The JSON body, or None when there is nothing to say.
        answer: What an answer to it becomes.
    """

    operation: "Operation[Any]"
    path: str
    body: Request | None
    content: bytes | None
    answer: type[WholeAnswerT]

    @property
    def numbers(self) -> tuple[str, ...]:
        """The telephone numbers that the request names, as 10 digits each."""
        named: Any = getattr(self.body, self.operation.numbers_in or "", [])
        return (str(named),) if isinstance(named, int) else tuple(map(str, named))

    def into(self, answer: type[OtherT]) -> "Call[OtherT]":
        """The same request, its answer read as a class that can do more."""
        return Call(self.operation, self.path, self.body, self.content, answer)

    def at_page(self, number: int) -> "Call[WholeAnswerT]":
        """The same request for another page, with all its filters.

        Raises:
            InvalidRequest: There can be no page of this number.
        """
        body = None if self.body is None else msgspec.structs.replace(self.body, page=number)
        return self.operation.call(body).into(self.answer)


class Operation(Generic[WholeAnswerT]):
    """An operation of the document.

    Attributes:
        name: Its operationId.
        method: Its HTTP method.
        path: Its path behind the base URL, with parameters in braces.
        requests: What its body may be; nothing, where it has none.
        needs_body: Whether a body goes along even when it is empty.
        only_reads: Whether it may be sent again at any time; a change may only if provably
            nothing of it reached the service.
        outcome: How to find out whether a change was carried out.
        numbers_in: The property of its body that names telephone numbers, if one does.
        once: Whether a number must not be named again while the last outcome is unknown.
    """

    def __init__(
        self,
        name: str,
        method: str,
        path: str,
        answer: type[WholeAnswerT],
        *,
        requests: tuple[type[Request], ...],
        needs_body: bool,
        only_reads: bool,
        outcome: str,
        numbers_in: str | None,
        once: bool,
    ) -> None:
        self.name = name
        self.method = method
        self.path = path
        self.requests = requests
        self.needs_body = needs_body
        self.only_reads = only_reads
        self.outcome = outcome
        self.numbers_in = numbers_in
        self.once = once
        self.answer = answer
        self._decoders: dict[type[WholeAnswer], msgspec.json.Decoder[Any]] = {}

    def __repr__(self) -> str:
        return f"Operation({self.name})"

    def call(
        self, body: Request | None = None, parameters: Request | None = None
    ) -> Call[WholeAnswerT]:
        """A request of this operation.

        Raises:
            InvalidRequest: The document forbids one of the values.
        """
        try:
            path = self.path if parameters is None else self._filled(checked(parameters))
            sound = checked(self._own(body)) if self.requests else None
            content = None if sound is None else encoded(sound)
        except (ValueError, TypeError, RecursionError) as error:
            raise InvalidRequest(self.name, str(error)) from None
        says_nothing = content == b"{}" and not self.needs_body
        return Call(self, path, sound, None if says_nothing else content, self.answer)

    def _filled(self, parameters: Request) -> str:
        return self.path.format_map(msgspec.structs.asdict(parameters))

    def _own(self, body: Request | None) -> Request:
        if not isinstance(body, self.requests):
            wanted = " or ".join(request.__name__ for request in self.requests)
            raise ValueError(
                f"forwarding: expected {wanted}, an object of type {type(body).__name__} came"
            )
        return body

    def read(self, raw: RawAnswer, answer: type[OtherT]) -> OtherT | PlusofonError:
        """The answer that came over the wire; RefusedAnswer or UnreadableAnswer, where it is none."""
        if not 200 <= raw.status < 300:
            return self._refused(raw.beginning())
        try:
            whole = _decode(self._decoder(answer), raw.content)
            require_patterns(answer, [whole], "$")
        except _UNREADABLE as error:
            return self._failure_inside(raw.beginning(), str(error))
        if getattr(whole, "success", True) is False:
            short = raw.beginning()
            return self._bad_request(short, _object(short.content))
        if b'"jsonrpc"' in raw.content and _is_envelope(_object(raw.content)):
            return self._failure_inside(raw.beginning(), "it says both success and failure")
        vars(whole)["raw"] = raw
        return whole

    def _decoder(self, answer: type[OtherT]) -> "msgspec.json.Decoder[OtherT]":
        # Made when it is first needed: a decoder takes its time, and most programs use few of them.
        made = self._decoders.get(answer)
        return made or self._decoders.setdefault(answer, msgspec.json.Decoder(answer))

    def _refused(self, raw: RawAnswer) -> PlusofonError:
        if not 400 <= raw.status < 600:
            return UnreadableAnswer(self.name, "the document has no such status", raw)
        body = _object(raw.content)
        kind = refusal_of(raw.status, body)
        if kind is BadRequest:
            return self._bad_request(raw, body)
        failure = kind(self.name, _words(body), raw)
        if isinstance(failure, RateLimited | ServerFailed):
            failure.retry_after = retry_after(raw.headers)
            if failure.retry_after is not None:
                failure.remedy += f" The service asks for {failure.retry_after:.0f} seconds."
        return failure

    def _bad_request(self, raw: RawAnswer, body: dict[str, Any]) -> BadRequest:
        failure = BadRequest(self.name, _words(body), raw)
        match body.get("errors"):
            case {**fields}:
                failure.fields = {str(name): _text(words) for name, words in fields.items()}
            case _:
                pass
        return failure

    def _failure_inside(self, raw: RawAnswer, why: str) -> PlusofonError:
        """What a 2xx is that is not the answer that was asked for."""
        body = _object(raw.content)
        if body.get("success") is False:
            return self._bad_request(raw, body)
        if _is_envelope(body) and "success" not in body:
            return NotFound(self.name, _words(body), raw)
        return UnreadableAnswer(self.name, f"the answer cannot be read: {why}", raw)

    def leaves_in_doubt(self, failure: PlusofonError) -> bool:
        """Whether a failure leaves it open if a change was carried out."""
        if self.only_reads:
            return False
        match failure:
            case ServerFailed():
                told = _object(failure.content).get("success") is False
                return not told or failure.status in (502, 503, 504)
            case _:
                return isinstance(failure, UnreadableAnswer) or getattr(failure, "sent", False)


def _whole(text: str) -> int | float:
    """A number that is written with a point or an exponent: an integer, if it is a whole one."""
    number = Decimal(text)
    is_whole = number.adjusted() < 30 and number == number.to_integral_value()
    return int(number) if is_whole else float(number)


_WHOLE = msgspec.json.Decoder(float_hook=_whole)
_UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, ArithmeticError, RecursionError)


def _decode(decoder: "msgspec.json.Decoder[OtherT]", content: bytes) -> OtherT:
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


def _is_envelope(body: dict[str, Any]) -> bool:
    """Whether a body is a failure of JSON-RPC, which comes for a wrong path."""
    return "jsonrpc" in body and isinstance(body.get("error"), dict)


def _words(body: dict[str, Any]) -> str:
    """The service's own words: `message`, else `error`, else `errors`, of whatever type they are."""
    found = (text for key in ("message", "error", "errors") if (text := _text(body.get(key))))
    return next(found, "the service gave no reason")


def _text(value: Any, depth: int = 8) -> str:
    inside = partial(_text, depth=depth - 1)
    match value:
        case str():
            return value
        case _ if not depth:  # nobody writes for people so deep inside
            return ""
        case {"message": message}:  # JSON-RPC
            return inside(message)
        case {**parameters} if parameters:
            return "; ".join(filter(None, map(inside, parameters.values())))
        case [*lines]:
            return " ".join(filter(None, map(inside, lines)))
        case _:
            return ""

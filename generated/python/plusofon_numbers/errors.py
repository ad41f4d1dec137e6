"""What can go wrong, and what each failure is called.

PlusofonError
├── NotSent                     nothing was sent
│   ├── InvalidRequest          a value that the document forbids (also a ValueError)
│   ├── PurchaseUnsettled       a number whose last purchase has an unknown outcome
│   ├── TooExpensive            the price is above `max_price`
│   └── PriceUnknown            there is no price to compare with `max_price`
├── ConnectionFailed            the service could not be reached, or the line broke
│   └── TimedOut                it did not answer in time
├── UnreadableAnswer            an answer that is not what the document says
├── OutcomeUnknown              whether a change was carried out is not known
└── RefusedAnswer               the service said no; `message` has its words
    ├── BadRequest              400, 422, another 4xx, or `success: false` inside a 2xx
    ├── NotAuthenticated        401
    ├── NoAccess                403, and the provider's own 500
    ├── NotFound                404, and the JSON-RPC envelope for a wrong path
    ├── RateLimited             429
    └── ServerFailed            any other 5xx
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from .types import RawAnswer


class PlusofonError(Exception):
    """Anything that this client raises on purpose. It can be pickled, and never shows the token.

    Attributes:
        operation: The operationId of the call that failed.
        message: What happened: the service's own words, where it said something.
        raw: What came over the wire, without the token; None where no answer came.
        remedy: What to do next.
    """

    remedy: str = "Read the message."

    def __init__(self, operation: str, message: str, raw: RawAnswer | None = None) -> None:
        super().__init__(operation, message, raw)
        self.operation = operation
        self.message = message
        self.raw = raw

    @property
    def status(self) -> int | None:
        """The HTTP status of the answer; None where no answer came."""
        return self.raw.status if self.raw else None

    @property
    def content(self) -> bytes:
        """The body of the answer, at most its first mebibyte; empty where no answer came."""
        return self.raw.content if self.raw else b""

    def __str__(self) -> str:
        status = f", status {self.status}" if self.raw else ""
        return f"{self.operation}{status}: {one_line(self.message)}. {self.remedy}"


def one_line(text: str, most: int = 400) -> str:
    """A text of whatever origin as part of one line that a terminal can show."""
    shown = "".join(letter if letter.isprintable() else " " for letter in text)
    line = " ".join(shown.split()).rstrip(".")
    return line if len(line) <= most else f"{line[:most]} ..."


class NotSent(PlusofonError):
    """The request was not sent, and so changed nothing."""


class InvalidRequest(NotSent, ValueError):
    """The document forbids a value of the request. Nothing was sent."""

    remedy = "Nothing was sent: mend the value."


class PurchaseUnsettled(NotSent):
    """One of the numbers is being bought, or it is not known whether it was. Nothing was sent.

    Attributes:
        numbers: Which of the numbers, as 10 digits each.
    """

    remedy = "Nothing was sent: find out with settle() first."

    numbers: tuple[str, ...] = ()


class TooExpensive(NotSent):
    """The numbers cost more than `max_price`. Nothing was changed.

    Attributes:
        price: What they cost together, in roubles: the connection and the first month.
    """

    remedy = "Nothing was changed: raise max_price, or choose another number."

    price: Decimal = Decimal(0)


class PriceUnknown(NotSent):
    """One of the numbers is neither free nor reserved, so that its price is not known."""

    remedy = "Nothing was changed: search again, and reserve the number before you buy it."


class ConnectionFailed(PlusofonError):
    """The service could not be reached, or the line broke before the answer was complete.

    Attributes:
        sent: False if nothing of the request can have reached the service.
        again: False if another attempt would fail in the same way.
    """

    remedy = "Look at base_url and at the network, then try again."

    sent: bool = True
    again: bool = True


class TimedOut(ConnectionFailed):
    """The service did not answer in time."""

    remedy = "Try again, or give it longer: with_options(timeout=...)."


class UnreadableAnswer(PlusofonError):
    """The answer is not what the document says."""

    remedy = "Look at `raw`; base_url may name another service, or the service has changed."


class OutcomeUnknown(PlusofonError):
    """A change was asked for, and whether it was carried out is not known.

    Attributes:
        failure: What happened instead of a readable answer.
        numbers: The telephone numbers of the request, as 10 digits each, where it named any.
    """

    remedy = "Do not repeat it before you know."

    failure: PlusofonError | None = None
    numbers: tuple[str, ...] = ()
    _settle: "Callable[[OutcomeUnknown], Any] | None" = None

    def settled_by(self, settle: "Callable[[OutcomeUnknown], Any]") -> "OutcomeUnknown":
        """The same error, which knows who can look up what became of it.

        Args:
            settle: What looks it up.
        """
        self._settle = settle
        return self

    def settle(self) -> Any:
        """Look up what became of it: the same as `settle(unknown)` of the client that raised it.

        Returns:
            A Settlement; where the client is AsyncPlusofon, a coroutine of one.

        Raises:
            LookupError: It was pickled, and has no client any more: use the client's own method.
        """
        if self._settle is None:
            raise LookupError("this error has lost its client: use plusofon.settle(error)")
        return self._settle(self)

    def __reduce__(self) -> tuple[Any, ...]:
        facts = {name: value for name, value in vars(self).items() if name != "_settle"}
        return (type(self), self.args, facts)


class RefusedAnswer(PlusofonError):
    """The service did not carry the request out, and said so. A refusal may come with 200."""


class BadRequest(RefusedAnswer):
    """A parameter is wrong, or the state of the account does not allow it.

    Attributes:
        fields: The service's words on each parameter, where it told them apart.
    """

    remedy = "Nothing was changed: mend what the message names."

    fields: Mapping[str, str] = MappingProxyType({})


class NotAuthenticated(RefusedAnswer):
    """The token is missing, wrong or expired."""

    remedy = "Get a new token from the developer section of the cabinet."


class NoAccess(RefusedAnswer):
    """The token has no access to this method. A token for Flash Call has none."""

    remedy = "Use a token from the developer section of the cabinet, not one for Flash Call."


class NotFound(RefusedAnswer):
    """The target does not exist, or the host or path is wrong."""

    remedy = "Look at the id, and at base_url."


class RateLimited(RefusedAnswer):
    """Too many requests in a short time.

    Attributes:
        retry_after: How long the service asks to wait, in seconds; None where it does not say.
    """

    remedy = "Nothing was changed: wait for a while."

    retry_after: float | None = None


class ServerFailed(RefusedAnswer):
    """The service, or a proxy in front of it, failed.

    Attributes:
        retry_after: How long the service asks to wait, in seconds; None where it does not say.
    """

    remedy = "Try again later."

    retry_after: float | None = None


BY_STATUS: dict[int, type[RefusedAnswer]] = {
    401: NotAuthenticated,
    403: NoAccess,
    404: NotFound,
    429: RateLimited,
}


def refusal_of(status: int, body: dict[str, Any]) -> type[RefusedAnswer]:
    """The name of a refusal, by its status and its JSON body (empty where it has none)."""
    if status == 500 and body.get("success") is False:
        return NoAccess
    return BY_STATUS.get(status, ServerFailed if status >= 500 else BadRequest)


__all__ = [
    "BadRequest",
    "ConnectionFailed",
    "InvalidRequest",
    "NoAccess",
    "NotAuthenticated",
    "NotFound",
    "NotSent",
    "OutcomeUnknown",
    "PlusofonError",
    "PriceUnknown",
    "PurchaseUnsettled",
    "RateLimited",
    "RefusedAnswer",
    "ServerFailed",
    "TimedOut",
    "TooExpensive",
    "UnreadableAnswer",
]

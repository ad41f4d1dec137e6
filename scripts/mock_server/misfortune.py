"""What shall go wrong with calls: said in one line, by a test.

plusofon_mock.next("buyNumbers").disconnect(after_commit=True)
"""

from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from typing import TYPE_CHECKING, Any, ParamSpec, Protocol, TypeVar

from msgspec.structs import replace

from .answers import Documented
from .faults import Order
from .orders import OrderedFault
from .refusals import either

if TYPE_CHECKING:
    from .sandbox import Sandbox

HTML = ("Content-Type", "text/html")
_REFUSED = 400
P = ParamSpec("P")
T = TypeVar("T")


def told_at_the_call(method: Callable[P, T]) -> Callable[P, T]:
    """Let a ValueError come from where a method was called: the mistake is there."""

    @wraps(method)
    def called(*args: P.args, **kwargs: P.kwargs) -> T:
        __tracebackhide__ = True
        try:
            return method(*args, **kwargs)
        except ValueError as error:
            raise error.with_traceback(None) from None

    return called


class Orderer(Protocol):
    """Who takes the order."""

    @property
    def sandbox(self) -> "Sandbox":
        """The sandbox that it is for."""
        ...

    def order(self, misfortune: "Misfortune", order: Order, /) -> OrderedFault:
        """Order a fault."""
        ...


class Misfortune:
    """Which calls are meant; each method says what goes wrong with them, and orders it.

    after_commit: the operation is carried out first, so that only its answer is another one. All
    raise ValueError, one sentence, when nothing can come of it.
    """

    def __init__(self, orderer: Orderer, said: str, when: Order) -> None:
        self._orderer = orderer
        self._said = said
        self._when = when

    def __str__(self) -> str:
        return self._said

    if not TYPE_CHECKING:  # To those who check their types a wrong name is wrong without it.

        def __getattr__(self, name: str) -> Any:
            if name.startswith("_"):
                raise AttributeError(name)
            raise AttributeError(f"{self} cannot {name}. {self.choices}", name=name, obj=self)

    @property
    def choices(self) -> str:
        """What can go wrong, in a sentence."""
        names = (
            name for name in vars(Misfortune) if not name.startswith("_") and name != "choices"
        )
        return f"Choose {either(names)}."

    # An answer of the document in the place of the right one.

    @told_at_the_call
    def refuse(self, example: str, *, after_commit: bool = False) -> OrderedFault:
        """A documented refusal by its name, such as "not_reserved"."""
        known = dict.fromkeys(each.name for each in self._answers() if each.status >= _REFUSED)
        if example not in known:
            who = self._when.operation or "No operation"
            raise ValueError(f"{who} is not refused as {example!r}. Choose {either(known)}.")
        return self._answered("refuse", example, after_commit, [repr(example)])

    def fail_inside_200(self, *, after_commit: bool = False) -> OrderedFault:
        """Status 200, and `success: false` inside."""
        return self._answered("fail_inside_200", "refused_inside_200", after_commit)

    def page_not_found(self, *, after_commit: bool = False) -> OrderedFault:
        """Status 200, and the JSON-RPC envelope "Page not found.", as for a wrong host or path."""
        return self._answered("page_not_found", "page_not_found", after_commit)

    @told_at_the_call
    def html(self, status: int = 502, *, after_commit: bool = False) -> OrderedFault:
        """A page in HTML from a proxy: 502, 503 or 504."""
        known = {each.status: each.name for each in self._answers() if HTML in each.reply.headers}
        if status not in known:
            raise ValueError(f"HTML does not come with {status!r}. Choose {either(sorted(known))}.")
        return self._answered("html", known[status], after_commit, [repr(status)])

    @told_at_the_call
    def rate_limit(
        self, retry_after: int | None = None, *, after_commit: bool = False
    ) -> OrderedFault:
        """Too many requests: 429, with the header Retry-After in seconds."""
        said = [] if retry_after is None else [f"retry_after={retry_after!r}"]
        return self._answered(
            "rate_limit", "too_many_requests", after_commit, said, retry_after=retry_after
        )

    # The wire.

    def disconnect(self, *, after_commit: bool = False) -> OrderedFault:
        """The connection is reset without an answer: nothing was done, or it was and is kept."""
        fault = "reset_after_change" if after_commit else "reset_before_change"
        return self._order("disconnect", _after(after_commit), fault=fault)

    @told_at_the_call
    def disconnect_in_the_middle(
        self,
        bytes: int | None = None,  # noqa: A002 - it is what is counted
    ) -> OrderedFault:
        """It is carried out, and the connection reset after so many bytes of the whole answer."""
        return self._order(
            "disconnect_in_the_middle", _once(bytes), fault="reset_in_answer", bytes=bytes
        )

    @told_at_the_call
    def delay(self, seconds: float) -> OrderedFault:
        """The answer is late."""
        return self._order("delay", [repr(seconds)], delay=seconds)

    @told_at_the_call
    def cut(self, bytes: int | None = None) -> OrderedFault:  # noqa: A002 - it is what is counted
        """The connection ends after so many bytes of the body, though more were promised."""
        return self._order("cut", _once(bytes), fault="cut_body", bytes=bytes)

    @told_at_the_call
    def trickle(self, pause: float | None = None) -> OrderedFault:
        """The answer comes byte by byte, with so many seconds between them."""
        return self._order("trickle", _once(pause), fault="trickled", pause=pause)

    def wrong_type(self) -> OrderedFault:
        """A value of the answer has a type that it may not have."""
        return self._order("wrong_type", fault="wrong_type")

    def not_json(self) -> OrderedFault:
        """A notice in HTML stands before the JSON."""
        return self._order("not_json", fault="not_json")

    def empty_body(self) -> OrderedFault:
        """The answer has no body."""
        return self._order("empty_body", fault="empty_body")

    def broken_gzip(self) -> OrderedFault:
        """The body says that it is compressed, and cannot be read."""
        return self._order("broken_gzip", fault="broken_gzip")

    def not_http(self) -> OrderedFault:
        """Bytes come that are no HTTP."""
        return self._order("not_http", fault="not_http")

    def _answers(self) -> Sequence[Documented]:
        return self._orderer.sandbox.answers.of(self._when.operation)

    def _answered(
        self, name: str, example: str, after_commit: bool, said: Sequence[str] = (), **more: Any
    ) -> OrderedFault:
        said = [*said, *_after(after_commit)]
        return self._order(name, said, example=example, after_change=after_commit, **more)

    def _order(self, name: str, said: Iterable[str] = (), **what: Any) -> OrderedFault:
        ordered = self._orderer.order(self, replace(self._when, **what))
        self._said = f"{self._said}.{name}({', '.join(said)})"
        return ordered


def _after(commit: bool) -> list[str]:
    return ["after_commit=True"] if commit else []


def _once(value: object) -> list[str]:
    return [] if value is None else [repr(value)]

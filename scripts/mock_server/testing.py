"""The sandbox in the hands of a test: one account, what it holds, and what shall go wrong.

The pytest fixtures `plusofon_mock` and `plusofon_mock_app` are a PlusofonMock and a MockInProcess;
nothing in here needs pytest.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Any

import msgspec

from .accounts import SAMPLE
from .faults import Order
from .handle import AccountHandle
from .journal import Entry
from .misfortune import Misfortune, told_at_the_call
from .numbers import Named
from .orders import OrderedFault
from .reply import Reply
from .request import Request
from .sandbox import Sandbox
from .wsgi import Application

# A host that there never is (RFC 2606): a call that misses the application goes nowhere.
NOWHERE = "https://plusofon.invalid"
# As much of a body as is shown in a line.
SHOWN = 100


class PlusofonMock:
    """An account of the sandbox, for one test.

    Numbers are named by 10 digits, or 11 that begin with 7, as an integer or a text; `owned` and
    `reserved` show 11, as the API does. Times are UTC.

    Attributes:
        url: Where the sandbox is, as PLUSOFON_BASE_URL has it.
        token: The token of the account, as PLUSOFON_TOKEN has it.
        account: What else can be done with the account: its clock, its faults, its condition.
        sandbox: The sandbox that the account is in.
    """

    def __init__(self, sandbox: Sandbox, token: str, url: str) -> None:
        self.url = url
        self.token = token
        self.sandbox = sandbox
        self.account: AccountHandle = sandbox.account(token)
        self._rivals: dict[str, PlusofonMock] = {}
        self._pending: list[Misfortune] = []
        self._said: dict[int, Misfortune] = {}

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.token} at {self.url}>"

    # What the account holds.

    @property
    def owned(self) -> list[str]:
        """The numbers that it owns, 11 digits each, in the order in which it bought them.

        `account.owned` has them as listNumbers shows them.
        """
        return [number["number"] for number in self.account.owned]

    @property
    def reserved(self) -> list[str]:
        """The numbers that it has reserved, 11 digits each, in the order in which it did so.

        `account.reserved` has them as listReservations shows them.
        """
        return [number["number"] for number in self.account.reserved]

    @told_at_the_call
    def seed(
        self,
        free: Iterable[Named] | None = None,
        reserved: Iterable[Named] = (),
        owned: Iterable[Named] = (),
    ) -> None:
        """Let the account hold exactly what is named.

        With `free`, the shelf has exactly the named numbers, and rivals lose what they held;
        without it, the shelf has the standard numbers and what is named besides. A number may be a
        mapping of `number` and any of owner_type, phone_type, number_type, city_code, region,
        buy_price, period_price. Raises ValueError, one sentence, for what is no number.
        """
        self.account.seed(free, reserved, owned)

    def reset(self) -> None:
        """Let everything be as new: shelf, clock, journal and faults, of rivals as well."""
        for rival in self._rivals.values():
            rival.account.reset()
        self.account.reset()
        self._rivals.clear()
        self._pending.clear()
        self._said.clear()

    def snapshot(self) -> dict[str, Any]:
        """Write down the shelf, what its accounts hold, and its clock; it can be kept as JSON."""
        return self.account.snapshot()

    @told_at_the_call
    def restore(self, snapshot: Mapping[str, Any]) -> None:
        """Let the shelf become what a snapshot says. Raises ValueError when it is none."""
        self.account.restore(snapshot)

    @told_at_the_call
    def rival(self, name: str = "rival") -> "PlusofonMock":
        """Another account on the same shelf: what it reserves, this one cannot."""
        if name not in self._rivals:
            token = f"{self.account.shelf}:{name}"
            if token == self.token:
                raise ValueError(f"{name} is this account itself. Choose another name.")
            self._rivals[name] = type(self)(self.sandbox, token, self.url)
        return self._rivals[name]

    @told_at_the_call
    def call(self, operation: str, **parameters: Any) -> Any:
        """Call an operation as this account, without a socket; tell the JSON of the answer.

        It is noted in the journal and meets ordered faults, as any other call. Raises ValueError
        with the answer where that is no success.
        """
        reply = self._called(operation, parameters)
        answer: dict[str, Any] = {}
        if reply.status < HTTPStatus.BAD_REQUEST:
            answer = msgspec.json.decode(reply.content)
        if answer.get("success") is False or not answer:
            raise ValueError(
                f"{operation} was answered with {reply.status}: {_text(reply.content)}"
            )
        return answer

    # The clock.

    def now(self) -> datetime:
        """Tell the time of the shelf."""
        return self.account.now()

    @told_at_the_call
    def freeze(self, at: datetime | str | None = None) -> None:
        """Let the clock stand still, now or at a time. Raises ValueError for what is no time."""
        self.account.freeze(at)

    @told_at_the_call
    def advance(
        self,
        *,
        weeks: float = 0,
        days: float = 0,
        hours: float = 0,
        minutes: float = 0,
        seconds: float = 0,
    ) -> None:
        """Move the clock on: reservations may end. Raises ValueError for the past."""
        self.account.advance(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)

    # What was asked.

    @property
    def requests(self) -> list[Entry]:
        """The last 1,000 requests of the account, the oldest first."""
        return self.account.requests()

    @told_at_the_call
    def assert_calls(self, *operations: str) -> None:
        """Fail unless exactly these operations were called, in this order.

        Raises AssertionError, which shows the journal, and ValueError for an unknown operation.
        """
        __tracebackhide__ = True
        for operation in operations:
            self.check_operation(operation)
        called = [_called(entry) for entry in self.requests]
        if called != list(operations):
            expected, came = (", ".join(names) or "none" for names in (operations, called))
            raise AssertionError(
                f"calls: {expected}\nwere expected, {came}\ncame. {self._journal()}"
            )

    # What shall go wrong.

    @told_at_the_call
    def next(self, operation: str | None = None, *, times: int = 1) -> Misfortune:
        """With the next call of an operation, or of any, or with so many of them: what follows."""
        said = [] if operation is None else [repr(operation)]
        said += [] if times == 1 else [f"times={times}"]
        return self._misfortune("next", said, Order(operation=operation, times=times))

    @told_at_the_call
    def every(self, nth: int, operation: str | None = None) -> Misfortune:
        """With every n-th call of an operation, or of any: what follows."""
        said = [str(nth)] if operation is None else [str(nth), repr(operation)]
        return self._misfortune("every", said, Order(operation=operation, every=nth))

    @told_at_the_call
    def share(self, share: float, operation: str | None = None, *, seed: int = 0) -> Misfortune:
        """With a share of calls, from 0 to 1, by dice that fall alike for the same order."""
        said = [str(share)] if operation is None else [str(share), repr(operation)]
        said += [f"seed={seed}"] if seed else []
        return self._misfortune("share", said, Order(operation=operation, share=share, seed=seed))

    def unmet(self) -> list[str]:
        """Tell of each fault that was ordered and never met, and what was asked instead.

        The fixtures ask for it where a test has passed, and fail the test if there is something.
        """
        unmet = [*self._unfinished(), *self._never_met()]
        unmet += [self._journal()] if unmet else []
        return unmet + [sentence for rival in self._rivals.values() for sentence in rival.unmet()]

    def check_operation(self, operation: str) -> None:
        """Raise ValueError, one sentence, for an operation that there is not."""
        self.sandbox.faults.check(Order(operation=operation, delay=0))

    def order(self, misfortune: Misfortune, order: Order) -> OrderedFault:
        """Order a fault. Raises ValueError, one sentence, when nothing can come of it."""
        ordered = self.account.order(order)
        self._said[ordered.id] = misfortune
        if misfortune in self._pending:
            self._pending.remove(misfortune)
        return ordered

    def _misfortune(self, when: str, said: list[str], order: Order) -> Misfortune:
        # A delay of no time can always be ordered: what is wrong now is wrong in what came.
        self.sandbox.faults.check(msgspec.structs.replace(order, delay=0))
        misfortune = Misfortune(self, f"{when}({', '.join(said)})", order)
        self._pending.append(misfortune)
        return misfortune

    def _unfinished(self) -> Iterable[str]:
        for misfortune in self._pending:
            yield f"{misfortune} says when, and not what goes wrong. {misfortune.choices}"

    def _never_met(self) -> Iterable[str]:
        for fault in self.account.faults():
            if not fault.met:
                said = self._said.get(fault.id, fault.order)
                yield f"{said} was ordered and never met, in {fault.calls} calls that could have."

    def _journal(self) -> str:
        lines = [_line(count, entry) for count, entry in enumerate(self.requests, 1)]
        return "\n".join([f"The journal of {self.token}:", *(lines or ["  nothing was asked"])])

    def _called(self, name: str, parameters: Mapping[str, Any]) -> Reply:
        self.check_operation(name)
        (operation,) = (each for each in self.sandbox.document.operations if each.id == name)
        path = "/".join([self.sandbox.document.prefix, *operation.segments])
        body = {key: value for key, value in parameters.items() if key not in operation.parameters}
        headers = {
            "authorization": f"Bearer {self.token}",
            self.sandbox.document.client_header.lower(): self.sandbox.document.client_code,
            "content-type": "application/json",
        }
        target = path.format_map({key: parameters.get(key, "") for key in operation.parameters})
        request = Request(operation.method, target, headers, msgspec.json.encode(body))
        return Application(self.sandbox).reply(request)


class MockInProcess(PlusofonMock):
    """The same without a socket, for code that takes a WSGI transport, and is not asynchronous.

    `url` is the address of no host. A connection that is reset is a ConnectionResetError.

    Attributes:
        app: A WSGI application, for httpx2.WSGITransport(app=...) and the like.
    """

    def __init__(self, sandbox: Sandbox, token: str = SAMPLE, url: str = "") -> None:
        super().__init__(sandbox, token, url or NOWHERE + sandbox.document.prefix)
        self.app = Application(sandbox)


def _called(entry: Entry) -> str:
    return entry.operation or f"{entry.method} {entry.path}"


def _line(count: int, entry: Entry) -> str:
    asked = f"{entry.method} {entry.path}{'?' if entry.query else ''}{entry.query}"
    fault = f" [{entry.fault}]" if entry.fault else ""
    said = f"{entry.operation or 'no operation'}: {asked} {_text(entry.body)}".rstrip()
    return f"  {count}. {said} -> {entry.status}{fault} {_text(entry.answer)}".rstrip()


def _text(raw: str | bytes) -> str:
    text = raw.decode("utf-8", "replace") if isinstance(raw, bytes) else raw
    text = " ".join(text.split())
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}..."

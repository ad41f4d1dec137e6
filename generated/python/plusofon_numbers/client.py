"""The client: one method per operation, for code that waits and for code that awaits."""

from __future__ import annotations

import logging
import time
from collections.abc import (
    AsyncIterable,
    Iterable,
    Mapping,
    Sequence,
)
from decimal import Decimal
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self, overload

import httpx2
from msgspec import UNSET, UnsetType

from .api import Call
from .api.forwarding import (
    assign_black_list as _assign_black_list,
    forward_numbers as _forward_numbers,
    list_caller_id_types as _list_caller_id_types,
    list_forward_types as _list_forward_types,
)
from .api.numbers import (
    list_numbers as _list_numbers,
    list_sms_numbers as _list_sms_numbers,
    release_number as _release_number,
)
from .api.purchase import (
    buy_numbers as _buy_numbers,
    cancel_reservation as _cancel_reservation,
    list_regions as _list_regions,
    list_reservations as _list_reservations,
    reserve_number as _reserve_number,
    search_numbers as _search_numbers,
)
from .configuration import BASE_URL, CLIENT_CODE, Configuration, Timeout, Token
from .errors import (
    BadRequest,
    ConnectionFailed,
    InvalidRequest,
    OutcomeUnknown,
    PlusofonError,
    TimedOut,
    UnreadableAnswer,
    one_line,
)
from .line import AsyncLine, Body, Limit, Line
from .models import (
    CallerIdTypeList,
    Done,
    ForwardRequest,
    ForwardTypeList,
    Offer,
    OwnedNumber,
    RegionList,
    Reservation,
    SmsNumber,
)
from .models.number_class_filter import NumberClassFilterCode
from .models.owner_type import OwnerTypeCode
from .models.phone_type import PhoneTypeCode
from .pages import (
    AsyncNumberPages,
    AsyncOfferPages,
    AsyncReservationPages,
    AsyncSmsNumberPages,
    NumberPages,
    OfferPages,
    PendingPage,
    ReservationPages,
    SmsNumberPages,
    Walk,
    begin,
)
from .purchases import Ledger, Listed, Priced, Settlement, national, require_price
from .retries import pause_before
from .types import (
    BlackListId,
    NationalNumber,
    NationalNumberInteger,
    NumberId,
    RawAnswer,
    RegionId,
    ReservationId,
    WholeAnswerT,
    shown,
)

if TYPE_CHECKING:
    from .dry_run import AsyncDryRun, DryRun

__all__ = ["BASE_URL", "CLIENT_CODE", "AsyncPlusofon", "Plusofon"]

LOGGER = logging.getLogger("plusofon_numbers")

# The lists in which the numbers of a change stand once it is done, and those while it is not.
_LOOKED_UP: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "reserveNumber": (
        ("list_reservations",),
        (),
    ),
    "buyNumbers": (
        (
            "list_numbers",
            "list_sms_numbers",
        ),
        ("list_reservations",),
    ),
}

# With these, nothing of a request can have reached the service.
_UNSENT = (
    httpx2.ConnectError,
    httpx2.ConnectTimeout,
    httpx2.PoolTimeout,
    httpx2.ProxyError,
    httpx2.UnsupportedProtocol,
)


class AnyClient:
    """What all clients share: what goes along with a request, and what a failure is called."""

    def __init__(self, token: Token, configuration: Configuration, ledger: Ledger) -> None:
        self._token = token
        self._ledger = ledger
        self._configure(configuration)

    def _configure(self, configuration: Configuration) -> None:
        self._configuration = configuration
        self._headers = configuration.sent_headers(self._token)
        self._json_headers = httpx2.Headers(self._headers)
        self._json_headers["Content-Type"] = "application/json"
        self._urls: dict[str, httpx2.URL] = {}

    @property
    def configuration(self) -> Configuration:
        """What this client was told."""
        return self._configuration

    @property
    def unsettled(self) -> tuple[NationalNumber, ...]:
        """The numbers whose last purchase has an unknown outcome; settle() finds it out."""
        return tuple(self._ledger.lost())

    def __repr__(self) -> str:
        told = getattr(self, "_configuration", None)
        if told is None:  # a traceback shows a client that is being made
            return f"{type(self).__name__}(unfinished)"
        return f"{type(self).__name__}(base_url={told.base_url!r}, timeout={told.timeout}, max_retries={told.max_retries})"

    def _request(self, call: Call[Any], end: float) -> httpx2.Request:
        request = httpx2.Request(
            call.operation.method,
            self._url(call),
            headers=self._headers if call.content is None else self._json_headers,
            # A stream rather than content: httpx2 then adds no headers of its own.
            stream=httpx2.ByteStream(call.content or b""),
            extensions={"timeout": self._limits(end)},
        )
        if call.content is not None:
            request.headers["Content-Length"] = str(len(call.content))
        request.read()
        return request

    def _url(self, call: Call[Any]) -> httpx2.URL:
        url = self._urls.get(call.path)
        if url is None:
            url = httpx2.URL(self._configuration.base_url + call.path)
            if call.path == call.operation.path:  # one of a few; those with an id are many
                self._urls[call.path] = url
        return url

    def _end(self) -> float:
        """When a call that begins now must end, by the monotonic clock."""
        return time.monotonic() + self._configuration.timeout.total

    def _limits(self, end: float) -> dict[str, float]:
        timeout = self._configuration.timeout
        connect, read = Limit.until(end, timeout.connect), Limit.until(end, timeout.read)
        return {"pool": connect, "connect": connect, "write": read, "read": read}

    def _failure(self, call: Call[Any], error: Exception, raw: RawAnswer | None) -> PlusofonError:
        """The name of what the transport raised, without the frames in which the token stands."""
        name, text = call.operation.name, f"{type(error).__name__}: {error}".rstrip(": ")
        if isinstance(error, httpx2.DecodingError):
            return UnreadableAnswer(name, text, raw)
        kind = TimedOut if isinstance(error, httpx2.TimeoutException) else ConnectionFailed
        failure = kind(name, text, raw)
        failure.sent = not isinstance(error, _UNSENT)
        failure.again = isinstance(error, httpx2.TransportError | OSError)
        return failure

    def _closed(self, call: Call[Any]) -> PlusofonError:
        failure = ConnectionFailed(call.operation.name, "the client is closed; make a new one")
        failure.sent = failure.again = False
        failure.remedy = "Nothing was sent."
        return failure

    def _late(self, call: Call[Any]) -> PlusofonError:
        failure = TimedOut(
            call.operation.name, "the time for the whole call was over before it was sent"
        )
        failure.sent = failure.again = False
        return failure

    def _pause(
        self, call: Call[Any], failure: PlusofonError, attempt: int, end: float
    ) -> float | None:
        """How long to wait before the next attempt, in seconds; None if there must not be one."""
        if attempt > self._configuration.max_retries:
            return None
        pause = pause_before(attempt, failure, only_reads=call.operation.only_reads)
        return None if pause is None or time.monotonic() + pause >= end else pause

    def _final(self, call: Call[Any], failure: PlusofonError) -> PlusofonError:
        """What the caller gets to see of a failure."""
        operation = call.operation
        if not operation.leaves_in_doubt(failure):
            return failure
        unknown = OutcomeUnknown(
            operation.name,
            f"whether it was carried out is not known ({type(failure).__name__}: {one_line(failure.message, 160)}). "
            f"{operation.outcome}{' settle() does it.' if call.numbers else ''}",
            failure.raw,
        )
        unknown.failure, unknown.numbers = failure, call.numbers
        return unknown

    def _hide_token(self, failure: PlusofonError) -> PlusofonError:
        """The same failure, with the token taken out of all that the service or a library said."""
        redact, redact_bytes, raw = self._token.redact, self._token.redact_bytes, failure.raw
        if raw is not None:
            headers = [(redact_bytes(name), redact_bytes(value)) for name, value in raw.headers.raw]
            content = redact_bytes(raw.content)
            failure.raw = RawAnswer(raw.status, httpx2.Headers(headers), content)
        failure.message = redact(failure.message)
        failure.args = (failure.operation, failure.message, failure.raw)
        if isinstance(failure, BadRequest):
            failure.fields = {redact(name): redact(text) for name, text in failure.fields.items()}
        return failure

    def _limit(self, call: Call[Any], price: Any) -> Decimal | None:
        """What a caller is ready to pay, in roubles; None for any price.

        Raises:
            InvalidRequest: It is no price.
        """
        if price is None:
            return None
        is_number = isinstance(price, int | float | Decimal) and not isinstance(price, bool)
        # 99.9 is meant as it is written, and not as the nearest binary fraction.
        limit = (
            Decimal(str(price) if isinstance(price, float) else price) if is_number else Decimal(-1)
        )
        if not limit.is_finite() or limit < 0:
            raise InvalidRequest(
                call.operation.name,
                f"max_price: expected a number of roubles from 0, {shown(price)} came",
            )
        return limit

    def _log(self, call: Call[Any], began: float, outcome: object) -> None:
        taken = (time.monotonic() - began) * 1000
        LOGGER.debug("%s %s %s %.0f ms", call.operation.method, call.path, outcome, taken)


class Plusofon(AnyClient):
    """Find, reserve, buy, forward and release Russian telephone numbers.

    Use it as a context manager, or close it when done. One client serves
    all threads, and each process after a fork.

    Args:
        token: A token from the developer section of the provider's cabinet. A token for Flash Call is
            another kind and has no access here (observed).
            Left out, it is read from PLUSOFON_TOKEN.
        base_url: Where the service is, with its version: scheme, host and path. Left out, it is
            PLUSOFON_BASE_URL or else the live service, where purchases are charged.
        client_code: The code of the calling application. Left out, it is PLUSOFON_CLIENT or else
            10553.
        timeout: How long a whole call may take, in seconds, with all its repetitions; or a Timeout
            with the parts apart.
        max_retries: How often a request may be sent again: one that only reads after a broken
            connection, a timeout, 429, 502, 503 or 504; one that changes something only if nothing
            of it can have reached the service.
        headers: What goes along with each request besides.
        insecure_http: Whether plain HTTP to another machine is meant, where others can read the token.
        transport: What sends the requests, instead of the network. It is closed with the client.
        http_client: A client of httpx2 with hooks or a transport of your own. You close it. It keeps
            the deadline of a call between two parts of an answer only.

    Raises:
        ValueError: An argument cannot be what it is meant to be.
    """

    def __init__(
        self,
        token: str | None = None,
        *,
        base_url: str | None = None,
        client_code: str | None = None,
        timeout: float | Timeout = Timeout(),
        max_retries: int = 2,
        headers: Mapping[str, str] | None = None,
        insecure_http: bool = False,
        transport: httpx2.BaseTransport | None = None,
        http_client: httpx2.Client | None = None,
    ) -> None:
        secret = Token(token)
        del token  # or a traceback with local variables shows it
        secret.require_sound()
        told = Configuration.of(
            base_url=base_url,
            client_code=client_code,
            timeout=timeout,
            max_retries=max_retries,
            headers=headers,
            insecure_http=insecure_http,
        )
        super().__init__(secret, told, Ledger())
        self._line = Line(httpx2.URL(told.base_url), transport, http_client)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None = None,
        error: BaseException | None = None,
        trace: TracebackType | None = None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections, also those of what with_options made of this client."""
        self._line.close()

    @overload
    def with_options(
        self,
        *,
        timeout: float | Timeout | None = None,
        max_retries: int | None = None,
        headers: Mapping[str, str] | None = None,
        dry_run: Literal[False] = False,
    ) -> Self: ...

    @overload
    def with_options(
        self,
        *,
        timeout: float | Timeout | None = None,
        max_retries: int | None = None,
        headers: Mapping[str, str] | None = None,
        dry_run: Literal[True],
    ) -> DryRun: ...

    def with_options(
        self,
        *,
        timeout: float | Timeout | None = None,
        max_retries: int | None = None,
        headers: Mapping[str, str] | None = None,
        dry_run: bool = False,
    ) -> Self | DryRun:
        """The same client, with other options: `plusofon.with_options(timeout=5).list_numbers()`.

        It shares the connections, and what is known about unsettled purchases.

        Args:
            timeout: As with the client.
            max_retries: As with the client.
            headers: Headers in addition to the client's.
            dry_run: Whether methods answer the exact request, instead of sending it.

        Raises:
            ValueError: An argument cannot be what it is meant to be.
        """
        told = self._configuration.changed(
            timeout=timeout, max_retries=max_retries, headers=headers
        )
        if dry_run:
            from .dry_run import DryRun  # most programs never need it

            return DryRun(self._token, told, self._ledger)
        other = object.__new__(type(self))
        vars(other).update(vars(self))
        other._configure(told)
        return other

    def __reduce__(self) -> tuple[Any, ...]:
        if not self._token.is_from_environment or self._line.is_given:
            raise TypeError(
                f"{type(self).__name__} can be pickled only without its token: make it without token=, "
                "transport= and http_client=, and set PLUSOFON_TOKEN on both sides"
            )
        return (type(self)._restored, (self._configuration, self.unsettled))

    @classmethod
    def _restored(cls, configuration: Configuration, unsettled: tuple[str, ...]) -> Self:
        token = Token(None)
        token.require_sound()
        client = object.__new__(cls)
        AnyClient.__init__(client, token, configuration, Ledger(unsettled))
        client._line = Line(httpx2.URL(configuration.base_url), None, None)
        return client

    def _perform(self, call: Call[WholeAnswerT], end: float | None = None) -> WholeAnswerT:
        end = self._end() if end is None else end
        if call.operation.once:
            with self._ledger.holding(call):
                return self._carry_out(call, end)
        return self._carry_out(call, end)

    def _carry_out(self, call: Call[WholeAnswerT], end: float) -> WholeAnswerT:
        attempt = 1
        while True:
            outcome = self._attempt(call, end)
            if not isinstance(outcome, PlusofonError):
                return outcome
            pause = self._pause(call, outcome, attempt, end)
            if pause is None:
                break
            attempt += 1
            time.sleep(pause)
        failure = self._final(call, outcome)
        raise failure.settled_by(self.settle) if isinstance(failure, OutcomeUnknown) else failure

    def _attempt(self, call: Call[WholeAnswerT], end: float) -> WholeAnswerT | PlusofonError:
        began, raw = time.monotonic(), None
        if self._line.is_closed:
            return self._closed(call)
        if began >= end:
            return self._late(call)
        try:
            response = self._line.send(self._request(call, end))
            raw = RawAnswer(response.status_code, response.headers, b"")
            raw = RawAnswer(raw.status, raw.headers, self._content(response, end))
            outcome = call.operation.read(raw, call.answer)
        except Exception as error:  # whatever the transport raises, of the network or of its own
            outcome = self._failure(call, error, raw)
        except BaseException as error:  # on its way out it must not show the transport's frames
            error.__cause__ = error.__context__ = None
            raise error.with_traceback(None)
        if LOGGER.isEnabledFor(logging.DEBUG):
            self._log(call, began, raw.status if raw else type(outcome).__name__)
        return self._hide_token(outcome) if isinstance(outcome, PlusofonError) else outcome

    def _content(self, response: httpx2.Response, end: float) -> bytes:
        try:
            if (
                response.is_stream_consumed
            ):  # a hook, or a transport of the caller's own, has read it
                return response.content
            body = Body(response.headers.get("Content-Encoding", ""), end)
            for part in response.iter_raw():
                body.add(part)
            return body.whole()
        finally:
            response.close()

    def _page(self, call: Call[WholeAnswerT], end: float | None = None) -> WholeAnswerT:
        walk = Walk(call, partial(self._perform, end=end), self._hide_token)
        return begin(self._perform(call, end), walk)

    def settle(self, unknown: OutcomeUnknown | None = None) -> Settlement:
        """Find out what became of a change whose answer was lost.

        Looks the telephone numbers up in the account's lists. Afterwards they can be bought again. A
        service that was still at work when the call ended may carry it out after you have looked: if
        a number is not there yet, wait for a while and look once more.

        Args:
            unknown: What was raised. Left out, all purchases with an unknown outcome are looked up;
                there may be none.

        Raises:
            ValueError: The change named no telephone numbers; its message says how to find out.
            PlusofonError: Looking failed; the outcome is as unknown as before.
        """
        operation = "buyNumbers" if unknown is None else unknown.operation
        lost = self._ledger.lost()  # before looking: what is lost meanwhile is not settled by it
        numbers = tuple(lost) if unknown is None else tuple(map(national, unknown.numbers))
        if operation not in _LOOKED_UP:
            raise ValueError(
                f"{unknown}. It names no telephone numbers, so there is nothing to look up"
            )
        done, undone = _LOOKED_UP[operation]
        found = self._found(done, set(numbers))
        held = self._found(undone, set(numbers) - set(found))
        if operation == "buyNumbers":
            self._ledger.settle({number: lost[number] for number in numbers if number in lost})
        missing = tuple(number for number in numbers if number not in found and number not in held)
        return Settlement(operation, found, held, missing)

    def _found(
        self, lists: tuple[str, ...], wanted: set[NationalNumber]
    ) -> dict[NationalNumber, int]:
        """The ids of numbers that stand in one of the lists."""
        found: dict[NationalNumber, int] = {}
        for name in lists if wanted else ():
            items: Iterable[Listed] = getattr(self, name)()
            for item in items:
                if national(item.number) in wanted:
                    found[national(item.number)] = item.id
                if len(found) == len(wanted):
                    return found
        return found

    def _prices(self, call: Call[Any], end: float) -> dict[str, Priced]:
        """What the numbers of a request cost today, those that are free or reserved."""
        if call.operation.once:  # else a number that was bought would be told to have no price
            self._ledger.require_free(call)
        found: dict[str, Priced] = {}
        use = getattr(call.body, "owner_type", UNSET)
        for number in call.numbers:
            search = _search_numbers.call(owner_type=use, phone_number=f"*{number[-5:]}")
            for offer in self._page(search.into(OfferPages), end):
                if offer.number == number:
                    found[number] = offer
                    break
        if len(found) < len(call.numbers):
            listing = _list_reservations.call().into(ReservationPages)
            for reservation in self._page(listing, end):
                if national(reservation.number) in call.numbers:
                    found.setdefault(national(reservation.number), reservation)
        return found

    def list_numbers(
        self,
        *,
        phone_type: PhoneTypeCode | UnsetType = UNSET,
        page: int | UnsetType = UNSET,
    ) -> NumberPages:
        """List the owned numbers.

        The numbers connected to the account, 15 a page, each with its prices, its black list
        and its forwarding. `buy_numbers` does not answer with ids: look the id of a new number
        up here or, for a mobile one, in list_sms_numbers (observed).

        Args:
            phone_type: Only numbers of this kind. One of 'abc' (geographic), 'def' (mobile), '800'
                (toll free).
            page: The number of the page to answer, from 1.

        Returns:
            A page of owned numbers, with their total (full paginator, 15 a page). Iterate it
            for the items of all pages, with the same filters.

        Raises:
            InvalidRequest: Not sent; the document forbids one of the values.
            BadRequest: A parameter is wrong; `message` says which.
            NotAuthenticated: The token has expired (observed), or is missing or wrong, or the Client header
                is missing.
            NoAccess: No access, as the framework says it. The provider documents a 500 instead.
            RateLimited: Too many requests in a short time. Retry-After says when to go on.
            ServerFailed: A proxy could not reach the service. Whether the request was carried out is
                unknown.
            ConnectionFailed: The service could not be reached, or did not answer in time.
            UnreadableAnswer: The answer is not what the document says.

        Example:
            plusofon.list_numbers(phone_type="def")

        Source: GET /number, documented.
        """
        return self._page(
            _list_numbers.call(
                phone_type=phone_type,
                page=page,
            ).into(NumberPages)
        )

    def list_sms_numbers(
        self,
        *,
        page: int | UnsetType = UNSET,
    ) -> SmsNumberPages:
        """List the owned numbers that exchange SMS.

        The mobile numbers of the account that have the SMS service, 15 a page, each with what
        is left of its SMS packet. A mobile number appears here as soon as it is bought
        (observed).

        Args:
            page: The number of the page to answer, from 1.

        Returns:
            A page of numbers with SMS, with their total (full paginator, 15 a page). Iterate it
            for the items of all pages, with the same filters.

        Raises:
            InvalidRequest: Not sent; the document forbids one of the values.
            BadRequest: A parameter is wrong; `message` says which.
            NotAuthenticated: The token has expired (observed), or is missing or wrong, or the Client header
                is missing.
            NoAccess: No access, as the framework says it. The provider documents a 500 instead.
            RateLimited: Too many requests in a short time. Retry-After says when to go on.
            ServerFailed: A proxy could not reach the service. Whether the request was carried out is
                unknown.
            ConnectionFailed: The service could not be reached, or did not answer in time.
            UnreadableAnswer: The answer is not what the document says.

        Example:
            plusofon.list_sms_numbers(page=2)

        Source: GET /number/sms, documented.
        """
        return self._page(
            _list_sms_numbers.call(
                page=page,
            ).into(SmsNumberPages)
        )

    def release_number(
        self,
        number_id: NumberId,
        *,
        pin: str | UnsetType = UNSET,
    ) -> Done:
        """Release an owned number.

        Disconnects the number from the account and gives it back. Whether it can be had again
        afterwards is unknown.

        Args:
            number_id: The id of the owned number, as list_numbers shows it. Not its digits.
            pin: Presumably a code that confirms the release. Its meaning is unknown.

        Returns:
            The request was carried out. What came of it has to be looked up.

        Raises:
            InvalidRequest: Not sent; the document forbids one of the values.
            BadRequest: A parameter is wrong; `message` says which.
            NotAuthenticated: The token has expired (observed), or is missing or wrong, or the Client header
                is missing.
            NoAccess: No access, as the framework says it. The provider documents a 500 instead.
            NotFound: The account owns no number with this id; see `error`.
            RateLimited: Too many requests in a short time. Retry-After says when to go on.
            OutcomeUnknown: Whether it was carried out is not known. See whether list_numbers still has the
                number.
            ConnectionFailed: The service could not be reached; nothing was sent.
            ServerFailed: The service itself says that it failed.

        Example:
            plusofon.release_number(NumberId(31), pin="4711")

        Source: DELETE /number/{number_id}, documented.
        """
        return self._perform(
            _release_number.call(
                number_id,
                pin=pin,
            )
        )

    def forward_numbers(
        self,
        forwarding: ForwardRequest,
    ) -> Done:
        """Forward the calls of owned numbers.

        Sets where calls to the named numbers go (переадресация), and replaces what was set
        before (inferred). The body is one closed object per `type`; the type `empty` switches
        forwarding off. Some types are open to numbers of one owner type only: see
        list_forward_types.

        Args:
            forwarding: Where calls go. The type decides which other properties are there. One of
                SipForward, NumberForward, GroupForward, ScenarioForward, CallQueueForward,
                SipUriForward, BitrixForward, AmoForward, EmptyForward.

        Returns:
            The request was carried out. What came of it has to be looked up.

        Raises:
            InvalidRequest: Not sent; the document forbids one of the values.
            BadRequest: A parameter is wrong, or a number cannot be forwarded so; `message` says why.
            NotAuthenticated: The token has expired (observed), or is missing or wrong, or the Client header
                is missing.
            NoAccess: No access, as the framework says it. The provider documents a 500 instead.
            NotFound: A number or a target does not exist, or a caller id type (inferred); see
                `error`.
            RateLimited: Too many requests in a short time. Retry-After says when to go on.
            OutcomeUnknown: Whether it was carried out is not known. See in list_numbers where calls to the
                numbers go; it shows titles, not codes.
            ConnectionFailed: The service could not be reached; nothing was sent.
            ServerFailed: The service itself says that it failed.

        Example:
            plusofon.forward_numbers(SipForward(numbers=[NumberId(15)], sip_id=SipId(73), cli_type="Y"))

        Source: POST /number/follow, documented.
        """
        return self._perform(_forward_numbers.call(forwarding))

    def assign_black_list(
        self,
        *,
        numbers: Sequence[NumberId],
        contact_list_id: BlackListId | UnsetType = UNSET,
    ) -> Done:
        """Assign a black list to owned numbers, or take it off.

        A list of contacts becomes the black list (чёрный список) of the named numbers: its
        contacts no longer reach them (inferred). Without `contact_list_id` the numbers have no
        black list any more.

        Args:
            contact_list_id: The id of the list of contacts. Leave it out to have no black list.
            numbers: The ids of the owned numbers that are meant. Ids, not telephone numbers.

        Returns:
            The request was carried out. What came of it has to be looked up.

        Raises:
            InvalidRequest: Not sent; the document forbids one of the values.
            BadRequest: A parameter is wrong; `message` says which.
            NotAuthenticated: The token has expired (observed), or is missing or wrong, or the Client header
                is missing.
            NoAccess: No access, as the framework says it. The provider documents a 500 instead.
            NotFound: A number or the black list does not exist; see `error`.
            RateLimited: Too many requests in a short time. Retry-After says when to go on.
            OutcomeUnknown: Whether it was carried out is not known. See the black list of the numbers in
                list_numbers.
            ConnectionFailed: The service could not be reached; nothing was sent.
            ServerFailed: The service itself says that it failed.

        Example:
            plusofon.assign_black_list(contact_list_id=BlackListId(15), numbers=[NumberId(22)])

        Source: PATCH /number/contact-list, documented.
        """
        return self._perform(
            _assign_black_list.call(
                contact_list_id=contact_list_id,
                numbers=numbers,
            )
        )

    def list_forward_types(
        self,
    ) -> ForwardTypeList:
        """List the types of forwarding.

        The types of forwarding that the account may set, each with the owner types that it is
        open to. An account may see a part of them only.

        Returns:
            The types of forwarding that the account may set.

        Raises:
            InvalidRequest: Not sent; the document forbids one of the values.
            BadRequest: A parameter is wrong; `message` says which.
            NotAuthenticated: The token has expired (observed), or is missing or wrong, or the Client header
                is missing.
            NoAccess: No access, as the framework says it. The provider documents a 500 instead.
            RateLimited: Too many requests in a short time. Retry-After says when to go on.
            ServerFailed: A proxy could not reach the service. Whether the request was carried out is
                unknown.
            ConnectionFailed: The service could not be reached, or did not answer in time.
            UnreadableAnswer: The answer is not what the document says.

        Example:
            plusofon.list_forward_types()

        Source: GET /number/follow-types, documented.
        """
        return self._perform(_list_forward_types.call())

    def list_caller_id_types(
        self,
    ) -> CallerIdTypeList:
        """List the ways to show who is calling.

        What a forwarded call shows as its caller id (АОН): codes to be sent with
        forward_numbers. The list of numbers shows the title of the chosen one, not its code.

        Returns:
            The ways to show who is calling.

        Raises:
            InvalidRequest: Not sent; the document forbids one of the values.
            BadRequest: A parameter is wrong; `message` says which.
            NotAuthenticated: The token has expired (observed), or is missing or wrong, or the Client header
                is missing.
            NoAccess: No access, as the framework says it. The provider documents a 500 instead.
            RateLimited: Too many requests in a short time. Retry-After says when to go on.
            ServerFailed: A proxy could not reach the service. Whether the request was carried out is
                unknown.
            ConnectionFailed: The service could not be reached, or did not answer in time.
            UnreadableAnswer: The answer is not what the document says.

        Example:
            plusofon.list_caller_id_types()

        Source: GET /number/cli-types, documented.
        """
        return self._perform(_list_caller_id_types.call())

    def search_numbers(
        self,
        *,
        owner_type: OwnerTypeCode | UnsetType = UNSET,
        region: RegionId | UnsetType = UNSET,
        city_code: int | UnsetType = UNSET,
        phone_number: str | UnsetType = UNSET,
        number_type: NumberClassFilterCode | UnsetType = UNSET,
        phone_type: PhoneTypeCode | UnsetType = UNSET,
        page: int | UnsetType = UNSET,
    ) -> OfferPages:
        """Search the shelf for free numbers.

        The free numbers on the provider's shelf (витрина) that match every given filter, 20 a
        page. The pages tell neither their count nor the total: on the last one `next_page_url`
        is null (inferred). Filters must be sent again with each page.

        Args:
            owner_type: Only numbers to be had for this use. One of 'business', 'personal'.
            region: Only numbers of the region with this id.
            city_code: Only numbers with this telephone code. An integer here, a string in
                list_regions.
            phone_number: A mask for the digits behind the city code: `?` stands for any one digit, `*`
                for any sequence of them.
            number_type: Only numbers of this class. A string here, an integer in answers. One of '0'
                (simple), '5' (bronze), '1' (silver), '2' (gold), '3' (platinum), '4'
                (exclusive).
            phone_type: Only numbers of this kind. One of 'abc' (geographic), 'def' (mobile), '800'
                (toll free).
            page: The number of the page to answer, from 1.

        Returns:
            A page of free numbers, without their total (simple paginator, 20 a page). Iterate
            it for the items of all pages, with the same filters.

        Raises:
            InvalidRequest: Not sent; the document forbids one of the values.
            BadRequest: A parameter is wrong; `message` says which.
            NotAuthenticated: The token has expired (observed), or is missing or wrong, or the Client header
                is missing.
            NoAccess: No access, as the framework says it. The provider documents a 500 instead.
            RateLimited: Too many requests in a short time. Retry-After says when to go on.
            ServerFailed: A proxy could not reach the service. Whether the request was carried out is
                unknown.
            ConnectionFailed: The service could not be reached, or did not answer in time.
            UnreadableAnswer: The answer is not what the document says.

        Example:
            plusofon.search_numbers(owner_type="personal", phone_type="abc", city_code=495, number_type="0")

        Source: GET /number/search, documented.
        """
        return self._page(
            _search_numbers.call(
                owner_type=owner_type,
                region=region,
                city_code=city_code,
                phone_number=phone_number,
                number_type=number_type,
                phone_type=phone_type,
                page=page,
            ).into(OfferPages)
        )

    def list_regions(
        self,
        *,
        type_: str | UnsetType = UNSET,
    ) -> RegionList:
        """List the regions and their telephone codes.

        Every region that the shelf can be searched by, with its telephone codes. One answer, no
        pages.

        Args:
            type_: Presumably a kind of telephone number. Its meaning is unknown.

        Returns:
            The regions that the shelf can be searched by.

        Raises:
            InvalidRequest: Not sent; the document forbids one of the values.
            BadRequest: A parameter is wrong; `message` says which.
            NotAuthenticated: The token has expired (observed), or is missing or wrong, or the Client header
                is missing.
            NoAccess: No access, as the framework says it. The provider documents a 500 instead.
            RateLimited: Too many requests in a short time. Retry-After says when to go on.
            ServerFailed: A proxy could not reach the service. Whether the request was carried out is
                unknown.
            ConnectionFailed: The service could not be reached, or did not answer in time.
            UnreadableAnswer: The answer is not what the document says.

        Example:
            plusofon.list_regions()

        Source: GET /number/code-regions, documented.
        """
        return self._perform(
            _list_regions.call(
                type_=type_,
            )
        )

    def list_reservations(
        self,
        *,
        phone_type: PhoneTypeCode | UnsetType = UNSET,
        page: int | UnsetType = UNSET,
    ) -> ReservationPages:
        """List the reserved numbers.

        The numbers that the account has reserved and not bought, 15 a page, each with the end
        of its reservation.

        Args:
            phone_type: Presumably, only numbers of this kind. One of 'abc' (geographic), 'def'
                (mobile), '800' (toll free).
            page: The number of the page to answer, from 1.

        Returns:
            A page of reservations, with their total (full paginator, 15 a page). Iterate it for
            the items of all pages, with the same filters.

        Raises:
            InvalidRequest: Not sent; the document forbids one of the values.
            BadRequest: A parameter is wrong; `message` says which.
            NotAuthenticated: The token has expired (observed), or is missing or wrong, or the Client header
                is missing.
            NoAccess: No access, as the framework says it. The provider documents a 500 instead.
            RateLimited: Too many requests in a short time. Retry-After says when to go on.
            ServerFailed: A proxy could not reach the service. Whether the request was carried out is
                unknown.
            ConnectionFailed: The service could not be reached, or did not answer in time.
            UnreadableAnswer: The answer is not what the document says.

        Example:
            plusofon.list_reservations(page=2)

        Source: GET /number/reserve, documented.
        """
        return self._page(
            _list_reservations.call(
                phone_type=phone_type,
                page=page,
            ).into(ReservationPages)
        )

    def reserve_number(
        self,
        *,
        number: NationalNumber | NationalNumberInteger,
        owner_type: OwnerTypeCode,
        short: Literal[1] | UnsetType = UNSET,
        max_price: Decimal | float | None = None,
    ) -> Done:
        """Reserve a free number.

        Takes a number off the shelf for a while, so that it can be bought. Nothing is charged
        (inferred). With `short: 1` the reservation ends after one hour; how long it lasts
        otherwise is unknown, but list_reservations shows its end.

        Args:
            number: The 10 digits of the free number, as an integer. Not an id. A text of these
                digits will do as well.
            owner_type: What the number will be used for. One of 'business', 'personal'.
            short: Reserve for one hour. Left out, the provider decides how long. Only 1 will do.
            max_price: The most that the connection and the first month of all its numbers together may
                cost, in roubles. The prices are looked up first, among the free and the reserved numbers.

        Returns:
            The request was carried out. What came of it has to be looked up.

        Raises:
            InvalidRequest: Not sent; the document forbids one of the values.
            TooExpensive: Not sent; the numbers cost more than `max_price`.
            PriceUnknown: Not sent; a number has no price to compare with `max_price`.
            BadRequest: A parameter is wrong, or the number cannot be reserved; `message` says why.
            NotAuthenticated: The token has expired (observed), or is missing or wrong, or the Client header
                is missing.
            NoAccess: No access, as the framework says it. The provider documents a 500 instead.
            NotFound: The provider has no such number; see `error`.
            RateLimited: Too many requests in a short time. Retry-After says when to go on.
            OutcomeUnknown: Whether it was carried out is not known. Look the number up in
                list_reservations.
            ConnectionFailed: The service could not be reached; nothing was sent.
            ServerFailed: The service itself says that it failed.

        Example:
            plusofon.reserve_number(number=NationalNumber("4951332210"), owner_type="personal", short=1)

        Source: POST /number/reserve, documented.
        """
        call = _reserve_number.call(
            number=number,
            owner_type=owner_type,
            short=short,
        )
        end = self._end()
        limit = self._limit(call, max_price)
        if limit is not None:
            require_price(call, limit, self._prices(call, end))
        return self._perform(call, end)

    def cancel_reservation(
        self,
        reserve_number_id: ReservationId,
    ) -> Done:
        """Cancel a reservation.

        Puts the reserved number back on the shelf. Nothing is charged (inferred).

        Args:
            reserve_number_id: The id of the reservation, as list_reservations shows it. Not the number's
                digits.

        Returns:
            The request was carried out. What came of it has to be looked up.

        Raises:
            InvalidRequest: Not sent; the document forbids one of the values.
            BadRequest: A parameter is wrong; `message` says which.
            NotAuthenticated: The token has expired (observed), or is missing or wrong, or the Client header
                is missing.
            NoAccess: No access, as the framework says it. The provider documents a 500 instead.
            NotFound: The account has no reservation with this id; see `error`.
            RateLimited: Too many requests in a short time. Retry-After says when to go on.
            OutcomeUnknown: Whether it was carried out is not known. See whether list_reservations still has
                the reservation.
            ConnectionFailed: The service could not be reached; nothing was sent.
            ServerFailed: The service itself says that it failed.

        Example:
            plusofon.cancel_reservation(ReservationId(42))

        Source: DELETE /number/reserve/{reserve_number_id}, documented.
        """
        return self._perform(
            _cancel_reservation.call(
                reserve_number_id,
            )
        )

    def buy_numbers(
        self,
        *,
        numbers: Sequence[NationalNumber | NationalNumberInteger],
        owner_type: OwnerTypeCode,
        max_price: Decimal | float | None = None,
    ) -> Done:
        """Buy reserved numbers.

        **Spends money.** Connects the named numbers, which the account must have reserved
        before, and charges their price; when the first rent is due is not stated. The answer
        tells nothing but success; find the new ids with list_numbers. If the answer was lost,
        do not send the request again before you have looked there.

        Args:
            numbers: The 10 digits of each reserved number, as integers (observed). Not ids. A text
                of these digits will do as well.
            owner_type: What the numbers will be used for. One of 'business', 'personal'.
            max_price: The most that the connection and the first month of all its numbers together may
                cost, in roubles. The prices are looked up first, among the free and the reserved numbers.

        Returns:
            The request was carried out. What came of it has to be looked up.

        Raises:
            InvalidRequest: Not sent; the document forbids one of the values.
            PurchaseUnsettled: Not sent; what became of the last purchase of a number is not known.
            TooExpensive: Not sent; the numbers cost more than `max_price`.
            PriceUnknown: Not sent; a number has no price to compare with `max_price`.
            BadRequest: A parameter is wrong, or a number cannot be bought; `message` says why.
            NotAuthenticated: The token has expired (observed), or is missing or wrong, or the Client header
                is missing.
            NoAccess: No access, as the framework says it. The provider documents a 500 instead.
            NotFound: The provider has no such number; see `error`.
            RateLimited: Too many requests in a short time. Retry-After says when to go on.
            OutcomeUnknown: Whether it was carried out is not known. Look the numbers up in list_numbers
                and, if mobile, in list_sms_numbers.
            ConnectionFailed: The service could not be reached; nothing was sent.
            ServerFailed: The service itself says that it failed.

        Example:
            plusofon.buy_numbers(numbers=[NationalNumber("4951332211")], owner_type="personal")

        Source: POST /number/buy, documented.
        """
        call = _buy_numbers.call(
            numbers=numbers,
            owner_type=owner_type,
        )
        end = self._end()
        limit = self._limit(call, max_price)
        if limit is not None:
            require_price(call, limit, self._prices(call, end))
        return self._perform(call, end)


class AsyncPlusofon(AnyClient):
    """Find, reserve, buy, forward and release Russian telephone numbers.

    Its methods are coroutines; lists can be iterated at once, with `async for`. Use it as a context manager, or close it when done. One client serves
    all tasks of one event loop.

    Args:
        token: A token from the developer section of the provider's cabinet. A token for Flash Call is
            another kind and has no access here (observed).
            Left out, it is read from PLUSOFON_TOKEN.
        base_url: Where the service is, with its version: scheme, host and path. Left out, it is
            PLUSOFON_BASE_URL or else the live service, where purchases are charged.
        client_code: The code of the calling application. Left out, it is PLUSOFON_CLIENT or else
            10553.
        timeout: How long a whole call may take, in seconds, with all its repetitions; or a Timeout
            with the parts apart.
        max_retries: How often a request may be sent again: one that only reads after a broken
            connection, a timeout, 429, 502, 503 or 504; one that changes something only if nothing
            of it can have reached the service.
        headers: What goes along with each request besides.
        insecure_http: Whether plain HTTP to another machine is meant, where others can read the token.
        transport: What sends the requests, instead of the network. It is closed with the client.
        http_client: A client of httpx2 with hooks or a transport of your own. You close it. It keeps
            the deadline of a call between two parts of an answer only.

    Raises:
        ValueError: An argument cannot be what it is meant to be.
    """

    def __init__(
        self,
        token: str | None = None,
        *,
        base_url: str | None = None,
        client_code: str | None = None,
        timeout: float | Timeout = Timeout(),
        max_retries: int = 2,
        headers: Mapping[str, str] | None = None,
        insecure_http: bool = False,
        transport: httpx2.AsyncBaseTransport | None = None,
        http_client: httpx2.AsyncClient | None = None,
    ) -> None:
        secret = Token(token)
        del token  # or a traceback with local variables shows it
        secret.require_sound()
        told = Configuration.of(
            base_url=base_url,
            client_code=client_code,
            timeout=timeout,
            max_retries=max_retries,
            headers=headers,
            insecure_http=insecure_http,
        )
        super().__init__(secret, told, Ledger())
        self._line = AsyncLine(httpx2.URL(told.base_url), transport, http_client)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None = None,
        error: BaseException | None = None,
        trace: TracebackType | None = None,
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close the connections, also those of what with_options made of this client."""
        await self._line.aclose()

    @overload
    def with_options(
        self,
        *,
        timeout: float | Timeout | None = None,
        max_retries: int | None = None,
        headers: Mapping[str, str] | None = None,
        dry_run: Literal[False] = False,
    ) -> Self: ...

    @overload
    def with_options(
        self,
        *,
        timeout: float | Timeout | None = None,
        max_retries: int | None = None,
        headers: Mapping[str, str] | None = None,
        dry_run: Literal[True],
    ) -> AsyncDryRun: ...

    def with_options(
        self,
        *,
        timeout: float | Timeout | None = None,
        max_retries: int | None = None,
        headers: Mapping[str, str] | None = None,
        dry_run: bool = False,
    ) -> Self | AsyncDryRun:
        """The same client, with other options: `plusofon.with_options(timeout=5).list_numbers()`.

        It shares the connections, and what is known about unsettled purchases.

        Args:
            timeout: As with the client.
            max_retries: As with the client.
            headers: Headers in addition to the client's.
            dry_run: Whether methods answer the exact request, instead of sending it.

        Raises:
            ValueError: An argument cannot be what it is meant to be.
        """
        told = self._configuration.changed(
            timeout=timeout, max_retries=max_retries, headers=headers
        )
        if dry_run:
            from .dry_run import AsyncDryRun  # most programs never need it

            return AsyncDryRun(self._token, told, self._ledger)
        other = object.__new__(type(self))
        vars(other).update(vars(self))
        other._configure(told)
        return other

    def __reduce__(self) -> tuple[Any, ...]:
        if not self._token.is_from_environment or self._line.is_given:
            raise TypeError(
                f"{type(self).__name__} can be pickled only without its token: make it without token=, "
                "transport= and http_client=, and set PLUSOFON_TOKEN on both sides"
            )
        return (type(self)._restored, (self._configuration, self.unsettled))

    @classmethod
    def _restored(cls, configuration: Configuration, unsettled: tuple[str, ...]) -> Self:
        token = Token(None)
        token.require_sound()
        client = object.__new__(cls)
        AnyClient.__init__(client, token, configuration, Ledger(unsettled))
        client._line = AsyncLine(httpx2.URL(configuration.base_url), None, None)
        return client

    async def _perform(self, call: Call[WholeAnswerT], end: float | None = None) -> WholeAnswerT:
        end = self._end() if end is None else end
        if call.operation.once:
            with self._ledger.holding(call):
                return await self._carry_out(call, end)
        return await self._carry_out(call, end)

    async def _carry_out(self, call: Call[WholeAnswerT], end: float) -> WholeAnswerT:
        attempt = 1
        while True:
            outcome = await self._attempt(call, end)
            if not isinstance(outcome, PlusofonError):
                return outcome
            pause = self._pause(call, outcome, attempt, end)
            if pause is None:
                break
            attempt += 1
            from .transport import AsyncBackend  # slow to import

            await AsyncBackend().sleep(pause)
        failure = self._final(call, outcome)
        raise failure.settled_by(self.settle) if isinstance(failure, OutcomeUnknown) else failure

    async def _attempt(self, call: Call[WholeAnswerT], end: float) -> WholeAnswerT | PlusofonError:
        began, raw = time.monotonic(), None
        if self._line.is_closed:
            return self._closed(call)
        if began >= end:
            return self._late(call)
        try:
            response = await self._line.send(self._request(call, end))
            raw = RawAnswer(response.status_code, response.headers, b"")
            raw = RawAnswer(raw.status, raw.headers, await self._content(response, end))
            outcome = call.operation.read(raw, call.answer)
        except Exception as error:  # whatever the transport raises, of the network or of its own
            outcome = self._failure(call, error, raw)
        except BaseException as error:  # on its way out it must not show the transport's frames
            error.__cause__ = error.__context__ = None
            raise error.with_traceback(None)
        if LOGGER.isEnabledFor(logging.DEBUG):
            self._log(call, began, raw.status if raw else type(outcome).__name__)
        return self._hide_token(outcome) if isinstance(outcome, PlusofonError) else outcome

    async def _content(self, response: httpx2.Response, end: float) -> bytes:
        try:
            if (
                response.is_stream_consumed
            ):  # a hook, or a transport of the caller's own, has read it
                return response.content
            body = Body(response.headers.get("Content-Encoding", ""), end)
            async for part in response.aiter_raw():
                body.add(part)
            return body.whole()
        finally:
            await response.aclose()

    def _page(self, call: Call[Any], end: float | None = None) -> PendingPage[Any, Any]:
        async def ask() -> Any:
            walk = Walk(call, partial(self._perform, end=end), self._hide_token)
            return begin(await self._perform(call, end), walk)

        return PendingPage(ask)

    async def settle(self, unknown: OutcomeUnknown | None = None) -> Settlement:
        """Find out what became of a change whose answer was lost.

        Looks the telephone numbers up in the account's lists. Afterwards they can be bought again. A
        service that was still at work when the call ended may carry it out after you have looked: if
        a number is not there yet, wait for a while and look once more.

        Args:
            unknown: What was raised. Left out, all purchases with an unknown outcome are looked up;
                there may be none.

        Raises:
            ValueError: The change named no telephone numbers; its message says how to find out.
            PlusofonError: Looking failed; the outcome is as unknown as before.
        """
        operation = "buyNumbers" if unknown is None else unknown.operation
        lost = self._ledger.lost()  # before looking: what is lost meanwhile is not settled by it
        numbers = tuple(lost) if unknown is None else tuple(map(national, unknown.numbers))
        if operation not in _LOOKED_UP:
            raise ValueError(
                f"{unknown}. It names no telephone numbers, so there is nothing to look up"
            )
        done, undone = _LOOKED_UP[operation]
        found = await self._found(done, set(numbers))
        held = await self._found(undone, set(numbers) - set(found))
        if operation == "buyNumbers":
            self._ledger.settle({number: lost[number] for number in numbers if number in lost})
        missing = tuple(number for number in numbers if number not in found and number not in held)
        return Settlement(operation, found, held, missing)

    async def _found(
        self, lists: tuple[str, ...], wanted: set[NationalNumber]
    ) -> dict[NationalNumber, int]:
        """The ids of numbers that stand in one of the lists."""
        found: dict[NationalNumber, int] = {}
        for name in lists if wanted else ():
            items: AsyncIterable[Listed] = getattr(self, name)()
            async for item in items:
                if national(item.number) in wanted:
                    found[national(item.number)] = item.id
                if len(found) == len(wanted):
                    return found
        return found

    async def _prices(self, call: Call[Any], end: float) -> dict[str, Priced]:
        """What the numbers of a request cost today, those that are free or reserved."""
        if call.operation.once:  # else a number that was bought would be told to have no price
            self._ledger.require_free(call)
        found: dict[str, Priced] = {}
        use = getattr(call.body, "owner_type", UNSET)
        for number in call.numbers:
            search = _search_numbers.call(owner_type=use, phone_number=f"*{number[-5:]}")
            async for offer in self._page(search.into(AsyncOfferPages), end):
                if offer.number == number:
                    found[number] = offer
                    break
        if len(found) < len(call.numbers):
            listing = _list_reservations.call().into(AsyncReservationPages)
            async for reservation in self._page(listing, end):
                if national(reservation.number) in call.numbers:
                    found.setdefault(national(reservation.number), reservation)
        return found

    def list_numbers(
        self,
        *,
        phone_type: PhoneTypeCode | UnsetType = UNSET,
        page: int | UnsetType = UNSET,
    ) -> PendingPage[AsyncNumberPages, OwnedNumber]:
        """List the owned numbers.

        The numbers connected to the account, 15 a page, each with its prices, its black list
        and its forwarding. `buy_numbers` does not answer with ids: look the id of a new number
        up here or, for a mobile one, in list_sms_numbers (observed).

        Args:
            phone_type: Only numbers of this kind. One of 'abc' (geographic), 'def' (mobile), '800'
                (toll free).
            page: The number of the page to answer, from 1.

        Returns:
            A page of owned numbers, with their total (full paginator, 15 a page). Iterate it
            for the items of all pages, with the same filters.

        Raises:
            InvalidRequest: Not sent; the document forbids one of the values.
            BadRequest: A parameter is wrong; `message` says which.
            NotAuthenticated: The token has expired (observed), or is missing or wrong, or the Client header
                is missing.
            NoAccess: No access, as the framework says it. The provider documents a 500 instead.
            RateLimited: Too many requests in a short time. Retry-After says when to go on.
            ServerFailed: A proxy could not reach the service. Whether the request was carried out is
                unknown.
            ConnectionFailed: The service could not be reached, or did not answer in time.
            UnreadableAnswer: The answer is not what the document says.

        Example:
            plusofon.list_numbers(phone_type="def")

        Source: GET /number, documented.
        """
        return self._page(
            _list_numbers.call(
                phone_type=phone_type,
                page=page,
            ).into(AsyncNumberPages)
        )

    def list_sms_numbers(
        self,
        *,
        page: int | UnsetType = UNSET,
    ) -> PendingPage[AsyncSmsNumberPages, SmsNumber]:
        """List the owned numbers that exchange SMS.

        The mobile numbers of the account that have the SMS service, 15 a page, each with what
        is left of its SMS packet. A mobile number appears here as soon as it is bought
        (observed).

        Args:
            page: The number of the page to answer, from 1.

        Returns:
            A page of numbers with SMS, with their total (full paginator, 15 a page). Iterate it
            for the items of all pages, with the same filters.

        Raises:
            InvalidRequest: Not sent; the document forbids one of the values.
            BadRequest: A parameter is wrong; `message` says which.
            NotAuthenticated: The token has expired (observed), or is missing or wrong, or the Client header
                is missing.
            NoAccess: No access, as the framework says it. The provider documents a 500 instead.
            RateLimited: Too many requests in a short time. Retry-After says when to go on.
            ServerFailed: A proxy could not reach the service. Whether the request was carried out is
                unknown.
            ConnectionFailed: The service could not be reached, or did not answer in time.
            UnreadableAnswer: The answer is not what the document says.

        Example:
            plusofon.list_sms_numbers(page=2)

        Source: GET /number/sms, documented.
        """
        return self._page(
            _list_sms_numbers.call(
                page=page,
            ).into(AsyncSmsNumberPages)
        )

    async def release_number(
        self,
        number_id: NumberId,
        *,
        pin: str | UnsetType = UNSET,
    ) -> Done:
        """Release an owned number.

        Disconnects the number from the account and gives it back. Whether it can be had again
        afterwards is unknown.

        Args:
            number_id: The id of the owned number, as list_numbers shows it. Not its digits.
            pin: Presumably a code that confirms the release. Its meaning is unknown.

        Returns:
            The request was carried out. What came of it has to be looked up.

        Raises:
            InvalidRequest: Not sent; the document forbids one of the values.
            BadRequest: A parameter is wrong; `message` says which.
            NotAuthenticated: The token has expired (observed), or is missing or wrong, or the Client header
                is missing.
            NoAccess: No access, as the framework says it. The provider documents a 500 instead.
            NotFound: The account owns no number with this id; see `error`.
            RateLimited: Too many requests in a short time. Retry-After says when to go on.
            OutcomeUnknown: Whether it was carried out is not known. See whether list_numbers still has the
                number.
            ConnectionFailed: The service could not be reached; nothing was sent.
            ServerFailed: The service itself says that it failed.

        Example:
            await plusofon.release_number(NumberId(31), pin="4711")

        Source: DELETE /number/{number_id}, documented.
        """
        return await self._perform(
            _release_number.call(
                number_id,
                pin=pin,
            )
        )

    async def forward_numbers(
        self,
        forwarding: ForwardRequest,
    ) -> Done:
        """Forward the calls of owned numbers.

        Sets where calls to the named numbers go (переадресация), and replaces what was set
        before (inferred). The body is one closed object per `type`; the type `empty` switches
        forwarding off. Some types are open to numbers of one owner type only: see
        list_forward_types.

        Args:
            forwarding: Where calls go. The type decides which other properties are there. One of
                SipForward, NumberForward, GroupForward, ScenarioForward, CallQueueForward,
                SipUriForward, BitrixForward, AmoForward, EmptyForward.

        Returns:
            The request was carried out. What came of it has to be looked up.

        Raises:
            InvalidRequest: Not sent; the document forbids one of the values.
            BadRequest: A parameter is wrong, or a number cannot be forwarded so; `message` says why.
            NotAuthenticated: The token has expired (observed), or is missing or wrong, or the Client header
                is missing.
            NoAccess: No access, as the framework says it. The provider documents a 500 instead.
            NotFound: A number or a target does not exist, or a caller id type (inferred); see
                `error`.
            RateLimited: Too many requests in a short time. Retry-After says when to go on.
            OutcomeUnknown: Whether it was carried out is not known. See in list_numbers where calls to the
                numbers go; it shows titles, not codes.
            ConnectionFailed: The service could not be reached; nothing was sent.
            ServerFailed: The service itself says that it failed.

        Example:
            await plusofon.forward_numbers(SipForward(numbers=[NumberId(15)], sip_id=SipId(73), cli_type="Y"))

        Source: POST /number/follow, documented.
        """
        return await self._perform(_forward_numbers.call(forwarding))

    async def assign_black_list(
        self,
        *,
        numbers: Sequence[NumberId],
        contact_list_id: BlackListId | UnsetType = UNSET,
    ) -> Done:
        """Assign a black list to owned numbers, or take it off.

        A list of contacts becomes the black list (чёрный список) of the named numbers: its
        contacts no longer reach them (inferred). Without `contact_list_id` the numbers have no
        black list any more.

        Args:
            contact_list_id: The id of the list of contacts. Leave it out to have no black list.
            numbers: The ids of the owned numbers that are meant. Ids, not telephone numbers.

        Returns:
            The request was carried out. What came of it has to be looked up.

        Raises:
            InvalidRequest: Not sent; the document forbids one of the values.
            BadRequest: A parameter is wrong; `message` says which.
            NotAuthenticated: The token has expired (observed), or is missing or wrong, or the Client header
                is missing.
            NoAccess: No access, as the framework says it. The provider documents a 500 instead.
            NotFound: A number or the black list does not exist; see `error`.
            RateLimited: Too many requests in a short time. Retry-After says when to go on.
            OutcomeUnknown: Whether it was carried out is not known. See the black list of the numbers in
                list_numbers.
            ConnectionFailed: The service could not be reached; nothing was sent.
            ServerFailed: The service itself says that it failed.

        Example:
            await plusofon.assign_black_list(contact_list_id=BlackListId(15), numbers=[NumberId(22)])

        Source: PATCH /number/contact-list, documented.
        """
        return await self._perform(
            _assign_black_list.call(
                contact_list_id=contact_list_id,
                numbers=numbers,
            )
        )

    async def list_forward_types(
        self,
    ) -> ForwardTypeList:
        """List the types of forwarding.

        The types of forwarding that the account may set, each with the owner types that it is
        open to. An account may see a part of them only.

        Returns:
            The types of forwarding that the account may set.

        Raises:
            InvalidRequest: Not sent; the document forbids one of the values.
            BadRequest: A parameter is wrong; `message` says which.
            NotAuthenticated: The token has expired (observed), or is missing or wrong, or the Client header
                is missing.
            NoAccess: No access, as the framework says it. The provider documents a 500 instead.
            RateLimited: Too many requests in a short time. Retry-After says when to go on.
            ServerFailed: A proxy could not reach the service. Whether the request was carried out is
                unknown.
            ConnectionFailed: The service could not be reached, or did not answer in time.
            UnreadableAnswer: The answer is not what the document says.

        Example:
            await plusofon.list_forward_types()

        Source: GET /number/follow-types, documented.
        """
        return await self._perform(_list_forward_types.call())

    async def list_caller_id_types(
        self,
    ) -> CallerIdTypeList:
        """List the ways to show who is calling.

        What a forwarded call shows as its caller id (АОН): codes to be sent with
        forward_numbers. The list of numbers shows the title of the chosen one, not its code.

        Returns:
            The ways to show who is calling.

        Raises:
            InvalidRequest: Not sent; the document forbids one of the values.
            BadRequest: A parameter is wrong; `message` says which.
            NotAuthenticated: The token has expired (observed), or is missing or wrong, or the Client header
                is missing.
            NoAccess: No access, as the framework says it. The provider documents a 500 instead.
            RateLimited: Too many requests in a short time. Retry-After says when to go on.
            ServerFailed: A proxy could not reach the service. Whether the request was carried out is
                unknown.
            ConnectionFailed: The service could not be reached, or did not answer in time.
            UnreadableAnswer: The answer is not what the document says.

        Example:
            await plusofon.list_caller_id_types()

        Source: GET /number/cli-types, documented.
        """
        return await self._perform(_list_caller_id_types.call())

    def search_numbers(
        self,
        *,
        owner_type: OwnerTypeCode | UnsetType = UNSET,
        region: RegionId | UnsetType = UNSET,
        city_code: int | UnsetType = UNSET,
        phone_number: str | UnsetType = UNSET,
        number_type: NumberClassFilterCode | UnsetType = UNSET,
        phone_type: PhoneTypeCode | UnsetType = UNSET,
        page: int | UnsetType = UNSET,
    ) -> PendingPage[AsyncOfferPages, Offer]:
        """Search the shelf for free numbers.

        The free numbers on the provider's shelf (витрина) that match every given filter, 20 a
        page. The pages tell neither their count nor the total: on the last one `next_page_url`
        is null (inferred). Filters must be sent again with each page.

        Args:
            owner_type: Only numbers to be had for this use. One of 'business', 'personal'.
            region: Only numbers of the region with this id.
            city_code: Only numbers with this telephone code. An integer here, a string in
                list_regions.
            phone_number: A mask for the digits behind the city code: `?` stands for any one digit, `*`
                for any sequence of them.
            number_type: Only numbers of this class. A string here, an integer in answers. One of '0'
                (simple), '5' (bronze), '1' (silver), '2' (gold), '3' (platinum), '4'
                (exclusive).
            phone_type: Only numbers of this kind. One of 'abc' (geographic), 'def' (mobile), '800'
                (toll free).
            page: The number of the page to answer, from 1.

        Returns:
            A page of free numbers, without their total (simple paginator, 20 a page). Iterate
            it for the items of all pages, with the same filters.

        Raises:
            InvalidRequest: Not sent; the document forbids one of the values.
            BadRequest: A parameter is wrong; `message` says which.
            NotAuthenticated: The token has expired (observed), or is missing or wrong, or the Client header
                is missing.
            NoAccess: No access, as the framework says it. The provider documents a 500 instead.
            RateLimited: Too many requests in a short time. Retry-After says when to go on.
            ServerFailed: A proxy could not reach the service. Whether the request was carried out is
                unknown.
            ConnectionFailed: The service could not be reached, or did not answer in time.
            UnreadableAnswer: The answer is not what the document says.

        Example:
            plusofon.search_numbers(owner_type="personal", phone_type="abc", city_code=495, number_type="0")

        Source: GET /number/search, documented.
        """
        return self._page(
            _search_numbers.call(
                owner_type=owner_type,
                region=region,
                city_code=city_code,
                phone_number=phone_number,
                number_type=number_type,
                phone_type=phone_type,
                page=page,
            ).into(AsyncOfferPages)
        )

    async def list_regions(
        self,
        *,
        type_: str | UnsetType = UNSET,
    ) -> RegionList:
        """List the regions and their telephone codes.

        Every region that the shelf can be searched by, with its telephone codes. One answer, no
        pages.

        Args:
            type_: Presumably a kind of telephone number. Its meaning is unknown.

        Returns:
            The regions that the shelf can be searched by.

        Raises:
            InvalidRequest: Not sent; the document forbids one of the values.
            BadRequest: A parameter is wrong; `message` says which.
            NotAuthenticated: The token has expired (observed), or is missing or wrong, or the Client header
                is missing.
            NoAccess: No access, as the framework says it. The provider documents a 500 instead.
            RateLimited: Too many requests in a short time. Retry-After says when to go on.
            ServerFailed: A proxy could not reach the service. Whether the request was carried out is
                unknown.
            ConnectionFailed: The service could not be reached, or did not answer in time.
            UnreadableAnswer: The answer is not what the document says.

        Example:
            await plusofon.list_regions()

        Source: GET /number/code-regions, documented.
        """
        return await self._perform(
            _list_regions.call(
                type_=type_,
            )
        )

    def list_reservations(
        self,
        *,
        phone_type: PhoneTypeCode | UnsetType = UNSET,
        page: int | UnsetType = UNSET,
    ) -> PendingPage[AsyncReservationPages, Reservation]:
        """List the reserved numbers.

        The numbers that the account has reserved and not bought, 15 a page, each with the end
        of its reservation.

        Args:
            phone_type: Presumably, only numbers of this kind. One of 'abc' (geographic), 'def'
                (mobile), '800' (toll free).
            page: The number of the page to answer, from 1.

        Returns:
            A page of reservations, with their total (full paginator, 15 a page). Iterate it for
            the items of all pages, with the same filters.

        Raises:
            InvalidRequest: Not sent; the document forbids one of the values.
            BadRequest: A parameter is wrong; `message` says which.
            NotAuthenticated: The token has expired (observed), or is missing or wrong, or the Client header
                is missing.
            NoAccess: No access, as the framework says it. The provider documents a 500 instead.
            RateLimited: Too many requests in a short time. Retry-After says when to go on.
            ServerFailed: A proxy could not reach the service. Whether the request was carried out is
                unknown.
            ConnectionFailed: The service could not be reached, or did not answer in time.
            UnreadableAnswer: The answer is not what the document says.

        Example:
            plusofon.list_reservations(page=2)

        Source: GET /number/reserve, documented.
        """
        return self._page(
            _list_reservations.call(
                phone_type=phone_type,
                page=page,
            ).into(AsyncReservationPages)
        )

    async def reserve_number(
        self,
        *,
        number: NationalNumber | NationalNumberInteger,
        owner_type: OwnerTypeCode,
        short: Literal[1] | UnsetType = UNSET,
        max_price: Decimal | float | None = None,
    ) -> Done:
        """Reserve a free number.

        Takes a number off the shelf for a while, so that it can be bought. Nothing is charged
        (inferred). With `short: 1` the reservation ends after one hour; how long it lasts
        otherwise is unknown, but list_reservations shows its end.

        Args:
            number: The 10 digits of the free number, as an integer. Not an id. A text of these
                digits will do as well.
            owner_type: What the number will be used for. One of 'business', 'personal'.
            short: Reserve for one hour. Left out, the provider decides how long. Only 1 will do.
            max_price: The most that the connection and the first month of all its numbers together may
                cost, in roubles. The prices are looked up first, among the free and the reserved numbers.

        Returns:
            The request was carried out. What came of it has to be looked up.

        Raises:
            InvalidRequest: Not sent; the document forbids one of the values.
            TooExpensive: Not sent; the numbers cost more than `max_price`.
            PriceUnknown: Not sent; a number has no price to compare with `max_price`.
            BadRequest: A parameter is wrong, or the number cannot be reserved; `message` says why.
            NotAuthenticated: The token has expired (observed), or is missing or wrong, or the Client header
                is missing.
            NoAccess: No access, as the framework says it. The provider documents a 500 instead.
            NotFound: The provider has no such number; see `error`.
            RateLimited: Too many requests in a short time. Retry-After says when to go on.
            OutcomeUnknown: Whether it was carried out is not known. Look the number up in
                list_reservations.
            ConnectionFailed: The service could not be reached; nothing was sent.
            ServerFailed: The service itself says that it failed.

        Example:
            await plusofon.reserve_number(number=NationalNumber("4951332210"), owner_type="personal", short=1)

        Source: POST /number/reserve, documented.
        """
        call = _reserve_number.call(
            number=number,
            owner_type=owner_type,
            short=short,
        )
        end = self._end()
        limit = self._limit(call, max_price)
        if limit is not None:
            require_price(call, limit, await self._prices(call, end))
        return await self._perform(call, end)

    async def cancel_reservation(
        self,
        reserve_number_id: ReservationId,
    ) -> Done:
        """Cancel a reservation.

        Puts the reserved number back on the shelf. Nothing is charged (inferred).

        Args:
            reserve_number_id: The id of the reservation, as list_reservations shows it. Not the number's
                digits.

        Returns:
            The request was carried out. What came of it has to be looked up.

        Raises:
            InvalidRequest: Not sent; the document forbids one of the values.
            BadRequest: A parameter is wrong; `message` says which.
            NotAuthenticated: The token has expired (observed), or is missing or wrong, or the Client header
                is missing.
            NoAccess: No access, as the framework says it. The provider documents a 500 instead.
            NotFound: The account has no reservation with this id; see `error`.
            RateLimited: Too many requests in a short time. Retry-After says when to go on.
            OutcomeUnknown: Whether it was carried out is not known. See whether list_reservations still has
                the reservation.
            ConnectionFailed: The service could not be reached; nothing was sent.
            ServerFailed: The service itself says that it failed.

        Example:
            await plusofon.cancel_reservation(ReservationId(42))

        Source: DELETE /number/reserve/{reserve_number_id}, documented.
        """
        return await self._perform(
            _cancel_reservation.call(
                reserve_number_id,
            )
        )

    async def buy_numbers(
        self,
        *,
        numbers: Sequence[NationalNumber | NationalNumberInteger],
        owner_type: OwnerTypeCode,
        max_price: Decimal | float | None = None,
    ) -> Done:
        """Buy reserved numbers.

        **Spends money.** Connects the named numbers, which the account must have reserved
        before, and charges their price; when the first rent is due is not stated. The answer
        tells nothing but success; find the new ids with list_numbers. If the answer was lost,
        do not send the request again before you have looked there.

        Args:
            numbers: The 10 digits of each reserved number, as integers (observed). Not ids. A text
                of these digits will do as well.
            owner_type: What the numbers will be used for. One of 'business', 'personal'.
            max_price: The most that the connection and the first month of all its numbers together may
                cost, in roubles. The prices are looked up first, among the free and the reserved numbers.

        Returns:
            The request was carried out. What came of it has to be looked up.

        Raises:
            InvalidRequest: Not sent; the document forbids one of the values.
            PurchaseUnsettled: Not sent; what became of the last purchase of a number is not known.
            TooExpensive: Not sent; the numbers cost more than `max_price`.
            PriceUnknown: Not sent; a number has no price to compare with `max_price`.
            BadRequest: A parameter is wrong, or a number cannot be bought; `message` says why.
            NotAuthenticated: The token has expired (observed), or is missing or wrong, or the Client header
                is missing.
            NoAccess: No access, as the framework says it. The provider documents a 500 instead.
            NotFound: The provider has no such number; see `error`.
            RateLimited: Too many requests in a short time. Retry-After says when to go on.
            OutcomeUnknown: Whether it was carried out is not known. Look the numbers up in list_numbers
                and, if mobile, in list_sms_numbers.
            ConnectionFailed: The service could not be reached; nothing was sent.
            ServerFailed: The service itself says that it failed.

        Example:
            await plusofon.buy_numbers(numbers=[NationalNumber("4951332211")], owner_type="personal")

        Source: POST /number/buy, documented.
        """
        call = _buy_numbers.call(
            numbers=numbers,
            owner_type=owner_type,
        )
        end = self._end()
        limit = self._limit(call, max_price)
        if limit is not None:
            require_price(call, limit, await self._prices(call, end))
        return await self._perform(call, end)

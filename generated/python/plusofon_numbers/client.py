"""The client: one method per operation, for code that waits and for code that awaits."""

import math
import re
from collections.abc import Sequence
from types import TracebackType
from typing import Literal, Self, TypeVar

import httpx2
from msgspec import UNSET, UnsetType

from . import models
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
from .errors import ConnectionFailed, PlusofonError, TimedOut, UnreadableAnswer
from .models import (
    CallerIdTypeList,
    Done,
    ForwardRequest,
    ForwardTypeList,
    NumberPage,
    OfferPage,
    RegionList,
    ReservationPage,
    SmsNumberPage,
)
from .models.number_class_filter import NumberClassFilterCode
from .models.owner_type import OwnerTypeCode
from .models.phone_type import PhoneTypeCode
from .types import (
    Answer,
    BlackListId,
    NationalNumber,
    NationalNumberInteger,
    NumberId,
    RegionId,
    ReservationId,
    digits,
    each,
)

BASE_URL = "https://restapi.plusofon.ru/api/v1"
"""The live service. Purchases are charged."""

CLIENT_CODE = "10553"
"""The code of the calling application. The page's samples send 10553, and so does nearly every
public client; a few make it configurable (observed). `x-default` makes it the default here."""

AnswerT = TypeVar("AnswerT", bound=Answer)


class _Client:
    """What both clients share: where requests go, and what goes along with each.

    Args:
        token: A token from the developer section of the provider's cabinet. A token for Flash Call is
            another kind and has no access here (observed).
        base_url: Where the service is, with its version: scheme, host and path.
        client_code: The code of the calling application, sent as the header `Client`.
        timeout: How long to wait for the connection, and for each part of the answer, in seconds.
        transport: What sends the requests, instead of the network.

    Raises:
        ValueError: An argument cannot be what it is meant to be.
    """

    def __init__(self, token: str, *, base_url: str, client_code: str, timeout: float) -> None:
        self.base_url = _sound(base_url).rstrip("/")
        _require_visible("token", token)
        _require_visible("client_code", client_code)
        _require_seconds("timeout", timeout)
        self._token = token
        self._client_code = client_code
        # A request that is not built by httpx2's client has no timeout unless it brings one.
        self._extensions = {"timeout": httpx2.Timeout(timeout).as_dict()}

    def __repr__(self) -> str:
        return f"{type(self).__name__}(token=..., base_url={self.base_url!r})"

    def _headers(self, call: Call[AnswerT]) -> dict[str, str]:
        headers = {
            "Authorization": f"Bearer {self._token}",
            "Client": self._client_code,
            "Accept": "application/json",
        }
        return headers if call.content is None else headers | {"Content-Type": "application/json"}

    def _request(self, call: Call[AnswerT]) -> httpx2.Request:
        return httpx2.Request(
            call.operation.method,
            f"{self.base_url}{call.path}",
            headers=self._headers(call),
            content=call.content,
            extensions=self._extensions,
        )


def _require_visible(name: str, value: object) -> None:
    """Refuse what cannot stand in a header, without repeating it: it may be a secret."""
    if not isinstance(value, str) or not re.fullmatch("[!-~]+", value):
        raise ValueError(
            f"{name}: expected visible ASCII characters without spaces, something else came"
        )


def _require_seconds(name: str, value: object) -> None:
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 < value < math.inf:
        raise ValueError(f"{name}: expected a number of seconds above 0, {value!r:.80} came")


def _sound(base_url: object) -> str:
    """The base URL, if it is one: scheme, host and path. A password in it would replace the token."""
    try:
        url = httpx2.URL(base_url if isinstance(base_url, str) else "")
    except (httpx2.InvalidURL, UnicodeError):
        url = httpx2.URL("")
    if (
        url.scheme not in ("http", "https")
        or not url.host
        or url.userinfo
        or url.query
        or url.fragment
    ):
        raise ValueError(f"base_url: expected scheme, host and path, such as {BASE_URL}")
    return str(base_url)


def _failure(call: Call[AnswerT], status: int, error: Exception) -> PlusofonError:
    """The name of what the transport raised; the status is 0 where none had come yet."""
    name = call.operation.name
    if isinstance(error, httpx2.TimeoutException):
        return TimedOut(name, "no answer in time; whether the request was carried out is unknown")
    if isinstance(error, httpx2.DecodingError):
        return UnreadableAnswer(name, status, b"", str(error))
    return ConnectionFailed(name, f"{type(error).__name__}: {error}")


class Plusofon(_Client):
    """Find, reserve, buy, forward and release Russian telephone numbers.

    Use it as a context manager, or close it when done.
    """

    def __init__(
        self,
        token: str,
        *,
        base_url: str = BASE_URL,
        client_code: str = CLIENT_CODE,
        timeout: float = 30.0,
        transport: httpx2.BaseTransport | None = None,
    ) -> None:
        super().__init__(token, base_url=base_url, client_code=client_code, timeout=timeout)
        # Redirects are not followed, so that the token never goes to another host.
        self._http = httpx2.Client(transport=transport, follow_redirects=False)

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
        """Close the connections."""
        self._http.close()

    def _perform(self, call: Call[AnswerT]) -> AnswerT:
        status = 0
        try:
            response = self._http.send(self._request(call), stream=True)
            status = response.status_code
            try:
                content = response.read()
            finally:
                response.close()
        except Exception as error:  # whatever the transport raises, of the network or of its own
            raise _failure(call, status, error) from error
        return call.operation.read(status, content)

    def list_numbers(
        self,
        *,
        phone_type: PhoneTypeCode | UnsetType = UNSET,
        page: int | UnsetType = UNSET,
    ) -> NumberPage:
        """List the owned numbers.

        The numbers connected to the account, 15 a page, each with its prices, its black list
        and its forwarding. `buyNumbers` does not answer with ids: look the id of a new number
        up here or, for a mobile one, in listSmsNumbers (observed).

        Args:
            phone_type: Only numbers of this kind.
            page: The number of the page to answer, from 1.

        Raises:
            InvalidRequest: Not sent; the document forbids one of the values.
            BadRequest: A parameter is wrong; `message` says which.
            NotAuthenticated: The token has expired (observed), or is missing or wrong, or the Client header
                is missing
            NoAccess: No access, as the framework says it. The provider documents a 500 instead.
            RateLimited: Too many requests in a short time. Retry-After says when to go on.
            ServerFailed: A proxy could not reach the service. Whether the request was carried out is
                unknown.
            ConnectionFailed: The service could not be reached, or did not answer in time.
            UnreadableAnswer: The answer is not what the document says.

        Source: GET /number, documented.
        """
        return self._perform(
            _list_numbers.OPERATION.call(
                models.ListNumbersRequest(
                    phone_type=phone_type,
                    page=page,
                ),
            )
        )

    def list_sms_numbers(
        self,
        *,
        page: int | UnsetType = UNSET,
    ) -> SmsNumberPage:
        """List the owned numbers that exchange SMS.

        The mobile numbers of the account that have the SMS service, 15 a page, each with what
        is left of its SMS packet. A mobile number appears here as soon as it is bought
        (observed).

        Args:
            page: The number of the page to answer, from 1.

        Raises:
            InvalidRequest: Not sent; the document forbids one of the values.
            BadRequest: A parameter is wrong; `message` says which.
            NotAuthenticated: The token has expired (observed), or is missing or wrong, or the Client header
                is missing
            NoAccess: No access, as the framework says it. The provider documents a 500 instead.
            RateLimited: Too many requests in a short time. Retry-After says when to go on.
            ServerFailed: A proxy could not reach the service. Whether the request was carried out is
                unknown.
            ConnectionFailed: The service could not be reached, or did not answer in time.
            UnreadableAnswer: The answer is not what the document says.

        Source: GET /number/sms, documented.
        """
        return self._perform(
            _list_sms_numbers.OPERATION.call(
                models.ListSmsNumbersRequest(
                    page=page,
                ),
            )
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
            number_id: The id of the owned number, as listNumbers shows it. Not its digits.
            pin: Presumably a code that confirms the release. Its meaning is unknown.

        Raises:
            InvalidRequest: Not sent; the document forbids one of the values.
            BadRequest: A parameter is wrong; `message` says which.
            NotAuthenticated: The token has expired (observed), or is missing or wrong, or the Client header
                is missing
            NoAccess: No access, as the framework says it. The provider documents a 500 instead.
            NotFound: The account owns no number with this id; see `error`.
            RateLimited: Too many requests in a short time. Retry-After says when to go on.
            ServerFailed: A proxy could not reach the service. Whether the request was carried out is
                unknown.
            ConnectionFailed: The service could not be reached, or did not answer in time.
            UnreadableAnswer: The answer is not what the document says.

        Source: DELETE /number/{number_id}, documented.
        """
        return self._perform(
            _release_number.OPERATION.call(
                models.ReleaseNumberRequest(
                    pin=pin,
                ),
                parameters=_release_number.Parameters(
                    number_id=number_id,
                ),
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
        listForwardTypes.

        Args:
            forwarding: Where calls go. The type decides which other properties are there.

        Raises:
            InvalidRequest: Not sent; the document forbids one of the values.
            BadRequest: A parameter is wrong, or a number cannot be forwarded so; `message` says why.
            NotAuthenticated: The token has expired (observed), or is missing or wrong, or the Client header
                is missing
            NoAccess: No access, as the framework says it. The provider documents a 500 instead.
            NotFound: A number or a target does not exist, or a caller id type (inferred); see
                `error`.
            RateLimited: Too many requests in a short time. Retry-After says when to go on.
            ServerFailed: A proxy could not reach the service. Whether the request was carried out is
                unknown.
            ConnectionFailed: The service could not be reached, or did not answer in time.
            UnreadableAnswer: The answer is not what the document says.

        Source: POST /number/follow, documented.
        """
        return self._perform(
            _forward_numbers.OPERATION.call(
                forwarding,
            )
        )

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

        Raises:
            InvalidRequest: Not sent; the document forbids one of the values.
            BadRequest: A parameter is wrong; `message` says which.
            NotAuthenticated: The token has expired (observed), or is missing or wrong, or the Client header
                is missing
            NoAccess: No access, as the framework says it. The provider documents a 500 instead.
            NotFound: A number or the black list does not exist; see `error`.
            RateLimited: Too many requests in a short time. Retry-After says when to go on.
            ServerFailed: A proxy could not reach the service. Whether the request was carried out is
                unknown.
            ConnectionFailed: The service could not be reached, or did not answer in time.
            UnreadableAnswer: The answer is not what the document says.

        Source: PATCH /number/contact-list, documented.
        """
        return self._perform(
            _assign_black_list.OPERATION.call(
                models.AssignBlackListRequest(
                    contact_list_id=contact_list_id,
                    numbers=each(numbers),
                ),
            )
        )

    def list_forward_types(
        self,
    ) -> ForwardTypeList:
        """List the types of forwarding.

        The types of forwarding that the account may set, each with the owner types that it is
        open to. An account may see a part of them only.

        Raises:
            InvalidRequest: Not sent; the document forbids one of the values.
            BadRequest: A parameter is wrong; `message` says which.
            NotAuthenticated: The token has expired (observed), or is missing or wrong, or the Client header
                is missing
            NoAccess: No access, as the framework says it. The provider documents a 500 instead.
            RateLimited: Too many requests in a short time. Retry-After says when to go on.
            ServerFailed: A proxy could not reach the service. Whether the request was carried out is
                unknown.
            ConnectionFailed: The service could not be reached, or did not answer in time.
            UnreadableAnswer: The answer is not what the document says.

        Source: GET /number/follow-types, documented.
        """
        return self._perform(_list_forward_types.OPERATION.call())

    def list_caller_id_types(
        self,
    ) -> CallerIdTypeList:
        """List the ways to show who is calling.

        What a forwarded call shows as its caller id (АОН): codes to be sent with
        forwardNumbers. The list of numbers shows the title of the chosen one, not its code.

        Raises:
            InvalidRequest: Not sent; the document forbids one of the values.
            BadRequest: A parameter is wrong; `message` says which.
            NotAuthenticated: The token has expired (observed), or is missing or wrong, or the Client header
                is missing
            NoAccess: No access, as the framework says it. The provider documents a 500 instead.
            RateLimited: Too many requests in a short time. Retry-After says when to go on.
            ServerFailed: A proxy could not reach the service. Whether the request was carried out is
                unknown.
            ConnectionFailed: The service could not be reached, or did not answer in time.
            UnreadableAnswer: The answer is not what the document says.

        Source: GET /number/cli-types, documented.
        """
        return self._perform(_list_caller_id_types.OPERATION.call())

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
    ) -> OfferPage:
        """Search the shelf for free numbers.

        The free numbers on the provider's shelf (витрина) that match every given filter, 20 a
        page. The pages tell neither their count nor the total: on the last one `next_page_url`
        is null (inferred). Filters must be sent again with each page.

        Args:
            owner_type: Only numbers to be had for this use.
            region: Only numbers of the region with this id.
            city_code: Only numbers with this telephone code. An integer here, a string in listRegions.
            phone_number: A mask for the digits behind the city code: `?` stands for any one digit, `*`
                for any sequence of them.
            number_type: Only numbers of this class. A string here, an integer in answers.
            phone_type: Only numbers of this kind.
            page: The number of the page to answer, from 1.

        Raises:
            InvalidRequest: Not sent; the document forbids one of the values.
            BadRequest: A parameter is wrong; `message` says which.
            NotAuthenticated: The token has expired (observed), or is missing or wrong, or the Client header
                is missing
            NoAccess: No access, as the framework says it. The provider documents a 500 instead.
            RateLimited: Too many requests in a short time. Retry-After says when to go on.
            ServerFailed: A proxy could not reach the service. Whether the request was carried out is
                unknown.
            ConnectionFailed: The service could not be reached, or did not answer in time.
            UnreadableAnswer: The answer is not what the document says.

        Source: GET /number/search, documented.
        """
        return self._perform(
            _search_numbers.OPERATION.call(
                models.SearchNumbersRequest(
                    owner_type=owner_type,
                    region=region,
                    city_code=city_code,
                    phone_number=phone_number,
                    number_type=number_type,
                    phone_type=phone_type,
                    page=page,
                ),
            )
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

        Raises:
            InvalidRequest: Not sent; the document forbids one of the values.
            BadRequest: A parameter is wrong; `message` says which.
            NotAuthenticated: The token has expired (observed), or is missing or wrong, or the Client header
                is missing
            NoAccess: No access, as the framework says it. The provider documents a 500 instead.
            RateLimited: Too many requests in a short time. Retry-After says when to go on.
            ServerFailed: A proxy could not reach the service. Whether the request was carried out is
                unknown.
            ConnectionFailed: The service could not be reached, or did not answer in time.
            UnreadableAnswer: The answer is not what the document says.

        Source: GET /number/code-regions, documented.
        """
        return self._perform(
            _list_regions.OPERATION.call(
                models.ListRegionsRequest(
                    type_=type_,
                ),
            )
        )

    def list_reservations(
        self,
        *,
        phone_type: PhoneTypeCode | UnsetType = UNSET,
        page: int | UnsetType = UNSET,
    ) -> ReservationPage:
        """List the reserved numbers.

        The numbers that the account has reserved and not bought, 15 a page, each with the end
        of its reservation.

        Args:
            phone_type: Presumably, only numbers of this kind.
            page: The number of the page to answer, from 1.

        Raises:
            InvalidRequest: Not sent; the document forbids one of the values.
            BadRequest: A parameter is wrong; `message` says which.
            NotAuthenticated: The token has expired (observed), or is missing or wrong, or the Client header
                is missing
            NoAccess: No access, as the framework says it. The provider documents a 500 instead.
            RateLimited: Too many requests in a short time. Retry-After says when to go on.
            ServerFailed: A proxy could not reach the service. Whether the request was carried out is
                unknown.
            ConnectionFailed: The service could not be reached, or did not answer in time.
            UnreadableAnswer: The answer is not what the document says.

        Source: GET /number/reserve, documented.
        """
        return self._perform(
            _list_reservations.OPERATION.call(
                models.ListReservationsRequest(
                    phone_type=phone_type,
                    page=page,
                ),
            )
        )

    def reserve_number(
        self,
        *,
        number: NationalNumber | NationalNumberInteger,
        owner_type: OwnerTypeCode,
        short: Literal[1] | UnsetType = UNSET,
    ) -> Done:
        """Reserve a free number.

        Takes a number off the shelf for a while, so that it can be bought. Nothing is charged
        (inferred). With `short: 1` the reservation ends after one hour; how long it lasts
        otherwise is unknown, but listReservations shows its end.

        Args:
            number: The 10 digits of the free number, as an integer. Not an id.
            owner_type: What the number will be used for.
            short: Reserve for one hour. Left out, the provider decides how long.

        Raises:
            InvalidRequest: Not sent; the document forbids one of the values.
            BadRequest: A parameter is wrong, or the number cannot be reserved; `message` says why.
            NotAuthenticated: The token has expired (observed), or is missing or wrong, or the Client header
                is missing
            NoAccess: No access, as the framework says it. The provider documents a 500 instead.
            NotFound: The provider has no such number; see `error`.
            RateLimited: Too many requests in a short time. Retry-After says when to go on.
            ServerFailed: A proxy could not reach the service. Whether the request was carried out is
                unknown.
            ConnectionFailed: The service could not be reached, or did not answer in time.
            UnreadableAnswer: The answer is not what the document says.

        Source: POST /number/reserve, documented.
        """
        return self._perform(
            _reserve_number.OPERATION.call(
                models.ReserveNumberRequest(
                    number=digits(number),
                    owner_type=owner_type,
                    short=short,
                ),
            )
        )

    def cancel_reservation(
        self,
        reserve_number_id: ReservationId,
    ) -> Done:
        """Cancel a reservation.

        Puts the reserved number back on the shelf. Nothing is charged (inferred).

        Args:
            reserve_number_id: The id of the reservation, as listReservations shows it. Not the number's
                digits.

        Raises:
            InvalidRequest: Not sent; the document forbids one of the values.
            BadRequest: A parameter is wrong; `message` says which.
            NotAuthenticated: The token has expired (observed), or is missing or wrong, or the Client header
                is missing
            NoAccess: No access, as the framework says it. The provider documents a 500 instead.
            NotFound: The account has no reservation with this id; see `error`.
            RateLimited: Too many requests in a short time. Retry-After says when to go on.
            ServerFailed: A proxy could not reach the service. Whether the request was carried out is
                unknown.
            ConnectionFailed: The service could not be reached, or did not answer in time.
            UnreadableAnswer: The answer is not what the document says.

        Source: DELETE /number/reserve/{reserve_number_id}, documented.
        """
        return self._perform(
            _cancel_reservation.OPERATION.call(
                parameters=_cancel_reservation.Parameters(
                    reserve_number_id=reserve_number_id,
                ),
            )
        )

    def buy_numbers(
        self,
        *,
        numbers: Sequence[NationalNumber | NationalNumberInteger],
        owner_type: OwnerTypeCode,
    ) -> Done:
        """Buy reserved numbers.

        **Spends money.** Connects the named numbers, which the account must have reserved
        before, and charges their price; when the first rent is due is not stated. The answer
        tells nothing but success; find the new ids with listNumbers. If the answer was lost, do
        not send the request again before you have looked there.

        Args:
            numbers: The 10 digits of each reserved number, as integers (observed). Not ids.
            owner_type: What the numbers will be used for.

        Raises:
            InvalidRequest: Not sent; the document forbids one of the values.
            BadRequest: A parameter is wrong, or a number cannot be bought; `message` says why.
            NotAuthenticated: The token has expired (observed), or is missing or wrong, or the Client header
                is missing
            NoAccess: No access, as the framework says it. The provider documents a 500 instead.
            NotFound: The provider has no such number; see `error`.
            RateLimited: Too many requests in a short time. Retry-After says when to go on.
            ServerFailed: A proxy could not reach the service. Whether the request was carried out is
                unknown.
            ConnectionFailed: The service could not be reached, or did not answer in time.
            UnreadableAnswer: The answer is not what the document says.

        Source: POST /number/buy, documented.
        """
        return self._perform(
            _buy_numbers.OPERATION.call(
                models.BuyNumbersRequest(
                    numbers=each(numbers, digits),
                    owner_type=owner_type,
                ),
            )
        )


class AsyncPlusofon(_Client):
    """Find, reserve, buy, forward and release Russian telephone numbers.

    Its methods are coroutines. Use it as a context manager, or close it when done.
    """

    def __init__(
        self,
        token: str,
        *,
        base_url: str = BASE_URL,
        client_code: str = CLIENT_CODE,
        timeout: float = 30.0,
        transport: httpx2.AsyncBaseTransport | None = None,
    ) -> None:
        super().__init__(token, base_url=base_url, client_code=client_code, timeout=timeout)
        # Redirects are not followed, so that the token never goes to another host.
        self._http = httpx2.AsyncClient(transport=transport, follow_redirects=False)

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
        """Close the connections."""
        await self._http.aclose()

    async def _perform(self, call: Call[AnswerT]) -> AnswerT:
        status = 0
        try:
            response = await self._http.send(self._request(call), stream=True)
            status = response.status_code
            try:
                content = await response.aread()
            finally:
                await response.aclose()
        except Exception as error:  # whatever the transport raises, of the network or of its own
            raise _failure(call, status, error) from error
        return call.operation.read(status, content)

    async def list_numbers(
        self,
        *,
        phone_type: PhoneTypeCode | UnsetType = UNSET,
        page: int | UnsetType = UNSET,
    ) -> NumberPage:
        """List the owned numbers.

        The numbers connected to the account, 15 a page, each with its prices, its black list
        and its forwarding. `buyNumbers` does not answer with ids: look the id of a new number
        up here or, for a mobile one, in listSmsNumbers (observed).

        Args:
            phone_type: Only numbers of this kind.
            page: The number of the page to answer, from 1.

        Raises:
            InvalidRequest: Not sent; the document forbids one of the values.
            BadRequest: A parameter is wrong; `message` says which.
            NotAuthenticated: The token has expired (observed), or is missing or wrong, or the Client header
                is missing
            NoAccess: No access, as the framework says it. The provider documents a 500 instead.
            RateLimited: Too many requests in a short time. Retry-After says when to go on.
            ServerFailed: A proxy could not reach the service. Whether the request was carried out is
                unknown.
            ConnectionFailed: The service could not be reached, or did not answer in time.
            UnreadableAnswer: The answer is not what the document says.

        Source: GET /number, documented.
        """
        return await self._perform(
            _list_numbers.OPERATION.call(
                models.ListNumbersRequest(
                    phone_type=phone_type,
                    page=page,
                ),
            )
        )

    async def list_sms_numbers(
        self,
        *,
        page: int | UnsetType = UNSET,
    ) -> SmsNumberPage:
        """List the owned numbers that exchange SMS.

        The mobile numbers of the account that have the SMS service, 15 a page, each with what
        is left of its SMS packet. A mobile number appears here as soon as it is bought
        (observed).

        Args:
            page: The number of the page to answer, from 1.

        Raises:
            InvalidRequest: Not sent; the document forbids one of the values.
            BadRequest: A parameter is wrong; `message` says which.
            NotAuthenticated: The token has expired (observed), or is missing or wrong, or the Client header
                is missing
            NoAccess: No access, as the framework says it. The provider documents a 500 instead.
            RateLimited: Too many requests in a short time. Retry-After says when to go on.
            ServerFailed: A proxy could not reach the service. Whether the request was carried out is
                unknown.
            ConnectionFailed: The service could not be reached, or did not answer in time.
            UnreadableAnswer: The answer is not what the document says.

        Source: GET /number/sms, documented.
        """
        return await self._perform(
            _list_sms_numbers.OPERATION.call(
                models.ListSmsNumbersRequest(
                    page=page,
                ),
            )
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
            number_id: The id of the owned number, as listNumbers shows it. Not its digits.
            pin: Presumably a code that confirms the release. Its meaning is unknown.

        Raises:
            InvalidRequest: Not sent; the document forbids one of the values.
            BadRequest: A parameter is wrong; `message` says which.
            NotAuthenticated: The token has expired (observed), or is missing or wrong, or the Client header
                is missing
            NoAccess: No access, as the framework says it. The provider documents a 500 instead.
            NotFound: The account owns no number with this id; see `error`.
            RateLimited: Too many requests in a short time. Retry-After says when to go on.
            ServerFailed: A proxy could not reach the service. Whether the request was carried out is
                unknown.
            ConnectionFailed: The service could not be reached, or did not answer in time.
            UnreadableAnswer: The answer is not what the document says.

        Source: DELETE /number/{number_id}, documented.
        """
        return await self._perform(
            _release_number.OPERATION.call(
                models.ReleaseNumberRequest(
                    pin=pin,
                ),
                parameters=_release_number.Parameters(
                    number_id=number_id,
                ),
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
        listForwardTypes.

        Args:
            forwarding: Where calls go. The type decides which other properties are there.

        Raises:
            InvalidRequest: Not sent; the document forbids one of the values.
            BadRequest: A parameter is wrong, or a number cannot be forwarded so; `message` says why.
            NotAuthenticated: The token has expired (observed), or is missing or wrong, or the Client header
                is missing
            NoAccess: No access, as the framework says it. The provider documents a 500 instead.
            NotFound: A number or a target does not exist, or a caller id type (inferred); see
                `error`.
            RateLimited: Too many requests in a short time. Retry-After says when to go on.
            ServerFailed: A proxy could not reach the service. Whether the request was carried out is
                unknown.
            ConnectionFailed: The service could not be reached, or did not answer in time.
            UnreadableAnswer: The answer is not what the document says.

        Source: POST /number/follow, documented.
        """
        return await self._perform(
            _forward_numbers.OPERATION.call(
                forwarding,
            )
        )

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

        Raises:
            InvalidRequest: Not sent; the document forbids one of the values.
            BadRequest: A parameter is wrong; `message` says which.
            NotAuthenticated: The token has expired (observed), or is missing or wrong, or the Client header
                is missing
            NoAccess: No access, as the framework says it. The provider documents a 500 instead.
            NotFound: A number or the black list does not exist; see `error`.
            RateLimited: Too many requests in a short time. Retry-After says when to go on.
            ServerFailed: A proxy could not reach the service. Whether the request was carried out is
                unknown.
            ConnectionFailed: The service could not be reached, or did not answer in time.
            UnreadableAnswer: The answer is not what the document says.

        Source: PATCH /number/contact-list, documented.
        """
        return await self._perform(
            _assign_black_list.OPERATION.call(
                models.AssignBlackListRequest(
                    contact_list_id=contact_list_id,
                    numbers=each(numbers),
                ),
            )
        )

    async def list_forward_types(
        self,
    ) -> ForwardTypeList:
        """List the types of forwarding.

        The types of forwarding that the account may set, each with the owner types that it is
        open to. An account may see a part of them only.

        Raises:
            InvalidRequest: Not sent; the document forbids one of the values.
            BadRequest: A parameter is wrong; `message` says which.
            NotAuthenticated: The token has expired (observed), or is missing or wrong, or the Client header
                is missing
            NoAccess: No access, as the framework says it. The provider documents a 500 instead.
            RateLimited: Too many requests in a short time. Retry-After says when to go on.
            ServerFailed: A proxy could not reach the service. Whether the request was carried out is
                unknown.
            ConnectionFailed: The service could not be reached, or did not answer in time.
            UnreadableAnswer: The answer is not what the document says.

        Source: GET /number/follow-types, documented.
        """
        return await self._perform(_list_forward_types.OPERATION.call())

    async def list_caller_id_types(
        self,
    ) -> CallerIdTypeList:
        """List the ways to show who is calling.

        What a forwarded call shows as its caller id (АОН): codes to be sent with
        forwardNumbers. The list of numbers shows the title of the chosen one, not its code.

        Raises:
            InvalidRequest: Not sent; the document forbids one of the values.
            BadRequest: A parameter is wrong; `message` says which.
            NotAuthenticated: The token has expired (observed), or is missing or wrong, or the Client header
                is missing
            NoAccess: No access, as the framework says it. The provider documents a 500 instead.
            RateLimited: Too many requests in a short time. Retry-After says when to go on.
            ServerFailed: A proxy could not reach the service. Whether the request was carried out is
                unknown.
            ConnectionFailed: The service could not be reached, or did not answer in time.
            UnreadableAnswer: The answer is not what the document says.

        Source: GET /number/cli-types, documented.
        """
        return await self._perform(_list_caller_id_types.OPERATION.call())

    async def search_numbers(
        self,
        *,
        owner_type: OwnerTypeCode | UnsetType = UNSET,
        region: RegionId | UnsetType = UNSET,
        city_code: int | UnsetType = UNSET,
        phone_number: str | UnsetType = UNSET,
        number_type: NumberClassFilterCode | UnsetType = UNSET,
        phone_type: PhoneTypeCode | UnsetType = UNSET,
        page: int | UnsetType = UNSET,
    ) -> OfferPage:
        """Search the shelf for free numbers.

        The free numbers on the provider's shelf (витрина) that match every given filter, 20 a
        page. The pages tell neither their count nor the total: on the last one `next_page_url`
        is null (inferred). Filters must be sent again with each page.

        Args:
            owner_type: Only numbers to be had for this use.
            region: Only numbers of the region with this id.
            city_code: Only numbers with this telephone code. An integer here, a string in listRegions.
            phone_number: A mask for the digits behind the city code: `?` stands for any one digit, `*`
                for any sequence of them.
            number_type: Only numbers of this class. A string here, an integer in answers.
            phone_type: Only numbers of this kind.
            page: The number of the page to answer, from 1.

        Raises:
            InvalidRequest: Not sent; the document forbids one of the values.
            BadRequest: A parameter is wrong; `message` says which.
            NotAuthenticated: The token has expired (observed), or is missing or wrong, or the Client header
                is missing
            NoAccess: No access, as the framework says it. The provider documents a 500 instead.
            RateLimited: Too many requests in a short time. Retry-After says when to go on.
            ServerFailed: A proxy could not reach the service. Whether the request was carried out is
                unknown.
            ConnectionFailed: The service could not be reached, or did not answer in time.
            UnreadableAnswer: The answer is not what the document says.

        Source: GET /number/search, documented.
        """
        return await self._perform(
            _search_numbers.OPERATION.call(
                models.SearchNumbersRequest(
                    owner_type=owner_type,
                    region=region,
                    city_code=city_code,
                    phone_number=phone_number,
                    number_type=number_type,
                    phone_type=phone_type,
                    page=page,
                ),
            )
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

        Raises:
            InvalidRequest: Not sent; the document forbids one of the values.
            BadRequest: A parameter is wrong; `message` says which.
            NotAuthenticated: The token has expired (observed), or is missing or wrong, or the Client header
                is missing
            NoAccess: No access, as the framework says it. The provider documents a 500 instead.
            RateLimited: Too many requests in a short time. Retry-After says when to go on.
            ServerFailed: A proxy could not reach the service. Whether the request was carried out is
                unknown.
            ConnectionFailed: The service could not be reached, or did not answer in time.
            UnreadableAnswer: The answer is not what the document says.

        Source: GET /number/code-regions, documented.
        """
        return await self._perform(
            _list_regions.OPERATION.call(
                models.ListRegionsRequest(
                    type_=type_,
                ),
            )
        )

    async def list_reservations(
        self,
        *,
        phone_type: PhoneTypeCode | UnsetType = UNSET,
        page: int | UnsetType = UNSET,
    ) -> ReservationPage:
        """List the reserved numbers.

        The numbers that the account has reserved and not bought, 15 a page, each with the end
        of its reservation.

        Args:
            phone_type: Presumably, only numbers of this kind.
            page: The number of the page to answer, from 1.

        Raises:
            InvalidRequest: Not sent; the document forbids one of the values.
            BadRequest: A parameter is wrong; `message` says which.
            NotAuthenticated: The token has expired (observed), or is missing or wrong, or the Client header
                is missing
            NoAccess: No access, as the framework says it. The provider documents a 500 instead.
            RateLimited: Too many requests in a short time. Retry-After says when to go on.
            ServerFailed: A proxy could not reach the service. Whether the request was carried out is
                unknown.
            ConnectionFailed: The service could not be reached, or did not answer in time.
            UnreadableAnswer: The answer is not what the document says.

        Source: GET /number/reserve, documented.
        """
        return await self._perform(
            _list_reservations.OPERATION.call(
                models.ListReservationsRequest(
                    phone_type=phone_type,
                    page=page,
                ),
            )
        )

    async def reserve_number(
        self,
        *,
        number: NationalNumber | NationalNumberInteger,
        owner_type: OwnerTypeCode,
        short: Literal[1] | UnsetType = UNSET,
    ) -> Done:
        """Reserve a free number.

        Takes a number off the shelf for a while, so that it can be bought. Nothing is charged
        (inferred). With `short: 1` the reservation ends after one hour; how long it lasts
        otherwise is unknown, but listReservations shows its end.

        Args:
            number: The 10 digits of the free number, as an integer. Not an id.
            owner_type: What the number will be used for.
            short: Reserve for one hour. Left out, the provider decides how long.

        Raises:
            InvalidRequest: Not sent; the document forbids one of the values.
            BadRequest: A parameter is wrong, or the number cannot be reserved; `message` says why.
            NotAuthenticated: The token has expired (observed), or is missing or wrong, or the Client header
                is missing
            NoAccess: No access, as the framework says it. The provider documents a 500 instead.
            NotFound: The provider has no such number; see `error`.
            RateLimited: Too many requests in a short time. Retry-After says when to go on.
            ServerFailed: A proxy could not reach the service. Whether the request was carried out is
                unknown.
            ConnectionFailed: The service could not be reached, or did not answer in time.
            UnreadableAnswer: The answer is not what the document says.

        Source: POST /number/reserve, documented.
        """
        return await self._perform(
            _reserve_number.OPERATION.call(
                models.ReserveNumberRequest(
                    number=digits(number),
                    owner_type=owner_type,
                    short=short,
                ),
            )
        )

    async def cancel_reservation(
        self,
        reserve_number_id: ReservationId,
    ) -> Done:
        """Cancel a reservation.

        Puts the reserved number back on the shelf. Nothing is charged (inferred).

        Args:
            reserve_number_id: The id of the reservation, as listReservations shows it. Not the number's
                digits.

        Raises:
            InvalidRequest: Not sent; the document forbids one of the values.
            BadRequest: A parameter is wrong; `message` says which.
            NotAuthenticated: The token has expired (observed), or is missing or wrong, or the Client header
                is missing
            NoAccess: No access, as the framework says it. The provider documents a 500 instead.
            NotFound: The account has no reservation with this id; see `error`.
            RateLimited: Too many requests in a short time. Retry-After says when to go on.
            ServerFailed: A proxy could not reach the service. Whether the request was carried out is
                unknown.
            ConnectionFailed: The service could not be reached, or did not answer in time.
            UnreadableAnswer: The answer is not what the document says.

        Source: DELETE /number/reserve/{reserve_number_id}, documented.
        """
        return await self._perform(
            _cancel_reservation.OPERATION.call(
                parameters=_cancel_reservation.Parameters(
                    reserve_number_id=reserve_number_id,
                ),
            )
        )

    async def buy_numbers(
        self,
        *,
        numbers: Sequence[NationalNumber | NationalNumberInteger],
        owner_type: OwnerTypeCode,
    ) -> Done:
        """Buy reserved numbers.

        **Spends money.** Connects the named numbers, which the account must have reserved
        before, and charges their price; when the first rent is due is not stated. The answer
        tells nothing but success; find the new ids with listNumbers. If the answer was lost, do
        not send the request again before you have looked there.

        Args:
            numbers: The 10 digits of each reserved number, as integers (observed). Not ids.
            owner_type: What the numbers will be used for.

        Raises:
            InvalidRequest: Not sent; the document forbids one of the values.
            BadRequest: A parameter is wrong, or a number cannot be bought; `message` says why.
            NotAuthenticated: The token has expired (observed), or is missing or wrong, or the Client header
                is missing
            NoAccess: No access, as the framework says it. The provider documents a 500 instead.
            NotFound: The provider has no such number; see `error`.
            RateLimited: Too many requests in a short time. Retry-After says when to go on.
            ServerFailed: A proxy could not reach the service. Whether the request was carried out is
                unknown.
            ConnectionFailed: The service could not be reached, or did not answer in time.
            UnreadableAnswer: The answer is not what the document says.

        Source: POST /number/buy, documented.
        """
        return await self._perform(
            _buy_numbers.OPERATION.call(
                models.BuyNumbersRequest(
                    numbers=each(numbers, digits),
                    owner_type=owner_type,
                ),
            )
        )

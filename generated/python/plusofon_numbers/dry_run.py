"""Clients that send nothing: each method answers the exact request that it would have sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Literal, Self

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
from .client import AnyClient
from .configuration import Timeout
from .models import ForwardRequest
from .models.number_class_filter import NumberClassFilterCode
from .models.owner_type import OwnerTypeCode
from .models.phone_type import PhoneTypeCode
from .types import (
    BlackListId,
    NationalNumber,
    NationalNumberInteger,
    NumberId,
    RegionId,
    ReservationId,
)


class _DryRun(AnyClient):
    """What both share."""

    def _exact(self, call: Call[Any]) -> httpx2.Request:
        request = self._request(call, float("inf"))
        request.extensions = {}
        return request


class DryRun(_DryRun):
    """What `Plusofon.with_options(dry_run=True)` answers: the same methods, and nothing is sent.

    Each method checks its arguments, and answers the request with all its headers. Showing it hides the
    token; its headers hold it, so that it can be sent by other means.
    """

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def close(self) -> None:
        """There is nothing to close."""

    def with_options(
        self,
        *,
        timeout: float | Timeout | None = None,
        max_retries: int | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Self:
        """The same, with other options.

        Args:
            timeout: As with the client.
            max_retries: As with the client.
            headers: Headers in addition to the client's.

        Raises:
            ValueError: An argument cannot be what it is meant to be.
        """
        told = self._configuration.changed(
            timeout=timeout, max_retries=max_retries, headers=headers
        )
        return type(self)(self._token, told, self._ledger)

    def list_numbers(
        self,
        *,
        phone_type: PhoneTypeCode | UnsetType = UNSET,
        page: int | UnsetType = UNSET,
    ) -> httpx2.Request:
        """The request that `list_numbers` sends."""
        return self._exact(
            _list_numbers.call(
                phone_type=phone_type,
                page=page,
            )
        )

    def list_sms_numbers(
        self,
        *,
        page: int | UnsetType = UNSET,
    ) -> httpx2.Request:
        """The request that `list_sms_numbers` sends."""
        return self._exact(
            _list_sms_numbers.call(
                page=page,
            )
        )

    def release_number(
        self,
        number_id: NumberId,
        *,
        pin: str | UnsetType = UNSET,
    ) -> httpx2.Request:
        """The request that `release_number` sends."""
        return self._exact(
            _release_number.call(
                number_id,
                pin=pin,
            )
        )

    def forward_numbers(
        self,
        forwarding: ForwardRequest,
    ) -> httpx2.Request:
        """The request that `forward_numbers` sends."""
        return self._exact(_forward_numbers.call(forwarding))

    def assign_black_list(
        self,
        *,
        numbers: Sequence[NumberId],
        contact_list_id: BlackListId | UnsetType = UNSET,
    ) -> httpx2.Request:
        """The request that `assign_black_list` sends."""
        return self._exact(
            _assign_black_list.call(
                contact_list_id=contact_list_id,
                numbers=numbers,
            )
        )

    def list_forward_types(
        self,
    ) -> httpx2.Request:
        """The request that `list_forward_types` sends."""
        return self._exact(_list_forward_types.call())

    def list_caller_id_types(
        self,
    ) -> httpx2.Request:
        """The request that `list_caller_id_types` sends."""
        return self._exact(_list_caller_id_types.call())

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
    ) -> httpx2.Request:
        """The request that `search_numbers` sends."""
        return self._exact(
            _search_numbers.call(
                owner_type=owner_type,
                region=region,
                city_code=city_code,
                phone_number=phone_number,
                number_type=number_type,
                phone_type=phone_type,
                page=page,
            )
        )

    def list_regions(
        self,
        *,
        type_: str | UnsetType = UNSET,
    ) -> httpx2.Request:
        """The request that `list_regions` sends."""
        return self._exact(
            _list_regions.call(
                type_=type_,
            )
        )

    def list_reservations(
        self,
        *,
        phone_type: PhoneTypeCode | UnsetType = UNSET,
        page: int | UnsetType = UNSET,
    ) -> httpx2.Request:
        """The request that `list_reservations` sends."""
        return self._exact(
            _list_reservations.call(
                phone_type=phone_type,
                page=page,
            )
        )

    def reserve_number(
        self,
        *,
        number: NationalNumber | NationalNumberInteger,
        owner_type: OwnerTypeCode,
        short: Literal[1] | UnsetType = UNSET,
        max_price: Decimal | float | None = None,
    ) -> httpx2.Request:
        """The request that `reserve_number` sends; a price is not asked for."""
        call = _reserve_number.call(
            number=number,
            owner_type=owner_type,
            short=short,
        )
        self._limit(call, max_price)
        return self._exact(call)

    def cancel_reservation(
        self,
        reserve_number_id: ReservationId,
    ) -> httpx2.Request:
        """The request that `cancel_reservation` sends."""
        return self._exact(
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
    ) -> httpx2.Request:
        """The request that `buy_numbers` sends; a price is not asked for."""
        call = _buy_numbers.call(
            numbers=numbers,
            owner_type=owner_type,
        )
        self._limit(call, max_price)
        return self._exact(call)


class AsyncDryRun(_DryRun):
    """What `AsyncPlusofon.with_options(dry_run=True)` answers: the same methods, and nothing is sent.

    Each method checks its arguments, and answers the request with all its headers. Showing it hides the
    token; its headers hold it, so that it can be sent by other means.
    """

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        return None

    async def aclose(self) -> None:
        """There is nothing to close."""

    def with_options(
        self,
        *,
        timeout: float | Timeout | None = None,
        max_retries: int | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Self:
        """The same, with other options.

        Args:
            timeout: As with the client.
            max_retries: As with the client.
            headers: Headers in addition to the client's.

        Raises:
            ValueError: An argument cannot be what it is meant to be.
        """
        told = self._configuration.changed(
            timeout=timeout, max_retries=max_retries, headers=headers
        )
        return type(self)(self._token, told, self._ledger)

    async def list_numbers(
        self,
        *,
        phone_type: PhoneTypeCode | UnsetType = UNSET,
        page: int | UnsetType = UNSET,
    ) -> httpx2.Request:
        """The request that `list_numbers` sends."""
        return self._exact(
            _list_numbers.call(
                phone_type=phone_type,
                page=page,
            )
        )

    async def list_sms_numbers(
        self,
        *,
        page: int | UnsetType = UNSET,
    ) -> httpx2.Request:
        """The request that `list_sms_numbers` sends."""
        return self._exact(
            _list_sms_numbers.call(
                page=page,
            )
        )

    async def release_number(
        self,
        number_id: NumberId,
        *,
        pin: str | UnsetType = UNSET,
    ) -> httpx2.Request:
        """The request that `release_number` sends."""
        return self._exact(
            _release_number.call(
                number_id,
                pin=pin,
            )
        )

    async def forward_numbers(
        self,
        forwarding: ForwardRequest,
    ) -> httpx2.Request:
        """The request that `forward_numbers` sends."""
        return self._exact(_forward_numbers.call(forwarding))

    async def assign_black_list(
        self,
        *,
        numbers: Sequence[NumberId],
        contact_list_id: BlackListId | UnsetType = UNSET,
    ) -> httpx2.Request:
        """The request that `assign_black_list` sends."""
        return self._exact(
            _assign_black_list.call(
                contact_list_id=contact_list_id,
                numbers=numbers,
            )
        )

    async def list_forward_types(
        self,
    ) -> httpx2.Request:
        """The request that `list_forward_types` sends."""
        return self._exact(_list_forward_types.call())

    async def list_caller_id_types(
        self,
    ) -> httpx2.Request:
        """The request that `list_caller_id_types` sends."""
        return self._exact(_list_caller_id_types.call())

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
    ) -> httpx2.Request:
        """The request that `search_numbers` sends."""
        return self._exact(
            _search_numbers.call(
                owner_type=owner_type,
                region=region,
                city_code=city_code,
                phone_number=phone_number,
                number_type=number_type,
                phone_type=phone_type,
                page=page,
            )
        )

    async def list_regions(
        self,
        *,
        type_: str | UnsetType = UNSET,
    ) -> httpx2.Request:
        """The request that `list_regions` sends."""
        return self._exact(
            _list_regions.call(
                type_=type_,
            )
        )

    async def list_reservations(
        self,
        *,
        phone_type: PhoneTypeCode | UnsetType = UNSET,
        page: int | UnsetType = UNSET,
    ) -> httpx2.Request:
        """The request that `list_reservations` sends."""
        return self._exact(
            _list_reservations.call(
                phone_type=phone_type,
                page=page,
            )
        )

    async def reserve_number(
        self,
        *,
        number: NationalNumber | NationalNumberInteger,
        owner_type: OwnerTypeCode,
        short: Literal[1] | UnsetType = UNSET,
        max_price: Decimal | float | None = None,
    ) -> httpx2.Request:
        """The request that `reserve_number` sends; a price is not asked for."""
        call = _reserve_number.call(
            number=number,
            owner_type=owner_type,
            short=short,
        )
        self._limit(call, max_price)
        return self._exact(call)

    async def cancel_reservation(
        self,
        reserve_number_id: ReservationId,
    ) -> httpx2.Request:
        """The request that `cancel_reservation` sends."""
        return self._exact(
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
    ) -> httpx2.Request:
        """The request that `buy_numbers` sends; a price is not asked for."""
        call = _buy_numbers.call(
            numbers=numbers,
            owner_type=owner_type,
        )
        self._limit(call, max_price)
        return self._exact(call)

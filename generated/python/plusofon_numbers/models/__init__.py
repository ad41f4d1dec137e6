"""What goes over the wire: requests (closed), answers (open), and their coded sets."""

from typing import TypeAlias

from .amo_forward import AmoForward
from .assign_black_list_request import AssignBlackListRequest
from .bitrix_forward import BitrixForward
from .buy_numbers_request import BuyNumbersRequest
from .call_queue_forward import CallQueueForward
from .caller_id_sip import CallerIdSip
from .caller_id_type import CallerIdType
from .caller_id_type_info import CallerIdTypeInfo
from .caller_id_type_list import CallerIdTypeList
from .done import Done
from .empty_forward import EmptyForward
from .following import Following
from .forward_type import ForwardType
from .forward_type_default import ForwardTypeDefault
from .forward_type_info import ForwardTypeInfo
from .forward_type_list import ForwardTypeList
from .group_forward import GroupForward
from .integration_following import IntegrationFollowing
from .integration_type import IntegrationType
from .list_numbers_request import ListNumbersRequest
from .list_regions_request import ListRegionsRequest
from .list_reservations_request import ListReservationsRequest
from .list_sms_numbers_request import ListSmsNumbersRequest
from .number_class import NumberClass
from .number_class_filter import NumberClassFilter
from .number_forward import NumberForward
from .number_page import NumberPage
from .offer import Offer
from .offer_page import OfferPage
from .owned_number import OwnedNumber
from .owner_type import OwnerType
from .page_link import PageLink
from .page_not_found import PageNotFound
from .page_not_found_error import PageNotFoundError
from .parameter_errors import ParameterErrors
from .phone_type import PhoneType
from .refusal import Refusal
from .refusal_inside_200 import RefusalInside200
from .region import Region
from .region_list import RegionList
from .release_number_request import ReleaseNumberRequest
from .reservation import Reservation
from .reservation_page import ReservationPage
from .reserve_number_request import ReserveNumberRequest
from .scenario_forward import ScenarioForward
from .search_numbers_request import SearchNumbersRequest
from .sip_forward import SipForward
from .sip_uri_forward import SipUriForward
from .sms_number import SmsNumber
from .sms_number_page import SmsNumberPage
from .sms_packet import SmsPacket

ForwardRequest: TypeAlias = (
    SipForward
    | NumberForward
    | GroupForward
    | ScenarioForward
    | CallQueueForward
    | SipUriForward
    | BitrixForward
    | AmoForward
    | EmptyForward
)
"""Where calls go. The type decides which other properties are there."""

__all__ = [
    "AmoForward",
    "AssignBlackListRequest",
    "BitrixForward",
    "BuyNumbersRequest",
    "CallerIdSip",
    "CallerIdType",
    "CallerIdTypeInfo",
    "CallerIdTypeList",
    "CallQueueForward",
    "Done",
    "EmptyForward",
    "Following",
    "ForwardRequest",
    "ForwardType",
    "ForwardTypeDefault",
    "ForwardTypeInfo",
    "ForwardTypeList",
    "GroupForward",
    "IntegrationFollowing",
    "IntegrationType",
    "ListNumbersRequest",
    "ListRegionsRequest",
    "ListReservationsRequest",
    "ListSmsNumbersRequest",
    "NumberClass",
    "NumberClassFilter",
    "NumberForward",
    "NumberPage",
    "Offer",
    "OfferPage",
    "OwnedNumber",
    "OwnerType",
    "PageLink",
    "PageNotFound",
    "PageNotFoundError",
    "ParameterErrors",
    "PhoneType",
    "Refusal",
    "RefusalInside200",
    "Region",
    "RegionList",
    "ReleaseNumberRequest",
    "Reservation",
    "ReservationPage",
    "ReserveNumberRequest",
    "ScenarioForward",
    "SearchNumbersRequest",
    "SipForward",
    "SipUriForward",
    "SmsNumber",
    "SmsNumberPage",
    "SmsPacket",
]

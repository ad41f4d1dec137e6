"""What the document promises in words, beyond schemas: each is quoted, and its grade is read there.

A quotation that does not stand in the document any more stops the start.
"""

import re
from dataclasses import dataclass

from .document import Document
from .errors import CannotRun

_GRADE = re.compile(r"\((?:[^()]*, )?(inferred|observed|sampled|documented)\)$")


@dataclass(frozen=True)
class Promise:
    """Words of the document that a request can confirm.

    Attributes:
        name: What the tests of it are called.
        operation: Whose promise it is.
        at: The place whose text has the words, a JSON Pointer.
        words: As they stand there; one that ends with a grade in brackets has that grade.
        means: What they promise, where the words alone do not tell.
    """

    name: str
    operation: str
    at: str
    words: str
    means: str = ""

    @property
    def claim(self) -> str:
        """What is promised."""
        return self.means or _GRADE.sub("", self.words).strip()

    def grade(self, document: Document) -> str:
        """How far the document trusts it. Raises CannotRun where the words do not stand there."""
        try:
            stands = self.words in document.describe(self.at)
        except (KeyError, IndexError, ValueError):
            stands = False
        if not stands:
            raise CannotRun(
                f'{self.at} does not say "{self.words}" (any more): look at promises.py.'
            )
        told = _GRADE.search(self.words)
        return told[1] if told else document.grade(self.at)


SCHEMAS = "#/components/schemas/"
PATHS = "#/paths/~1number"
PAGED = {
    "listNumbers": ("NumberPage", "NumbersEmpty", "full paginator, 15 a page"),
    "listSmsNumbers": ("SmsNumberPage", "SmsNumbersEmpty", "full paginator, 15 a page"),
    "listReservations": ("ReservationPage", "ReservationsEmpty", "full paginator, 15 a page"),
    "searchNumbers": ("OfferPage", "OffersEmpty", "simple paginator, 20 a page"),
}
# What a page tells of itself: where that stands, the name of the field, and what it is.
FIGURES = {
    "from": ("FirstPosition", "from", "The position of the page's first item among all, from 1"),
    "to": ("LastPosition", "to", "The position of the page's last item among all"),
    "last": ("LastPage", "last_page", "The number of the last page"),
    "next": ("NextPageUrl", "next_page_url", "null on the last page"),
    "previous": ("PreviousPageUrl", "prev_page_url", "null on the first page"),
}
EMPTY = {
    "NumbersEmpty": "An account that owns no number",
    "SmsNumbersEmpty": "An account without SMS",
    "ReservationsEmpty": "Nothing is reserved",
    "OffersEmpty": "No number matches",
}


def _of_pages() -> list[Promise]:
    promises: list[Promise] = []
    for operation, (page, empty, size) in PAGED.items():
        promises += [
            Promise("size", operation, f"{SCHEMAS}{page}", size, f"A page is one of a {size}"),
            Promise(
                "empty",
                operation,
                f"#/components/examples/{empty}",
                EMPTY[empty],
                "A page without items has no data, and null in from and to",
            ),
            *(
                Promise(name, operation, f"{SCHEMAS}{schema}", words, f"{field}: {words}")
                for name, (schema, field, words) in FIGURES.items()
                if operation != "searchNumbers" or name in ("from", "to")
            ),
        ]
    return promises


READING = (*PAGED, "listForwardTypes", "listCallerIdTypes", "listRegions")
_UNKNOWN = "or is missing or wrong, or the Client header is missing (inferred)"
_UNKNOWN_AT = "#/components/responses/Unauthenticated"
PROMISES = [
    *_of_pages(),
    Promise(
        "last_search",
        "searchNumbers",
        f"{PATHS}~1search/get",
        "on the last one `next_page_url` is null (inferred)",
    ),
    Promise(
        "query",
        "searchNumbers",
        "#/info",
        "The service reads the query string as well (public clients search that way, observed)",
    ),
    Promise(
        "body_wins",
        "searchNumbers",
        "#/info",
        "where both name a parameter the body wins (inferred)",
    ),
    Promise(
        "page_that_is_none",
        "searchNumbers",
        "#/info",
        "A page number that is none counts as 1 (inferred)",
    ),
    *(
        Promise("no_token", each, _UNKNOWN_AT, _UNKNOWN, "Without a token, 401 is answered")
        for each in READING
    ),
    Promise(
        "no_client",
        "listCallerIdTypes",
        _UNKNOWN_AT,
        _UNKNOWN,
        "Without the header Client, 401 is answered",
    ),
    Promise(
        "why_400",
        "searchNumbers",
        "#/components/responses/BadRequest",
        "`message` says which",
        "In a 400, `message` says which parameter is wrong",
    ),
    Promise(
        "listed",
        "reserveNumber",
        f"{PATHS}~1reserve/post/responses/200",
        "Its reservation shows in listReservations",
    ),
    Promise(
        "off_the_shelf", "reserveNumber", f"{PATHS}~1reserve/post", "Takes a number off the shelf"
    ),
    Promise(
        "an_hour",
        "reserveNumber",
        f"{PATHS}~1reserve/post",
        "With `short: 1` the reservation ends after one hour",
    ),
    Promise(
        "twice",
        "reserveNumber",
        f"{PATHS}~1reserve/post/x-repetition/twice",
        "The second one is refused",
        "Of two same requests, the second one is refused",
    ),
    Promise(
        "back_on_the_shelf",
        "cancelReservation",
        f"{PATHS}~1reserve~1{{reserve_number_id}}/delete",
        "Puts the reserved number back on the shelf",
    ),
    Promise(
        "twice",
        "cancelReservation",
        f"{PATHS}~1reserve~1{{reserve_number_id}}/delete/x-repetition/twice",
        "The second one is refused",
        "Of two same requests, the second one is refused",
    ),
    Promise(
        "why_404",
        "cancelReservation",
        "#/components/responses/ReservationNotFound",
        "see `error`",
        "In a 404, `error` says what was not found",
    ),
    Promise("off", "forwardNumbers", f"{PATHS}~1follow/post", "switches forwarding off"),
    Promise(
        "shows",
        "forwardNumbers",
        f"{PATHS}~1follow/post/responses/200/links/SeeTheForwarding",
        "The forwarding shows in the list, by its title",
    ),
    Promise(
        "off",
        "assignBlackList",
        f"{PATHS}~1contact-list/patch",
        "Without `contact_list_id` the numbers have no black list any more",
    ),
    Promise("shows", "buyNumbers", f"{PATHS}~1buy/post", "find the new ids with listNumbers"),
    Promise(
        "gone",
        "releaseNumber",
        f"{PATHS}~1{{number_id}}/delete",
        "Disconnects the number from the account",
    ),
    Promise(
        "twice",
        "releaseNumber",
        f"{PATHS}~1{{number_id}}/delete/x-repetition/twice",
        "The second one is refused",
        "Of two same requests, the second one is refused",
    ),
]

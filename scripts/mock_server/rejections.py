"""What is turned away before the mock sees it, in one table: status, what was wrong, what to do.

These are not the document's refusals: a request that gets here came as far as no operation.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple

import msgspec

from .refusals import cut
from .reply import Reply

Name = Literal[
    "no_http",
    "https",
    "http_2",
    "no_proxy",
    "no_host",
    "foreign_host",
    "foreign_origin",
    "foreign_site",
    "head_too_large",
    "too_many_headers",
    "slow_head",
    "slow_body",
    "no_room",
]


class Rejection(NamedTuple):
    """A row of the table."""

    status: int
    sentence: str


REJECTIONS: Mapping[Name, Rejection] = {
    "no_http": Rejection(
        400, "An HTTP/1.1 request was expected: {problem}. Correct it and send again."
    ),
    "https": Rejection(
        400, "TLS came, the mock speaks plain HTTP. Write http:// instead of https://."
    ),
    "http_2": Rejection(
        400, "HTTP/2 came, the mock speaks HTTP/1.1. Let the client begin with that."
    ),
    "no_proxy": Rejection(
        400,
        "CONNECT came, the mock is no proxy. Leave the mock's address out of the proxy settings,"
        " and send requests to it.",
    ),
    "no_host": Rejection(
        400, "One header Host was expected, {came}. Send one with the address of the mock."
    ),
    "foreign_host": Rejection(
        403,
        'The mock answers to the names of this machine, "{host}" is none (a page could have its own'
        " name lead here). Ask for 127.0.0.1, or start the mock with --allow-host {host}.",
    ),
    "foreign_origin": Rejection(
        403,
        'The mock answers no page of another origin, this came from "{origin}". Start it with'
        " --allow-origin and the origin of your page, scheme and port included.",
    ),
    "foreign_site": Rejection(
        403,
        'The mock answers no page of another site, the browser says "{site}". Open the address by'
        " hand, or start the mock with --allow-origin and the origin of your page.",
    ),
    "head_too_large": Rejection(
        431, "The request line and the headers are over {limit} bytes together. Send fewer."
    ),
    "too_many_headers": Rejection(431, "There are over {limit} headers. Send fewer."),
    "slow_head": Rejection(
        408, "The headers had not ended after {seconds:g} seconds. Send them in one go."
    ),
    "slow_body": Rejection(
        408, "The body had not ended after {seconds:g} seconds. Send what Content-Length announces."
    ),
    "no_room": Rejection(
        503,
        "Unfinished requests took over {limit} bytes, and this was the oldest."
        " Send it again, in one go.",
    ),
}


class Rejected(Exception):
    """A request was turned away, and its connection ends. `facts` fill in the sentence."""

    def __init__(self, name: Name, **facts: object) -> None:
        super().__init__(name)
        self.name: Name = name
        self.facts = {
            key: cut(fact, 100) if isinstance(fact, str) else fact for key, fact in facts.items()
        }

    def reply(self) -> Reply:
        """Make the answer."""
        status, sentence = REJECTIONS[self.name]
        body = {"success": False, "message": sentence.format(**self.facts)}
        return Reply(status, msgspec.json.encode(body), close=True)

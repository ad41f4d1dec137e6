"""Who is measured. Another one is a file here, with what `interface` asks for, and a line below."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Contestant:
    """One way to call the service.

    Attributes:
        module: The file here that says how.
        title: What the table calls it.
        awaits: Whether it has an async client.
    """

    module: str
    title: str
    awaits: bool = True


THIS = Contestant("this_client", "this client")
STOCK = Contestant("stock_generator", "openapi-python-client, stock")
OTHER = Contestant("openapi_generator", "openapi-generator", awaits=False)
JSON = Contestant("httpx2_json", "httpx2 + json, by hand")
MSGSPEC = Contestant("httpx2_msgspec", "httpx2 + msgspec, by hand")
FLOOR = Contestant("http_client", "http.client", awaits=False)

CONTESTANTS = (THIS, STOCK, OTHER, JSON, MSGSPEC, FLOOR)

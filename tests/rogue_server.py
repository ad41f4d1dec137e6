"""A small server of the tests, by nobody who wrote the document, with deviations as switches.

It shares no code with the mock: it is written from the provider's page alone, and each deviation is
one that the document's authors did not plan.
"""

import json
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from typing import Any

Answer = tuple[int, Any]
TOKEN = "test-rogue-7f3a"
CODES = {"abc": "495", "def": "930", "800": "800"}
CODES_OF_CITIES = {1: "495", 2: "930", 3: "800"}
SOMETHING_ELSE: list[Any] = [
    *(None, True, 0, -1, 10**30, 1.5, "", "x", "0", "\ud800", "1" * 5000),
    *([], {}, [None], [[]], {"": None}, {"data": 1}, {"id": {}}),
]
# How likely an answer keeps its form one level deeper.
LIKELY = 0.8
NOT_FOUND = {"jsonrpc": "2.0", "result": None, "error": {"code": 0, "message": "Page not found."}}


def shelf() -> list[dict[str, Any]]:
    """Free numbers of all kinds, each another one."""
    return [
        {
            "number": f"{code}{7000000 + place * 1111 + row}",
            "owner_type": ("personal", "business")[row % 2],
            "phone_type": kind,
            "number_type": (0, 5, 1, 2, 3, 4)[row % 6],
            "buy_price": "99.00",
            "period_price": f"{100 + row}.00",
        }
        for place, (kind, code) in enumerate(CODES.items())
        for row in range(12)
    ]


@dataclass
class World:
    """What one account has, how it deviates, and what it was asked."""

    deviations: frozenset[str] = frozenset()
    free: list[dict[str, Any]] = field(default_factory=shelf)
    reserved: dict[int, dict[str, Any]] = field(default_factory=dict[int, dict[str, Any]])
    owned: dict[int, dict[str, Any]] = field(default_factory=dict[int, dict[str, Any]])
    asked: list[tuple[str, str, Any]] = field(default_factory=list[tuple[str, str, Any]])
    last_id: int = 0
    dice: Random | None = None

    def new_id(self) -> int:
        """An id that was never given."""
        self.last_id += 1
        return self.last_id


def _url(path: str, page: int | None) -> str | None:
    return None if page is None else f"http://localhost/api/v1{path}?page={page}"


def paged(world: World, path: str, found: list[dict[str, Any]], page: int, full: bool) -> Answer:
    """A page as the provider's framework makes it."""
    size = 15 if full else 20
    if "PagesOfTen" in world.deviations:
        size = 10
    first = (page - 1) * size
    data = found[first : first + size]
    last = max(1, -(-len(found) // size))
    answer: dict[str, Any] = {
        "current_page": page,
        "data": data,
        "first_page_url": _url(path, 1),
        "from": first + 1 if data else None,
        "next_page_url": _url(path, page + 1 if page < last else None),
        "path": f"http://localhost/api/v1{path}",
        "per_page": size,
        "prev_page_url": _url(path, page - 1 if page > 1 else None),
        "to": first + len(data) if data else None,
        "success": True,
    }
    if full:
        answer |= {"last_page": last, "last_page_url": _url(path, last), "total": len(found)}
    if "CountsFromZero" in world.deviations and data:
        answer["from"] -= 1
    if "PageAsText" in world.deviations:
        answer["current_page"] = str(page)
    return 200, answer


def matching(world: World, asked: dict[str, Any]) -> list[dict[str, Any]]:
    """The free numbers that a search finds."""
    found = world.free
    for name, value in asked.items():
        if "IgnoresTheKind" in world.deviations and name == "phone_type":
            continue
        if name in ("owner_type", "phone_type", "number_type"):
            found = [each for each in found if str(each[name]) == str(value)]
        elif name == "city_code":
            found = [each for each in found if each["number"].startswith(str(value))]
        elif name == "region":
            code = CODES_OF_CITIES.get(value, "none")
            found = [each for each in found if each["number"].startswith(code)]
        elif name == "phone_number" and "*" in str(value):
            found = [each for each in found if each["number"].endswith(str(value).lstrip("*"))]
    return found


def search(world: World, asked: dict[str, Any]) -> Answer:
    """Answer searchNumbers."""
    for name, codes in (
        ("owner_type", ("personal", "business")),
        ("phone_type", tuple(CODES)),
        ("number_type", tuple("051234")),
    ):
        if name in asked and asked[name] not in codes:
            if "TakesAnything" in world.deviations:
                return paged(world, "/number/search", [], 1, full=False)
            return 400, {"success": False, "message": f"{name} is wrong"}
    if not _is_integer(asked.get("city_code", 1)) or not _is_integer(asked.get("region", 1)):
        return 400, {"success": False, "message": "an integer was expected"}
    mask = asked.get("phone_number", "*")
    if not isinstance(mask, str) or not mask or len(mask) > 32 or mask.strip("0123456789?*"):
        return 400, {"success": False, "message": "phone_number is wrong"}
    if not 1 <= asked.get("city_code", 1) <= 99999 or asked.get("region", 1) < 1:
        return 400, {"success": False, "message": "it is out of range"}
    status, answer = paged(
        world, "/number/search", matching(world, asked), _page(asked), full=False
    )
    return status, _spoilt(world, answer)


def _page(asked: dict[str, Any]) -> int:
    page = asked.get("page", 1)
    return page if _is_integer(page) else 1


def _is_integer(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _spoilt(world: World, answer: dict[str, Any]) -> dict[str, Any]:
    items = [dict(item) for item in answer["data"]]
    for item in items:
        if "PricesAreObjects" in world.deviations:
            item["buy_price"] = {"amount": 99, "currency": "RUB"}
        if "NumbersWithDashes" in world.deviations:
            item["number"] = f"{item['number'][:3]}-{item['number'][3:]}"
        if "NewKinds" in world.deviations:
            item["phone_type"] = "sat"
        if "TellsMore" in world.deviations:
            item["comment"] = "call +7 916 123-45-67"
        if "LosesTheClass" in world.deviations:
            del item["number_type"]
    return {**answer, "data": items}


def reserve(world: World, asked: dict[str, Any]) -> Answer:
    """Answer reserveNumber."""
    if asked.get("owner_type") not in ("personal", "business"):
        return 400, {"success": False, "message": "owner_type is wrong"}
    found = [each for each in world.free if each["number"] == str(asked.get("number"))]
    if not found:
        taken = any(
            each["number"][1:] == str(asked.get("number")) for each in world.reserved.values()
        )
        if taken:
            return 400, {"success": False, "message": "it is reserved"}
        return 404, {"success": False, "error": "no such number"}
    world.free.remove(found[0])
    until = datetime.now(UTC) + timedelta(hours=4 if "short" in asked else 24)
    minutes = 20 if "ReservesForTwentyMinutes" in world.deviations else 0
    number = world.new_id()
    world.reserved[number] = {
        **{name: found[0][name] for name in ("owner_type", "phone_type")},
        "id": number,
        "number": f"7{found[0]['number']}",
        "reserved_untill": (until + timedelta(minutes=minutes)).strftime("%Y-%m-%d %H:%M:%S"),
        "buy_price": 99,
        "period_price": 100,
    }
    if "ShowsWhatIsReserved" in world.deviations:
        world.free.append(found[0])
    return 200, {"success": True}


def cancel(world: World, number: int) -> Answer:
    """Answer cancelReservation."""
    if number not in world.reserved:
        return 404, {"success": False, "error": "no such reservation"}
    if "NeverCancels" in world.deviations:
        return 200, {"success": True}
    held = world.reserved.pop(number)
    back = {**held, "number": held["number"][1:], "number_type": 0}
    back |= {"buy_price": "99.00", "period_price": "100.00"}
    del back["id"], back["reserved_untill"]
    world.free.append(back)
    return 200, {"success": True}


def buy(world: World, asked: dict[str, Any]) -> Answer:
    """Answer buyNumbers."""
    bought = [
        (key, each)
        for key, each in world.reserved.items()
        if int(each["number"][1:]) in asked.get("numbers", ())
    ]
    if not bought:
        return 400, {"success": False, "message": "it is not reserved"}
    for key, each in bought:
        del world.reserved[key]
        number = world.new_id()
        world.owned[number] = {
            **{
                name: each[name]
                for name in ("phone_type", "owner_type", "buy_price", "period_price")
            },
            "id": number,
            "number": each["number"],
            "black_list": None,
            "aon_for_sips": [],
            "following": None,
            "integration_following": None,
        }
    return 200, {"success": True}


def forward(world: World, asked: dict[str, Any]) -> Answer:
    """Answer forwardNumbers."""
    if not all(number in world.owned for number in asked.get("numbers", ())):
        return 404, {"success": False, "error": "no such number"}
    is_off = asked["type"] == "empty" and "NeverSwitchesOff" not in world.deviations
    for number in asked["numbers"]:
        following = None if is_off else {"name": "Номер", "cli_type": "Номер звонящего"}
        world.owned[number]["following"] = following
    return 200, {"success": True}


def black_list(world: World, asked: dict[str, Any]) -> Answer:
    """Answer assignBlackList."""
    if not all(number in world.owned for number in asked.get("numbers", ())):
        return 404, {"success": False, "error": "no such number"}
    for number in asked["numbers"]:
        world.owned[number]["black_list"] = asked.get("contact_list_id")
    return 200, {"success": True}


def release(world: World, number: int) -> Answer:
    """Answer releaseNumber."""
    if world.owned.pop(number, None) is None:
        return 404, {"success": False, "error": "no such number"}
    return 200, {"success": True}


def listed(kind: str, path: str) -> Callable[[World, dict[str, Any]], Answer]:
    """A list of what the account has."""

    def answer(world: World, asked: dict[str, Any]) -> Answer:
        wanted = asked.get("phone_type")
        if wanted is not None and wanted not in CODES:
            return 400, {"success": False, "message": "phone_type is wrong"}
        held: dict[int, dict[str, Any]] = getattr(world, kind)
        found = [each for each in held.values() if wanted in (None, each["phone_type"])]
        return paged(world, path, found, _page(asked), full=True)

    return answer


def forward_types(_: World, __: dict[str, Any]) -> Answer:
    """Answer listForwardTypes."""
    return 200, {"follow_types": [{"type": "sip", "title": "Sip", "owner_types": ["personal"]}]}


def caller_id_types(_: World, __: dict[str, Any]) -> Answer:
    """Answer listCallerIdTypes."""
    return 200, {"cli_types": [{"type": "Y", "title": "Номер звонящего"}]}


def regions(world: World, _: dict[str, Any]) -> Answer:
    """Answer listRegions."""
    found = [{"id": key, "title": code, "code": [code]} for key, code in CODES_OF_CITIES.items()]
    return 200, {
        "code_regions": None if "NoRegions" in world.deviations else found,
        "success": True,
    }


OPERATIONS: dict[tuple[str, str], Callable[[World, dict[str, Any]], Answer]] = {
    ("GET", "/number"): listed("owned", "/number"),
    ("GET", "/number/sms"): lambda world, asked: paged(
        world, "/number/sms", [], _page(asked), full=True
    ),
    ("GET", "/number/follow-types"): forward_types,
    ("GET", "/number/cli-types"): caller_id_types,
    ("GET", "/number/search"): search,
    ("GET", "/number/code-regions"): regions,
    ("GET", "/number/reserve"): listed("reserved", "/number/reserve"),
    ("POST", "/number/reserve"): reserve,
    ("POST", "/number/buy"): buy,
    ("POST", "/number/follow"): forward,
    ("PATCH", "/number/contact-list"): black_list,
}


def answered(world: World, method: str, path: str, headers: Any, asked: dict[str, Any]) -> Answer:
    """What is answered to a request."""
    token = f"Bearer {TOKEN}"
    if headers.get("Authorization") != token or not headers.get("Client"):
        if "EchoesTheToken" in world.deviations:
            return 400, {"message": f"no access with {token}"}
        if "LetsAnybodyIn" not in world.deviations:
            return 401, {"message": "Unauthenticated."}
    if "EchoesTheToken" in world.deviations and path.endswith("/search"):
        return 400, {"message": f"{TOKEN} may not search", TOKEN: TOKEN}
    key, _, last = path.rpartition("/")
    if method == "DELETE" and last.isdigit():
        act = {"/number/reserve": cancel, "/number": release}[key]
        return act(world, int(last))
    operation = OPERATIONS.get((method, path))
    if operation is None:
        return (404, "<h1>404</h1>") if "PlainNotFound" in world.deviations else (200, NOT_FOUND)
    return operation(world, asked)


def nonsense(answer: Any, dice: Random) -> Any:
    """An answer in which something or other is something else."""
    if isinstance(answer, dict) and answer and dice.random() < LIKELY:
        fields: dict[str, Any] = answer  # pyright: ignore[reportUnknownVariableType] - JSON
        name = dice.choice([*fields])
        return {**fields, name: nonsense(fields[name], dice)}
    if isinstance(answer, list) and answer and dice.random() < LIKELY:
        items: list[Any] = answer  # pyright: ignore[reportUnknownVariableType] - the same
        place = dice.randrange(len(items))
        return [*items[:place], nonsense(items[place], dice), *items[place + 1 :]]
    return dice.choice(SOMETHING_ELSE)


@contextmanager
def rogue(*deviations: str, of: World | None = None) -> Generator[tuple[str, World]]:
    """The URL of a server that deviates so, and its world."""
    world = of or World()
    world.deviations = frozenset(deviations)

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            text = self.rfile.read(length).decode() if length else ""
            path, _, query = self.path.removeprefix("/api/v1").partition("?")
            asked: dict[str, Any] = dict(pair.split("=", 1) for pair in query.split("&") if pair)
            asked |= json.loads(text) if text else {}
            world.asked.append((self.command, path, asked))
            if "DropsPurchases" in world.deviations and path == "/number/buy":
                buy(world, asked)
                self.close_connection = True
                return
            if world.reserved and "HasEnough" in world.deviations:
                world.deviations -= {"HasEnough"}
                self._send(429, {"message": "Too Many Attempts."}, {"Retry-After": "1"})
                return
            status, answer = answered(world, self.command, path, self.headers, asked)
            self._send(status, nonsense(answer, world.dice) if world.dice else answer)

        def _send(self, status: int, answer: Any, headers: dict[str, str] | None = None) -> None:
            is_html = isinstance(answer, str)
            body = answer.encode() if is_html else json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "text/html" if is_html else "application/json")
            self.send_header("Content-Length", str(len(body)))
            for name, value in (headers or {}).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_PATCH = do_DELETE = _answer  # noqa: N815 - the library's names

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its name
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/api/v1", world
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

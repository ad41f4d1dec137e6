"""What a test has of the sandbox: an account, its clock and journal, and what shall go wrong."""

import time
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import httpx2
import pytest

from scripts.mock_server import MockInProcess, PlusofonMock, create_sandbox
from scripts.mock_server.misfortune import Misfortune
from scripts.mock_server.sandbox import Sandbox
from scripts.mock_server.server import Server

NUMBER, OTHER = 4951332210, 4951332211
SHOWN, OTHER_SHOWN = f"7{NUMBER}", f"7{OTHER}"
_TOKENS = (f"test-{number}:me" for number in count())


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """One sandbox for all tests."""
    sandbox = create_sandbox()
    yield sandbox
    sandbox.close()


@pytest.fixture(scope="module")
def url(sandbox: Sandbox) -> Iterator[str]:
    """Where it is served."""
    with Server(sandbox) as server:
        yield server.url + sandbox.document.prefix


@pytest.fixture
def mock(sandbox: Sandbox, url: str) -> PlusofonMock:
    """An account of its own, behind a socket."""
    return PlusofonMock(sandbox, next(_TOKENS), url)


@pytest.fixture
def in_process(sandbox: Sandbox) -> MockInProcess:
    """An account of its own, without a socket."""
    return MockInProcess(sandbox, next(_TOKENS))


def ask(mock: PlusofonMock, method: str, path: str, **asked: Any) -> httpx2.Response:
    """Ask as the account, over the socket where there is one."""
    headers = {"Authorization": f"Bearer {mock.token}", "Client": "10553"}
    transport = httpx2.WSGITransport(mock.app) if isinstance(mock, MockInProcess) else None
    with httpx2.Client(transport=transport, trust_env=False) as http:
        return http.request(method, mock.url + path, headers=headers, json=asked)


def reserve(mock: PlusofonMock, number: int = NUMBER) -> httpx2.Response:
    """Reserve a number."""
    return ask(mock, "POST", "/number/reserve", number=number, owner_type="personal")


def buy(mock: PlusofonMock, number: int = NUMBER) -> httpx2.Response:
    """Buy a reserved number."""
    return ask(mock, "POST", "/number/buy", numbers=[number], owner_type="personal")


def test_what_the_account_holds(mock: PlusofonMock) -> None:
    """Numbers are given as they are written, and shown as the API shows them, oldest first."""
    mock.seed(free=[NUMBER], reserved=["74951332211", 4951332212], owned=["4951919036"])
    assert mock.reserved == ["74951332211", "74951332212"]
    assert mock.owned == ["74951919036"]
    assert [number["id"] for number in mock.account.owned] == [3]
    assert reserve(mock).json() == {"success": True}
    assert mock.reserved == ["74951332211", "74951332212", SHOWN]
    mock.reset()
    assert (mock.reserved, mock.owned, mock.requests) == ([], [], [])


def test_a_clock_that_is_moved(mock: PlusofonMock) -> None:
    """What is reserved for an hour is free after one."""
    mock.freeze("2026-05-01T12:00:00")
    ask(mock, "POST", "/number/reserve", number=NUMBER, owner_type="personal", short=1)
    mock.advance(minutes=59, seconds=59)
    assert mock.reserved == [SHOWN]
    mock.advance(seconds=1)
    assert mock.reserved == []
    assert f"{mock.now():%H:%M:%S}" == "13:00:00"


def test_a_rival(mock: PlusofonMock) -> None:
    """It competes at the same shelf, and has a journal of its own."""
    rival = mock.rival()
    assert rival is mock.rival() is not mock.rival("bob")
    rival.call("reserveNumber", number=NUMBER, owner_type="personal")
    assert (rival.reserved, mock.reserved) == ([SHOWN], [])
    assert reserve(mock).status_code == 400
    rival.assert_calls("reserveNumber")
    mock.assert_calls("reserveNumber")
    mock.reset()
    assert (rival.reserved, rival.requests) == ([], [])


def test_a_call(mock: PlusofonMock) -> None:
    """It tells what was answered; a failure is told with what came."""
    mock.seed(owned=[NUMBER])
    assert mock.call("listNumbers", phone_type="abc")["total"] == 1
    assert mock.call("releaseNumber", number_id=1) == {"success": True}
    with pytest.raises(ValueError, match=r"releaseNumber was answered with 404: .*no number"):
        mock.call("releaseNumber", number_id=1)
    mock.next().fail_inside_200()
    with pytest.raises(ValueError, match=r"listRegions was answered with 200: .*false"):
        mock.call("listRegions")
    mock.assert_calls("listNumbers", "releaseNumber", "releaseNumber", "listRegions")


def test_a_snapshot(mock: PlusofonMock) -> None:
    """What was so is so again: shelf, holders and clock."""
    mock.freeze("2026-05-01T12:00:00")
    mock.seed(free=[NUMBER], owned=[OTHER])
    kept = mock.snapshot()
    reserve(mock)
    mock.advance(hours=1)
    mock.restore(kept)
    assert (mock.reserved, mock.owned, mock.now().hour) == ([], [OTHER_SHOWN], 12)
    assert mock.call("searchNumbers")["data"][0]["number"] == str(NUMBER)


def test_the_journal(mock: PlusofonMock) -> None:
    """Each request is there with what it asked and what it got; the token is not."""
    reserve(mock)
    ask(mock, "GET", "/number?page=1")
    first, second = mock.requests
    assert (first.operation, first.method, first.status) == ("reserveNumber", "POST", 200)
    assert first.json() == {"number": NUMBER, "owner_type": "personal"}
    assert first.answer_json() == {"success": True}
    assert (second.path, second.parameters) == ("/api/v1/number", {"page": "1"})
    assert mock.token not in repr(mock.requests)


def test_calls_in_another_order(mock: PlusofonMock) -> None:
    """They are not what was expected, and neither is one more or one less."""
    reserve(mock)
    buy(mock)
    mock.assert_calls("reserveNumber", "buyNumbers")
    for others in (("buyNumbers", "reserveNumber"), ("reserveNumber",), ("buyNumbers",) * 3, ()):
        with pytest.raises(AssertionError, match=r"The journal of test-"):
            mock.assert_calls(*others)


def refused(status: int) -> Callable[[Callable[[], httpx2.Response]], None]:
    """An answer of a status, with `success: false`."""

    def see(call: Callable[[], httpx2.Response]) -> None:
        answer = call()
        assert (answer.status_code, answer.json()["success"]) == (status, False)

    return see


def fails(error: type[Exception]) -> Callable[[Callable[[], httpx2.Response]], None]:
    """An answer that does not come, or cannot be read."""

    def see(call: Callable[[], httpx2.Response]) -> None:
        with pytest.raises(error):
            call().json()

    return see


def html(call: Callable[[], httpx2.Response]) -> None:
    """A page of a proxy."""
    answer = call()
    assert (answer.status_code, answer.headers["Content-Type"]) == (504, "text/html")


def limited(call: Callable[[], httpx2.Response]) -> None:
    """Too many requests."""
    answer = call()
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "3")


def nowhere(call: Callable[[], httpx2.Response]) -> None:
    """The envelope."""
    assert call().json()["error"]["message"] == "Page not found."


def late(call: Callable[[], httpx2.Response]) -> None:
    """An answer that takes its time."""
    before = time.monotonic()
    assert call().json() == {"success": True}
    assert time.monotonic() - before > 0.25


def mistyped(call: Callable[[], httpx2.Response]) -> None:
    """A truth that became a text."""
    assert call().json() == {"success": "true"}


# What is ordered, how it looks over a socket, how in process, and whether the number is bought.
RESET = fails(httpx2.TransportError), fails(ConnectionError)
UNREADABLE = fails(ValueError), fails(ValueError)
LATE, MISTYPED, HTML, LIMITED, NOWHERE = (
    (each, each) for each in (late, mistyped, html, limited, nowhere)
)
REFUSED, INSIDE_200 = ((refused(status), refused(status)) for status in (400, 200))
MISFORTUNES: dict[str, tuple[Callable[[Misfortune], object], Any, bool]] = {
    "refuse": (lambda when: when.refuse("not_reserved"), REFUSED, False),
    "refuse_late": (lambda when: when.refuse("not_reserved", after_commit=True), REFUSED, True),
    "fail_inside_200": (lambda when: when.fail_inside_200(), INSIDE_200, False),
    "page_not_found": (lambda when: when.page_not_found(), NOWHERE, False),
    "html": (lambda when: when.html(504), HTML, False),
    "html_late": (lambda when: when.html(504, after_commit=True), HTML, True),
    "rate_limit": (lambda when: when.rate_limit(retry_after=3), LIMITED, False),
    "disconnect": (lambda when: when.disconnect(), RESET, False),
    "disconnect_late": (lambda when: when.disconnect(after_commit=True), RESET, True),
    "disconnect_in_the_middle": (lambda when: when.disconnect_in_the_middle(), RESET, True),
    "delay": (lambda when: when.delay(0.3), LATE, True),
    "cut": (lambda when: when.cut(), (fails(httpx2.TransportError), fails(ValueError)), True),
    "trickle": (lambda when: when.trickle(0.02), LATE, True),
    "wrong_type": (lambda when: when.wrong_type(), MISTYPED, True),
    "not_json": (lambda when: when.not_json(), UNREADABLE, True),
    "empty_body": (lambda when: when.empty_body(), UNREADABLE, True),
    "broken_gzip": (lambda when: when.broken_gzip(), (fails(httpx2.DecodingError),) * 2, True),
    "not_http": (lambda when: when.not_http(), RESET, True),
}


@pytest.mark.parametrize("name", MISFORTUNES)
@pytest.mark.parametrize("face", ["mock", "in_process"])
def test_a_misfortune(name: str, face: str, request: pytest.FixtureRequest) -> None:
    """It looks as it should, once, and what should be kept is kept."""
    mock: PlusofonMock = request.getfixturevalue(face)
    mock.seed(reserved=[NUMBER])
    order, seen, is_bought = MISFORTUNES[name]
    order(mock.next("buyNumbers"))
    seen[isinstance(mock, MockInProcess)](lambda: buy(mock))
    assert mock.owned == ([SHOWN] if is_bought else [])
    assert mock.unmet() == []
    assert ask(mock, "GET", "/number").json()["total"] == int(is_bought)


def test_every_misfortune_is_tried() -> None:
    """What can be chosen is above."""
    names = {name for name in vars(Misfortune) if not name.startswith("_")} - {"choices"}
    assert {name.removesuffix("_late") for name in MISFORTUNES} == names


def met(mock: PlusofonMock, calls: int) -> str:
    """Call so often, and tell which calls went wrong."""
    return "".join(str(ask(mock, "GET", "/number").status_code)[0] for _ in range(calls))


def test_when_it_goes_wrong(mock: PlusofonMock) -> None:
    """With the next call or calls, with every n-th, or with a share of them; others pass."""
    mock.next().html()
    assert met(mock, 3) == "522"
    mock.next("listNumbers", times=2).html()
    assert reserve(mock).status_code == 200
    assert met(mock, 4) == "5522"
    mock.every(3, "listNumbers").html()
    assert met(mock, 7) == "2252252"
    mock.reset()
    mock.share(0.5).html()
    first = met(mock, 20)
    assert 3 < first.count("5") < 17
    mock.reset()
    mock.share(0.5).html()
    assert met(mock, 20) == first
    mock.reset()
    mock.share(0.5, seed=1).html()
    assert met(mock, 20) != first


MISTAKES: list[tuple[Callable[[Any], object], str]] = [
    (lambda mock: mock.next("buyNumber"), "reserveNumber, listReservations, "),
    (lambda mock: mock.next().refuse("no_such"), "No operation is not refused"),
    (lambda mock: mock.next("listRegions").refuse("not_free"), "Choose wrong_parameter, "),
    (lambda mock: mock.next().refuse("sample"), "Choose wrong_parameter, "),
    (lambda mock: mock.next().html(404), "Choose 502, 503 or 504."),
    (lambda mock: mock.next(times=0), "times"),
    (lambda mock: mock.every(0), "every"),
    (lambda mock: mock.share(2), "share"),
    (lambda mock: mock.next().delay(-1), "delay"),
    (lambda mock: mock.next().rate_limit("soon"), "retry_after"),
    (lambda mock: mock.assert_calls("buyNumber"), '"buyNumber" came'),
    (lambda mock: mock.freeze("noon"), "A time such as "),
    (lambda mock: mock.advance(hours=-1), "forward"),
    (lambda mock: mock.seed(free=["12"]), "ten digits"),
    (lambda mock: mock.seed(free="4951332210"), "A list of numbers"),
    (lambda mock: mock.restore({"owned": 1}), "no snapshot"),
    (lambda mock: mock.rival("me"), "me is this account itself"),
    (lambda mock: mock.call("buyNumber"), '"buyNumber" came'),
]


@pytest.mark.parametrize(("mistake", "part"), MISTAKES)
def test_a_mistake(mock: PlusofonMock, mistake: Callable[[Any], object], part: str) -> None:
    """It is a sentence at the call, with what there is."""
    with pytest.raises(ValueError, match=r"[.]$") as caught:
        mistake(mock)
    assert part in str(caught.value)


def test_a_misfortune_that_there_is_not(mock: PlusofonMock) -> None:
    """It is told what there is."""
    when: Any = mock.next("buyNumbers")
    with pytest.raises(AttributeError, match=r"^next\('buyNumbers'\) cannot fail. Choose refuse, "):
        when.fail()

"""The client in PHP: what its vectors do not tell."""

import json
import os
import re
import socket
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest

from scripts.show_demo import running_mock
from tests.contract import DOCUMENT
from tests.php_project import installed, made, outcome, php, said

TOKEN = "s3/cr&t+\"token\\'"
NUMBERS = "[4951332210]"
BUY = f"buyNumbers(new M\\BuyNumbersRequest({NUMBERS}, M\\OwnerType::PERSONAL))"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that requires the client: an empty one, or one in which faults are planted."""
    if ready := os.environ.get("PHP_PROJECT"):
        return Path(ready)
    package = made(tmp_path_factory.mktemp("clients"))
    return installed(package, tmp_path_factory.mktemp("project"))


@pytest.fixture(scope="module")
def mock() -> Generator[str]:
    """The base URL of a sandbox."""
    with running_mock() as url:
        yield url


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("{}", "UnreadableAnswer: .*: [$].code_regions: array was expected, nothing came"),
        ('{"success":true}', "UnreadableAnswer: .*code_regions: array was expected, nothing came"),
        ('{"code_regions":null}', "UnreadableAnswer: .*array was expected, null came"),
        ('{"code_regions":[],"success":1}', "UnreadableAnswer: .*boolean was expected, integer"),
        ('{"code_regions":[{"id":"a"}]}', "UnreadableAnswer: .*id: an integer was expected"),
        ('{"code_regions":{}}', "UnreadableAnswer: .*array was expected, object came"),
        ('{"code_regions":[{"id":65.0}]}', '{"code_regions":.{"id":65}.}'),
        ('{"code_regions":[],"errors":[]}', '{"errors":..,"code_regions":..}'),
    ],
)
def test_an_answer_of_another_shape(body: str, expected: str, project: Path) -> None:
    """It is an error that says where; an integer may be written as a fraction."""
    came = outcome(project, f"answered('{body}')->listRegions()")
    assert re.match(expected, came), came


@pytest.mark.parametrize("body", ["{}", '{"success":null}', '{"success":"true"}', '{"code":7}'])
def test_a_change_without_success(body: str, project: Path) -> None:
    """Whether it was carried out is not known."""
    came = outcome(project, f"answered('{body}')->{BUY}")
    assert re.match("OutcomeUnknown: .*Look the numbers up in listNumbers", came), came


def test_a_change_that_is_both_success_and_failure(project: Path) -> None:
    """Whether it was carried out is not known: neither is believed."""
    body = '{"success":true,"jsonrpc":"2.0","error":{"message":"m"}}'
    came = outcome(project, f"answered('{body}')->{BUY}")
    assert re.match("OutcomeUnknown: .*it says both success and failure", came), came


def test_a_refused_field(project: Path) -> None:
    """Its words are told apart."""
    body = '{"message":"Wrong.","errors":{"number":["Busy.","Sold."],"short":"No."}}'
    code = f"echo json_encode(failure(fn () => answered('{body}', 422)->{BUY})->fields());"
    assert said(project, code) == {"number": "Busy. Sold.", "short": "No."}


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("30", 30),
        (" 7 ", 7),
        ("soon", None),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 0),
        ("Fri, 30 Feb 2015", None),
        ("", None),
    ],
)
def test_a_time_to_wait(told: str, expected: int | None, project: Path) -> None:
    """It is told in seconds, as far as it can be read."""
    call = f"answered('', 429, ['Retry-After' => '{told}'])->listRegions()"
    code = f"echo json_encode(failure(fn () => {call})->retryAfter);"
    assert said(project, code) == expected


def test_a_moment_to_wait_for(project: Path) -> None:
    """It is told in the time of Greenwich, wherever the caller lives."""
    code = """
    date_default_timezone_set('Asia/Tokyo');
    $told = gmdate('D, d M Y H:i:s \\G\\M\\T', time() + 90);
    $plusofon = answered('', 503, ['Retry-After' => $told]);
    echo json_encode(failure(fn () => $plusofon->listRegions())->retryAfter);
    """
    assert 60 < said(project, code) <= 90


@contextmanager
def listening(serve: Callable[[socket.socket], None]) -> Generator[str]:
    """The base URL of a server, which serves each connection in a thread."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def accept() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                Thread(target=serve, args=[connection], daemon=True).start()

        Thread(target=accept, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/api/v1"
        server.shutdown(socket.SHUT_RDWR)


def stay_silent(connection: socket.socket) -> None:
    """Take what comes, until the other side has enough."""
    with connection:
        while connection.recv(65536):
            pass


def break_off(connection: socket.socket) -> None:
    """Hang up inside an answer."""
    with connection:
        connection.recv(65536)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{")


def client(url: str, more: str = "") -> str:
    """The expression that makes a client."""
    return f"(new Plusofon(token: 'test-php', baseUrl: '{url}'{more}))"


def test_a_silent_service(project: Path) -> None:
    """The call ends in time, and a change is in doubt."""
    with listening(stay_silent) as url:
        made = client(url, ", timeout: 0.3")
        assert outcome(project, f"{made}->listRegions()").startswith("TimedOut: ")
        assert outcome(project, f"{made}->{BUY}").startswith("OutcomeUnknown: ")


def test_nobody_listens(project: Path) -> None:
    """Nothing was sent, so that not even a change is in doubt."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    made = client(f"http://127.0.0.1:{port}")
    assert outcome(project, f"{made}->{BUY}").startswith("ConnectionFailed: ")


def test_a_service_that_does_not_take_the_call(project: Path) -> None:
    """Nothing was sent, so that not even a change is in doubt."""
    with socket.create_server(("127.0.0.1", 0), backlog=0) as server:
        waiting = socket.create_connection(server.getsockname())  # there is room for one
        made = client(f"http://127.0.0.1:{server.getsockname()[1]}", ", connectTimeout: 0.3")
        assert outcome(project, f"{made}->{BUY}").startswith("TimedOut: ")
        waiting.close()


def test_a_broken_line(project: Path) -> None:
    """A change is in doubt."""
    with listening(break_off) as url:
        assert outcome(project, f"{client(url)}->listRegions()").startswith("ConnectionFailed: ")
        assert outcome(project, f"{client(url)}->{BUY}").startswith("OutcomeUnknown: ")


def test_half_a_head(project: Path) -> None:
    """Nothing is sent again: Guzzle would do it twice."""
    came: list[bytes] = []

    def break_off_early(connection: socket.socket) -> None:
        with connection:
            came.append(connection.recv(65536).split(b" ")[0])
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Ty")

    with listening(break_off_early) as url:
        told = outcome(project, f"{client(url)}->{BUY}")
    assert re.match("OutcomeUnknown: .*the line broke before the answer was complete", told), told
    assert came == [b"POST"]


def test_somebody_who_knows_no_http(project: Path) -> None:
    """What he did with a change is not known, though curl calls it an unknown protocol."""

    def greet(connection: socket.socket) -> None:
        with connection:
            connection.recv(65536)
            connection.sendall(b"220 hello\r\n")

    with listening(greet) as url:
        assert outcome(project, f"{client(url)}->{BUY}").startswith("OutcomeUnknown: ")


@contextmanager
def hanging_up() -> Generator[tuple[str, list[bytes]]]:
    """A server that answers the first request of a connection, and none after it; what comes."""
    came: list[bytes] = []
    answer = b'HTTP/1.1 200 OK\r\nContent-Length: 19\r\n\r\n{"code_regions":[]}'

    def serve(connection: socket.socket) -> None:
        with connection:
            came.append(connection.recv(65536).split(b" ")[0])
            connection.sendall(answer)
            if again := connection.recv(65536):
                came.append(again.split(b" ")[0])

    with listening(serve) as url:
        yield url, came


def test_a_connection_that_was_used_before(project: Path) -> None:
    """A purchase does not go over it: where the service hangs up, curl would send it again."""
    with hanging_up() as (url, came):
        made = f"$plusofon = {client(url)};"
        calls = f"$plusofon->listRegions(); echo json_encode(outcome(fn () => $plusofon->{BUY}));"
        assert said(project, made + calls).startswith("OutcomeUnknown: ")
        assert came == [b"GET", b"POST"]


def test_a_proxy_of_the_environment(project: Path, mock: str) -> None:
    """What stays on this machine does not go there."""
    told = {"http_proxy": "http://127.0.0.1:9", "ALL_PROXY": "http://127.0.0.1:9"}
    assert outcome(project, f"{client(mock)}->listRegions()->success", **told) == "true"


@pytest.mark.parametrize("kind", ["json", "html"])
def test_a_token_that_comes_back(kind: str, project: Path) -> None:
    """It stands neither in the message nor in the body, nor in what a dump of the error shows."""
    makes = {"json": "json_encode(['message' => $text])", "html": "$text"}
    code = f"""
    $token = {php(TOKEN)};
    $spellings = [$token, rawurlencode($token), htmlspecialchars($token), json_encode($token)];
    $text = implode(' ', $spellings);
    $plusofon = answered({makes[kind]}, 400, token: $token);
    try {{
        $plusofon->listRegions(); // in a function, it would be in the trace: the MockHandler shows
    }} catch (\\Plusofon\\Numbers\\Error\\BadRequest $error) {{ // the token that it was handed
    }}
    $shown = $error->getMessage() . $error->body . print_r($error, true) . $error;
    echo json_encode([
        array_filter($spellings, fn (string $spelling) => str_contains($shown, $spelling)),
        str_contains($error->body, '[token]'),
    ]);
    """
    assert said(project, code) == [[], True]


def test_a_dump_of_the_client(project: Path) -> None:
    """It does not show the token, and the client cannot be serialized."""
    code = f"""
    $plusofon = new Plusofon(token: {php(TOKEN)});
    ob_start();
    var_dump($plusofon);
    $shown = ob_get_clean() . print_r($plusofon, true);
    echo json_encode([str_contains($shown, {php(TOKEN)}), outcome(fn () => serialize($plusofon))]);
    """
    assert said(project, code) == [False, "LogicException: a token is never serialized"]


NO_URL = "baseUrl: expected scheme, host and path"
NO_TOKEN = "token: expected visible ASCII"
LIVE: str = DOCUMENT["servers"][0]["url"]
OTHER = {"PLUSOFON_TOKEN": "a", "PLUSOFON_BASE_URL": "https://b.example"}


@pytest.mark.parametrize(
    ("environment", "arguments", "expected"),
    [
        ({}, "token: 'a'", LIVE),
        ({}, "token: 'a', baseUrl: 'http://localhost:8080/v1/'", "http://localhost:8080/v1"),
        (OTHER, "", "https://b.example"),
        (OTHER, "token: 'a', baseUrl: 'http://[::1]:1'", "http://[::1]:1"),
        ({}, "token: 'a', baseUrl: 'http://b.example', insecureHttp: true", "http://b.example"),
        ({}, "", "token: expected a token from the developer section of the cabinet, none came"),
        ({}, "token: ''", NO_TOKEN),
        ({"PLUSOFON_TOKEN": "two secrets"}, "", NO_TOKEN),
        ({}, 'token: "secret\\n"', NO_TOKEN),
        ({}, "token: 'a', baseUrl: 'http://b.example'", "baseUrl: expected https, http to b.ex"),
        ({}, "token: 'a', baseUrl: 'http://127.0.0.1.b.example'", "baseUrl: expected https, "),
        ({}, "token: 'a', baseUrl: 'b.example'", NO_URL),
        ({}, "token: 'a', baseUrl: 'ftp://b.example'", NO_URL),
        ({}, "token: 'a', baseUrl: 'https://user:secret@b.example'", NO_URL),
        ({}, "token: 'a', baseUrl: 'https://b.example/?a=1'", NO_URL),
        ({}, "token: 'a', clientCode: 'я'", "clientCode: expected visible ASCII"),
        ({"PLUSOFON_CLIENT": "a b"}, "token: 'a'", "clientCode: expected visible ASCII"),
        ({}, "token: 'a', timeout: 0", "timeout: expected seconds above 0 and up to a day, 0 came"),
        ({}, "token: 'a', timeout: NAN", "timeout: expected seconds above 0"),
        ({}, "token: 'a', connectTimeout: 90000", "connectTimeout: expected seconds above 0"),
    ],
)
def test_a_setting(
    environment: dict[str, str], arguments: str, expected: str, project: Path
) -> None:
    """It is an argument, or else of the environment; what is none is refused, and not repeated."""
    came = outcome(project, f"(new Plusofon({arguments}))->baseUrl", **environment)
    if expected.startswith("http"):
        assert came == f'"{expected}"'
    else:
        assert came.startswith(f"InvalidArgumentException: {expected}")
        assert "secret" not in came


SIP = "M\\ForwardTypeDefault::SIP"


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        (
            "searchNumbers(number_type: '9')",
            'number_type: one of 0, 5, 1, 2, 3, 4 was expected, "9"',
        ),
        ("searchNumbers(city_code: 0)", "city_code: 1 or more was expected, 0 came"),
        ('searchNumbers(phone_number: "77\\n")', "phone_number: a text like"),
        ("listRegions(type: '')", "type: a text of 1 letters or more was expected"),
        ("listRegions(type: str_repeat('я', 65))", "type: a text of 64 letters or less"),
        ("listNumbers(page: 2147483648)", "page: 2147483647 or less was expected"),
        ("releaseNumber(0)", "number_id: 1 or more was expected, 0 came"),
        (BUY.replace(NUMBERS, "[]"), "numbers: a list of 1 or more was expected, [] came"),
        (BUY.replace(NUMBERS, "[15]"), "numbers[0]: 1000000000 or more was expected, 15 came"),
        (BUY.replace(NUMBERS, "[4951332210, 4951332210]"), "numbers: a list that names nothing tw"),
        (BUY.replace(NUMBERS, "['a' => 4951332210]"), "numbers: a list was expected"),
        (
            f"forwardNumbers(new M\\AmoForward([15], 'a.ru', 'Y', {SIP}, 'N'))",
            "AmoForward: 7 properties were expected, its type among them, 6 came",
        ),
        ('forwardNumbers(new M\\SipForward([15], 73, "\\xff"))', "cli_type: a text in UTF-8"),
        ('listRegions(type: "\\xff")', "type: a text in UTF-8 was expected"),
    ],
)
def test_a_value_that_the_document_forbids(call: str, expected: str, project: Path) -> None:
    """It is refused before anything is sent."""
    came = outcome(project, f"answered('{{\"success\":true}}')->{call}")
    assert came.startswith(f"InvalidRequest: {expected}"), came


def test_a_text_of_many_letters(project: Path) -> None:
    """Letters are counted, not bytes."""
    body = '{"code_regions":[]}'
    came = outcome(project, f"answered('{body}')->listRegions(type: str_repeat('я', 64))")
    assert came == body


def test_all_pages(project: Path) -> None:
    """Each is asked for by its number, until there is none behind it."""
    pages = [
        {"data": [{"number": "1"}, {"number": "2"}], "next_page_url": "http://localhost?page=2"},
        {"data": [{"number": "3"}], "next_page_url": None},
        {"data": [{"number": "4"}], "next_page_url": None},
    ]
    code = f"""
    $seen = [];
    $pages = json_decode('{json.dumps(pages)}');
    $ask = function (int $number) use ($pages, &$seen): M\\OfferPage {{
        $seen[] = "page $number";
        return new M\\OfferPage($pages[$number - 1]);
    }};
    foreach (Pages::items($ask) as $offer) {{
        $seen[] = $offer->number;
    }}
    echo json_encode($seen);
    """
    assert said(project, code) == ["page 1", "1", "2", "page 2", "3"]

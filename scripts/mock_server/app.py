"""The mock as a WSGI application."""

import inspect
import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from http import HTTPStatus
from pathlib import Path
from threading import Lock
from types import ModuleType
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from . import operations, parameters, stock
from .accounts import KNOWN, NO_ACCESS, SAMPLE, Accounts
from .clock import Clock
from .document import CannotStart, Document
from .operations import Call
from .refusals import Refused
from .request import Request
from .routes import Routes
from .seed import load_catalogue

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

Function = Callable[[Call], dict[str, Any]]

HERE = Path(__file__).parent
SEED = HERE / "seed.yaml"
# The document lies at the root of the repository, or beside the mock where that is packaged alone.
DOCUMENT = next(
    (path for path in (HERE / "openapi.yaml", HERE.parents[1] / "openapi.yaml") if path.exists()),
    HERE / "openapi.yaml",
)


class Answer(NamedTuple):
    """What is sent back; the body becomes JSON."""

    status: int
    body: Any
    headers: tuple[tuple[str, str], ...] = ()


class MockServer:
    """A WSGI application. `clock` can be advanced, `accounts` can be looked into."""

    def __init__(self, document: Document, seed: Path, clock: Clock, room: int) -> None:
        self.document = document
        self.clock = clock
        self.accounts = Accounts(load_catalogue(seed, document), room)
        self._routes = Routes(document.prefix, document.operations)
        self._functions = _functions_for(document, operations)
        self._lock = Lock()

    def __call__(self, environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        """Answer a request, as WSGI has it."""
        answer = self.answer(Request(environ))
        body = msgspec.json.encode(answer.body)
        headers = [("Content-Type", "application/json"), ("Content-Length", str(len(body)))]
        start(_status_line(answer.status), [*headers, *answer.headers])
        return [body]

    def answer(self, request: Request) -> Answer:
        """Answer a request; a refusal is an answer too."""
        try:
            return Answer(200, self._carried_out(request))
        except Refused as refused:
            return self._refusal(refused)

    def _carried_out(self, request: Request) -> dict[str, Any]:
        operation, texts = self._routes.find(request.method, request.path)
        account = self._account(request)
        asked = parameters.read(operation, texts, request)
        with self._lock:
            now = self.clock.now()
            world = self.accounts.world(account)
            stock.end_reservations(world, now)
            return self._functions[operation.id](Call(world, account, now, request.url, asked))

    def _account(self, request: Request) -> str:
        if not request.token.startswith(KNOWN):
            raise self._unauthenticated("The token is missing or unknown.")
        if not request.header(self.document.client_header):
            raise self._unauthenticated(f"The header {self.document.client_header} is missing.")
        if request.token.startswith(NO_ACCESS):
            raise Refused("no_access")
        return request.token

    def _unauthenticated(self, problem: str) -> Refused:
        document = self.document
        return Refused(
            "unauthenticated",
            problem=problem,
            token=SAMPLE,
            header=document.client_header,
            code=document.client_code,
        )

    def _refusal(self, refused: Refused) -> Answer:
        match refused.refusal:
            case "page_not_found":
                return Answer(200, self.document.example("PageNotFound"))
            case "method_not_allowed":
                allow = ("Allow", str(refused.facts["allow"]))
                return Answer(405, refused.body(), (allow,))
            case _:
                return Answer(refused.row.status, refused.body())


def create_app(
    document: Path = DOCUMENT,
    seed: Path = SEED,
    clock: Clock | None = None,
    room: int = 10_000,
) -> MockServer:
    """Make a mock with nothing reserved or owned. `room` is how many accounts it keeps.

    Raises CannotStart when the document or the seed is not understood.
    """
    return MockServer(_document(document), seed, clock or Clock(), room)


@lru_cache(maxsize=1)
def _document(path: Path) -> Document:
    # Tests make many mocks of one document.
    return Document.load(path)


@lru_cache
def _status_line(status: int) -> str:
    return f"{status} {HTTPStatus(status).phrase}"


def _functions_for(document: Document, module: ModuleType) -> dict[str, Function]:
    """Find the function of each operationId. Raises CannotStart when either has no partner."""
    functions = {
        name: function
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_")
    }
    ids = {_snake(operation.id): operation.id for operation in document.operations}
    for name in sorted(ids.keys() - functions.keys()):
        raise CannotStart(f"The document has an operation {ids[name]}, the mock has no {name}.")
    for name in sorted(functions.keys() - ids.keys()):
        raise CannotStart(f"The mock has a function {name}, the document has no such operation.")
    return {ids[name]: functions[name] for name in ids}


def _snake(operation_id: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", operation_id).lower()

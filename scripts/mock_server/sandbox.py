"""The mock itself: a request goes in, an answer comes out, whichever face takes and sends them.

What happens to a request of the number API, in this order; the first that refuses it answers it:

1. route: method and path are one of the document's, or it is answered as outside of its operations;
2. account: the token is one of an account, the code of the client is there, and the account is in
   no condition that refuses it;
3. fault: the first of an ordered fault, the header Prefer and a magic number that says something.
   What keeps the operation from being carried out is answered here, all else waits for 6;
4. parameters: what was asked for is what the document allows;
5. operation: the store carries it out, and keeps what it changed;
6. answer: the fault does to the answer what it does, and the journal notes it.

What begins with /_mock/ is the control API's instead (see `control`).
"""

import sys
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache
from html import escape
from pathlib import Path
from random import Random
from typing import cast

import msgspec
from msgspec.structs import replace

from . import operations, parameters, prefer
from .accounts import KNOWN, SAMPLE, Account, Accounts, Caller
from .answers import Answers
from .clock import Clock
from .conditions import Condition
from .control import CONTROL, Control
from .document import Document, Operation
from .exchange import Act, Done, Errand, Exchange, Reading, T
from .faults import NOTHING, Effect, Faults
from .functions import functions_for
from .handle import AccountHandle
from .journal import Journal
from .lenience import shortened
from .magic import MARK, MARK_IN_BYTES, Magic
from .operations import Call, Outcome
from .refusals import REFUSALS, Name, Refused
from .reply import JSON_TYPE, Reply, Wire, phrase
from .request import Request
from .routes import Routes
from .stock import World
from .stores import Later, Seeding, Store, StoreFailed, open_store

Function = Callable[[Call], Outcome]

HERE = Path(__file__).parent
SEED = HERE / "seed.yaml"
# The document lies at the root of the repository, or beside the mock where that is packaged alone.
DOCUMENT = next(
    (path for path in (HERE / "openapi.yaml", HERE.parents[1] / "openapi.yaml") if path.exists()),
    HERE / "openapi.yaml",
)
# How many accounts are remembered in memory; the least recently used one is forgotten first.
ROOM = 10_000
NO_LATENCY = (0.0, 0.0)

_encode = msgspec.json.Encoder().encode


class Sandbox:
    """The API pretended. `clock` is the system's; each world has an adjustment of its own.

    room: how many accounts may have faults or conditions ordered; the one idle for longest goes
    first. dice: what latency is drawn from, and a share of calls that shall go wrong; the same
    number throws the same. latency: how long answers are held back, from and to, in seconds.
    lenient: take what the provider presumably tolerates, though the document forbids it.
    """

    def __init__(
        self,
        document: Document,
        store: Store,
        clock: Clock,
        room: int = ROOM,
        *,
        dice: int | None = None,
        latency: tuple[float, float] = NO_LATENCY,
        lenient: bool = False,
    ) -> None:
        self.document = document
        self.catalogue = store.catalogue
        self.store = store
        self.clock = clock
        self.answers = Answers(document.operations)
        self.functions: Mapping[str, Function] = functions_for(document, operations)
        self.faults = Faults(self.answers, dice or 0)
        self.accounts = Accounts(self.faults, room)
        self.journal = Journal()
        self.control = Control(self)
        self._magic = Magic(self.faults)
        self._routes = Routes(document.prefix, document.operations)
        self._client_header = document.client_header.lower()
        self.dice = Random(dice)  # noqa: S311 - it must come out the same each time
        self.latency = latency if latency != NO_LATENCY else None
        self._lenient = lenient

    def handle(self, request: Request, done: Done) -> None:
        """Answer a request by calling `done` once, at once or from another thread. Never raises."""
        if request.path.startswith(CONTROL):
            self.control.handle(request, done)
            return
        self._carefully(self._handle, Exchange(self, request, done))

    def gather(self, later: Later | None) -> None:
        """Let requests of this thread share what their answers cost, see Store; None ends that."""
        self.store.gather(later)

    def _carefully(self, step: Callable[[Exchange], None], exchange: Exchange) -> None:
        try:
            step(exchange)
        except Refused as refused:
            exchange.answer(self.refusal(refused))
        except Exception as error:
            failure = self.failure(error)
            if not exchange.answered:
                exchange.answer(failure)

    def _handle(self, exchange: Exchange) -> None:
        request = exchange.request
        path = shortened(request.path) if self._lenient else request.path
        match = self._routes.find(request.method, path)
        exchange.texts = match.texts
        exchange.operation = operation = match.operation
        exchange.operation_id = operation.id
        exchange.caller = caller = request.headers.caller or self._caller(request)
        name, exchange.shelf, condition = caller.account
        exchange.account = name
        exchange.standing = standing = self.accounts.find(name)
        if standing:
            condition = standing.condition or condition
        if condition is None:
            self._proceed(exchange)
        else:
            self._conditioned(exchange, condition)

    def _conditioned(self, exchange: Exchange, condition: Condition) -> None:
        match condition.name:
            case "throttled":
                self._throttle(exchange, condition)
            case "unprocessable":
                self._proceed(exchange, condition)
            case "expired":
                raise self._unauthenticated(f"The token has expired. {condition.why}")
            case _ if condition.example in REFUSALS:
                raise Refused(cast(Name, condition.example), why=condition.why)
            case _:
                answers = self.answers.list(exchange.operation.id, name=condition.example)
                exchange.answer(answers[0].reply)

    def _throttle(self, exchange: Exchange, condition: Condition) -> None:
        name, limit = exchange.account, condition.calls_per_minute

        def admit(now: datetime) -> None:
            seconds = self.accounts.of(name).throttle.wait(now, limit)
            if seconds:
                refused = Refused(
                    "too_many_requests", limit=limit, seconds=seconds, why=condition.why
                )
                exchange.answer(self.refusal(refused))
            else:
                self._carefully(self._proceed, exchange)

        self.store.submit(Reading(exchange.shelf, self.clock, admit))

    def _proceed(self, exchange: Exchange, condition: Condition | None = None) -> None:
        effect = self._effect(exchange)
        if effect is not None:
            exchange.effect = effect
            if not effect.runs:
                exchange.answer(NOTHING)
                return
        try:
            exchange.asked = parameters.read(
                exchange.operation, exchange.texts, exchange.request, lenient=self._lenient
            )
        except Refused as refused:
            if condition is None:
                raise
            raise self._as_framework(refused, condition, exchange.operation) from None
        self.store.submit(exchange)

    def _as_framework(
        self, refused: Refused, condition: Condition, operation: Operation
    ) -> Refused:
        # Where there is nothing to validate the document has no such answer.
        if not self.answers.list(operation.id, name=condition.example):
            return refused
        errors = {str(refused.facts.get("name", "body")): [refused.text()]}
        return Refused("unprocessable", errors=errors, why=condition.why)

    def _effect(self, exchange: Exchange) -> Effect | None:
        request, operation = exchange.request, exchange.operation.id
        standing = exchange.standing
        if standing and (met := standing.orders.meet(operation)):
            return met
        _, client, preference = exchange.caller
        if preference and (met := prefer.preferred(preference, self.faults, operation)):
            return met
        # This goes for every request, so it is a quick look; a careful one follows where it must.
        if (
            MARK in client
            or MARK in request.path
            or MARK in request.query_string
            or MARK_IN_BYTES in request.raw
        ):
            return self._magic.effect(request, client, exchange.texts, operation)
        return None

    def held_back(self, reply: Reply) -> Reply:
        """Let an answer take its time, if `latency` says so."""
        wire = reply.wire or Wire()
        return replace(
            reply,
            wire=wire._replace(delay=wire.delay + self.dice.uniform(*(self.latency or NO_LATENCY))),
        )

    def account(self, token: str) -> AccountHandle:
        """What can be done with an account besides operations. Raises ValueError for none."""
        return AccountHandle(self, token)

    def perform(self, shelf: str, act: Act[T]) -> T:
        """Do something with a world besides operations, and wait for it. Raises StoreFailed."""
        errand = Errand(shelf, act, self.clock)
        self.store.submit(errand)
        return errand.result()

    def world(self, token: str) -> World:
        """Look at the world of an account. It is not to be changed."""
        return self.perform(Account.of(token).shelf, lambda world: (world, ()))

    def close(self) -> None:
        """Finish what is under way, and let go of the store."""
        self.control.close()
        self.store.close()

    def _caller(self, request: Request) -> Caller:
        headers, token = request.headers, request.token
        if not token.startswith(KNOWN):
            raise self._unauthenticated("The token is missing or unknown.")
        client = headers.get(self._client_header)
        if not client:
            raise self._unauthenticated(f"The header {self.document.client_header} is missing.")
        headers.caller = Caller(Account.of(token), client, headers.get("prefer", ""))
        return headers.caller

    def _unauthenticated(self, problem: str) -> Refused:
        document = self.document
        headers = (
            f"Authorization: Bearer {SAMPLE} and {document.client_header}: {document.client_code}"
        )
        return Refused("unauthenticated", problem=problem, headers=headers)

    def refusal(self, refused: Refused) -> Reply:
        """What a refusal looks like."""
        facts = refused.facts
        match refused.refusal:
            case "page_not_found":
                return Reply(200, _encode(self.document.example("PageNotFound")))
            case "method_not_allowed":
                extra: tuple[tuple[str, str], ...] = (("Allow", str(facts["allow"])),)
            case "too_many_requests":
                extra = (
                    ("Retry-After", str(facts["seconds"])),
                    ("X-RateLimit-Limit", str(facts["limit"])),
                    ("X-RateLimit-Remaining", "0"),
                )
            case _:
                extra = ()
        return Reply(refused.row.status, _encode(refused.body()), (*JSON_TYPE, *extra))

    def failure(self, error: Exception) -> Reply:
        """What the mock answers where it is broken itself."""
        print(f"The mock failed, please report: {error!r}", file=sys.stderr)
        return Reply(500, _encode(self.document.example("ServerError")))

    def unavailable(self, failure: StoreFailed) -> Reply:
        """What the mock answers where its store has failed: a page, as the document has it."""
        refused = Refused("store_failed", sentence=str(failure))
        title, text = f"503 {phrase(503)}", escape(refused.text())
        page = f"<html><body><h1>{title}</h1><p>{text}</p></body></html>"
        return Reply(503, page.encode(), (("Content-Type", "text/html"),))


def create_sandbox(
    document: Path = DOCUMENT,
    seed: Path | int | None = None,
    clock: Clock | None = None,
    room: int = ROOM,
    store: str = "memory",
    *,
    latency: tuple[float, float] = NO_LATENCY,
    lenient: bool = False,
) -> Sandbox:
    """Make a mock, with nothing reserved or owned unless the store has it.

    `seed` is a file, which must be the one of the store, or the number that the dice are thrown
    by; a store has a seed of its own, which is the built-in one where no file was given when it was
    made. With either, the same calls get the same answers, since the clocks of accounts stand still
    until they are moved. `room` is how many accounts are kept in memory, `latency` and `lenient`
    are as in Sandbox. Raises CannotStart when the document, the seed or the store is not
    understood, or the store cannot be had.
    """
    read = _document(document)
    given, dice = (None, seed) if isinstance(seed, int) else (seed, None if seed is None else 0)
    seeding = Seeding(read, SEED, given, is_still=seed is not None)
    return Sandbox(
        read,
        open_store(store, seeding, room),
        clock or Clock(),
        room,
        dice=dice,
        latency=latency,
        lenient=lenient,
    )


@lru_cache(maxsize=1)
def _document(path: Path) -> Document:
    # Tests make many mocks of one document.
    return Document.load(path)

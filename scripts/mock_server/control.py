"""The control API, under /_mock/ beside the number API: control.yaml describes it.

There is a function for each of its operations, named as its operationId in snake case. Each is a
thin face of an account's handle, and answers the object to send with status 200.
"""

import sys
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from . import conditions, har, magic, parameters
from .accounts import KNOWN, SAMPLE
from .conditions import CONDITIONS, Condition
from .document import Document
from .exchange import Done
from .faults import Order
from .functions import functions_for
from .handle import AccountHandle, Time
from .journal import as_json
from .orders import OrderedFault
from .refusals import Refused
from .reply import JSON_TYPE, Reply
from .request import Request
from .routes import Match, Routes
from .stores import StoreFailed

if TYPE_CHECKING:
    from .sandbox import Sandbox

CONTROL = "/_mock/"
CONTROL_DOCUMENT = Path(__file__).parent / "control.yaml"
CREATOR = "plusofon-mock"
DONE = {"success": True}

_encode = msgspec.json.Encoder().encode


class Visit(NamedTuple):
    """Who asks for what. `token` is empty where the operation does not want to know who asks."""

    sandbox: "Sandbox"
    document: Document
    token: str
    parameters: dict[str, Any]

    @property
    def account(self) -> AccountHandle:
        """The account that is asked about."""
        return self.sandbox.account(self.token)


def check_health(visit: Visit) -> Any:
    """Say that the mock is there."""
    return {"status": "ok", "version": _version(visit)}


def show_control_document(visit: Visit) -> Any:
    """Show control.yaml."""
    return visit.document.tree


def show_number_document(visit: Visit) -> Any:
    """Show the document of the number API."""
    return visit.sandbox.document.tree


def list_magic_numbers(visit: Visit) -> Any:
    """List the magic numbers of each operation."""
    return {"magic_numbers": msgspec.to_builtins(magic.magic_numbers(visit.sandbox.answers))}


def reset_account(visit: Visit) -> Any:
    """Let an account be as new."""
    visit.account.reset()
    return DONE


def seed_account(visit: Visit) -> Any:
    """Let an account hold exactly what is named."""
    visit.account.seed(**visit.parameters)
    return DONE


def take_snapshot(visit: Visit) -> Any:
    """Write the shelf of an account down."""
    return visit.account.snapshot()


def restore_snapshot(visit: Visit) -> Any:
    """Let the shelf of an account become what a snapshot says."""
    visit.account.restore(visit.parameters)
    return DONE


def read_clock(visit: Visit) -> Any:
    """Tell the time of a shelf."""
    return _time(visit.account.time())


def set_clock(visit: Visit) -> Any:
    """Set the clock of a shelf."""
    visit.account.set_clock(**visit.parameters)
    return read_clock(visit)


def freeze_clock(visit: Visit) -> Any:
    """Let the clock of a shelf stand still."""
    visit.account.freeze(**visit.parameters)
    return read_clock(visit)


def advance_clock(visit: Visit) -> Any:
    """Move the clock of a shelf on."""
    visit.account.advance(**visit.parameters)
    return read_clock(visit)


def run_clock(visit: Visit) -> Any:
    """Let the clock of a shelf run on."""
    visit.account.run_clock()
    return read_clock(visit)


def list_requests(visit: Visit) -> Any:
    """List the last requests of an account."""
    return {"requests": as_json(visit.account.requests())}


def export_requests(visit: Visit) -> Any:
    """Write the last requests of an account as HTTP Archive."""
    return har.archive(visit.account.requests(), CREATOR, _version(visit))


def forget_requests(visit: Visit) -> Any:
    """Empty the journal of an account."""
    visit.account.forget_requests()
    return DONE


def order_fault(visit: Visit) -> Any:
    """Order a fault."""
    return _ordered(visit.account.order(Order(**visit.parameters)))


def list_faults(visit: Visit) -> Any:
    """List the ordered faults of an account."""
    return {"faults": [_ordered(fault) for fault in visit.account.faults()]}


def withdraw_faults(visit: Visit) -> Any:
    """Take all ordered faults of an account back."""
    visit.account.withdraw()
    return DONE


def withdraw_fault(visit: Visit) -> Any:
    """Take one ordered fault back."""
    fault = visit.parameters["fault_id"]
    try:
        visit.account.withdraw(fault)
    except LookupError:
        raise Refused("no_such_fault", id=fault) from None
    return DONE


def list_conditions(_visit: Visit) -> Any:
    """List the conditions that an account can be in."""
    rows = [
        {"condition": name, "example": example, "token": conditions.prefix(name)}
        for name, example in CONDITIONS.items()
    ]
    return {"conditions": rows}


def read_condition(visit: Visit) -> Any:
    """Tell the condition of an account."""
    return _condition(visit.account.condition)


def set_condition(visit: Visit) -> Any:
    """Put an account into a condition."""
    asked = visit.parameters
    limit = asked.get("calls_per_minute", conditions.CALLS_PER_MINUTE)
    visit.account.put_into(asked["condition"], limit)
    return read_condition(visit)


def clear_condition(visit: Visit) -> Any:
    """Take an account out of its condition."""
    visit.account.take_out()
    return read_condition(visit)


def _time(time: Time) -> dict[str, Any]:
    return {"now": time.now.isoformat().replace("+00:00", "Z"), "frozen": time.frozen}


def _ordered(fault: OrderedFault) -> dict[str, Any]:
    order: dict[str, Any] = msgspec.to_builtins(fault.order)
    counts = {"calls": fault.calls, "met": fault.met, "spent": fault.spent}
    return {"id": fault.id, "order": order, **counts}


def _condition(condition: Condition | None) -> dict[str, Any]:
    if condition is None:
        return {"condition": None}
    answer: dict[str, Any] = {"condition": condition.name, "why": condition.why}
    if condition.name == "throttled":
        answer["calls_per_minute"] = condition.calls_per_minute
    return answer


def _version(visit: Visit) -> str:
    return visit.sandbox.document.version


class Control:
    """Answers requests for the control API.

    Each may have to wait for the store, so that is done in a thread, where it keeps nobody else
    waiting.
    """

    def __init__(self, sandbox: "Sandbox") -> None:
        self._sandbox = sandbox
        self.document = _document()
        self._routes = Routes(self.document.prefix, self.document.operations)
        self._functions = functions_for(self.document, sys.modules[__name__])
        # It has no thread before there is something to do.
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="control")

    def handle(self, request: Request, done: Done) -> None:
        """Answer a request by calling `done` once, from another thread. Never raises."""
        self._thread.submit(lambda: done(self._reply(request)))

    def close(self) -> None:
        """Finish what is under way."""
        self._thread.shutdown()

    def _reply(self, request: Request) -> Reply:
        try:
            return Reply(200, _encode(self._answer(request)))
        except Refused as refused:
            return self._refusal(refused)
        except ValueError as error:
            return self._refusal(Refused("wrong_value", sentence=str(error)))
        except StoreFailed as failure:
            return self._refusal(Refused("store_failed", sentence=str(failure)))
        except Exception as error:
            return self._sandbox.failure(error)

    def _answer(self, request: Request) -> Any:
        match = self._route(request)
        operation = match.operation
        token = _token(request) if operation.secured else ""
        asked = parameters.read(operation, match.texts, request, lenient=False)
        visit = Visit(self._sandbox, self.document, token, asked)
        return self._functions[operation.id](visit)

    def _route(self, request: Request) -> Match:
        try:
            return self._routes.find(request.method, request.path)
        except Refused as refused:
            if refused.refusal != "page_not_found":
                raise
            raise Refused("no_such_path", document=f"{CONTROL}openapi.json") from None

    def _refusal(self, refused: Refused) -> Reply:
        allow = refused.facts.get("allow")
        headers = JSON_TYPE if allow is None else (*JSON_TYPE, ("Allow", str(allow)))
        return Reply(refused.row.status, _encode(refused.body()), headers)


def _token(request: Request) -> str:
    token = request.token
    if not token.startswith(KNOWN):
        raise Refused(
            "unauthenticated",
            problem="The token is missing or unknown.",
            headers=f"Authorization: Bearer {SAMPLE}",
        )
    return token


@lru_cache(maxsize=1)
def _document() -> Document:
    # Tests make many mocks.
    return Document.load(CONTROL_DOCUMENT)

"""Requests made up by schemathesis from the document, sent through the client into the mock."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from schemathesis import GenerationMode
from schemathesis.specs.openapi import checks

from scripts.mock_server import create_app
from scripts.mock_server.changes import Restored
from scripts.mock_server.stock import apply, snapshot
from tests.bridge import ClientBridge
from tests.callers import furnish
from tests.contract import DOCUMENT, OPERATIONS, resolve, target

pytestmark = pytest.mark.properties

TOKEN = "test-properties"

# A request that obeys the document may still be refused with a 400 for what the account holds (the
# number is reserved already, say). The check takes each 400 for a broken promise.
EXCLUDED: list[Any] = [checks.positive_data_acceptance]  # pyright: ignore[reportUnknownMemberType] - schemathesis leaves types out


def bridged(*, awaits: bool) -> Any:
    """The document, with the client in front of a mock as the app that it describes."""
    mock = create_app()
    furnish(mock, TOKEN)
    world = mock.sandbox.world(TOKEN)
    furnished = Restored(snapshot(world))

    def restore() -> None:
        """Let each case meet the same account, whatever the cases before it did."""
        apply(world, furnished)

    schema: Any = schemathesis.openapi.from_dict(DOCUMENT)
    schema.config.generation.update(modes=[GenerationMode.POSITIVE])
    schema.hook("before_add_examples")(add_targets)
    schema.app = ClientBridge(mock, TOKEN, awaits=awaits, before=restore)
    return schema


def add_targets(context: Any, examples: list[Any]) -> None:
    """Add what chance rarely finds: each integration with each default target."""
    operation = context.operation
    if operation.definition.raw["operationId"] == "forwardNumbers":
        made = [operation.Case(body=body, media_type="application/json") for body in integrations()]
        examples.extend(made)


def integrations() -> Iterator[dict[str, Any]]:
    """The bodies of forwarding to an integration: one for each default target, as documented."""
    schema = OPERATIONS["forwardNumbers"].body_schema or {}
    for where in schema["discriminator"]["mapping"].values():
        branch = target(where)
        targets: dict[str, Any] = branch.get("dependentSchemas", {})
        for name, told in targets.items():
            body = {
                key: value for key, value in branch["examples"][0].items() if key not in targets
            }
            example = resolve(branch["properties"][name])["examples"][0]
            default = told["properties"]["type_default"]["const"]
            yield {**body, "type_default": default, name: example}


waiting, awaiting = bridged(awaits=False), bridged(awaits=True)


@waiting.parametrize()  # type: ignore[untyped-decorator] # schemathesis gives it no type
def test_a_request_through_the_client_that_waits(case: Any) -> None:
    """What the document allows goes out unchanged, is answered as documented, and is understood."""
    case.call_and_validate(headers=waiting.app.headers(), excluded_checks=EXCLUDED)


@awaiting.parametrize()  # type: ignore[untyped-decorator] # the same
def test_a_request_through_the_client_that_awaits(case: Any) -> None:
    """The client with coroutines keeps the same promise."""
    case.call_and_validate(headers=awaiting.app.headers(), excluded_checks=EXCLUDED)

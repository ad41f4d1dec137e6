"""Requests made up by schemathesis from the control API's document, good ones and bad ones."""

from typing import Any

import pytest
import schemathesis
from schemathesis import GenerationMode
from schemathesis.specs.openapi import checks

from scripts.mock_server import Clock, create_app
from tests.control_caller import CONTROL
from tests.mock_caller import NOON

pytestmark = pytest.mark.properties

TOKEN = "test-control-properties"
HEADERS = {"Authorization": f"Bearer {TOKEN}"}

# A request that obeys the document may still name what there is not: the same number twice, an
# operation of another API, a day in the thirteenth month. The check takes each 400 for a broken
# promise.
EXCLUDED: list[Any] = [checks.positive_data_acceptance]  # pyright: ignore[reportUnknownMemberType] - schemathesis leaves types out


# What takes nothing cannot be asked in a wrong way.
TAKING = [
    definition["operationId"]
    for item in CONTROL["paths"].values()
    for definition in item.values()
    if definition.keys() & {"requestBody", "parameters"}
]


def made_up(mode: GenerationMode) -> Any:
    """The document, with a mock as the app that it describes."""
    schema: Any = schemathesis.openapi.from_dict(CONTROL)
    schema.config.generation.update(modes=[mode])
    schema.app = create_app(clock=Clock(NOON))
    return schema


good = made_up(GenerationMode.POSITIVE)
bad = made_up(GenerationMode.NEGATIVE).include(operation_id=TAKING)


@good.parametrize()  # type: ignore[untyped-decorator] # schemathesis gives it no type
def test_a_request_that_obeys_the_document(case: Any) -> None:
    """It is answered as documented, and never with a failure of the mock."""
    case.call_and_validate(headers=HEADERS, excluded_checks=EXCLUDED)


@bad.parametrize()  # type: ignore[untyped-decorator] # the same
def test_a_request_that_does_not(case: Any) -> None:
    """It is refused as documented, and never with a failure of the mock."""
    case.call_and_validate(headers=HEADERS, excluded_checks=EXCLUDED)

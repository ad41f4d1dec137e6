"""The document and the second reading of its promises, tests/promises/, tell the same."""

from typing import Any

import pytest

from tests.contract import DOCUMENT
from tests.promises import FOLDER, READINGS, differences, promised


@pytest.mark.parametrize("name", READINGS)
def test_a_promise_in_both_readings(name: str) -> None:
    """Neither has one that the other has not: what is promised is changed in both, on purpose."""
    assert [*differences(promised(name), READINGS[name](DOCUMENT))] == []


def test_the_second_reading() -> None:
    """It has a file for each part of the document, and no other."""
    assert {path.stem for path in FOLDER.glob("*.yaml")} == READINGS.keys()


@pytest.mark.parametrize(
    ("one", "other", "line"),
    [
        ({"A": {"id!": "NumberId"}}, {"A": {"id": "NumberId"}}, "A id!: NumberId was promised"),
        ({"A": {}}, {"A": {}, "B": "string"}, "B: nothing was promised, the document says string"),
        ({"A": True}, {"A": 1}, "A: True was promised, the document says 1"),
        ({"A": ["x", "y"]}, {"A": ["y", "x"]}, "A: ['x', 'y'] was promised"),
    ],
)
def test_a_promise_in_one_reading(one: Any, other: Any, line: str) -> None:
    """It is told with its place, and with what each reading says."""
    assert next(differences(one, other)).startswith(line)

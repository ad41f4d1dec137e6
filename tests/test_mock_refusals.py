"""The table of refusals goes by the documents, the contract and the control API's, to the word."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import yaml

from scripts.mock_server.refusals import HINTS, REFUSALS, Refused, cut, either, shown
from tests import control_caller as control
from tests.contract import DOCUMENT, OPERATIONS, ROOT, resolve

Example = tuple[str, tuple[int, str]]
SAID: list[dict[str, Any]] = yaml.safe_load((ROOT / "tests/refusals.yaml").read_text("utf-8"))


def examples_of(status: str, answer: Any, resolved: Callable[[Any], Any]) -> Iterator[Example]:
    """Tell the name of each example of an answer, its status, and where its text stands."""
    for media in resolved(answer)["content"].values():
        for name, example in media["examples"].items():
            body = resolved(example)["value"]
            key = "error" if "error" in body and "jsonrpc" not in body else "message"
            yield name, (int(status), key)


def test_the_names_of_refusals() -> None:
    """Each is the name of an example of a document, with the same status and property."""
    answers = [(s, a) for o in OPERATIONS.values() for s, a in o.definition["responses"].items()]
    outside = DOCUMENT["x-outside-operations"]
    answers += [("405", outside["wrong_method"]), ("200", outside["wrong_path"])]
    seen: dict[str, set[tuple[int, str]]] = {}
    for found in (
        *(example for s, a in answers for example in examples_of(s, a, resolve)),
        *(example for s, a in control.answers() for example in examples_of(s, a, control.resolve)),
    ):
        seen.setdefault(found[0], set()).add(found[1])
    for name, row in REFUSALS.items():
        assert seen[name] == {(row.status, row.key)} or name == "page_not_found"
        assert any(status == row.status for status, _ in seen[name])


@pytest.mark.parametrize("row", SAID, ids=lambda row: row.get("hint") or row["refusal"])
def test_what_is_said(row: dict[str, Any]) -> None:
    """Each says what was wrong with the facts at hand, and what to do: exactly so."""
    refused = Refused(row["refusal"], row.get("hint"), **row["facts"])
    assert (refused.row.status, refused.body()) == (row["status"], row["body"])


def test_all_that_is_said() -> None:
    """No refusal and no hint is left out."""
    assert {row["hint"] for row in SAID if "hint" in row} == {*HINTS}
    assert {row["refusal"] for row in SAID if "hint" not in row} == {*REFUSALS}


def test_what_a_log_has() -> None:
    """A refusal that nobody catches is told by its name."""
    assert str(Refused("not_free", number=4951332210)) == "not_free"


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (None, "null"),
        (True, "true"),
        (False, "false"),
        ("", '""'),
        ("a" * 60, f'"{"a" * 60}"'),
        ("a" * 61, f'"{"a" * 59}…"'),
        (-1, "-1"),
        (0.5, "0.5"),
        (10**70, f"1{'0' * 58}…"),
        (10**5000, "a number with thousands of digits"),
        ([1, 2], "a list of 2"),
        ({"a": 1}, "an object of 1"),
        (object(), "something else"),
    ],
    ids=lambda value: str(type(value).__name__),
)
def test_a_value_that_is_echoed(value: object, told: str) -> None:
    """It is short, and as JSON has it."""
    assert shown(value) == told


def test_a_text_that_is_cut() -> None:
    """It has as many characters as it may, the last of them an ellipsis, and is valid Unicode."""
    assert shown("abcdef", 4) == '"abc…"'
    assert shown(123456, 4) == "123…"
    assert (cut("abcd", 4), cut("abcde", 4)) == ("abcd", "abc…")
    assert (cut("a" * 60), cut("a" * 61)) == ("a" * 60, f"{'a' * 59}…")
    assert cut("\ud800") == "?"


def test_what_there_is_to_choose_from() -> None:
    """It is a list as in a sentence."""
    assert [either("a"), either("ab"), either("abc")] == ["a", "a or b", "a, b or c"]

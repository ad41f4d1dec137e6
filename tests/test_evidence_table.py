"""How the ledger is printed."""

import json
import sys

import pytest

from scripts.evidence import __main__ as command
from scripts.evidence.__main__ import aligned, shortened, table
from scripts.evidence.facts import Fact
from scripts.evidence.ledger import Entry, Ledger


def entry(place: str, told: str, grade: str) -> Entry:
    """A line of the ledger."""
    return Entry(Fact("field", place, told, ""), grade, "ours", "us", "here")


def test_the_table_for_people() -> None:
    """Columns as wide as they must be, and how many facts have which grade."""
    long = "p" * 41
    lines = table(
        Ledger([entry("a.bcdef", long, "observed"), entry("b", "x", ""), entry("c", "y", "")], [])
    ).split("\n")
    assert lines == [
        f"kind   place    told{' ' * 36}  grade     source",
        f"field  a.bcdef  {'p' * 38} …  observed  us, here",
        f"field  b        x{' ' * 39}            us, here",
        f"field  c        y{' ' * 39}            us, here",
        "",
        "3 facts: 1 observed, 2 without a grade",
    ]
    assert shortened("p" * 40) == "p" * 40
    assert aligned(["a", "b"], [3, 9]) == "a    b"


class Told:
    """What the command is given, and what it ends with."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, made: Ledger) -> None:
        self._monkeypatch = monkeypatch

        def ledger_of(_: object) -> Ledger:
            return made

        monkeypatch.setattr(command, "ledger_of", ledger_of)

    def __call__(self, *arguments: str) -> object:
        """Run it in this process."""
        self._monkeypatch.setattr(sys, "argv", ["evidence", *arguments])
        with pytest.raises(SystemExit) as left:
            command.main()
        return left.value.code


def test_the_command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """It prints the table, or JSON, and ends with what is wrong."""
    made = Ledger([entry("ä", "x", "observed")], ["one", "two"])
    told = Told(monkeypatch, made)
    assert told() == "one\ntwo"
    assert capsys.readouterr().out == f"{table(made)}\n"
    assert told("--json") == "one\ntwo"
    out = capsys.readouterr().out
    row = {"kind": "field", "place": "ä", "told": "x", "grade": "observed", "source": "us, here"}
    assert out == json.dumps([row], ensure_ascii=False, indent=1) + "\n"
    assert Told(monkeypatch, Ledger(made.entries, []))() is None


def test_the_help_of_the_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It says what it prints, and for whom."""
    assert Told(monkeypatch, Ledger([], []))("--help") == 0
    out = capsys.readouterr().out
    assert out.startswith("usage: python -m scripts.evidence [-h] [--json]\n\nPrint every fact")
    assert "--json      print a JSON array\n" in out

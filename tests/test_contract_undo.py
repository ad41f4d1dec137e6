"""The journal of what is to be undone, and the undoing, without a server."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scripts.contract.caller import Exchange
from scripts.contract.document import DOCUMENT, Document
from scripts.contract.errors import CannotRun, Stopped, TooManyRequests
from scripts.contract.journal import Journal, Step, every, undo
from scripts.contract.values import NOTHING

CONTRACT = Document.load(DOCUMENT)
URL = "https://host/api/v1"
STEP = Step("reserved", "4951332210", before=[1])


def refused(act: Callable[..., Any], *given: Any) -> str:
    """Why something cannot be done."""
    with pytest.raises(CannotRun) as why:
        act(*given)
    return str(why.value)


# The file.


def test_a_journal(tmp_path: Path) -> None:
    """It is there while there is something to undo, and nobody else can read it."""
    path = tmp_path / "journal"
    journal = Journal(path, URL)
    assert not path.exists()
    journal.add(STEP)
    journal.add(Step("black list", id=7, former=3))
    assert path.stat().st_mode & 0o777 == 0o600
    text = path.read_text(encoding="utf-8")
    assert text.startswith('{\n  "base_url": ')
    assert json.loads(text) == {
        "base_url": URL,
        "steps": [
            {
                "kind": "reserved",
                "number": "4951332210",
                "id": 0,
                "former": None,
                "before": [1],
            },
            {"kind": "black list", "number": "", "id": 7, "former": 3, "before": []},
        ],
    }
    assert Journal.found(path, URL).steps == journal.steps
    journal.drop(STEP)
    assert len(json.loads(path.read_text(encoding="utf-8"))["steps"]) == 1
    journal.drop(Step("black list", id=7, former=3))
    assert [*tmp_path.iterdir()] == []
    journal.add(STEP)
    path.unlink()
    journal.drop(STEP)


def test_a_journal_that_is_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each step is, as a whole, before it is done."""
    sizes: list[int] = []

    def kept(number: int) -> None:
        sizes.append(os.fstat(number).st_size)

    monkeypatch.setattr(os, "fsync", kept)
    journal = Journal(tmp_path / "journal", URL)
    journal.add(STEP)
    assert sizes[-1] == (tmp_path / "journal").stat().st_size
    assert len(sizes) == 2


def test_a_journal_of_an_earlier_run(tmp_path: Path) -> None:
    """It is not written over; it is of one server."""
    path = tmp_path / "journal"
    Journal(path, URL).add(STEP)
    before = path.read_bytes()
    assert refused(Journal, path, URL) == (
        f"{path} has what an earlier run did not undo."
        f" Run: plusofon-contract undo BASE_URL --journal {path}"
    )
    assert path.read_bytes() == before
    assert refused(Journal.found, path, "https://other") == (
        f"{path} is of a run at {URL}, not at https://other."
    )


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"steps": [{}]}', '{"steps": [{"kind": 1, "x": 2}]}', '{"steps": 5}']
)
def test_what_is_no_journal(text: str, tmp_path: Path) -> None:
    """The sentence says how to name another."""
    path = tmp_path / "journal"
    path.write_text(text, encoding="utf-8")
    assert refused(Journal.found, path, URL) == (
        f"{path} is no journal of a run. Name another with --journal."
    )
    assert refused(Journal.found, tmp_path / "none", URL) == (
        f"There is no journal {tmp_path / 'none'}: nothing is to be undone."
    )


def test_a_journal_that_cannot_be_written(tmp_path: Path) -> None:
    """Nothing is begun then."""
    path = tmp_path / "none" / "journal"
    assert refused(Journal, path, URL) == (
        f"The journal {path} cannot be written: no such file or directory."
    )


@pytest.mark.parametrize(
    ("step", "told"),
    [
        (STEP, "cancel the reservation of 4951332210"),
        (Step("bought", "5"), "release the number 5, which was bought"),
        (Step("forwarded", id=7), "switch the forwarding of the number with the id 7 off"),
        (
            Step("black list", id=7, former=3),
            "give the number with the id 7 the black list 3",
        ),
    ],
)
def test_what_a_person_has_to_do(step: Step, told: str) -> None:
    """It is said of each kind of step."""
    assert str(step) == told


# Undoing.


class Server:
    """Takes the place of the caller: lists, and answers in a row; notes what was asked."""

    def __init__(self, **lists: list[dict[str, Any]]) -> None:
        self.lists = lists
        self.asked: list[tuple[str, Any, Any]] = []
        self.held: list[float] = []
        self.reads = 0
        self.trouble: list[Exception | tuple[int, Any]] = []
        self.effect: Callable[[str, Any], None] = lambda _, __: None

    def call(
        self,
        operation: Any,
        body: Any = NOTHING,
        *,
        parameters: Any = None,
        undoing: bool = False,
    ) -> Exchange:
        """Answer."""
        assert undoing
        trouble = self.trouble.pop(0) if self.trouble else None
        if isinstance(trouble, Exception):
            raise trouble
        name = operation.name
        if name in self.lists and body is not NOTHING:
            self.reads += 1
            found: Any = {"data": self.lists[name], "last_page": 1}
        else:
            self.asked.append((name, None if body is NOTHING else body, parameters))
            self.effect(name, parameters)
            found = {"success": True}
        status, answer = trouble or (200, found)
        return Exchange(operation, name, body, status, "", answer, "", "", (), {})

    def hold(self, seconds: float) -> None:
        """Take note."""
        self.held.append(seconds)


def undone(server: Server, folder: Path, *steps: Step) -> list[Step]:
    """What is left once steps were undone."""
    journal = Journal(folder / "journal", URL)
    for step in steps:
        journal.add(step)
    caller: Any = server
    left = undo(journal, CONTRACT, caller)
    assert (folder / "journal").exists() == bool(left)
    return left


def listed(*ids: Any, number: Any = "74951332210") -> list[dict[str, Any]]:
    """Items of a list."""
    return [{"id": each, "number": number} for each in ids]


@pytest.mark.parametrize(
    ("kind", "listing", "operation", "parameter"),
    [
        ("reserved", "listReservations", "cancelReservation", "reserve_number_id"),
        ("bought", "listNumbers", "releaseNumber", "number_id"),
    ],
)
def test_what_is_taken_back(
    kind: str, listing: str, operation: str, parameter: str, tmp_path: Path
) -> None:
    """All that the list has of it and had not before, until it has it no more."""
    server = Server(**{listing: [*listed(1, 2, 3, "x"), *listed(4, number=7), {"id": 5}]})

    def take(name: str, parameters: Any) -> None:
        assert name == operation
        left = server.lists[listing]
        server.lists[listing] = [each for each in left if each["id"] != parameters[parameter]]

    server.effect = take
    assert undone(server, tmp_path, Step(kind, "4951332210", before=[1])) == []
    assert server.asked == [(operation, None, {parameter: 2}), (operation, None, {parameter: 3})]
    assert (server.held, server.reads) == ([], 2)
    server.lists[listing] = listed(1)
    server.asked = []
    assert undone(server, tmp_path, Step(kind, "4951332210", before=[1])) == []
    assert server.asked == []


def test_what_does_not_go(tmp_path: Path) -> None:
    """It is tried three times, and left for a person."""
    server = Server(listReservations=listed(2), listNumbers=listed(3))
    steps = [Step("reserved", "4951332210"), Step("bought", "4951332210")]
    assert undone(server, tmp_path, *steps) == steps
    assert [name for name, _, _ in server.asked] == [
        *["releaseNumber"] * 3,
        *["cancelReservation"] * 3,
    ]


def test_what_is_set_back(tmp_path: Path) -> None:
    """The last step first."""
    server = Server()
    steps = [
        Step("forwarded", id=7),
        Step("black list", id=8, former=3),
        Step("black list", id=9),
    ]
    assert undone(server, tmp_path, *steps) == []
    assert server.asked == [
        ("assignBlackList", {"numbers": [9]}, None),
        ("assignBlackList", {"numbers": [8], "contact_list_id": 3}, None),
        ("forwardNumbers", {"type": "empty", "numbers": [7]}, None),
    ]


@pytest.mark.parametrize(
    ("trouble", "held"),
    [
        (TooManyRequests(0.0), [5.0]),
        (TooManyRequests(7.0), [7.0]),
        (TooManyRequests(1000.0), [120.0]),
        (Stopped("No."), [5.0]),
        ((500, {"success": True}), []),
        ((200, {"success": False}), []),
        ((200, {"success": "yes"}), []),
        ((200, NOTHING), []),
    ],
)
def test_trouble(trouble: Any, held: list[float], tmp_path: Path) -> None:
    """It is waited for as long as the server says, within bounds, and tried again."""
    server = Server()
    server.trouble = [trouble, trouble]
    assert undone(server, tmp_path, Step("forwarded", id=7)) == []
    assert server.held == held * 2
    server.trouble = [trouble] * 3
    assert undone(server, tmp_path, Step("forwarded", id=7)) == [Step("forwarded", id=7)]


def test_a_success_with_201(tmp_path: Path) -> None:
    """It counts as well."""
    server = Server()
    server.trouble = [(201, {"success": True})]
    assert undone(server, tmp_path, Step("forwarded", id=7)) == []
    assert len(server.asked) == 1


class Pages:
    """Answers a list page by page."""

    def __init__(self, *pages: Any, status: int = 200) -> None:
        self.pages = pages
        self.status = status
        self.asked: list[tuple[Any, bool]] = []

    def call(self, operation: Any, body: Any, *, undoing: bool) -> Exchange:
        """Answer."""
        self.asked.append((body["page"], undoing))
        answer = self.pages[min(body["page"], len(self.pages)) - 1]
        return Exchange(operation, "", body, self.status, "", answer, "", "", (), {})


def read(pages: Any, note: Any = None) -> list[dict[str, Any]]:
    """The items of all pages."""
    return [*every(CONTRACT, pages, "listNumbers", note)]


def test_all_pages_of_a_list() -> None:
    """As many as the list says that it has; what is no item is passed over."""
    pages = Pages(
        {"data": [{"id": 1}, 5], "last_page": 2},
        {"data": [{"id": 2}], "last_page": 2},
    )
    assert read(pages) == [{"id": 1}, {"id": 2}]
    assert pages.asked == [(1, True), (2, True)]
    noted: list[Exchange] = []
    assert len(read(pages, noted.append)) == 2
    assert [each.asked for each in noted] == [{"page": 1}, {"page": 2}]
    assert pages.asked[2:] == [(1, False), (2, False)]
    assert read(Pages({"data": [{}]})) == [{}]
    assert read(Pages({"data": [{}], "last_page": "9"})) == [{}]
    endless = Pages({"data": [{}], "last_page": 10**9})
    assert len(read(endless)) == 200


@pytest.mark.parametrize("page", [NOTHING, {}, {"data": {}}, []])
def test_a_list_that_cannot_be_read(page: Any) -> None:
    """It ends the run, or the try."""
    with pytest.raises(Stopped, match="listNumbers cannot be read"):
        read(Pages(page))
    with pytest.raises(Stopped, match="listNumbers cannot be read"):
        read(Pages({"data": []}, status=500))

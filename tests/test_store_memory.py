"""What a connection to a file remembers of worlds, as long as no other one has written."""

from typing import Any

import pytest

from scripts.mock_server.stores import sqlite
from scripts.mock_server.stores.sqlite import Sqlite
from tests.store_jobs import count, reserve, store_of

pytestmark = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """The worlds that the file was asked for, each time."""
    read: list[tuple[str, ...]] = []
    execute = Sqlite.execute

    def executing(self: Sqlite, sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
        if "FROM shelf WHERE name IN" in sql:
            read.append(parameters)
        return execute(self, sql, *parameters)

    monkeypatch.setattr(Sqlite, "execute", executing)
    return read


def test_a_world_that_is_known(store_url: str, read: list[tuple[str, ...]]) -> None:
    """The file is asked once."""
    with store_of(store_url) as store:
        reserve(store, "test-a", times=3)
        reserve(store, "test-b", times=3)
        assert (count(store, "test-a"), count(store, "test-b")) == (3, 3)
    assert read == [("test-a",), ("test-b",)]


def test_a_world_that_another_has_changed(store_url: str, read: list[tuple[str, ...]]) -> None:
    """The file is asked again, whichever world it was."""
    with store_of(store_url) as one, store_of(store_url) as other:
        reserve(one, "test-a")
        reserve(other, "test-b")
        reserve(one, "test-a")
        assert count(one, "test-a") == 2
    assert read == [("test-a",), ("test-b",), ("test-a",)]


def test_more_worlds_than_are_remembered(
    store_url: str, read: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """All are asked for anew, and nothing is lost."""
    monkeypatch.setattr(sqlite, "_REMEMBERED", 2)
    with store_of(store_url) as store:
        for name in ("test-a", "test-b", "test-c", "test-a", "test-b"):
            reserve(store, name)
        assert [count(store, name) for name in ("test-a", "test-b", "test-c")] == [2, 2, 1]
    asked = [name for (name,) in read]
    assert asked == ["test-a", "test-b", "test-c", "test-a", "test-b", "test-c"]

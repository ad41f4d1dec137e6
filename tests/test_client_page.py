"""The page of the clients in all languages has the table of the last run, in both languages."""

from pathlib import Path

import pytest

from scripts.build_docs.clients import clients_page
from scripts.build_docs.language import BuildFailed, Language, load_languages
from tests.clients.table import Column, as_json
from tests.clients.vectors import load_vectors

LANGUAGES = load_languages()
VECTORS = load_vectors()


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """The table of two languages, one of which was not tried."""
    results: dict[str, list[str]] = {name: [] for name in VECTORS}
    results["searchNumbers-moscow"] = ["wrong"]
    columns = [
        Column(name="ada", title="Ada", results=results, unnoticed={"a": []}, flow=[]),
        Column(name="cobol", title="Cobol", untried="no compiler"),
    ]
    path = tmp_path / "table.json"
    path.write_bytes(as_json(VECTORS, columns))
    return path


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda it: it.code)
def test_the_page(language: Language, table: Path) -> None:
    """Each operation is a line and a link; the lines for the whole stand below."""
    lines = clients_page(language, table).splitlines()
    assert f"| {language.say('clients operation')} | Ada | Cobol |" in lines
    count = sum(vector.operation == "searchNumbers" for vector in VECTORS.values())
    link = "[searchNumbers](reference/purchase.md#searchNumbers)"
    assert f"| {link} | ✗ {count - 1}/{count} | – |" in lines
    assert f"| **{language.say('clients flow')}** | ✓ | – |" == lines[-1]
    assert language.say("clients no table").strip() not in lines


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda it: it.code)
def test_the_page_without_a_table(language: Language, tmp_path: Path) -> None:
    """It says how to get one."""
    page = clients_page(language, tmp_path / "table.json")
    assert "make test-clients" in page
    assert "|" not in page


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"titles": [], "rows": [{}]}'])
def test_a_table_that_is_none(text: str, tmp_path: Path) -> None:
    """It is refused in a sentence that says what to do."""
    path = tmp_path / "table.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BuildFailed, match="expected what make test-clients writes; run it again"):
        clients_page(LANGUAGES[0], path)

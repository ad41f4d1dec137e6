"""What is said in English is said in Russian, all of it."""

import copy
import dataclasses
import re
import runpy
from collections.abc import Callable
from typing import Any

import pytest

from scripts import check_translation
from scripts.build_docs import pages
from scripts.build_docs.pages import written_pages
from scripts.check_translation import (
    NAMES,
    SAME,
    Translation,
    differing,
    findings,
    identifiers,
    stale_pages,
    translations,
)
from scripts.overlay import Action, apply_overlay
from scripts.people_text import UnknownKeyword, people_texts
from tests.contract import DOCUMENT, is_list, is_object

TRANSLATIONS = {each.overlay: each for each in translations()}
ACTIONS = TRANSLATIONS["ru.yaml"].actions
RUSSIAN = apply_overlay(DOCUMENT, ACTIONS)
# How many texts each document has at least: a walk that passes over them finds nothing wrong.
TEXTS = {
    "ru.yaml": 400,
    "portable.ru.yaml": 400,
    "workflows.ru.yaml": 50,
    "control.ru.yaml": 250,
    "sandbox.ru.yaml": 20,
}
each_translation = pytest.mark.parametrize("translation", TRANSLATIONS.values(), ids=TRANSLATIONS)


def found(change: Callable[[dict[str, Any]], None]) -> list[str]:
    """The findings once the English document is changed."""
    document = copy.deepcopy(DOCUMENT)
    change(document)
    return [*findings(document, ACTIONS, document)]


def retold(target: str, **update: Any) -> list[str]:
    """The findings once one action says something else."""
    assert [action.target for action in ACTIONS if not action.remove].count(target) == 1

    def change(action: Action) -> Action:
        is_meant = action.target == target and not action.remove
        return dataclasses.replace(action, update=action.update | update) if is_meant else action

    return [*findings(DOCUMENT, [change(action) for action in ACTIONS], DOCUMENT)]


@each_translation
def test_a_translation(translation: Translation) -> None:
    """It is complete, up to date, and loses neither a number nor a piece of code."""
    assert [*translation.findings()] == []
    assert len(people_texts(translation.document)) > TEXTS[translation.overlay]


@each_translation
def test_only_texts_are_translated(translation: Translation) -> None:
    """What machines read is the same in both languages, to the last value."""
    texts = set(people_texts(translation.document))

    def machines(node: Any, place: tuple[str | int, ...] = ()) -> Any:
        if place in texts:
            return ""
        if is_object(node):
            return {key: machines(inner, (*place, key)) for key, inner in node.items()}
        if is_list(node):
            return [machines(inner, (*place, number)) for number, inner in enumerate(node)]
        return node

    russian = apply_overlay(translation.document, translation.actions)
    assert machines(russian) == machines(translation.document)


def test_a_changed_text() -> None:
    """Whatever the change, its action is named, with the stamp that it will need."""

    def change(document: dict[str, Any]) -> None:
        document["components"]["schemas"]["Price"]["description"] += " Or so."

    (finding,) = found(change)
    assert re.search(r"\(\$\.components\.schemas\.Price\): the English has changed", finding)
    assert re.search(r'x-english: "[0-9a-f]{12}"$', finding)


def test_a_changed_code_description() -> None:
    """A text in a list is found as well, though the list is replaced as a whole."""

    def change(document: dict[str, Any]) -> None:
        document["components"]["schemas"]["PhoneType"]["x-enum-descriptions"][1] = "A cell phone"

    assert "PhoneType): the English has changed" in found(change)[0]


@pytest.mark.parametrize("place", ["paths", "schema", "example", "difference"])
def test_a_new_text(place: str) -> None:
    """It is told that it has no Russian, wherever it stands."""

    def change(document: dict[str, Any]) -> None:
        added = {"description": "Something new."}
        if place == "paths":
            document["paths"]["/number/reserve"]["get"]["externalDocs"] = added
        elif place == "schema":
            document["components"]["schemas"]["Succeeded"] |= {"title": "New"}
        elif place == "example":
            document["components"]["examples"]["Done"] |= added
        else:
            document["x-differences"].append({"where": "#/info", "why": "It is new."})

    assert any("not translated: " in finding for finding in found(change))


def test_a_text_that_is_gone() -> None:
    """Its translation is superfluous, and named."""

    def change(document: dict[str, Any]) -> None:
        del document["components"]["schemas"]["Succeeded"]["description"]

    assert "$.components.schemas.Succeeded.description is no text" in found(change)[0]


def test_a_new_keyword() -> None:
    """A string of which it is not known whether it is for people stops the check."""

    def change(document: dict[str, Any]) -> None:
        document["info"]["x-motto"] = "Numbers for all"

    with pytest.raises(UnknownKeyword, match="x-motto"):
        found(change)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Whether the token is right.", "not translated"),
        ("Токен expired (замечено), или нет заголовка Client.", "left in English: expired"),
        ("The token has expired (observed), or is missing or wrong.", "not translated"),
    ],
)
def test_a_text_in_english(text: str, told: str) -> None:
    """English in the place of Russian is found, a single word too."""
    findings = retold("$.components.responses.Unauthenticated", description=text)
    assert any(told in finding for finding in findings)


def test_a_translation_that_lost_a_number() -> None:
    """Digits are facts."""
    lost = retold("$.components.schemas.PhoneNumber", description="Номер без плюса.")
    assert lost == [
        "$.components.schemas.PhoneNumber.description: the Russian text lost the number 11"
    ]


def test_a_translation_that_lost_code() -> None:
    """What stands between backticks is an identifier, and stays."""
    lost = retold("$.components.responses.BadRequest", description="Параметр неверен.")
    assert "lost the code `message`" in lost[0]


def test_a_translation_of_data() -> None:
    """An action that changes what machines read is refused."""
    told = retold("$.info", version="0.1.0-ru")
    assert any("$.info.version is no text of the document" in finding for finding in told)


def test_a_text_that_is_translated_twice() -> None:
    """Two actions for one text would be a riddle for whoever changes it next."""
    told = [*findings(DOCUMENT, [*ACTIONS, ACTIONS[0]], DOCUMENT)]
    assert "$.info.title: translated 2 times" in told


def test_the_lists_of_exceptions() -> None:
    """They hold what is needed: no more, and no sentence."""
    overlaid = [apply_overlay(each.document, each.actions) for each in TRANSLATIONS.values()]
    russian = "\n".join(text for each in overlaid for text in people_texts(each).values())
    assert [name for name in NAMES if not re.search(rf"\b{re.escape(name)}\b", russian)] == []
    assert set(people_texts(DOCUMENT).values()) >= SAME
    assert all(len(name.split()) <= 2 for name in NAMES | SAME)


def test_the_written_pages() -> None:
    """Each has its Russian, which was made from the English as it is now."""
    english, russian = written_pages("en"), written_pages("ru")
    assert [*stale_pages(english, russian)] == []
    assert "changelog.md" in english
    assert len(english) >= 10


@pytest.mark.parametrize("page", ["index.md", "recipes/lost-answer.md", "changelog.md"])
def test_a_written_page_that_has_changed(page: str) -> None:
    """Its Russian is stale, and the message has the line that it will need."""
    english = written_pages("en")
    english[page] += "One more sentence.\n"
    (finding,) = stale_pages(english, written_pages("ru"))
    assert re.match(rf"docs/ru/{re.escape(page)}: the English page has changed", finding)
    assert re.search(r'\{# x-english: "[0-9a-f]{12}" #\}$', finding)


def test_a_written_page_in_one_language() -> None:
    """Whichever it is, the other is missed."""
    english, russian = written_pages("en"), written_pages("ru")
    del english["index.md"], russian["sandbox.md"]
    assert [finding.split(": ", 1) for finding in stale_pages(english, russian)] == [
        ["docs/ru/sandbox.md", "the Russian page is missing"],
        ["docs/ru/index.md", "there is no such page in English: drop it"],
    ]


def test_a_written_page_without_a_stamp() -> None:
    """It may be as old as it likes: so it is stale."""
    russian = written_pages("ru")
    russian["index.md"] = russian["index.md"].partition("\n")[2]
    assert len([*stale_pages(written_pages("en"), russian)]) == 1


def test_where_it_was_found() -> None:
    """Each finding begins with the Overlay that is to be mended."""
    translation = TRANSLATIONS["workflows.ru.yaml"]
    document = copy.deepcopy(translation.document)
    document["info"]["title"] = "Another title"
    said = [*dataclasses.replace(translation, document=document).findings()]
    assert said
    assert all(each.startswith("workflows.ru.yaml: ") for each in said)


def test_a_text_that_a_translation_drops() -> None:
    """It is missing."""
    title = Action("1 ($.info.title)", "$.info.title", remove=True, update=None, extensions={})
    assert "$.info.title: the Russian text is missing" in [
        *findings(DOCUMENT, [*ACTIONS, title], DOCUMENT)
    ]


def test_names_that_a_document_has() -> None:
    """Keys and codes may stand in a Russian sentence; data below them may not."""
    node = {
        "workflowId": "find",
        "operationId": "buy",
        "const": "sip",
        "enum": ["def", 1],
        "properties": [{"name": "page", "example": {"colour": "red"}}],
    }
    assert [*identifiers(node)] == [
        *("workflowId", "find", "operationId", "buy", "const", "sip", "enum", "def"),
        *("properties", "name", "page", "example"),
    ]


@pytest.mark.parametrize(
    ("english", "russian", "told"),
    [
        ("Urgent", "СРОЧНО", []),
        ("Urgent", "Urgent!", ["$: not translated: Urgent", "$: left in English: Urgent"]),
        ("a limit", "ограничение get limit и limit", []),
        ("a limit", "ограничение limits", ["$: left in English: limits"]),
        ("odd words", "странные odd words", ["$: left in English: odd, words"]),
        ("`a` or `b`", "то или это", ["$: the Russian text lost the code `a`, `b`"]),
        ("1 of 2", "один из двух", ["$: the Russian text lost the number 1, 2"]),
    ],
)
def test_what_a_sentence_lost(english: str, russian: str, told: list[str]) -> None:
    """All of it is named, and nothing else."""
    assert [*differing("$", english, russian, {"limit", "get limit"})] == told


def test_a_long_text_that_is_not_translated() -> None:
    """Its beginning is told, in one line."""
    text = " ".join(["One", *["more"] * 20])
    (told, _) = differing("$", text.replace(" ", "\n "), "Нет English".replace("Нет ", ""), set())
    assert told == f"$: not translated: {text:.60}"


def exit_of(command: Callable[[], object]) -> object:
    """What a command exits with."""
    with pytest.raises(SystemExit) as left:
        command()
    return left.value.code


def test_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is content with what is there, and tells all that is wrong, a line each."""
    assert exit_of(check_translation.main) is None
    written = {"en": {"index.md": "a page", "new.md": "a page"}, "ru": {"old.md": "страница"}}
    wrong = dataclasses.replace(TRANSLATIONS["sandbox.ru.yaml"], document={})
    monkeypatch.setattr(check_translation, "translations", lambda: [wrong])
    monkeypatch.setattr(check_translation, "written_pages", written.__getitem__)
    told = str(exit_of(check_translation.main)).splitlines()
    assert told[0] == "action 1 ($.options): one node was expected, 0 were found"
    assert told[1:] == [
        "docs/ru/index.md: the Russian page is missing",
        "docs/ru/new.md: the Russian page is missing",
        "docs/ru/old.md: there is no such page in English: drop it",
    ]


def test_the_module(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is a command."""
    monkeypatch.setattr(pages, "written_pages", {"en": {"new.md": "a page"}, "ru": {}}.__getitem__)
    told = exit_of(lambda: runpy.run_path(check_translation.__file__, run_name="__main__"))
    assert told == "docs/ru/new.md: the Russian page is missing"

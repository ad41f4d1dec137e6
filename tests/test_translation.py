"""The document says in Russian all that it says in English."""

import copy
import dataclasses
import re
from collections.abc import Callable
from typing import Any

import pytest

from scripts.check_translation import NAMES, OVERLAY, SAME, findings, portable_findings
from scripts.overlay import Action, apply_overlay, load_overlay
from scripts.people_text import UnknownKeyword, people_texts
from tests.contract import DOCUMENT, is_list, is_object

ACTIONS = load_overlay(OVERLAY)
RUSSIAN = apply_overlay(DOCUMENT, ACTIONS)


def found(change: Callable[[dict[str, Any]], None]) -> list[str]:
    """The findings once the English document is changed."""
    document = copy.deepcopy(DOCUMENT)
    change(document)
    return [*findings(document, ACTIONS)]


def retold(target: str, **update: Any) -> list[str]:
    """The findings once one action says something else."""
    assert [action.target for action in ACTIONS if not action.remove].count(target) == 1

    def change(action: Action) -> Action:
        is_meant = action.target == target and not action.remove
        return dataclasses.replace(action, update=action.update | update) if is_meant else action

    return [*findings(DOCUMENT, [change(action) for action in ACTIONS])]


def test_the_translation() -> None:
    """It is complete, up to date, and loses neither a number nor a piece of code."""
    assert [*findings(DOCUMENT, ACTIONS)] == []
    assert len(people_texts(DOCUMENT)) > 400


def test_the_texts_of_the_twin() -> None:
    """What the portable twin says in words of its own is translated too."""
    assert [*portable_findings(DOCUMENT)] == []


def test_only_texts_are_translated() -> None:
    """What machines read is the same in both languages, to the last value."""
    texts = set(people_texts(DOCUMENT))

    def machines(node: Any, place: tuple[str | int, ...] = ()) -> Any:
        if place in texts:
            return ""
        if is_object(node):
            return {key: machines(inner, (*place, key)) for key, inner in node.items()}
        if is_list(node):
            return [machines(inner, (*place, number)) for number, inner in enumerate(node)]
        return node

    assert machines(RUSSIAN) == machines(DOCUMENT)


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
    told = [*findings(DOCUMENT, [*ACTIONS, ACTIONS[0]])]
    assert "$.info.title: translated 2 times" in told


def test_the_lists_of_exceptions() -> None:
    """They hold what is needed: no more, and no sentence."""
    russian = "\n".join(people_texts(RUSSIAN).values())
    assert [name for name in NAMES if not re.search(rf"\b{re.escape(name)}\b", russian)] == []
    assert set(people_texts(DOCUMENT).values()) >= SAME
    assert all(len(name.split()) <= 2 for name in NAMES | SAME)

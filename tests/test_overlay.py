"""An Overlay changes what it names, and says so where it cannot."""

import copy
from pathlib import Path
from typing import Any

import pytest
import yaml

from scripts.overlay import Action, OverlayRefused, apply_overlay, load_overlay

DOCUMENT: dict[str, Any] = {
    "info": {"title": "Numbers", "contact": {"name": "we"}},
    "tags": [{"name": "numbers"}, {"name": "purchase"}],
    "paths": {"/number/{id}": {"get": {"summary": "Show"}, "put": {"summary": "Change"}}},
}


def applied(folder: Path, *actions: Any, document: dict[str, Any] = DOCUMENT) -> dict[str, Any]:
    """What an Overlay of these actions makes of a document."""
    return apply_overlay(document, loaded(folder, *actions))


def loaded(folder: Path, *actions: Any, overlay: str = "1.0.0") -> list[Action]:
    """The actions, written down as a file and read again."""
    path = folder / "overlay.yaml"
    path.write_text(yaml.safe_dump({"overlay": overlay, "actions": [*actions]}), encoding="utf-8")
    return load_overlay(path)


def test_an_update_of_an_object(tmp_path: Path) -> None:
    """What it names is merged at every depth; what it does not name stays."""
    update = {"title": "Номера", "contact": {"url": "http://localhost"}}
    info = applied(tmp_path, {"target": "$.info", "update": update})["info"]
    assert info == {"title": "Номера", "contact": {"name": "we", "url": "http://localhost"}}


def test_an_update_of_a_list(tmp_path: Path) -> None:
    """It is appended, and so is a list that meets a list inside an object."""
    one = {"target": "$.tags", "update": {"name": "sms"}}
    more = {"target": "$", "update": {"tags": [{"name": "fax"}]}}
    names = [tag["name"] for tag in applied(tmp_path, one, more)["tags"]]
    assert names == ["numbers", "purchase", "sms", "fax"]


def test_a_removal(tmp_path: Path) -> None:
    """A property goes from its object, an item from its list."""
    put = {"target": "$.paths['/number/{id}'].put", "remove": True}
    tag = {"target": "$.tags[?(@.name == 'numbers')]", "remove": True}
    changed = applied(tmp_path, put, tag)
    assert changed["paths"]["/number/{id}"] == {"get": {"summary": "Show"}}
    assert changed["tags"] == [{"name": "purchase"}]


def test_actions_in_a_row(tmp_path: Path) -> None:
    """Each finds what the ones before it have made."""
    made = {"target": "$.info", "update": {"license": {"name": "MIT"}}}
    found = {"target": "$.info.license", "update": {"url": "http://localhost"}}
    assert applied(tmp_path, made, found)["info"]["license"]["url"] == "http://localhost"


def test_the_document_itself_stays_as_it_was(tmp_path: Path) -> None:
    """The changes are made in a copy, and an Overlay can be applied twice."""
    action = {"target": "$.tags", "update": {"name": "sms"}}
    assert applied(tmp_path, action) == applied(tmp_path, action)
    assert len(DOCUMENT["tags"]) == 2


def test_a_node_that_yaml_shares(tmp_path: Path) -> None:
    """What stands in two places by an alias is changed in the one that was named."""
    document = yaml.safe_load("{a: &shared {title: one}, b: *shared}")
    action = {"target": "$.a", "update": {"title": "two"}}
    changed = applied(tmp_path, action, document=document)
    assert changed == {"a": {"title": "two"}, "b": {"title": "one"}}


@pytest.mark.parametrize(
    ("action", "told"),
    [
        ({"target": "$.nowhere", "remove": True}, "0 were found"),
        ({"target": "$.paths.*.*", "update": {"summary": "x"}}, "2 were found"),
        ({"target": "$.info.title", "update": {"a": 1}}, "str met dict"),
        ({"target": "$.info", "update": "x"}, "dict met str"),
        ({"target": "$.in[fo", "remove": True}, "no JSONPath"),
        ({"target": "$", "remove": True}, "cannot be removed"),
        ({"target": "$.info"}, "either an update or"),
        ({"target": "$.info", "update": None}, "either an update or"),
        ({"target": "$.info", "update": {"a": 1}, "remove": True}, "either an update or"),
        ({"target": "$.info", "remove": "yes"}, "either an update or"),
        ({"target": "$.info", "copy": "$.tags"}, "no field copy"),
    ],
)
def test_an_action_that_cannot_be_carried_out(
    action: dict[str, Any], told: str, tmp_path: Path
) -> None:
    """It is refused in a sentence that names the action by number and target."""
    fine = {"target": "$.info", "update": {"version": "1"}}
    with pytest.raises(OverlayRefused) as refused:
        applied(tmp_path, fine, action)
    assert f"action 2 ({action['target']}): " in str(refused.value)
    assert told in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("action", [{"update": {"a": 1}}, {"target": 7, "remove": True}, "$.info"])
def test_an_action_without_a_target(action: Any, tmp_path: Path) -> None:
    """It is refused by its number."""
    with pytest.raises(OverlayRefused, match="action 1: a target was expected"):
        loaded(tmp_path, action)


def test_a_file_of_another_kind(tmp_path: Path) -> None:
    """A later Overlay, with rules of its own, is refused rather than misread."""
    with pytest.raises(OverlayRefused, match="an Overlay was expected"):
        loaded(tmp_path, overlay="1.1.0")


def test_an_action_that_is_explained(tmp_path: Path) -> None:
    """A description and extensions are for its readers; other fields are named, all of them."""
    explained = {"target": "$.info", "description": "Why", "x-why": 1, "update": {"a": 1}}
    (action,) = loaded(tmp_path, explained)
    assert action.extensions == {"x-why": 1}
    with pytest.raises(OverlayRefused, match=r"Overlay 1\.0 has no field copy, over$"):
        loaded(tmp_path, explained | {"over": 1, "copy": 2})


def test_what_is_changed_after_an_update(tmp_path: Path) -> None:
    """The actions stay as they are, at every depth, and make the same again."""
    tag = {"name": "sms", "externalDocs": {"url": "http://localhost"}}
    actions = loaded(
        tmp_path,
        {"target": "$.tags", "update": tag},
        {"target": "$", "update": {"tags": [tag], "new": {"inner": {"deep": 1}}}},
    )
    first = apply_overlay(DOCUMENT, actions)
    as_made = copy.deepcopy(first)
    for made in first["tags"][2:]:
        made["externalDocs"]["url"] = "changed"
    first["new"]["inner"]["deep"] = 2
    assert apply_overlay(DOCUMENT, actions) == as_made

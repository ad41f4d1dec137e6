"""Each rule of the portable twin flags the document that breaks it, and the twin breaks none."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from scripts.overlay import apply_overlay, load_overlay
from scripts.portable_twin.rules import RULES, broken_rules
from tests import twin_documents as documents
from tests.contract import ROOT

FIXTURES = ROOT / "tests" / "twin_rules"
CLEAN = FIXTURES / "clean.yaml"


def read(path: Path) -> dict[str, Any]:
    """A file of YAML."""
    content: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return content


def test_a_rule_comes_with_a_bad_document() -> None:
    """Each rule has a document of its name, and each document has a rule."""
    names = [rule.name for rule in RULES]
    assert sorted([*names, CLEAN.stem]) == sorted(path.stem for path in FIXTURES.iterdir())


@pytest.mark.parametrize("rule", RULES, ids=[rule.name for rule in RULES])
def test_a_document_that_breaks_one_rule(rule: Any) -> None:
    """It is flagged by that rule at every place that it names, and nowhere and by no other rule."""
    path = FIXTURES / f"{rule.name}.yaml"
    found = broken_rules(apply_overlay(read(CLEAN), load_overlay(path)))
    assert sorted((each.place, each.rule.name) for each in found) == sorted(
        (place, rule.name) for place in read(path)["x-flagged"]
    )
    assert all(str(each).startswith(f"{each.place}: {rule.name}: ") for each in found)


def test_a_document_that_breaks_no_rule() -> None:
    """It is flagged by none."""
    assert broken_rules(read(CLEAN)) == []


def test_a_client_that_is_no_key() -> None:
    """The scheme is looked at, not its name: each operation is flagged."""
    document = read(CLEAN)
    document["components"]["securitySchemes"]["client"]["in"] = "query"
    assert [each.rule.name for each in broken_rules(document)] == ["client-header"] * 2


@pytest.mark.parametrize("form", documents.FORMS)
def test_the_twin(form: str) -> None:
    """It breaks no rule in either form."""
    assert [*map(str, broken_rules(documents.form(form)))] == []

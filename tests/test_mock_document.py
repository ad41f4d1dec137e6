"""What the mock does not understand stops its start, with one sentence."""

import copy
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from scripts.mock_server import CannotStart, create_app
from scripts.mock_server.document import ANNOTATIONS, ASSERTIONS, Document
from scripts.mock_server.functions import functions_for
from scripts.mock_server.sandbox import SEED
from tests.contract import DOCUMENT

Change = Callable[[dict[str, Any]], Any]


def started(path: Path, tree: dict[str, Any], change: Change, *, seed: bool = False) -> None:
    """Start a mock on a changed copy of the document or of the seed."""
    tree = copy.deepcopy(tree)
    change(tree)
    path.write_text(yaml.safe_dump(tree, allow_unicode=True, sort_keys=False), encoding="utf-8")
    if seed:
        create_app(seed=path)
    else:
        create_app(document=path)


def schemas(tree: dict[str, Any]) -> dict[str, Any]:
    """Take the named schemas of a document."""
    named: dict[str, Any] = tree["components"]["schemas"]
    return named


def operation(tree: dict[str, Any], path: str = "/number", method: str = "get") -> dict[str, Any]:
    """Take an operation of a document."""
    node: dict[str, Any] = tree["paths"][path][method]
    return node


def media(tree: dict[str, Any]) -> dict[str, Any]:
    """Take the content of a request body."""
    content: dict[str, Any] = operation(tree)["requestBody"]["content"]
    return content


DOCUMENTS: list[tuple[str, Change]] = [
    ("keyword not at", lambda t: schemas(t)["PageRequest"].update({"not": {"const": 7}})),
    ("keyword if at", lambda t: schemas(t)["NumberIds"]["items"].update({"if": {}})),
    (
        "keyword x-new at",
        lambda t: schemas(t)["Done"]["properties"]["message"].update({"x-new": 1}),
    ),
    (
        "keyword contains at components.schemas.BitrixForward.dependentSchemas.sip_id",
        lambda t: schemas(t)["BitrixForward"]["dependentSchemas"]["sip_id"].update(contains={}),
    ),
    (
        "keyword nullable at paths",
        lambda t: media(t)["application/json"].update(schema={"nullable": True}),
    ),
    (
        "does not read parameters from cookie",
        lambda t: operation(t, "/number/{number_id}", "delete")["parameters"][0].update(
            {"in": "cookie"}
        ),
    ),
    ("reads application/json alone", lambda t: media(t).update({"text/csv": {"schema": {}}})),
    ("no list_all", lambda t: operation(t).update(operationId="listAll")),
    (
        "a function list_caller_id_types",
        lambda t: t["paths"].pop("/number/cli-types"),
    ),
    (
        "operation listNumbersAgain",
        lambda t: t["paths"]["/number"].update(
            post=operation(t) | {"operationId": "listNumbersAgain"}
        ),
    ),
    ("what servers means", lambda t: t["paths"]["/number"].update(servers=[])),
    (
        "https://elsewhere.test/schema leads out of the document",
        lambda t: schemas(t)["NumberIds"]["items"].update(
            {"$ref": "https://elsewhere.test/schema"}
        ),
    ),
    ("leads nowhere", lambda t: schemas(t)["NumberIds"].update(items={"$ref": "#/nowhere"})),
    ("schema of the document is broken", lambda t: schemas(t)["PageRequest"].update(type="int")),
    ("leads nowhere", lambda t: t["components"]["examples"].pop("ForwardTypesEvery")),
    ("lacks something that the mock needs: 'servers'", lambda t: t.pop("servers")),
]


@pytest.mark.parametrize(("part", "change"), DOCUMENTS, ids=[part for part, _ in DOCUMENTS])
def test_a_document_that_is_not_understood(tmp_path: Path, part: str, change: Change) -> None:
    """The sentence names what is not understood."""
    with pytest.raises(CannotStart) as caught:
        started(tmp_path / "openapi.yaml", DOCUMENT, change)
    sentence = str(caught.value)
    assert part in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence


def test_a_document_that_is_not_changed(tmp_path: Path) -> None:
    """The copies above are refused for their change alone."""
    started(tmp_path / "openapi.yaml", DOCUMENT, lambda _: None)


def test_the_tables_of_keywords() -> None:
    """A keyword decides or it explains, not both."""
    assert not ASSERTIONS & ANNOTATIONS


SEED_TREE: dict[str, Any] = yaml.safe_load(SEED.read_text(encoding="utf-8"))
SEEDS: list[tuple[str, Change]] = [
    ("count", lambda t: t["shelf"][0].pop("count")),
    ("colour", lambda t: t["shelf"][0].update(colour="red")),
    ("is there twice", lambda t: t["shelf"].append(t["shelf"][0])),
    ("region 1 is there twice", lambda t: t["regions"].append(t["regions"][0])),
    ("company is not a owner_type", lambda t: t["shelf"][0].update(owner_type="company")),
    ("9 is not a number_type", lambda t: t["shelf"][0].update(number_type=9)),
    ("not the start of ten-digit", lambda t: t["shelf"][0].update(first="133220")),
    ("matching regex", lambda t: t["shelf"][0].update(first="-332200")),
    ("not the start of ten-digit", lambda t: t["shelf"][0].update(count=0)),
    ("leave their city code", lambda t: t["shelf"][0].update(first="9999990", count=20)),
    ("does not have the city code", lambda t: t["shelf"][0].update(region=2)),
    ("has no price", lambda t: t["prices"].pop(0)),
    ("sms_packet", lambda t: t.pop("sms_packet")),
    ("unknown field `color`", lambda t: t.update(color="red")),
]


@pytest.mark.parametrize(("part", "change"), SEEDS)
def test_a_bad_seed(tmp_path: Path, part: str, change: Change) -> None:
    """The sentence names the file and what is wrong in it."""
    with pytest.raises(CannotStart) as caught:
        started(tmp_path / "seed.yaml", SEED_TREE, change, seed=True)
    sentence = str(caught.value)
    assert part in sentence
    assert "seed.yaml" in sentence
    assert "\n" not in sentence


@pytest.mark.parametrize("text", ["a: [", "\x00", "just text", ""])
def test_a_file_that_is_no_such_thing(tmp_path: Path, text: str) -> None:
    """Neither as the document nor as the seed does it start."""
    path = tmp_path / "some.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CannotStart):
        create_app(document=path)
    with pytest.raises(CannotStart):
        create_app(seed=path)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """The sentence names it."""
    with pytest.raises(CannotStart, match=r"gone\.yaml cannot be read: No such file"):
        create_app(document=tmp_path / "gone.yaml")


def test_the_shelf() -> None:
    """There is something of everything, and each number stands on it once."""
    mock = create_app()
    offers = list(mock.sandbox.catalogue.shelf)
    assert len(offers) > 300
    assert {offer.phone_type for offer in offers} == set(mock.sandbox.document.codes("PhoneType"))
    assert {offer.owner_type for offer in offers} == set(mock.sandbox.document.codes("OwnerType"))
    assert {offer.number_type for offer in offers} == set(
        mock.sandbox.document.codes("NumberClass")
    )
    prices = {(offer.number_type, offer.owner_type): offer.buy_price for offer in offers}
    assert len(set(prices.values())) == len(prices)


def test_the_mock_and_the_client() -> None:
    """The mock is a reading of its own: nothing in it imports the generated client."""
    for path in SEED.parent.rglob("*.py"):
        assert "plusofon_numbers" not in path.read_text(encoding="utf-8")


def test_operations_and_functions() -> None:
    """Each has its partner, and the sentence names the one that has none."""
    module = ModuleType("things")
    exec(  # noqa: S102 - a module of a test's own
        "def list_things(): ...\ndef buy_thing(): ...\ndef _helper(): ...\nfrom re import match",
        module.__dict__,
    )
    made = functions_for(of_operations("buyThing", "listThings"), module)
    assert made == {"buyThing": module.buy_thing, "listThings": module.list_things}
    with pytest.raises(CannotStart) as refused:
        functions_for(of_operations("buyThing", "listThings", "sellThing"), module)
    assert str(refused.value) == (
        "The document has an operation sellThing, the mock has no sell_thing."
    )
    with pytest.raises(CannotStart) as refused:
        functions_for(of_operations("listThings"), module)
    assert str(refused.value) == (
        "The mock has a function buy_thing, the document has no such operation."
    )


def of_operations(*ids: str) -> Document:
    """A document with operations of these ids."""
    posts: list[dict[str, Any]] = [{"operationId": each, "responses": {}} for each in ids]
    tree: dict[str, Any] = {
        "servers": [{"url": "https://host/api"}],
        "security": [],
        "components": {"schemas": {}, "securitySchemes": {}},
        "paths": {f"/{each['operationId']}": {"post": each} for each in posts},
    }
    return Document(tree)

"""The portable twin is the contract but for a list of changes, and one document in two forms."""

import copy
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import yaml
from openapi_spec_validator import validate

from scripts.build_docs.downloads import portable_files
from scripts.build_docs.language import load_languages
from scripts.overlay import OverlayRefused, load_overlay
from scripts.plain_yaml import load_yaml
from scripts.portable_twin.form_3_0 import form_3_0
from scripts.portable_twin.references import TwinRefused
from scripts.portable_twin.twin import portable_twin
from tests import twin_documents as documents
from tests.contract import DOCUMENT, ROOT, is_list, is_object
from tests.twin_account import moved, unaccounted
from tests.twin_facts import differences, facts

Change = Callable[[dict[str, Any]], object]


def command(*arguments: str, seed: str = "0") -> subprocess.CompletedProcess[str]:
    """Run what `make twin` runs."""
    return subprocess.run(
        [sys.executable, "-m", "scripts.portable_twin", *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=False,
    )


def overlay(folder: Path, **action: Any) -> str:
    """An Overlay of one action, as a file."""
    path = folder / "own.yaml"
    path.write_text(yaml.safe_dump({"overlay": "1.0.0", "actions": [action]}), encoding="utf-8")
    return str(path)


def newer(node: Any) -> Any:
    """A document of OpenAPI 3.0.3 in the words of 3.1, by the rules of its migration guide."""
    if is_list(node):
        return [newer(each) for each in node]
    if not is_object(node):
        return node
    told = {key: newer(value) for key, value in node.items()}
    if told.pop("nullable", False):
        told["type"] = [told["type"], "null"]
    if "example" in told and not told.keys() & {"schema", "in"}:
        told["examples"] = [told.pop("example")]
    return told


def test_the_differences_from_the_contract() -> None:
    """Each is on the list, as often as the list says."""
    found = differences(moved(facts(DOCUMENT)), facts(documents.twin()))
    assert [*unaccounted(found)] == []


UNLISTED: list[tuple[str, Change]] = [
    ("buyNumbers tags", lambda twin: twin["paths"]["/number/buy"]["post"].pop("tags")),
    ("buyNumbers", lambda twin: twin["paths"].pop("/number/buy")),
    (
        "code_regions items properties id type",
        lambda twin: twin["components"]["schemas"]["Region"]["properties"]["id"].update(
            type="string"
        ),
    ),
    (
        "searchNumbers parameters city_code schema maximum",
        lambda twin: twin["paths"]["/number/search"]["get"]["parameters"][2]["schema"].pop(
            "maximum"
        ),
    ),
]


@pytest.mark.parametrize(("place", "change"), UNLISTED, ids=[place for place, _ in UNLISTED])
def test_a_difference_that_is_not_on_the_list(place: str, change: Change) -> None:
    """It is told: an operation, a note, a type, a limit."""
    twin = copy.deepcopy(documents.twin())
    change(twin)
    told = [*unaccounted(differences(moved(facts(DOCUMENT)), facts(twin)))]
    assert any(line.startswith("0 entries cover: ") and f"{place}'" in line for line in told), told


@pytest.mark.parametrize("form", documents.FORMS)
def test_a_form(form: str) -> None:
    """It is valid, of the version that it is called after, and the same as YAML and as JSON."""
    validate(documents.form(form))
    assert documents.form(form) == json.loads(documents.files()[f"{form}.json"])
    assert f"openapi-{documents.form(form)['openapi']}".startswith(form)


def test_the_forms_say_the_same() -> None:
    """The older one, migrated by the specification's rules, is the newer one."""
    assert newer(documents.form("openapi-3.0.3")) | {"openapi": "3.1.0"} == documents.form(
        "openapi-3.1"
    )
    text = documents.files()["openapi-3.0.3.json"]
    assert (
        text.count('"nullable": true') == documents.files()["openapi-3.1.json"].count('"null"') > 5
    )


def test_the_examples() -> None:
    """Each answer that the document shows, a failure with status 200 too, obeys the twin."""
    shown = 0
    for holder in [*operations_answers(), *documents.twin()["components"]["responses"].values()]:
        for media in holder.get("content", {}).values():
            schema = {**media["schema"], "components": documents.twin()["components"]}
            validator = jsonschema_rs.Draft202012Validator(schema)
            for example in media["examples"].values():
                name = example["$ref"].rpartition("/")[2]
                validator.validate(documents.twin()["components"]["examples"][name]["value"])
                shown += 1
    assert shown > 50


def operations_answers() -> list[dict[str, Any]]:
    """The answers that stand in the operations."""
    return [
        answer
        for item in documents.twin()["paths"].values()
        for operation in item.values()
        for answer in operation["responses"].values()
    ]


def test_two_runs(tmp_path: Path) -> None:
    """They write the same bytes, whatever order Python's sets have."""
    for seed in ("1", "2"):
        assert command("--into", str(tmp_path / seed), seed=seed).returncode == 0
    written = [
        {path.name: path.read_text("utf-8") for path in (tmp_path / seed).iterdir()}
        for seed in ("1", "2")
    ]
    assert written == [documents.files(), documents.files()]


def test_the_twin_to_download() -> None:
    """The documentation has it in both languages; the English is the one that is written here."""
    english, russian = (portable_files(language) for language in load_languages())
    assert english == documents.files()
    assert russian.keys() == documents.files().keys()
    for form in documents.FORMS:
        document = load_yaml(russian[f"{form}.yaml"])
        validate(document)
        assert document["info"]["description"].startswith("Поиск, резерв, покупка")
        assert document["components"].keys() == documents.form(form)["components"].keys()
        assert [*document["paths"]] == [*documents.form(form)["paths"]]


def test_an_overlay_of_a_language(tmp_path: Path) -> None:
    """It changes both forms, and may depart from the rules of the twin."""
    action = {"target": "$.components.schemas.ForwardRequest.discriminator", "remove": True}
    into = str(tmp_path / "twin")
    done = command("--into", into, "--overlay", overlay(tmp_path, **action))
    assert done.returncode == 0, done.stderr
    for form in documents.FORMS:
        written = load_yaml((tmp_path / "twin" / f"{form}.yaml").read_text("utf-8"))
        assert "discriminator" not in written["components"]["schemas"]["ForwardRequest"]


def test_an_action_that_matches_nothing(tmp_path: Path) -> None:
    """The command ends with a sentence that names it, and writes nothing."""
    into = tmp_path / "twin"
    action = overlay(tmp_path, target="$.info.summary", remove=True)
    done = command("--into", str(into), "--overlay", action)
    assert done.returncode == 1
    assert done.stderr == (
        "make twin: action 1 ($.info.summary): one node was expected, 0 were found\n"
    )
    assert not into.exists()


def test_an_action_of_the_twin_that_matches_nothing() -> None:
    """Each of them finds something in the contract, or the twin is refused."""
    actions = load_overlay(documents.OVERLAY)
    for action in actions:
        with pytest.raises(OverlayRefused, match=re.escape(action.target)):
            portable_twin(DOCUMENT, [*actions, action] if action.remove else [lost(action)])


def lost(action: Any) -> Any:
    """An action whose target is one step too far."""
    return type(action)(
        f"{action.place}.no", f"{action.target}.no", action.remove, action.update, {}
    )


SCHEMA = ("components", "schemas", "Region")
UNKNOWN: list[tuple[tuple[str, ...], dict[str, Any], str]] = [
    ((), {"webhooks": {}}, "#: what webhooks is"),
    (("info",), {"summary": "Numbers"}, "#/info: what summary is"),
    (("info", "license"), {"identifier": "MIT"}, "#/info/license: what identifier is"),
    (("components",), {"pathItems": {}}, "#/components: what pathItems is"),
    (("paths", "/number"), {"query": {}}, "#/paths//number: what query is"),
    (("paths", "/number", "get"), {"callbacks": {}}, "#/paths//number/get: what callbacks is"),
    *(
        (SCHEMA, {keyword: value}, f"#/components/schemas/Region: what {keyword} is")
        for keyword, value in {
            "const": 1,
            "anyOf": None,
            "allOf": None,
            "not": None,
            "if": None,
            "prefixItems": None,
            "contains": None,
            "exclusiveMinimum": 0,
            "dependentSchemas": None,
            "patternProperties": None,
            "unevaluatedProperties": False,
            "contentEncoding": "base64",
            "$defs": None,
            "nullable": True,
        }.items()
    ),
    (SCHEMA, {"type": ["string", "integer"]}, "#/components/schemas/Region: one type, or one and"),
    (SCHEMA, {"type": ["null", "string"]}, "#/components/schemas/Region: one type, or one and"),
    (SCHEMA, {"$ref": "#/components/schemas/Done"}, "#/components/schemas/Region: OpenAPI 3.0.3"),
    (("components", "schemas"), {"Region": 1}, "#/components/schemas/Region: an object was"),
]


@pytest.mark.parametrize(("place", "added", "told"), UNKNOWN, ids=[told for _, _, told in UNKNOWN])
def test_what_the_older_form_cannot_say(
    place: tuple[str, ...], added: dict[str, Any], told: str
) -> None:
    """It is refused with its place, and not passed on."""
    twin = copy.deepcopy(documents.twin())
    node = twin
    for step in place:
        node = node[step]
    node.update(added)
    with pytest.raises(TwinRefused, match=f"^{re.escape(told)}"):
        form_3_0(twin)


REFUSED: list[tuple[str, Change, str]] = [
    (
        "a keyword that nobody thought of",
        lambda schemas: schemas["Region"].update(propertyNames={}),
        "propertyNames: what becomes of this keyword is not known",
    ),
    (
        "a schema for both sides",
        lambda schemas: schemas["Offer"]["properties"].update(
            wanted={"$ref": "#/components/schemas/BuyNumbersRequest"}
        ),
        "BuyNumbersRequest: requests and answers use it",
    ),
    (
        "a reference to nothing",
        lambda schemas: schemas["Offer"]["properties"].update(gone={"$ref": "#/components/no"}),
        "#/components/no: the document has no such place",
    ),
    (
        "a union without a discriminator",
        lambda schemas: schemas["ForwardRequest"].pop("discriminator"),
        "#/components/schemas/ForwardRequest/oneOf: union-discriminated: ",
    ),
    (
        "a number that may end at 2147483647",
        lambda schemas: schemas["SipId"].pop("format"),
        "#/components/schemas/SipForward/properties/sip_id: integer-int64: ",
    ),
]


@pytest.mark.parametrize(
    ("change", "told"), [each[1:] for each in REFUSED], ids=[e[0] for e in REFUSED]
)
def test_a_contract_without_a_twin(change: Change, told: str) -> None:
    """It is refused with what is wrong and where."""
    contract = copy.deepcopy(DOCUMENT)
    change(contract["components"]["schemas"])
    with pytest.raises(TwinRefused, match=re.escape(told)):
        portable_twin(contract, load_overlay(documents.OVERLAY))

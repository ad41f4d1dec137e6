"""What workflows.arazzo.yaml says: openapi.yaml bears it out, and the guides say the same."""

import copy
import dataclasses
import re
from collections.abc import Callable
from typing import Any

import pytest
import yaml

from scripts.build_docs.downloads import FOLDER, download_files
from scripts.build_docs.language import PROSE, Language, load_languages
from scripts.build_docs.pages import prose_pages, written_pages
from scripts.build_docs.workflows import ASKED, workflow_section
from scripts.check_translation import loaded
from scripts.people_text import people_texts
from scripts.workflows.checks import findings
from scripts.workflows.document import Step, Workflows, load_workflows
from scripts.workflows.scenarios import SCENARIOS, expected_steps
from tests.contract import DOCUMENT, OPERATIONS, is_object

WORKFLOWS = load_workflows()
LANGUAGES = {each.code: each for each in load_languages()}
NAMES = [each.name for each in WORKFLOWS.all]
each_language = pytest.mark.parametrize("language", LANGUAGES.values(), ids=LANGUAGES)
each_workflow = pytest.mark.parametrize("name", NAMES)
Change = Callable[[dict[str, Any]], object]


def step(document: dict[str, Any], name: str) -> dict[str, Any]:
    """A step of a document, wherever it is."""
    (found,) = (
        each
        for workflow in document["workflows"]
        for each in workflow["steps"]
        if each["stepId"] == name
    )
    assert is_object(found)
    return found


def changed(change: Change) -> dict[str, Any]:
    """The document with a change."""
    document = copy.deepcopy(WORKFLOWS.raw)
    change(document)
    return document


def named(name: str, **fields: Any) -> Change:
    """A change of fields of a step."""
    return lambda document: step(document, name).update(fields)


def renamed(document: dict[str, Any]) -> None:
    """A workflow gets another name, and the step that runs it does not know."""
    document["workflows"][2]["workflowId"] = "settle"


def repeated(document: dict[str, Any]) -> None:
    """A purchase without an answer is sent again."""
    step(document, "buy")["onFailure"][-1] = {"name": "outcomeUnknown", "type": "retry"}


def led_back(document: dict[str, Any]) -> None:
    """A purchase that is not there is made again."""
    action = {"name": "again", "type": "goto", "stepId": "buy"}
    step(document, "settle")["onFailure"] = [action]
    step(document, "settle")["x-outcomes"] = {"again": "Buy it again."}


def misled(document: dict[str, Any]) -> None:
    """An action leads to a step of another workflow."""
    step(document, "buy")["onFailure"][-1]["stepId"] = "lookAmongOwned"


def unworded(document: dict[str, Any]) -> None:
    """Nobody says what it means that a purchase is refused."""
    del step(document, "buy")["x-outcomes"]["refused"]


def unshared(document: dict[str, Any]) -> None:
    """An action that several steps refer to is gone."""
    del document["components"]["failureActions"]["lookAgain"]


def trebled(document: dict[str, Any]) -> None:
    """A JSONPath that the runner reads wrongly."""
    criterion = step(document, "checkPrice")["successCriteria"][2]
    criterion["condition"] = "$[?@.data[?@.id == 1 && @.buy_price == 1 && @.number == '1']]"


BODY = {"contentType": "application/json"}
OK, OR_CREATED = "$statusCode == 200", "$statusCode == 200 || $statusCode == 201"
SUCCEEDED = {"condition": "$response.body#/success == true"}
WRONG: dict[str, tuple[Change, str]] = {
    "an operation that there is not": (
        named("buy", operationId="buyNumber"),
        "buyNumber.buy: openapi.yaml has no operation buyNumber",
    ),
    "a parameter that the operation does not have": (
        named("release", parameters=[{"name": "id", "in": "path", "value": 1}]),
        "releaseNumber has no parameter id in path",
    ),
    "a parameter that is missing": (
        named("release", parameters=[]),
        "releaseNumber needs the parameter number_id in path",
    ),
    "a filter in the query": (
        named("search", parameters=[{"name": "city_code", "in": "query", "value": 495}]),
        "searchNumbers has no parameter city_code in query",
    ),
    "a body with what the operation does not take": (
        named("reserve", requestBody={**BODY, "payload": {"number": 15, "owner": "personal"}}),
        "reserveNumber does not take this body: ",
    ),
    "a body that is missing": (named("buy", requestBody={}), "buyNumbers needs a body"),
    "a digit string where an integer is due": (
        named("buy", requestBody={**BODY, "payload": {"numbers": ["$inputs.owner_type"]}}),
        "buyNumbers does not take this body: ",
    ),
    "an output that the answer does not have": (
        named("search", outputs={"offers": "$response.body#/numbers"}),
        "the answer to searchNumbers has no /numbers",
    ),
    "a place in a list that the answer does not have": (
        named("search", outputs={"offers": "$response.body#/data/0/id"}),
        "the answer to searchNumbers has no /data/0/id",
    ),
    "a member that the answer does not have": (
        named(
            "checkPrice",
            successCriteria=[
                {"condition": OK},
                SUCCEEDED,
                {
                    "context": "$response.body",
                    "type": "jsonpath",
                    "condition": "$[?@.data[?@.price]]",
                },
            ],
        ),
        "the answer to listReservations has no price",
    ),
    "a status that is not enough": (
        named("buy", successCriteria=[{"condition": OK}, SUCCEEDED]),
        "a success has status 200 and 201, the criteria name ['200']",
    ),
    "a status that is too much": (
        named("release", successCriteria=[{"condition": OR_CREATED}, SUCCEEDED]),
        "a success has status 200, the criteria name ['200', '201']",
    ),
    "a refusal that counts as a success": (
        named("buy", successCriteria=[{"condition": OR_CREATED}]),
        "buyNumber.buy: no criterion is $response.body#/success == true",
    ),
    "a purchase that is repeated": (repeated, "openapi.yaml says that it may be sent once"),
    "a purchase that is led back to": (led_back, "settle leads back to it"),
    "an action that leads nowhere": (misled, "leads to lookAmongOwned, which is no step"),
    "an action that is gone": (unshared, "an action refers to one that there is not"),
    "a workflow that is gone": (renamed, "no workflow settlePurchase; there are "),
    "an input that is not handed on": (
        named("settle", parameters=[]),
        "settlePurchase needs number",
    ),
    "an input that nobody takes": (
        named("settle", parameters=[{"name": "digits", "value": 1}]),
        "settlePurchase takes no input digits",
    ),
    "an input that there is not": (
        named("forward", parameters=[{"name": "a", "in": "path", "value": "$inputs.id"}]),
        "forwardNumber.forward: the workflow takes no input id",
    ),
    "an output that nobody tells": (
        named("settle", outputs={"owned": "$outputs.bought"}),
        "settlePurchase does not tell $outputs.bought",
    ),
    "a result that no step has": (
        lambda document: document["workflows"][0].update(outputs={"a": "$steps.b.outputs.c"}),
        "searchShelf: no step has $steps.b.outputs.c",
    ),
    "an action without words": (unworded, "x-outcomes: refused has no words"),
    "words for nothing": (
        named("settle", **{"x-outcomes": {"bought": "It was bought."}}),
        "x-outcomes: bought is nothing of the step",
    ),
    "a condition that the runner reads wrongly": (trebled, "one && at most"),
    "another version": (
        lambda document: document["info"].update(version="0.0.9"),
        "info.version: ",
    ),
}


def test_the_document() -> None:
    """What it says of operations, bodies and answers is what openapi.yaml says."""
    assert findings(WORKFLOWS, DOCUMENT) == []
    assert len(NAMES) >= 6


@pytest.mark.parametrize("name", WRONG)
def test_a_document_that_is_wrong(name: str) -> None:
    """It is found, and the sentence says where and what."""
    change, told = WRONG[name]
    found = findings(Workflows(changed(change)), DOCUMENT)
    assert any(told in finding for finding in found), found


def test_what_is_run() -> None:
    """Each step is taken in some situation, and each that changes something fails in one."""
    taken = [step for each in SCENARIOS for run in each.runs for step in expected_steps(run)]
    known = {
        f"{workflow.name}.{step.name}": step
        for workflow in WORKFLOWS.all
        for step in workflow.steps
    }
    called = {name for name, each in known.items() if each.operation}
    assert {name.removesuffix("!") for name in taken} == called
    changing = {name for name in called if changes(known[name])}
    assert changing - {name.removesuffix("!") for name in taken if name.endswith("!")} == {
        "stopForwarding.switchOff"  # It sends what forwardNumber.forward sends.
    }


def changes(each: Step) -> bool:
    """Whether a step changes something."""
    repetition: dict[str, str] = OPERATIONS[each.operation].definition["x-repetition"]
    return repetition["may"] != "always"


def test_the_workflows_for_the_twin() -> None:
    """They ask for what the twin beside them has, and send no body with a GET."""
    files = download_files(LANGUAGES["en"])
    document = yaml.safe_load(files["portable.workflows.arazzo.yaml"])
    source = document["sourceDescriptions"][0]["url"].removeprefix("./")
    twin = yaml.safe_load(files[source])
    operations = {
        each["operationId"]: (method, each)
        for item in twin["paths"].values()
        for method, each in item.items()
    }
    for workflow in document["workflows"]:
        assert "$ref" not in str(workflow["inputs"])
        for each in (each for each in workflow["steps"] if "operationId" in each):
            method, operation = operations[each["operationId"]]
            known = {(it["name"], it["in"]) for it in operation.get("parameters", [])}
            assert {(it["name"], it["in"]) for it in each.get("parameters", [])} <= known
            assert ("requestBody" in each) is (method != "get")


@each_language
def test_the_downloads(language: Language) -> None:
    """The document is there in the language of the page, with the openapi.yaml that it names."""
    files = download_files(language)
    document = yaml.safe_load(files["workflows.arazzo.yaml"])
    assert document == language.workflows
    assert document["sourceDescriptions"][0]["url"] == "./openapi.yaml"
    assert f"{FOLDER}/workflows.arazzo.yaml" in "".join(prose_pages(language).values())
    assert "openapi.yaml" in files
    cyrillic = re.search("[а-я]", document["workflows"][0]["summary"])
    assert bool(cyrillic) is (language.code == "ru")


def sections(language: Language, name: str) -> list[str]:
    """The steps of a workflow as a page has them."""
    text = workflow_section(language, name)
    return re.split(r"^\d+\. ", text, flags=re.M)[1:]


@each_language
@each_workflow
def test_the_steps_of_a_page(language: Language, name: str) -> None:
    """Each is there, in its order, with its operation, what is a success and what else may come."""
    workflow = Workflows(language.workflows).of(name)
    shown = sections(language, name)
    assert len(shown) == len(workflow.steps)
    for text, each in zip(shown, workflow.steps, strict=True):
        lines = " ".join(text.split())
        assert lines.startswith(f"**`{each.name}`** · [`{each.operation or each.called}`](")
        assert f"#{each.operation or each.called})" in lines
        for said in each.outcomes.values():
            assert plain(said) in plain(lines)
        for status in re.findall(r"== (\d+)", str(each.criteria)):
            assert status in lines
        assert lines.count("`success`") >= len(each.criteria[:1])


def plain(text: str) -> str:
    """A text without its links."""
    return " ".join(re.sub(r"\[([^]]+)\]\([^)]+\)", r"\1", text).split())


@each_language
def test_a_step_that_is_renamed(language: Language) -> None:
    """The page has the new name, and not the old one."""

    def rename(document: dict[str, Any]) -> None:
        step(document, "checkPrice")["stepId"] = "compare"

    shown = sections(other(language, rename), "buyNumber")
    assert "`compare`" in shown[1]
    assert "checkPrice" not in "".join(shown)


@each_language
def test_steps_in_another_order(language: Language) -> None:
    """The page has them in that order."""
    before = sections(language, "settlePurchase")
    after = sections(
        other(language, lambda document: document["workflows"][2]["steps"].reverse()),
        "settlePurchase",
    )
    assert [each.split()[0] for each in after] == [each.split()[0] for each in before][::-1]


@each_language
def test_another_success(language: Language) -> None:
    """The page says what the criteria say."""
    criteria = [{"condition": "$statusCode == 202"}, SUCCEEDED]
    shown = sections(other(language, named("buy", successCriteria=criteria)), "buyNumber")
    assert "202" in shown[2]
    assert "201" not in shown[2]


def other(language: Language, change: Change) -> Language:
    """A language, with another document of workflows."""
    document = copy.deepcopy(language.workflows)
    change(document)
    return dataclasses.replace(language, workflows=document)


@each_language
def test_where_the_workflows_stand(language: Language) -> None:
    """Each is on one page, and each page that tells of one takes its steps from the document."""
    written = written_pages(language.code)
    asked = [name for text in written.values() for name in ASKED.findall(text)]
    assert sorted(asked) == sorted(NAMES)


@each_language
def test_copies_on_written_pages(language: Language) -> None:
    """There is none: no numbered list, and no sentence of the document."""
    texts = people_texts(loaded("workflows.arazzo.yaml")) | people_texts(language.workflows)
    sentences = {" ".join(text.split()) for text in texts.values() if len(text.split()) > 5}
    assert len(sentences) > 40
    for path in (PROSE / language.code).rglob("*.md"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"^ *\d+[.)] ", text, re.M), path
        told = " ".join(text.split())
        assert [sentence for sentence in sentences if sentence in told] == [], path

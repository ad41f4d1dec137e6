"""plusofon-contract learn: from recorded traffic to a patch of the document."""

import base64
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.contract import DOCUMENT, EXAMPLES, ROOT

COMMAND = [sys.executable, "-m", "scripts.contract", "learn"]
LIVE = "https://restapi.plusofon.ru/api/v1"
TOKEN = "9f8e7d6c5b4a-live"
NUMBERS = EXAMPLES["NumbersSample"]
OFFERS = EXAMPLES["OffersSample"]


def entry(path: str, answer: Any, *, status: int = 200, url: str = LIVE) -> dict[str, Any]:
    """An exchange as a browser writes it down."""
    return {
        "request": {
            "method": "GET",
            "url": url + path,
            "headers": [{"name": "Authorization", "value": f"Bearer {TOKEN}"}],
            "cookies": [{"name": "sid", "value": "cookie-of-mine"}],
        },
        "response": {
            "status": status,
            "headers": [{"name": "Content-Type", "value": "application/json"}],
            "content": {"mimeType": "application/json", "text": json.dumps(answer)},
        },
    }


def numbers(**changed: Any) -> dict[str, Any]:
    """An answer of listNumbers whose first number is changed."""
    first = {name: value for name, value in (NUMBERS["data"][0] | changed).items() if value != GONE}
    return {**NUMBERS, "data": [first, *NUMBERS["data"][1:]]}


GONE = "is not there"


def learned(folder: Path, traffic: Any, *options: str) -> subprocess.CompletedProcess[str]:
    """What the command makes of traffic, which may be a text."""
    file = folder / "traffic"
    text = traffic if isinstance(traffic, str) else json.dumps({"log": {"entries": traffic}})
    file.write_text(text, encoding="utf-8")
    return subprocess.run(
        [*COMMAND, str(file), *options], cwd=ROOT, capture_output=True, text=True, check=False
    )


def patched(folder: Path, patch: str) -> Any:
    """The document with a patch, as git applies it."""
    target = folder / "openapi.yaml"
    target.write_text((ROOT / "openapi.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    subprocess.run(["git", "apply", "-"], cwd=folder, input=patch, text=True, check=True)
    return yaml.safe_load(target.read_text(encoding="utf-8"))


def schema(document: Any, name: str) -> Any:
    """A schema of a document."""
    return document["components"]["schemas"][name]


def test_traffic_that_the_document_knows(tmp_path: Path) -> None:
    """No patch comes of it."""
    done = learned(tmp_path, [entry("/number", NUMBERS), entry("/number/search?page=2", OFFERS)])
    assert (done.returncode, done.stdout) == (0, "")
    assert "2 exchanges with the service.\nNothing is new." in done.stderr


def test_a_new_property(tmp_path: Path) -> None:
    """It is described, graded and exampled, as the document's own rules want it."""
    tags = [{"id": 5, "title": "VIP"}, {"id": 6, "title": None}]
    done = learned(tmp_path, [entry("/number", numbers(tags=tags, is_new=True))])
    found = schema(patched(tmp_path, done.stdout), "OwnedNumber")["properties"]
    assert found["is_new"]["type"] == "boolean"
    assert found["is_new"]["x-evidence"] == "observed"
    item = found["tags"]["items"]["properties"]
    assert (item["id"]["type"], item["title"]["type"]) == ("integer", ["string", "null"])
    assert {*found} == {*schema(DOCUMENT, "OwnedNumber")["properties"], "tags", "is_new"}


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("buy_price", None, {"type": "null"}),
        ("number", None, {"type": "null"}),
        ("black_list", "15", {"type": "string"}),
    ],
)
def test_another_type(tmp_path: Path, name: str, value: Any, expected: dict[str, str]) -> None:
    """It becomes a branch beside those that were there."""
    done = learned(tmp_path, [entry("/number", numbers(**{name: value}))])
    document = patched(tmp_path, done.stdout)
    found = schema(document, "OwnedNumber")["properties"][name]
    assert found["anyOf"][-1] == expected
    assert len(found["anyOf"]) >= 2
    assert found["description"]


def test_a_null_in_a_property_with_a_type(tmp_path: Path) -> None:
    """The type gets another name."""
    following = {"name": None, "cli_type": "Номер"}
    done = learned(tmp_path, [entry("/number", numbers(following=following))])
    found = schema(patched(tmp_path, done.stdout), "Following")["properties"]["name"]
    assert found["type"] == ["string", "null"]


def test_a_new_code(tmp_path: Path) -> None:
    """The enumeration gets it, with a name and a description."""
    done = learned(tmp_path, [entry("/number", numbers(phone_type="sat"))])
    found = schema(patched(tmp_path, done.stdout), "PhoneType")
    assert (found["enum"][-1], found["x-enum-varnames"][-1]) == ("sat", "SAT")
    assert len(found["enum"]) == len(found["x-enum-descriptions"]) == 4
    assert len(found["x-enum-varnames"]) == 4


def test_a_property_that_is_not_always_there(tmp_path: Path) -> None:
    """It is required no more."""
    done = learned(tmp_path, [entry("/number", numbers(aon_for_sips=GONE))])
    found = schema(patched(tmp_path, done.stdout), "OwnedNumber")
    before = schema(DOCUMENT, "OwnedNumber")
    assert set(before["required"]) - set(found["required"]) == {"aon_for_sips"}


def test_several_properties_that_are_not_always_there(tmp_path: Path) -> None:
    """Each is required no more, where the list stands in a line as well; one is left."""
    region = {"title": "Улан-Удэ (301)"}
    done = learned(tmp_path, [entry("/number/code-regions", {"code_regions": [region, {}]})])
    assert schema(patched(tmp_path, done.stdout), "Region")["required"] == ["title"]
    assert "Region/properties/title: not always there; the text there has a form" in done.stderr


def test_a_grade_that_is_raised(tmp_path: Path) -> None:
    """What was inferred and came is observed; what a value means stays inferred."""
    reservations = EXAMPLES["ReservationsSample"]
    refusal = EXAMPLES["Unprocessable"]
    traffic = [
        entry("/number/reserve", reservations),
        entry("/number", refusal, status=422),
        entry("/number/follow-types", EXAMPLES["ForwardTypesSample"] | {"success": True}),
    ]
    document = patched(tmp_path, learned(tmp_path, traffic).stdout)
    assert document["components"]["responses"]["Unprocessable"]["x-evidence"] == "observed"
    assert schema(document, "Refusal")["properties"]["errors"]["x-evidence"] == "observed"
    success = schema(document, "ForwardTypeList")["properties"]["success"]
    assert success["x-evidence"] == "observed"
    assert schema(document, "ReservationId")["x-evidence"] == "inferred"


def test_what_nobody_may_see(tmp_path: Path) -> None:
    """No token, no telephone number and no name of the traffic is in anything that is written."""
    private = {
        "comment": f"Иванов, +7 (916) 123-45-67, {TOKEN}",
        "owner": {"phone": "79167654321", "api_token": "abc-def-42", "name": "Иванов"},
        "digits": 79167654321,
        "79165554433": 1,
        TOKEN: 1,
        "phone_type": "79167654321",
        "owner_type": TOKEN,
    }
    done = learned(tmp_path, [entry("/number", numbers(**private)), entry("/number", {TOKEN: []})])
    written = done.stdout + done.stderr
    for secret in ("916", "Иванов", TOKEN, "abc-def", "cookie-of-mine", "5554433"):
        assert secret not in written.replace(NUMBERS["data"][0]["number"], ""), secret
    assert "comment:" in done.stdout
    assert "is hidden here" in done.stderr


def test_traffic_of_another_host(tmp_path: Path) -> None:
    """It is no evidence, unless somebody says that it is."""
    traffic = [entry("/number", numbers(extra=1), url="http://localhost:8080/api/v1")]
    done = learned(tmp_path, traffic)
    assert (done.returncode, done.stdout) == (2, "")
    assert "its hosts: localhost" in done.stderr
    assert "extra:" in learned(tmp_path, traffic, "--host", "localhost").stdout


@pytest.mark.parametrize("form", ["string", "base64_string"])
def test_a_cassette_of_schemathesis(tmp_path: Path, form: str) -> None:
    """It is as good as an archive."""
    text = json.dumps(numbers(extra=1))
    body = base64.b64encode(text.encode()).decode() if form == "base64_string" else text
    interaction = {
        "request": {"method": "GET", "uri": f"{LIVE}/number", "headers": {"Client": ["10553"]}},
        "response": {
            "status": {"code": "200", "message": "OK"},
            "headers": {"Content-Type": ["application/json"]},
            "body": {"encoding": "utf-8", form: body},
        },
    }
    done = learned(tmp_path, yaml.safe_dump({"http_interactions": [interaction]}))
    assert "extra:" in done.stdout, done.stderr


def test_what_only_a_person_can_judge(tmp_path: Path) -> None:
    """It is told, and no patch pretends to know."""
    traffic = [
        entry("/number", {}, status=418),
        entry("/number", numbers(number="+7 930 999-37-50")),
    ]
    done = learned(tmp_path, traffic)
    assert done.stdout == ""
    assert "listNumbers was answered with 418" in done.stderr
    assert "OwnedNumber/properties/number: string like ^[0-9]{11}$ was expected" in done.stderr


@pytest.mark.parametrize(
    "text",
    ["{}", "[]", '{"log": {}}', '{"log": {"entries": [5]}}', "a: [", "{", "http_interactions: [1]"],
)
def test_a_file_that_is_no_traffic(tmp_path: Path, text: str) -> None:
    """One sentence says what was expected."""
    done = learned(tmp_path, text)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "is neither an HTTP Archive nor a cassette of schemathesis" in done.stderr


def test_where_the_patch_goes(tmp_path: Path) -> None:
    """Into a file, where one is named."""
    file = tmp_path / "it.patch"
    done = learned(tmp_path, [entry("/number", numbers(extra=1))], "--output", str(file))
    assert done.stdout == ""
    assert re.match(r"--- a/openapi\.yaml\n\+\+\+ b/openapi\.yaml\n", file.read_text("utf-8"))

"""What the document promises operation by operation: statuses, links, examples, and their names."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.contract import DOCUMENT, OPERATIONS, Operation, is_object, resolve

each_operation = pytest.mark.parametrize("operation", OPERATIONS.values(), ids=OPERATIONS)

# The request examples of each operation, and what each of them is about.
SHOWN: dict[str, dict[str, dict[str, Any]]] = {
    "listNumbers": {"mobile": {"phone_type": "def"}, "second_page": {"page": 2}},
    "listSmsNumbers": {"second_page": {"page": 2}},
    "releaseNumber": {"with_pin": {"pin": "4711"}, "plain": {}},
    "forwardNumbers": {
        kind: {"type": kind}
        for kind in (
            *("sip", "number", "group", "scenario", "call_queue", "sip_uri"),
            *("bitrix", "amo", "empty"),
        )
    },
    "assignBlackList": {"assign": {"contact_list_id": 15}, "take_off": {"contact_list_id": None}},
    "searchNumbers": {"moscow": {"city_code": 495}, "mask": {"phone_number": "*77"}},
    "listRegions": {"plain": {"type": None}, "with_type": {"type": "abc"}},
    "reserveNumber": {"for_an_hour": {"short": 1}, "for_longer": {"short": None}},
    "listReservations": {"second_page": {"page": 2}, "mobile": {"phone_type": "def"}},
    "buyNumbers": {"one": {"owner_type": "personal"}, "several": {"owner_type": "business"}},
}
# The links of each operation, and the operation that each leads to.
LINKS = {
    "listNumbers": {
        "ForwardTheFirst": "forwardNumbers",
        "ForwardTheFirstToItsSip": "forwardNumbers",
        "BlackListTheFirst": "assignBlackList",
        "ReleaseTheFirst": "releaseNumber",
    },
    "listSmsNumbers": {
        "ForwardTheFirst": "forwardNumbers",
        "BlackListTheFirst": "assignBlackList",
        "ReleaseTheFirst": "releaseNumber",
    },
    "forwardNumbers": {"SeeTheForwarding": "listNumbers"},
    "assignBlackList": {"SeeTheBlackList": "listNumbers"},
    "searchNumbers": {"ReserveTheFirst": "reserveNumber"},
    "listRegions": {"SearchTheFirst": "searchNumbers"},
    "reserveNumber": {"BuyIt": "buyNumbers", "SeeTheReservation": "listReservations"},
    "listReservations": {"CancelTheFirst": "cancelReservation"},
    "buyNumbers": {"SeeTheNumbers": "listNumbers"},
}
LISTS = ("listNumbers", "listSmsNumbers", "searchNumbers", "listReservations")
WITHOUT_INPUT = ("listForwardTypes", "listCallerIdTypes")


def media_of(node: Any) -> Iterator[dict[str, Any]]:
    """The media types of a body or an answer."""
    yield from resolve(node or {}).get("content", {}).values()


def test_who_may_call() -> None:
    """Each operation demands both headers."""
    assert DOCUMENT["security"] == [{"token": [], "client": []}]
    assert all("security" not in operation.definition for operation in OPERATIONS.values())


@each_operation
def test_the_statuses(operation: Operation) -> None:
    """Success, what the service answers to everybody, and what depends on what was sent."""
    statuses = {"200", "400", "401", "403", "429", "500", "502", "503", "504"}
    statuses |= {"201"} if operation.name in ("reserveNumber", "buyNumbers") else set()
    statuses |= set() if operation.name in WITHOUT_INPUT else {"422"}
    statuses |= set() if operation.method == "GET" else {"404"}
    assert {*operation.definition["responses"]} == statuses


@each_operation
def test_whether_a_body_is_required(operation: Operation) -> None:
    """Filters may be left out, and so may the pin; what is to be changed may not."""
    body = operation.definition.get("requestBody")
    if body is None:
        assert operation.name in (*WITHOUT_INPUT, "cancelReservation")
    else:
        assert body["required"] is (operation.method in ("POST", "PATCH"))


@each_operation
def test_the_links(operation: Operation) -> None:
    """Each success leads on to the same operations."""
    for status in {"200", "201"} & operation.definition["responses"].keys():
        links = operation.response(int(status)).get("links", {})
        found = {name: link["operationId"] for name, link in links.items()}
        assert found == LINKS.get(operation.name, {})


@each_operation
def test_what_is_sent_as_an_example(operation: Operation) -> None:
    """Each example shows what its name says, and no name is missing."""
    for media in media_of(operation.definition.get("requestBody")):
        shown = SHOWN[operation.name]
        assert media["examples"].keys() == shown.keys()
        for name, about in shown.items():
            value = media["examples"][name]["value"]
            assert {key: value.get(key) for key in about} == about, name
    if operation.name == "buyNumbers":
        values = operation.definition["requestBody"]["content"]["application/json"]["examples"]
        assert len(values["one"]["value"]["numbers"]) == 1
        assert len(values["several"]["value"]["numbers"]) > 1


@each_operation
def test_what_is_answered_as_an_example(operation: Operation) -> None:
    """Each list has a full page and an empty one, and every 200 may be a failure."""
    names = {"sample", "refused_inside_200", "page_not_found"}
    names |= {"empty"} if operation.name in LISTS else set()
    names |= {"every_type"} if operation.name == "listForwardTypes" else set()
    for status in {"200", "201"} & operation.definition["responses"].keys():
        for media in media_of(operation.response(int(status))):
            assert media["examples"].keys() == names


def shared_examples() -> Iterator[tuple[str, str]]:
    """Each name under which an operation has a shared example, and the name of that."""
    for operation in OPERATIONS.values():
        answers = operation.definition["responses"].values()
        for node in (operation.definition.get("requestBody"), *answers):
            for media in media_of(node):
                for name, example in media["examples"].items():
                    if "$ref" in example:
                        yield name, example["$ref"].rpartition("/")[2]


@pytest.mark.parametrize(("name", "shared"), sorted({*shared_examples()}))
def test_the_name_of_a_shared_example(name: str, shared: str) -> None:
    """An operation calls it as the document does, but for the thing that is listed."""
    spelt = re.sub("(?<=[a-z])([A-Z0-9])", r"_\1", shared).lower()
    if name in ("sample", "empty", "every_type"):
        is_meant = spelt == "done" or f"_{spelt}".endswith(f"_{name.removesuffix('_type')}")
    else:
        is_meant = spelt == name
    assert is_meant


@each_operation
def test_the_failures_of_a_status(operation: Operation) -> None:
    """Each example of an error is one of those that have its status, and there is one at least."""
    kinds: dict[str, set[str]] = {}
    for status, answer in operation.definition["responses"].items():
        if status not in ("200", "201"):
            kinds[status] = {name for media in media_of(answer) for name in media["examples"]}
    assert kinds["400"] >= {"wrong_parameter", "unknown_parameter", "broken_body"}
    assert kinds["500"] == {"no_access", "server_error"}
    named = {"401": "unauthenticated", "403": "forbidden", "422": "unprocessable"}
    named |= {"429": "too_many_requests", "502": "bad_gateway"}
    named |= {"503": "unavailable", "504": "gateway_timeout"}
    assert {status: kinds[status] for status in named if status in kinds} == {
        status: {name} for status, name in named.items() if status in kinds
    }


def test_the_failures_that_a_state_makes() -> None:
    """Each stands where that state is met, and nowhere else."""
    found = {
        (operation.name, name)
        for operation in OPERATIONS.values()
        for status in {"400", "404"} & operation.definition["responses"].keys()
        for media in media_of(operation.definition["responses"][status])
        for name in media["examples"]
        if name not in ("wrong_parameter", "unknown_parameter", "broken_body")
    }
    assert found == {
        *(("buyNumbers", n) for n in ("not_on_the_shelf", "not_reserved", "other_owner_type")),
        *(("reserveNumber", n) for n in ("not_on_the_shelf", "not_free", "other_owner_type")),
        *(("forwardNumbers", n) for n in ("number_not_found", "target_not_found", "type_not_open")),
        *(("forwardNumbers", n) for n in ("caller_id_type_not_found",)),
        *(("assignBlackList", n) for n in ("number_not_found", "black_list_not_found")),
        ("releaseNumber", "number_not_found"),
        ("cancelReservation", "reservation_not_found"),
    }


def test_examples_of_no_operation() -> None:
    """What is answered outside of them has a name of its own."""
    found = {
        place: {name for media in media_of(answer) for name in media["examples"]}
        for place, answer in DOCUMENT["x-outside-operations"].items()
        if is_object(answer)
    }
    assert found == {"wrong_method": {"method_not_allowed"}, "wrong_path": {"page_not_found"}}

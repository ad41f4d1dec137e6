"""Changes of the document, and how far each goes: what `make check-compatible` is held against."""

import copy
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from scripts.compatibility.step import Step

Node = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """A change of the document.

    Attributes:
        name: What is changed.
        change: Changes a copy of the document.
        step: How far that goes.
    """

    name: str
    change: Callable[[Node], object]
    step: Step


def schema(document: Node, name: str) -> Node:
    """A named schema."""
    found: Node = document["components"]["schemas"][name]
    return found


def field(document: Node, name: str, inner: str) -> Node:
    """A field of a named schema."""
    found: Node = schema(document, name)["properties"][inner]
    return found


def operation(document: Node, path: str, method: str) -> Node:
    """An operation."""
    found: Node = document["paths"][path][method]
    return found


def answers(document: Node) -> Node:
    """The answers of buyNumbers."""
    found: Node = operation(document, "/number/buy", "post")["responses"]
    return found


def no_longer(name: str, inner: str) -> Callable[[Node], object]:
    """Takes a field out of a schema, and out of what it requires."""

    def change(document: Node) -> None:
        owner = schema(document, name)
        del owner["properties"][inner]
        owner["required"] = [each for each in owner.get("required", []) if each != inner]

    return change


def updated(name: str, **update: Any) -> Callable[[Node], object]:
    """Puts keywords into a named schema."""
    return lambda document: schema(document, name).update(update)


def without_type(kind: str, name: str) -> Callable[[Node], object]:
    """Takes a type of forwarding out of those that may be sent."""

    def change(document: Node) -> None:
        request = schema(document, "ForwardRequest")
        del request["discriminator"]["mapping"][kind]
        reference = f"#/components/schemas/{name}"
        request["oneOf"] = [each for each in request["oneOf"] if each["$ref"] != reference]

    return change


def another_operation(document: Node) -> None:
    """One more that lists."""
    added = copy.deepcopy(operation(document, "/number/sms", "get"))
    document["paths"]["/number/external"] = {"get": added | {"operationId": "listExternal"}}


def without_error(document: Node) -> None:
    """An error of the catalogue is gone, and so is each answer that shows it."""
    del document["components"]["examples"]["NotFree"]
    del document["components"]["responses"]["ReserveRefused"]["content"]["application/json"][
        "examples"
    ]["not_free"]


def code_in_an_error(document: Node) -> None:
    """An error tells another code."""
    document["components"]["examples"]["RefusedInside200"]["value"]["code"] = 404


def one_more_code(document: Node) -> None:
    """A code that requests take and answers bring."""
    owner = schema(document, "OwnerType")
    owner["enum"].append("family")
    owner["x-enum-varnames"].append("FAMILY")
    owner["x-enum-descriptions"].append("A family")


BREAKING, ADDITION, WORDS, NONE = Step.BREAKING, Step.ADDITION, Step.WORDS, Step.NONE

CASES = [
    Case("nothing", lambda _: None, NONE),
    Case("the version", lambda d: d["info"].update(version="9.9.9"), NONE),
    # Words.
    Case("a description", updated("Price", description="Roubles."), WORDS),
    Case("a summary", lambda d: operation(d, "/number", "get").update(summary="Numbers"), WORDS),
    Case("a tag", lambda d: operation(d, "/number/sms", "get").update(tags=["purchase"]), WORDS),
    Case(
        "the words of an error",
        lambda d: d["components"]["examples"]["NotFree"]["value"].update(message="Taken."),
        WORDS,
    ),
    Case("a grade", updated("PageRequest", **{"x-evidence": "observed"}), WORDS),
    Case(
        "how to find out",
        lambda d: operation(d, "/number/buy", "post")["x-repetition"].update(outcome="Look."),
        WORDS,
    ),
    # Operations.
    Case("an operation less", lambda d: d["paths"]["/number/sms"].pop("get"), BREAKING),
    Case("an operation more", another_operation, ADDITION),
    Case(
        "the name of an operation",
        lambda d: operation(d, "/number/sms", "get").update(operationId="listSms"),
        BREAKING,
    ),
    Case(
        "a deprecation",
        lambda d: operation(d, "/number/sms", "get").update(deprecated=True),
        ADDITION,
    ),
    Case("the address", lambda d: d["servers"][0].update(url="https://example.com/v2"), BREAKING),
    Case("a header less", lambda d: d.update(security=[{"token": []}]), BREAKING),
    Case(
        "the name of a header",
        lambda d: d["components"]["securitySchemes"]["client"].update(name="App"),
        BREAKING,
    ),
    Case(
        "the default of a header",
        lambda d: d["components"]["securitySchemes"]["client"].update({"x-default": "1"}),
        BREAKING,
    ),
    # What is sent.
    Case(
        "a filter more",
        lambda d: schema(d, "SearchNumbersRequest")["properties"].update(x={"type": "string"}),
        ADDITION,
    ),
    Case("a filter less", no_longer("SearchNumbersRequest", "region"), BREAKING),
    Case(
        "a filter that is required", updated("SearchNumbersRequest", required=["region"]), BREAKING
    ),
    Case(
        "a field that is optional", updated("ReserveNumberRequest", required=["number"]), ADDITION
    ),
    Case(
        "a body that is required",
        lambda d: operation(d, "/number", "get")["requestBody"].update(required=True),
        BREAKING,
    ),
    Case("a code less", lambda d: schema(d, "NumberClassFilter")["enum"].pop(), BREAKING),
    Case("a code more", one_more_code, ADDITION),
    Case("a lower maximum", updated("PageRequest", maximum=5), BREAKING),
    Case("a higher maximum", updated("PageRequest", maximum=2**40), ADDITION),
    Case("a pattern", updated("DestinationNumber", pattern="^[0-9]{3,15}$"), BREAKING),
    Case("more items at least", updated("NumberIds", minItems=2), BREAKING),
    Case("items at most", updated("NumberIds", maxItems=100), BREAKING),
    Case("items twice", updated("NumberIds", uniqueItems=False), ADDITION),
    Case(
        "another value",
        lambda d: field(d, "ReserveNumberRequest", "short").update(const=2),
        BREAKING,
    ),
    Case(
        "an open request",
        lambda d: schema(d, "SearchNumbersRequest").pop("additionalProperties"),
        ADDITION,
    ),
    Case("a type of forwarding less", without_type("empty", "EmptyForward"), BREAKING),
    Case(
        "what a type is called",
        lambda d: schema(d, "ForwardRequest")["discriminator"]["mapping"].pop("empty"),
        BREAKING,
    ),
    Case(
        "what a default demands",
        lambda d: schema(d, "AmoForward")["dependentSchemas"].update(
            destination_number={"required": ["sip_id"]}
        ),
        BREAKING,
    ),
    Case(
        "a request that is forbidden",
        updated("AssignBlackListRequest", **{"not": {"required": ["contact_list_id"]}}),
        BREAKING,
    ),
    # What is answered.
    Case(
        "an answer with one field more",
        lambda d: schema(d, "Offer")["properties"].update(zone={"type": "string"}),
        ADDITION,
    ),
    Case("an answer with one field less", no_longer("Offer", "buy_price"), BREAKING),
    Case("an optional field less", no_longer("Refusal", "error"), BREAKING),
    Case("a field that may be missing", lambda d: schema(d, "Offer")["required"].pop(), BREAKING),
    Case("the type of a field", updated("Total", type="string"), BREAKING),
    Case("a field that may be null", updated("Total", type=["integer", "null"]), BREAKING),
    Case("a field that is never null", updated("FirstPosition", type="integer"), ADDITION),
    Case("a closed answer", updated("Offer", additionalProperties=False), BREAKING),
    Case(
        "a code that is no longer told", lambda d: schema(d, "NumberClass")["enum"].pop(), BREAKING
    ),
    Case("a status more", lambda d: answers(d).update({"402": answers(d)["400"]}), ADDITION),
    Case("an error's status less", lambda d: answers(d).pop("404"), BREAKING),
    Case("a success's status less", lambda d: answers(d).pop("201"), BREAKING),
    Case(
        "a header of an answer less",
        lambda d: d["components"]["responses"]["TooManyRequests"]["headers"].pop("Retry-After"),
        BREAKING,
    ),
    Case("an answer outside", lambda d: d["x-outside-operations"].pop("wrong_path"), BREAKING),
    # Names, examples, errors, links, repetition.
    Case("an error less", without_error, BREAKING),
    Case("an error's code", code_in_an_error, BREAKING),
    Case(
        "an error more",
        lambda d: d["components"]["examples"].update(
            Unpaid={"summary": "No money", "x-remedy": "Pay.", "value": {"success": False}}
        ),
        ADDITION,
    ),
    Case(
        "an example less",
        lambda d: operation(d, "/number", "get")["requestBody"]["content"]["application/json"][
            "examples"
        ].pop("mobile"),
        BREAKING,
    ),
    Case(
        "a link less",
        lambda d: answers(d) and d["components"]["responses"]["Bought"].pop("links"),
        BREAKING,
    ),
    Case(
        "the name of a schema",
        lambda d: d["components"]["schemas"].update(Telephone=schema(d, "PhoneNumber")),
        ADDITION,
    ),
    Case(
        "a schema less",
        lambda d: (
            d["components"]["schemas"].pop("SipForward") and without_type("sip", "SipForward")(d)
        ),
        BREAKING,
    ),
    Case(
        "a name of a code",
        updated("OwnerType", **{"x-enum-varnames": ["FIRM", "PERSON"]}),
        BREAKING,
    ),
    Case("what is kept apart", updated("NumberId", **{"x-distinct": False}), BREAKING),
    Case(
        "what may be sent again",
        lambda d: operation(d, "/number/buy", "post").update({"x-repetition": {"may": "always"}}),
        BREAKING,
    ),
    Case(
        "what must not be bought twice",
        lambda d: operation(d, "/number/buy", "post")["x-telephone-numbers"].pop("once"),
        BREAKING,
    ),
]

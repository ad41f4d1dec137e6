"""The workflows for the portable twin: for runners that send no body with a GET.

fetch refuses one, and so do the runners that are made of it. What a GET sends in its body goes into
the query, as in the twin (scripts/portable_twin/). Besides, they say how the credentials travel:
Arazzo leaves that to runners, and `x-security` is what Redocly reads.
"""

import copy
from collections.abc import Mapping
from typing import Any

from scripts.overlay import is_list, is_object
from scripts.portable_twin.references import resolved
from scripts.workflows.document import Workflows

SOURCE = "openapi-3.1.yaml"
REFERENCE = "./openapi.yaml"
# How Redocly calls what a scheme of security takes.
CREDENTIALS = {"http": "token", "apiKey": "apiKey"}


def portable_workflows(
    workflows: Workflows, contract: Mapping[str, Any], source: str = SOURCE
) -> dict[str, Any]:
    """The document for the twin.

    Args:
        workflows: The document.
        contract: What it is about.
        source: The file of the twin, beside which the result will stand.
    """
    document = copy.deepcopy(workflows.raw)
    document["sourceDescriptions"][0]["url"] = f"./{source}"
    gets = {
        operation["operationId"]
        for item in contract["paths"].values()
        for method, operation in item.items()
        if method == "get"
    }
    for workflow in document["workflows"]:
        workflow["inputs"] = whole(contract, workflow["inputs"])
        name_credentials(workflow, contract)
        for step in workflow["steps"]:
            if step.get("operationId") in gets:
                put_into_query(step)
    return document


def whole(contract: Mapping[str, Any], node: Any) -> Any:
    """A schema with what it refers to in its place, and without extensions: runners know none."""
    if is_object(node):
        if "$ref" in node:
            local = {**node, "$ref": node["$ref"].removeprefix(REFERENCE)}
            return whole(contract, resolved(contract, local))
        known = {key: inner for key, inner in node.items() if not key.startswith("x-")}
        return {key: whole(contract, inner) for key, inner in known.items()}
    return [whole(contract, item) for item in node] if is_list(node) else node


def put_into_query(step: dict[str, Any]) -> None:
    """Send as parameters of the query what a step sends as the properties of its body."""
    payload: dict[str, Any] = step.pop("requestBody", {}).get("payload", {})
    step["parameters"] = [
        {"name": name, "in": "query", "value": value} for name, value in payload.items()
    ]


def name_credentials(workflow: dict[str, Any], contract: Mapping[str, Any]) -> None:
    """Let a workflow take the credentials as inputs, and say which scheme each is for."""
    schemes: dict[str, Any] = contract["components"]["securitySchemes"]
    workflow["x-security"] = [
        {"schemeName": name, "values": {CREDENTIALS[scheme["type"]]: f"$inputs.{name}"}}
        for name, scheme in schemes.items()
    ]
    for name, scheme in schemes.items():
        default = {"default": scheme["x-default"]} if "x-default" in scheme else {}
        told = {"type": "string", "description": scheme["description"]}
        workflow["inputs"]["properties"][name] = told | default

"""What the document may say only if openapi.yaml bears it out.

Redocly and Spectral check its form and its own references. They let an operation pass that there is
not, a parameter that it does not have, and a place that no answer has.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import jsonschema_rs

from scripts.build_docs.document import Document, Operation
from scripts.overlay import is_list, is_object
from scripts.workflows.document import Step, Workflow, WorkflowMissing, Workflows
from scripts.workflows.portable import whole

SUCCESS = "success"
STATUS = re.compile(r"\$statusCode == (\d+)")
SUCCEEDED = "$response.body#/success == true"
POINTER = re.compile(r"\$response\.body#(/[\w/]*)")
MEMBER = re.compile(r"@\.(\w+)")
INPUT = re.compile(r"\$inputs\.(\w+)")
INPUT_OF = re.compile(r"\$workflows\.(\w+)\.inputs\.(\w+)")
OUTPUT = re.compile(r"\$steps\.(\w+)\.outputs\.(\w+)")
OF_THE_CALLED = re.compile(r"^\$outputs\.(\w+)$")
EXPRESSION = re.compile(r"^\$inputs\.(\w+)$")


@dataclass(frozen=True)
class Checks:
    """The checks of a document against the contract.

    Attributes:
        workflows: The document.
        contract: What it is about.
    """

    workflows: Workflows
    contract: Document

    def findings(self) -> Iterator[str]:
        """What is wrong, a sentence each, with its place in front."""
        told, here = (each["info"]["version"] for each in (self.contract.raw, self.workflows.raw))
        if told != here:
            yield f"info.version: {told} was expected, as in openapi.yaml, {here} came"
        for workflow in self.workflows.all:
            for finding in self.of_workflow(workflow):
                yield f"{workflow.name}: {finding}"
            for step in workflow.steps:
                for finding in self.of_step(workflow, step):
                    yield f"{workflow.name}.{step.name}: {finding}"

    def of_workflow(self, workflow: Workflow) -> Iterator[str]:
        """What is wrong with what a workflow tells in the end."""
        known = {step.name: step for step in workflow.steps}
        for value in workflow.outputs.values():
            for step, output in OUTPUT.findall(value):
                if step not in known or output not in known[step].outputs:
                    yield f"no step has {value}"

    def of_step(self, workflow: Workflow, step: Step) -> Iterator[str]:
        """What is wrong with a step."""
        yield from self.inputs(workflow, step)
        yield from self.actions(workflow, step)
        yield from outcomes(step)
        if step.called:
            yield from self.call(step)
        elif operation := self.operations.get(step.operation):
            yield from parameters(operation, step)
            yield from self.payload(workflow, operation, step)
            yield from success(operation, step)
            yield from self.places(operation, step)
            if operation.definition["x-repetition"]["may"] != "always":
                yield from repetitions(workflow, step)
        else:
            yield f"openapi.yaml has no operation {step.operation}"

    @property
    def operations(self) -> dict[str, Operation]:
        """The operations of the contract, by their names."""
        return {each.name: each for each in self.contract.operations}

    def inputs(self, workflow: Workflow, step: Step) -> Iterator[str]:
        """The inputs that a step uses are those that its workflow takes."""
        text = str(step.raw)
        used = [(workflow.name, name) for name in INPUT.findall(text)] + INPUT_OF.findall(text)
        for name, used_input in used:
            if name != workflow.name or used_input not in workflow.inputs["properties"]:
                yield f"the workflow takes no input {used_input}"

    def actions(self, workflow: Workflow, step: Step) -> Iterator[str]:
        """Actions lead to what there is."""
        steps = {each.name for each in workflow.steps}
        for action in step.actions:
            if not action:
                yield "an action refers to one that there is not"
            elif (target := action.get("stepId")) and target not in steps:
                yield f"{action['name']} leads to {target}, which is no step"

    def call(self, step: Step) -> Iterator[str]:
        """A workflow that a step runs is there, gets what it takes, and tells what is used."""
        try:
            called = self.workflows.of(step.called)
        except WorkflowMissing as error:
            yield str(error)
            return
        given = {each["name"] for each in step.parameters}
        if missing := set(called.inputs["required"]) - given:
            yield f"{step.called} needs {', '.join(sorted(missing))}"
        if unknown := given - set(called.inputs["properties"]):
            yield f"{step.called} takes no input {', '.join(sorted(unknown))}"
        for value in step.outputs.values():
            told = OF_THE_CALLED.match(value)
            if not told or told[1] not in called.outputs:
                yield f"{step.called} does not tell {value}"

    def payload(self, workflow: Workflow, operation: Operation, step: Step) -> Iterator[str]:
        """The body is one that the operation takes, with an example in the place of each input."""
        if step.payload is None:
            if operation.body and operation.body["required"]:
                yield f"{operation.name} needs a body"
            return
        if not operation.body_content:
            yield f"{operation.name} takes no body"
            return
        schema = whole(self.contract.raw, operation.body_content["schema"])
        validator = jsonschema_rs.Draft202012Validator(without_discriminator(schema))
        for error in validator.iter_errors(self.filled(workflow, step.payload)):
            yield f"{operation.name} does not take this body: {error.message}"

    def filled(self, workflow: Workflow, value: Any) -> Any:
        """A value that is sent, with an example in the place of each input."""
        if is_object(value):
            return {key: self.filled(workflow, inner) for key, inner in value.items()}
        if is_list(value):
            return [self.filled(workflow, inner) for inner in value]
        found = EXPRESSION.match(value) if isinstance(value, str) else None
        if not found or found[1] not in workflow.inputs["properties"]:
            return value
        schema = whole(self.contract.raw, workflow.inputs["properties"][found[1]])
        return schema.get("examples", [value])[0]

    def places(self, operation: Operation, step: Step) -> Iterator[str]:
        """Each place that is looked at is one that the answer has."""
        answers = [each for each in operation.answers if not each.failed]
        schemas = [operation.sure_schema(each) for each in answers]
        told = f"{step.outputs} {step.criteria} {step.actions}"
        for pointer in POINTER.findall(told):
            if not all(self.has(schema, pointer.split("/")[1:]) for schema in schemas):
                yield f"the answer to {operation.name} has no {pointer}"
        names = {name for schema in schemas for name in self.names(schema)}
        for member in MEMBER.findall(told):
            if member not in names:
                yield f"the answer to {operation.name} has no {member}"

    def has(self, schema: Any, steps: list[str]) -> bool:
        """Whether a schema has a place."""
        schema = self.contract.resolve(schema)
        if not steps:
            return True
        inner = (
            schema.get("items")
            if steps[0].isdigit()
            else schema.get("properties", {}).get(steps[0])
        )
        return inner is not None and self.has(inner, steps[1:])

    def names(self, schema: Any) -> Iterator[str]:
        """The properties of an answer, and of the objects in its lists."""
        for name, node in self.contract.resolve(schema).get("properties", {}).items():
            yield name
            if "items" in self.contract.resolve(node):
                yield from self.names(self.contract.inside(node))


def parameters(operation: Operation, step: Step) -> Iterator[str]:
    """A step sends the parameters that the operation has, and no others."""
    known = {(each["name"], each["in"]): each["required"] for each in operation.parameters}
    sent = {(each["name"], each.get("in")) for each in step.parameters}
    for name, place in sorted(sent - known.keys(), key=str):
        yield f"{operation.name} has no parameter {name} in {place}"
    for name, place in sorted(known.keys() - sent):
        if known[name, place]:
            yield f"{operation.name} needs the parameter {name} in {place}"


def success(operation: Operation, step: Step) -> Iterator[str]:
    """A success is each status that the operation has for it, and nothing but `success: true`."""
    conditions = [each["condition"] for each in step.criteria]
    named = {status for condition in conditions for status in STATUS.findall(condition)}
    answers = [each for each in operation.answers if not each.failed]
    expected = {each.status for each in answers}
    if named != expected:
        statuses = " and ".join(sorted(expected))
        yield f"a success has status {statuses}, the criteria name {sorted(named)}"
    if SUCCEEDED not in conditions:
        yield f"no criterion is {SUCCEEDED}: a refusal may come with status 200"


def repetitions(workflow: Workflow, step: Step) -> Iterator[str]:
    """What changes something is never sent again: no action repeats it or leads back to it."""
    names = [each.name for each in workflow.steps]
    for action in step.actions:
        if action.get("type") == "retry":
            yield f"{action['name']} sends it again, and openapi.yaml says that it may be sent once"
    for each in workflow.steps[names.index(step.name) :]:
        for action in each.actions:
            if action.get("stepId") in names[: names.index(step.name) + 1]:
                yield f"{each.name} leads back to it, and it may be sent once"


def outcomes(step: Step) -> Iterator[str]:
    """There are words for each action of a step, and for a criterion that is no comparison."""
    needed = {action["name"] for action in step.actions if action and "x-outcome" not in action}
    needed |= {SUCCESS for each in step.criteria if "type" in each}
    for name in sorted(needed ^ step.outcomes.keys()):
        yield f"x-outcomes: {name} {'has no words' if name in needed else 'is nothing of the step'}"
    for each in step.criteria:
        if each["condition"].count("&&") > 1 and "type" in each:
            yield f"{each['condition']}: one && at most, or Redocly's runner reads it wrongly"


def without_discriminator(node: Any) -> Any:
    """A schema without what only OpenAPI knows."""
    if is_object(node):
        return {key: without_discriminator(v) for key, v in node.items() if key != "discriminator"}
    return [without_discriminator(item) for item in node] if is_list(node) else node


def findings(workflows: Workflows, contract: Mapping[str, Any]) -> list[str]:
    """What is wrong with a document, a sentence each; nothing of it is sent to anybody."""
    return [*Checks(workflows, Document(dict(contract))).findings()]

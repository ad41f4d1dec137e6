"""The Arazzo document as scripts need it: workflows, steps, and what is said of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.plain_yaml import load_yaml

ROOT = Path(__file__).parent.parent.parent
FILE = "workflows.arazzo.yaml"
PATH = ROOT / FILE
FAILURE_ACTIONS = "$components.failureActions."


class WorkflowMissing(ValueError):
    """Somebody names a workflow that there is not."""


@dataclass(frozen=True)
class Step:
    """A step of a workflow.

    Attributes:
        workflow: The id of the workflow.
        raw: The step as it stands in the document, its shared actions in their places.
    """

    workflow: str
    raw: dict[str, Any]

    @property
    def name(self) -> str:
        """Its stepId."""
        name: str = self.raw["stepId"]
        return name

    @property
    def operation(self) -> str:
        """The operationId of what it calls; empty where it runs another workflow."""
        name: str = self.raw.get("operationId", "")
        return name

    @property
    def called(self) -> str:
        """The id of the workflow that it runs; empty where it calls an operation."""
        name: str = self.raw.get("workflowId", "")
        return name

    @property
    def parameters(self) -> list[dict[str, Any]]:
        """What it sends in the path, or hands to the workflow that it runs."""
        parameters: list[dict[str, Any]] = self.raw.get("parameters", [])
        return parameters

    @property
    def payload(self) -> dict[str, Any] | None:
        """The body that it sends; None where it sends none."""
        payload: dict[str, Any] | None = self.raw.get("requestBody", {}).get("payload")
        return payload

    @property
    def criteria(self) -> list[dict[str, Any]]:
        """What must hold for a success."""
        criteria: list[dict[str, Any]] = self.raw.get("successCriteria", [])
        return criteria

    @property
    def outputs(self) -> dict[str, str]:
        """What later steps may use, by its name."""
        outputs: dict[str, str] = self.raw.get("outputs", {})
        return outputs

    @property
    def outcomes(self) -> dict[str, str]:
        """What is said of a success, and of each action by its name."""
        outcomes: dict[str, str] = self.raw.get("x-outcomes", {})
        return outcomes

    @property
    def actions(self) -> list[dict[str, Any]]:
        """What may follow, first after a success, then after a failure."""
        return [*self.raw.get("onSuccess", []), *self.raw.get("onFailure", [])]


@dataclass(frozen=True)
class Workflow:
    """A workflow.

    Attributes:
        raw: It as it stands in the document.
        steps: Its steps, in their order.
    """

    raw: dict[str, Any]
    steps: list[Step]

    @property
    def name(self) -> str:
        """Its workflowId."""
        name: str = self.raw["workflowId"]
        return name

    @property
    def inputs(self) -> dict[str, Any]:
        """The schema of what it takes."""
        inputs: dict[str, Any] = self.raw["inputs"]
        return inputs

    @property
    def outputs(self) -> dict[str, str]:
        """What it tells in the end, by its name."""
        outputs: dict[str, str] = self.raw.get("outputs", {})
        return outputs


@dataclass(frozen=True)
class Workflows:
    """The document."""

    raw: dict[str, Any]

    @property
    def all(self) -> list[Workflow]:
        """All workflows, in their order."""
        return [
            Workflow(each, [*self._steps(each["workflowId"], each["steps"])])
            for each in self.raw["workflows"]
        ]

    def of(self, name: str) -> Workflow:
        """A workflow by its id.

        Raises:
            WorkflowMissing: There is none.
        """
        known = {each.name: each for each in self.all}
        if name not in known:
            raise WorkflowMissing(f"no workflow {name}; there are {', '.join(known)}")
        return known[name]

    def _steps(self, workflow: str, steps: list[dict[str, Any]]) -> Iterator[Step]:
        for raw in steps:
            shared = {
                key: [self.action(each) for each in raw[key]]
                for key in ("onSuccess", "onFailure")
                if key in raw
            }
            yield Step(workflow, raw | shared)

    def action(self, action: dict[str, Any]) -> dict[str, Any]:
        """An action, or the shared one that it refers to; an empty one where there is none."""
        if "reference" not in action:
            return action
        shared: dict[str, Any] = self.raw.get("components", {}).get("failureActions", {})
        found: dict[str, Any] = shared.get(action["reference"].removeprefix(FAILURE_ACTIONS), {})
        return found


def load_workflows(path: Path = PATH) -> Workflows:
    """The document of the repository, or another."""
    return Workflows(load_yaml(path.read_text(encoding="utf-8")))

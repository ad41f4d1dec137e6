"""The steps of a guide, made from workflows.arazzo.yaml: their order, operations and outcomes."""

import re
from collections.abc import Iterator, Mapping
from functools import cache, partial
from os.path import relpath
from typing import Any

from scripts.build_docs.language import PROSE, BuildFailed, Language
from scripts.build_docs.markdown import heading, indented, inline, link, paragraphs, small
from scripts.build_docs.prose import linked_to, operation_places
from scripts.workflows.document import FILE, Step, Workflow, Workflows

# The folder of the guides, and the way from there to the operations and the document.
GUIDES = "recipes"
REFERENCE = "../reference/"
DOWNLOAD = f"../downloads/{FILE}"
ASKED = re.compile(r'\{\{ workflow\("(\w+)"\) \}\}')
STATUS = re.compile(r"\$statusCode == (\d+)")
EQUAL = re.compile(r"\$response\.body#/(\w+) == (\w+)")
# The label of what may follow, by where it stands in a step.
ACTIONS = {"onSuccess": "workflow then", "onFailure": "workflow otherwise"}


class WorkflowUnreadable(BuildFailed):
    """A criterion of a workflow cannot be put into words."""


def workflow_parts(language: Language) -> dict[str, Any]:
    """What a page may ask for, by the name that it has there."""
    return {"workflow": partial(workflow_section, language)}


@cache
def guides() -> dict[str, str]:
    """The page on which each workflow stands, by the id of the workflow."""
    pages = sorted((PROSE / "en").rglob("*.md"))
    return {
        name: page.relative_to(PROSE / "en").as_posix()
        for page in pages
        for name in ASKED.findall(page.read_text(encoding="utf-8"))
    }


def workflow_section(language: Language, name: str) -> str:
    """A workflow as a section of a page: what it is for, and its steps."""
    workflow = Workflows(language.workflows).of(name)
    places = {
        **operation_places(language, REFERENCE),
        **{each: f"{relpath(page, GUIDES)}#{each}" for each, page in guides().items()},
    }
    return Section(language, workflow, places).text()


class Section:
    """A workflow on a page.

    Args:
        language: Of the page.
        workflow: In that language.
        places: The way from the page to each operation and each workflow, by its name.
    """

    def __init__(self, language: Language, workflow: Workflow, places: Mapping[str, str]) -> None:
        self.language = language
        self.workflow = workflow
        self.places = places

    def text(self) -> str:
        """The Markdown."""
        where = self.language.say(
            "workflow source",
            workflow=inline(self.workflow.name),
            file=link(inline(FILE), DOWNLOAD),
        )
        return paragraphs(
            heading(2, self.workflow.raw["summary"], self.workflow.name),
            self.linked(self.workflow.raw["description"]),
            *(self.item(count, step) for count, step in enumerate(self.workflow.steps, 1)),
            small(where),
        )

    def linked(self, text: str) -> str:
        """A text, whose operations and other workflows are links."""
        others = {name: it for name, it in self.places.items() if name != self.workflow.name}
        return linked_to(others, text)

    def item(self, count: int, step: Step) -> str:
        """A step as an item of a numbered list."""
        called = step.operation or step.called
        inner = paragraphs(
            f"**{inline(step.name)}** · {link(inline(called), self.places[called])}",
            self.linked(step.raw["description"]),
            "\n".join(self.outcomes(step)),
        )
        return f"{count}.".ljust(4) + indented(inner)[4:]

    def outcomes(self, step: Step) -> Iterator[str]:
        """What is a success, and what comes of it and of a failure: a line each."""
        if step.criteria:
            yield f"- {self.language.say('workflow success', criteria=self.criteria(step))}"
        for kind, label in ACTIONS.items():
            for action in step.raw.get(kind, []):
                said = action.get("x-outcome") or step.outcomes[action["name"]]
                yield f"- {self.language.say(label)} {' '.join(self.linked(said).split())}"

    def criteria(self, step: Step) -> str:
        """What must hold for a success, as a list of phrases."""
        phrases = [self.phrase(each) for each in step.criteria if "type" not in each]
        if "success" in step.outcomes:
            phrases.append(step.outcomes["success"])
        *first, last = phrases
        return self.language.say("workflow and", first=", ".join(first), last=last)

    def phrase(self, criterion: Mapping[str, Any]) -> str:
        """A plain comparison in words.

        Raises:
            WorkflowUnreadable: It is none of those that there are words for.
        """
        condition: str = criterion["condition"]
        if statuses := STATUS.findall(condition):
            named = self.language.say("or").join(statuses)
            return self.language.say("workflow status", statuses=named)
        if equal := EQUAL.fullmatch(condition):
            return self.language.say(
                "workflow equal", field=inline(equal[1]), value=inline(equal[2])
            )
        raise WorkflowUnreadable(f"{self.workflow.name}: no words for the criterion {condition}")

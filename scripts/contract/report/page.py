"""The report as one HTML page that needs nothing else."""

from pathlib import Path

from jinja2 import Environment, StrictUndefined

from ..facts import State
from .findings import Findings, counted, kind

TEMPLATE = Path(__file__).with_name("page.html.jinja")


def as_page(findings: Findings) -> str:
    """The page; what came from the server is escaped."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    template = environment.from_string(TEMPLATE.read_text(encoding="utf-8"))
    return template.render(
        findings=findings,
        document=findings.ledger.document.tree["info"],
        beyond=findings.ledger.beyond,
        counted=counted,
        kind=kind,
        State=State,
    )

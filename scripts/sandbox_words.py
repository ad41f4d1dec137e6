"""What the code of the sandbox says to people: its options, and its faults of the wire.

They are a document of their own, so that an Overlay translates them as it does openapi.yaml.
"""

from typing import Any

from scripts.mock_server.__main__ import OPTIONS
from scripts.mock_server.faults import WIRE


def sandbox_words() -> dict[str, Any]:
    """The words: `options` and `faults`, each by its name, with a description."""
    return {
        "options": {name: {"description": said(option)} for name, option in OPTIONS.items()},
        "faults": {name: {"description": fault.summary} for name, fault in WIRE.items()},
    }


def said(option: dict[str, Any]) -> str:
    """What an option does, with its default filled in as argparse does it."""
    text: str = option["help"] % option
    return text

"""The portable twin as the tests read it: made once from the document, in both forms."""

from typing import Any

import yaml

from scripts.overlay import load_overlay
from scripts.portable_twin.twin import portable_twin, twin_files
from tests.contract import DOCUMENT, ROOT

OVERLAY = ROOT / "scripts" / "overlays" / "portable.yaml"
TWIN = portable_twin(DOCUMENT, load_overlay(OVERLAY))
FILES = twin_files(TWIN)
FORMS: dict[str, dict[str, Any]] = {
    name.removesuffix(".yaml"): yaml.safe_load(text)
    for name, text in FILES.items()
    if name.endswith(".yaml")
}

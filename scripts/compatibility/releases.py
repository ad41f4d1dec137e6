"""The documents that were released: `releases/VERSION/openapi.yaml`, each with its checksum.

They stand in the repository, so that the last one is found where no tag is: in an archive, in a
shallow clone.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from scripts.compatibility.step import CheckFailed, numbers

ROOT = Path(__file__).parent.parent.parent
RELEASES = ROOT / "releases"


@dataclass(frozen=True)
class Release:
    """A document that was released.

    Attributes:
        version: "0.1.0".
        document: Its file.
    """

    version: str
    document: Path

    def check(self) -> None:
        """Demand that it is the document that was released.

        Raises:
            CheckFailed: It was changed since, or has no checksum.
        """
        sums = self.document.with_name("SHA256SUMS")
        told = sums.read_text(encoding="utf-8") if sums.exists() else ""
        if told != checksum(self.document):
            raise CheckFailed(
                f"{shown(self.document)} is not what was released, by the SHA256SUMS beside it; a"
                " release never changes: restore both"
            )


def shown(path: Path) -> Path:
    """A path as people read it."""
    return path.relative_to(ROOT) if path.is_relative_to(ROOT) else path


def checksum(document: Path) -> str:
    """The line that sha256sum -c takes."""
    return f"{hashlib.sha256(document.read_bytes()).hexdigest()}  {document.name}\n"


def releases(folder: Path = RELEASES) -> list[Release]:
    """All releases, the latest last; none before the first.

    Raises:
        CheckFailed: A folder is named otherwise, or has no document.
    """
    folders = (
        sorted(folder.iterdir(), key=lambda each: numbers(each.name)) if folder.exists() else []
    )
    found = [Release(each.name, each / "openapi.yaml") for each in folders]
    for each in found:
        if not each.document.exists():
            raise CheckFailed(f"{shown(each.document)} is missing; restore it")
    return found


def keep(document: Path, version: str, folder: Path = RELEASES) -> Release:
    """Add a document to those that were released."""
    target = folder / version / "openapi.yaml"
    target.parent.mkdir(parents=True)
    target.write_bytes(document.read_bytes())
    target.with_name("SHA256SUMS").write_text(checksum(target), encoding="utf-8")
    return Release(version, target)

"""The repository that a release is made in, as git tells it."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

from scripts.compatibility.step import CheckFailed


@dataclass(frozen=True)
class Repository:
    """A checkout.

    Attributes:
        root: Its folder.
    """

    root: Path

    def git(self, *arguments: str) -> str:
        """What git prints.

        Raises:
            CheckFailed: It refuses.
        """
        done = subprocess.run(
            ["git", *arguments],  # noqa: S607 - found on PATH, as people find it
            cwd=self.root,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise CheckFailed(f"git {arguments[0]} refuses: {done.stderr.strip()}")
        return done.stdout

    def check_clean(self) -> None:
        """Demand that all is committed.

        Raises:
            CheckFailed: Something is not.
        """
        if changed := self.git("status", "--porcelain").splitlines():
            rest = f" and {len(changed) - 1} more" if len(changed) > 1 else ""
            raise CheckFailed(
                f"{changed[0][3:]}{rest} is not committed; commit it, or take it away"
            )

    def check_free(self, tag: str) -> None:
        """Demand that a tag is not there.

        Raises:
            CheckFailed: It is.
        """
        if self.git("tag", "--list", tag).strip():
            raise CheckFailed(
                f"the tag {tag} is there already; a release never changes: raise info.version in"
                " openapi.yaml"
            )

    def commit(self, paths: list[Path], message: str) -> None:
        """Commit files, and nothing else."""
        self.git("add", "--", *(str(path.relative_to(self.root)) for path in paths))
        self.git("commit", "--quiet", "--message", message)

    def tag(self, name: str, message: str) -> None:
        """Tag the last commit."""
        self.git("tag", "--annotate", name, "--message", message)

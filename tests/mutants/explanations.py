"""Why a mutant that survives is no gap in the tests, in `explanations.yaml`, written by hand.

An explanation names a change as the list of survivors shows it. It goes stale when the code is not
so any more, or when a test notices the change after all; a stale one is a failure.
"""

from collections.abc import Iterable
from pathlib import Path

import msgspec

from tests.mutants.mutant import Mutant

FILE = Path(__file__).parent / "explanations.yaml"


class Explanation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why a change changes nothing that is promised. The fields are those of a mutant."""

    file: str
    place: str
    was: str
    becomes: str
    why: str

    def explains(self, mutant: Mutant) -> bool:
        """Whether it is about this mutant."""
        told = (self.file, self.place, self.was, self.becomes)
        return told == (mutant.file, mutant.place, mutant.was, mutant.becomes)

    def __str__(self) -> str:
        return f"{self.file} {self.place}: {self.was} → {self.becomes}"


def load_explanations(path: Path = FILE) -> list[Explanation]:
    """Read them.

    Raises:
        ValueError: The file is not as it should be; the message says where.
    """
    try:
        return msgspec.yaml.decode(path.read_bytes(), type=list[Explanation])
    except msgspec.MsgspecError as error:
        raise ValueError(f"{path.name}: {error}") from error


def stale(explanations: Iterable[Explanation], survivors: Iterable[Mutant]) -> list[Explanation]:
    """Those that explain no survivor."""
    left = list(survivors)
    return [each for each in explanations if not any(map(each.explains, left))]
